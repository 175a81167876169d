// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/nav_button.h"

#include "widgets/metrics.h"

#include <QPainter>

namespace inferometer::widgets {

NavButton::NavButton(const QIcon& icon, const QString& text, QWidget* parent) : QAbstractButton{parent}
{
    setIcon(icon);
    setText(text);
    setAccessibleName(text);
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void NavButton::setCompact(bool compact)
{
    m_compact = compact;
    setToolTip(compact ? text() : QString{});
    updateGeometry();
    update();
}

QSize NavButton::sizeHint() const
{
    const int height = rhythm(*this, 4);
    return {m_compact ? height : rhythm(*this, 6) + fontMetrics().horizontalAdvance(text()), height};
}

void NavButton::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    const double radius = rhythm(*this, 0.75);
    const QRectF area = QRectF{rect()}.adjusted(1, 1, -1, -1);
    if (isChecked() || underMouse()) {
        QColor fill = palette().color(QPalette::Highlight);
        fill.setAlphaF(isChecked() ? 1.0F : 0.5F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawRoundedRect(area, radius, radius);
    }
    // Only who came by keyboard needs to see where the focus is.
    if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange)) {
        painter.setPen(QPen{palette().color(QPalette::Link), 1.5});
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(area, radius, radius);
    }
    const int side = rhythm(*this, 2.25);
    const int left = m_compact ? (width() - side) / 2 : rhythm(*this, 1.25);
    icon().paint(&painter, QRect{left, (height() - side) / 2, side, side});
    if (m_compact)
        return;
    painter.setPen(palette().color(isChecked() ? QPalette::Text : QPalette::PlaceholderText));
    const QRect room = rect().adjusted(left + side + rhythm(*this, 1), 0, -rhythm(*this, 1), 0);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(text(), Qt::ElideRight, room.width()));
}

}  // namespace inferometer::widgets
