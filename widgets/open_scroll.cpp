// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/open_scroll.h"

#include <QScrollArea>
#include <QStyle>

namespace inferometer::widgets {

void setOpenContent(QScrollArea& area, QWidget* inside)
{
    area.setFrameShape(QFrame::NoFrame);
    area.setWidgetResizable(true);
    area.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area.setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    area.setWidget(inside);
    // The area fills its content's ground as it takes it.
    area.viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);
}

int scrollRoom(const QWidget& widget)
{
    return widget.style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, &widget);
}

}  // namespace inferometer::widgets
