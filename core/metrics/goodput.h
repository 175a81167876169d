// SPDX-License-Identifier: GPL-3.0-or-later
// Goodput: the share and the rate of requests that keep every limit set for a single request (Zhong et al.,
// "DistServe", OSDI 2024).
#pragma once

#include "core/metrics/window.h"

#include <cstdint>
#include <limits>
#include <optional>

namespace inferometer {

// Limits one request must keep, in seconds; unset ones do not bind.
struct Slo
{
    std::optional<double> ttft{};
    // Undefined for a request with too few tokens: then it neither passes nor fails, and where it is the only limit the
    // request is left out.
    std::optional<double> tpot{};
    std::optional<double> gap{};  // the worst between two chunks
    std::optional<double> e2e{};

    bool binds() const { return ttft || tpot || gap || e2e; }
};

// The spec's limits, of which 0 is none.
Slo sloOf(const RunSpec& spec);

struct Goodput
{
    std::uint64_t scheduled = 0;                              // measured requests, failed and cancelled ones included
    std::uint64_t good = 0;                                   // ended ok and kept every limit
    std::uint64_t undefined = 0;                              // only TPOT binds and they have none
    std::uint64_t unjudged = 0;                               // a gap limit, but the chunks were not kept: not good
    double share = std::numeric_limits<double>::quiet_NaN();  // good / (scheduled - undefined); NaN: there are none
    double rate = 0;                                          // the good ones' part of the rate of requests, a second
};

// `blocks` have their edges marked; `requestRate` is that of requests that end ok (pace.h).
Goodput goodputOf(const Blocks& blocks, const Slo& slo, double requestRate = 0);

}  // namespace inferometer
