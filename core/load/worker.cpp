// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/load/worker.h"

#include "core/machine/thread.h"

#include <algorithm>

namespace inferometer {

namespace {

constexpr Nanos kTick = std::chrono::milliseconds{100};
constexpr Nanos kLeastGap = std::chrono::milliseconds{500};

Nanos earlier(Nanos a, Nanos b)
{
    if (!isSet(a) || !isSet(b))
        return isSet(a) ? a : b;
    return std::min(a, b);
}

}  // namespace

Worker::Worker(SharedWork& work, std::uint16_t index, std::uint32_t streams, std::uint32_t mostStreams)
    : m_work(work)
    , m_mostStreams(mostStreams)
{
    m_context.target = &work.target;
    m_context.source = &work.source;
    m_context.options = &work.options;
    m_context.room = &work.room;
    m_context.rawRoom = &work.rawRoom;
    m_context.decoder = work.target.dialect->makeDecoder();
    m_context.decoder->keepText(work.options.keepsAnswers() || work.options.keepRaw
                                || work.options.listener != nullptr);
    m_context.worker = index;
    m_context.tick->clear();
    m_streams.reserve(streams);
    m_idle.reserve(streams);
    m_warm.reserve(streams);
    for (std::uint32_t i = 0; i < streams; ++i)
        addStream();
    for (std::size_t i = m_streams.size(); i > 0; --i)
        m_idle.push_back(m_streams[i - 1].get());
}

Stream& Worker::addStream()
{
    m_streams.push_back(std::make_unique<Stream>(m_context, m_work.nextStream(), m_streams.size()));
    return *m_streams.back();
}

Worker::~Worker()
{
    m_work.cut();
    wake();
}

void Worker::start()
{
    m_context.start = m_work.start;
    m_thread = std::jthread{[this] { loop(); }};
}

void Worker::loop()
{
    try {
        run();
    } catch (const std::exception& thrown) {
        m_work.fail(faultOf(thrown));
        endAtOnce();
    }
}

// Ends what is in flight and leaves what was measured, with no more memory than there is.
void Worker::endAtOnce()
{
    try {
        for (const auto& stream : m_streams) {
            if (!stream->isFree())
                stream->cancel();
        }
    } catch (const std::exception&) {
        // The rest has no record.
    }
    m_context.tick->last = true;
    while (!m_mailbox.leave(m_context.tick))
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
}

void Worker::run()
{
    nameThread("load-" + std::to_string(m_context.worker));
    askForShortTurns();
    askForExactTimers();
    ProcessorHold hold{m_work.processors, m_context.worker};
    m_cpuAtSecond = threadCpuTime();
    m_nextTick = kTick;
    m_asleep = timeAsleep();
    m_lastTurn = m_context.now();
    while (true) {
        feedIdle();
        if (finished())
            break;
        const Nanos deadline = earlier(earlier(m_nextTick, m_nextArrival), earlier(m_nextDeadline, runDeadline()));
        serveUntil(deadline);
        const Nanos now = m_context.now();
        // What came while this program stood still is read before anything is judged.
        if (stoodStill(now))
            continue;
        if (isSet(m_nextDeadline) && now >= m_nextDeadline)
            checkDeadlines(now);
        if (now >= m_nextTick) {
            onTick(now);
            hold.review();
        }
        checkStop(now);
    }
    for (const auto& stream : m_streams)
        stream->close();
    publish(true);
}

void Worker::serveUntil(Nanos deadline)
{
    for (const Poller::Ready& ready : m_context.poller.wait(deadline + m_work.start)) {
        serve(*m_streams[ready.token], ready);
        // What comes by a schedule does not wait until all that came at once is read.
        if (isSet(m_nextArrival) && m_context.now() >= m_nextArrival)
            feedIdle();
    }
}

// No turn of the loop asks to wait longer than a tick: one that took much longer was stopped, or found no processor.
bool Worker::stoodStill(Nanos now)
{
    const Nanos gap = now - m_lastTurn - kTick;
    m_lastTurn = now;
    if (gap < kLeastGap)
        return false;
    noteGap(gap);
    for (const auto& stream : m_streams) {
        if (!stream->isFree())
            stream->forgive(gap, now);
    }
    if (isSet(m_drainUntil))
        m_drainUntil += gap;
    return true;
}

void Worker::noteGap(Nanos gap) const
{
    TickBuffer& tick = *m_context.tick;
    ++tick.gaps;
    tick.longestGap = std::max(tick.longestGap, gap);
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

void Worker::rest(Stream& stream)
{
    if (isSet(stream.restsUntil())) {
        m_resting.push_back(&stream);
        m_nextDeadline = earlier(m_nextDeadline, stream.restsUntil());
    } else {
        (stream.hasConnection() ? m_warm : m_idle).push_back(&stream);
    }
}

// Those whose rest is over ask for work again.
void Worker::wakeResting(Nanos now)
{
    std::erase_if(m_resting, [this, now](Stream* stream) {
        if (now < stream->restsUntil()) {
            m_nextDeadline = earlier(m_nextDeadline, stream->restsUntil());
            return false;
        }
        m_idle.push_back(stream);
        return true;
    });
}

bool Worker::mayConnect() const { return m_connecting < kHandshakes; }

// One turn for every stream that rests: those that fail at once rest again, behind the others.
void Worker::feedIdle()
{
    if (isNothingDue())
        return;
    m_nextArrival = kUnset;
    for (std::size_t turns = m_warm.size(); turns > 0; --turns) {
        if (!feed(m_warm))
            return;
    }
    for (std::size_t turns = m_idle.size(); turns > 0 && mayConnect(); --turns) {
        if (!feed(m_idle))
            return;
    }
    // None is made while those at hand rest: it would fail as they did.
    while (m_warm.empty() && m_idle.empty() && m_resting.empty() && mayGrow() && mayConnect()) {
        if (!feedNew())
            return;
    }
}

// Gives the last stream of the list its next request, or lets it rest for good; false: nothing is due yet.
bool Worker::feed(std::vector<Stream*>& from)
{
    Stream& stream = *from.back();
    const SharedWork::Job job = m_work.take(m_context.now(), stream.freeSince());
    if (job.kind == Due::Kind::At) {
        m_nextArrival = job.moment;
        return false;
    }
    if (job.kind == Due::Kind::Done) {
        from.pop_back();
        m_isDone = true;
        wakeResting(Nanos::max());  // for nothing: there is no work
        stream.close();
        return true;
    }
    const Nanos ready = readyAt(job.moment);  // while the stream is still among the free ones
    from.pop_back();
    begin(stream, job, ready);
    return true;
}

// The same with a stream that is made for it: then none is free.
bool Worker::feedNew()
{
    const SharedWork::Job job = m_work.take(m_context.now(), Nanos{0});
    if (job.kind == Due::Kind::At)
        m_nextArrival = job.moment;
    m_isDone = job.kind == Due::Kind::Done;
    if (job.kind == Due::Kind::Now)
        begin(addStream(), job, m_work.openLoop ? job.moment : kUnset);
    return job.kind == Due::Kind::Now;
}

// A schedule only ever moves on, so what it last said holds without asking it: every turn of the loop comes by here,
// and all threads would meet at its lock.
bool Worker::isNothingDue() const
{
    return m_work.openLoop && isSet(m_nextArrival) && m_work.stopped() == 0 && m_context.now() < m_nextArrival;
}

// From when on a request that was due could have been sent: at once where a stream was free, or could be made, else
// when the first one became free. Which stream takes it says nothing of that: the last one to rest does.
Nanos Worker::couldSendAt(Nanos due) const
{
    if (m_streams.size() < m_mostStreams)
        return due;
    Nanos first = Nanos::max();
    for (const auto* streams : {&m_warm, &m_idle, &m_resting}) {
        for (const Stream* stream : *streams) {
            if (stream->freeSince() <= due)
                return due;
            first = std::min(first, stream->freeSince());
        }
    }
    return first;
}

// RequestRecord::ready. Under a cap of the user's a request may wait until another one ends: not for want of this
// client's time. What waits since this machine allows no more streams is late, and counted.
Nanos Worker::readyAt(Nanos due)
{
    if (!m_work.openLoop)
        return kUnset;
    const Nanos could = couldSendAt(due);
    if (m_work.capped)
        return could;
    m_context.tick->crowded += could > due ? 1U : 0U;
    return due;
}

void Worker::begin(Stream& stream, const SharedWork::Job& job, Nanos ready)
{
    stream.begin(job.slot, job.moment, ready);
    m_nextDeadline = earlier(m_nextDeadline, stream.deadline());
    m_connecting += stream.isConnecting() ? 1U : 0U;
    if (stream.isFree() && isSet(stream.restsUntil()))
        rest(stream);
    else if (stream.isFree())
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
    wakeResting(now);
}

// When the run's own timeout or the grace period ends.
Nanos Worker::runDeadline() const
{
    if (isSet(m_drainUntil))
        return m_drainUntil;
    return m_work.timeout;
}

void Worker::checkStop(Nanos now)
{
    if (const int cuts = m_work.cuts(); cuts != m_cuts) {
        m_cuts = cuts;
        cancelWhere([](const Stream&) { return true; });
        m_connecting = 0;
    }
    if (!isSet(m_drainUntil)) {
        const Nanos timeout = m_work.timeout;
        if (isSet(timeout) && now >= timeout)
            m_work.stopAt(timeout);
        if (m_work.stopped() == 0)
            return;
        wakeResting(Nanos::max());
        m_drainUntil = (isSet(timeout) ? std::min(now, timeout) : now) + m_work.gracePeriod;
        cancelWhere([](const Stream& stream) { return stream.isBackingOff(); });
    }
    if (m_work.stopped() < 2 && now < m_drainUntil)
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
    // The clock stands still while the machine sleeps, so no patience runs out; but the endpoint's goes on.
    const Nanos asleep = timeAsleep();
    if (asleep - m_asleep >= kLeastGap)
        noteGap(asleep - m_asleep);
    m_asleep = asleep;
    m_context.clock.read();  // so that a clock that stepped while nothing came is noticed
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
    tick.upTo = m_context.now();
    tick.busy = m_lastBusy;
    tick.cpu = threadCpuTime();
    tick.last = last;
    // The last one must arrive, so it waits for the collector to have taken the one before.
    while (!m_mailbox.leave(m_context.tick) && last)
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
}

}  // namespace inferometer
