// SPDX-License-Identifier: GPL-3.0-or-later
// The operating system's side of the hot path: non-blocking sockets, kernel arrival stamps, readiness.
// wire_linux.cpp is the one file with system calls of one system; another system needs one more file.
//
// Moments here are absolute CLOCK_MONOTONIC nanoseconds.
#pragma once

#include "core/base/fd.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/http/address.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

struct epoll_event;

namespace inferometer {

// Converts the kernel's CLOCK_REALTIME stamps to CLOCK_MONOTONIC with an offset read at that moment, and notices when
// the wall clock stepped between two readings. One per thread.
class StampClock
{
public:
    // `wall` is CLOCK_REALTIME; a test gives its own.
    explicit StampClock(Nanos (*wall)() = realtimeNow);

    struct Reading
    {
        Nanos now{0};          // CLOCK_MONOTONIC
        Nanos offset{0};       // CLOCK_REALTIME - CLOCK_MONOTONIC
        Nanos error{0};        // the true offset lies within this of `offset`
        bool stepped = false;  // the offset moved by more than slewing explains, less than kDistrust ago
    };
    Reading read();

    // Bytes that waited in some socket while the clock stepped carry a stamp of the clock before.
    static constexpr Nanos kDistrust = std::chrono::seconds{1};
    // A thread that was stopped between the two clocks every time knows the offset less well than a stamp deserves.
    static constexpr Nanos kLoose = std::chrono::microseconds{10};

private:
    Nanos (*m_wall)();
    Nanos m_distrustUntil{0};
    Nanos m_lastOffset{0};
    Nanos m_lastNow{0};
    Nanos m_lastError{0};
};

struct ReadResult
{
    enum class Kind : std::uint8_t { Bytes, WouldBlock, Closed, Failed };
    Kind kind = Kind::WouldBlock;
    std::size_t bytes = 0;
    int error = 0;          // errno, when Failed
    Nanos stamp = kUnset;   // kernel's arrival of the newest segment in it; kUnset: no stamp to be had
    Nanos readAt{0};        // when the read returned
    bool filled = false;    // the buffer was too small for all that waited: the stamp may not be of the last byte
    bool loose = false;     // the stamp was converted with an error beyond kLoose: it is the latest it can have been
    bool trailing = false;  // part of a TLS record follows what was decrypted: the stamp is of that part
};

struct WriteResult
{
    std::size_t bytes = 0;
    bool wouldBlock = false;
    int error = 0;  // errno; 0: none
};

// What TCP_INFO says of a connection.
struct ConnectionInfo
{
    Nanos minRtt{0};
    std::uint32_t retransmits = 0;
};

// A non-blocking TCP socket with TCP_NODELAY and arrival stamps on, its connect begun. The error is an errno in
// `error`.
struct OpenedSocket
{
    Fd fd;
    int error = 0;
};
OpenedSocket startConnect(const SocketAddress& address);

// A listening socket on loopback (or every interface) with stamps inherited by what it accepts; port 0 picks one.
struct Listener
{
    Fd fd;
    std::uint16_t port = 0;
};
Result<Listener> listenOn(std::uint16_t port, bool loopbackOnly);
// An accepted, non-blocking connection, or a closed Fd when none waits.
Fd acceptFrom(const Fd& listener);

// While one such socket is open the kernel stamps arrivals. Blocks: for the few milliseconds that switching it on takes
// the kernel; what comes before that has no stamp.
Fd keepStampsOn();

ReadResult readStamped(const Fd& fd, std::span<char> buffer, StampClock& clock);
WriteResult writeSome(const Fd& fd, std::string_view bytes);

// Whether the peer has closed its side, read or not.
bool peerIsDone(const Fd& fd);
// How the connect of a socket ended: 0 when it stands, EINPROGRESS while it is under way, else its errno.
int connectResult(const Fd& fd);
ConnectionInfo connectionInfo(const Fd& fd);
// Closes with RST instead of FIN: what a crashing server does.
void resetConnection(Fd& fd);

// Readiness of many sockets, level-triggered, with absolute deadlines of nanosecond resolution.
class Poller
{
public:
    // Deadlines are those of epoll_pwait2(2), or of a timer beside the sockets where the kernel has no such call.
    Poller();

    struct Ready
    {
        std::uint64_t token = 0;
        bool readable = false;  // or closed: read to find out
        bool writable = false;
        bool peerDone = false;  // the peer sends no more: what is there to read is the last
    };

    // False: errno says why.
    bool add(const Fd& fd, std::uint64_t token, bool write);
    void watch(const Fd& fd, std::uint64_t token, bool write);
    void remove(const Fd& fd);

    // Blocks: until something is ready, wake() or the deadline (kUnset: none). The span is valid until the next wait.
    std::span<const Ready> wait(Nanos deadline);
    // When the last wait ended, CLOCK_MONOTONIC.
    Nanos returnedAt() const { return m_returnedAt; }

    // Thread-safe: yes. Ends the current or next wait.
    void wake();

private:
    int waitFor(std::span<epoll_event> events, Nanos deadline);
    int waitWithTimer(std::span<epoll_event> events, Nanos deadline);

    Fd m_epoll;
    Fd m_wake;
    Fd m_timer;  // open once epoll_pwait2() was found missing
    bool m_hasTimer = false;
    std::vector<Ready> m_ready;
    Nanos m_returnedAt{0};
};

}  // namespace inferometer
