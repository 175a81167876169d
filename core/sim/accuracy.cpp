// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/accuracy.h"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace inferometer {
namespace {

struct Bracket
{
    Nanos low{0};
    Nanos high{0};

    bool isNarrow() const { return high - low <= kWidestBracket; }
    double errorOf(Nanos value) const { return seconds(std::max({low - value, value - high, Nanos{0}})); }
};

std::vector<Bracket> payloadSends(const TruthRecord& truth)
{
    std::vector<Bracket> brackets;
    for (const TruthSend& send : truth.sends) {
        if (send.kind == TruthKind::First || send.kind == TruthKind::Token)
            brackets.push_back({send.before, isSet(send.after) ? send.after : Nanos::max()});
    }
    return brackets;
}

// `value` is a moment or a duration, as the bracket is; `arrival` says how well it is known.
void add(ErrorSet& errors, Nanos value, const Arrival& arrival, Bracket truth)
{
    if (arrival.stamp == Stamp::User) {
        ++errors.user;
    } else if (!truth.isNarrow()) {
        ++errors.wide;
    } else if (arrival.stamp == Stamp::Exact) {
        errors.exact.push_back(truth.errorOf(value));
    } else {
        errors.bounded.push_back(truth.errorOf(value));
        errors.brokenBounds += truth.high < value - arrival.bound || truth.low > value ? 1 : 0;
    }
}

void compare(Accuracy& accuracy, Nanos runStart, const RequestRecord& record, const std::vector<Chunk>& chunks,
             const TruthRecord& truth)
{
    const std::vector<Bracket> sends = payloadSends(truth);
    if (chunks.size() != sends.size() || chunks.empty()) {
        ++accuracy.unmatched;
        return;
    }
    const auto at = [&](std::size_t i) { return runStart + chunks[i].arrival.at; };
    const auto isExact = [&](std::size_t i) { return chunks[i].arrival.stamp == Stamp::Exact && sends[i].isNarrow(); };
    add(accuracy.ttft, chunks[0].arrival.at - record.sent, chunks[0].arrival,
        {sends[0].low - truth.begin(), sends[0].high - truth.begin()});
    for (std::size_t i = 0; i < chunks.size(); ++i) {
        add(i == 0 ? accuracy.first : accuracy.later, at(i), chunks[i].arrival, sends[i]);
        if (i > 0 && isExact(i - 1) && isExact(i)) {
            const Bracket gap{sends[i].low - sends[i - 1].high, sends[i].high - sends[i - 1].low};
            accuracy.gaps.push_back(gap.errorOf(at(i) - at(i - 1)));
        }
    }
}

}  // namespace

Accuracy compareWithTruth(const Snapshot& snapshot, Nanos runStart, std::string_view runId,
                          const std::vector<TruthRecord>& truth)
{
    std::unordered_map<std::string_view, const TruthRecord*> byId;
    for (const TruthRecord& record : truth)
        byId.emplace(record.id, &record);
    Accuracy accuracy;
    for (std::size_t i = 0; i < snapshot.blocks; ++i) {
        const RecordBlock& block = *snapshot.records->at(i);
        for (const RequestRecord& record : block.records) {
            const auto known = byId.find(std::string{runId} + "-" + std::to_string(record.sequence));
            if (record.outcome == Outcome::Ok && known != byId.end())
                compare(accuracy, runStart, record, chunksOf(block, record), *known->second);
            else if (record.outcome == Outcome::Ok)
                ++accuracy.unmatched;
        }
    }
    return accuracy;
}

}  // namespace inferometer
