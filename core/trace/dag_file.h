// SPDX-License-Identifier: GPL-3.0-or-later
// AIPerf's dag_jsonl as it stands: a line a conversation, by name, with the conversations that begin at its turns.
#pragma once

#include "core/trace/trace_rows.h"

#include <cstdint>
#include <string>
#include <vector>

namespace inferometer {

// Conversations that begin once a turn has ended.
struct DagBranch
{
    std::string child;
    TraceLink link = TraceLink::Spawn;
    std::int64_t joinAt = -1;  // the turn that waits for its end; -1: none does
};

struct DagTurn
{
    TraceRow row;  // but for its session and parent
    std::vector<DagBranch> branches;
};

// Of an orchestrator, which asks nothing itself: the next round begins when the one before it has ended.
struct DagRound
{
    std::vector<std::string> children;
    Nanos think{0};  // behind its end, before the next one
};

struct DagConversation
{
    std::string name;
    std::uint64_t line = 0;
    std::vector<DagTurn> turns{};
    std::vector<std::string> before{};  // conversations that begin as this one does
    std::vector<DagRound> rounds{};     // of an orchestrator
};

Result<DagConversation> readConversation(const TraceJson& object, TraceBuilder& builder);

}  // namespace inferometer
