// SPDX-License-Identifier: GPL-3.0-or-later
// The distribution of times of which some are only known to be longer than what was waited (right-censored): the
// product-limit estimator of Kaplan & Meier, "Nonparametric Estimation from Incomplete Observations", JASA 53 (1958).
// It holds where being cut has nothing to do with how long the rest would have taken, as at the end of a run.
#pragma once

#include <cstddef>
#include <vector>

namespace inferometer {

class Survival
{
public:
    // `known` are times seen to their end, `censored` the times waited by those that were cut. REQUIRES: not both
    // empty.
    Survival(const std::vector<double>& known, const std::vector<double>& censored);

    struct Point
    {
        double value = 0;
        bool reached = true;  // false: behind the last known time; the value is a lower limit
    };
    // Quantile q in [0, 1]. Linear between the known times as type 7 is, to which it comes down without censoring.
    // Those that were cut behind the last known time stand in its lower limits with the time they had waited.
    Point quantile(double q) const;

    // Area under the survival curve up to the largest time: the mean, or a lower limit of it unless complete().
    double mean() const { return m_mean; }
    // The largest time of all is a known one.
    bool complete() const { return m_left <= 0; }
    double largest() const { return m_largest; }

private:
    struct Step
    {
        double time;
        double position;  // quantile that this time is, as type 7 counts: (i - 1) / (n - 1) without censoring
    };
    std::vector<Step> m_steps;  // known times, then the cut ones behind the last of them; ascending
    std::size_t m_known = 0;    // how many of them are known
    double m_left = 1;          // share that outlives the last known time
    double m_mean = 0;
    double m_largest = 0;
};

}  // namespace inferometer
