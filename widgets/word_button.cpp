// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/word_button.h"

#include "widgets/metrics.h"

#include <QKeyEvent>
#include <QPainter>

namespace inferometer::widgets {

WordButton::WordButton(QWidget* parent) : QAbstractButton{parent}
{
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void WordButton::setWords(const QString& words)
{
    if (words == m_words)
        return;
    m_words = words;
    setAccessibleName(words);
    updateGeometry();
    update();
}

void WordButton::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

void WordButton::setChip(bool isChip)
{
    m_isChip = isChip;
    updateGeometry();
}

int WordButton::side() const { return rhythm(*this, m_isChip ? 1 : 0.5); }

int WordButton::iconRoom() const { return icon().isNull() ? 0 : iconSize().width() + rhythm(*this, 0.5); }

QSize WordButton::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    const int height = std::max(metrics.height(), icon().isNull() ? 0 : iconSize().height());
    return {metrics.horizontalAdvance(m_words) + iconRoom() + 2 * side() + 1, height + rhythm(*this, 0.5)};
}

QSize WordButton::minimumSizeHint() const
{
    const QSize whole = sizeHint();
    const int least = (icon().isNull() ? 3 * fontMetrics().averageCharWidth() : iconSize().width()) + 2 * side();
    return {std::min(whole.width(), least), whole.height()};
}

void WordButton::paintPlate(QPainter& painter) const
{
    QPen pen{Qt::NoPen};
    if (hasFocus())
        pen = QPen{palette().color(QPalette::Link), 1.5};
    else if (m_isChip)
        pen = QPen{palette().color(toneRole(m_tone)), 1.0};
    const bool isLit = isEnabled() && (underMouse() || isDown());
    painter.setPen(pen);
    painter.setBrush(isLit ? palette().highlight() : QBrush{Qt::NoBrush});
    const double radius = m_isChip ? height() / 2.0 : rhythm(*this, 0.5);
    painter.drawRoundedRect(QRectF{rect()}.adjusted(1, 1, -1, -1), radius, radius);
}

void WordButton::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    paintPlate(painter);
    QRect room = rect().adjusted(side(), 0, -side(), 0);
    if (!icon().isNull()) {
        const QRect place{QPoint{room.left(), (height() - iconSize().height()) / 2}, iconSize()};
        icon().paint(&painter, place, Qt::AlignCenter, isEnabled() ? QIcon::Normal : QIcon::Disabled);
        room.setLeft(room.left() + iconRoom());
    }
    painter.setPen(palette().color(isEnabled() ? toneRole(m_tone) : QPalette::PlaceholderText));
    if (room.width() > 0)
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         elidedList(fontMetrics(), m_words, room.width()));
}

void WordButton::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

}  // namespace inferometer::widgets
