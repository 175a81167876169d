// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/section.h"

#include <QToolButton>
#include <QVBoxLayout>

namespace inferometer::widgets {

Section::Section(const QString& title, QWidget* parent) : QWidget{parent}, m_header{new QToolButton{this}}
{
    m_header->setText(title);
    m_header->setAccessibleName(title);
    m_header->setCheckable(true);
    m_header->setAutoRaise(true);
    m_header->setArrowType(Qt::RightArrow);
    m_header->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_header->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_header->setFocusPolicy(Qt::StrongFocus);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_header);
    connect(m_header, &QToolButton::toggled, this, [this](bool open) {
        m_header->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
        if (m_content)
            m_content->setVisible(open);
        emit toggled(open);
    });
}

void Section::setContent(QWidget* content)
{
    delete m_content;
    m_content = content;
    layout()->addWidget(content);
    content->setVisible(isOpen());
}

bool Section::isOpen() const { return m_header->isChecked(); }

void Section::setOpen(bool open) { m_header->setChecked(open); }

}  // namespace inferometer::widgets
