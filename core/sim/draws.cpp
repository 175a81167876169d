// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/draws.h"

#include <algorithm>
#include <array>

namespace inferometer {

namespace {

using namespace std::string_view_literals;

constexpr std::array<std::string_view, kFaultCount> kNames{
    "none"sv,      "error_status"sv, "rate_limit"sv, "stall"sv,        "reset"sv,       "truncate"sv,
    "malformed"sv, "stream_error"sv, "empty"sv,      "slow_headers"sv, "silent_close"sv};

constexpr std::array<double SimSpec::*, kNames.size()> kRates{nullptr,
                                                              &SimSpec::errorRate,
                                                              &SimSpec::rateLimitRate,
                                                              &SimSpec::stallRate,
                                                              &SimSpec::resetRate,
                                                              &SimSpec::truncateRate,
                                                              &SimSpec::malformedRate,
                                                              &SimSpec::streamErrorRate,
                                                              &SimSpec::emptyRate,
                                                              &SimSpec::slowHeaderRate,
                                                              &SimSpec::silentCloseRate};

Fault faultAt(const SimSpec& spec, double place)
{
    for (std::size_t i = 1; i < kRates.size(); ++i) {
        place -= spec.*kRates.at(i);
        if (place < 0)
            return static_cast<Fault>(i);
    }
    return Fault::None;
}

double drawSeconds(Random& random, DelayShape shape, double mean, double deviation)
{
    switch (shape) {
    case DelayShape::Normal:
        return std::max(0.0, random.normal(mean, mean * deviation));
    case DelayShape::Lognormal:
        return random.lognormal(mean, deviation);
    case DelayShape::Constant:
        break;
    }
    return mean;
}

}  // namespace

std::string_view faultName(Fault fault) { return kNames.at(static_cast<std::size_t>(fault)); }

Draws::Draws(const SimSpec& spec, std::uint64_t index)
    : m_spec(&spec)
    , m_random(static_cast<std::uint64_t>(spec.seed), index)
    , m_fault(faultAt(spec, m_random.uniform()))
    , m_faultPlace(m_random.uniform())
    , m_ttft(fromSeconds(drawSeconds(m_random, spec.ttftShape, spec.ttft, spec.ttftDeviation)))
{}

std::int64_t Draws::faultPosition(std::int64_t total) const
{
    if (total < 2)
        return 0;
    return 1 + static_cast<std::int64_t>(m_faultPlace * static_cast<double>(total - 1));
}

Nanos Draws::nextGap(std::int64_t tokens, std::int64_t running)
{
    const double gap = drawSeconds(m_random, m_spec->itlShape, m_spec->itl, m_spec->itlDeviation);
    const double slowdown = 1 + m_spec->batchSlowdown * static_cast<double>(std::max<std::int64_t>(running - 1, 0));
    return fromSeconds(gap * slowdown * static_cast<double>(tokens));
}

}  // namespace inferometer
