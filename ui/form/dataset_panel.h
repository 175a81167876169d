// SPDX-License-Identifier: GPL-3.0-or-later
// The dataset of a run: chosen by button or drop, read off the UI thread, and shown row by row with its format, its
// counts and what is wrong with it. Follows the form's fields and fills them.
#pragma once

#include "core/config/run_spec.h"
#include "core/workload/dataset.h"
#include "ui/base/background_job.h"
#include "ui/base/dialogs.h"
#include "ui/form/source_panel.h"

#include <QStringList>

#include <memory>
#include <string>
#include <vector>

class QLabel;
class QPushButton;
class QTableView;

namespace inferometer::widgets {
class ChoiceBox;
class ThinProgress;
}  // namespace inferometer::widgets

namespace inferometer::ui {

class DatasetModel;
class FieldForm;

class DatasetPanel : public SourcePanel
{
    Q_OBJECT

public:
    // Both outlive the panel.
    DatasetPanel(FieldForm& form, const Dialogs& dialogs, QWidget* parent);

    bool takes(const QString& path) const override;
    void take(const QString& path) override;
    QString volume(const RunSpec& spec) const override;
    QString problem() const override;

    // What was read; null: nothing, or not yet.
    const std::shared_ptr<const Dataset>& dataset() const { return m_dataset; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    // Counted where the file is read.
    struct Sums
    {
        double in = 0;
        double out = 0;     // of rows that say it
        double silent = 0;  // rows that do not
        std::int64_t mostIn = 0;
        std::int64_t mostOut = 0;
        std::int64_t lastNumber = 0;
    };
    static Sums sumsOf(const Dataset& dataset);

    // What reading gave: rows, or why there are none, and the columns of CSV either way.
    struct Read
    {
        std::shared_ptr<const Dataset> dataset;
        QString problem;
        std::vector<std::string> columns;
        Sums sums;
    };
    static Read read(const std::string& path, const std::string& column, const std::stop_token& stop);

    void layOut();
    QLayout* makeBar();
    void makeTable();
    void fitColumns();
    void follow();
    void load();
    void finish(const Read& read);
    void cancel();
    void choose();
    void fillColumns(const std::vector<std::string>& columns);
    void showState();
    QString facts() const;

    FieldForm& m_form;
    const Dialogs& m_dialogs;
    DatasetModel* m_model;
    QLabel* m_state;
    QLabel* m_problem;
    QPushButton* m_choose;
    QPushButton* m_cancel;
    QLabel* m_columnLabel;
    widgets::ChoiceBox* m_column;
    QStringList m_names;  // in it
    widgets::ThinProgress* m_progress;
    QTableView* m_table;
    std::string m_path;    // that was read last, or is being read
    std::string m_wanted;  // column of it
    std::shared_ptr<const Dataset> m_dataset;
    Sums m_sums;  // of it
    QString m_said;
    bool m_isRefused = false;  // for what is said
    BackgroundJob m_job;
};

}  // namespace inferometer::ui
