// SPDX-License-Identifier: GPL-3.0-or-later
// Where the load threads of a run meet: its work, its end, its faults.
#pragma once

#include "core/load/stream.h"
#include "core/machine/processor_hold.h"
#include "core/workload/plan.h"

#include <atomic>
#include <exception>
#include <memory>
#include <mutex>

namespace inferometer {

// What the workers of a run share: where work comes from, what streams are told, and how the run ends. Work is taken
// one request at a time, so no stream waits while another has a list. Public members are set before the
// workers start.
class SharedWork
{
public:
    // What a free stream gets: a request that was due at `moment`, the moment to ask again, or nothing any more.
    struct Job
    {
        Due::Kind kind = Due::Kind::Done;
        Nanos moment = kUnset;
        Slot slot;
    };

    explicit SharedWork(const Plan& plan);

    // For a stream that has been free since `freeSince`. Thread-safe: yes.
    Job take(Nanos now, Nanos freeSince);

    // No new requests; a second call cuts those in flight. Thread-safe: yes.
    void requestStop();
    void cut() { m_stop.store(2); }
    // Those in flight now, no later ones. Thread-safe: yes.
    void cutRequests() { m_cuts.fetch_add(1, std::memory_order_relaxed); }
    int cuts() const { return m_cuts.load(std::memory_order_relaxed); }
    // A number for a new stream, from 0. Thread-safe: yes.
    std::uint32_t nextStream() { return m_streams.fetch_add(1, std::memory_order_relaxed); }
    // As requestStop(), unless that was called already: the run's own timeout, which was over at `moment`.
    void stopAt(Nanos moment);
    int stopped() const { return m_stop.load(std::memory_order_relaxed); }

    Nanos now() const { return monotonicNow() - start; }
    Planned progress() const;
    // When the load ended: when its last request was due, or when it was stopped; kUnset: neither.
    Nanos loadEnd() const;
    // A fault of this machine ended a load thread: the run ends with it. The first one is kept. Thread-safe: yes.
    void fail(const Sentence& fault);
    // Without a pattern: none.
    Sentence fault() const;

    const Target& target;
    RequestSource& source;
    const bool openLoop;  // requests come by a schedule: what is due at a moment is due then whatever else ends
    const bool capped;    // an open loop, by its spec: what waits for that is not late
    StreamOptions options;
    TextRoom room{kAnswerTexts};
    TextRoom rawRoom{kRawAnswers};
    const Processors processors;  // of the thread that started the run
    Nanos timeout = kUnset;       // of the run
    Nanos gracePeriod{0};
    Nanos start{0};     // run start, CLOCK_MONOTONIC
    Nanos startUtc{0};  // Unix epoch at the same moment

private:
    std::atomic<std::uint32_t> m_streams{0};
    std::atomic<int> m_cuts{0};                 // how often those in flight were cut
    std::atomic<int> m_stop{0};                 // 0 run, 1 no new requests, 2 cut those in flight
    std::atomic<std::int64_t> m_stoppedAt{-1};  // ns since run start

    mutable std::mutex m_faultMutex;
    Sentence m_fault;  // guarded by m_faultMutex

    mutable std::mutex m_mutex;
    const std::unique_ptr<Arrivals> m_arrivals;  // guarded by m_mutex, as what follows
    std::uint64_t m_taken = 0;
    std::uint64_t m_warmup = 0;  // of them, the first
};

// What a fault says that ended a thread of the run.
Sentence faultOf(const std::exception& thrown);

}  // namespace inferometer
