// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/ttft_parts.h"

#include <cmath>
#include <limits>

namespace inferometer {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kHair = 1e-9;  // s, of rounding in sums of the server's numbers

double between(Nanos from, Nanos to) { return isSet(from) && isSet(to) ? seconds(to - from) : kNone; }

double orZero(double value) { return std::isnan(value) ? 0 : value; }

constexpr std::array<TtftPartName, kTtftParts> kNames{{
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

}  // namespace

const std::array<TtftPartName, kTtftParts>& ttftPartNames() { return kNames; }

bool TtftParts::isSplit() const { return !std::isnan(of(TtftPart::Unexplained)); }

TtftParts ttftPartsOf(const RecordBlock& block, const RequestRecord& record)
{
    TtftParts parts;
    parts.values.fill(kNone);
    const double ttft = between(record.sent, record.firstToken.at);
    if (std::isnan(ttft))
        return parts;
    const bool isFresh = isSet(record.connectStart);
    const auto index = static_cast<std::size_t>(record.serverMetrics);
    const bool isTold = record.serverMetrics >= 0 && index < block.serverMetrics.size();
    const ServerMetrics server = isTold ? block.serverMetrics[index] : ServerMetrics{};
    const double network = ttft - server.values[ServerMetrics::Ttft];
    const double queue = server.values[ServerMetrics::Queue];
    const double prefill = server.values[ServerMetrics::Prefill];
    const double rest = ttft - orZero(network) - orZero(queue) - orZero(prefill);
    const bool isSplit = !std::isnan(network) || !std::isnan(queue) || !std::isnan(prefill);
    parts.values = {between(record.scheduled, isFresh ? record.connectStart : record.sent),
                    isFresh ? between(record.connectStart, record.sent) : kNone,
                    network,
                    queue,
                    prefill,
                    isSplit ? (std::abs(rest) < kHair ? 0 : rest) : kNone};
    return parts;
}

}  // namespace inferometer
