// SPDX-License-Identifier: GPL-3.0-or-later
// The connected clients. A token names one for its whole life and never another after it, so that timers and queues may
// hold tokens of clients that have gone.
#pragma once

#include "core/http/wire.h"
#include "core/sim/channel.h"
#include "core/sim/generation.h"
#include "core/sim/request_reader.h"

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace inferometer {

struct Peer
{
    explicit Peer(Channel connection) : channel(std::move(connection)) {}

    // What the request in progress asks for.
    bool keepAlive() { return reader.request().keepAlive; }

    Channel channel;
    RequestReader reader;
    std::unique_ptr<Generation> generation;  // the answer in the making, if any
    std::uint64_t token = 0;
    std::uint64_t answered = 0;
    Nanos lastStamp = kUnset;  // of the newest read
    Nanos lastRead{0};
    bool watchesWrites = false;
    bool closing = false;  // closed as soon as its output has gone
};

class Peers
{
public:
    explicit Peers(Poller& poller) : m_poller(poller) {}

    // Null when the poller refuses it.
    Peer* add(Channel channel);
    Peer* find(std::uint64_t token);

    // A broken send leaves the peer for the caller to drop.
    Channel::Sent send(Peer& peer, std::string_view bytes);
    // False: the peer has gone, drop it.
    bool onWritable(Peer& peer);

    // These end the peer's life. `closeAfterOutput` may keep it until its output has gone.
    void drop(Peer& peer);
    void reset(Peer& peer);
    void closeAfterOutput(Peer& peer);

    // Learns of room in the socket exactly while output is kept.
    void watchWrites(Peer& peer);

    template <typename Visit>
    void forEach(Visit&& visit)
    {
        for (const Slot& slot : m_slots) {
            if (slot.peer)
                visit(*slot.peer);
        }
    }

private:
    struct Slot
    {
        std::unique_ptr<Peer> peer;
        std::uint32_t life = 0;
    };

    Poller& m_poller;
    std::vector<Slot> m_slots;
    std::vector<std::uint32_t> m_free;
};

}  // namespace inferometer
