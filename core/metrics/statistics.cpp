// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/summary.h"
#include "core/metrics/survival.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

namespace inferometer {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kSamplesBeyond = 10;  // a quantile needs so many samples beyond it
constexpr double kNegligible = 1e-20;  // of the most likely rank's probability

// How likely each number of values below the q-quantile is: Binomial(n, q), from the ranks that matter.
struct RankDistribution
{
    std::size_t first = 0;        // rank of weights[0]
    std::vector<double> weights;  // of ranks first, first + 1, ...; they sum to 1
};

// Grown from the mode outwards by the ratio of neighbours: no factorials, so any n works.
RankDistribution ranksOf(std::size_t n, double q)
{
    const auto mode = std::min(n, static_cast<std::size_t>(static_cast<double>(n + 1) * q));
    const double odds = q / (1 - q);
    RankDistribution ranks{mode, {}};
    std::vector<double> below;
    double weight = 1;
    for (std::size_t k = mode; k > 0 && weight > kNegligible; --k) {
        weight *= static_cast<double>(k) / (static_cast<double>(n - k + 1) * odds);
        below.push_back(weight);
    }
    ranks.first = mode - below.size();
    ranks.weights.assign(below.rbegin(), below.rend());
    weight = 1;
    ranks.weights.push_back(weight);
    for (std::size_t k = mode; k < n && weight > kNegligible; ++k) {
        weight *= static_cast<double>(n - k) * odds / static_cast<double>(k + 1);
        ranks.weights.push_back(weight);
    }
    const double total = std::accumulate(ranks.weights.begin(), ranks.weights.end(), 0.0);
    for (double& value : ranks.weights)
        value /= total;
    return ranks;
}

void setMoments(const std::vector<double>& sorted, Statistics& statistics)
{
    const auto n = static_cast<double>(sorted.size());
    statistics.mean = std::accumulate(sorted.begin(), sorted.end(), 0.0) / n;
    statistics.min = sorted.front();
    statistics.max = sorted.back();
    if (sorted.size() < 2)
        return;
    double squares = 0;
    for (const double value : sorted)
        squares += (value - statistics.mean) * (value - statistics.mean);
    statistics.stddev = std::sqrt(squares / (n - 1));
}

// The interval's ranks are those of the known values alone, so it is wider than need be rather than too narrow.
std::optional<Interval> intervalOf(const Survival& survival, std::size_t known, double q)
{
    const auto ranks = quantileRanks(known, q);
    if (!ranks || known < 2)
        return std::nullopt;
    const auto last = static_cast<double>(known - 1);
    const Survival::Point low = survival.quantile(static_cast<double>(ranks->low - 1) / last);
    const Survival::Point high = survival.quantile(static_cast<double>(ranks->high - 1) / last);
    return high.reached ? std::optional{Interval{low.value, high.value}} : std::nullopt;
}

void setCensored(const std::vector<double>& known, const std::vector<double>& censored, Statistics& statistics)
{
    const Survival survival{known, censored};
    statistics.mean = survival.mean();
    statistics.stddev = kNone;  // of those that were not cut it would be too small
    statistics.max = survival.largest();
    statistics.meanCensored = statistics.maxCensored = !survival.complete();
    for (Quantile& quantile : statistics.quantiles) {
        const Survival::Point point = survival.quantile(quantile.q);
        quantile.value = point.value;
        quantile.censored = !point.reached;
        quantile.interval = intervalOf(survival, known.size(), quantile.q);
    }
}

}  // namespace

double quantileOf(std::span<const double> sorted, double q)
{
    assert(!sorted.empty() && q >= 0 && q <= 1);
    const double position = q * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    if (below + 1 >= sorted.size())
        return sorted.back();
    const double part = position - static_cast<double>(below);
    return sorted[below] + part * (sorted[below + 1] - sorted[below]);
}

std::optional<Ranks> quantileRanks(std::size_t n, double q, double confidence)
{
    if (n == 0 || q <= 0 || q >= 1)
        return std::nullopt;
    const double tail = (1 - confidence) / 2;
    const RankDistribution ranks = ranksOf(n, q);
    // Ranks count from 1: low is the last with P(B < low) <= tail, high the first with P(B >= high) <= tail.
    double left = 0;
    std::size_t low = 0;
    for (; low < ranks.weights.size() && left + ranks.weights[low] <= tail; ++low)
        left += ranks.weights[low];
    double right = 0;
    std::size_t high = ranks.weights.size();
    for (; high > 0 && right + ranks.weights[high - 1] <= tail; --high)
        right += ranks.weights[high - 1];
    low += ranks.first;
    high += ranks.first;
    if (low < 1 || high > n)
        return std::nullopt;
    return Ranks{low, high};
}

std::optional<Interval> quantileInterval(std::span<const double> sorted, double q, double confidence)
{
    const auto ranks = quantileRanks(sorted.size(), q, confidence);
    return ranks ? std::optional{Interval{sorted[ranks->low - 1], sorted[ranks->high - 1]}} : std::nullopt;
}

bool isUnsupported(std::size_t n, double q)
{
    // A hair of slack: 10 / (1 - 0.9) is a little over 100 in doubles.
    return static_cast<double>(n) * std::min(q, 1 - q) < kSamplesBeyond * (1 - 1e-9);
}

const Quantile* Statistics::at(double q) const
{
    const auto found = std::find_if(quantiles.begin(), quantiles.end(),
                                    [q](const Quantile& quantile) { return std::abs(quantile.q - q) < 1e-9; });
    return found == quantiles.end() ? nullptr : &*found;
}

double Statistics::valueAt(double q) const
{
    const Quantile* const quantile = at(q);
    return quantile == nullptr ? kNone : quantile->value;
}

Statistics statisticsOf(std::vector<double> values, const std::vector<double>& censored)
{
    Statistics statistics;
    statistics.n = statistics.units = values.size();
    statistics.censored = censored.size();
    std::sort(values.begin(), values.end());
    if (!values.empty())
        setMoments(values, statistics);
    for (const double q : kSummaryQuantiles) {
        Quantile quantile{q, kNone, std::nullopt, false, isUnsupported(values.size(), q)};
        if (!values.empty() && censored.empty()) {
            quantile.value = quantileOf(values, q);
            quantile.interval = quantileInterval(values, q);
        }
        statistics.quantiles.push_back(quantile);
    }
    if (!censored.empty())
        setCensored(values, censored, statistics);
    return statistics;
}

}  // namespace inferometer
