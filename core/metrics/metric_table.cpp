// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/kit_figures.h"
#include "core/metrics/summary.h"
#include "core/metrics/ttft_parts.h"

#include <algorithm>
#include <cmath>

namespace inferometer {

namespace {

using Value = std::optional<double>;

Value between(Nanos from, Nanos to) { return isSet(from) && isSet(to) ? Value{seconds(to - from)} : std::nullopt; }

template <typename Count>
Value asValue(const std::optional<Count>& count)
{
    return count ? Value{static_cast<double>(*count)} : std::nullopt;
}

constexpr double kHair = 1e-9;  // of rounding in an even part

struct AfterFirst
{
    double tokens = 0;
    double time = 0;  // s
};

// What came after the first chunk: nullopt when it is not a whole token.
std::optional<AfterFirst> afterFirst(const RequestRecord& record)
{
    const auto streamed = streamedTokensOf(record);
    const auto span = between(record.firstToken.at, record.lastToken.at);
    if (!streamed || !span)
        return std::nullopt;
    const double rest = static_cast<double>(*streamed) - firstChunkTokensOf(record).value_or(1);
    if (rest < 1 - kHair)
        return std::nullopt;
    return AfterFirst{rest, *span};
}

Value ttft(const RequestRecord& r) { return between(r.sent, r.firstToken.at); }
Value ttfo(const RequestRecord& r) { return between(r.sent, r.firstVisible); }
Value e2e(const RequestRecord& r) { return between(r.sent, r.lastToken.at); }
Value e2eScheduled(const RequestRecord& r) { return between(r.scheduled, r.lastToken.at); }
// Of requests that came by a schedule; in a closed loop a request is due when its stream is free.
Value ttftScheduled(const RequestRecord& r)
{
    return isSet(r.ready) ? between(r.scheduled, r.firstToken.at) : std::nullopt;
}
Value streamEnd(const RequestRecord& r) { return between(r.sent, r.end); }
Value queue(const RequestRecord& r) { return between(r.scheduled, r.sent); }
Value connectTime(const RequestRecord& r) { return between(r.connectStart, r.connected); }
Value tlsTime(const RequestRecord& r) { return between(r.connected, r.secured); }
Value writeTime(const RequestRecord& r) { return between(r.sent, r.written); }
Value inputTokens(const RequestRecord& r) { return asValue(inputTokensOf(r)); }
Value outputTokens(const RequestRecord& r) { return asValue(outputTokensOf(r)); }
Value none(const RequestRecord& /*record*/) { return std::nullopt; }

Value tpot(const RequestRecord& record)
{
    const auto rest = afterFirst(record);
    return rest ? Value{rest->time / rest->tokens} : std::nullopt;
}

Value outputRate(const RequestRecord& record)
{
    const auto rest = afterFirst(record);
    return rest && rest->time > 0 ? Value{rest->tokens / rest->time} : std::nullopt;
}

bool spreadOrAssumed(const RequestRecord& record) { return tokenBasisOf(record) != TokenBasis::PerChunk; }
bool assumed(const RequestRecord& record) { return tokenBasisOf(record) == TokenBasis::Assumed; }

using MaybeStamp = std::optional<Stamp>;

MaybeStamp stampOf(const Arrival& arrival) { return isSet(arrival.at) ? MaybeStamp{arrival.stamp} : std::nullopt; }
MaybeStamp stampOfFirst(const RecordBlock& /*block*/, const RequestRecord& r) { return stampOf(r.firstToken); }
MaybeStamp stampOfLast(const RecordBlock& /*block*/, const RequestRecord& r) { return stampOf(r.lastToken); }
MaybeStamp stampOfBoth(const RecordBlock& /*block*/, const RequestRecord& r)
{
    return std::max(stampOf(r.firstToken), stampOf(r.lastToken));
}
// Of the chunk that came at that moment; where chunks were not kept nothing vouches for it.
MaybeStamp stampOfVisible(const RecordBlock& block, const RequestRecord& r)
{
    if (!isSet(r.firstVisible))
        return std::nullopt;
    for (const Arrival& known : {r.firstToken, r.lastToken})
        if (known.at == r.firstVisible)
            return known.stamp;
    for (const Chunk& chunk : chunksOf(block, r))
        if (chunk.arrival.at == r.firstVisible && chunk.kind != ChunkKind::Reasoning)
            return chunk.arrival.stamp;
    return Stamp::User;
}
// The kit's TTFT of one chunk is the end of the stream, whose stamp is not kept.
MaybeStamp stampOfKitTtft(const RecordBlock& block, const RequestRecord& r)
{
    return r.chunkCount > 1 ? stampOfFirst(block, r) : std::nullopt;
}

// How long a request that was cut had waited for what never came.
Value waitedForFirst(const RequestRecord& r) { return isSet(r.firstToken.at) ? std::nullopt : between(r.sent, r.end); }
Value waitedForVisible(const RequestRecord& r) { return isSet(r.firstVisible) ? std::nullopt : between(r.sent, r.end); }
Value waitedForEnd(const RequestRecord& r) { return between(r.sent, r.end); }
Value waitedSinceDue(const RequestRecord& r) { return between(r.scheduled, r.end); }
Value waitedForFirstSinceDue(const RequestRecord& r)
{
    return isSet(r.ready) && !isSet(r.firstToken.at) ? between(r.scheduled, r.end) : std::nullopt;
}
// With one chunk it was not yet clear whether the kit takes the first chunk or the end.
Value waitedForKit(const RequestRecord& r)
{
    if (r.chunkCount > 1)
        return std::nullopt;
    return r.chunkCount == 1 ? ttft(r) : between(r.sent, r.end);
}

// Of a value that the record alone tells.
template <Value (*Of)(const RequestRecord&)>
Value ofRecord(const RecordBlock& /*block*/, const RequestRecord& record)
{
    return Of(record);
}

constexpr const TtftPartName& nameOf(TtftPart part) { return kTtftPartNames[static_cast<std::size_t>(part)]; }

template <TtftPart Part>
Value ttftPart(const RecordBlock& block, const RequestRecord& record)
{
    const double value = ttftPartsOf(block, record).of(Part);
    return std::isnan(value) ? std::nullopt : Value{value};
}

constexpr std::array kMetrics{
    Metric{"ttft_s", "Time to first token", "s", "From sending to the first chunk that carries generated payload.",
           false, ofRecord<ttft>, stampOfFirst, nullptr, waitedForFirst},
    Metric{"ttfo_s", "Time to first visible output", "s", "From sending to the first content or tool call.", false,
           ofRecord<ttfo>, stampOfVisible, nullptr, waitedForVisible},
    Metric{"tpot_s", "Time per output token", "s",
           "From the first chunk to the last, divided by the tokens streamed after the first chunk.", false,
           ofRecord<tpot>, stampOfBoth, spreadOrAssumed},
    Metric{"itl_s", "Inter-token latency", "s",
           "Gap between two chunks divided by the tokens of the later one; every token is a sample.", true,
           ofRecord<none>, nullptr, spreadOrAssumed},
    Metric{"icl_s", "Inter-chunk latency", "s", "Gap between two chunks; every gap is a sample.", true, ofRecord<none>},
    Metric{"e2e_s", "End-to-end latency", "s", "From sending to the last token.", false, ofRecord<e2e>, stampOfLast,
           nullptr, waitedForEnd},
    Metric{"ttft_scheduled_s", "Time to first token from schedule", "s",
           "From the moment the schedule made the request due to its first token.", false, ofRecord<ttftScheduled>,
           stampOfFirst, nullptr, waitedForFirstSinceDue},
    Metric{"e2e_scheduled_s", "End-to-end latency from schedule", "s",
           "From the moment the request was due to its last token.", false, ofRecord<e2eScheduled>, stampOfLast,
           nullptr, waitedSinceDue},
    Metric{"stream_end_s", "End of stream", "s", "From sending to the end of the response.", false, ofRecord<streamEnd>,
           nullptr, nullptr, waitedForEnd},
    Metric{"queue_s", "Queue time", "s", "From the moment the request was due to sending it.", false, ofRecord<queue>},
    Metric{"connect_s", "Connect time", "s", "Opening the TCP connection; kept-alive connections have none.", false,
           ofRecord<connectTime>},
    Metric{"tls_s", "TLS handshake", "s", "From the open connection to the end of the TLS handshake.", false,
           ofRecord<tlsTime>},
    Metric{"write_s", "Write time", "s", "From the first to the last byte of the request.", false, ofRecord<writeTime>},
    Metric{"network_s", nameOf(TtftPart::Network).label, "s", nameOf(TtftPart::Network).help, false,
           ttftPart<TtftPart::Network>, stampOfFirst},
    Metric{"ttft_unexplained_s", "Unexplained TTFT", "s", nameOf(TtftPart::Unexplained).help, false,
           ttftPart<TtftPart::Unexplained>, stampOfFirst},
    Metric{"output_token_per_s_per_request", "Output rate per request", "tok/s",
           "Tokens streamed after the first chunk over the time from the first chunk to the last.", false,
           ofRecord<outputRate>, stampOfBoth, spreadOrAssumed},
    Metric{"input_tokens", "Input tokens", "tokens", "As reported by the server, else as counted locally.", false,
           ofRecord<inputTokens>},
    Metric{"output_tokens", "Output tokens", "tokens", "As reported by the server, else as counted in the stream.",
           false, ofRecord<outputTokens>, nullptr, assumed},
    Metric{"client_ttft_s", "TTFT, kit's formula", "s",
           "Time to first token; the whole latency when at most one chunk came.", false, ofRecord<kitTtft>,
           stampOfKitTtft, nullptr, waitedForKit},
    Metric{"client_end_to_end_latency_s", "Latency, kit's formula", "s", "From sending to the end of the response.",
           false, ofRecord<kitLatency>, nullptr, nullptr, waitedForEnd},
    Metric{"client_output_token_per_s_per_request", "Output rate, kit's formula", "tok/s",
           "All output tokens over the latency after the first token.", false, ofRecord<kitOutputRate>, nullptr,
           assumed},
    Metric{"client_total_tokens_per_s_per_request", "Total rate, kit's formula", "tok/s",
           "Prompt and output tokens, counted locally, over the whole latency.", false, ofRecord<kitTotalRate>, nullptr,
           spreadOrAssumed},
};

}  // namespace

std::span<const Metric> metrics() { return kMetrics; }

const Metric* findMetric(std::string_view id)
{
    const auto* const found
        = std::find_if(kMetrics.begin(), kMetrics.end(), [&](const Metric& metric) { return metric.id == id; });
    return found == kMetrics.end() ? nullptr : found;
}

}  // namespace inferometer
