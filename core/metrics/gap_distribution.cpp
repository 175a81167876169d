// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/gap_distribution.h"

#include <boost/math/special_functions/beta.hpp>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>

namespace inferometer {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kLeast = 1e-10;     // s; what is shorter is of the first bucket
constexpr double kMost = 73 * 3600;  // what is longer, of the last
constexpr int kDroppedBits = 42;     // of a double's 52 of mantissa: 1024 buckets an octave

std::size_t rawBucketOf(double gap) { return std::bit_cast<std::uint64_t>(gap) >> kDroppedBits; }

std::size_t bucketOf(double gap)
{
    return gap < kLeast ? 0 : 1 + rawBucketOf(std::min(gap, kMost)) - rawBucketOf(kLeast);
}

// The 97.5 % quantile of Student's t by its expansion about the normal one (Abramowitz & Stegun 26.7.5); within 0.1 %
// from 10 degrees of freedom on.
double studentsT(double freedom)
{
    constexpr double kNormal = 1.959963984540054;
    constexpr double kThird = kNormal * kNormal * kNormal;
    constexpr double kFifth = kThird * kNormal * kNormal;
    return kNormal + (kThird + kNormal) / (4 * freedom)
        + (5 * kFifth + 16 * kThird + 3 * kNormal) / (96 * freedom * freedom);
}

// The 95 % interval of a share seen in `n` independent trials, which need be no whole number: Jeffreys's, as Brown, Cai
// & DasGupta recommend ("Interval Estimation for a Binomial Proportion", Statistical Science 16, 2001).
Interval shareInterval(double share, double n)
{
    const double hits = share * n + 0.5;
    const double misses = n + 1 - hits;
    return {boost::math::ibeta_inv(hits, misses, 0.025), boost::math::ibeta_inv(hits, misses, 0.975)};
}

}  // namespace

GapDistribution::GapDistribution() : m_buckets(bucketOf(kMost) + 1) {}

void GapDistribution::add(double gap, std::uint64_t samples)
{
    m_inRequest += samples;
    if (m_isSecond) {
        const auto first = std::lower_bound(m_values.begin(), m_values.end(), gap);
        if (first != m_values.end())
            m_below[static_cast<std::size_t>(first - m_values.begin())] += samples;
        return;
    }
    Bucket& bucket = m_buckets[bucketOf(gap)];
    const auto weight = static_cast<double>(samples);
    bucket.samples += samples;
    bucket.sum += gap * weight;
    m_min = m_samples == 0 ? gap : std::min(m_min, gap);
    m_max = m_samples == 0 ? gap : std::max(m_max, gap);
    m_samples += samples;
    const double before = gap - m_mean;
    m_mean += before * weight / static_cast<double>(m_samples);
    m_squares += weight * before * (gap - m_mean);
}

void GapDistribution::endRequest()
{
    if (m_isSecond)
        endRequestOfSecondPass();
    else if (m_inRequest > 0)
        ++m_requests;
    m_inRequest = 0;
}

void GapDistribution::endRequestOfSecondPass()
{
    const auto m = static_cast<double>(m_inRequest);
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < kQuantiles; ++i) {
        below += m_below[i];
        const auto b = static_cast<double>(below);
        m_b[i] += b;
        m_bb[i] += b * b;
        m_bm[i] += b * m;
    }
    m_mm += m * m;
    m_below.fill(0);
}

void GapDistribution::startSecondPass()
{
    m_isSecond = true;
    if (m_samples == 0)
        return;
    for (std::size_t i = 0; i < kQuantiles; ++i)
        m_values[i] = quantileAt(kSummaryQuantiles[i]);
}

double GapDistribution::bucketMean(std::size_t bucket) const
{
    return std::clamp(m_buckets[bucket].sum / static_cast<double>(m_buckets[bucket].samples), m_min, m_max);
}

// Type 7 over the samples, each taken for the mean of its bucket.
double GapDistribution::quantileAt(double position) const
{
    const double rank = std::clamp(position, 0.0, 1.0) * static_cast<double>(m_samples - 1);
    const auto whole = static_cast<std::uint64_t>(rank);
    std::size_t bucket = 0;
    std::uint64_t upTo = m_buckets[0].samples;
    while (upTo <= whole)
        upTo += m_buckets[++bucket].samples;
    const double value = bucketMean(bucket);
    if (upTo > whole + 1 || upTo == m_samples)
        return value;
    do
        ++bucket;
    while (m_buckets[bucket].samples == 0);
    return value + (rank - static_cast<double>(whole)) * (bucketMean(bucket) - value);
}

Interval GapDistribution::intervalOf(std::size_t index) const
{
    const auto samples = static_cast<double>(m_samples);
    const auto requests = static_cast<double>(m_requests);
    const double share = m_b[index] / samples;
    // Of the ratio of two sums over requests, about its value.
    const double spread = m_bb[index] - 2 * share * m_bm[index] + share * share * m_mm;
    const double variance = requests / (requests - 1) * std::max(0.0, spread) / (samples * samples);
    const double correction = std::pow(studentsT(INFINITY) / studentsT(requests - 1), 2);
    const double q = kSummaryQuantiles[index];
    // As many independent samples would vary so.
    const double alike = variance > 0 ? q * (1 - q) / variance * correction : samples;
    const Interval shares = shareInterval(q, std::min(alike, samples));
    return Interval{quantileAt(shares.low), quantileAt(shares.high)};
}

Statistics GapDistribution::statistics() const
{
    assert(m_isSecond);
    Statistics statistics = statisticsOf({});
    statistics.n = m_samples;
    statistics.units = m_requests;
    if (m_samples == 0)
        return statistics;
    statistics.mean = m_mean;
    statistics.stddev = m_samples < 2 ? kNone : std::sqrt(m_squares / static_cast<double>(m_samples - 1));
    statistics.min = m_min;
    statistics.max = m_max;
    for (std::size_t i = 0; i < kQuantiles; ++i) {
        Quantile& quantile = statistics.quantiles[i];
        quantile.value = m_values[i];
        quantile.unsupported = isUnsupported(m_requests, quantile.q);
        if (!quantile.unsupported)
            quantile.interval = intervalOf(i);
    }
    return statistics;
}

}  // namespace inferometer
