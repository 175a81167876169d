// SPDX-License-Identifier: GPL-3.0-or-later
// An HTTP server on loopback that answers each request by a function of it, for tests of whatever asks several pages.
#pragma once

#include "core/base/fd.h"

#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace inferometer {

struct RouteRequest
{
    std::string line;  // "GET /v1/models"
    std::string head;
    std::string body;
};

struct RouteAnswer
{
    int status = 404;
    std::string body;
    std::string headers{};  // more of them, each with its line end
};

class RouteServer
{
public:
    // Called on the threads of connections, one at a time.
    using Route = std::function<RouteAnswer(const RouteRequest&)>;

    explicit RouteServer(Route route);
    ~RouteServer();
    RouteServer(const RouteServer&) = delete;
    RouteServer& operator=(const RouteServer&) = delete;

    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }
    std::string place() const { return "127.0.0.1:" + std::to_string(m_port); }
    // Thread-safe: yes. What was asked so far.
    std::vector<RouteRequest> requests() const;
    // Requests whose line is this one.
    std::size_t count(const std::string& line) const;

private:
    void acceptAll();
    void serve(const Fd& fd);

    Route m_route;
    Fd m_listener;
    std::uint16_t m_port = 0;
    mutable std::mutex m_mutex;
    std::vector<RouteRequest> m_requests;  // guarded by m_mutex
    std::list<Fd> m_connections;           // guarded by m_mutex
    std::vector<std::thread> m_threads;    // acceptor only
    std::thread m_acceptor;
};

}  // namespace inferometer
