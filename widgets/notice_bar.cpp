// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/notice_bar.h"

#include "widgets/metrics.h"
#include "widgets/wrapped_text.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QToolButton>

#include <utility>

namespace inferometer::widgets {

NoticeBar::NoticeBar(QWidget* parent)
    : Card{parent}
    , m_text{new WrappedText{this}}
    , m_button{new QPushButton{this}}
    , m_close{new QToolButton{this}}
{
    m_button->hide();
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_action)
            m_action();
    });
    m_close->setAutoRaise(true);
    m_close->setText(QStringLiteral("×"));
    m_close->setAccessibleName(tr("Dismiss"));
    m_close->setToolTip(tr("Dismiss"));
    m_close->setFocusPolicy(Qt::StrongFocus);
    m_close->setObjectName(QStringLiteral("dismiss"));
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_close, &QToolButton::clicked, this, &NoticeBar::closed);

    auto* layout = new QHBoxLayout{this};
    const int side = rhythm(*this, 1);
    layout->setContentsMargins(side * 2, side, side, side);
    layout->setSpacing(side);
    layout->addWidget(m_text, 1, Qt::AlignVCenter);
    layout->addWidget(m_button);
    layout->addWidget(m_close);
    hide();
}

void NoticeBar::tell(const QString& text, Tone tone)
{
    m_tone = tone;
    m_text->setWords(text);
    m_button->hide();
    m_action = nullptr;
    show();
    update();
}

void NoticeBar::offer(const QString& label, std::function<void()> action)
{
    m_action = std::move(action);
    m_button->setText(label);
    m_button->show();
}

void NoticeBar::setCloseIcon(const QIcon& icon)
{
    m_close->setIcon(icon);
    m_close->setToolButtonStyle(Qt::ToolButtonIconOnly);
}

QString NoticeBar::text() const { return m_text->toPlainText(); }

void NoticeBar::paintEvent(QPaintEvent* event)
{
    Card::paintEvent(event);
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    const double radius = rhythm(*this, 1);
    QPainterPath shape;
    shape.addRoundedRect(QRectF{rect()}, radius, radius);
    painter.setClipPath(shape);
    const auto role = m_tone == Tone::Neutral ? QPalette::Link : toneRole(m_tone);
    painter.fillRect(0, 0, rhythm(*this, 0.5), height(), palette().color(role));
}

}  // namespace inferometer::widgets
