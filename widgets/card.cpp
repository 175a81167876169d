// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/card.h"

#include "widgets/metrics.h"

#include <QPainter>

#include <utility>

namespace inferometer::widgets {

Card::Card(QWidget* parent) : QWidget{parent} {}

void Card::setMarked(bool marked)
{
    if (std::exchange(m_marked, marked) != marked)
        update();
}

void Card::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(palette().color(hasFocus() || m_marked ? QPalette::Link : QPalette::Mid));
    painter.setBrush(palette().base());
    const double radius = rhythm(*this, 1);
    painter.drawRoundedRect(QRectF{rect()}.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

}  // namespace inferometer::widgets
