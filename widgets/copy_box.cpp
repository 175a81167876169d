// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/copy_box.h"

#include "widgets/metrics.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace inferometer::widgets {

CopyBox::CopyBox(const QString& title, int lines, QWidget* parent)
    : Card{parent}
    , m_text{new QPlainTextEdit{this}}
    , m_copy{new QToolButton{this}}
{
    auto* label = new QLabel{title, this};
    label->setFont(scaledFont(font(), 0.85));
    label->setForegroundRole(QPalette::PlaceholderText);

    m_copy->setAutoRaise(true);
    m_copy->setText(tr("Copy"));
    m_copy->setFont(scaledFont(font(), 0.85));
    m_copy->setToolTip(tr("Copy the text"));
    m_copy->setAccessibleName(tr("Copy"));
    m_copy->setFocusPolicy(Qt::StrongFocus);
    connect(m_copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(text()); });

    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setAccessibleName(title);
    m_text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_text->setFont(scaledFont(QFontDatabase::systemFont(QFontDatabase::FixedFont), 0.9));
    m_text->document()->setDocumentMargin(0);
    m_text->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_text->setFixedHeight(m_text->fontMetrics().lineSpacing() * lines + 2);

    auto* header = new QHBoxLayout;
    header->addWidget(label, 1);
    header->addWidget(m_copy);
    auto* layout = new QVBoxLayout{this};
    const int side = rhythm(*this, 1.25);
    layout->setContentsMargins(side, side / 2, side / 2, side);
    layout->setSpacing(rhythm(*this, 0.25));
    layout->addLayout(header);
    layout->addWidget(m_text);
}

QString CopyBox::text() const { return m_text->toPlainText(); }

void CopyBox::setText(const QString& text)
{
    if (text != m_text->toPlainText())
        m_text->setPlainText(text);
}

void CopyBox::setCopyIcon(const QIcon& icon)
{
    m_copy->setIcon(icon);
    m_copy->setToolButtonStyle(Qt::ToolButtonIconOnly);
}

}  // namespace inferometer::widgets
