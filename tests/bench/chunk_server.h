// SPDX-License-Identifier: GPL-3.0-or-later
// A server for benchmarks that costs as little as a server can: it answers every request with chunks made beforehand.
#pragma once

#include "core/http/wire.h"

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>

namespace inferometer {

struct ChunkServerSpec
{
    int streams = 1;    // connections that are served together: waits for all of them
    int chunks = 100;   // a request
    Nanos interval{0};  // between the chunks of a stream; 0: as fast as they are taken, many in a send
};

class ChunkServer
{
public:
    explicit ChunkServer(const ChunkServerSpec& spec);
    ~ChunkServer();
    std::uint16_t port() const { return m_listener.port; }

    // What one answer holds, in bytes.
    std::size_t answerBytes() const;

private:
    void serve(const std::stop_token& stop);
    void acceptAll(const std::stop_token& stop, std::vector<Fd>& peers);
    void sendPaced(const std::vector<Fd>& peers) const;
    void sendCoalesced(const std::vector<Fd>& peers) const;

    ChunkServerSpec m_spec;
    Listener m_listener;
    std::string m_head;
    std::string m_chunk;
    std::string m_tail;
    std::jthread m_thread;
};

}  // namespace inferometer
