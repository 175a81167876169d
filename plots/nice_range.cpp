// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/nice_range.h"

#include <cassert>
#include <cmath>

namespace inferometer::plots {

double niceCeiling(double value, std::span<const double> steps)
{
    assert(value > 0);
    const double decade = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : steps) {
        // The slack keeps 3.0000000001 at 3: a rounding error is not worth a step.
        if (step * decade * (1 + 1e-9) >= value)
            return step * decade;
    }
    return 10 * decade;
}

bool NiceRange::include(double value)
{
    if (!(value > m_end) || !std::isfinite(value))
        return false;
    m_end = niceCeiling(value);
    return true;
}

void NiceRange::fit(double value)
{
    reset();
    if (value > 0 && std::isfinite(value))
        m_end = niceCeiling(value);
}

void NiceRange::fitExactly(double value)
{
    reset();
    if (value > 0 && std::isfinite(value))
        m_end = value;
}

}  // namespace inferometer::plots
