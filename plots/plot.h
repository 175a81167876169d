// SPDX-License-Identifier: GPL-3.0-or-later
// A chart of a run: a widget that is given snapshots, and the catalog of all charts.
//
// To add one: a class derived from Plot in a .cpp of its own, its maker in makers.h, a row in plots.cpp.
#pragma once

#include "core/load/snapshot.h"

#include <QColor>
#include <QString>
#include <QWidget>

#include <span>
#include <string_view>
#include <vector>

class QCustomPlot;

namespace inferometer::plots {

class HoverOverlay;

struct LegendEntry
{
    QString label;
    QColor color;
};

class Plot : public QWidget
{
    Q_OBJECT

public:
    explicit Plot(QWidget* parent = nullptr);

    // Draws this snapshot; while hidden it is only kept, and drawn when shown. Null empties the chart.
    // A snapshot of another run starts afresh.
    void display(const SnapshotPtr& snapshot);

    // Draws what display() was given, although hidden: for exports.
    void drawPending();

    // Colours of the moment: ask again after a change of palette (legendChanged).
    virtual std::vector<LegendEntry> legend() const = 0;
    // One muted line for the header: what the figures are of.
    virtual QString subtitle() const = 0;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    // The QCustomPlot that draws, for tests, benchmarks and exports.
    QCustomPlot& canvas() { return *m_canvas; }

signals:
    void legendChanged();

protected:
    // Takes in what is new in `snapshot` and asks for a repaint.
    virtual void refresh(const Snapshot& snapshot) = 0;
    // Forgets the run.
    virtual void clear() = 0;
    // Sets the colours that depend on the palette.
    virtual void restyle() = 0;

    HoverOverlay& hover() { return *m_hover; }
    // Restyles now; a derived constructor calls it once its parts stand.
    void applyStyle();
    void queueReplot();

    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QCustomPlot* m_canvas;
    HoverOverlay* m_hover;
    SnapshotPtr m_latest;
    SnapshotPtr m_drawn;
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

// The title in the user's language.
QString plotTitle(const PlotEntry& entry);

}  // namespace inferometer::plots
