// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/requests_model.h"

#include "ui/requests/request_columns.h"

#include <QGuiApplication>
#include <QPalette>

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace inferometer::ui {

namespace {

const RequestColumn& columnAt(int column) { return requestColumns()[static_cast<std::size_t>(column)]; }

}  // namespace

RequestRow RequestsModel::rowAt(Index index) const
{
    const Place place = m_rows[index];
    const RecordBlock& block = *m_snapshot->records->at(place.block);
    return {&block, &block.records[place.record]};
}

bool RequestsModel::display(const SnapshotPtr& snapshot)
{
    if (snapshot == m_snapshot)
        return false;
    if (!continues(m_snapshot, snapshot)) {
        reset(snapshot);
        return true;
    }
    m_snapshot = snapshot;
    append(take(*snapshot));
    return false;
}

void RequestsModel::reset(const SnapshotPtr& snapshot)
{
    beginResetModel();
    m_snapshot = snapshot;
    m_blocks = 0;
    m_rows.clear();
    m_bySequence.clear();
    m_keys.clear();
    m_order.clear();
    if (snapshot && snapshot->records)
        take(*snapshot);
    rebuild();
    endResetModel();
}

RequestsModel::Index RequestsModel::take(const Snapshot& snapshot)
{
    const auto from = static_cast<Index>(m_rows.size());
    for (; m_blocks < snapshot.blocks; ++m_blocks) {
        const RecordBlock& block = *snapshot.records->at(m_blocks);
        for (std::size_t i = 0; i < block.records.size(); ++i) {
            m_rows.push_back({static_cast<std::uint32_t>(m_blocks), static_cast<std::uint32_t>(i)});
            const std::uint64_t sequence = block.records[i].sequence;
            if (sequence >= placesFor(snapshot))
                continue;
            if (sequence >= m_bySequence.size())
                m_bySequence.resize(std::max<std::size_t>(sequence + 1, m_bySequence.size() * 2));
            m_bySequence[sequence] = static_cast<Index>(m_rows.size());
        }
    }
    if (isSorted()) {
        for (auto i = static_cast<Index>(m_keys.size()); i < m_rows.size(); ++i)
            m_keys.push_back(keyOf(i));
    }
    return from;
}

void RequestsModel::append(Index from)
{
    std::vector<Index> fresh;
    for (Index i = from; i < m_rows.size(); ++i) {
        if (m_filter.isOpen() || m_filter.matches(rowAt(i)))
            fresh.push_back(i);
    }
    if (fresh.empty())
        return;
    const std::size_t before = m_order.size();
    beginInsertRows({}, static_cast<int>(before), static_cast<int>(before + fresh.size()) - 1);
    m_order.insert(m_order.end(), fresh.begin(), fresh.end());
    endInsertRows();
    if (isSorted())
        relayout([this, before] { merge(before); });
}

void RequestsModel::merge(std::size_t from)
{
    std::vector<Index> fresh{m_order.begin() + static_cast<std::ptrdiff_t>(from), m_order.end()};
    sortRange(fresh);
    // From the back: what stands behind a new row moves once, as one piece. Comparing every old row would miss the
    // cache a million times.
    auto end = m_order.begin() + static_cast<std::ptrdiff_t>(from);
    auto free = m_order.end();
    for (std::size_t i = fresh.size(); i-- > 0;) {
        const auto at = placeOf(fresh[i], end);
        free = std::move_backward(at, end, free);
        *--free = fresh[i];
        end = at;
    }
}

RequestsModel::Order::iterator RequestsModel::placeOf(Index index, Order::iterator end)
{
    return std::lower_bound(m_order.begin(), end, index, [this](Index a, Index b) { return stands(a, b); });
}

bool RequestsModel::stands(Index before, Index after) const
{
    return isSorted() && m_keys[before] != m_keys[after] ? m_keys[before] < m_keys[after] : before < after;
}

double RequestsModel::keyOf(Index index) const
{
    const std::optional<double> value = columnAt(m_sortColumn).least(rowAt(index));
    if (!value)
        return std::numeric_limits<double>::infinity();
    return m_sortOrder == Qt::AscendingOrder ? *value : -*value;
}

void RequestsModel::sortRange(std::span<Index> range) const
{
    // Keys beside their rows: sorting in place would miss the cache at every comparison.
    std::vector<std::pair<double, Index>> pairs;
    pairs.reserve(range.size());
    for (const Index index : range)
        pairs.emplace_back(m_keys[index], index);
    std::sort(pairs.begin(), pairs.end());
    std::transform(pairs.begin(), pairs.end(), range.begin(), [](const auto& pair) { return pair.second; });
}

void RequestsModel::rebuild()
{
    m_order.clear();
    m_order.reserve(m_rows.size());
    for (Index i = 0; i < m_rows.size(); ++i) {
        if (m_filter.isOpen() || m_filter.matches(rowAt(i)))
            m_order.push_back(i);
    }
    if (isSorted())
        sortRange(m_order);
}

template <typename Work>
void RequestsModel::relayout(const Work& work)
{
    emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList old = persistentIndexList();
    std::vector<Index> kept;
    for (const QModelIndex& index : old)
        kept.push_back(m_order[static_cast<std::size_t>(index.row())]);
    work();
    QModelIndexList now;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        const auto at = placeOf(kept[i], m_order.end());
        now << index(static_cast<int>(at - m_order.begin()), old[static_cast<qsizetype>(i)].column());
    }
    changePersistentIndexList(old, now);
    emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void RequestsModel::sort(int column, Qt::SortOrder order)
{
    if (column == m_sortColumn && (order == m_sortOrder || column < 0))
        return;
    m_sortColumn = column;
    m_sortOrder = order;
    m_keys.clear();
    if (isSorted()) {
        m_keys.reserve(m_rows.size());
        for (Index i = 0; i < m_rows.size(); ++i)
            m_keys.push_back(keyOf(i));
    }
    relayout([this] { isSorted() ? sortRange(m_order) : std::sort(m_order.begin(), m_order.end()); });
}

void RequestsModel::setFilter(const RequestFilter& filter)
{
    if (filter == m_filter)
        return;
    beginResetModel();
    m_filter = filter;
    rebuild();
    endResetModel();
}

std::optional<RequestRow> RequestsModel::find(std::uint64_t sequence) const
{
    if (sequence >= m_bySequence.size() || m_bySequence[sequence] == 0)
        return std::nullopt;
    return rowAt(m_bySequence[sequence] - 1);
}

int RequestsModel::rowOf(std::uint64_t sequence) const
{
    if (!find(sequence))
        return -1;
    const Index index = m_bySequence[sequence] - 1;
    const auto at
        = std::lower_bound(m_order.begin(), m_order.end(), index, [this](Index a, Index b) { return stands(a, b); });
    return at != m_order.end() && *at == index ? static_cast<int>(at - m_order.begin()) : -1;
}

int RequestsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

int RequestsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(requestColumns().size());
}

QVariant RequestsModel::data(const QModelIndex& index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid));
    const RequestColumn& column = columnAt(index.column());
    const RequestRow row = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return column.display(row);
    case Qt::ToolTipRole:
        return column.tip(row);
    case Qt::TextAlignmentRole:
        return QVariant{(column.isText() ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter};
    case Qt::ForegroundRole:
        if (column.isText() && row.record->outcome != Outcome::Ok && row.record->outcome != Outcome::Cancelled)
            return QGuiApplication::palette().brush(QPalette::BrightText);
        return {};
    case SortRole: {
        const std::optional<double> value = column.least(row);
        return value ? QVariant{*value} : QVariant{};
    }
    default:
        return {};
    }
}

QVariant RequestsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? QVariant{section + 1} : QVariant{};
    const RequestColumn& column = columnAt(section);
    switch (role) {
    case Qt::DisplayRole:
        return column.title();
    case Qt::ToolTipRole:
        return column.definition();
    case Qt::TextAlignmentRole:
        return QVariant{(column.isText() ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter};
    default:
        return {};
    }
}

}  // namespace inferometer::ui
