// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/steady_state.h"

#include "core/metrics/summary.h"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

namespace inferometer {

namespace {

constexpr std::array<std::string_view, 4> kNames{"plateau", "drifting_up", "drifting_down", "not_found"};
constexpr std::size_t kParts = 16;
constexpr double kTail = 0.005;  // either side of 99 %

// Means of `count` runs of values that follow each other; the first values are left over.
std::vector<double> meansOf(std::span<const double> values, std::size_t count)
{
    const std::size_t each = values.size() / count;
    values = values.last(each * count);
    std::vector<double> means(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto part = values.subspan(i * each, each);
        means[i] = std::accumulate(part.begin(), part.end(), 0.0) / static_cast<double>(each);
    }
    return means;
}

// How many of the first means MSER leaves out: at most half.
std::size_t transientOf(const std::vector<double>& means)
{
    const std::size_t most = means.size() / 2;
    std::size_t best = 0;
    double least = std::numeric_limits<double>::infinity();
    double mean = 0;
    double squares = 0;  // of the distances from it; Welford, "Note on a Method", Technometrics 4 (1962)
    for (std::size_t left = means.size(); left-- > 0;) {
        const auto n = static_cast<double>(means.size() - left);
        const double distance = means[left] - mean;
        mean += distance / n;
        squares += distance * (means[left] - mean);
        const double error = squares / (n * n);
        if (left <= most && error <= least) {
            least = error;
            best = left;
        }
    }
    return best;
}

struct Line
{
    double mean = 0;
    double slope = 0;  // a step
    double error = 0;  // standard error of the slope
};

Line lineThrough(const std::vector<double>& values)
{
    const auto n = static_cast<double>(values.size());
    Line line;
    line.mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
    const double middle = (n - 1) / 2;
    double products = 0;
    double squares = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double x = static_cast<double>(i) - middle;
        products += x * (values[i] - line.mean);
        squares += x * x;
    }
    line.slope = products / squares;
    double rest = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double off = values[i] - line.mean - line.slope * (static_cast<double>(i) - middle);
        rest += off * off;
    }
    line.error = std::sqrt(rest / (n - 2) / squares);
    return line;
}

Steadiness judge(double least, double most)
{
    if (least >= -kSteadyDrift && most <= kSteadyDrift)
        return Steadiness::Plateau;
    if (least > 0)
        return Steadiness::DriftingUp;
    return most < 0 ? Steadiness::DriftingDown : Steadiness::NotFound;
}

struct Sent
{
    Nanos at = kUnset;
    double value = 0;
};

// A metric of the requests that have it, as they were sent. `start` is when it settled: what no request has, at once.
Trend trendOfMetric(const Blocks& blocks, std::string_view id, Nanos& start)
{
    const Metric& metric = *findMetric(id);
    std::vector<Sent> sent;
    for (const auto& block : blocks)
        for (const RequestRecord& record : block->records)
            if (const auto value = givesValues(record) ? metric.of(*block, record) : std::nullopt)
                sent.push_back({record.sent, *value});
    std::sort(sent.begin(), sent.end(), [](const Sent& a, const Sent& b) { return a.at < b.at; });
    std::vector<double> values(sent.size());
    std::transform(sent.begin(), sent.end(), values.begin(), [](const Sent& one) { return one.value; });
    const Trend trend = trendOf(values);
    if (trend.steadiness == Steadiness::Plateau)
        start = sent[trend.start].at;
    else if (sent.empty())
        start = Nanos{0};
    return trend;
}

}  // namespace

std::string_view steadinessName(Steadiness steadiness) { return kNames[static_cast<std::size_t>(steadiness)]; }

std::optional<Steadiness> steadinessFromName(std::string_view name)
{
    const auto* const found = std::find(kNames.begin(), kNames.end(), name);
    return found == kNames.end() ? std::nullopt : std::optional{static_cast<Steadiness>(found - kNames.begin())};
}

Trend trendOf(std::span<const double> series, std::size_t batch)
{
    Trend trend;
    const std::size_t count = series.size() / batch;
    // Half may be left out.
    if (count < 2 * kParts)
        return trend;
    const std::size_t over = series.size() - count * batch;
    const std::vector<double> means = meansOf(series, count);
    const std::size_t left = transientOf(means);
    const auto rest = std::span{means}.subspan(left);
    const Line line = lineThrough(meansOf(rest, kParts));
    if (line.mean <= 0)
        return trend;
    const double steps = static_cast<double>(count) / static_cast<double>(rest.size() / kParts);
    const double t = boost::math::quantile(boost::math::complement(boost::math::students_t{kParts - 2.0}, kTail));
    trend.drift = line.slope * steps / line.mean;
    const double half = t * line.error * steps / line.mean;
    trend.least = trend.drift - half;
    trend.most = trend.drift + half;
    trend.steadiness = judge(trend.least, trend.most);
    if (trend.steadiness == Steadiness::Plateau)
        trend.start = left == 0 ? 0 : over + left * batch;
    return trend;
}

SteadyState steadyStateOf(const Blocks& blocks)
{
    SteadyState steady;
    Nanos ttft = kUnset;
    Nanos tpot = kUnset;
    steady.ttft = trendOfMetric(blocks, "ttft_s", ttft);
    steady.tpot = trendOfMetric(blocks, "tpot_s", tpot);
    if (steady.ttft.steadiness == Steadiness::Plateau && isSet(tpot))
        steady.start = std::max(ttft, tpot);
    return steady;
}

}  // namespace inferometer
