// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/route_server.h"

#include "core/base/text.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace inferometer {

namespace {

// Reads one request from the socket, behind what `waiting` still holds. False: closed.
bool readRequest(const Fd& fd, std::string& waiting, RouteRequest& request)
{
    std::array<char, 65536> bytes{};
    std::size_t whole = 0;
    for (;;) {
        const std::size_t end = waiting.find("\r\n\r\n");
        if (end != std::string::npos) {
            const std::string head = lowered(waiting.substr(0, end));
            const std::size_t length = head.find("content-length: ");
            whole = end + 4 + (length == std::string::npos ? 0 : std::stoul(head.substr(length + 16)));
            if (waiting.size() >= whole) {
                request.head = waiting.substr(0, end + 2);
                request.line = request.head.substr(0, request.head.find(" HTTP/1.1"));
                request.body = waiting.substr(end + 4, whole - end - 4);
                waiting.erase(0, whole);
                return true;
            }
        }
        const ssize_t got = ::recv(fd.get(), bytes.data(), bytes.size(), 0);
        if (got <= 0)
            return false;
        waiting.append(bytes.data(), static_cast<std::size_t>(got));
    }
}

bool sendAll(const Fd& fd, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t sent = ::send(fd.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

}  // namespace

RouteServer::RouteServer(Route route) : m_route(std::move(route)), m_listener(::socket(AF_INET, SOCK_STREAM, 0))
{
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof name;
    if (::bind(m_listener.get(), reinterpret_cast<sockaddr*>(&name), length) != 0
        || ::listen(m_listener.get(), 16) != 0)
        throw std::runtime_error{"no port to listen on"};
    ::getsockname(m_listener.get(), reinterpret_cast<sockaddr*>(&name), &length);
    m_port = ntohs(name.sin_port);
    m_acceptor = std::thread{[this] { acceptAll(); }};
}

RouteServer::~RouteServer()
{
    ::shutdown(m_listener.get(), SHUT_RDWR);
    m_acceptor.join();
    {
        const std::lock_guard lock{m_mutex};
        for (const Fd& fd : m_connections)
            ::shutdown(fd.get(), SHUT_RDWR);
    }
    for (std::thread& thread : m_threads)
        thread.join();
}

std::vector<RouteRequest> RouteServer::requests() const
{
    const std::lock_guard lock{m_mutex};
    return m_requests;
}

std::size_t RouteServer::count(const std::string& line) const
{
    const std::lock_guard lock{m_mutex};
    return static_cast<std::size_t>(std::count_if(m_requests.begin(), m_requests.end(),
                                                  [&](const RouteRequest& request) { return request.line == line; }));
}

void RouteServer::acceptAll()
{
    for (;;) {
        Fd fd{::accept(m_listener.get(), nullptr, nullptr)};
        if (!fd.isOpen())
            return;
        const std::lock_guard lock{m_mutex};
        m_connections.push_back(std::move(fd));
        const Fd& connection = m_connections.back();
        m_threads.emplace_back([this, &connection] { serve(connection); });
    }
}

void RouteServer::serve(const Fd& fd)
{
    std::string waiting;
    RouteRequest request;
    while (readRequest(fd, waiting, request)) {
        RouteAnswer answer;
        {
            const std::lock_guard lock{m_mutex};
            m_requests.push_back(request);
            answer = m_route(request);
        }
        if (answer.status == 0)  // hangs up
            break;
        if (!sendAll(fd,
                     "HTTP/1.1 " + std::to_string(answer.status) + " X\r\nContent-Length: "
                         + std::to_string(answer.body.size()) + "\r\n" + answer.headers + "\r\n" + answer.body))
            break;
    }
    ::shutdown(fd.get(), SHUT_RDWR);
}

}  // namespace inferometer
