// SPDX-License-Identifier: GPL-3.0-or-later
// Scroll areas that look like part of what they stand in: without a frame or a ground of their own. The place of their
// vertical bar stays, so that nothing moves when there is something to scroll.
#pragma once

class QScrollArea;
class QWidget;

namespace inferometer::widgets {

// `inside` as wide as `area` leaves it; the area owns it.
void setOpenContent(QScrollArea& area, QWidget* inside);

// The width of that place. It is meant to lie in the margin of the page: what ends with the content of such an area
// leaves as much at its right side.
int scrollRoom(const QWidget& widget);

}  // namespace inferometer::widgets
