// SPDX-License-Identifier: GPL-3.0-or-later
// The table of statistics for a view: a row of each metric in the order of the catalog, a column of each statistic.
// A cell is told of as changed only when its words are.
#pragma once

#include "ui/statistics/statistics_rows.h"

#include <QAbstractTableModel>

#include <vector>

namespace inferometer::ui {

class StatisticsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Name,
        FirstFigure,
        Interval95 = FirstFigure + static_cast<int>(kStatisticsFigures),
        Count,
        Arrivals,
        Columns
    };

    // Takes over the rows; starts afresh where they are of other metrics.
    void setRows(std::vector<StatisticsRow> rows);
    const StatisticsRow& at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    // -1: none is of that metric.
    int rowOf(std::string_view id) const;
    // What is to be said with the figures shown.
    MetricMarks marks() const;
    bool hasValues() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    // Stable, for settings.
    static const char* columnId(int column);

private:
    QString toolTip(const StatisticsRow& row, int column) const;

    std::vector<StatisticsRow> m_rows;
    std::vector<QStringList> m_texts;  // of the cells, row by row
};

}  // namespace inferometer::ui
