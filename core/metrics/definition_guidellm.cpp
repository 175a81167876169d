// SPDX-License-Identifier: GPL-3.0-or-later
// GuideLLM, figures of successful requests. Its percentiles are values that occurred, by their cumulated share; times
// per token weigh as many tokens as they are of; rates are a distribution over time, of which the mean is told.
#include "core/metrics/definition_recipe.h"

#include <algorithm>
#include <array>
#include <utility>

namespace inferometer {

namespace {

using Value = std::optional<double>;

constexpr double kMs = 1000;
constexpr double kTogether = 1e-4;  // s: events so near to the first of a group are one
constexpr double kLeast = 1e-6;     // s: what the last event lasts at least

struct Event
{
    double at = 0;  // s
    double weight = 0;
};

// In order, groups of events that lie together as the first of each.
std::vector<Event> merged(std::vector<Event> events)
{
    std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.at < b.at; });
    std::vector<Event> groups;
    for (const Event& event : events)
        if (!groups.empty() && event.at <= groups.back().at + kTogether)
            groups.back().weight += event.weight;
        else
            groups.push_back(event);
    return groups;
}

// Each event counts over the time that is nearer to it than to another: all of them over the time from first to last.
Value meanRate(std::vector<Event> events, Window span)
{
    double all = 0;
    for (const Event& event : events)
        all += event.weight;
    events.push_back({seconds(span.start), 0});
    events.push_back({seconds(span.end), 0});
    const std::vector<Event> groups = merged(std::move(events));
    if (groups.size() < 2)
        return std::nullopt;
    const double last = groups.back().at;
    const double middle = (last + groups[groups.size() - 2].at) / 2;
    return all / (middle - groups.front().at + std::max(last - middle, kLeast));
}

template <typename Visit>
Value rateOf(const RecipeTotals& totals, Visit&& visit)
{
    std::vector<Event> events;
    for (const auto& block : totals.blocks)
        for (const RequestRecord& record : block->records)
            if (givesValues(record))
                visit(record, events);
    return meanRate(std::move(events), totals.span);
}

void addEnd(const RequestRecord& record, std::vector<Event>& out) { out.push_back({seconds(record.end), 1}); }

void addPrompt(const RequestRecord& record, std::vector<Event>& out)
{
    if (isSet(record.firstToken.at))
        out.push_back({seconds(record.firstToken.at), static_cast<double>(inputTokensOf(record).value_or(0))});
}

// One token at the first chunk, the others evenly over the later chunks, which are spaced evenly to the last.
void addOutput(const RequestRecord& record, std::vector<Event>& out)
{
    const auto tokens = static_cast<double>(outputTokensOf(record).value_or(0));
    const double last = seconds(isSet(record.lastToken.at) ? record.lastToken.at : record.end);
    if (record.chunkCount <= 1 || tokens <= 1) {
        out.push_back({record.chunkCount > 1 ? seconds(record.firstToken.at) : last, tokens});
        return;
    }
    const double first = seconds(record.firstToken.at);
    const double gaps = record.chunkCount - 1.0;
    out.push_back({first, 1});
    for (std::uint32_t i = 1; i < record.chunkCount; ++i)
        out.push_back({i + 1 == record.chunkCount ? last : first + i * ((last - first) / gaps), (tokens - 1) / gaps});
}

Value requestRate(const RecipeTotals& totals) { return rateOf(totals, addEnd); }
Value promptRate(const RecipeTotals& totals) { return rateOf(totals, addPrompt); }
Value outputRate(const RecipeTotals& totals) { return rateOf(totals, addOutput); }
Value allRate(const RecipeTotals& totals)
{
    return rateOf(totals, [](const RequestRecord& record, std::vector<Event>& out) {
        addPrompt(record, out);
        addOutput(record, out);
    });
}

// By sweep line over merged events.
Value concurrency(const RecipeTotals& totals)
{
    std::vector<Event> changes;
    for (const auto& block : totals.blocks)
        for (const RequestRecord& record : block->records)
            if (givesValues(record)) {
                changes.push_back({seconds(record.sent), 1});
                changes.push_back({seconds(record.end), -1});
            }
    changes = merged(std::move(changes));
    changes.insert(changes.begin(), Event{seconds(totals.span.start), 0});
    changes.push_back({seconds(totals.span.end), 0});
    double level = 0;
    double area = 0;
    double time = 0;
    for (std::size_t i = 0; i + 1 < changes.size(); ++i) {
        level = level + changes[i].weight;
        const double lasts = std::max(0.0, changes[i + 1].at - changes[i].at);
        area += std::max(0.0, level) * lasts;
        time += lasts;
    }
    return time > 0 ? Value{area / time} : std::nullopt;
}

void addLatency(const RecordBlock& /*block*/, const RequestRecord& record, Samples& out)
{
    if (const auto latency = secondsBetween(record.sent, record.end))
        out.add(*latency, 1);
}
template <auto Moment>
void addFrom(const RequestRecord& record, Nanos to, Samples& out)
{
    if (const auto time = secondsBetween(record.*Moment, to))
        out.add(*time * kMs, 1);
}
void addTtft(const RecordBlock& /*block*/, const RequestRecord& record, Samples& out)
{
    addFrom<&RequestRecord::sent>(record, record.firstToken.at, out);
}
void addTtfo(const RecordBlock& /*block*/, const RequestRecord& record, Samples& out)
{
    addFrom<&RequestRecord::sent>(record, record.firstVisible, out);
}
// The whole time to the last token, TTFT in it.
void addTpot(const RecordBlock& /*block*/, const RequestRecord& record, Samples& out)
{
    const auto tokens = static_cast<double>(outputTokensOf(record).value_or(0));
    const auto time = secondsBetween(record.sent, record.lastToken.at);
    if (time && tokens > 0)
        out.add(kMs * *time / tokens, tokens);
}
void addItl(const RecordBlock& /*block*/, const RequestRecord& record, Samples& out)
{
    const auto tokens = static_cast<double>(outputTokensOf(record).value_or(0));
    const auto time = secondsBetween(record.firstToken.at, record.lastToken.at);
    if (time && tokens > 1)
        out.add(kMs * *time / (tokens - 1), tokens - 1);
}
template <auto Count>
void addCount(const RecordBlock& /*block*/, const RequestRecord& record, Samples& out)
{
    out.add(static_cast<double>(Count(record).value_or(0)), 1);
}

constexpr std::array kStatistics{
    SeriesStatistic{"{}.successful.mean", "{}, Mean", shareMean},
    SeriesStatistic{"{}.successful.median", "{}, Mdn", shareQuantile, 0.50},
    SeriesStatistic{"{}.successful.std_dev", "{}, Std", shareDeviation},
    SeriesStatistic{"{}.successful.percentiles.p90", "{}, p90", shareQuantile, 0.90},
    SeriesStatistic{"{}.successful.percentiles.p95", "{}, p95", shareQuantile, 0.95},
    SeriesStatistic{"{}.successful.percentiles.p99", "{}, p99", shareQuantile, 0.99},
};
constexpr std::array kTotals{
    Total{"request_totals.successful", "Comp Requests", "", total<&RecipeTotals::completed>},
    Total{"request_totals.incomplete", "Inc Requests", "", total<&RecipeTotals::cancelled>},
    Total{"request_totals.errored", "Err Requests", "", total<&RecipeTotals::failed>},
    Total{"requests_per_second.successful.mean", "Requests/s, Mean", "/s", requestRate},
    Total{"request_concurrency.successful.mean", "Concurrency, Mean", "", concurrency},
    Total{"prompt_tokens_per_second.successful.mean", "Input Tokens/s, Mean", "tok/s", promptRate},
    Total{"output_tokens_per_second.successful.mean", "Output Tokens/s, Mean", "tok/s", outputRate},
    Total{"tokens_per_second.successful.mean", "Total Tokens/s, Mean", "tok/s", allRate},
};
constexpr std::array kSeries{
    Series{"request_latency", "Request Latency (s)", "s", givesValues, addLatency, kStatistics},
    Series{"time_to_first_token_ms", "TTFT (ms)", "ms", givesValues, addTtft, kStatistics},
    Series{"time_to_first_output_token_ms", "TTFOT (ms)", "ms", givesValues, addTtfo, kStatistics},
    Series{"inter_token_latency_ms", "ITL (ms)", "ms", givesValues, addItl, kStatistics},
    Series{"time_per_output_token_ms", "TPOT (ms)", "ms", givesValues, addTpot, kStatistics},
    Series{"prompt_token_count", "Input Tokens", "tokens", givesValues, addCount<inputTokensOf>, kStatistics},
    Series{"output_token_count", "Output Tokens", "tokens", givesValues, addCount<outputTokensOf>, kStatistics},
};

}  // namespace

constexpr Recipe kGuidellmRecipe{givesValues, inputTokensOf, outputTokensOf, streamEndOf,
                                 sentToEnded, kTotals,       kSeries,        true};

}  // namespace inferometer
