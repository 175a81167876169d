// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/load/worker.h"

#include "core/machine/thread.h"

#include <algorithm>
#include <ranges>

namespace inferometer {

namespace {

constexpr Nanos kTick = std::chrono::milliseconds{100};

Nanos earlier(Nanos a, Nanos b)
{
    if (!isSet(a) || !isSet(b))
        return isSet(a) ? a : b;
    return std::min(a, b);
}

}  // namespace

bool SharedWork::take(Nanos due, Job& job)
{
    if (stop.load(std::memory_order_relaxed) != 0)
        return false;
    const std::uint64_t warmups = nextWarmup.load(std::memory_order_relaxed) < plan->warmup
        ? nextWarmup.fetch_add(1, std::memory_order_relaxed)
        : plan->warmup;
    if (warmups < plan->warmup) {
        job = {warmups, Phase::Warmup};
        return true;
    }
    if (due < warmupEnd) {
        // By time: their number is not known, so they are numbered behind the plan's requests.
        job = {plan->requests + nextWarmup.fetch_add(1, std::memory_order_relaxed) - plan->warmup, Phase::Warmup};
        return true;
    }
    const std::uint64_t next = plan->warmup + nextMeasured.fetch_add(1, std::memory_order_relaxed);
    job = {next, Phase::Measured};
    return next < plan->requests;
}

void SharedWork::noteWorkShort(Nanos now)
{
    std::int64_t none = -1;
    workShort.compare_exchange_strong(none, now.count());
}

Worker::Worker(SharedWork& work, std::uint16_t index, std::uint32_t firstStream, std::uint32_t streams) : m_work(work)
{
    m_context.plan = work.plan.get();
    m_context.target = &work.target;
    m_context.decoder = work.plan->dialect->makeDecoder();
    m_context.decoder->keepText(work.plan->spec.keep.saveLlmResponses);
    m_context.worker = index;
    m_context.tick->clear();
    m_streams.reserve(streams);
    m_idle.reserve(streams);
    m_warm.reserve(streams);
    for (std::uint32_t i = 0; i < streams; ++i)
        m_streams.push_back(std::make_unique<Stream>(m_context, firstStream + i, i));
    for (const auto& stream : m_streams | std::views::reverse)
        m_idle.push_back(stream.get());
}

Worker::~Worker()
{
    m_work.stop.store(2);
    wake();
}

void Worker::start()
{
    m_context.start = m_work.start;
    m_thread = std::jthread{[this] { loop(); }};
}

void Worker::loop()
{
    nameThread("load-" + std::to_string(m_context.worker));
    askForShortTurns();
    m_cpuAtSecond = threadCpuTime();
    m_nextTick = kTick;
    while (true) {
        feedIdle();
        if (finished())
            break;
        const Nanos deadline = earlier(earlier(m_nextTick, m_nextDeadline), runDeadline());
        for (const Poller::Ready& ready : m_context.poller.wait(deadline + m_work.start))
            serve(*m_streams[ready.token], ready);
        const Nanos now = m_context.now();
        if (isSet(m_nextDeadline) && now >= m_nextDeadline)
            checkDeadlines(now);
        if (now >= m_nextTick)
            onTick(now);
        checkStop(now);
    }
    for (const auto& stream : m_streams)
        stream->close();
    publish(true);
}

void Worker::serve(Stream& stream, const Poller::Ready& ready)
{
    const bool wasFree = stream.isFree();
    const bool wasConnecting = stream.isConnecting();
    stream.onReady(ready);
    m_connecting -= wasConnecting && !stream.isConnecting() ? 1U : 0U;
    m_connecting += !wasConnecting && stream.isConnecting() ? 1U : 0U;
    if (stream.isBackingOff() || stream.isConnecting() || stream.isOver())
        m_nextDeadline = earlier(m_nextDeadline, stream.deadline());
    if (wasFree || !stream.isFree())
        return;
    --m_busy;
    rest(stream);
    // At once where it can be; a stream whose request failed at once comes again in the next turn of the loop.
    if (m_warm.size() + m_idle.size() == 1)
        feedIdle();
}

void Worker::rest(Stream& stream) { (stream.hasConnection() ? m_warm : m_idle).push_back(&stream); }

bool Worker::mayConnect() const { return m_connecting < kHandshakes; }

// One turn for every stream that rests: those that fail at once rest again, behind the others.
void Worker::feedIdle()
{
    for (std::size_t turns = m_warm.size(); turns > 0; --turns) {
        Stream& stream = *m_warm.back();
        m_warm.pop_back();
        feed(stream);
    }
    for (std::size_t turns = m_idle.size(); turns > 0 && mayConnect(); --turns) {
        Stream& stream = *m_idle.back();
        m_idle.pop_back();
        feed(stream);
    }
}

// Gives a free stream its next request, or lets it rest for good.
void Worker::feed(Stream& stream)
{
    SharedWork::Job job;
    if (!m_work.take(stream.freeSince(), job)) {
        m_work.noteWorkShort(m_context.now());
        stream.close();
        return;
    }
    stream.begin(job.sequence, stream.freeSince(), job.phase);
    m_nextDeadline = earlier(m_nextDeadline, stream.deadline());
    m_connecting += stream.isConnecting() ? 1U : 0U;
    if (stream.isFree())
        m_idle.insert(m_idle.begin(), &stream);
    else
        ++m_busy;
}

void Worker::checkDeadlines(Nanos now)
{
    m_nextDeadline = kUnset;
    for (const auto& stream : m_streams) {
        const Nanos deadline = stream->deadline();
        if (isSet(deadline) && now >= deadline) {
            const bool wasConnecting = stream->isConnecting();
            stream->onDeadline(now);
            m_connecting -= wasConnecting && !stream->isConnecting() ? 1U : 0U;
            m_connecting += !wasConnecting && stream->isConnecting() ? 1U : 0U;
            if (stream->isFree()) {
                --m_busy;
                rest(*stream);
            }
        }
        m_nextDeadline = earlier(m_nextDeadline, stream->deadline());
    }
}

// When the run's own timeout or the grace period ends.
Nanos Worker::runDeadline() const
{
    if (isSet(m_drainUntil))
        return m_drainUntil;
    const double timeout = m_work.plan->spec.limits.timeout;
    return timeout > 0 ? fromSeconds(timeout) : kUnset;
}

void Worker::checkStop(Nanos now)
{
    if (!isSet(m_drainUntil)) {
        const Nanos timeout = runDeadline();
        int running = 0;
        if (isSet(timeout) && now >= timeout)
            m_work.stop.compare_exchange_strong(running, 1);
        if (m_work.stop.load(std::memory_order_relaxed) == 0)
            return;
        m_drainUntil
            = (isSet(timeout) ? std::min(now, timeout) : now) + fromSeconds(m_work.plan->spec.limits.gracePeriod);
        cancelWhere([](const Stream& stream) { return stream.isBackingOff(); });
    }
    if (m_work.stop.load(std::memory_order_relaxed) < 2 && now < m_drainUntil)
        return;
    cancelWhere([](const Stream&) { return true; });
    m_connecting = 0;
}

void Worker::cancelWhere(bool (*matches)(const Stream&))
{
    for (const auto& stream : m_streams) {
        if (stream->isFree() || !matches(*stream))
            continue;
        stream->cancel();
        --m_busy;
        m_idle.push_back(stream.get());
    }
}

void Worker::onTick(Nanos now)
{
    m_nextTick += kTick;
    if (m_nextTick <= now)
        m_nextTick = now + kTick;
    // Timeouts are renewed by every byte, so the earliest is looked for anew once a tick rather than kept in order.
    checkDeadlines(now);
    measureBusy(now);
    publish(false);
}

void Worker::measureBusy(Nanos now)
{
    constexpr Nanos kSecond = std::chrono::seconds{1};
    if (now - m_cpuSecond < kSecond)
        return;
    const Nanos cpu = threadCpuTime();
    m_lastBusy = seconds(cpu - m_cpuAtSecond) / seconds(now - m_cpuSecond);
    m_cpuSecond = now;
    m_cpuAtSecond = cpu;
}

void Worker::publish(bool last)
{
    TickBuffer& tick = *m_context.tick;
    tick.inFlight.clear();
    for (const auto& stream : m_streams) {
        if (!stream->isFree())
            tick.inFlight.push_back(stream->inFlight());
    }
    tick.busy = m_lastBusy;
    tick.cpu = threadCpuTime();
    tick.last = last;
    // The last one must arrive, so it waits for the collector to have taken the one before.
    while (!m_mailbox.leave(m_context.tick) && last)
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
}

}  // namespace inferometer
