// SPDX-License-Identifier: GPL-3.0-or-later
// Where a window stands on the screens there are.
#pragma once

#include <QRect>

class QWidget;

namespace inferometer::widgets {

// A window of so many steps of the rhythm in the middle of its screen, never larger than what that has beside panels,
// title bar and border.
QRect windowPlace(const QWidget& window, double wide, double high);

// Brings a window back that stands partly on no screen, made smaller where it must be: its place may have been
// remembered from screens that are gone.
void bringOntoScreen(QWidget& window);

}  // namespace inferometer::widgets
