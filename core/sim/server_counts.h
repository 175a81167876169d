// SPDX-License-Identifier: GPL-3.0-or-later
// What the simulated server counts of itself, and the page that tells it under vLLM's names.
#pragma once

#include "core/base/time.h"
#include "core/sim/draws.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace inferometer {

// Counts of values up to fixed limits, as Prometheus has them.
class BucketCounts
{
public:
    // `limits` ascending, at most kMaxLimits of them, alive as long as this.
    explicit BucketCounts(std::span<const double> limits) : m_limits(limits) {}

    void add(double value);
    std::uint64_t count() const { return m_count; }
    double sum() const { return m_sum; }

    // The metric's lines in Prometheus' text format. `labels` is the inside of the braces.
    void appendLines(std::string_view name, std::string_view labels, std::string& out) const;

    static constexpr std::size_t kMaxLimits = 24;

private:
    std::span<const double> m_limits;
    std::array<std::uint64_t, kMaxLimits> m_counts{};
    std::uint64_t m_count = 0;
    double m_sum = 0;
};

struct ServerCounts
{
    std::uint64_t connections = 0;
    std::uint64_t httpRequests = 0;  // of any path
    std::uint64_t promptTokens = 0;
    std::uint64_t cachedTokens = 0;
    std::uint64_t outputTokens = 0;
    std::uint64_t finishedByLength = 0;
    std::uint64_t finishedByStop = 0;
    std::uint64_t aborted = 0;  // the client left
    std::array<std::uint64_t, kFaultCount> faults{};
    std::int64_t running = 0;
    std::int64_t waiting = 0;
    BucketCounts ttft;
    BucketCounts itl;
    BucketCounts endToEnd;
    BucketCounts queueTime;
    BucketCounts batch;  // requests running, at each chunk

    ServerCounts();
};

std::string metricsPage(const ServerCounts& counts, std::string_view model);

}  // namespace inferometer
