// SPDX-License-Identifier: GPL-3.0-or-later
// Levels of detail of a Gantt chart: what neighbouring rows show together, in groups of 128 rows, of four such groups,
// and so on. A group holds each distinct extent of its bars' parts once, with how many have it, in steps of time just
// coarse enough that there are few of them. It stands for its rows wherever a pixel is longer than these steps.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

namespace inferometer::plots {

// What a bar is made of. Muted: queue time and what was cancelled.
enum class BarPart : std::uint8_t { Waiting, Streaming, Bad, Muted };
inline constexpr std::size_t kBarParts = 4;

class GanttLevels
{
public:
    static constexpr std::size_t kLeaf = 128;      // rows of the smallest group
    static constexpr std::size_t kFanout = 4;      // groups in one of the level above
    static constexpr std::size_t kMostSpans = 64;  // a group

    // A part of some bars, from `from` to `to`, both in steps of the group and rounded down.
    struct Span
    {
        std::int32_t from;
        std::int32_t to;
        std::uint32_t count;
        BarPart part;
    };
    struct Group
    {
        int exponent = 0;  // a step is 2^exponent s
        double low = 0;    // s; nothing of the group lies outside
        double high = 0;
        std::vector<Span> spans;  // empty: its rows are not all known yet

        double step() const;
        bool touches(double left, double right) const { return low <= right && high >= left; }
    };
    struct Part
    {
        BarPart part;
        double from;  // s
        double to;
    };

    // The rows [leaf * kLeaf, (leaf + 1) * kLeaf) will not change: this is all they show. Again, if they did.
    void put(std::size_t leaf, const std::vector<Part>& parts);

    // The largest group that starts at `row`, ends by `end`, and is finer than `step` s or has nothing between `left`
    // and `right`; null: the rows have to be looked at. `rows`: of the group.
    struct Found
    {
        const Group* group = nullptr;
        std::size_t rows = 0;
    };
    Found at(std::size_t row, std::size_t end, double step, double left, double right) const;

private:
    using Level = std::deque<Group>;  // grows without moving what it holds

    const Group* known(std::size_t level, std::size_t index) const;
    void merge(std::size_t level, std::size_t index);

    std::vector<Level> m_levels;
};

}  // namespace inferometer::plots
