// SPDX-License-Identifier: GPL-3.0-or-later
// A chart of a run: a widget that is given snapshots, and the catalog of all charts.
//
// To add one: a class derived from Plot in a .cpp of its own, its maker in makers.h, a row in plots.cpp.
#pragma once

#include "core/config/run_spec.h"
#include "core/load/snapshot.h"
#include "core/metrics/time_range.h"

#include <QColor>
#include <QPointF>
#include <QString>
#include <QStringList>
#include <QWidget>

#include <bitset>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

class QAction;
class QCustomPlot;

namespace inferometer::plots {

class HoverOverlay;
class PlotNavigation;
class RangeBand;

// A series in the legend. Toggled by its index: the entries of a chart never change their order or number.
struct LegendEntry
{
    QString label;
    QColor color;
    QChar mark = u'\u25a0';  // what stands before the label, so that colour is never alone
};

// A place in a chart that someone who sees it for the first time may ask about, and the answer.
struct Landmark
{
    QString text;
    QPointF at;      // in the chart's pixels
    QPointF toward;  // where there is room for words
};

class Plot : public QWidget
{
    Q_OBJECT

public:
    explicit Plot(QWidget* parent = nullptr);

    // Draws this snapshot; while hidden it is only kept, and drawn when shown. Null empties the chart.
    // A snapshot of another run starts afresh.
    void display(const SnapshotPtr& snapshot);

    // The limits that the run's requests shall keep, for the charts that draw one. Kept when another snapshot comes.
    virtual void setLimits(const RunSpec& spec) { static_cast<void>(spec); }

    // Draws what display() was given, although hidden: for exports.
    void drawPending();

    // Colours of the moment: ask again after a change of palette (legendChanged).
    virtual std::vector<LegendEntry> legend() const = 0;
    // One muted line for the header: what the figures are of.
    virtual QString subtitle() const = 0;
    // The title while the data make it another than the catalog's (see plotTitle()); else empty.
    virtual QString ownTitle() const { return {}; }
    // Whether there is anything this chart could show of such a run: one that is not offered takes no room.
    virtual bool isOffered() const { return true; }
    // What was measured in one sentence, for a screen reader.
    virtual QString sentence() const = 0;
    // Those in view, of a run that has begun.
    virtual std::vector<Landmark> landmarks() { return {}; }
    // The data as CSV: a header row, C locale, figures in the unit that their column names, empty where there is none.
    // Each class says its columns.
    virtual QString csv() const = 0;

    // Figures of which the chart shows one at a time; empty: there is nothing to choose.
    virtual QStringList choices() const { return {}; }
    virtual int choice() const { return 0; }
    // REQUIRES: 0 <= index < choices().size().
    virtual void choose(int index) { static_cast<void>(index); }

    // REQUIRES: index < legend().size().
    void setSeriesVisible(std::size_t index, bool visible);
    bool isSeriesVisible(std::size_t index) const { return !m_hidden.test(index); }

    // Shows everything again, and follows the run.
    void resetZoom();
    // Nothing is zoomed: the chart shows all there is, however it grows.
    bool isFollowing() const;

    // Whether the x axis is the time of the run. Charts over time share one cursor.
    virtual bool isOverTime() const { return false; }
    // Draws a thin line at this moment, in s since run start, while it is in view; none takes it away.
    void setCursor(std::optional<double> moment);
    // Of a chart over time: draws the range of the run that is selected; none takes it away. Emits nothing.
    void setRange(const std::optional<TimeRange>& range);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    // The QCustomPlot that draws, for tests, benchmarks and exports.
    QCustomPlot& canvas() { return *m_canvas; }

signals:
    // Something of the header: the legend, subtitle(), ownTitle() or choice().
    void legendChanged();
    void offeredChanged(bool offered);
    // A double click, or Return.
    void enlargeWanted();
    // A person zoomed or panned, or showed everything again.
    void followingChanged(bool following);
    // Of a chart over time: where the mouse is, in s since run start; none: it left.
    void cursorMoved(std::optional<double> moment);
    // Likewise: a person drags an edge of the range, or has selected one; none: it shall end.
    void rangeMoved(const inferometer::TimeRange& range);
    void rangeWanted(const std::optional<inferometer::TimeRange>& range);

protected:
    // Takes in what is new in `snapshot` and asks for a repaint.
    virtual void refresh(const Snapshot& snapshot) = 0;
    // Forgets the run.
    virtual void clear() = 0;
    // What comes is of another run: what was chosen in the one before is gone.
    virtual void deselect() {}
    // Sets the colours that depend on the palette.
    virtual void restyle() = 0;

    HoverOverlay& hover() { return *m_hover; }
    PlotNavigation& navigation() { return *m_navigation; }
    // Lets a person select a range of the run here; the constructor of a chart over time calls it.
    void offerRange();
    // Forgets the run and takes it in again: what is shown of it is another thing now.
    void startOver();
    // Restyles now; a derived constructor calls it once its parts stand.
    void applyStyle();
    void queueReplot();

    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void addActions();
    void tellHeader();
    void tellCursor(std::optional<QPointF> at);
    void placeCursor();
    std::optional<double> pointedAt() const;

    QCustomPlot* m_canvas;
    HoverOverlay* m_hover;
    RangeBand* m_band = nullptr;  // of a chart over time
    QAction* m_endRange = nullptr;
    PlotNavigation* m_navigation;
    std::bitset<16> m_hidden;  // series, by their place in the legend
    QString m_header;          // what tellHeader() told last
    SnapshotPtr m_latest;
    SnapshotPtr m_drawn;
    std::optional<double> m_cursor;  // s
};

// How much room a chart wants in the grid.
enum class PlotSpan : std::uint8_t { Cell, FullWidth };

struct PlotEntry
{
    std::string_view id;     // stable: in file names and settings
    std::string_view title;  // for people, to be translated in the context "plots"
    PlotSpan span;
    Plot* (*make)(QWidget* parent);
};

// In the order of display.
std::span<const PlotEntry> plots();

// The title in the user's language: the catalog's, or what the data make of it.
QString plotTitle(const PlotEntry& entry);
QString plotTitle(const PlotEntry& entry, const Plot& plot);

}  // namespace inferometer::plots
