// SPDX-License-Identifier: GPL-3.0-or-later
// The life of one request in phases: waiting for its turn, connecting, writing, waiting for the first token, reasoning,
// tokens, and what the server still sends after them.
#pragma once

#include "core/metrics/request_record.h"

#include <QString>

#include <vector>

namespace inferometer::ui {

// Whose doing a phase is: ours, or one of the server's (coloured as the bars of the Gantt chart are).
enum class PhaseMark : std::uint8_t { Client, Waiting, Reasoning, Tokens };

struct RequestPhase
{
    const char* id;
    QString label;
    QString help;
    Nanos from;  // since run start
    Nanos to;
    PhaseMark mark;
};

// Those that took place, in the order in which they began.
std::vector<RequestPhase> phasesOf(const RequestRecord& record);

// The parts of its time to the first token, one behind the other (ttft_parts.h): a part that is less than 0 ends before
// it begins. Empty where the server tells none.
std::vector<RequestPhase> ttftPhasesOf(const RecordBlock& block, const RequestRecord& record);

// "queue 1.2 ms, write 30 µs, ...".
QString phasesSentence(const std::vector<RequestPhase>& phases);

}  // namespace inferometer::ui
