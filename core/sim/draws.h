// SPDX-License-Identifier: GPL-3.0-or-later
// What chance decides about one request: its fault, its time to first token, its gaps. The draws depend on the seed and
// the request's number alone, so they repeat whatever the timing of a run.
#pragma once

#include "core/base/random.h"
#include "core/base/time.h"
#include "core/sim/simulator.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace inferometer {

enum class Fault : std::uint8_t {
    None,
    ErrorStatus,
    RateLimit,
    Stall,
    Reset,
    Truncate,
    Malformed,
    StreamError,
    Empty,
    SlowHeaders,
    SilentClose
};
inline constexpr std::size_t kFaultCount = static_cast<std::size_t>(Fault::SilentClose) + 1;

// "stall", "rate_limit", ...: the label in the metrics page.
std::string_view faultName(Fault fault);

class Draws
{
public:
    // `spec` outlives this. `index` counts the requests from 0.
    Draws(const SimSpec& spec, std::uint64_t index);

    Fault fault() const { return m_fault; }

    // Before which of `total` output tokens the fault strikes: never the first where there are two, so that an answer
    // has begun, and never after the last.
    std::int64_t faultPosition(std::int64_t total) const;

    // One of `count` things the fault may be, all alike; its place is not used then. REQUIRES: count > 0.
    std::size_t pick(std::size_t count) const
    {
        return static_cast<std::size_t>(m_faultPlace * static_cast<double>(count));
    }

    // Without prefill.
    Nanos ttft() const { return m_ttft; }

    // Draws the gap to a chunk of `tokens` while `running` requests share the batch.
    Nanos nextGap(std::int64_t tokens, std::int64_t running);

private:
    const SimSpec* m_spec;
    Random m_random;
    Fault m_fault = Fault::None;
    double m_faultPlace = 0;  // uniform
    Nanos m_ttft{0};
};

}  // namespace inferometer
