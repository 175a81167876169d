// SPDX-License-Identifier: GPL-3.0-or-later
// Explains the charts to someone who sees them for the first time: notes over them that follow what they show, and a
// bar that sends the notes away, as Escape does. The notes are in no exported picture.
#pragma once

#include <QTimer>
#include <QWidget>

#include <vector>

namespace inferometer::widgets {
class Callouts;
class NoticeBar;
}  // namespace inferometer::widgets

namespace inferometer::ui {

class PlotGrid;

class ChartGuide : public QWidget
{
    Q_OBJECT

public:
    // The bar is to stand above the grid, which outlives it; hidden until start().
    ChartGuide(PlotGrid& grid, QWidget* parent);

    void start();
    void stop();
    bool isOn() const { return !m_layers.empty(); }

protected:
    // Escape sends the notes away before it does anything else.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void follow();
    bool isMeant(const QObject* watched) const;

    PlotGrid& m_grid;
    widgets::NoticeBar* m_bar;
    std::vector<widgets::Callouts*> m_layers;  // one a chart of the grid
    QTimer m_timer;
};

}  // namespace inferometer::ui
