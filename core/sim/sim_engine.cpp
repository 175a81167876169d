// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/sim_engine.h"

#include "core/sim/tokens.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace inferometer {

namespace {

constexpr std::int64_t kDefaultOutput = 128;

// Between two looks at the sockets.
constexpr int kStepsAtOnce = 64;

}  // namespace

SimEngine::SimEngine(const SimSpec& spec, Peers& peers, ServerCounts& counts, TruthLog* truth)
    : m_spec(spec)
    , m_errorStatuses(errorStatuses(spec))
    , m_peers(peers)
    , m_counts(counts)
    , m_truth(truth)
{}

void SimEngine::start(Peer& peer, ApiRequest request)
{
    peer.generation = std::make_unique<Generation>(std::move(request), Draws{m_spec, m_count});
    Generation& generation = *peer.generation;
    prepare(peer, generation);
    if (refuseAtOnce(peer))
        return;
    if (generation.request.stream && m_spec.roleChunk && generation.fault != Fault::SlowHeaders)
        appendRole(generation);
    queueOrAdmit(peer);
}

void SimEngine::prepare(Peer& peer, Generation& generation)
{
    const ApiRequest& request = generation.request;
    generation.index = m_count++;
    generation.created = realtimeNow();
    generation.arrival = isSet(peer.lastStamp) ? peer.lastStamp : peer.lastRead;
    generation.fault = generation.draws.fault();
    if (generation.fault == Fault::SilentClose && peer.answered == 0)
        generation.fault = Fault::None;  // only a connection that was used can be stale
    ++m_counts.faults.at(static_cast<std::size_t>(generation.fault));

    generation.lengthReached = m_spec.outputTokens == 0 && request.outputTokens > 0 && generation.fault != Fault::Empty;
    generation.usageAtEnd = m_spec.usage != UsageMode::None;
    generation.perChunk = m_spec.tokensPerChunk;
    generation.countEach = m_spec.usage == UsageMode::Each;
    const std::int64_t asked = request.outputTokens > 0 ? request.outputTokens : kDefaultOutput;
    generation.total = m_spec.outputTokens > 0 ? m_spec.outputTokens : asked;
    generation.faultAt = generation.draws.faultPosition(generation.total);
    if (generation.fault == Fault::Empty)
        generation.total = 0;
    const Wording& wording = wordingOf(request.dialect);
    if (wording.reasoning)
        generation.reasoning = std::llround(m_spec.reasoningShare * static_cast<double>(generation.total));

    wording.begin(generation);
    std::string& requestId = peer.reader.request().requestId;
    generation.truth.id = requestId.empty() ? generation.id : requestId;
    generation.truth.arrival = peer.lastStamp;
    generation.truth.read = peer.lastRead;
    constexpr std::size_t kOtherSends = 4;
    if (m_truth != nullptr)
        generation.truth.sends.reserve(static_cast<std::size_t>(generation.total / m_spec.tokensPerChunk)
                                       + kOtherSends);
    makeHeaders(peer, generation, 200);
}

void SimEngine::queueOrAdmit(Peer& peer)
{
    Generation& generation = *peer.generation;
    if (m_spec.maxBatch > 0 && m_counts.running >= m_spec.maxBatch) {
        generation.phase = Generation::Phase::Waiting;
        m_waiting.push_back(peer.token);
        ++m_counts.waiting;
        flush(peer);
        return;
    }
    admit(peer, generation.arrival);
    if (generation.firstDue <= generation.arrival)
        step(peer, generation.firstDue);
    else if (flush(peer))
        m_timers.add(generation.firstDue, peer.token);
}

void SimEngine::admit(Peer& peer, Nanos at)
{
    Generation& generation = *peer.generation;
    const std::int64_t uncached = generation.request.promptTokens - generation.request.cachedTokens;
    generation.phase = Generation::Phase::Running;
    generation.admitted = at;
    generation.firstDue
        = at + generation.draws.ttft() + fromSeconds(m_spec.prefillPerToken * static_cast<double>(uncached));
    ++m_counts.running;
    m_counts.promptTokens += static_cast<std::uint64_t>(generation.request.promptTokens);
    m_counts.cachedTokens += static_cast<std::uint64_t>(generation.request.cachedTokens);
    m_counts.queueTime.add(seconds(at - generation.arrival));
}

void SimEngine::leaveBatch(Generation& generation, Nanos at)
{
    const Generation::Phase phase = std::exchange(generation.phase, Generation::Phase::Left);
    if (phase == Generation::Phase::Waiting)
        --m_counts.waiting;
    if (phase != Generation::Phase::Running)
        return;
    --m_counts.running;
    while (!m_waiting.empty() && m_counts.running < m_spec.maxBatch) {
        Peer* next = m_peers.find(m_waiting.front());
        m_waiting.pop_front();
        if (next == nullptr || !next->generation || next->generation->phase != Generation::Phase::Waiting)
            continue;  // left the queue
        --m_counts.waiting;
        admit(*next, std::max(at, next->generation->arrival));
        m_timers.add(next->generation->firstDue, next->token);
    }
}

void SimEngine::work()
{
    for (int i = 0; i < kStepsAtOnce && m_timers.isDue(monotonicNow()); ++i) {
        const Timers::Entry entry = m_timers.take();
        Peer* peer = m_peers.find(entry.token);
        if (peer != nullptr && peer->generation && peer->generation->phase == Generation::Phase::Running)
            step(*peer, entry.due);
    }
}

void SimEngine::step(Peer& peer, Nanos due)
{
    Generation& generation = *peer.generation;
    if (generation.fault == Fault::SlowHeaders && !generation.headersSent && dripHeaders(peer, due))
        return;
    while (true) {
        const AnswerPiece piece = nextPiece(generation);
        if (piece.from + piece.count > generation.faultAt && strike(peer, due))
            return;
        produce(generation, piece);
        if (piece.last)
            break;
        const Nanos gap = generation.draws.nextGap(nextPiece(generation).count, m_counts.running);
        m_counts.itl.add(seconds(gap));
        if (gap > Nanos{0}) {
            if (flush(peer))
                m_timers.add(due + gap, peer.token);
            return;
        }
    }
    finish(peer, due);
}

AnswerPiece SimEngine::nextPiece(const Generation& generation) const
{
    AnswerPiece piece;
    piece.from = generation.produced;
    piece.reasoning = piece.from < generation.reasoning;
    const std::int64_t end = piece.reasoning ? generation.reasoning : generation.total;
    piece.count = std::min(m_spec.tokensPerChunk, end - piece.from);
    piece.last = piece.from + piece.count == generation.total;
    return piece;
}

void SimEngine::produce(Generation& generation, const AnswerPiece& piece)
{
    constexpr std::int64_t kTenth = 10;
    const std::int64_t produced = piece.from + piece.count;
    const bool first = piece.from == 0;
    const bool tenth = piece.from < kTenth && produced >= kTenth;
    if (first || tenth || piece.last) {
        const Nanos now = monotonicNow();
        generation.first = first ? now : generation.first;
        generation.tenth = tenth ? now : generation.tenth;
        generation.last = piece.last ? now : generation.last;
    }
    generation.produced = produced;
    generation.batch = std::max(generation.batch, m_counts.running);
    m_counts.outputTokens += static_cast<std::uint64_t>(piece.count);
    m_counts.batch.add(static_cast<double>(m_counts.running));
    if (!generation.request.stream)
        return;
    m_event.clear();
    wordingOf(generation.request.dialect).piece(generation, piece, m_event);
    if (piece.count == 0)
        appendEvent(generation);
    else
        appendMarkedEvent(generation, first ? TruthKind::First : TruthKind::Token);
}

void SimEngine::finish(Peer& peer, Nanos due)
{
    Generation& generation = *peer.generation;
    const Wording& wording = wordingOf(generation.request.dialect);
    if (generation.request.stream) {
        // The last token travels alone when tokens are apart, as engines that stream send it.
        if (m_spec.itl > 0 && !flush(peer))
            return;
        appendEnd(generation);
    } else {
        m_event.clear();
        wording.whole(generation, m_event);
        if (generation.fault == Fault::Malformed)
            m_event.resize(m_event.size() / 2);
        appendWhole(generation, m_event);
    }
    countFinished(generation);
    if (flush(peer))
        complete(peer, due);
}

void SimEngine::countFinished(const Generation& generation)
{
    ++(generation.lengthReached ? m_counts.finishedByLength : m_counts.finishedByStop);
    if (generation.produced == 0)
        return;
    m_counts.ttft.add(seconds(generation.first - generation.arrival));
    m_counts.endToEnd.add(seconds(generation.last - generation.arrival));
}

void SimEngine::complete(Peer& peer, Nanos at)
{
    const bool keepAlive = peer.keepAlive();
    end(peer, at);
    if (keepAlive)
        m_finished.push_back(peer.token);
    else
        m_peers.closeAfterOutput(peer);
}

void SimEngine::end(Peer& peer, Nanos at)
{
    const std::unique_ptr<Generation> generation = std::move(peer.generation);
    leaveBatch(*generation, at);
    ++peer.answered;
    if (m_truth != nullptr)
        m_truth->append(std::move(generation->truth));
}

void SimEngine::drop(Peer& peer)
{
    if (peer.generation) {
        ++m_counts.aborted;
        end(peer, monotonicNow());
    }
    m_peers.drop(peer);
}

}  // namespace inferometer
