// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/error_tally.h"

#include <algorithm>
#include <tuple>

namespace inferometer::ui {

void ErrorTally::update(const SnapshotPtr& snapshot)
{
    if (!continues(m_snapshot, snapshot)) {
        m_groups.clear();
        m_blocks = 0;
    }
    m_snapshot = snapshot;
    if (!snapshot || !snapshot->records)
        return;
    for (; m_blocks < snapshot->blocks; ++m_blocks) {
        const RecordBlock& block = *snapshot->records->at(m_blocks);
        for (const RequestRecord& record : block.records) {
            if (record.outcome != Outcome::Ok)
                take({&block, &record});
        }
    }
}

void ErrorTally::take(const RequestRow& row)
{
    const ErrorKind kind{row.record->outcome, row.record->httpStatus};
    ErrorGroup& group = m_groups[kind];
    if (group.count == 0) {
        group.kind = kind;
        group.first = row;
    }
    ++group.count;
    if (row.record->retryAfterMs >= 0)
        group.longestWait = std::max(group.longestWait, row.record->retryAfterMs / 1000.0);
}

std::vector<ErrorGroup> ErrorTally::groups() const
{
    std::vector<ErrorGroup> sorted;
    for (const auto& [kind, group] : m_groups)
        sorted.push_back(group);
    const auto rank = [](const ErrorGroup& group) {
        return std::tuple{group.kind.outcome == Outcome::Cancelled, ~group.count};
    };
    std::stable_sort(sorted.begin(), sorted.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    return sorted;
}

}  // namespace inferometer::ui
