// SPDX-License-Identifier: GPL-3.0-or-later
// The live area: the heading of one run, its progress, and in tabs its cards and charts, statistics, requests, errors
// and definition, all from the same snapshot. It knows no run, only what it is given.
#pragma once

#include "ui/run/figures.h"
#include "ui/run/shown_run.h"

#include <QWidget>

#include <vector>

class QPushButton;
class QStackedWidget;
class QTabBar;

namespace inferometer::widgets {
class FigureCard;
class NoticeBar;
class ThinProgress;
}  // namespace inferometer::widgets

namespace inferometer::ui {

class ChartGuide;
class DefinitionView;
class ErrorsView;
class ExportMenu;
class PlotGrid;
class RangeBar;
class RangeCounter;
class RequestsView;
class RunHeading;
class Settings;
class StatisticsView;
struct Dialogs;

class RunView : public QWidget
{
    Q_OBJECT

public:
    enum Tab { Overview, Statistics, Requests, Errors, Definition };

    explicit RunView(QWidget* parent = nullptr);

    // Back to the words before the first run; a notice stays.
    void showWelcome();
    // Something that takes a while and has no snapshot yet. What is shown of the run before stays until display().
    void showBusy(const QString& what);
    // It came to nothing: the run that is shown, or the words before the first one.
    void showNotBusy();
    void display(const ShownRun& run);
    // Of a run of which no more is known.
    void display(const SnapshotPtr& snapshot) { display(ShownRun{snapshot}); }
    const ShownRun& shown() const { return m_run; }

    // The run in view is called otherwise, or something is noted of it. REQUIRES: shown().finished().
    void relabel(const RunLabel& label);
    // What else can be shown, in the words of its entry, the newest last; offered when there is a choice.
    void setChoices(const QStringList& runs);
    // The run is over, and its results are being saved: what that does at the moment.
    void showSaving(const QString& what);

    RunHeading& heading() { return *m_heading; }
    // Fills the Export button. `dialogs` outlives the view. Call once.
    ExportMenu& makeExportMenu(const Dialogs& dialogs);
    void openTab(Tab tab);
    // Notes over the charts, for someone who sees them for the first time, and the end of that. Without a run there is
    // nothing to explain: false.
    bool explainCharts();
    void stopExplaining();
    // Chart layout, columns and the like.
    void restore(const Settings& settings);
    void save(Settings& settings) const;
    void restoreDefaults();

    // One sentence above everything else.
    widgets::NoticeBar& notice() { return *m_notice; }

signals:
    // display() was called.
    void displayed();
    // Of setChoices().
    void chosen(int index);
    void simulatorWanted();
    void endpointWanted();
    void serversWanted();

protected:
    // Escape ends the range, then leaves an enlarged chart, before it stops anything.
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* makeRunPage();
    void makeHeading(QWidget* page);
    QWidget* makeOverview();
    void addCards(QWidget* overview, QLayout& layout);
    void addTabs(QWidget* page);
    void connectTabs();
    void showTab(int index);
    bool isEnlarged() const;
    void makeRange();
    void endRange();
    void showRange();
    // What figures are of: the selected range, or the run.
    ShownRun figured() const;
    // A range is selected, and nothing is known of it yet.
    bool isCounting() const;
    void showRunPage();
    void showHeading();
    void showCards();
    void showErrorCount();
    void displayAll();

    ShownRun m_run;
    RangeCounter* m_range;
    widgets::NoticeBar* m_notice;
    QStackedWidget* m_stack;
    QWidget* m_runPage = nullptr;
    RunHeading* m_heading = nullptr;
    QTabBar* m_tabs = nullptr;
    QPushButton* m_runsButton = nullptr;
    QPushButton* m_chartsButton = nullptr;
    QPushButton* m_exportButton = nullptr;
    ExportMenu* m_export = nullptr;
    widgets::ThinProgress* m_progress = nullptr;
    RangeBar* m_rangeBar = nullptr;
    QStackedWidget* m_pages = nullptr;
    const std::vector<FigureEntry> m_figures = figures();
    std::vector<widgets::FigureCard*> m_cards;  // of m_figures
    PlotGrid* m_plots = nullptr;
    ChartGuide* m_guide = nullptr;
    StatisticsView* m_statistics = nullptr;
    RequestsView* m_requests = nullptr;
    ErrorsView* m_errors = nullptr;
    DefinitionView* m_definition = nullptr;
};

}  // namespace inferometer::ui
