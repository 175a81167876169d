// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a dataset as a table. Knows its place in the file, its texts and its counts only when they are shown.
#pragma once

#include "core/workload/dataset.h"

#include <QAbstractTableModel>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace inferometer::ui {

class DatasetModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Number, Prompt, Image, InputTokens, OutputTokens, Columns };

    using QAbstractTableModel::QAbstractTableModel;

    // Null: none. `outputTokens`: asked where a row does not say.
    void setDataset(std::shared_ptr<const Dataset> dataset);
    void setOutputTokens(std::int64_t tokens);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::string_view promptOf(const DatasetRow& row) const;
    QString textOf(const DatasetRow& row, int column) const;
    QString tipOf(const DatasetRow& row, int column) const;

    std::shared_ptr<const Dataset> m_dataset;
    std::int64_t m_outputTokens = 0;
    mutable std::map<std::uint32_t, std::string> m_read;  // beginnings of the last rows shown, by their numbers
};

}  // namespace inferometer::ui
