// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/connection.h"

#include "core/base/text.h"
#include "core/http/tunnel_refusal.h"
#include "core/machine/errno_text.h"

#include <algorithm>
#include <cerrno>

namespace inferometer {

namespace {

constexpr std::size_t kProxyAnswerLimit = 8192;

// Of socket(2), connect(2) and epoll_ctl(2).
ConnectFault faultOf(int error)
{
    switch (error) {
    case EMFILE:
    case ENFILE:
        return ConnectFault::Descriptors;
    case EADDRNOTAVAIL:
        return ConnectFault::Ports;
    case ENOBUFS:
    case ENOMEM:
    case ENOSPC:
        return ConnectFault::Memory;
    case ETIMEDOUT:
        return ConnectFault::Timeout;
    default:
        return ConnectFault::Refused;
    }
}

// `line` is the status line of an answer to CONNECT.
Sentence refusedBy(int status, std::string_view line)
{
    switch (tunnelRefusal(status)) {
    case TunnelRefusal::Unreachable:
        return sentence("errors", "the proxy could not reach the endpoint (%1)").with(line);
    case TunnelRefusal::NoProxy:
        return sentence("errors", "what answers there knows no CONNECT (%1): is it a proxy?").with(line);
    case TunnelRefusal::Login:
        return sentence("errors", "the proxy asks for a login (%1), which cannot be given").with(line);
    case TunnelRefusal::Rules:
        break;
    }
    return sentence("errors", "the proxy refused the tunnel (%1)").with(line);
}

}  // namespace

bool Connection::open(const ConnectionTarget& target, Poller& poller, std::uint64_t token)
{
    m_target = &target;
    m_poller = &poller;
    m_token = token;
    close();
    m_tried = 0;
    m_sendBroke = false;
    m_fault = ConnectFault::None;
    m_error.clear();
    connectStart = monotonicNow();
    connected = secured = kUnset;
    if (!tryNext()) {
        failBy(m_lastError);
        return false;
    }
    m_state = State::Connecting;
    return true;
}

// Begins with the next address; those that fail at once are passed over. False: none was left that could be begun.
bool Connection::tryNext()
{
    while (hasUntried()) {
        const std::size_t address = (m_address + m_tried++) % m_target->addresses.size();
        OpenedSocket opened = startConnect(m_target->addresses[address]);
        m_lastError = opened.error;
        if (m_lastError == 0 && !m_poller->add(opened.fd, m_token, true))
            m_lastError = errno;
        if (m_lastError == 0) {
            m_attempts.push_back({std::move(opened.fd), address});
            m_lastTry = monotonicNow();
            return true;
        }
        // No local port towards this address is none of the next one's business; the rest would meet the same fault.
        const ConnectFault fault = faultOf(m_lastError);
        if (fault == ConnectFault::Descriptors || fault == ConnectFault::Memory)
            m_tried = m_target->addresses.size();
    }
    return false;
}

Nanos Connection::wakeAt() const
{
    if (m_state != State::Connecting)
        return kUnset;
    const Nanos end = connectStart + kConnectTimeout;
    return hasUntried() ? std::min(m_lastTry + kNextAddressAfter, end) : end;
}

Connection::State Connection::onTime(Nanos now)
{
    if (m_state != State::Connecting || now < wakeAt())
        return m_state;
    if (now >= connectStart + kConnectTimeout)
        return fail(ConnectFault::Timeout,
                    sentence("errors", "no connection within %1 s").with(seconds(kConnectTimeout)));
    tryNext();  // where it cannot, those begun go on
    return m_state;
}

Connection::State Connection::fail(ConnectFault fault, const Figure& why)
{
    m_fault = fault;
    m_why = why;
    m_error = why.text;
    close();
    return State::Closed;
}

Connection::State Connection::failBy(int error) { return fail(faultOf(error), Figure::cause(errnoText(error))); }

void Connection::close()
{
    m_attempts.clear();
    m_fd.reset();
    m_tls.reset();
    m_outgoing.clear();
    m_outgoingAt = 0;
    m_proxyAnswer.clear();
    m_state = State::Closed;
}

void Connection::watchWrites(bool write)
{
    if (write == m_watchesWrites)
        return;
    m_watchesWrites = write;
    m_poller->watch(m_fd, m_token, write);
}

Connection::State Connection::advance(const Poller::Ready& ready, ReadBuffer& buffer, StampClock& clock)
{
    switch (m_state) {
    case State::Connecting:
        return ready.writable || ready.readable ? onAttempts() : m_state;
    case State::Proxying:
        return driveProxy(buffer, clock);
    case State::Securing:
        return driveTls(buffer, clock);
    case State::Ready:
    case State::Closed:
        break;
    }
    return m_state;
}

// Takes the first that stands; one that failed makes room for the next address.
Connection::State Connection::onAttempts()
{
    for (std::size_t i = 0; i < m_attempts.size();) {
        const int error = connectResult(m_attempts[i].fd);
        if (error == 0) {
            m_address = m_attempts[i].address;
            m_fd = std::move(m_attempts[i].fd);
            m_attempts.clear();
            return onConnected();
        }
        if (error == EINPROGRESS) {
            ++i;
            continue;
        }
        m_attempts.erase(m_attempts.begin() + static_cast<std::ptrdiff_t>(i));
        tryNext();
        m_lastError = error;
    }
    return m_attempts.empty() ? failBy(m_lastError) : m_state;
}

Connection::State Connection::onConnected()
{
    m_watchesWrites = true;
    watchWrites(false);
    if (m_target->proxyHead.empty()) {
        connected = monotonicNow();
        return startTls();
    }
    m_state = State::Proxying;
    if (!writeSome(m_fd, m_target->proxyHead).error)
        return m_state;
    return fail(ConnectFault::Proxy, sentence("errors", "the proxy closed the connection"));
}

Connection::State Connection::driveProxy(ReadBuffer& buffer, StampClock& clock)
{
    // One byte more than the answer would be the tunnel's: a CONNECT answer has no body, and the server behind it
    // speaks second.
    const ReadResult got = readStamped(m_fd, std::span{buffer.cipher.data(), kProxyAnswerLimit}, clock);
    if (got.kind == ReadResult::Kind::WouldBlock)
        return m_state;
    if (got.kind != ReadResult::Kind::Bytes)
        return fail(ConnectFault::Proxy, sentence("errors", "the proxy closed the connection"));
    m_proxyAnswer.append(buffer.cipher.data(), got.bytes);
    if (m_proxyAnswer.find("\r\n\r\n") == std::string::npos)
        return m_proxyAnswer.size() < kProxyAnswerLimit
            ? m_state
            : fail(ConnectFault::Proxy, sentence("errors", "the proxy's answer is not HTTP"));
    const std::string line = m_proxyAnswer.substr(0, m_proxyAnswer.find("\r\n"));
    const auto status = line.rfind("HTTP/1.", 0) == 0 && line.size() >= 12
        ? parseInteger(std::string_view{line}.substr(9, 3))
        : std::nullopt;
    if (!status)
        return fail(ConnectFault::Proxy, sentence("errors", "the proxy's answer is not HTTP"));
    if (*status / 100 != 2)
        return fail(ConnectFault::Proxy, refusedBy(static_cast<int>(*status), line));
    connected = monotonicNow();
    return startTls();
}

Connection::State Connection::startTls()
{
    if (!m_target->tls) {
        m_state = State::Ready;
        return m_state;
    }
    m_tls = TlsStream::make(m_target->tls, m_target->tlsName);
    if (!m_tls)
        return fail(ConnectFault::Memory, sentence("errors", "no memory for a TLS stream"));
    m_state = State::Securing;
    if (m_tls->handshake() == TlsStream::Progress::Failed)
        return fail(ConnectFault::Tls, m_tls->said());
    return flushTls() ? m_state : fail(ConnectFault::Reset, Figure::cause(m_error));
}

Connection::State Connection::driveTls(ReadBuffer& buffer, StampClock& clock)
{
    if (!flushTls())
        return fail(ConnectFault::Reset, Figure::cause(m_error));
    const ReadResult got = readStamped(m_fd, buffer.cipher, clock);
    if (got.kind == ReadResult::Kind::WouldBlock)
        return m_state;
    if (got.kind != ReadResult::Kind::Bytes)
        return fail(ConnectFault::Tls, sentence("errors", "the peer closed the connection during the TLS handshake"));
    m_tls->received({buffer.cipher.data(), got.bytes});
    const TlsStream::Progress progress = m_tls->handshake();
    const bool flushed = flushTls();  // an alert that says why goes out too
    if (progress == TlsStream::Progress::Failed)
        return fail(ConnectFault::Tls, m_tls->said());
    if (!flushed)
        return fail(ConnectFault::Reset, Figure::cause(m_error));
    if (progress == TlsStream::Progress::Done) {
        secured = monotonicNow();
        m_state = State::Ready;
    }
    return m_state;
}

bool Connection::flushTls()
{
    while (!m_tls->pending().empty()) {
        const WriteResult result = writeSome(m_fd, m_tls->pending());
        m_tls->consume(result.bytes);
        if (result.error != 0)
            return breakSend(result.error);
        if (result.wouldBlock)
            break;
    }
    watchWrites(!m_tls->pending().empty());
    return true;
}

bool Connection::breakSend(int error)
{
    m_error = errnoText(error);
    m_sendBroke = true;
    m_outgoing.clear();
    m_outgoingAt = 0;
    watchWrites(false);
    return false;
}

bool Connection::send(std::string_view bytes, Nanos& begun)
{
    // Enciphering is ours, not the endpoint's: it happens before the clock starts.
    const bool taken = !m_tls || m_tls->write(bytes);
    begun = monotonicNow();
    if (!taken) {
        m_error = m_tls->errorText();
        m_sendBroke = true;
        return false;
    }
    if (m_tls)
        return flushTls();
    const WriteResult result = writeSome(m_fd, bytes);
    if (result.error != 0)
        return breakSend(result.error);
    m_outgoing.assign(bytes.substr(result.bytes));
    m_outgoingAt = 0;
    watchWrites(!m_outgoing.empty());
    return true;
}

bool Connection::flush() { return m_tls ? flushTls() : flushPlain(); }

bool Connection::flushPlain()
{
    const WriteResult result = writeSome(m_fd, std::string_view{m_outgoing}.substr(m_outgoingAt));
    if (result.error != 0)
        return breakSend(result.error);
    m_outgoingAt += result.bytes;  // moving the rest each time would hold up the other streams
    if (m_outgoingAt == m_outgoing.size()) {
        std::string{}.swap(m_outgoing);  // a long prompt must not stay in memory for the whole stream
        m_outgoingAt = 0;
    }
    watchWrites(!m_outgoing.empty());
    return true;
}

ReadResult Connection::read(ReadBuffer& buffer, std::size_t keep, StampClock& clock)
{
    const std::span<char> room{buffer.plain.data() + keep, ReadBuffer::kSize - keep};
    if (!m_tls)
        return readStamped(m_fd, room.first(std::min(room.size(), ReadBuffer::kSize / 2)), clock);
    ReadResult got = readStamped(m_fd, buffer.cipher, clock);
    if (got.kind != ReadResult::Kind::Bytes)
        return got;
    m_tls->received({buffer.cipher.data(), got.bytes});
    std::size_t plain = 0;
    long more = 0;
    while (plain < room.size() && (more = m_tls->read(room.subspan(plain))) > 0)
        plain += static_cast<std::size_t>(more);
    // What the peer asked for on the way (a new key, another handshake) is answered at once.
    if (!m_tls->pending().empty())
        flushTls();
    got.bytes = plain;
    got.trailing = m_tls->hasPartial() || more == -1;  // a close_notify came behind it
    if (plain > 0)
        return got;
    if (more == -1) {
        got.kind = ReadResult::Kind::Closed;
    } else if (more == -2) {
        got.kind = ReadResult::Kind::Failed;
        m_error = m_tls->errorText();
    } else {
        got.kind = ReadResult::Kind::WouldBlock;  // part of a record: the rest is to come
    }
    return got;
}

}  // namespace inferometer
