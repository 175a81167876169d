// SPDX-License-Identifier: GPL-3.0-or-later
// A TCP server on loopback that follows a script: exact bytes in exact pieces, for tests of whatever reads them.
//
// Every connection has a thread of its own. The first connection runs the first script, and so on; those beyond the
// last script run the last one. A connection is closed when its script has ended.
#pragma once

#include "core/base/fd.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace inferometer {

struct ServerStep
{
    enum class Kind : std::uint8_t { ExpectRequest, Send, Wait, Close, Reset, Stall };
    Kind kind = Kind::Close;
    std::string bytes;                   // Send
    std::vector<std::size_t> cuts;       // Send: offsets at which a new send() begins
    std::chrono::microseconds pause{0};  // Wait; Send: before each piece but the first

    // Reads one request: its header and as much body as Content-Length says.
    static ServerStep expectRequest() { return {Kind::ExpectRequest, {}, {}, {}}; }
    static ServerStep send(std::string bytes) { return {Kind::Send, std::move(bytes), {}, {}}; }
    // Pieces that begin at `cuts`, far enough apart to be read one by one.
    static ServerStep sendCut(std::string bytes, std::vector<std::size_t> cuts,
                              std::chrono::microseconds pause = std::chrono::milliseconds{2})
    {
        return {Kind::Send, std::move(bytes), std::move(cuts), pause};
    }
    static ServerStep wait(std::chrono::microseconds time) { return {Kind::Wait, {}, {}, time}; }
    static ServerStep close() { return {}; }
    static ServerStep reset() { return {Kind::Reset, {}, {}, {}}; }
    // Silent until the client closes.
    static ServerStep stall() { return {Kind::Stall, {}, {}, {}}; }
};

using ServerScript = std::vector<ServerStep>;

class LoopbackServer
{
public:
    explicit LoopbackServer(std::vector<ServerScript> scripts);
    explicit LoopbackServer(ServerScript script) : LoopbackServer(std::vector<ServerScript>{std::move(script)}) {}
    ~LoopbackServer();  // cuts what is still connected
    LoopbackServer(const LoopbackServer&) = delete;
    LoopbackServer& operator=(const LoopbackServer&) = delete;

    std::uint16_t port() const { return m_port; }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }

    // Thread-safe: yes, both. Requests as received, in the order in which they were complete.
    std::vector<std::string> requests() const;
    std::size_t connections() const;

private:
    struct Connection
    {
        Fd fd;
        std::string received;  // behind the last request
        std::jthread thread;
    };

    void acceptAll(const std::stop_token& stop);
    void follow(Connection& connection, const ServerScript& script, const std::stop_token& stop);
    bool run(Connection& connection, const ServerStep& step, const std::stop_token& stop);
    bool expectRequest(Connection& connection);
    bool sendPieces(const Connection& connection, const ServerStep& step, const std::stop_token& stop);
    void pauseFor(std::chrono::microseconds time, const std::stop_token& stop);

    const std::vector<ServerScript> m_scripts;
    Fd m_listener;
    std::uint16_t m_port = 0;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_pause;
    std::vector<std::string> m_requests;                     // guarded by m_mutex
    std::vector<std::unique_ptr<Connection>> m_connections;  // guarded by m_mutex
    std::jthread m_acceptor;
};

}  // namespace inferometer
