// SPDX-License-Identifier: GPL-3.0-or-later
// The requests of a run that did not end ok, by kind. A snapshot costs what is new in it.
#pragma once

#include "core/load/snapshot.h"
#include "ui/error_catalog.h"
#include "ui/request_row.h"

#include <map>
#include <vector>

namespace inferometer::ui {

struct ErrorGroup
{
    ErrorKind kind;
    std::uint64_t count = 0;
    RequestRow first;         // valid as long as the tally has its snapshot
    double longestWait = -1;  // s, of what Retry-After asked; -1: nothing
};

class ErrorTally
{
public:
    // Null forgets everything; a snapshot of another run starts afresh.
    void update(const SnapshotPtr& snapshot);
    // The commonest first, cancelled ones last.
    std::vector<ErrorGroup> groups() const;

private:
    void take(const RequestRow& row);

    SnapshotPtr m_snapshot;
    std::size_t m_blocks = 0;
    std::map<ErrorKind, ErrorGroup> m_groups;
};

}  // namespace inferometer::ui
