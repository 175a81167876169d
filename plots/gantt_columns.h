// SPDX-License-Identifier: GPL-3.0-or-later
// The bars of the Gantt chart as compact columns, one row a request: a snapshot adds only what is new in it.
#pragma once

#include "core/load/snapshot.h"
#include "plots/gantt_levels.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

namespace inferometer::plots {

enum class BarState : std::uint8_t { None, InFlight, Ok, Failed, Cancelled };

// One request; moments in seconds since run start.
struct Bar
{
    double scheduled = 0;
    double sent = 0;
    double firstToken = std::numeric_limits<double>::quiet_NaN();  // NaN: none came (yet)
    double end = 0;
    BarState state = BarState::None;
};

// Calls take(part, from, to), in s, for each part of a bar in the order of time.
template <typename Take>
void forEachPart(const Bar& bar, const Take& take)
{
    if (bar.sent > bar.scheduled)
        take(BarPart::Muted, bar.scheduled, bar.sent);
    if (bar.state == BarState::Failed || bar.state == BarState::Cancelled)
        return take(bar.state == BarState::Failed ? BarPart::Bad : BarPart::Muted, bar.sent, bar.end);
    const double first = std::isnan(bar.firstToken) ? bar.end : bar.firstToken;
    take(BarPart::Waiting, bar.sent, first);
    if (bar.end > first)
        take(BarPart::Streaming, first, bar.end);
}

class GanttColumns
{
public:
    // Takes in the blocks that came since the last call, and the requests in flight.
    // REQUIRES: `snapshot` is of the same run as the ones before, and not older.
    void update(const Snapshot& snapshot);
    void clear();

    // Rows are indexed by a request's sequence; a row may have state None.
    std::size_t rows() const { return m_rows; }
    // The moment of the last snapshot, in s: where bars in flight end.
    double now() const { return m_now; }
    std::uint64_t count(BarState state) const { return m_counts[static_cast<std::size_t>(state)]; }
    // REQUIRES, as bar() and touches(): row < rows().
    BarState state(std::size_t row) const { return chunkOf(row).state[row % kChunk]; }
    Bar bar(std::size_t row) const;
    // Of the rows that have ended, by groups.
    const GanttLevels& levels() const { return m_levels; }
    // Whether any row of the smallest group around `row` may show something between these moments, in s.
    bool touches(std::size_t row, double left, double right) const;

private:
    static constexpr std::size_t kChunk = GanttLevels::kLeaf;

    // Rows that share a place in memory, which never moves.
    // Lengths as float: 16 million steps over a run are finer than any pixel, and halve the memory.
    struct Chunk
    {
        std::array<double, kChunk> sent{};
        std::array<float, kChunk> queue{};
        std::array<float, kChunk> wait{};    // to the first token; negative: none
        std::array<float, kChunk> length{};  // from `sent` to the end
        std::array<BarState, kChunk> state{};
        std::size_t ended = 0;
        bool changed = false;  // since the levels took it in
        double low = std::numeric_limits<double>::infinity();
        double high = -std::numeric_limits<double>::infinity();
    };

    Chunk& chunkFor(std::size_t row);
    const Chunk& chunkOf(std::size_t row) const { return *m_chunks[row / kChunk]; }
    void put(std::uint64_t sequence, const Bar& bar);
    void putRecord(const RequestRecord& record);
    void putInFlight(const InFlight& request);
    void fillLevels();

    std::vector<std::unique_ptr<Chunk>> m_chunks;
    std::size_t m_rows = 0;
    GanttLevels m_levels;
    std::vector<std::size_t> m_changed;  // chunks
    std::array<std::uint64_t, 5> m_counts{};
    std::size_t m_blocks = 0;
    std::uint64_t m_places = 0;  // of the last snapshot
    double m_now = 0;
};

}  // namespace inferometer::plots
