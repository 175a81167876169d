// SPDX-License-Identifier: GPL-3.0-or-later
// How many requests a second are wanted when: one rate for ever, or stages with a rate each, constant or a ramp.
#pragma once

#include "core/base/result.h"

#include <string_view>
#include <vector>

namespace inferometer {

// The rate goes evenly from the one to the other.
struct RateStage
{
    double from = 0;  // requests a second
    double to = 0;
    double seconds = 0;
};

// "10:30s,20:60s" is 10 requests a second for 30 s, then 20 for a minute; "5-50:2m" goes evenly from 5 to 50 in two
// minutes; "0:10s" is a pause. Times in ms, s, m or h. The error is of setting `key` and names the stage and its text.
Result<std::vector<RateStage>> parseStages(std::string_view text, std::string_view key);

// The limits of stages, each and together; what one run may have of requests is kMostRequests.
inline constexpr double kMostRate = 1'000'000;
inline constexpr double kMostRequests = 100'000'000;

// A rate as a function of time, with its integral: the requests that are wanted by then. Moments in s.
class RateProfile
{
public:
    // One rate, without an end. REQUIRES: rate > 0.
    explicit RateProfile(double rate);
    // REQUIRES: as parseStages() gives them.
    explicit RateProfile(const std::vector<RateStage>& stages);

    bool ends() const;
    double duration() const;  // infinite: it does not end
    double total() const;     // requests of all stages together; infinite likewise
    double peak() const;      // the highest rate

    // The requests that are wanted by then, fractions included.
    double countAt(double moment) const;

    // The inverse: the moment from which more than `count` are wanted; at the edge of a pause that is its end. The
    // duration where no more ever are. A process of rate 1 seen through it has the profile's rate (time change by the
    // integrated rate; Cinlar, "Introduction to Stochastic Processes", 1975, 4.7). REQUIRES: count >= 0.
    double momentOf(double count) const;

private:
    struct Piece : RateStage
    {
        double start = 0;   // s
        double before = 0;  // requests until then
    };
    std::vector<Piece> m_pieces;
};

}  // namespace inferometer
