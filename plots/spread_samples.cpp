// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/spread_samples.h"

#include <algorithm>
#include <cassert>

namespace inferometer::plots {

double quantileIn(std::vector<double>& values, double q)
{
    assert(!values.empty() && q >= 0 && q <= 1);
    const double position = q * static_cast<double>(values.size() - 1);
    const auto below = values.begin() + static_cast<std::ptrdiff_t>(position);
    std::nth_element(values.begin(), below, values.end());
    if (below + 1 == values.end())
        return *below;
    const double next = *std::min_element(below + 1, values.end());
    return *below + (position - static_cast<double>(below - values.begin())) * (next - *below);
}

Spread spreadOf(const Histogram& histogram)
{
    return {histogram.count(), histogram.quantile(0.05), histogram.quantile(0.5), histogram.quantile(0.95), false};
}

void SpreadSamples::add(double value)
{
    m_values.push_back(value);
    if (m_values.size() <= kExactLive)
        return;
    // The histogram's unit is its own affair: a value stands for as many seconds.
    if (m_histogram)
        return m_histogram->add(fromSeconds(value));
    m_histogram = std::make_unique<Histogram>();
    for (const double known : m_values)
        m_histogram->add(fromSeconds(known));
}

const Spread& SpreadSamples::spread(bool final)
{
    const bool exact = final || !m_histogram;
    if (m_values.empty() || (m_spread.n == m_values.size() && m_spread.isExact >= exact))
        return m_spread;
    m_spread = exact
        ? Spread{m_values.size(), quantileIn(m_values, 0.05), quantileIn(m_values, 0.5), quantileIn(m_values, 0.95)}
        : spreadOf(*m_histogram);
    return m_spread;
}

}  // namespace inferometer::plots
