// SPDX-License-Identifier: GPL-3.0-or-later
// A trace like another one, but longer or denser. Its sessions, whole with their turns, lengths, branches and inner
// pauses, are those of the other, and so are the gaps between their begins: each dealt from the sixteen around its
// place, without putting back, so that means stay, and hours and bursts stay where they are. A session that comes again
// has blocks of its own, shared as before with those of the same deal: the share of cache hits stays.
#pragma once

#include "core/trace/trace.h"

#include <cstdint>

namespace inferometer {

struct TraceSynthesis
{
    double longer = 1;  // times the duration
    double denser = 1;  // times the rate of sessions
    std::uint64_t seed = 1;
};

// The error is about `trace`: it has no times, or too little to draw from; or about `longer`: too much would come.
Result<Trace> synthesized(const Trace& trace, const TraceSynthesis& how);

}  // namespace inferometer
