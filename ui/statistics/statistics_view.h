// SPDX-License-Identifier: GPL-3.0-or-later
// The statistics of a run: a table of every metric, what its marks mean, and how the values of the chosen one are
// distributed. While hidden it only keeps the run.
#pragma once

#include "ui/run/shown_run.h"
#include "ui/statistics/statistics_model.h"

#include <QWidget>

class QLabel;
class QSplitter;
class QStackedWidget;

namespace inferometer::ui {

class DistributionPanel;
class Settings;
class StatisticsTable;

class StatisticsView : public QWidget
{
    Q_OBJECT

public:
    explicit StatisticsView(QWidget* parent = nullptr);

    void display(const ShownRun& run);

    void restore(const Settings& settings);
    void save(Settings& settings) const;
    void restoreDefaults();

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeTableCard();
    void refresh();
    void showNotes();
    void chooseRow();
    void showDistribution();

    StatisticsModel m_model;
    ShownRun m_run;
    SnapshotPtr m_shown;        // what the table was made from
    bool m_isOver = false;      // likewise
    std::string_view m_chosen;  // the metric whose distribution is shown
    bool m_refreshing = false;
    StatisticsTable* m_table;
    DistributionPanel* m_panel;
    QLabel* m_notes;
    QLabel* m_none;
    QSplitter* m_splitter;
    QStackedWidget* m_stack;
};

}  // namespace inferometer::ui
