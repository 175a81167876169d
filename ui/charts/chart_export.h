// SPDX-License-Identifier: GPL-3.0-or-later
// What can be taken out of a chart, as entries of a menu.
#pragma once

#include "ui/base/dialogs.h"

class QMenu;

namespace inferometer::widgets {
class NoticeBar;
}

namespace inferometer::ui {

class ExportColors;
class PlotCard;

// Adds "Copy as a picture", one entry a file format and `colors`, which the pictures get. What went wrong, or was
// written, is told in `notice`. `dialogs`, `notice` and `colors` outlive the menu.
void addChartExports(QMenu& menu, PlotCard& card, const Dialogs& dialogs, widgets::NoticeBar& notice,
                     ExportColors& colors);

}  // namespace inferometer::ui
