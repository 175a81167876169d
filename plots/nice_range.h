// SPDX-License-Identifier: GPL-3.0-or-later
// An axis end that grows by steps a person would choose and never shrinks while a run goes on; once it is over, the end
// fits the data.
#pragma once

namespace inferometer::plots {

// The least of 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10 times a power of ten that is not below `value`. REQUIRES: value > 0.
double niceCeiling(double value);

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
