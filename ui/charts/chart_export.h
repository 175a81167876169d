// SPDX-License-Identifier: GPL-3.0-or-later
// What can be taken out of a chart, as entries of a menu.
#pragma once

#include "ui/base/dialogs.h"

#include <functional>

class QMenu;

namespace inferometer::plots {
class Plot;
}

namespace inferometer::widgets {
class NoticeBar;
}

namespace inferometer::ui {

class ExportColors;

// A chart, and what it and its file are called at the moment.
struct ExportedChart
{
    plots::Plot& plot;
    std::function<QString()> title;
    std::function<QString()> name;  // without its suffix
};

// Adds "Copy as a picture", one entry a file format and `colors`, which the pictures get. What went wrong, or was
// written, is told in `notice`. `dialogs`, `notice` and `colors` outlive the menu.
void addChartExports(QMenu& menu, const ExportedChart& chart, const Dialogs& dialogs, widgets::NoticeBar& notice,
                     ExportColors& colors);

}  // namespace inferometer::ui
