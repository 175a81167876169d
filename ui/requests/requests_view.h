// SPDX-License-Identifier: GPL-3.0-or-later
// The requests of a run: filter, table, and the selected one under it. While hidden it only keeps the snapshot.
#pragma once

#include "core/load/snapshot.h"
#include "core/store/run_header.h"
#include "ui/charts/chart_export.h"
#include "ui/requests/requests_model.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>

class QCheckBox;
class QLabel;
class QLineEdit;
class QSplitter;

namespace inferometer::ui {

class RequestDetails;
class RequestTable;
class Settings;

class RequestsView : public QWidget
{
    Q_OBJECT

public:
    explicit RequestsView(QWidget* parent = nullptr);

    // `header`: of the run; null: not known.
    void display(const SnapshotPtr& snapshot, const std::shared_ptr<const RunHeader>& header);
    // Selects a request, or none; emits nothing.
    void select(std::optional<std::uint64_t> sequence);
    std::optional<std::uint64_t> selected() const { return m_selected; }
    void setFilter(const QString& text);
    // Shows those of this range of the run alone; none: all of them.
    void setRange(const std::optional<TimeRange>& range);
    // The chunks of the selected request.
    ExportedChart chart() const;

    void restore(const Settings& settings);
    void save(Settings& settings) const;
    void restoreDefaults();

signals:
    // A person chose a row.
    void requestSelected(quint64 sequence);
    // The selected request's bar is asked for.
    void chartWanted();

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeFilterRow();
    void connectParts();
    void refresh();
    void applyFilter();
    void showCount();
    void showSelected();
    void selectRow();
    void rowChosen(const QModelIndex& index);

    RequestsModel m_model;
    QLineEdit* m_filter;
    QCheckBox* m_failedOnly;
    QLabel* m_count;
    RequestTable* m_table;
    RequestDetails* m_details;
    QSplitter* m_splitter;
    QTimer m_typing;  // a filter over a million requests waits for a pause
    SnapshotPtr m_snapshot;
    std::shared_ptr<const RunHeader> m_header;
    std::optional<std::uint64_t> m_selected;
    std::optional<TimeRange> m_range;
    bool m_selecting = false;
};

}  // namespace inferometer::ui
