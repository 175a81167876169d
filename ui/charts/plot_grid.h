// SPDX-License-Identifier: GPL-3.0-or-later
// The charts of the catalog: full-width ones first, cells side by side under them as the width allows; it scrolls where
// there is no room. A person may hide, move, enlarge and detach charts.
#pragma once

#include "core/config/run_spec.h"
#include "core/load/snapshot.h"
#include "core/metrics/time_range.h"
#include "ui/charts/chart_layout.h"

#include <QScrollArea>

#include <cstdint>
#include <optional>
#include <vector>

class QMenu;
class QVBoxLayout;

namespace inferometer::widgets {
class EvenGrid;
}

namespace inferometer::ui {

class ChartWindow;
class DropMark;
class PlotCard;
class Settings;

class PlotGrid : public QScrollArea
{
    Q_OBJECT

public:
    explicit PlotGrid(QWidget* parent = nullptr);

    // All charts draw the same snapshot; null empties them. Where `part` is given, that of the selected range, charts
    // of values draw that: those that could be shown when the range was selected, as soon as they are in view.
    void display(const SnapshotPtr& snapshot, const SnapshotPtr& part = nullptr);
    // The range of the run that all charts over time show; none: no range. Emits nothing.
    void setRange(const std::optional<TimeRange>& range);
    void setLimits(const RunSpec& spec);
    // Stands over the charts and scrolls away with them. Call once.
    void setHead(QWidget* head);
    // In the catalog's order.
    const std::vector<PlotCard*>& cards() const { return m_cards; }

    const ChartLayout& chartLayout() const { return m_layout; }
    void setChartLayout(const ChartLayout& layout);
    // Shows this chart alone; null: all of them again.
    void enlarge(PlotCard* card);
    PlotCard* enlarged() const { return m_enlarged; }
    // Shows this chart in a window of its own, where it goes on drawing, until attach() or the closing of that window.
    void detach(PlotCard& card);
    void attach(PlotCard& card);
    bool isDetached(const PlotCard& card) const { return windowOf(card) != nullptr; }
    // A check mark a chart, and the way back to the default layout.
    QMenu& menu() { return *m_menu; }
    // Frames a request in the charts that draw each one. Emits nothing.
    void select(std::optional<quint64> sequence);

signals:
    // A person clicked a request in a chart.
    void requestSelected(quint64 sequence);
    // A person selected a range of the run in a chart; none: it shall end.
    void rangeWanted(const std::optional<inferometer::TimeRange>& range);

protected:
    void showEvent(QShowEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void addCard(PlotCard* card);
    void fillMenu();
    // One cursor through all charts over time.
    void shareCursor(const PlotCard& from, std::optional<double> moment);
    void showRange(const std::optional<TimeRange>& range);
    PlotCard* find(std::string_view id) const;
    ChartWindow* windowOf(const PlotCard& card) const;
    void take(PlotCard& card);
    void hide(PlotCard& card);
    void restoreDefaults();
    PlotCard* cardAt(const QPoint& at) const;
    bool isShown(PlotCard& card) const;
    void move(PlotCard& card, int steps);
    void arrange();

    std::vector<PlotCard*> m_cards;
    std::vector<ChartWindow*> m_windows;  // of the detached ones
    ChartLayout m_layout;
    SnapshotPtr m_snapshot;
    SnapshotPtr m_part;
    std::optional<TimeRange> m_range;
    std::vector<PlotCard*> m_ofRange;  // charts that draw the part
    PlotCard* m_enlarged = nullptr;
    widgets::EvenGrid* m_cells;
    QVBoxLayout* m_column;
    QVBoxLayout* m_wide;
    QWidget* m_head = nullptr;
    QMenu* m_menu;
    DropMark* m_mark;  // where a dragged card would go
};

}  // namespace inferometer::ui
