// SPDX-License-Identifier: GPL-3.0-or-later
// When a run asks: the process by which requests become due. What they ask is no matter of it (request_source.h).
#pragma once

#include "core/metrics/request_record.h"

#include <cstdint>

namespace inferometer {

// What a free stream is told.
struct Due
{
    enum class Kind : std::uint8_t { Now, At, Done };
    Kind kind = Kind::Done;
    Nanos moment = kUnset;          // Now: when the request should have been sent; At: when to ask again
    Phase phase = Phase::Measured;  // Now: Warmup or Measured

    static Due now(Nanos scheduled, Phase phase = Phase::Measured) { return {Kind::Now, scheduled, phase}; }
    static Due at(Nanos moment) { return {Kind::At, moment}; }
    static Due done() { return {}; }
};

// How many requests the whole load has, as far as that is known by now.
struct Planned
{
    std::uint64_t requests = 0;  // warm-up included
    std::uint64_t warmup = 0;
};

// Moments are since run start. Not thread-safe: the run asks from one thread at a time (next() from any of its load
// threads, under one lock), so next() must be short and must not wait. One object serves one run.
class Arrivals
{
public:
    virtual ~Arrivals() = default;

    // For a stream that has been free since `freeSince`. Now: the request is the stream's. At: nothing is due before
    // that moment, unless another stream becomes free; it may be asked again any time before. Done: this and every
    // later request has been handed out; it stays so. After a first Now of the measured phase no warm-up follows.
    virtual Due next(Nanos now, Nanos freeSince) = 0;

    virtual Planned progress() const = 0;

    // When the last request was due; kUnset while requests are left to hand out.
    virtual Nanos loadEnd() const = 0;
};

// Each stream has its next request as soon as it is free: so many requests, after a warm-up of so many, and then of all
// that are due before `warmupEnd`.
class ClosedLoop : public Arrivals
{
public:
    ClosedLoop(std::uint64_t measured, std::uint64_t warmup, Nanos warmupEnd);

    Due next(Nanos now, Nanos freeSince) override;
    Planned progress() const override;
    Nanos loadEnd() const override { return m_measuredTaken == m_measured ? m_lastDue : kUnset; }

private:
    Due hand(Nanos due, Phase phase);

    const std::uint64_t m_measured;
    const std::uint64_t m_warmup;
    const Nanos m_warmupEnd;
    std::uint64_t m_measuredTaken = 0;
    std::uint64_t m_warmupTaken = 0;
    Nanos m_lastDue{0};
};

}  // namespace inferometer
