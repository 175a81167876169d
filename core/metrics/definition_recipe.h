// SPDX-License-Identifier: GPL-3.0-or-later
// What a set of definitions is made of: a file a tool, tables in it. Of no use outside core/metrics.
#pragma once

#include "core/metrics/definitions.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace inferometer {

// Values of a series, unordered. `weights` is empty where each weighs 1.
struct Samples
{
    std::vector<double> values;
    std::vector<double> weights;

    void add(double value) { values.push_back(value); }
    void add(double value, double weight)
    {
        values.push_back(value);
        weights.push_back(weight);
    }
};

// Equal values together, ascending, by their share of all; for percentiles by the cumulated share.
struct Share
{
    double value = 0;
    double share = 0;
};

// The same in order: without weights the values, with them their shares.
struct Ordered
{
    std::vector<double> values;
    std::vector<Share> shares;
};
Ordered ordered(Samples samples, bool byShare);

// REQUIRES of all: there is a value. `q` is looked at where it says something.
using StatisticOf = double (*)(const Ordered& samples, double q);
double meanOf(const Ordered& samples, double q);
double minOf(const Ordered& samples, double q);
double maxOf(const Ordered& samples, double q);
double populationDeviation(const Ordered& samples, double q);  // divisor n
double sampleDeviation(const Ordered& samples, double q);      // divisor n - 1; 0 of one value
double linearQuantile(const Ordered& samples, double q);       // numpy's "linear", type 7
double lowerQuantile(const Ordered& samples, double q);        // numpy's "lower": rank floor(q (n - 1))
// Of shares: the first value whose cumulated share reaches q.
double shareMean(const Ordered& samples, double q);
double shareDeviation(const Ordered& samples, double q);
double shareQuantile(const Ordered& samples, double q);

// "{}" stands for the series' name or label.
struct SeriesStatistic
{
    std::string_view id;
    std::string_view label;
    StatisticOf of;
    double q = 0;
};

// Values of requests, or of their chunks, and what is told of them.
struct Series
{
    std::string_view name;
    std::string_view label;
    std::string_view unit;
    bool (*has)(const RequestRecord&);  // which requests give values
    void (*append)(const RecordBlock&, const RequestRecord&, Samples& out);
    std::span<const SeriesStatistic> statistics;
};

inline constexpr double kNoCount = std::numeric_limits<double>::quiet_NaN();

struct RecipeTotals
{
    const Blocks& blocks;
    Window span;  // `duration` is of it
    double duration = 0;
    double started = 0;  // measured requests
    double completed = 0;
    double failed = 0;  // neither ok nor cut
    double cancelled = 0;
    double inputTokens = kNoCount;  // of those completed; NaN where no count of any is known
    double outputTokens = kNoCount;
    double latencies = 0;  // s, summed

    std::optional<double> perSecond(double amount) const;
};

struct Total
{
    std::string_view id;
    std::string_view label;
    std::string_view unit;
    std::optional<double> (*of)(const RecipeTotals&);
};

using CountOf = std::optional<std::int64_t> (*)(const RequestRecord&);

struct Recipe
{
    bool (*completes)(const RequestRecord&);
    CountOf inputTokens;
    CountOf outputTokens;
    Nanos (*ends)(const RequestRecord&);  // what the latency runs to
    Window (*span)(const Blocks&);
    std::span<const Total> totals;
    std::span<const Series> series;
    bool byShare = false;  // Ordered has shares
    int decimals = -1;     // figures of series are rounded to so many; -1: not at all
};

// What several of them share.
double roundedTo(int decimals, double value);  // as its text has it; -1: as it is
inline bool isMeasured(const RequestRecord& record) { return record.phase == Phase::Measured && isSet(record.sent); }
Nanos lastTokenOf(const RequestRecord& record);
Nanos streamEndOf(const RequestRecord& record);
std::optional<double> secondsBetween(Nanos from, Nanos to);
// From the first request sent to the last that ended, whatever their outcomes.
Window sentToEnded(const Blocks& blocks);
// Prompt tokens as counted here, else as the server said.
std::optional<std::int64_t> localInputTokensOf(const RequestRecord& record);
// Tokens behind the first chunk: less those that the server said it holds, else less 1.
std::optional<double> tokensAfterFirst(const RequestRecord& record);
template <auto Member>
std::optional<double> total(const RecipeTotals& totals)
{
    return totals.*Member;
}
template <auto Member>
std::optional<double> totalRate(const RecipeTotals& totals)
{
    return totals.perSecond(totals.*Member);
}
inline std::optional<double> allTokenRate(const RecipeTotals& totals)
{
    return totals.perSecond(totals.inputTokens + totals.outputTokens);
}

extern const Recipe kKitRecipe;
extern const Recipe kVllmRecipe;
extern const Recipe kSglangRecipe;
extern const Recipe kGuidellmRecipe;
extern const Recipe kAiperfRecipe;
extern const Recipe kMlperfEndpointsRecipe;
extern const Recipe kSiaRecipe;

}  // namespace inferometer
