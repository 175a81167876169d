// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/json_text.h"
#include "core/sim/sim_engine.h"

namespace inferometer {

namespace {

void appendHex(std::string& out, std::size_t value)
{
    std::array<char, 16> digits{};
    const std::to_chars_result end = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16);
    out.append(digits.data(), end.ptr);
}

}  // namespace

void SimEngine::makeHeaders(Peer& peer, Generation& generation, int status)
{
    const bool stream = generation.request.stream && status == 200;
    std::string& headers = generation.headers;
    headers = "HTTP/1.1 ";
    appendNumber(headers, status);
    headers.append(" ").append(statusPhrase(status)).append("\r\nContent-Type: ");
    headers.append(stream ? wordingOf(generation.request.dialect).contentType : "application/json");
    headers.append("\r\nx-request-id: ").append(generation.truth.id).append("\r\n");
    if (!peer.keepAlive())
        headers.append("Connection: close\r\n");
    if (stream)
        headers.append("Cache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n\r\n");
}

void SimEngine::appendHeaders(Generation& generation)
{
    if (generation.headersSent)
        return;
    generation.headersSent = true;
    m_out.append(generation.headers);
}

void SimEngine::appendRole(Generation& generation)
{
    const Wording& wording = wordingOf(generation.request.dialect);
    if (!wording.roleEvent)
        return;
    m_event.clear();
    wording.role(generation, m_event);
    appendMarkedEvent(generation, TruthKind::Role);
}

void SimEngine::appendEvent(Generation& generation)
{
    if (m_event.empty())
        return;
    appendHeaders(generation);
    appendHex(m_out, m_event.size());
    m_out.append("\r\n").append(m_event).append("\r\n");
}

void SimEngine::appendMarkedEvent(Generation& generation, TruthKind kind)
{
    if (m_event.empty())
        return;
    appendEvent(generation);
    if (m_truth != nullptr)
        m_marks.push_back(kind);
}

void SimEngine::appendEnd(Generation& generation)
{
    const Wording& wording = wordingOf(generation.request.dialect);
    m_event.clear();
    wording.usage(generation, m_event);
    appendMarkedEvent(generation, TruthKind::Usage);
    m_event.clear();
    wording.done(generation, m_event);
    appendMarkedEvent(generation, TruthKind::Done);
    appendStreamEnd();
}

void SimEngine::appendStreamEnd() { m_out.append("0\r\n\r\n"); }

void SimEngine::appendWhole(const Generation& generation, std::string_view body)
{
    if (!generation.headersSent)
        m_out.append(generation.headers);
    m_out.append("Content-Length: ");
    appendNumber(m_out, static_cast<std::int64_t>(body.size()));
    m_out.append("\r\n\r\n").append(body);
    if (m_truth != nullptr)
        m_marks.push_back(TruthKind::Done);
}

bool SimEngine::flush(Peer& peer)
{
    if (m_out.empty())
        return true;
    const Channel::Sent sent = m_peers.send(peer, m_out);
    for (const TruthKind kind : m_marks)
        peer.generation->truth.sends.push_back({sent.before, sent.whole ? sent.after : kUnset, kind});
    m_marks.clear();
    m_out.clear();
    constexpr std::size_t kKeptCapacity = 1U << 20U;
    if (m_out.capacity() > kKeptCapacity)
        m_out.shrink_to_fit();
    if (sent.broken)
        drop(peer);
    return !sent.broken;
}

}  // namespace inferometer
