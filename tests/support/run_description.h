// SPDX-License-Identifier: GPL-3.0-or-later
// Everything a snapshot shows, by name and as text, so that two of them are compared in every field and a test that
// fails names the one that differs.
#pragma once

#include "core/load/snapshot.h"

#include <map>
#include <string>

namespace inferometer::test {

using Description = std::map<std::string, std::string>;

template <typename Values>
std::string listed(const Values& values)
{
    std::string text;
    for (const auto& value : values)
        text += std::to_string(value) + " ";
    return text;
}

inline std::string listed(const Histogram& histogram)
{
    std::string text = std::to_string(histogram.count()) + ": ";
    for (const auto& [bucket, times] : histogram.parts())
        text += std::to_string(bucket) + "x" + std::to_string(times) + " ";
    return text + "max " + std::to_string(histogram.max().count());
}

inline std::string listed(const SeriesSlot& slot)
{
    return listed(std::array<std::uint64_t, 6>{slot.tokens, slot.chunks, slot.started, slot.completed, slot.failed,
                                               slot.inFlight});
}

inline std::string listed(const Verdict& verdict)
{
    std::string text{verdictName(verdict.level)};
    for (const VerdictReason& reason : verdict.reasons)
        text += "\n" + reason.text;
    return text;
}

inline Description describe(const Snapshot& snapshot)
{
    Description all{{"state", std::to_string(static_cast<int>(snapshot.state))},
                    {"elapsed", std::to_string(snapshot.elapsed.count())},
                    {"asked", std::to_string(snapshot.asked)},
                    {"warmup", std::to_string(snapshot.warmup)},
                    {"started", std::to_string(snapshot.started)},
                    {"finished", std::to_string(snapshot.finished)},
                    {"ok", std::to_string(snapshot.ok)},
                    {"failed", std::to_string(snapshot.failed)},
                    {"cancelled", std::to_string(snapshot.cancelled)},
                    {"tokens", std::to_string(snapshot.tokens)},
                    {"chunks", std::to_string(snapshot.chunks)},
                    {"outcomes", listed(snapshot.outcomes)},
                    {"stamps", listed(snapshot.stamps)},
                    {"ttft", listed(snapshot.ttft)},
                    {"itl", listed(snapshot.itl)},
                    {"e2e", listed(snapshot.e2e)},
                    {"user lag", listed(snapshot.userLag)},
                    {"in flight", std::to_string(snapshot.inFlight.size())},
                    {"in flight, mean", std::to_string(snapshot.inFlightMean)},
                    {"verdict", listed(snapshot.verdict)}};
    for (std::size_t i = 0; i < snapshot.sealedSlots; ++i)
        all["slot " + std::to_string(i)] = listed(snapshot.series->at(i));
    for (std::size_t i = 0; i < snapshot.openSlots.size(); ++i)
        all["slot " + std::to_string(snapshot.sealedSlots + i)] = listed(snapshot.openSlots[i]);
    for (std::size_t i = 0; i < snapshot.blocks; ++i) {
        const RecordBlock& block = *snapshot.records->at(i);
        for (const RequestRecord& record : block.records) {
            std::string text{phaseName(record.phase)};
            text.append(" ").append(outcomeName(record.outcome)).append(" ").append(block.textOf(record.error));
            for (const Nanos moment :
                 {record.scheduled, record.sent, record.firstToken.at, record.lastToken.at, record.end})
                text += " " + std::to_string(moment.count());
            for (const Chunk& chunk : chunksOf(block, record))
                text += " " + std::to_string(chunk.arrival.at.count()) + "x" + std::to_string(chunk.tokens);
            all["request " + std::to_string(record.sequence)] = text;
        }
    }
    return all;
}

}  // namespace inferometer::test
