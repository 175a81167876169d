// SPDX-License-Identifier: GPL-3.0-or-later
// Requests by a schedule: when each is due is drawn from the seed alone, whether others have ended or not.
#pragma once

#include "core/base/random.h"
#include "core/config/run_spec.h"
#include "core/workload/arrivals.h"

#include <cstdint>
#include <optional>
#include <stop_token>

namespace inferometer {

// The moments of one schedule, each from the one before. The first request is due at once, every next one a gap later:
// gaps are drawn with mean 1 and seen through the profile's integrated rate, so any shape follows any rates.
class ArrivalDraw
{
public:
    ArrivalDraw(RateProfile profile, GapShape gaps, double burstiness, std::uint64_t seed);

    // Never before the one before it; nothing: the profile is over.
    std::optional<Nanos> next();

private:
    double gap();

    const RateProfile m_profile;
    const GapShape m_gaps;
    const double m_burstiness;
    Random m_random;
    double m_count = 0;  // of the process of rate 1
};

// What a schedule comes to: the same draws, counted.
struct ScheduleSize
{
    std::uint64_t requests = 0;  // warm-up included
    std::uint64_t warmup = 0;    // the first ones, by count or by time
    Nanos last{0};               // when the last one is due
};

// The schedule of an open-loop run. The warm-up's requests are its first ones: so many, and then all that are due
// before the warm-up's time is over. With stages it ends where they do, whatever number of requests is asked for; else
// with the last of that number.
class Schedule : public Arrivals
{
public:
    // `size` is that of the same spec (sizeOf). REQUIRES: stages that can be read; a seed.
    Schedule(const RunSpec& spec, const ScheduleSize& size);

    Due next(Nanos now, Nanos freeSince) override;
    Planned progress() const override { return {m_size.requests, m_size.warmup}; }
    Nanos loadEnd() const override { return m_taken == m_size.requests ? m_size.last : kUnset; }

private:
    const ScheduleSize m_size;
    ArrivalDraw m_draw;
    std::optional<Nanos> m_due;  // of the next request
    std::uint64_t m_taken = 0;
};

// Draws the whole schedule once: about 0.1 us a request, until stop. The error is that of profileOf(), one of
// warmup-seconds where more than kMostRequests are to be expected, or stoppedEarly().
Result<ScheduleSize> sizeOf(const RunSpec& spec, const std::stop_token& stop = {});

}  // namespace inferometer
