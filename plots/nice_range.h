// SPDX-License-Identifier: GPL-3.0-or-later
// An axis end that grows by steps a person would choose and never shrinks while a run goes on; once it is over, the end
// fits the data.
#pragma once

#include <array>
#include <span>

namespace inferometer::plots {

inline constexpr std::array kNiceSteps{1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0};
// Whole numbers and what divides 1, so that a count has a tick of its own.
inline constexpr std::array kCountSteps{1.0, 2.0, 5.0, 10.0};

// The least of the steps times a power of ten that is not below `value`. REQUIRES: value > 0; they end with 10.
double niceCeiling(double value, std::span<const double> steps = kNiceSteps);

class NiceRange
{
public:
    // `least`: the end while nothing larger was seen.
    explicit NiceRange(double least) : m_least{least}, m_end{least} {}

    double end() const { return m_end; }
    // Grows so that `value` is inside. Returns whether the end moved.
    bool include(double value);
    // Of a run that is over, with `value` its greatest: a step that is just enough, or the value itself.
    void fit(double value);
    void fitExactly(double value);
    void reset() { m_end = m_least; }

private:
    double m_least;
    double m_end;
};

}  // namespace inferometer::plots
