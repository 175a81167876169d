// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/wire.h"
#include "core/machine/errno_text.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <thread>

namespace inferometer {

namespace {

constexpr std::uint64_t kWakeToken = ~std::uint64_t{0};
constexpr std::size_t kReadyAtOnce = 512;
constexpr Nanos kStampsSettle = std::chrono::milliseconds{5};

Nanos toNanos(const timespec& time) { return std::chrono::seconds{time.tv_sec} + Nanos{time.tv_nsec}; }

timespec toTimespec(Nanos time)
{
    timespec result{};
    result.tv_sec = static_cast<time_t>(time / std::chrono::seconds{1});
    result.tv_nsec = static_cast<long>((time % std::chrono::seconds{1}).count());
    return result;
}

Nanos clockNow(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return toNanos(time);
}

// The kernel's arrival stamp among the control messages; kUnset when there is none.
Nanos stampOf(msghdr& message)
{
    for (cmsghdr* control = CMSG_FIRSTHDR(&message); control != nullptr; control = CMSG_NXTHDR(&message, control)) {
        if (control->cmsg_level == SOL_SOCKET && control->cmsg_type == SO_TIMESTAMPNS) {
            timespec time{};
            std::memcpy(&time, CMSG_DATA(control), sizeof time);
            return toNanos(time);
        }
    }
    return kUnset;
}

void setOption(int fd, int level, int option, int value) { setsockopt(fd, level, option, &value, sizeof value); }

void prepareStream(int fd)
{
    setOption(fd, IPPROTO_TCP, TCP_NODELAY, 1);
    setOption(fd, SOL_SOCKET, SO_TIMESTAMPNS, 1);
}

std::uint32_t interest(bool write) { return EPOLLIN | EPOLLRDHUP | (write ? EPOLLOUT : 0U); }

Fd listeningSocket(const sockaddr* address, socklen_t length)
{
    Fd fd{socket(address->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
    if (!fd.isOpen())
        return {};
    setOption(fd.get(), SOL_SOCKET, SO_REUSEADDR, 1);
    prepareStream(fd.get());  // inherited by accepted connections, so that their first bytes are stamped too
    if (bind(fd.get(), address, length) != 0 || listen(fd.get(), 65535) != 0)
        return {};
    return fd;
}

}  // namespace

StampClock::StampClock(Nanos (*wall)()) : m_wall(wall) { read(); }

StampClock::Reading StampClock::read()
{
    // A preemption between the two clocks would look like a step: take the readings between two of the monotonic
    // clock, and again while the bracket is wide; the tightest one counts.
    constexpr Nanos kTight{2000};
    constexpr int kTries = 4;
    Reading reading;
    reading.error = Nanos::max();
    for (int attempt = 0; attempt < kTries && reading.error > kTight / 2; ++attempt) {
        const Nanos before = clockNow(CLOCK_MONOTONIC);
        const Nanos wall = m_wall();
        const Nanos after = clockNow(CLOCK_MONOTONIC);
        const Nanos error = (after - before) / 2;
        reading.now = after;
        if (error < reading.error) {
            reading.error = error;
            reading.offset = wall - (before + error);
        }
    }
    // NTP slews by at most 500 ppm; anything beyond that and the reading's own error is a step.
    const Nanos allowed = Nanos{20'000} + reading.error + m_lastError + (reading.now - m_lastNow) / 1000;
    const Nanos moved = reading.offset > m_lastOffset ? reading.offset - m_lastOffset : m_lastOffset - reading.offset;
    if (m_lastNow.count() != 0 && moved > allowed)
        m_distrustUntil = reading.now + kDistrust;
    reading.stepped = reading.now < m_distrustUntil;
    m_lastOffset = reading.offset;
    m_lastNow = reading.now;
    m_lastError = reading.error;
    return reading;
}

OpenedSocket startConnect(const SocketAddress& address)
{
    OpenedSocket opened;
    opened.fd = Fd{socket(address.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
    if (!opened.fd.isOpen()) {
        opened.error = errno;
        return opened;
    }
    prepareStream(opened.fd.get());
    const auto* target = std::bit_cast<const sockaddr*>(address.bytes.data());
    if (connect(opened.fd.get(), target, address.length) != 0 && errno != EINPROGRESS)
        opened.error = errno;
    return opened;
}

Result<Listener> listenOn(std::uint16_t port, bool loopbackOnly)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(loopbackOnly ? INADDR_LOOPBACK : INADDR_ANY);
    Listener listener;
    listener.fd = listeningSocket(std::bit_cast<const sockaddr*>(&address), sizeof address);
    if (!listener.fd.isOpen()) {
        return Error{
            Errc::Network,
            sentence("errors", "Cannot listen on port %1 (%2); choose another port, or 0 to let the system pick one.")
                .with(port, Figure::cause(errnoText(errno))),
            "port"};
    }
    socklen_t length = sizeof address;
    getsockname(listener.fd.get(), std::bit_cast<sockaddr*>(&address), &length);
    listener.port = ntohs(address.sin_port);
    return listener;
}

Fd acceptFrom(const Fd& listener)
{
    Fd fd{accept4(listener.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)};
    if (fd.isOpen())
        prepareStream(fd.get());
    return fd;
}

Fd keepStampsOn()
{
    Fd fd{socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    if (fd.isOpen())
        prepareStream(fd.get());
    std::this_thread::sleep_for(kStampsSettle);
    return fd;
}

ReadResult readStamped(const Fd& fd, std::span<char> buffer, StampClock& clock)
{
    alignas(cmsghdr) std::array<char, 128> control{};
    iovec piece{buffer.data(), buffer.size()};
    msghdr message{};
    message.msg_iov = &piece;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const ssize_t got = recvmsg(fd.get(), &message, 0);
    ReadResult result;
    if (got > 0) {
        const StampClock::Reading reading = clock.read();
        result.kind = ReadResult::Kind::Bytes;
        result.bytes = static_cast<std::size_t>(got);
        result.filled = result.bytes == buffer.size();
        result.readAt = reading.now;
        result.loose = reading.error > StampClock::kLoose;
        const Nanos wall = stampOf(message);
        // After a step the stamp's clock is not the one we can convert from; before it, the stamp cannot be later
        // than the read.
        if (isSet(wall) && !reading.stepped)
            result.stamp = std::min(wall - reading.offset + (result.loose ? reading.error : Nanos{0}), reading.now);
        return result;
    }
    result.readAt = monotonicNow();
    if (got == 0) {
        result.kind = ReadResult::Kind::Closed;
    } else if (errno != EAGAIN && errno != EINTR) {
        result.kind = ReadResult::Kind::Failed;
        result.error = errno;
    }
    return result;
}

WriteResult writeSome(const Fd& fd, std::string_view bytes)
{
    WriteResult result;
    while (result.bytes < bytes.size()) {
        const ssize_t sent
            = send(fd.get(), bytes.data() + result.bytes, bytes.size() - result.bytes, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent >= 0) {
            result.bytes += static_cast<std::size_t>(sent);
        } else if (errno == EAGAIN) {
            result.wouldBlock = true;
            break;
        } else if (errno != EINTR) {
            result.error = errno;
            break;
        }
    }
    return result;
}

bool peerIsDone(const Fd& fd)
{
    pollfd asked{fd.get(), POLLRDHUP, 0};
    return poll(&asked, 1, 0) == 1;
}

int connectResult(const Fd& fd)
{
    pollfd asked{fd.get(), POLLOUT, 0};
    if (poll(&asked, 1, 0) != 1)
        return EINPROGRESS;
    int error = 0;
    socklen_t length = sizeof error;
    if (getsockopt(fd.get(), SOL_SOCKET, SO_ERROR, &error, &length) != 0)
        return errno;
    return error;
}

ConnectionInfo connectionInfo(const Fd& fd)
{
    tcp_info info{};
    socklen_t length = sizeof info;
    ConnectionInfo result;
    if (getsockopt(fd.get(), IPPROTO_TCP, TCP_INFO, &info, &length) == 0) {
        result.retransmits = info.tcpi_total_retrans;
        result.minRtt = std::chrono::microseconds{info.tcpi_min_rtt};
    }
    return result;
}

void resetConnection(Fd& fd)
{
    const linger hard{1, 0};
    setsockopt(fd.get(), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    fd.reset();
}

Poller::Poller() : m_epoll(epoll_create1(EPOLL_CLOEXEC)), m_wake(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
    m_ready.reserve(kReadyAtOnce);
    add(m_wake, kWakeToken, false);
}

bool Poller::add(const Fd& fd, std::uint64_t token, bool write)
{
    epoll_event event{};
    event.events = interest(write);
    event.data.u64 = token;
    return epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, fd.get(), &event) == 0;
}

void Poller::watch(const Fd& fd, std::uint64_t token, bool write)
{
    epoll_event event{};
    event.events = interest(write);
    event.data.u64 = token;
    epoll_ctl(m_epoll.get(), EPOLL_CTL_MOD, fd.get(), &event);
}

void Poller::remove(const Fd& fd) { epoll_ctl(m_epoll.get(), EPOLL_CTL_DEL, fd.get(), nullptr); }

// Kernels before 5.11, gVisor and old filters of system calls have no epoll_pwait2(); the first try finds out.
int Poller::waitFor(std::span<epoll_event> events, Nanos deadline)
{
    if (m_hasTimer)
        return waitWithTimer(events, deadline);
    timespec timeout{};
    if (isSet(deadline))
        timeout = toTimespec(std::max(deadline - monotonicNow(), Nanos{0}));
    const int count = epoll_pwait2(m_epoll.get(), events.data(), static_cast<int>(events.size()),
                                   isSet(deadline) ? &timeout : nullptr, nullptr);
    if (count >= 0 || errno == EINTR)
        return count;
    m_hasTimer = true;
    m_timer = Fd{timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC)};
    add(m_timer, kWakeToken, false);
    return waitWithTimer(events, deadline);
}

int Poller::waitWithTimer(std::span<epoll_event> events, Nanos deadline)
{
    itimerspec due{};  // all zero: none
    if (isSet(deadline))
        due.it_value = toTimespec(std::max(deadline, Nanos{1}));
    timerfd_settime(m_timer.get(), TFD_TIMER_ABSTIME, &due, nullptr);
    // Without a descriptor for the timer deadlines are late by up to a millisecond.
    const Nanos left = isSet(deadline) ? std::max(deadline - monotonicNow(), Nanos{0}) : Nanos{0};
    const int patience = m_timer.isOpen() || !isSet(deadline)
        ? -1
        : static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(left).count());
    return epoll_wait(m_epoll.get(), events.data(), static_cast<int>(events.size()), patience);
}

std::span<const Poller::Ready> Poller::wait(Nanos deadline)
{
    std::array<epoll_event, kReadyAtOnce> events{};
    const int count = waitFor(events, deadline);
    m_returnedAt = monotonicNow();
    m_ready.clear();
    for (int i = 0; i < count; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        if (event.data.u64 == kWakeToken) {
            std::uint64_t ticks = 0;
            for (const Fd* ours : {&m_wake, &m_timer})
                [[maybe_unused]] const ssize_t drained = ::read(ours->get(), &ticks, sizeof ticks);
            continue;
        }
        m_ready.push_back({event.data.u64, (event.events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0,
                           (event.events & (EPOLLOUT | EPOLLHUP | EPOLLERR)) != 0,
                           (event.events & (EPOLLRDHUP | EPOLLHUP)) != 0});
    }
    return m_ready;
}

void Poller::wake()
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(m_wake.get(), &one, sizeof one);
}

}  // namespace inferometer
