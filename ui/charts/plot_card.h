// SPDX-License-Identifier: GPL-3.0-or-later
// A chart in a card: title, legend, the choice of a figure and a menu in its header, the legend's squares in the marks'
// own colours; once it is zoomed a button shows everything again. A double click enlarges it; dragged by the header it
// changes places; a click on the legend hides a series.
#pragma once

#include "plots/plot.h"
#include "widgets/card.h"

#include <QPoint>

#include <optional>

class QBoxLayout;
class QLabel;
class QMenu;
class QToolButton;

namespace inferometer::widgets {
class ElidedLabel;
}

namespace inferometer::ui {

class PlotCard : public widgets::Card
{
    Q_OBJECT

public:
    explicit PlotCard(const plots::PlotEntry& entry, QWidget* parent = nullptr);

    // What a dragged card carries: its id.
    static const QString kMimeType;

    const plots::PlotEntry& entry() const { return m_entry; }
    plots::Plot& plot() { return *m_plot; }
    QString title() const;
    // Of the header's button and of the right mouse button; more may be added.
    QMenu& menu() { return *m_menu; }
    // How the menu words what a double click does, and what becomes of a window of its own.
    void setEnlarged(bool enlarged);
    void setDetached(bool detached);
    // What is drawn is of this range of the run, as frame and title say; none: of all of it.
    void setRange(const std::optional<TimeRange>& range);
    const std::optional<TimeRange>& range() const { return m_range; }

signals:
    void enlargeWanted();
    void detachWanted();
    void hideWanted();
    void moveWanted(int steps);

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fillMenu();
    void fillSeries();
    void toggleSeries(std::size_t index);
    QToolButton* addButton(const char* kind, const QString& name);
    void addSwitch();
    void addChoices(QMenu& menu);
    void showLegend();
    // Which figure is shown, where there is a choice.
    void showChoice();
    // The legend beside the title where there is room, else under it.
    void fitHeader();

    const plots::PlotEntry& m_entry;
    std::optional<TimeRange> m_range;
    plots::Plot* m_plot;
    QBoxLayout* m_header;
    widgets::ElidedLabel* m_heading;
    QLabel* m_legend;
    QToolButton* m_switch;  // to another figure
    QToolButton* m_reset;   // of the zoom
    QMenu* m_menu;
    QAction* m_enlarge;
    QAction* m_detach;
    QMenu* m_series;  // which are drawn, and which of the figures is
    QPoint m_pressed;
};

}  // namespace inferometer::ui
