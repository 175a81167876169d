// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/sim_engine.h"

#include <string_view>

namespace inferometer {

namespace {

constexpr Nanos kHeaderByteGap = std::chrono::microseconds{200};
constexpr std::string_view kRetryAfter = "Retry-After: 1\r\n";

}  // namespace

bool SimEngine::refuseAtOnce(Peer& peer)
{
    switch (peer.generation->fault) {
    case Fault::SilentClose:
        end(peer, peer.generation->arrival);
        m_peers.drop(peer);
        return true;
    case Fault::ErrorStatus:
        refuse(peer, m_errorStatuses[peer.generation->draws.pick(m_errorStatuses.size())],
               "The simulated engine failed.");
        return true;
    case Fault::RateLimit:
        refuse(peer, 429, "Too many requests; try again in a second.");
        return true;
    default:
        return false;
    }
}

void SimEngine::refuse(Peer& peer, int status, std::string_view message)
{
    Generation& generation = *peer.generation;
    makeHeaders(peer, generation, status);
    if (generation.fault == Fault::RateLimit)
        generation.headers.append(kRetryAfter);
    appendWhole(generation, wordingOf(generation.request.dialect).error(status, message));
    const Nanos arrival = generation.arrival;
    if (flush(peer))
        complete(peer, arrival);
}

bool SimEngine::strike(Peer& peer, Nanos due)
{
    Generation& generation = *peer.generation;
    switch (generation.fault) {
    case Fault::Stall:
        stall(peer, due);
        return true;
    case Fault::Reset:
    case Fault::Truncate:
        cut(peer, due, generation.fault == Fault::Reset);
        return true;
    case Fault::StreamError:
        failInStream(peer, due);
        return true;
    case Fault::Malformed:
        if (generation.request.stream && !generation.brokenSent) {
            generation.brokenSent = true;
            m_event.clear();
            wordingOf(generation.request.dialect).broken(generation, m_event);
            appendEvent(generation);
        }
        return false;
    default:
        return false;
    }
}

bool SimEngine::dripHeaders(Peer& peer, Nanos due)
{
    Generation& generation = *peer.generation;
    const std::string_view byte = std::string_view{generation.headers}.substr(generation.headerBytesSent, 1);
    if (byte.empty()) {
        generation.headersSent = true;
        if (generation.request.stream && m_spec.roleChunk)
            appendRole(generation);
        return false;
    }
    ++generation.headerBytesSent;
    m_out.append(byte);
    if (flush(peer))
        m_timers.add(due + kHeaderByteGap, peer.token);
    return true;
}

void SimEngine::stall(Peer& peer, Nanos due)
{
    Generation& generation = *peer.generation;
    if (generation.request.stream)
        appendHeaders(generation);
    // A request that hangs for ever must not hold its place in the batch for ever.
    if (flush(peer))
        leaveBatch(*peer.generation, due);
}

void SimEngine::cut(Peer& peer, Nanos due, bool reset)
{
    Generation& generation = *peer.generation;
    if (generation.request.stream) {
        appendHeaders(generation);
    } else {
        // Half of what the header promises.
        m_event.clear();
        wordingOf(generation.request.dialect).whole(generation, m_event);
        const std::size_t half = m_event.size() / 2;
        appendWhole(generation, m_event);
        m_out.resize(m_out.size() - half);
    }
    if (!flush(peer))
        return;
    end(peer, due);
    if (reset)
        m_peers.reset(peer);
    else
        m_peers.closeAfterOutput(peer);
}

void SimEngine::failInStream(Peer& peer, Nanos due)
{
    Generation& generation = *peer.generation;
    if (!generation.request.stream) {
        refuse(peer, 500, kEngineFailed);
        return;
    }
    m_event.clear();
    wordingOf(generation.request.dialect).streamError(generation, m_event);
    appendMarkedEvent(generation, TruthKind::Done);
    appendStreamEnd();
    if (flush(peer))
        complete(peer, due);
}

}  // namespace inferometer
