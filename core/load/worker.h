// SPDX-License-Identifier: GPL-3.0-or-later
// A load thread: an epoll loop that owns its streams, their sockets, timers and buffers.
#pragma once

#include "core/load/stream.h"
#include "core/machine/processor_hold.h"
#include "core/workload/plan.h"

#include <atomic>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

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
    // As requestStop(), unless that was called already: the run's own timeout, which was over at `moment`.
    void stopAt(Nanos moment);
    int stopped() const { return m_stop.load(std::memory_order_relaxed); }

    Nanos now() const { return monotonicNow() - start; }
    Planned progress() const;
    // When the load ended: when its last request was due, or when it was stopped; kUnset: neither.
    Nanos loadEnd() const;
    // A fault of this machine ended a load thread: the run ends with it. The first one is kept. Thread-safe: yes.
    void fail(const std::string& fault);
    // Empty: none.
    std::string fault() const;
    // The slot of a request that was handed out. REQUIRES: no load thread takes work any more.
    Slot slotOf(std::uint64_t sequence) const;

    const Target& target;
    RequestSource& source;
    StreamOptions options;
    AnswerRoom room;
    const Processors processors;  // of the thread that started the run
    Nanos timeout = kUnset;       // of the run
    Nanos gracePeriod{0};
    Nanos start{0};     // run start, CLOCK_MONOTONIC
    Nanos startUtc{0};  // Unix epoch at the same moment

private:
    std::atomic<int> m_stop{0};                 // 0 run, 1 no new requests, 2 cut those in flight
    std::atomic<std::int64_t> m_stoppedAt{-1};  // ns since run start

    mutable std::mutex m_faultMutex;
    std::string m_fault;  // guarded by m_faultMutex

    mutable std::mutex m_mutex;
    const std::unique_ptr<Arrivals> m_arrivals;  // guarded by m_mutex, as what follows
    std::uint64_t m_taken = 0;
    std::uint64_t m_warmup = 0;  // of them, the first
};

// What a fault says that ended a thread of the run.
std::string faultOf(const std::exception& thrown);

class Worker
{
public:
    // Handshakes under way at once: more would only overflow the accept queue of the server, and a SYN that is dropped
    // there comes again after a whole second.
    static constexpr std::size_t kHandshakes = 256;

    // Streams are numbered from `firstStream` on.
    Worker(SharedWork& work, std::uint16_t index, std::uint32_t firstStream, std::uint32_t streams);
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    void start();
    Mailbox& mailbox() { return m_mailbox; }

    // Ends a wait so that a stop is seen at once. Thread-safe: yes.
    void wake() { m_context.poller.wake(); }

private:
    void loop();
    void serve(Stream& stream, const Poller::Ready& ready);
    void rest(Stream& stream);
    void wakeResting(Nanos now);
    void feedIdle();
    bool feed(std::vector<Stream*>& from);
    bool mayConnect() const;
    void onTick(Nanos now);
    void checkDeadlines(Nanos now);
    Nanos runDeadline() const;
    void checkStop(Nanos now);
    void cancelWhere(bool (*matches)(const Stream&));
    void publish(bool last);
    void measureBusy(Nanos now);
    void run();
    void endAtOnce();
    bool stoodStill(Nanos now);
    void noteGap(Nanos gap) const;
    bool finished() const { return m_busy == 0 && m_idle.empty() && m_warm.empty() && m_resting.empty(); }

    SharedWork& m_work;
    StreamContext m_context;
    Mailbox m_mailbox;
    std::vector<std::unique_ptr<Stream>> m_streams;
    std::vector<Stream*> m_warm;     // free, with a connection: they take work at once
    std::vector<Stream*> m_idle;     // free, waiting for their turn to connect
    std::vector<Stream*> m_resting;  // free, slowed down by a fault of this machine
    std::size_t m_busy = 0;          // streams with a request
    std::size_t m_connecting = 0;
    Nanos m_nextTick{0};
    Nanos m_nextDeadline = kUnset;
    Nanos m_nextArrival = kUnset;  // when a stream that rests asks for work again
    Nanos m_drainUntil = kUnset;
    Nanos m_lastTurn{0};
    Nanos m_asleep{0};  // timeAsleep() at the last tick
    Nanos m_cpuSecond{0};
    Nanos m_cpuAtSecond{0};
    double m_lastBusy = 0;
    std::jthread m_thread;
};

}  // namespace inferometer
