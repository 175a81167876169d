// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/accuracy.h"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace inferometer::cli {
namespace {

struct Bracket
{
    Nanos low{0};
    Nanos high{0};
};

double outside(Nanos value, Bracket bracket)
{
    return seconds(std::max({bracket.low - value, value - bracket.high, Nanos{0}}));
}

std::vector<Bracket> payloadSends(const TruthRecord& truth)
{
    std::vector<Bracket> brackets;
    for (const TruthSend& send : truth.sends) {
        if (send.kind == TruthKind::First || send.kind == TruthKind::Token)
            brackets.push_back({send.before, isSet(send.after) ? send.after : Nanos::max()});
    }
    return brackets;
}

class Comparison
{
public:
    Comparison(Nanos start, Accuracy& accuracy) : m_start(start), m_accuracy(accuracy) {}

    void compare(const std::vector<Chunk>& chunks, const std::vector<Bracket>& sends)
    {
        if (chunks.size() != sends.size()) {
            ++m_accuracy.unmatched;
            return;
        }
        for (std::size_t i = 0; i < chunks.size(); ++i) {
            if (!usable(chunks[i].arrival, sends[i]))
                continue;
            if (i == 0)
                m_accuracy.firstTokens.push_back(outside(at(chunks[i]), sends[i]));
            else if (chunks[i - 1].arrival.stamp == Stamp::Exact && isNarrow(sends[i - 1]))
                m_accuracy.gaps.push_back(
                    outside(at(chunks[i]) - at(chunks[i - 1]),
                            {sends[i].low - sends[i - 1].high, sends[i].high - sends[i - 1].low}));
        }
    }

private:
    Nanos at(const Chunk& chunk) const { return m_start + chunk.arrival.at; }
    static bool isNarrow(Bracket send) { return send.high - send.low <= kWidestBracket; }

    // Whether the arrival claims to be exact and the truth is known well enough to judge it. Counts those that are not.
    bool usable(const Arrival& arrival, Bracket send)
    {
        if (arrival.stamp == Stamp::User) {
            ++m_accuracy.user;
            return false;
        }
        if (arrival.stamp == Stamp::Bounded) {
            ++m_accuracy.bounded;
            const Nanos latest = m_start + arrival.at;
            m_accuracy.brokenBounds += send.high < latest - arrival.bound || send.low > latest ? 1 : 0;
            return false;
        }
        m_accuracy.wide += isNarrow(send) ? 0 : 1;
        return isNarrow(send);
    }

    const Nanos m_start;
    Accuracy& m_accuracy;
};

}  // namespace

Accuracy compareWithTruth(const Snapshot& snapshot, const RunFacts& facts, std::string_view runId,
                          const std::vector<TruthRecord>& truth)
{
    std::unordered_map<std::string_view, const TruthRecord*> byId;
    for (const TruthRecord& record : truth)
        byId.emplace(record.id, &record);
    Accuracy accuracy;
    Comparison comparison{facts.startMonotonic, accuracy};
    for (std::size_t i = 0; i < snapshot.blocks; ++i) {
        const RecordBlock& block = *snapshot.records->at(i);
        for (const RequestRecord& record : block.records) {
            const auto known = byId.find(std::string{runId} + "-" + std::to_string(record.sequence));
            if (record.outcome == Outcome::Ok && known != byId.end())
                comparison.compare(chunksOf(block, record), payloadSends(*known->second));
            else if (record.outcome == Outcome::Ok)
                ++accuracy.unmatched;
        }
    }
    return accuracy;
}

}  // namespace inferometer::cli
