// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <limits>

namespace inferometer {

namespace {

constexpr int kSubBits = 6;  // 64 sub-buckets an octave
constexpr std::uint64_t kSubBuckets = 1U << kSubBits;
constexpr Nanos kHighest = std::chrono::hours{73};
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// Below 128 a bucket is one nanosecond wide; from there on bucket width doubles with every octave.
constexpr std::size_t bucketOf(std::uint64_t value)
{
    if (value < 2 * kSubBuckets)
        return value;
    const auto shift = static_cast<unsigned>(std::bit_width(value) - kSubBits - 1);
    return kSubBuckets * shift + (value >> shift);
}

constexpr std::size_t kBuckets = bucketOf(static_cast<std::uint64_t>(kHighest.count())) + 1;

struct Edges
{
    double low;
    double width;
};

Edges edgesOf(std::size_t bucket)
{
    if (bucket < 2 * kSubBuckets)
        return {static_cast<double>(bucket), 1};
    const auto shift = static_cast<int>(bucket / kSubBuckets) - 1;
    const auto mantissa = static_cast<double>(bucket % kSubBuckets + kSubBuckets);
    return {std::ldexp(mantissa, shift), std::ldexp(1, shift)};
}

double middleOf(std::size_t bucket)
{
    const Edges edges = edgesOf(bucket);
    return edges.low + (edges.width - 1) / 2;
}

}  // namespace

Histogram::Histogram() : m_buckets(kBuckets, 0) {}

void Histogram::add(Nanos value, std::uint64_t times)
{
    if (times == 0)
        return;
    value = std::clamp(value, Nanos{0}, kHighest);
    m_buckets[bucketOf(static_cast<std::uint64_t>(value.count()))] += times;
    m_count += times;
    m_sum += static_cast<double>(value.count()) * static_cast<double>(times);
    m_max = std::max(m_max, value);
}

void Histogram::remove(Nanos value)
{
    value = std::clamp(value, Nanos{0}, kHighest);
    std::uint64_t& times = m_buckets[bucketOf(static_cast<std::uint64_t>(value.count()))];
    if (times == 0)
        return;
    --times;
    --m_count;
    m_sum -= static_cast<double>(value.count());
    const auto last = std::find_if(m_buckets.rbegin(), m_buckets.rend(), [](std::uint64_t n) { return n > 0; });
    if (last == m_buckets.rend()) {
        clear();
        return;
    }
    const Edges edges = edgesOf(static_cast<std::size_t>(m_buckets.rend() - last) - 1);
    m_max = std::min(m_max, Nanos{static_cast<std::int64_t>(edges.low + edges.width - 1)});
}

void Histogram::merge(const Histogram& other)
{
    std::transform(m_buckets.begin(), m_buckets.end(), other.m_buckets.begin(), m_buckets.begin(), std::plus<>{});
    m_count += other.m_count;
    m_sum += other.m_sum;
    m_max = std::max(m_max, other.m_max);
}

void Histogram::clear()
{
    std::fill(m_buckets.begin(), m_buckets.end(), 0);
    m_count = 0;
    m_sum = 0;
    m_max = Nanos{0};
}

double Histogram::meanSeconds() const { return m_count == 0 ? kNone : m_sum / static_cast<double>(m_count) / 1e9; }

double Histogram::quantile(double q) const { return quantiles(std::span{&q, 1}).front(); }

std::vector<double> Histogram::quantiles(std::span<const double> qs) const
{
    std::vector<double> values(qs.size(), kNone);
    std::size_t bucket = 0;
    std::uint64_t upTo = m_buckets[0];
    for (std::size_t i = 0; m_count > 0 && i < qs.size(); ++i) {
        const double position = std::clamp(qs[i], 0.0, 1.0) * static_cast<double>(m_count - 1);
        const auto rank = static_cast<std::uint64_t>(position);
        while (upTo <= rank)
            upTo += m_buckets[++bucket];
        double value = middleOf(bucket);
        if (upTo == rank + 1 && upTo < m_count) {  // the next value up lies in a later bucket
            std::size_t next = bucket + 1;
            while (m_buckets[next] == 0)
                ++next;
            value += (position - static_cast<double>(rank)) * (middleOf(next) - value);
        }
        values[i] = std::min(value, static_cast<double>(m_max.count())) / 1e9;
    }
    return values;
}

double Histogram::shareBelow(Nanos limit) const { return sharesBelow(std::span{&limit, 1}).front(); }

std::vector<double> Histogram::sharesBelow(std::span<const Nanos> limits) const
{
    std::vector<double> shares;
    shares.reserve(limits.size());
    std::size_t next = 0;
    double below = 0;  // in the buckets before `next`
    for (const Nanos limit : limits) {
        if (m_count == 0 || limit < Nanos{0} || limit >= m_max) {
            shares.push_back(m_count == 0 ? kNone : limit < Nanos{0} ? 0 : 1);
            continue;
        }
        const std::size_t bucket = bucketOf(static_cast<std::uint64_t>(limit.count()));
        for (; next < bucket; ++next)
            below += static_cast<double>(m_buckets[next]);
        const Edges edges = edgesOf(bucket);
        const double part = (static_cast<double>(limit.count()) - edges.low + 1) / edges.width;
        // Each value lies on one side: half a request is nothing.
        const double within = std::round(part * static_cast<double>(m_buckets[bucket]));
        shares.push_back((below + within) / static_cast<double>(m_count));
    }
    return shares;
}

Histogram::Parts Histogram::parts() const
{
    Parts parts;
    for (std::size_t i = 0; i < m_buckets.size(); ++i)
        if (m_buckets[i] > 0)
            parts.emplace_back(i, m_buckets[i]);
    return parts;
}

std::optional<Histogram> Histogram::fromParts(const Parts& parts, double sumNanos, Nanos max)
{
    Histogram histogram;
    for (const auto& [bucket, times] : parts) {
        if (bucket >= histogram.m_buckets.size())
            return std::nullopt;
        histogram.m_buckets[bucket] += times;
        histogram.m_count += times;
    }
    histogram.m_sum = sumNanos;
    histogram.m_max = max;
    return histogram;
}

}  // namespace inferometer
