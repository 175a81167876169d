// SPDX-License-Identifier: GPL-3.0-or-later
// The live area: progress, and in tabs the cards and charts, the statistics, the requests, the errors and the
// definition of one run, all from the same snapshot. It knows no run, only what it is given.
#pragma once

#include "ui/run/figures.h"
#include "ui/run/shown_run.h"

#include <QWidget>

#include <vector>

class QGridLayout;
class QPushButton;
class QStackedWidget;
class QTabBar;

namespace inferometer::widgets {
class ElidedLabel;
class FigureCard;
class NoticeBar;
class ThinProgress;
}  // namespace inferometer::widgets

namespace inferometer::ui {

class DefinitionView;
class ErrorsView;
class ExportMenu;
class PlotGrid;
class RequestsView;
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

    // What else can be shown, in the words of its entry, the newest last; offered when there is a choice.
    void setChoices(const QStringList& runs);
    // The run is over, its files are being written.
    void showSaving();

    // Fills the Export button. `dialogs` outlives the view. Call once.
    ExportMenu& makeExportMenu(const Dialogs& dialogs);
    void openTab(Tab tab);
    // Chart layout, columns and the like.
    void restore(const Settings& settings);
    void save(Settings& settings) const;
    void restoreDefaults();

    // One sentence above everything else.
    widgets::NoticeBar& notice() { return *m_notice; }

signals:
    // Of setChoices().
    void chosen(int index);
    void simulatorWanted();
    void endpointWanted();
    void serversWanted();

protected:
    // Escape leaves an enlarged chart, before it stops anything.
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeRunPage();
    QWidget* makeHeader();
    QWidget* makeOverview();
    void addCards(QWidget* overview, QLayout& layout);
    void addTabs(QWidget* header);
    void connectTabs();
    void showTab(int index);
    bool isEnlarged() const;
    void showRunPage();
    void showHeader();
    void showCards();
    void showErrorCount();
    void displayAll();
    // One row where there is room, else the tabs in one of their own.
    void fitHeader();

    ShownRun m_run;
    widgets::NoticeBar* m_notice;
    QStackedWidget* m_stack;
    QWidget* m_runPage = nullptr;
    QGridLayout* m_header = nullptr;
    QWidget* m_words = nullptr;  // done and time
    QWidget* m_buttons = nullptr;
    widgets::ElidedLabel* m_done = nullptr;
    widgets::ElidedLabel* m_time = nullptr;
    QTabBar* m_tabs = nullptr;
    QPushButton* m_runsButton = nullptr;
    QPushButton* m_chartsButton = nullptr;
    QPushButton* m_exportButton = nullptr;
    ExportMenu* m_export = nullptr;
    widgets::ThinProgress* m_progress = nullptr;
    QStackedWidget* m_pages = nullptr;
    const std::vector<FigureEntry> m_figures = figures();
    std::vector<widgets::FigureCard*> m_cards;  // of m_figures
    PlotGrid* m_plots = nullptr;
    StatisticsView* m_statistics = nullptr;
    RequestsView* m_requests = nullptr;
    ErrorsView* m_errors = nullptr;
    DefinitionView* m_definition = nullptr;
};

}  // namespace inferometer::ui
