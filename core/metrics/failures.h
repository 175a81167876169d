// SPDX-License-Identifier: GPL-3.0-or-later
// How requests failed, by kind: what the window's errors, the terminal, its JSON and the kit's file tell.
//
// A request failed when it was measured and ended neither ok nor cancelled (RequestCounts::failed). What went wrong in
// the warm-up or the cool-down is told beside that number and is never in it.
#pragma once

#include "core/metrics/window.h"

#include <compare>
#include <cstdint>
#include <map>
#include <vector>

namespace inferometer {

struct FailureKind
{
    Outcome outcome = Outcome::Local;
    std::uint16_t httpStatus = 0;                          // 0: none came
    auto operator<=>(const FailureKind&) const = default;  // NOLINT(modernize-use-nullptr): of its 0
};

struct FailureGroup
{
    FailureKind kind;
    std::uint64_t count = 0;    // measured requests
    std::uint64_t leftOut = 0;  // requests of the warm-up and the cool-down that ended so
    // The first of them, a measured one where there is one; valid as long as the block.
    const RecordBlock* block = nullptr;
    const RequestRecord* first = nullptr;
    double longestWait = -1;  // s, of what Retry-After asked; -1: nothing
};

class Failures
{
public:
    // Requests that ended ok are passed over, those that were cancelled are a kind of their own.
    void take(const RecordBlock& block, const RequestRecord& record);
    // The commonest first, cancelled ones last.
    std::vector<FailureGroup> groups() const;

private:
    std::map<FailureKind, FailureGroup> m_groups;
};

std::vector<FailureGroup> failuresOf(const Blocks& blocks);

}  // namespace inferometer
