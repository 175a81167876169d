// SPDX-License-Identifier: GPL-3.0-or-later
// The bars of the Gantt chart as compact columns, one row a request: a snapshot adds only what is new in it.
#pragma once

#include "core/load/snapshot.h"

#include <cstdint>
#include <limits>
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

class GanttColumns
{
public:
    // Takes in the blocks that came since the last call, and the requests in flight.
    // REQUIRES: `snapshot` is of the same run as the ones before, and not older.
    void update(const Snapshot& snapshot);
    void clear();

    // Rows are indexed by a request's sequence; a row may have state None.
    std::size_t rows() const { return m_state.size(); }
    // The moment of the last snapshot, in s: where bars in flight end.
    double now() const { return m_now; }
    std::uint64_t count(BarState state) const { return m_counts[static_cast<std::size_t>(state)]; }
    BarState state(std::size_t row) const { return m_state[row]; }
    // REQUIRES: row < rows().
    Bar bar(std::size_t row) const;

private:
    void put(std::uint64_t sequence, const Bar& bar);
    void putRecord(const RequestRecord& record);
    void putInFlight(const InFlight& request);

    // Lengths as float: 16 million steps over a run are finer than any pixel, and halve the memory.
    std::vector<double> m_sent;
    std::vector<float> m_queue;
    std::vector<float> m_wait;    // to the first token; negative: none
    std::vector<float> m_length;  // from `sent` to the end
    std::vector<BarState> m_state;
    std::array<std::uint64_t, 5> m_counts{};
    std::size_t m_blocks = 0;
    std::uint64_t m_places = 0;  // of the last snapshot
    double m_now = 0;
};

}  // namespace inferometer::plots
