// SPDX-License-Identifier: GPL-3.0-or-later
// One run of a suite as it stood at one moment, from waiting in line to its result.
#pragma once

#include "core/store/run_card.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inferometer {

// Never given twice by a suite.
using MemberId = std::uint64_t;

// Preparing: names, prompts, probes. Saving: the run is over, its answers are counted where nobody did, its files are
// being written. What comes behind is final.
enum class MemberState : std::uint8_t { Waiting, Preparing, Running, Saving, Ended, Failed, Cancelled };

constexpr bool isOver(MemberState state) { return state >= MemberState::Ended; }

// A value: immutable once the suite has told of it.
struct Member
{
    MemberId id = 0;
    MemberId order = 0;  // the member that was added; the models of one spec share it
    int model = 0;       // which of these it is: the index in names of results
    MemberState state = MemberState::Waiting;
    RunSpec spec;         // as asked, the endpoint put in; of its own model once those of its order are known
    Sentence step;        // what preparing does, or counting; empty before it says so
    int steps = 0;        // of preparing, said so far
    bool hasKey = false;  // its key is in memory: until it was prepared
    // Once prepared: without stem and start until it runs.
    std::shared_ptr<const RunHeader> header;
    std::string folder;           // RESULTS_DIR/<stem>; empty until it runs
    std::optional<RunCard> card;  // Ended, or Failed when nothing but its files is missing
    // With the card, whole: in the change that tells of the end alone, since a list of such runs would fill the memory.
    std::shared_ptr<const FinishedRun> run;
    std::optional<Error> error;  // Failed; Cancelled when it had begun
};

using MemberPtr = std::shared_ptr<const Member>;

}  // namespace inferometer
