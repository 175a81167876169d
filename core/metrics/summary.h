// SPDX-License-Identifier: GPL-3.0-or-later
// Final figures of a run, exact, from its records.
#pragma once

#include "core/metrics/arrival_figures.h"
#include "core/metrics/goodput.h"
#include "core/metrics/inferred.h"
#include "core/metrics/pace.h"
#include "core/metrics/request_counts.h"
#include "core/metrics/steady_state.h"
#include "core/metrics/window.h"

#include <array>
#include <cstdint>
#include <limits>
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

// Order-statistic interval of a quantile: ranks among n, from 1, whose binomial coverage is at least `confidence`
// (Conover, "Practical Nonparametric Statistics", 3rd ed., 3.2). nullopt where n cannot support it.
struct Ranks
{
    std::size_t low = 0;
    std::size_t high = 0;
};
std::optional<Ranks> quantileRanks(std::size_t n, double q, double confidence = 0.95);

// The values at those ranks.
struct Interval
{
    double low = 0;
    double high = 0;
};
std::optional<Interval> quantileInterval(std::span<const double> sorted, double q, double confidence = 0.95);

// A quantile needs 10 / (1 - q) samples, below the median 10 / q.
bool isUnsupported(std::size_t n, double q);

struct Quantile
{
    double q = 0.5;
    double value = 0;
    std::optional<Interval> interval;
    bool censored = false;     // so many were cut that it was not reached: the value is a lower limit (">=")
    bool unsupported = false;  // isUnsupported() by Statistics::units
};

inline constexpr std::array kSummaryQuantiles{0.05, 0.25, 0.5, 0.75, 0.90, 0.95, 0.99, 0.999};

struct Statistics
{
    std::size_t n = 0;         // known values
    std::size_t units = 0;     // of them, those that are independent: the requests they are of
    std::size_t censored = 0;  // requests that were cut before they had one
    // NaN when there is none; stddev (sample, ddof 1) also when n < 2 or some were cut.
    double mean = std::numeric_limits<double>::quiet_NaN();
    double stddev = std::numeric_limits<double>::quiet_NaN();
    double min = std::numeric_limits<double>::quiet_NaN();
    double max = std::numeric_limits<double>::quiet_NaN();
    bool meanCensored = false;        // the mean is a lower limit
    bool maxCensored = false;         // so is the max: who waited longest was cut
    std::vector<Quantile> quantiles;  // in the order of kSummaryQuantiles

    const Quantile* at(double q) const;  // nullptr: it is none of kSummaryQuantiles
    double valueAt(double q) const;      // NaN likewise
};

// Statistics of the values that are known and of the times that cut requests had waited by then: mean and quantiles by
// Kaplan & Meier (survival.h); without `censored` the plain mean and type 7.
Statistics statisticsOf(std::vector<double> values, const std::vector<double>& censored = {});

// A metric of one request: one row = table column, card, export key, CLI line.
struct Metric
{
    std::string_view id;     // "ttft_s"
    std::string_view label;  // "Time to first token"
    std::string_view unit;   // "s", "tok/s", "tokens"
    std::string_view help;   // definition, one sentence
    bool perToken;           // several samples a request (ITL, ICL): see appendGaps()
    // nullopt: this request has no such value
    std::optional<double> (*of)(const RecordBlock&, const RequestRecord&);
    // How well the arrivals that the value rests on are known, the worst of them; nullopt: it rests on none that was
    // stamped. nullptr: no value does.
    std::optional<Stamp> (*stamp)(const RecordBlock&, const RequestRecord&) = nullptr;
    // The value rests on a token count that is not known; nullptr: it rests on none.
    bool (*estimated)(const RequestRecord&) = nullptr;
    // How long a cancelled request had waited for its value; nullopt: it has its value. nullptr: cut requests have
    // none.
    std::optional<double> (*waited)(const RequestRecord&) = nullptr;
};
std::span<const Metric> metrics();
const Metric* findMetric(std::string_view id);

// Only measured requests that ended ok give values; the table's functions do not check it.
inline bool givesValues(const RequestRecord& record)
{
    return record.outcome == Outcome::Ok && record.phase == Phase::Measured;
}

// A measured request that was cut gives what it had by then: its TTFT where its first token had come.
inline bool wasCut(const RequestRecord& record)
{
    return record.outcome == Outcome::Cancelled && record.phase == Phase::Measured && isSet(record.sent);
}

// Appends the raw inter-chunk gaps (ICL) or the gaps divided by the later chunk's tokens, one sample a token (ITL), in
// s. Where only the total is known, every chunk counts its even part of it.
void appendGaps(const RecordBlock& block, const RequestRecord& record, bool perToken, std::vector<double>& out);

struct MetricStatistics
{
    const Metric* metric = nullptr;
    Statistics statistics;
    std::array<std::uint64_t, 3> stamps{};  // values by the Stamp of their arrivals; all 0 where none was stamped
    double arrivalErrorMax = 0;   // no value, and so no quantile, is off by more for want of an exact arrival; its unit
    std::uint64_t estimated = 0;  // values that rest on token counts spread over the chunks, or on one assumed a chunk
};

struct Summary : RequestCounts
{
    Window window;                           // what rates are of
    Window span;                             // what the measured requests cover, drain included
    std::vector<MetricStatistics> metrics;   // every row of metrics()
    std::vector<MetricStatistics> server;    // statistics of ServerMetrics by field, metric == nullptr
    Pace pace;                               // rate of requests that end ok, how many at once, waves
    double outputRate = 0;                   // tokens that arrived within the window / window
    std::optional<Goodput> goodput;          // when a limit is asked for
    std::optional<ArrivalFigures> arrivals;  // of an open loop
    std::uint64_t peakInFlight = 0;
    double outputAsked = 0;      // mean tokens asked of ok requests whose answers were counted; NaN: none
    double outputProduced = 0;   // mean tokens they produced
    double outputShortfall = 0;  // mean |asked - produced| / asked over ok requests that report it; NaN: none do
    double outputDifference = std::numeric_limits<double>::quiet_NaN();  // mean |asked - produced|, likewise
    Inferred inferred;
    SteadyState steady;
};

// `blocks` have their edges marked (window.h), `loadEnd` as windowOf() takes it. Tokens and time in flight count in
// rates by when they were, whichever request they are of; everything else is of measured requests.
Summary summarize(const Blocks& blocks, Nanos loadEnd = kUnset, const Slo& slo = {});
Summary summarize(const Blocks& blocks, const FigureWindows& windows, const Slo& slo);
// The same of a run of that spec, with its limits and, of an open loop, its arrivals.
Summary summaryOf(const Blocks& blocks, const FigureWindows& windows, const RunSpec& spec);

}  // namespace inferometer
