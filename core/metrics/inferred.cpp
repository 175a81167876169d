// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/inferred.h"

#include "core/metrics/distribution.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <tuple>

namespace inferometer {

namespace {

struct FirstToken
{
    const RequestRecord* record;
    double ttft;  // s, by the server
};

// Of every ok request; empty when one lacks it.
std::vector<FirstToken> firstTokens(const Blocks& blocks)
{
    std::vector<FirstToken> all;
    for (const auto& block : blocks) {
        for (const RequestRecord& record : block->records) {
            if (!givesValues(record))
                continue;
            const auto ttft = serverValueOf(*block, record, ServerMetrics::Ttft);
            if (!ttft)
                return {};
            all.push_back({&record, *ttft});
        }
    }
    return all;
}

bool saysBatches(const Blocks& blocks)
{
    return std::any_of(blocks.begin(), blocks.end(), [](const auto& block) {
        return std::any_of(block->records.begin(), block->records.end(), [&](const RequestRecord& record) {
            return serverValueOf(*block, record, ServerMetrics::BatchSize).has_value();
        });
    });
}

}  // namespace

std::optional<SwitchingTime> switchingTimeOf(const Blocks& blocks)
{
    std::vector<FirstToken> all = firstTokens(blocks);
    if (all.size() < 2)
        return std::nullopt;
    const auto first = std::min_element(all.begin(), all.end(), [](const FirstToken& a, const FirstToken& b) {
        return std::tuple{a.record->sent, a.ttft} < std::tuple{b.record->sent, b.ttft};
    });
    std::vector<double> others;
    for (auto one = all.begin(); one != all.end(); ++one)
        if (one != first)
            others.push_back(one->ttft);
    const Statistics rest = statisticsOf(std::move(others));
    const double deviation = std::isnan(rest.stddev) ? 1e-16 : rest.stddev;  // the kit's stand-in for a single value
    const double extra = first->ttft - rest.mean;
    if (extra > rest.mean + 3 * deviation)
        return SwitchingTime{first->record, extra};
    return std::nullopt;
}

std::vector<std::uint64_t> requestGroupsOf(const Blocks& blocks)
{
    if (saysBatches(blocks))
        return {};
    std::vector<FirstToken> all = firstTokens(blocks);
    std::sort(all.begin(), all.end(), [](const FirstToken& a, const FirstToken& b) {
        return std::tuple{a.record->end, a.record->sequence} < std::tuple{b.record->end, b.record->sequence};
    });
    std::vector<std::uint64_t> groups;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i == 0 || all[i].ttft != all[i - 1].ttft)
            groups.push_back(0);
        ++groups.back();
    }
    return groups;
}

std::uint64_t batchOfGroup(std::uint64_t size) { return std::bit_ceil(size); }

std::optional<std::uint64_t> prevailingBatch(const std::vector<std::uint64_t>& batches)
{
    std::array<std::uint64_t, 64> places{};  // by the power of two
    std::uint64_t all = 0;
    for (const std::uint64_t batch : batches) {
        places.at(static_cast<std::size_t>(std::countr_zero(batch))) += batch;
        all += batch;
    }
    const auto* const most = std::max_element(places.begin(), places.end());
    return 2 * *most > all ? std::optional{std::uint64_t{1} << static_cast<unsigned>(most - places.begin())}
                           : std::nullopt;
}

Inferred inferredOf(const Blocks& blocks)
{
    Inferred inferred;
    if (const auto switching = switchingTimeOf(blocks))
        inferred.switchingTime = switching->value;
    std::vector<std::uint64_t> batches = requestGroupsOf(blocks);
    std::transform(batches.begin(), batches.end(), batches.begin(), batchOfGroup);
    if (const auto batch = prevailingBatch(batches))
        inferred.batchSize = static_cast<double>(*batch);
    return inferred;
}

}  // namespace inferometer
