// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/drop_mark.h"

#include <QPainter>

namespace inferometer::ui {

namespace {
constexpr float kTint = 0.12F;
}

DropMark::DropMark(QWidget& ground) : QWidget{&ground}
{
    setObjectName(QStringLiteral("drop-mark"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void DropMark::markAt(const QWidget* place)
{
    setVisible(place);
    if (!place)
        return;
    setGeometry(QRect{place->mapTo(parentWidget(), QPoint{}), place->size()});
    raise();
}

void DropMark::paintEvent(QPaintEvent* /*event*/)
{
    const QColor accent = palette().color(QPalette::Link);
    QColor tint = accent;
    tint.setAlphaF(kTint);
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen{accent, 2});
    painter.setBrush(tint);
    painter.drawRoundedRect(QRectF{rect()}.adjusted(1, 1, -1, -1), 8, 8);
}

}  // namespace inferometer::ui
