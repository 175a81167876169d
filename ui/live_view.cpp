// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live_view.h"

#include "ui/figures.h"
#include "ui/icons.h"
#include "ui/plot_grid.h"
#include "ui/progress_text.h"
#include "ui/text.h"
#include "ui/welcome.h"
#include "widgets/elided_label.h"
#include "widgets/even_grid.h"
#include "widgets/figure_card.h"
#include "widgets/metrics.h"
#include "widgets/notice_bar.h"
#include "widgets/thin_progress.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace inferometer::ui {

LiveView::LiveView(QWidget* parent)
    : QWidget{parent}
    , m_notice{new widgets::NoticeBar{this}}
    , m_stack{new QStackedWidget{this}}
{
    m_runPage = makeRunPage();  // fills members that are declared behind it
    auto* welcome = new Welcome{this};
    connect(welcome, &Welcome::simulatorWanted, this, &LiveView::simulatorWanted);
    connect(welcome, &Welcome::endpointWanted, this, &LiveView::endpointWanted);
    m_notice->setObjectName(QStringLiteral("notice"));
    m_notice->setCloseIcon(icon("close"));
    m_stack->addWidget(welcome);
    m_stack->addWidget(m_runPage);
    auto* layout = new QVBoxLayout{this};
    const int side = widgets::rhythm(*this, 2);
    layout->setContentsMargins(side, side, side, side);
    layout->setSpacing(side * 3 / 4);
    layout->addWidget(m_notice);
    layout->addWidget(m_stack, 1);
}

QWidget* LiveView::makeRunPage()
{
    auto* page = new QWidget{this};
    m_done = new QLabel{page};
    m_done->setObjectName(QStringLiteral("done"));
    m_done->setFont(widgets::scaledFont(font(), 1.05, QFont::Bold));
    m_time = new widgets::ElidedLabel{page};
    m_time->setRole(QPalette::PlaceholderText);
    m_progress = new widgets::ThinProgress{page};
    m_plots = new PlotGrid{page};

    const int gap = widgets::rhythm(*this, 1.5);
    auto* header = new QHBoxLayout;
    header->setSpacing(gap);
    header->addWidget(m_done);
    header->addWidget(m_time, 1);
    auto* cards = new widgets::EvenGrid{widgets::rhythm(*this, 14), static_cast<int>(figures().size())};
    cards->setSpacing(gap);
    for (const FigureEntry& entry : figures()) {
        m_cards.push_back(new widgets::FigureCard{figureLabel(entry), page});
        m_cards.back()->setObjectName(QStringLiteral("card-") + QString::fromLatin1(entry.id));
        cards->addWidget(m_cards.back());
    }
    auto* layout = new QVBoxLayout{page};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap);
    layout->addLayout(header);
    layout->addWidget(m_progress);
    layout->addLayout(cards);
    layout->addWidget(m_plots, 1);
    return page;
}

void LiveView::showRunPage()
{
    if (m_stack->currentWidget() != m_runPage)
        m_stack->setCurrentWidget(m_runPage);
}

void LiveView::showWelcome() { m_stack->setCurrentIndex(0); }

void LiveView::showBusy(const QString& what)
{
    m_done->setText(what);
    m_time->setText({});
    m_progress->setBusy();
    for (std::size_t i = 0; i < m_cards.size(); ++i)
        m_cards[i]->setFigure(emptyFigure(figures()[i]));
    m_plots->display(nullptr);
    showRunPage();
}

void LiveView::display(const SnapshotPtr& snapshot, const SavedRun* saved)
{
    m_done->setText(doneText(*snapshot));
    m_time->setText(timeText(*snapshot));
    m_progress->setShare(doneShare(*snapshot));
    for (std::size_t i = 0; i < m_cards.size(); ++i)
        m_cards[i]->setFigure(figureOf(figures()[i], {*snapshot, saved}));
    m_plots->display(snapshot);
    showRunPage();
}

void LiveView::showSaving() { m_time->setText(tr("Saving the results")); }

}  // namespace inferometer::ui
