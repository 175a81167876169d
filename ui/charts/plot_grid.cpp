// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot_grid.h"

#include "plots/gantt_plot.h"
#include "ui/base/text.h"
#include "ui/charts/chart_window.h"
#include "ui/charts/drop_mark.h"
#include "ui/charts/plot_card.h"
#include "widgets/even_grid.h"
#include "widgets/metrics.h"
#include "widgets/open_scroll.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMenu>
#include <QMimeData>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>
#include <utility>

namespace inferometer::ui {

PlotGrid::PlotGrid(QWidget* parent)
    : QScrollArea{parent}
    , m_cells{new widgets::EvenGrid{widgets::rhythm(*this, 34), 5}}
    , m_column{new QVBoxLayout}
    , m_wide{new QVBoxLayout}
    , m_menu{new QMenu{tr("Charts"), this}}
    , m_mark{new DropMark{*viewport()}}
{
    const int gap = widgets::rhythm(*this, 1.5);
    setFocusPolicy(Qt::NoFocus);
    setAcceptDrops(true);
    auto* inside = new QWidget;
    inside->setLayout(m_column);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(gap);
    m_cells->setSpacing(gap);
    m_cells->setLastFills(false);  // a chart is not made wider for a hole
    m_wide->setSpacing(gap);
    m_column->addLayout(m_wide);
    m_column->addLayout(m_cells);
    widgets::setOpenContent(*this, inside);
    for (const plots::PlotEntry& entry : plots::plots())
        addCard(new PlotCard{entry, inside});
    fillMenu();
    arrange();
}

void PlotGrid::addCard(PlotCard* card)
{
    m_cards.push_back(card);
    connect(card, &PlotCard::enlargeWanted, this, [this, card] {
        if (ChartWindow* window = windowOf(*card))
            window->toggleSize();
        else
            enlarge(m_enlarged == card ? nullptr : card);
    });
    connect(card, &PlotCard::detachWanted, this, [this, card] { isDetached(*card) ? attach(*card) : detach(*card); });
    connect(card, &PlotCard::hideWanted, this, [this, card] { hide(*card); });
    if (auto* gantt = qobject_cast<plots::GanttPlot*>(&card->plot()))
        connect(gantt, &plots::GanttPlot::requestSelected, this, &PlotGrid::requestSelected);
    connect(&card->plot(), &plots::Plot::offeredChanged, this, &PlotGrid::arrange);
    connect(&card->plot(), &plots::Plot::cursorMoved, this,
            [this, card](std::optional<double> moment) { shareCursor(*card, moment); });
    connect(&card->plot(), &plots::Plot::rangeMoved, this, &PlotGrid::showRange);
    connect(&card->plot(), &plots::Plot::rangeWanted, this, [this](const std::optional<TimeRange>& range) {
        emit rangeWanted(range);
        showRange(m_range);  // what became of it
    });
    connect(card, &PlotCard::moveWanted, this, [this, card](int steps) { move(*card, steps); });
}

void PlotGrid::fillMenu()
{
    m_menu->setObjectName(QStringLiteral("charts-menu"));
    for (PlotCard* card : m_cards) {
        QAction* action = m_menu->addAction(card->title());
        action->setObjectName(QStringLiteral("show-") + toQt(card->entry().id));
        action->setCheckable(true);
        action->setEnabled(card->plot().isOffered());
        connect(&card->plot(), &plots::Plot::offeredChanged, action, &QAction::setEnabled);
        connect(&card->plot(), &plots::Plot::legendChanged, action, [action, card] { action->setText(card->title()); });
        connect(action, &QAction::triggered, this, [this, card](bool shown) {
            ChartLayout layout = m_layout;
            layout.setHidden(card->entry().id, !shown);
            setChartLayout(layout);
        });
    }
    m_menu->addSeparator();
    QAction* restore = m_menu->addAction(tr("Restore default layout"), this, &PlotGrid::restoreDefaults);
    restore->setObjectName(QStringLiteral("restore-layout"));
}

void PlotGrid::shareCursor(const PlotCard& from, std::optional<double> moment)
{
    for (PlotCard* card : m_cards) {
        if (card != &from)
            card->plot().setCursor(moment);
    }
}

void PlotGrid::setHead(QWidget* head)
{
    m_head = head;
    m_column->insertWidget(0, head);
}

void PlotGrid::display(const SnapshotPtr& snapshot, const SnapshotPtr& part)
{
    m_snapshot = snapshot;
    m_part = part;
    for (PlotCard* card : m_cards) {
        const bool mayBeOfPart = m_range && std::find(m_ofRange.begin(), m_ofRange.end(), card) != m_ofRange.end();
        // A part is counted anew each time, and so is what a chart makes of it: not where nobody sees it. Until the
        // next one is counted, the one before stays, with its range in the title.
        const bool waits = part ? !isVisible() && !isDetached(*card) : card->range().has_value();
        if (mayBeOfPart && waits)
            continue;
        card->plot().display(part && mayBeOfPart ? part : snapshot);
        card->setRange(part && mayBeOfPart ? m_range : std::nullopt);
    }
}

void PlotGrid::showEvent(QShowEvent* event)
{
    QScrollArea::showEvent(event);
    if (m_part)
        display(m_snapshot, m_part);
}

void PlotGrid::setRange(const std::optional<TimeRange>& range)
{
    const auto before = std::exchange(m_range, range);
    if (before == range)
        return;
    if (!before)
        std::copy_if(m_cards.begin(), m_cards.end(), std::back_inserter(m_ofRange),
                     [](PlotCard* card) { return !card->plot().isOverTime() && card->plot().isOffered(); });
    if (!range)
        m_ofRange.clear();
    showRange(range);
}

// One range in all charts over time, also while it is dragged.
void PlotGrid::showRange(const std::optional<TimeRange>& range)
{
    for (PlotCard* card : m_cards)
        card->plot().setRange(range);
}

void PlotGrid::setLimits(const RunSpec& spec)
{
    for (PlotCard* card : m_cards)
        card->plot().setLimits(spec);
}

void PlotGrid::setChartLayout(const ChartLayout& layout)
{
    m_layout = layout;
    m_enlarged = nullptr;
    arrange();
}

void PlotGrid::enlarge(PlotCard* card)
{
    if (card == m_enlarged)
        return;
    m_enlarged = card;
    arrange();
    verticalScrollBar()->setValue(0);
    if (card)
        card->plot().setFocus();  // so that Escape comes here
}

void PlotGrid::detach(PlotCard& card)
{
    if (isDetached(card))
        return;
    if (m_enlarged == &card)
        m_enlarged = nullptr;
    auto* window = new ChartWindow{card, this};
    m_windows.push_back(window);
    card.setDetached(true);
    card.setEnlarged(false);
    connect(window, &ChartWindow::closed, this, [this, &card] { take(card); });
    arrange();
}

void PlotGrid::attach(PlotCard& card)
{
    if (ChartWindow* window = windowOf(card))
        window->close();
}

// Back from its window, which goes.
void PlotGrid::take(PlotCard& card)
{
    m_windows.erase(std::remove(m_windows.begin(), m_windows.end(), windowOf(card)), m_windows.end());
    card.setParent(widget());
    card.setDetached(false);
    arrange();
}

void PlotGrid::hide(PlotCard& card)
{
    attach(card);
    ChartLayout layout = m_layout;
    layout.setHidden(card.entry().id, true);
    setChartLayout(layout);
}

void PlotGrid::restoreDefaults()
{
    for (PlotCard* card : m_cards)
        attach(*card);
    setChartLayout({});
}

ChartWindow* PlotGrid::windowOf(const PlotCard& card) const
{
    const auto found = std::find_if(m_windows.begin(), m_windows.end(),
                                    [&](const ChartWindow* window) { return &window->card() == &card; });
    return found == m_windows.end() ? nullptr : *found;
}

void PlotGrid::select(std::optional<quint64> sequence)
{
    for (PlotCard* card : m_cards) {
        if (auto* gantt = qobject_cast<plots::GanttPlot*>(&card->plot()))
            gantt->setSelected(sequence);
    }
}

PlotCard* PlotGrid::find(std::string_view id) const
{
    const auto found
        = std::find_if(m_cards.begin(), m_cards.end(), [&](const PlotCard* card) { return card->entry().id == id; });
    return found == m_cards.end() ? nullptr : *found;
}

bool PlotGrid::isShown(PlotCard& card) const
{
    if (isDetached(card))
        return false;
    if (m_enlarged)
        return &card == m_enlarged;
    return card.plot().isOffered() && !m_layout.isHidden(card.entry().id);
}

void PlotGrid::move(PlotCard& card, int steps)
{
    ChartLayout layout = m_layout;
    layout.moveBy(card.entry().id, steps, [&](std::string_view id) {
        PlotCard* other = find(id);
        return other->entry().span == card.entry().span && isShown(*other);
    });
    setChartLayout(layout);
}

void PlotGrid::arrange()
{
    while (m_cells->count() > 0)
        delete m_cells->takeAt(0);
    while (m_wide->count() > 0)
        delete m_wide->takeAt(0);
    if (m_head)
        m_head->setVisible(!m_enlarged);
    for (const std::string& id : m_layout.order()) {
        PlotCard& card = *find(id);
        if (isDetached(card))
            continue;
        card.setVisible(isShown(card));
        card.setEnlarged(&card == m_enlarged);
        if (!isShown(card))
            continue;
        if (card.entry().span == plots::PlotSpan::FullWidth)
            m_wide->addWidget(&card);
        else
            m_cells->addWidget(&card);
    }
    m_column->setStretchFactor(m_wide, 3 * m_wide->count());
    m_column->setStretchFactor(m_cells, m_cells->count() > 0 ? 2 : 0);
    for (QAction* action : m_menu->actions()) {
        const QString name = action->objectName();
        if (name.startsWith(QLatin1String{"show-"}))
            action->setChecked(!m_layout.isHidden(toStd(name.mid(5))));
    }
}

PlotCard* PlotGrid::cardAt(const QPoint& at) const
{
    const auto found = std::find_if(m_cards.begin(), m_cards.end(), [&](PlotCard* card) {
        return card->isVisible() && card->rect().contains(card->mapFrom(viewport(), at));
    });
    return found == m_cards.end() ? nullptr : *found;
}

void PlotGrid::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasFormat(PlotCard::kMimeType))
        event->acceptProposedAction();
    else
        event->ignore();
}

void PlotGrid::dragMoveEvent(QDragMoveEvent* event)
{
    const PlotCard* place = cardAt(event->position().toPoint());
    event->setAccepted(place);
    const bool itself = place && event->mimeData()->data(PlotCard::kMimeType).toStdString() == place->entry().id;
    m_mark->markAt(itself ? nullptr : place);
}

void PlotGrid::dragLeaveEvent(QDragLeaveEvent* /*event*/) { m_mark->markAt(nullptr); }

void PlotGrid::dropEvent(QDropEvent* event)
{
    m_mark->markAt(nullptr);
    PlotCard* place = cardAt(event->position().toPoint());
    const std::string id = event->mimeData()->data(PlotCard::kMimeType).toStdString();
    if (!place || !find(id))
        return;
    event->acceptProposedAction();
    attach(*find(id));
    ChartLayout layout = m_layout;
    layout.moveTo(id, place->entry().id);
    setChartLayout(layout);
}

}  // namespace inferometer::ui
