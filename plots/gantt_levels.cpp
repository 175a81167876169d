// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/gantt_levels.h"

#include <algorithm>
#include <cmath>

namespace inferometer::plots {

namespace {

using Span = GanttLevels::Span;

constexpr int kStepsAtFirst = 512;  // in all that a leaf shows
constexpr int kFinest = -40;        // far below what a clock tells
constexpr int kBits = 29;           // of a position

bool isBefore(const Span& a, const Span& b)
{
    if (a.from != b.from)
        return a.from < b.from;
    return a.to != b.to ? a.to < b.to : a.part < b.part;
}

bool isSame(const Span& a, const Span& b) { return a.from == b.from && a.to == b.to && a.part == b.part; }

void coarsen(std::vector<Span>& spans, int by)
{
    const int bits = std::min(by, kBits + 1);  // all there are
    for (Span& span : spans) {
        span.from >>= bits;
        span.to >>= bits;
    }
}

// Those with the same place become one.
void unite(std::vector<Span>& spans)
{
    std::sort(spans.begin(), spans.end(), isBefore);
    auto last = spans.begin();
    for (auto next = last + 1; next != spans.end(); ++next) {
        if (isSame(*last, *next))
            last->count += next->count;
        else
            *++last = *next;
    }
    spans.erase(last + 1, spans.end());
}

// REQUIRES: spans are not empty.
void thin(GanttLevels::Group& group)
{
    for (unite(group.spans); group.spans.size() > GanttLevels::kMostSpans; unite(group.spans)) {
        coarsen(group.spans, 1);
        ++group.exponent;
    }
    group.spans.shrink_to_fit();
}

int exponentOf(double value) { return value > 0 ? std::ilogb(value) + 1 : kFinest; }

}  // namespace

double GanttLevels::Group::step() const { return std::ldexp(1.0, exponent); }

void GanttLevels::put(std::size_t leaf, const std::vector<Part>& parts)
{
    if (parts.empty())
        return;
    Group group;
    group.low = group.high = parts.front().from;
    for (const Part& part : parts) {
        group.low = std::min({group.low, part.from, part.to});
        group.high = std::max({group.high, part.from, part.to});
    }
    const double farthest = std::max(std::abs(group.low), std::abs(group.high));
    group.exponent
        = std::max({exponentOf((group.high - group.low) / kStepsAtFirst), exponentOf(farthest) - kBits, kFinest});
    const double perStep = 1 / group.step();
    group.spans.reserve(parts.size());
    for (const Part& part : parts)
        group.spans.push_back({static_cast<std::int32_t>(std::floor(part.from * perStep)),
                               static_cast<std::int32_t>(std::floor(part.to * perStep)), 1, part.part});
    thin(group);
    if (m_levels.empty())
        m_levels.emplace_back();
    if (m_levels[0].size() <= leaf)
        m_levels[0].resize(leaf + 1);
    m_levels[0][leaf] = std::move(group);
    merge(1, leaf / kFanout);
}

const GanttLevels::Group* GanttLevels::known(std::size_t level, std::size_t index) const
{
    if (level >= m_levels.size() || index >= m_levels[level].size() || m_levels[level][index].spans.empty())
        return nullptr;
    return &m_levels[level][index];
}

// Once all of its groups are known, and upwards from there.
void GanttLevels::merge(std::size_t level, std::size_t index)
{
    Group group;
    group.exponent = kFinest;
    for (std::size_t i = 0; i < kFanout; ++i) {
        const Group* child = known(level - 1, index * kFanout + i);
        if (!child)
            return;
        group.exponent = std::max(group.exponent, child->exponent);
        group.low = i == 0 ? child->low : std::min(group.low, child->low);
        group.high = i == 0 ? child->high : std::max(group.high, child->high);
    }
    for (std::size_t i = 0; i < kFanout; ++i) {
        const Group& child = *known(level - 1, index * kFanout + i);
        std::vector<Span> spans = child.spans;
        coarsen(spans, group.exponent - child.exponent);
        group.spans.insert(group.spans.end(), spans.begin(), spans.end());
    }
    thin(group);
    if (m_levels.size() <= level)
        m_levels.emplace_back();
    if (m_levels[level].size() <= index)
        m_levels[level].resize(index + 1);
    m_levels[level][index] = std::move(group);
    merge(level + 1, index / kFanout);
}

GanttLevels::Found GanttLevels::at(std::size_t row, std::size_t end, double step, double left, double right) const
{
    Found found;
    std::size_t size = kLeaf;
    for (std::size_t level = 0; row % size == 0 && row + size <= end; ++level, size *= kFanout) {
        const Group* group = known(level, row / size);
        // The levels above are no finer and touch what this one touches.
        if (!group || (group->step() > step && group->touches(left, right)))
            break;
        found = {group, size};
    }
    return found;
}

}  // namespace inferometer::plots
