// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/failures.h"

#include <algorithm>
#include <tuple>

namespace inferometer {

void Failures::take(const RecordBlock& block, const RequestRecord& record)
{
    if (record.outcome == Outcome::Ok)
        return;
    const FailureKind kind{record.outcome, record.httpStatus};
    FailureGroup& group = m_groups[kind];
    group.kind = kind;
    const bool measured = record.phase == Phase::Measured;
    if (group.first == nullptr || (measured && group.count == 0)) {
        group.block = &block;
        group.first = &record;
    }
    ++(measured ? group.count : group.leftOut);
    if (record.retryAfterMs >= 0)
        group.longestWait = std::max(group.longestWait, record.retryAfterMs / 1000.0);
}

std::vector<FailureGroup> Failures::groups() const
{
    std::vector<FailureGroup> sorted;
    for (const auto& [kind, group] : m_groups)
        sorted.push_back(group);
    const auto rank = [](const FailureGroup& group) {
        return std::tuple{group.kind.outcome == Outcome::Cancelled, ~group.count, ~group.leftOut};
    };
    std::stable_sort(sorted.begin(), sorted.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    return sorted;
}

std::vector<FailureGroup> failuresOf(const Blocks& blocks)
{
    Failures failures;
    for (const auto& block : blocks)
        for (const RequestRecord& record : block->records)
            failures.take(*block, record);
    return failures.groups();
}

}  // namespace inferometer
