// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/errors/error_tally.h"

namespace inferometer::ui {

void ErrorTally::update(const SnapshotPtr& snapshot)
{
    if (!continues(m_snapshot, snapshot)) {
        m_failures = {};
        m_blocks = 0;
    }
    m_snapshot = snapshot;
    if (!snapshot || !snapshot->records)
        return;
    for (; m_blocks < snapshot->blocks; ++m_blocks) {
        const RecordBlock& block = *snapshot->records->at(m_blocks);
        for (const RequestRecord& record : block.records)
            m_failures.take(block, record);
    }
}

}  // namespace inferometer::ui
