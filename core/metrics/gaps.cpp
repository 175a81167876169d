// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/gaps.h"

#include "core/metrics/gap_distribution.h"

#include <algorithm>
#include <cmath>

namespace inferometer {

namespace {

// More tokens in one chunk than any server sends: a wrong count must not outweigh all others.
constexpr double kMostChunkTokens = 1U << 16U;
constexpr double kHair = 1e-9;  // of rounding in an even part

double gapBefore(const std::vector<Chunk>& chunks, std::size_t i)
{
    return seconds(chunks[i].arrival.at - chunks[i - 1].arrival.at);
}

// visit(i, gap a token, samples) for every gap before a chunk i. An even part is no whole number: a chunk gives as many
// samples as whole tokens are full with it.
template <typename Visit>
void forEachTokenGap(const RequestRecord& record, const std::vector<Chunk>& chunks, Visit&& visit)
{
    double full = chunks.empty() ? 0 : chunkTokensOf(record, chunks[0], 0);
    for (std::size_t i = 1; i < chunks.size(); ++i) {
        const double tokens = chunkTokensOf(record, chunks[i], i);
        const double before = std::floor(full + kHair);
        full += tokens;
        const double samples = std::min(std::floor(full + kHair) - before, kMostChunkTokens);
        if (samples > 0)
            visit(i, gapBefore(chunks, i) / tokens, static_cast<std::uint64_t>(samples));
    }
}

Stamp stampBefore(const std::vector<Chunk>& chunks, std::size_t i)
{
    return std::max(chunks[i - 1].arrival.stamp, chunks[i].arrival.stamp);
}

// One end makes the gap too long, the other too short: they do not add up.
double errorBefore(const std::vector<Chunk>& chunks, std::size_t i)
{
    return seconds(std::max(chunks[i - 1].arrival.bound, chunks[i].arrival.bound));
}

class Gaps
{
public:
    void add(const RequestRecord& record, const std::vector<Chunk>& chunks)
    {
        addGaps(record, chunks);
        const bool estimated = tokenBasisOf(record) != TokenBasis::PerChunk;
        for (std::size_t i = 1; i < chunks.size(); ++i)
            m_iclArrivals.add(stampBefore(chunks, i), errorBefore(chunks, i));
        forEachTokenGap(record, chunks, [&](std::size_t i, double /*gap*/, std::uint64_t samples) {
            m_itlArrivals.add(stampBefore(chunks, i), errorBefore(chunks, i) / chunkTokensOf(record, chunks[i], i),
                              samples);
            m_estimated += estimated ? samples : 0;
        });
    }

    void addGaps(const RequestRecord& record, const std::vector<Chunk>& chunks)
    {
        for (std::size_t i = 1; i < chunks.size(); ++i)
            m_icl.add(gapBefore(chunks, i));
        m_icl.endRequest();
        forEachTokenGap(record, chunks,
                        [&](std::size_t /*i*/, double gap, std::uint64_t samples) { m_itl.add(gap, samples); });
        m_itl.endRequest();
    }

    void startSecondPass()
    {
        m_icl.startSecondPass();
        m_itl.startSecondPass();
    }

    GapStatistics statistics() const
    {
        return {{nullptr, m_icl.statistics(), m_iclArrivals.stamps, m_iclArrivals.errorMax, 0},
                {nullptr, m_itl.statistics(), m_itlArrivals.stamps, m_itlArrivals.errorMax, m_estimated}};
    }

private:
    GapDistribution m_icl;
    GapDistribution m_itl;
    ArrivalTally m_iclArrivals;
    ArrivalTally m_itlArrivals;
    std::uint64_t m_estimated = 0;  // ITL samples
};

template <typename Visit>
void forEachWithValues(const Blocks& blocks, Visit&& visit)
{
    for (const auto& block : blocks)
        for (const RequestRecord& record : block->records)
            if (givesValues(record))
                visit(record, chunksOf(*block, record));
}

}  // namespace

void ArrivalTally::add(Stamp stamp, double error, std::uint64_t samples)
{
    stamps.at(static_cast<std::size_t>(stamp)) += samples;
    if (stamp != Stamp::Exact)
        errorMax = std::max(errorMax, error);
}

void appendGaps(const RecordBlock& block, const RequestRecord& record, bool perToken, std::vector<double>& out)
{
    const std::vector<Chunk> chunks = chunksOf(block, record);
    if (perToken)
        forEachTokenGap(record, chunks, [&out](std::size_t /*chunk*/, double gap, std::uint64_t samples) {
            out.insert(out.end(), samples, gap);
        });
    else
        for (std::size_t i = 1; i < chunks.size(); ++i)
            out.push_back(gapBefore(chunks, i));
}

GapStatistics gapStatisticsOf(const Blocks& blocks)
{
    Gaps gaps;
    forEachWithValues(blocks,
                      [&](const RequestRecord& record, const std::vector<Chunk>& chunks) { gaps.add(record, chunks); });
    gaps.startSecondPass();
    forEachWithValues(
        blocks, [&](const RequestRecord& record, const std::vector<Chunk>& chunks) { gaps.addGaps(record, chunks); });
    return gaps.statistics();
}

}  // namespace inferometer
