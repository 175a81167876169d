// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with the run that is shown: its files in one archive, its summary as Markdown, its charts, its
// folder and where that is, the same run again.
#pragma once

#include "ui/charts/chart_export.h"
#include "ui/run/shown_run.h"

#include <QMenu>

#include <thread>

namespace inferometer::widgets {
class NoticeBar;
}

namespace inferometer::ui {

class ExportColors;
class PlotGrid;

class ExportMenu : public QMenu
{
    Q_OBJECT

public:
    // `dialogs`, `charts` and `notice` outlive the menu.
    ExportMenu(const Dialogs& dialogs, PlotGrid& charts, widgets::NoticeBar& notice, QWidget* parent = nullptr);
    ~ExportMenu() override;

    // The same for a chart that stands beside the grid, in its own context menu. It goes before this.
    void offerOn(const ExportedChart& chart);

    void setRun(const ShownRun& run);
    // REQUIRES: the run is over and has a folder.
    void openFolder();

signals:
    // The same run once more.
    void runAgainWanted();

private:
    void addCharts(PlotGrid& charts);
    void updateActions();
    void download();
    void downloaded(const Status& written, const QString& path);
    void copySummary();
    void copyPath();

    const Dialogs& m_dialogs;
    widgets::NoticeBar& m_notice;
    ShownRun m_run;
    QAction* m_download;
    QAction* m_summary;
    QMenu* m_charts;
    ExportColors* m_colors;
    QAction* m_folder;
    QAction* m_path;
    QAction* m_again;
    std::jthread m_packer;  // last: joined before the rest goes
};

}  // namespace inferometer::ui
