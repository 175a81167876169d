// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of a run by the definitions of another tool, under its names; of a run that goes on, a sentence.
#pragma once

#include "core/metrics/definitions.h"
#include "ui/base/background_job.h"
#include "ui/run/shown_run.h"
#include "ui/statistics/statistics_copy.h"

#include <QStackedWidget>

#include <optional>
#include <vector>

class QLabel;
class QStandardItemModel;
class QTableView;

namespace inferometer::ui {

class DefinedPanel : public QStackedWidget
{
    Q_OBJECT

public:
    explicit DefinedPanel(QWidget* parent = nullptr);

    // Worked out off the UI thread: it reads every record. `range`: `run` is that part of a run.
    void display(const ShownRun& run, const Definition& definition, const std::optional<TimeRange>& range = {});
    QString source() const;  // where the formulas come from
    bool hasFigures() const { return !m_figures.empty(); }
    // The selected rows in the order shown; empty: no row is.
    QString selectedText(CopyFormat format) const;
    // Empty while there are no figures.
    QString wholeText(CopyFormat format) const;

signals:
    // What display() asked for is shown.
    void told();

private:
    void show(const std::vector<DefinedFigure>& figures);
    void copySelected() const;
    void openMenu(const QPoint& at);

    BackgroundJob m_job;
    QLabel* m_words;  // why there are none
    QTableView* m_table;
    QStandardItemModel* m_model;
    std::vector<DefinedFigure> m_figures;      // that are shown
    std::optional<TimeRange> m_range;          // of the run that they are of
    const Definition* m_definition = nullptr;  // whose figures are shown, or being made
    SnapshotPtr m_snapshot;                    // of the run that is over that they are of
};

}  // namespace inferometer::ui
