// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot_grid.h"

#include "plots/plot.h"
#include "ui/plot_card.h"
#include "widgets/even_grid.h"
#include "widgets/metrics.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace inferometer::ui {

PlotGrid::PlotGrid(QWidget* parent) : QWidget{parent}
{
    const int gap = widgets::rhythm(*this, 1.5);
    auto* inside = new QWidget;
    auto* layout = new QVBoxLayout{inside};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap);
    auto* cells = new widgets::EvenGrid{widgets::rhythm(*this, 36), 3};
    cells->setSpacing(gap);
    layout->addLayout(cells, 2);
    for (const plots::PlotEntry& entry : plots::plots()) {
        auto* card = new PlotCard{entry, inside};
        m_cards.push_back(card);
        if (entry.span == plots::PlotSpan::FullWidth)
            layout->addWidget(card, 3);
        else
            cells->addWidget(card);
    }
    // A window too low for all of them scrolls instead of squashing them.
    auto* scroll = new QScrollArea{this};
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(inside);
    scroll->viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);
    auto* outer = new QVBoxLayout{this};
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
}

void PlotGrid::display(const SnapshotPtr& snapshot)
{
    for (PlotCard* card : m_cards)
        card->plot().display(snapshot);
}

}  // namespace inferometer::ui
