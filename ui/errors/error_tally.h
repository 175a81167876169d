// SPDX-License-Identifier: GPL-3.0-or-later
// The requests of a run that did not end ok, by kind. A snapshot costs what is new in it.
#pragma once

#include "core/load/snapshot.h"
#include "core/metrics/failures.h"

#include <vector>

namespace inferometer::ui {

class ErrorTally
{
public:
    // Null forgets everything; a snapshot of another run starts afresh.
    void update(const SnapshotPtr& snapshot);
    // As Failures::groups(), valid as long as the tally has its snapshot.
    std::vector<FailureGroup> groups() const { return m_failures.groups(); }

private:
    SnapshotPtr m_snapshot;
    std::size_t m_blocks = 0;
    Failures m_failures;
};

}  // namespace inferometer::ui
