// SPDX-License-Identifier: GPL-3.0-or-later
// A load thread: an epoll loop that owns its streams, their sockets, timers and buffers.
#pragma once

#include "core/load/stream.h"

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

namespace inferometer {

// What the workers of a run share. Work is taken one request at a time, so no stream waits while another has a list.
struct SharedWork
{
    std::shared_ptr<const Plan> plan;
    ConnectionTarget target;
    Nanos start{0};                              // run start, CLOCK_MONOTONIC
    Nanos startUtc{0};                           // Unix epoch at the same moment
    Nanos warmupEnd{0};                          // since run start; requests due before it are warm-up
    std::atomic<std::uint64_t> nextMeasured{0};  // counts from plan->warmup on
    std::atomic<std::uint64_t> nextWarmup{0};
    std::atomic<int> stop{0};                 // 0 run, 1 no new requests, 2 cut those in flight
    std::atomic<std::int64_t> workShort{-1};  // when a stream first found no more work, ns since run start

    // The next request for a stream that was free at `due`, or nothing. Thread-safe: yes.
    struct Job
    {
        std::uint64_t sequence = 0;
        Phase phase = Phase::Measured;
    };
    bool take(Nanos due, Job& job);
    void noteWorkShort(Nanos now);
};

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
    void feedIdle();
    void feed(Stream& stream);
    bool mayConnect() const;
    void onTick(Nanos now);
    void checkDeadlines(Nanos now);
    Nanos runDeadline() const;
    void checkStop(Nanos now);
    void cancelWhere(bool (*matches)(const Stream&));
    void publish(bool last);
    void measureBusy(Nanos now);
    bool finished() const { return m_busy == 0 && m_idle.empty() && m_warm.empty(); }

    SharedWork& m_work;
    StreamContext m_context;
    Mailbox m_mailbox;
    std::vector<std::unique_ptr<Stream>> m_streams;
    std::vector<Stream*> m_warm;  // free, with a connection: they take work at once
    std::vector<Stream*> m_idle;  // free, waiting for their turn to connect
    std::size_t m_busy = 0;       // streams with a request
    std::size_t m_connecting = 0;
    Nanos m_nextTick{0};
    Nanos m_nextDeadline = kUnset;
    Nanos m_drainUntil = kUnset;
    Nanos m_cpuSecond{0};
    Nanos m_cpuAtSecond{0};
    double m_lastBusy = 0;
    std::jthread m_thread;
};

}  // namespace inferometer
