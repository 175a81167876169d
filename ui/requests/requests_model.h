// SPDX-License-Identifier: GPL-3.0-or-later
// The requests of a run that ended, as a table: a row a record, columns from requestColumns().
//
// A snapshot costs what is new in it: rows are a vector of indices; sorting and filtering rebuild it when a person
// asks, and new records are merged into it.
#pragma once

#include "core/load/snapshot.h"
#include "ui/requests/request_filter.h"

#include <QAbstractTableModel>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace inferometer::ui {

class RequestsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role { SortRole = Qt::UserRole };  // the number behind the text; invalid where there is none

    using QAbstractTableModel::QAbstractTableModel;

    // Null empties the table; a snapshot that is counted anew, or of another run, starts it afresh. True: it did, so no
    // row is current any more.
    bool display(const SnapshotPtr& snapshot);
    void setFilter(const RequestFilter& filter);
    // Column -1: in the order in which the requests ended. Requests without a value come last, whatever the order.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    // Requests that ended, whether the filter shows them or not.
    std::size_t total() const { return m_rows.size(); }
    // REQUIRES: 0 <= row < rowCount().
    RequestRow at(int row) const { return rowAt(m_order[static_cast<std::size_t>(row)]); }
    // nullopt: it has not ended.
    std::optional<RequestRow> find(std::uint64_t sequence) const;
    // -1: it has not ended, or the filter hides it.
    int rowOf(std::uint64_t sequence) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    using Index = std::uint32_t;  // into m_rows; 4 billion requests are more than memory holds
    struct Place
    {
        std::uint32_t block;
        std::uint32_t record;
    };
    using Order = std::vector<Index>;
    void reset(const SnapshotPtr& snapshot);
    // Takes in the blocks that came. Returns the index of the first new row.
    Index take(const Snapshot& snapshot);
    void append(Index from);
    void merge(std::size_t from);
    void rebuild();
    // Reorders with `work`; selections keep their requests.
    template <typename Work>
    void relayout(const Work& work);
    RequestRow rowAt(Index index) const;
    bool isSorted() const { return m_sortColumn >= 0; }
    double keyOf(Index index) const;
    // Whether one row is shown before the other.
    bool stands(Index before, Index after) const;
    // Where a row belongs among those up to `end`, which are in order.
    Order::iterator placeOf(Index index, Order::iterator end);
    void sortRange(std::span<Index> range) const;

    SnapshotPtr m_snapshot;
    std::size_t m_blocks = 0;
    std::vector<Place> m_rows;        // in the order in which they ended
    std::vector<Index> m_bySequence;  // index + 1; 0: not ended
    Order m_order;                    // what is shown
    std::vector<double> m_keys;       // a row of m_rows each, while sorted: ascending is right, infinite means none
    RequestFilter m_filter;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

}  // namespace inferometer::ui
