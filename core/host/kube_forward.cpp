// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/host/kube_forward.h"

#include "core/host/kube_socket.h"
#include "core/http/wire.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <list>
#include <string>
#include <thread>

namespace inferometer {

namespace {

constexpr std::size_t kMostStreams = 256;  // at once; more are closed at once
constexpr int kLook = 100;                 // ms, for a stop
constexpr std::size_t kPiece = 32U << 10U;
constexpr std::size_t kMostWaiting = 1U << 20U;

constexpr unsigned char kData = 0;  // a channel; the other tells trouble

// Signals are for whoever waits for them.
class WithoutSignals
{
public:
    WithoutSignals()
    {
        sigset_t all;
        sigfillset(&all);
        ::pthread_sigmask(SIG_SETMASK, &all, &m_before);
    }
    ~WithoutSignals() { ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr); }
    WithoutSignals(const WithoutSignals&) = delete;
    WithoutSignals& operator=(const WithoutSignals&) = delete;

private:
    sigset_t m_before{};
};

// One connection, from here to there and back.
class Stream
{
public:
    Stream(Fd here, std::unique_ptr<WebSocket> socket) : m_here{std::move(here)}, m_socket{std::move(socket)} {}

    void pump(const std::stop_token& stop)
    {
        while (!stop.stop_requested() && !m_isOver) {
            const bool came = fromThere();
            const bool gave = fromHere();
            // What comes faster than it is taken here waits there.
            const bool sent = m_waiting.size() > kMostWaiting ? m_socket->flush() : m_socket->step();
            if (m_socket->isOver() && !came && m_waiting.empty())
                return;
            if (!came && !gave && !sent)
                wait();
        }
    }

private:
    void wait()
    {
        const bool isFull = m_waiting.size() > kMostWaiting;
        std::array<pollfd, 2> ready{
            pollfd{m_here.get(),
                   static_cast<short>((m_socket->isSending() ? 0 : POLLIN) | (m_waiting.empty() ? 0 : POLLOUT)), 0},
            pollfd{m_socket->descriptor(),
                   static_cast<short>((isFull ? 0 : POLLIN) | (m_socket->isSending() ? POLLOUT : 0)), 0}};
        ::poll(ready.data(), ready.size(), kLook);
    }

    // What the server says; the first message of each channel is the port.
    bool fromThere()
    {
        bool moved = false;
        while (m_waiting.size() <= kMostWaiting) {
            const std::optional<std::string> message = m_socket->take();
            if (!message)
                break;
            moved = true;
            take(*message);
        }
        return toHere() || moved;
    }

    void take(const std::string& message)
    {
        const auto channel = message.empty() ? m_greeted.size() : static_cast<unsigned char>(message.front());
        if (channel >= m_greeted.size())
            return;
        if (!std::exchange(m_greeted.at(channel), true))
            return;
        if (channel == kData)
            m_waiting.append(message, 1);
        else
            m_isOver = true;  // nobody listens there, or the pod is gone
    }

    bool toHere()
    {
        if (m_waiting.empty())
            return false;
        const ssize_t sent = ::send(m_here.get(), m_waiting.data(), m_waiting.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0)
            m_isOver = m_isOver || (errno != EAGAIN && errno != EINTR);
        else
            m_waiting.erase(0, static_cast<std::size_t>(sent));
        return sent > 0;
    }

    bool fromHere()
    {
        if (m_socket->isSending())
            return false;
        std::array<char, kPiece> piece{};
        piece[0] = kData;
        const ssize_t got = ::recv(m_here.get(), piece.data() + 1, piece.size() - 1, MSG_DONTWAIT);
        if (got > 0)
            m_socket->send({piece.data(), static_cast<std::size_t>(got) + 1});
        else if (got == 0 || (errno != EAGAIN && errno != EINTR))
            m_isOver = true;  // the protocol knows no half of an end
        return got > 0;
    }

    Fd m_here;
    std::unique_ptr<WebSocket> m_socket;
    std::string m_waiting;  // for here to take it
    std::array<bool, 2> m_greeted{};
    bool m_isOver = false;
};

class Forward final : public KubeForward
{
public:
    Forward(KubePod pod, int port, Listener listener)
        : m_pod{std::move(pod)}
        , m_there{port}
        , m_listener{std::move(listener)}
    {
        const WithoutSignals quiet;
        m_thread = std::jthread{[this](const std::stop_token& stop) { accept(stop); }};
    }

    int here() const override { return m_listener.port; }
    int there() const override { return m_there; }

private:
    struct Running
    {
        std::atomic<bool> isDone = false;
        std::jthread thread;  // ends before the rest goes
    };

    void accept(const std::stop_token& stop)
    {
        while (!stop.stop_requested()) {
            pollfd ready{m_listener.fd.get(), POLLIN, 0};
            ::poll(&ready, 1, kLook);
            m_streams.remove_if([](const Running& one) { return one.isDone.load(); });
            for (Fd here = acceptFrom(m_listener.fd); here.isOpen(); here = acceptFrom(m_listener.fd))
                if (m_streams.size() < kMostStreams)
                    begin(std::move(here));
        }
        for (Running& one : m_streams)
            one.thread.request_stop();
        m_streams.clear();
    }

    void begin(Fd here)
    {
        Running& one = m_streams.emplace_back();
        one.thread = std::jthread{[this, &one, fd = here.release()](const std::stop_token& stop) {
            serve(Fd{fd}, stop);
            one.isDone = true;
        }};
    }

    void serve(Fd here, const std::stop_token& stop) const
    {
        Result<std::unique_ptr<WebSocket>> socket
            = openInPod(m_pod, "/portforward?ports=" + std::to_string(m_there), "v4.channel.k8s.io", stop);
        if (socket)
            Stream{std::move(here), std::move(socket).value()}.pump(stop);
    }

    const KubePod m_pod;
    const int m_there;
    Listener m_listener;
    std::list<Running> m_streams;  // of the thread
    std::jthread m_thread;
};

}  // namespace

Result<std::unique_ptr<KubeForward>> KubeForward::open(const KubePod& pod, int port)
{
    Result<Listener> listener = listenOn(0, true);
    if (!listener)
        return listener.error();
    return std::unique_ptr<KubeForward>{std::make_unique<Forward>(pod, port, std::move(listener).value())};
}

}  // namespace inferometer
