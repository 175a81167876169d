// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/loopback_server.h"

#include "core/base/text.h"
#include "core/http/wire.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <bit>

namespace inferometer {

namespace {

bool sendAll(int fd, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool receiveInto(int fd, std::string& received)
{
    std::array<char, 65536> buffer{};
    const ssize_t got = ::recv(fd, buffer.data(), buffer.size(), 0);
    if (got <= 0)
        return false;
    received.append(buffer.data(), static_cast<std::size_t>(got));
    return true;
}

// Bytes of the first request, or npos while its end is not there.
std::size_t requestLength(std::string_view received)
{
    const std::size_t end = received.find("\r\n\r\n");
    if (end == std::string_view::npos)
        return end;
    const std::string header = lowered(received.substr(0, end));
    const std::size_t length = header.find("\r\ncontent-length:");
    std::size_t body = 0;
    if (length != std::string::npos)
        body = std::stoul(header.substr(length + 17));
    return received.size() >= end + 4 + body ? end + 4 + body : std::string_view::npos;
}

}  // namespace

LoopbackServer::LoopbackServer(std::vector<ServerScript> scripts)
    : m_scripts(std::move(scripts))
    , m_listener(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* generic = std::bit_cast<sockaddr*>(&address);
    if (bind(m_listener.get(), generic, length) == 0 && listen(m_listener.get(), 4096) == 0
        && getsockname(m_listener.get(), generic, &length) == 0)
        m_port = ntohs(address.sin_port);
    m_acceptor = std::jthread{[this](const std::stop_token& stop) { acceptAll(stop); }};
}

LoopbackServer::~LoopbackServer()
{
    m_acceptor.request_stop();
    shutdown(m_listener.get(), SHUT_RDWR);
    m_acceptor.join();
    for (const auto& connection : m_connections) {
        connection->thread.request_stop();
        shutdown(connection->fd.get(), SHUT_RDWR);
    }
    m_connections.clear();
}

std::vector<std::string> LoopbackServer::requests() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

std::size_t LoopbackServer::connections() const
{
    const std::lock_guard lock(m_mutex);
    return m_connections.size();
}

void LoopbackServer::acceptAll(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        Fd fd{accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC)};
        if (!fd.isOpen())
            return;
        const int on = 1;
        setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        const std::lock_guard lock(m_mutex);
        const ServerScript& script = m_scripts[std::min(m_connections.size(), m_scripts.size() - 1)];
        Connection& connection = *m_connections.emplace_back(std::make_unique<Connection>());
        connection.fd = std::move(fd);
        connection.thread = std::jthread{
            [this, &connection, &script](const std::stop_token& stopOne) { follow(connection, script, stopOne); }};
    }
}

void LoopbackServer::follow(Connection& connection, const ServerScript& script, const std::stop_token& stop)
{
    for (const ServerStep& step : script) {
        if (!run(connection, step, stop))
            break;
    }
    // The descriptor itself lives as long as the server, which may be about to shut it down.
    shutdown(connection.fd.get(), SHUT_RDWR);
}

bool LoopbackServer::run(Connection& connection, const ServerStep& step, const std::stop_token& stop)
{
    switch (step.kind) {
    case ServerStep::Kind::ExpectRequest:
        return expectRequest(connection);
    case ServerStep::Kind::Send:
        return sendPieces(connection, step, stop);
    case ServerStep::Kind::Wait:
        pauseFor(step.pause, stop);
        return true;
    case ServerStep::Kind::Stall:
        while (receiveInto(connection.fd.get(), connection.received)) {
        }
        return false;
    case ServerStep::Kind::Reset: {
        // Disconnecting the socket sends RST at once with lingering off, and keeps the descriptor.
        const linger hard{1, 0};
        setsockopt(connection.fd.get(), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
        sockaddr nobody{};
        nobody.sa_family = AF_UNSPEC;
        static_cast<void>(connect(connection.fd.get(), &nobody, sizeof nobody));
        return false;
    }
    case ServerStep::Kind::Close:
        return false;
    }
    return false;
}

bool LoopbackServer::expectRequest(Connection& connection)
{
    std::size_t length = requestLength(connection.received);
    while (length == std::string::npos) {
        if (!receiveInto(connection.fd.get(), connection.received))
            return false;
        length = requestLength(connection.received);
    }
    const std::lock_guard lock(m_mutex);
    m_requests.push_back(connection.received.substr(0, length));
    connection.received.erase(0, length);
    return true;
}

bool LoopbackServer::sendPieces(const Connection& connection, const ServerStep& step, const std::stop_token& stop)
{
    const std::string_view bytes = step.bytes;
    std::size_t begin = 0;
    for (const std::size_t cut : step.cuts) {
        if (!sendAll(connection.fd.get(), bytes.substr(begin, cut - begin)))
            return false;
        begin = cut;
        pauseFor(step.pause, stop);
    }
    return sendAll(connection.fd.get(), bytes.substr(begin));
}

void LoopbackServer::pauseFor(std::chrono::microseconds time, const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    m_pause.wait_for(lock, stop, time, [] { return false; });
}

}  // namespace inferometer
