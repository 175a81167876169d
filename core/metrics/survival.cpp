// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/survival.h"

#include <algorithm>
#include <cassert>

namespace inferometer {

namespace {

constexpr double kHair = 1e-9;  // of rounding in the products

struct Observation
{
    double time;
    bool cut;  // at one moment the known come first: the cut are still at risk

    auto operator<=>(const Observation&) const = default;  // NOLINT(modernize-use-nullptr): it mistakes the default
};

std::vector<Observation> merged(const std::vector<double>& known, const std::vector<double>& censored)
{
    std::vector<Observation> all;
    all.reserve(known.size() + censored.size());
    for (const double time : known)
        all.push_back({time, false});
    for (const double time : censored)
        all.push_back({time, true});
    std::sort(all.begin(), all.end());
    return all;
}

}  // namespace

Survival::Survival(const std::vector<double>& known, const std::vector<double>& censored)
{
    const std::vector<Observation> all = merged(known, censored);
    assert(!all.empty());
    m_steps.reserve(known.size());
    m_largest = all.back().time;
    double last = 0;   // the time the curve was followed to
    double share = 1;  // what each of those at risk stands for: itself, and its part of those cut before it
    for (std::size_t i = 0; i < all.size(); ++i) {
        m_mean += m_left * (all[i].time - last);
        last = all[i].time;
        if (all[i].cut)
            continue;
        share = m_left / static_cast<double>(all.size() - i);
        m_steps.push_back({all[i].time, 1 - m_left});
        m_left = i + 1 == all.size() ? 0 : m_left - share;
    }
    // Type 7 puts the smallest at 0 and the largest at 1, so the largest's own share is not to be covered.
    for (Step& step : m_steps)
        step.position = share < 1 ? std::min(1.0, step.position / (1 - share)) : 0;
}

Survival::Point Survival::quantile(double q) const
{
    assert(q >= 0 && q <= 1);
    if (q > 1 - m_left + kHair || m_steps.empty())
        return {m_largest, false};
    const auto above = std::upper_bound(m_steps.begin(), m_steps.end(), q,
                                        [](double value, const Step& step) { return value < step.position; });
    if (above == m_steps.begin())
        return {m_steps.front().time, true};
    const Step& below = *(above - 1);
    if (above == m_steps.end())
        return {below.time, true};
    const double part = (q - below.position) / (above->position - below.position);
    return {below.time + part * (above->time - below.time), true};
}

}  // namespace inferometer
