// SPDX-License-Identifier: GPL-3.0-or-later
// The statistics of a run: a table of every metric, what its marks mean, and how the values of the chosen one are
// distributed. While hidden it only keeps the run.
#pragma once

#include "core/metrics/time_range.h"
#include "ui/charts/chart_export.h"
#include "ui/run/shown_run.h"
#include "ui/statistics/statistics_model.h"

#include <QWidget>

#include <array>
#include <optional>

class QBoxLayout;
class QComboBox;
class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace inferometer::widgets {
class Card;
}

namespace inferometer::ui {

class DefinedPanel;
class DistributionPanel;
class Settings;
class StatisticsTable;

class StatisticsView : public QWidget
{
    Q_OBJECT

public:
    explicit StatisticsView(QWidget* parent = nullptr);

    // `range`: `run` is that part of a run; none: it is a whole one.
    void display(const ShownRun& run, const std::optional<TimeRange>& range = {});
    // Says why there is nothing to show, until display() is called.
    void showWaiting(const QString& why);
    // The distribution of the chosen metric.
    ExportedChart chart() const;

    void restore(const Settings& settings);
    void save(Settings& settings) const;
    void restoreDefaults();

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeTableCard();
    QComboBox* makeDefinitions(QWidget* parent) const;
    bool isOurs() const;  // by our definitions
    void showDefinitions();
    void chooseDefinitions(const QString& id);
    void refresh();
    QString noneText() const;
    void showNotes();
    void chooseRow();
    void showDistribution();

    StatisticsModel m_model;
    ShownRun m_run;
    QString m_waiting;  // why there is nothing to show
    std::optional<TimeRange> m_range;
    std::array<widgets::Card*, 2> m_cards{};  // which are of it
    SnapshotPtr m_shown;                      // what the table was made from
    bool m_isOver = false;                    // likewise
    std::string_view m_chosen;                // the metric whose distribution is shown
    bool m_refreshing = false;
    StatisticsTable* m_table;
    DefinedPanel* m_defined;   // in place of the table: another tool's figures
    QComboBox* m_definitions;  // whose are shown
    QPushButton* m_copy;
    QStackedWidget* m_tables;
    DistributionPanel* m_panel;
    QLabel* m_notes;
    QBoxLayout* m_foot = nullptr;  // notes and inputs
    QLabel* m_none;
    QSplitter* m_splitter;
    QStackedWidget* m_stack;
};

}  // namespace inferometer::ui
