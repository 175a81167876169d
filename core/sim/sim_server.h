// SPDX-License-Identifier: GPL-3.0-or-later
// The server around the engine: one loop on one thread that accepts, reads requests, answers pages at once and hands
// requests for an answer of the model to the engine.
#pragma once

#include "core/http/tls.h"
#include "core/http/wire.h"
#include "core/sim/api_request.h"
#include "core/sim/peers.h"
#include "core/sim/server_counts.h"
#include "core/sim/sim_engine.h"
#include "core/sim/simulator.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

class SimServer
{
public:
    struct Parts
    {
        Listener listener;
        std::shared_ptr<TlsContext> tls;  // null: plain
        std::unique_ptr<TruthLog> truth;  // null: none
    };
    SimServer(const SimSpec& spec, Parts parts);

    // Serves. Blocks: until `stop` is requested and wake() is called.
    void run(const std::stop_token& stop);

    // What the truth log says when it is closed. REQUIRES: run() has returned.
    Status closeTruth() const { return m_parts.truth ? m_parts.truth->close() : Status{}; }

    // Thread-safe: yes, both.
    void wake() { m_poller.wake(); }
    std::uint64_t requestsSeen() const { return m_requestsSeen.load(std::memory_order_relaxed); }

private:
    struct Page
    {
        int status = 200;
        std::string_view type = "application/json";
        std::string body;
        std::string_view headers = {};  // further ones, each with its line end
    };

    void acceptSome();
    void onReady(const Poller::Ready& ready);
    bool readFrom(Peer& peer);
    bool takeBytes(Peer& peer, const Channel::Read& read);
    void serveFinished();

    void handle(Peer& peer);
    void handleModel(Peer& peer, const Wording& wording, std::string_view model);
    Page pageFor(const HttpRequest& request, std::string_view path);
    Page tokenize(std::string_view body);
    void send(Peer& peer, const Page& page);
    void sendBroken(Peer& peer);

    const SimSpec m_spec;
    Parts m_parts;
    Poller m_poller;
    StampClock m_clock;
    Peers m_peers;
    ServerCounts m_counts;
    ApiReader m_apiReader;
    SimEngine m_engine;
    std::vector<char> m_raw;
    std::string m_plain;
    std::string m_out;
    std::atomic<std::uint64_t> m_requestsSeen = 0;
};

}  // namespace inferometer
