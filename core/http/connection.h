// SPDX-License-Identifier: GPL-3.0-or-later
// One client connection under load: connect, CONNECT proxy and TLS step by step, then stamped reads and plain writes.
//
// Not thread-safe: a connection belongs to one load thread. Moments are absolute CLOCK_MONOTONIC.
#pragma once

#include "core/http/tls.h"
#include "core/http/wire.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace inferometer {

// Where connections of a run go. Immutable; outlives them.
struct ConnectionTarget
{
    std::vector<SocketAddress> addresses;  // of the proxy, with one
    std::shared_ptr<TlsContext> tls;       // null: plain
    std::string tlsName;
    std::string proxyHead;  // the whole CONNECT request; empty: no proxy
};

// Why a connection could not be made or broke. The last three are faults of this machine: no descriptor, no local port,
// no memory was to be had.
enum class ConnectFault : std::uint8_t { None, Refused, Timeout, Tls, Reset, Proxy, Descriptors, Ports, Memory };
constexpr bool isOfThisMachine(ConnectFault fault) { return fault >= ConnectFault::Descriptors; }

// Memory for reads, one per load thread. Plaintext is gathered behind `keep` bytes that the caller put in front.
struct ReadBuffer
{
    static constexpr std::size_t kSize = 128U << 10U;
    static constexpr std::size_t kPadding = 64;  // readable behind the data, for vectorised parsers
    std::vector<char> plain = std::vector<char>(kSize + kPadding);
    std::vector<char> cipher = std::vector<char>(kSize / 2);
};

class Connection
{
public:
    enum class State : std::uint8_t { Closed, Connecting, Proxying, Securing, Ready };

    // In the spirit of RFC 8305 (section 5): the addresses are tried in turn from the one that worked last, the next
    // one when one fails or is silent for so long; those begun go on, and the first that answers is taken.
    static constexpr Nanos kNextAddressAfter = std::chrono::milliseconds{250};
    // Then none of them is waited for any longer.
    static constexpr Nanos kConnectTimeout = std::chrono::seconds{10};

    // Begins to connect, sockets registered under `token`. False: fault() and errorText() say why.
    bool open(const ConnectionTarget& target, Poller& poller, std::uint64_t token);

    // When onTime() is due, for the next address or the end of patience; kUnset: never.
    Nanos wakeAt() const;
    // Returns the state reached, as advance() does.
    State onTime(Nanos now);

    // Drives the set-up when the socket is ready. Returns the state reached; Closed: fault() and errorText() say why.
    State advance(const Poller::Ready& ready, ReadBuffer& buffer, StampClock& clock);

    // Reads once into buffer.plain behind its first `keep` bytes; `bytes` counts plaintext. Would block: nothing came.
    // REQUIRES: state() == Ready.
    ReadResult read(ReadBuffer& buffer, std::size_t keep, StampClock& clock);

    // Takes bytes to send: what does not fit into the socket is kept and sent by flush(). `begun` is set just before
    // the first byte is written. False: broken, nothing more is sent; what came before can still be read.
    // REQUIRES: state() == Ready and nothing is waiting.
    bool send(std::string_view bytes, Nanos& begun);
    bool flush();
    bool sendWaits() const { return !m_sendBroke && (!m_outgoing.empty() || (m_tls && !m_tls->pending().empty())); }

    // Ready for a next request: the last one was taken whole.
    bool isReusable() const { return m_state == State::Ready && !m_sendBroke && !sendWaits(); }
    // Whether the peer has closed its side, read or not.
    bool peerIsDone() const { return inferometer::peerIsDone(m_fd); }

    void close();

    State state() const { return m_state; }
    ConnectFault fault() const { return m_fault; }
    const std::string& errorText() const { return m_error; }
    // What errorText() said when fault() was set, for the screen.
    const Figure& why() const { return m_why; }
    ConnectionInfo info() const { return connectionInfo(m_fd); }

    Nanos connectStart = kUnset;
    Nanos connected = kUnset;
    Nanos secured = kUnset;

private:
    // A socket whose connect is under way.
    struct Attempt
    {
        Fd fd;
        std::size_t address = 0;
    };

    State fail(ConnectFault fault, const Figure& why);
    State failBy(int error);
    bool hasUntried() const { return m_tried < m_target->addresses.size(); }
    bool tryNext();
    State onAttempts();
    State onConnected();
    State startTls();
    State driveProxy(ReadBuffer& buffer, StampClock& clock);
    State driveTls(ReadBuffer& buffer, StampClock& clock);
    bool flushTls();
    bool flushPlain();
    bool breakSend(int error);
    void watchWrites(bool write);

    const ConnectionTarget* m_target = nullptr;
    Poller* m_poller = nullptr;
    std::uint64_t m_token = 0;
    std::size_t m_address = 0;  // the one that worked last, kept from connection to connection
    std::size_t m_tried = 0;    // addresses of this attempt
    int m_lastError = 0;        // of an address that failed, as errno
    Nanos m_lastTry{0};
    std::vector<Attempt> m_attempts;
    Fd m_fd;
    std::unique_ptr<TlsStream> m_tls;
    std::string m_outgoing;        // plain bytes the socket did not take (no TLS)
    std::size_t m_outgoingAt = 0;  // of them, those sent since
    std::string m_proxyAnswer;
    std::string m_error;
    Figure m_why = "";
    State m_state = State::Closed;
    ConnectFault m_fault = ConnectFault::None;
    bool m_watchesWrites = false;
    bool m_sendBroke = false;
};

}  // namespace inferometer
