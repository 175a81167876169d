// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_end.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace inferometer {

namespace {

using Kind = RunEnd::Kind;

struct Ended
{
    const RunSpec& spec;
    const RunFacts& facts;
    const RequestCounts& counts;
};

// One thing to say of an end; what applies is said in the order of the rows.
struct EndRow
{
    Kind kind;
    bool isCause;  // of these the first that applies alone
    bool (*applies)(const Ended& run);
    Sentence (*said)(const Ended& run);
};

bool isInterrupted(const Ended& run) { return wasInterrupted(run.facts); }

bool isFaulty(const Ended& run) { return !run.facts.localFault.empty(); }

bool isCut(const Ended& run) { return run.facts.neverSent > 0 || run.counts.cancelled > 0; }

bool isTimedOut(const Ended& run)
{
    const LimitSpec& limits = run.spec.limits;
    if (limits.timeout <= 0 || !isCut(run))
        return false;
    return run.facts.neverSent > 0 ? run.facts.loadEnd >= fromSeconds(limits.timeout)
                                   : run.facts.elapsed >= fromSeconds(limits.timeout) + fromSeconds(limits.gracePeriod);
}

std::uint64_t begun(const Ended& run) { return run.counts.ok + run.counts.failed; }

bool haveAllFailed(const Ended& run) { return run.counts.failed > 0 && run.counts.ok == 0; }
bool haveSomeFailed(const Ended& run) { return run.counts.failed > 0 && run.counts.ok > 0; }

constexpr std::array kRows{
    EndRow{Kind::Broken, true, isInterrupted,
           [](const Ended&) { return sentence("errors", "interrupted when its program ended"); }},
    EndRow{Kind::Broken, true, isFaulty,
           [](const Ended&) { return sentence("errors", "ended by a fault of this machine"); }},
    EndRow{Kind::Cut, true, isTimedOut, [](const Ended&) { return sentence("errors", "stopped by the timeout"); }},
    EndRow{Kind::Cut, true, isCut, [](const Ended&) { return sentence("errors", "stopped by hand"); }},
    EndRow{
        Kind::Cut, false, [](const Ended& run) { return run.facts.neverSent > 0; },
        [](const Ended& run) { return sentence("errors", "%1 never sent").with(Figure::count(run.facts.neverSent)); }},
    EndRow{Kind::Cut, false, [](const Ended& run) { return run.counts.cancelled > 0; },
           [](const Ended& run) { return sentence("errors", "%1 cut").with(Figure::count(run.counts.cancelled)); }},
    EndRow{Kind::AllFailed, false, haveAllFailed,
           [](const Ended&) { return sentence("errors", "all requests failed"); }},
    EndRow{Kind::SomeFailed, false, haveSomeFailed,
           [](const Ended& run) {
               return sentence("errors", "%1 of %2 requests failed")
                   .with(Figure::count(run.counts.failed), Figure::count(begun(run)));
           }},
};

// A cause, two amounts and the failures at most.
constexpr std::array<std::string_view, 5> kJoined{"", "%1", "%1, %2", "%1, %2, %3", "%1, %2, %3, %4"};

}  // namespace

bool wasInterrupted(const RunFacts& facts)
{
    const std::vector<VerdictReason>& reasons = facts.verdict.reasons;
    return std::any_of(reasons.begin(), reasons.end(), [](const auto& reason) { return reason.id == "interrupted"; });
}

RunEnd endOf(const RunSpec& spec, const RunFacts& facts, const RequestCounts& counts)
{
    const Ended run{spec, facts, counts};
    RunEnd end;
    bool hasCause = false;
    for (const EndRow& row : kRows) {
        if ((row.isCause && hasCause) || !row.applies(run))
            continue;
        hasCause = hasCause || row.isCause;
        end.kind = std::max(end.kind, row.kind);
        end.said.figures.emplace_back(row.said(run));
    }
    if (end.said.figures.empty())
        end.said = sentence("errors", "whole");
    else
        end.said.pattern = kJoined.at(end.said.figures.size());
    return end;
}

}  // namespace inferometer
