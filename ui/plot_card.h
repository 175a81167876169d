// SPDX-License-Identifier: GPL-3.0-or-later
// A chart in a card: title and legend in its header, the legend's squares in the marks' own colours.
#pragma once

#include "plots/plot.h"
#include "widgets/card.h"

class QLabel;

namespace inferometer::widgets {
class ElidedLabel;
}

namespace inferometer::ui {

class PlotCard : public widgets::Card
{
    Q_OBJECT

public:
    explicit PlotCard(const plots::PlotEntry& entry, QWidget* parent = nullptr);

    plots::Plot& plot() { return *m_plot; }

private:
    void showLegend();

    plots::Plot* m_plot;
    widgets::ElidedLabel* m_heading;
    QLabel* m_legend;
    const plots::PlotEntry& m_entry;
};

}  // namespace inferometer::ui
