// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot_grid.h"

#include "plots/plot.h"
#include "ui/plot_card.h"
#include "widgets/even_grid.h"
#include "widgets/metrics.h"

#include <QVBoxLayout>

namespace inferometer::ui {

PlotGrid::PlotGrid(QWidget* parent) : QWidget{parent}
{
    const int gap = widgets::rhythm(*this, 1.5);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap);
    auto* cells = new widgets::EvenGrid{widgets::rhythm(*this, 36), 3};
    cells->setSpacing(gap);
    layout->addLayout(cells, 2);
    for (const plots::PlotEntry& entry : plots::plots()) {
        auto* card = new PlotCard{entry, this};
        m_cards.push_back(card);
        if (entry.span == plots::PlotSpan::FullWidth)
            layout->addWidget(card, 3);
        else
            cells->addWidget(card);
    }
}

void PlotGrid::display(const SnapshotPtr& snapshot)
{
    for (PlotCard* card : m_cards)
        card->plot().display(snapshot);
}

}  // namespace inferometer::ui
