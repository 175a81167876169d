// SPDX-License-Identifier: GPL-3.0-or-later
// Requests by the batch size the server says it used, as the SambaNova AI Starter Kit's charts group them. A snapshot
// adds only what is new in it.
#pragma once

#include "core/load/snapshot.h"
#include "core/metrics/distribution.h"
#include "plots/category_plot.h"

#include <limits>
#include <map>

namespace inferometer::plots {

// The group of requests whose batch size was not reported: the last one.
inline constexpr double kNoBatchSize = std::numeric_limits<double>::infinity();

template <typename Group>
class BatchGroups
{
public:
    // Calls take(group, block, record) for each measured ok request that came since the last call.
    // REQUIRES: `snapshot` is of the same run as the ones before, and not older.
    template <typename Take>
    void update(const Snapshot& snapshot, Take take)
    {
        for (; m_blocks < snapshot.blocks; ++m_blocks) {
            const RecordBlock& block = *snapshot.records->at(m_blocks);
            for (const RequestRecord& record : block.records) {
                if (!givesValues(record))
                    continue;
                const auto batch = serverValueOf(block, record, ServerMetrics::BatchSize);
                take(m_groups[batch.value_or(kNoBatchSize)], block, record);
            }
        }
    }

    void clear() { *this = BatchGroups{}; }
    // Whether the server reported a batch size for any request.
    bool isExposed() const { return !m_groups.empty() && m_groups.begin()->first < kNoBatchSize; }
    // By batch size, ascending.
    std::map<double, Group>& groups() { return m_groups; }
    const std::map<double, Group>& groups() const { return m_groups; }

private:
    std::map<double, Group> m_groups;
    std::size_t m_blocks = 0;
};

// The category of that group, without its marks.
Category batchCategory(double batch);

}  // namespace inferometer::plots
