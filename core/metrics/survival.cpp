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
    double left = 1;   // as m_left, but where all that outlive the last known time had ended when they were cut
    const auto knownUpTo = known.empty()
        ? all.begin()
        : std::upper_bound(all.begin(), all.end(), Observation{*std::max_element(known.begin(), known.end()), false});
    for (std::size_t i = 0; i < all.size(); ++i) {
        m_mean += m_left * (all[i].time - last);
        last = all[i].time;
        const bool isBeyond = all.begin() + static_cast<std::ptrdiff_t>(i) >= knownUpTo;
        if (all[i].cut && !isBeyond)
            continue;
        share = left / static_cast<double>(all.size() - i);
        m_steps.push_back({all[i].time, 1 - left});
        left = i + 1 == all.size() ? 0 : left - share;
        if (!isBeyond)
            m_left = left;
    }
    m_known = known.size();
    // Type 7 puts the smallest at 0 and the largest at 1, so the largest's own share is not to be covered.
    for (Step& step : m_steps)
        step.position = share < 1 ? std::min(1.0, step.position / (1 - share)) : 0;
}

Survival::Point Survival::quantile(double q) const
{
    assert(q >= 0 && q <= 1);
    const auto above = std::upper_bound(m_steps.begin(), m_steps.end(), q,
                                        [](double value, const Step& step) { return value < step.position; });
    const Step& below = above == m_steps.begin() ? m_steps.front() : *(above - 1);
    const bool reached = m_known > 0 && q <= m_steps[m_known - 1].position + kHair;
    if (above == m_steps.begin() || above == m_steps.end())
        return {below.time, reached};
    const double part = (q - below.position) / (above->position - below.position);
    return {below.time + part * (above->time - below.time), reached};
}

}  // namespace inferometer
