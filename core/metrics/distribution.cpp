// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/distribution.h"

#include "core/metrics/gap_distribution.h"
#include "core/metrics/survival.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace inferometer {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// quantile(q) for q from 0 to 1.
template <typename Quantile>
Distribution curve(Quantile&& quantile)
{
    Distribution distribution;
    distribution.values.reserve(kDistributionSteps + 1);
    for (std::size_t i = 0; i <= kDistributionSteps; ++i)
        distribution.values.push_back(quantile(static_cast<double>(i) / kDistributionSteps));
    distribution.reached = distribution.values.size();
    return distribution;
}

Distribution ofValues(std::vector<double> known, const std::vector<double>& cut)
{
    if (known.empty() && cut.empty())
        return {};
    if (cut.empty()) {
        std::sort(known.begin(), known.end());
        return curve([&](double q) { return quantileOf(known, q); });
    }
    const Survival survival{known, cut};
    std::size_t reached = 0;
    Distribution distribution = curve([&](double q) {
        const Survival::Point point = survival.quantile(q);
        reached += point.reached ? 1U : 0U;
        return point.value;
    });
    distribution.reached = reached;
    return distribution;
}

Distribution ofGaps(const Blocks& blocks, bool perToken)
{
    GapDistribution gaps;
    std::vector<double> ofRequest;
    double least = std::numeric_limits<double>::infinity();
    double most = 0;
    for (const auto& block : blocks)
        for (const RequestRecord& record : block->records) {
            if (!givesValues(record))
                continue;
            ofRequest.clear();
            appendGaps(*block, record, perToken, ofRequest);
            for (const double gap : ofRequest) {
                gaps.add(gap);
                least = std::min(least, gap);
                most = std::max(most, gap);
            }
        }
    if (std::isinf(least))
        return {};
    Distribution distribution = curve([&](double q) { return gaps.quantile(q); });
    distribution.values.front() = least;
    distribution.values.back() = most;  // exact, as in the statistics
    return distribution;
}

}  // namespace

std::optional<Observed> observed(const Metric& metric, const RecordBlock& block, const RequestRecord& record)
{
    const bool cut = wasCut(record) && metric.waited != nullptr;
    if (!givesValues(record) && !cut)
        return std::nullopt;
    if (const auto waited = cut ? metric.waited(record) : std::nullopt)
        return Observed{*waited, true};
    const auto value = metric.of(block, record);
    return value ? std::optional{Observed{*value, false}} : std::nullopt;
}

std::optional<double> serverValueOf(const RecordBlock& block, const RequestRecord& record, ServerMetrics::Field field)
{
    if (!givesValues(record))
        return std::nullopt;
    const double value = block.serverMetricsOf(record).values.at(field);
    return std::isnan(value) ? std::nullopt : std::optional{value};
}

double Distribution::shareBelow(double value) const
{
    if (values.empty())
        return kNone;
    const auto above = std::upper_bound(values.begin(), values.end(), value);
    if (above == values.begin() || above == values.end())
        return above == values.begin() ? 0 : 1;
    const auto below = above - 1;
    const double part = (value - *below) / (*above - *below);
    return (static_cast<double>(below - values.begin()) + part) / kDistributionSteps;
}

Distribution distributionOf(const Blocks& blocks, const Metric& metric)
{
    if (metric.perToken)
        return ofGaps(blocks, metric.id == "itl_s");
    std::vector<double> known;
    std::vector<double> cut;
    for (const auto& block : blocks)
        for (const RequestRecord& record : block->records)
            if (const auto one = observed(metric, *block, record))
                (one->waited ? cut : known).push_back(one->value);
    return ofValues(std::move(known), cut);
}

Distribution distributionOf(const Blocks& blocks, ServerMetrics::Field field)
{
    std::vector<double> values;
    for (const auto& block : blocks)
        for (const RequestRecord& record : block->records)
            if (const auto value = serverValueOf(*block, record, field))
                values.push_back(*value);
    return ofValues(std::move(values), {});
}

Distribution distributionOf(const Histogram& histogram)
{
    if (histogram.count() == 0)
        return {};
    std::vector<double> shares = curve([](double q) { return q; }).values;
    shares = histogram.quantiles(shares);
    return {std::move(shares), kDistributionSteps + 1};
}

}  // namespace inferometer
