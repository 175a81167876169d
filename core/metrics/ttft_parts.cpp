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

}  // namespace

bool TtftParts::isSplit() const { return !std::isnan(of(TtftPart::Unexplained)); }

TtftParts ttftPartsOf(const RecordBlock& block, const RequestRecord& record)
{
    TtftParts parts;
    parts.values.fill(kNone);
    const double ttft = between(record.sent, record.firstToken.at);
    if (std::isnan(ttft))
        return parts;
    const bool isFresh = isSet(record.connectStart);
    const ServerMetrics server = block.serverMetricsOf(record);
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
