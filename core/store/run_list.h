// SPDX-License-Identifier: GPL-3.0-or-later
// The runs in a folder of results: what lists of runs show and choices are made by.
#pragma once

#include "core/store/run_card.h"

#include <cstddef>
#include <stop_token>
#include <string>
#include <vector>

namespace inferometer {

inline constexpr std::size_t kMostListed = 500;

struct RunList
{
    std::vector<RunCard> cards;  // the newest first
    std::size_t left = 0;        // older folders, that were not read
};

// The runs that ended, `most` at most: one that has no end goes on, or its program died and recovery finishes it. What
// is no run, hidden, or cannot be read is passed over; of a folder that is not there comes an empty list. Empty, too,
// once `stop` is asked for.
RunList listRuns(const std::string& resultsDir, std::size_t most = kMostListed, const std::stop_token& stop = {});

}  // namespace inferometer
