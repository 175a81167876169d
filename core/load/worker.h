// SPDX-License-Identifier: GPL-3.0-or-later
// A load thread: an epoll loop that owns its streams, their sockets, timers and buffers.
#pragma once

#include "core/load/shared_work.h"

#include <memory>
#include <thread>
#include <vector>

namespace inferometer {

class Worker
{
public:
    // Handshakes under way at once: more would only overflow the accept queue of the server, and a SYN that is dropped
    // there comes again after a whole second.
    static constexpr std::size_t kHandshakes = 256;

    // Holds so many streams from the start, and makes more as work for them comes, `mostStreams` in all.
    Worker(SharedWork& work, std::uint16_t index, std::uint32_t streams, std::uint32_t mostStreams);
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    void start();
    Mailbox& mailbox() { return m_mailbox; }

    // Ends a wait so that a stop is seen at once. Thread-safe: yes.
    void wake() { m_context.poller.wake(); }

private:
    void loop();
    void serveUntil(Nanos deadline);
    void serve(Stream& stream, const Poller::Ready& ready);
    void rest(Stream& stream);
    void wakeResting(Nanos now);
    void feedIdle();
    bool feed(std::vector<Stream*>& from);
    bool feedNew();
    bool isNothingDue() const;
    Nanos couldSendAt(Nanos due) const;
    Nanos readyAt(Nanos due);
    void begin(Stream& stream, const SharedWork::Job& job, Nanos ready);
    Stream& addStream();
    bool mayConnect() const;
    bool mayGrow() const { return !m_isDone && m_streams.size() < m_mostStreams; }
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
    bool finished() const { return m_busy == 0 && m_idle.empty() && m_warm.empty() && m_resting.empty() && !mayGrow(); }

    SharedWork& m_work;
    const std::size_t m_mostStreams;
    bool m_isDone = false;  // there is no more work
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
    int m_cuts = 0;  // of the work's, seen
    std::jthread m_thread;
};

}  // namespace inferometer
