// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/kit_figures.h"

#include "core/metrics/token_counts.h"

#include <cmath>

namespace inferometer {

namespace {

constexpr double kSameMoment = 1e-8;

}  // namespace

std::optional<double> kitOutputRate(double tokens, double latency, double ttft, std::uint32_t chunks)
{
    const double span = chunks == 1 ? latency : latency - ttft;
    if (std::abs(span) <= kSameMoment)
        return std::nullopt;
    return tokens / span;
}

std::optional<double> kitTotalRate(double tokens, double latency)
{
    return latency > 0 ? std::optional{tokens / latency} : std::nullopt;
}

std::optional<double> kitLatency(const RequestRecord& record)
{
    if (!isSet(record.sent) || !isSet(record.end))
        return std::nullopt;
    return seconds(record.end - record.sent);
}

std::optional<double> kitTtft(const RequestRecord& record)
{
    if (record.chunkCount <= 1)
        return kitLatency(record);
    if (!isSet(record.sent) || !isSet(record.firstToken.at))
        return std::nullopt;
    return seconds(record.firstToken.at - record.sent);
}

std::optional<double> kitOutputRate(const RequestRecord& record)
{
    const auto tokens = outputTokensOf(record);
    const auto latency = kitLatency(record);
    const auto ttft = kitTtft(record);
    if (!tokens || !latency || !ttft)
        return std::nullopt;
    return kitOutputRate(static_cast<double>(*tokens), *latency, *ttft, record.chunkCount);
}

std::optional<double> kitTotalRate(const RequestRecord& record)
{
    const auto output = localOutputTokensOf(record);
    const auto latency = kitLatency(record);
    if (!output || !latency || record.promptTokens < 0)
        return std::nullopt;
    return kitTotalRate(static_cast<double>(*output + record.promptTokens), *latency);
}

}  // namespace inferometer
