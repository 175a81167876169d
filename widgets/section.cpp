// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/section.h"

#include "widgets/elided_label.h"
#include "widgets/metrics.h"

#include <QMouseEvent>
#include <QToolButton>
#include <QVBoxLayout>

namespace inferometer::widgets {

Section::Section(const QString& title, QWidget* parent)
    : QWidget{parent}
    , m_header{new QToolButton{this}}
    , m_summary{new ElidedLabel{this}}
{
    m_header->setText(title);
    m_header->setAccessibleName(title);
    m_header->setCheckable(true);
    m_header->setAutoRaise(true);
    m_header->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    // A long title is cut rather than that it widens what it stands over.
    m_header->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_header->setToolTip(title);
    m_header->setFocusPolicy(Qt::StrongFocus);
    m_summary->setObjectName(QStringLiteral("summary"));
    m_summary->setFont(scaledFont(font(), 0.85));
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(rhythm(*this, 0.5));
    layout->addWidget(m_header);
    layout->addWidget(m_summary);
    connect(m_header, &QToolButton::clicked, this, &Section::chosen);
    connect(m_header, &QToolButton::toggled, this, [this](bool open) {
        follow();
        emit toggled(open);
    });
    follow();
}

void Section::follow()
{
    m_header->setArrowType(isOpen() ? Qt::DownArrow : Qt::RightArrow);
    m_header->setAccessibleDescription(isOpen() ? QString{} : m_summary->text());
    m_summary->setVisible(!isOpen() && !m_summary->text().isEmpty());
    if (m_content)
        m_content->setVisible(isOpen());
}

void Section::setContent(QWidget* content)
{
    delete m_content;
    m_content = content;
    layout()->addWidget(content);
    follow();
}

void Section::setHead(QWidget* head)
{
    qobject_cast<QVBoxLayout*>(layout())->insertWidget(1, head);
    QWidget::setTabOrder(m_header, head);
}

void Section::setSummary(const QString& text, QPalette::ColorRole role)
{
    m_summary->setText(text);
    m_summary->setRole(role);
    follow();
}

bool Section::isOpen() const { return m_header->isChecked(); }

void Section::setOpen(bool open) { m_header->setChecked(open); }

QAbstractButton& Section::header() const { return *m_header; }

void Section::mouseReleaseEvent(QMouseEvent* event)
{
    if (!isOpen() && m_summary->geometry().contains(event->position().toPoint()))
        m_header->click();
}

}  // namespace inferometer::widgets
