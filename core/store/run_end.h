// SPDX-License-Identifier: GPL-3.0-or-later
// How a run ended, in words: so that one that was cut or that failed never looks whole.
#pragma once

#include "core/store/run_card.h"

#include <cstdint>

namespace inferometer {

struct RunEnd
{
    // The gravest of what applies. Broken: this machine or this program ended it.
    enum class Kind : std::uint8_t { Whole, Cut, SomeFailed, AllFailed, Broken };

    Kind kind = Kind::Whole;
    // "whole"; "stopped by the timeout, 468 never sent"; "stopped by hand, 12 cut, 28 % of requests failed".
    Sentence said;
};

// Of requests that count, warm-up and cool-down left out, but for those never sent. A run was stopped by its timeout if
// its load ended then, or if it was cut when the grace period behind it was over; else by hand.
RunEnd endOf(const RunSpec& spec, const RunFacts& facts, const RequestCounts& counts);
inline RunEnd endOf(const RunCard& card) { return endOf(card.header.spec, card.facts, card.summary); }
inline RunEnd endOf(const FinishedRun& run) { return endOf(run.header.spec, run.facts, run.summary); }

// Whether its program ended before it did; what is known of it are its records.
bool wasInterrupted(const RunFacts& facts);

}  // namespace inferometer
