// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chat/turn_figures.h"

#include "core/base/text.h"
#include "core/metrics/distribution.h"
#include "core/metrics/kit_figures.h"
#include "core/metrics/summary.h"
#include "core/metrics/token_counts.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace inferometer {

namespace {

using Value = std::optional<double> (*)(const RecordBlock&, const RequestRecord&);

struct Row
{
    TurnFigure figure;
    Value of;
};

template <std::optional<double> (*Kit)(const RequestRecord&)>
std::optional<double> ofKit(const RecordBlock& /*block*/, const RequestRecord& record)
{
    return Kit(record);
}

template <std::int32_t RequestRecord::*Count>
std::optional<double> countOf(const RecordBlock& /*block*/, const RequestRecord& record)
{
    return record.*Count < 0 ? std::nullopt : std::optional<double>{record.*Count};
}

template <ServerMetrics::Field Field>
std::optional<double> ofServer(const RecordBlock& block, const RequestRecord& record)
{
    return serverValueOf(block, record, Field);
}

template <Nanos RequestRecord::*From, Nanos RequestRecord::*To>
std::optional<double> between(const RecordBlock& /*block*/, const RequestRecord& record)
{
    if (!isSet(record.*From) || !isSet(record.*To))
        return std::nullopt;
    return seconds(record.*To - record.*From);
}

std::optional<double> asDouble(const std::optional<std::int64_t>& count)
{
    return count ? std::optional<double>{static_cast<double>(*count)} : std::nullopt;
}

std::optional<double> tpot(const RecordBlock& block, const RequestRecord& record)
{
    return findMetric("tpot_s")->of(block, record);
}

std::optional<double> inputTokens(const RecordBlock& /*block*/, const RequestRecord& record)
{
    return asDouble(inputTokensOf(record));
}

std::optional<double> outputTokens(const RecordBlock& /*block*/, const RequestRecord& record)
{
    return asDouble(outputTokensOf(record));
}

std::optional<double> countedBy(const RecordBlock& /*block*/, const RequestRecord& record)
{
    return outputTokensOf(record) ? std::optional<double>{static_cast<double>(record.tokenSource)} : std::nullopt;
}

// What the model has read and written when the answer is over.
std::optional<double> contextLength(const RecordBlock& block, const RequestRecord& record)
{
    const std::optional<double> in = inputTokens(block, record);
    const std::optional<double> out = outputTokens(block, record);
    return in && out ? std::optional<double>{*in + *out} : std::nullopt;
}

// A figure that a metric has as well bears its label.
Sentence labelOf(std::string_view metric) { return Sentence{"%1", {Figure::metric(findMetric(metric)->label)}}; }

const std::vector<Row>& rows()
{
    using Server = ServerMetrics;
    using Record = RequestRecord;
    using enum TurnUnit;
    static const std::vector<Row> all{
        {{"client_end_to_end_latency_s", sentence("errors", "Latency"), Seconds}, ofKit<kitLatency>},
        {{"client_output_token_per_s_per_request", sentence("errors", "Throughput"), Rate}, ofKit<kitOutputRate>},
        {{"client_ttft_s", labelOf("ttft_s"), Seconds}, ofKit<kitTtft>},
        {{"tpot_s", labelOf("tpot_s"), Seconds}, tpot},
        {{"input_tokens", labelOf("input_tokens"), Tokens}, inputTokens},
        {{"output_tokens", labelOf("output_tokens"), Tokens}, outputTokens},
        {{"token_count_source", sentence("errors", "Output counted"), Source}, countedBy},
        {{"cached_tokens", sentence("errors", "Cached tokens"), Tokens}, countOf<&Record::serverCachedTokens>},
        {{"reasoning_tokens", sentence("errors", "Reasoning tokens"), Tokens}, countOf<&Record::serverReasoningTokens>},
        {{"context_tokens", sentence("errors", "Context length"), Tokens}, contextLength},
        {{"queue_s", sentence("errors", "Waited in this client"), Seconds}, between<&Record::scheduled, &Record::sent>},
        {{"connect_s", sentence("errors", "Connect"), Seconds}, between<&Record::connectStart, &Record::connected>},
        {{"first_byte_s", sentence("errors", "First byte"), Seconds}, between<&Record::sent, &Record::firstByte>},
        {{"server_ttft_s", sentence("errors", "Server's time to first token"), Seconds}, ofServer<Server::Ttft>},
        {{"server_end_to_end_latency_s", sentence("errors", "Server's latency"), Seconds}, ofServer<Server::EndToEnd>},
        {{"server_output_token_per_s_per_request", sentence("errors", "Server's throughput"), Rate},
         ofServer<Server::OutputRate>},
        {{"server_total_tokens_per_s_per_request", sentence("errors", "Server's total throughput"), Rate},
         ofServer<Server::TotalRate>},
        {{"server_queue_s", sentence("errors", "Server's queue"), Seconds}, ofServer<Server::Queue>},
        {{"server_prefill_s", sentence("errors", "Server's prefill"), Seconds}, ofServer<Server::Prefill>},
        {{"batch_size_used", sentence("errors", "Server's batch size"), Plain}, ofServer<Server::BatchSize>},
        {{"acceptance_rate", sentence("errors", "Server's acceptance rate"), Plain}, ofServer<Server::AcceptanceRate>},
    };
    return all;
}

double rounded(double value)
{
    constexpr double kPlaces = 1e4;
    return std::round(value * kPlaces) / kPlaces;
}

}  // namespace

std::vector<TurnFigure> turnFigures(const RecordBlock& block, const RequestRecord& record)
{
    std::vector<TurnFigure> figures;
    for (const Row& row : rows())
        if (const std::optional<double> value = row.of(block, record)) {
            figures.push_back(row.figure);
            figures.back().value = *value;
        }
    return figures;
}

const TurnFigure* findTurnFigure(std::string_view key)
{
    const auto found
        = std::find_if(rows().begin(), rows().end(), [key](const Row& row) { return row.figure.key == key; });
    return found == rows().end() ? nullptr : &found->figure;
}

TokenSource sourceOf(const TurnFigure& figure) { return static_cast<TokenSource>(figure.value); }

std::string turnFigureText(const TurnFigure& figure)
{
    switch (figure.unit) {
    case TurnUnit::Seconds:
        return formatNumber(rounded(figure.value)) + " s";
    case TurnUnit::Rate:
        return formatNumber(rounded(figure.value)) + " tok/s";
    case TurnUnit::Tokens:
        return formatNumber(figure.value) + " tokens";
    case TurnUnit::Source:
        return tokenSourceWords(sourceOf(figure)).text();
    case TurnUnit::Plain:
        break;
    }
    return formatNumber(rounded(figure.value));
}

}  // namespace inferometer
