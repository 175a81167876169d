// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of a run by the definitions of another tool, under its names; of a run that goes on, a sentence.
#pragma once

#include "core/metrics/definitions.h"
#include "ui/base/background_job.h"
#include "ui/run/shown_run.h"

#include <QStackedWidget>

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

    // Worked out off the UI thread: it reads every record.
    void display(const ShownRun& run, const Definition& definition);
    QString source() const;  // where the formulas come from

private:
    void show(const std::vector<DefinedFigure>& figures);

    BackgroundJob m_job;
    QLabel* m_words;  // why there are none
    QTableView* m_table;
    QStandardItemModel* m_model;
    const Definition* m_definition = nullptr;  // whose figures are shown, or being made
    SnapshotPtr m_snapshot;                    // of the run that is over that they are of
};

}  // namespace inferometer::ui
