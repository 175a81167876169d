// SPDX-License-Identifier: GPL-3.0-or-later
// The lines in which benchmarks tell how true a run was.
#pragma once

#include "core/sim/accuracy.h"

#include <algorithm>
#include <cstdio>
#include <numeric>
#include <string>
#include <vector>

namespace inferometer {

inline double atQuantile(const std::vector<double>& sorted, double q)
{
    return sorted.empty()
        ? 0
        : sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(q * static_cast<double>(sorted.size())))];
}

inline void print(const char* name, ErrorSet errors)
{
    std::vector<double>& exact = errors.exact;
    std::sort(exact.begin(), exact.end());
    const double mean
        = exact.empty() ? 0 : std::accumulate(exact.begin(), exact.end(), 0.0) / static_cast<double>(exact.size());
    const auto over = exact.end() - std::upper_bound(exact.begin(), exact.end(), 100e-6);
    const auto worst = std::max_element(errors.bounded.begin(), errors.bounded.end());
    std::printf(
        "  %-5s exact n=%zu mean %.4f p99 %.4f p99.9 %.4f max %.4f ms, over 0.1 ms: %zd; bounded %zu (worst off "
        "%.3f ms, bound broken %llu); no stamp %llu; wide brackets %llu\n",
        name, exact.size(), mean * 1e3, atQuantile(exact, 0.99) * 1e3, atQuantile(exact, 0.999) * 1e3,
        exact.empty() ? 0 : exact.back() * 1e3, over, errors.bounded.size(),
        worst == errors.bounded.end() ? 0 : *worst * 1e3, static_cast<unsigned long long>(errors.brokenBounds),
        static_cast<unsigned long long>(errors.user), static_cast<unsigned long long>(errors.wide));
}

// Compares with the log at `path` and prints what came of it.
inline void printAccuracy(const Snapshot& last, const RunFacts& facts, const std::string& runId,
                          const std::string& path)
{
    const auto truth = readTruthLog(path);
    if (!truth) {
        std::printf("  %s\n", truth.error().message.c_str());
        return;
    }
    const Accuracy accuracy = compareWithTruth(last, facts.startMonotonic, runId, truth.value());
    print("first", accuracy.first);
    print("TTFT", accuracy.ttft);
    print("later", accuracy.later);
    std::printf("  verdict %s, user lag p99 %.3f ms, busiest second %.0f %%, ok %llu of %llu, not in the log %llu\n",
                std::string{verdictName(facts.verdict.level)}.c_str(), facts.userLag.quantile(0.99) * 1e3,
                facts.busiestSecond * 100, static_cast<unsigned long long>(last.ok),
                static_cast<unsigned long long>(last.asked), static_cast<unsigned long long>(accuracy.unmatched));
    for (const VerdictReason& reason : facts.verdict.reasons)
        std::printf("  %s\n", reason.text.c_str());
}

}  // namespace inferometer
