// SPDX-License-Identifier: GPL-3.0-or-later
// Final figures of a run, exact, from its records.
#pragma once

#include "core/metrics/request_record.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace inferometer {

// Type 7 quantile (linear; Hyndman & Fan, "Sample Quantiles in Statistical Packages", 1996) of sorted values.
// REQUIRES: sorted ascending, not empty, q in [0, 1].
double quantileOf(std::span<const double> sorted, double q);

// Order-statistic interval of a quantile: ranks whose binomial coverage is at least `confidence` (Conover, "Practical
// Nonparametric Statistics", 3rd ed., 3.2). nullopt where n cannot support it.
struct Interval
{
    double low = 0;
    double high = 0;
};
std::optional<Interval> quantileInterval(std::span<const double> sorted, double q, double confidence = 0.95);

struct Quantile
{
    double q = 0.5;
    double value = 0;
    std::optional<Interval> interval;
    bool censored = false;  // above the share of requests that ended by themselves: the value is a lower limit (">=")
    bool unsupported = false;  // fewer than 10 / (1 - q) samples for q > 0.5 (10 / q below)
};

inline constexpr std::array kSummaryQuantiles{0.05, 0.25, 0.5, 0.75, 0.90, 0.95, 0.99};

struct Statistics
{
    std::size_t n = 0;
    double mean = 0;    // NaN when n == 0, as are the others
    double stddev = 0;  // sample (ddof 1); NaN when n < 2
    double min = 0;
    double max = 0;
    std::vector<Quantile> quantiles;  // in the order of kSummaryQuantiles
};

// Statistics of the values that are known. `censored` more were cut before they had one: a quantile above the share of
// the known is marked, and its value is a lower limit.
Statistics statisticsOf(std::vector<double> values, std::size_t censored = 0);

// A metric of one request: one row = table column, card, export key, CLI line.
struct Metric
{
    std::string_view id;                                // "ttft_s"
    std::string_view label;                             // "Time to first token"
    std::string_view unit;                              // "s", "tok/s", "tokens"
    std::string_view help;                              // definition, one sentence
    bool perToken;                                      // several samples a request (ITL, ICL): see appendGaps()
    std::optional<double> (*of)(const RequestRecord&);  // nullopt: this request has no such value
    bool (*cut)(const RequestRecord&) = nullptr;  // a cancelled request lost its value; nullptr: being cut hides none
};
std::span<const Metric> metrics();
const Metric* findMetric(std::string_view id);

// Only measured requests that ended ok give values; the table's functions do not check it.
inline bool givesValues(const RequestRecord& record)
{
    return record.outcome == Outcome::Ok && record.phase == Phase::Measured;
}

// Tokens that arrived in the stream: as the server said chunk by chunk, else its count for the whole answer without
// reasoning that never showed, else one a chunk.
std::optional<std::int64_t> streamedTokensOf(const RequestRecord& record);
// Tokens the server says it made, hidden reasoning included; else those that arrived.
std::optional<std::int64_t> outputTokensOf(const RequestRecord& record);
// As reported by the server, else as counted locally.
std::optional<std::int64_t> inputTokensOf(const RequestRecord& record);

// True when TPOT takes the first chunk for one token without knowing it: neither did the server say how many tokens a
// chunk holds, nor does its token count equal the number of chunks.
bool firstChunkIsMarked(const RequestRecord& record);

// Appends the raw inter-chunk gaps (ICL) or the gaps divided by the later chunk's tokens, one sample a token (ITL), in
// s.
void appendGaps(const RecordBlock& block, const RequestRecord& record, bool perToken, std::vector<double>& out);

using Blocks = std::vector<std::shared_ptr<const RecordBlock>>;

// The measured window: from the first measured request's `scheduled` to the last moment of any measured request.
struct Window
{
    Nanos start{0};
    Nanos end{0};
};

struct MetricStatistics
{
    const Metric* metric = nullptr;
    Statistics statistics;
};

struct Summary
{
    Window window;
    std::vector<MetricStatistics> metrics;  // every row of metrics()
    std::vector<MetricStatistics> server;   // statistics of ServerMetrics by field, metric == nullptr
    std::uint64_t started = 0;              // measured requests that have a record
    std::uint64_t ok = 0;
    std::uint64_t failed = 0;  // cancelled not counted
    std::uint64_t cancelled = 0;
    std::array<std::uint64_t, kOutcomes> outcomes{};
    std::uint64_t inputTokens = 0;
    std::uint64_t outputTokens = 0;
    std::uint64_t cachedTokens = 0;
    double requestRate = 0;               // ok / window
    double outputRate = 0;                // tokens that arrived within the window / window
    std::uint64_t markedFirstChunks = 0;  // TPOT values with firstChunkIsMarked()
    std::uint64_t peakInFlight = 0;
    double inFlightMean = 0;     // sweep line over sent..end
    double outputShortfall = 0;  // mean |asked - produced| / asked over ok requests that report it; NaN: none do
};

Summary summarize(const Blocks& blocks);

// Limits one request must keep, in seconds; unset ones do not bind.
struct Slo
{
    std::optional<double> ttft{};
    std::optional<double> tpot{};  // undefined for a request with too few tokens: then it neither passes nor fails
    std::optional<double> gap{};   // the worst between two chunks
    std::optional<double> e2e{};
};

struct Goodput
{
    std::uint64_t scheduled = 0;  // measured requests, failed and cancelled ones included
    std::uint64_t good = 0;       // ended ok and kept every limit
    std::uint64_t unjudged = 0;   // a gap limit, but the chunks were not kept: not good
    double share = 0;             // good / scheduled; NaN: none scheduled
    double rate = 0;              // good / window, per second
};
Goodput goodputOf(const Blocks& blocks, const Slo& slo);

Window windowOf(const Blocks& blocks);

// Time-weighted mean and peak of overlapping [start, end) intervals by sweep line.
struct Concurrency
{
    double mean = 0;
    std::uint64_t peak = 0;
};
Concurrency concurrencyOf(const std::vector<std::pair<Nanos, Nanos>>& intervals, Window window);

}  // namespace inferometer
