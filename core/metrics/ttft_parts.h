// SPDX-License-Identifier: GPL-3.0-or-later
// Where the time to the first token of a request went, by its witnesses: this client's stamps and what the server says
// of itself. In the order in which they take place the parts add up to the time from `scheduled` to the first token.
//
// Network and front end is the TTFT less the server's own, which counts from the request's arrival there. Unexplained
// is what is left when every part that is told has been taken off: of a server that tells its prefill alone, its queue,
// its front end and the network; of one that tells its TTFT alone, all of that. Both are differences of two clocks'
// spans and less than 0 where the server claims more time than there was.
#pragma once

#include "core/metrics/request_record.h"

#include <array>
#include <string_view>

namespace inferometer {

enum class TtftPart : std::uint8_t { ClientQueue, Connect, Network, ServerQueue, Prefill, Unexplained };
inline constexpr std::size_t kTtftParts = 6;

struct TtftParts
{
    // s; NaN: nobody tells, or it did not take place.
    std::array<double, kTtftParts> values{};

    double of(TtftPart part) const { return values[static_cast<std::size_t>(part)]; }
    // The server told one of its parts: there is a second witness.
    bool isSplit() const;
};

// What a part is called; English, context "metrics".
struct TtftPartName
{
    std::string_view id;     // "server_queue"
    std::string_view label;  // "Server queue"
    std::string_view help;   // one sentence
    bool byServer;           // the server tells it
};
// In the order of TtftPart.
inline constexpr std::array<TtftPartName, kTtftParts> kTtftPartNames{{
    {"client_queue", "Client queue", "Due, and waiting for a free stream of this client.", false},
    {"connect", "Connect", "Name, TCP connection, proxy and TLS; a kept-alive connection has none.", false},
    {"network", "Network and front end",
     "Time to first token less the server's own, which counts from the request's arrival there.", false},
    {"server_queue", "Server queue", "From the request's arrival to its being scheduled, as the server tells it.",
     true},
    {"prefill", "Prefill", "From being scheduled to the first token, as the server tells it.", true},
    {"unexplained", "Unexplained", "What is left of the time to first token without the parts that the server tells.",
     false},
}};

// All NaN when no first token came.
TtftParts ttftPartsOf(const RecordBlock& block, const RequestRecord& record);

}  // namespace inferometer
