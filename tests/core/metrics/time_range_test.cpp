// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/time_range.h"

#include "tests/support/records.h"
#include <gtest/gtest.h>

namespace inferometer {
namespace {

using test::ms;
using test::records;

std::string sequences(const Blocks& blocks)
{
    std::string text;
    for (const auto& block : blocks)
        for (const RequestRecord& record : block->records)
            text += std::to_string(record.sequence) + std::string{phaseName(record.phase).front()} + " ";
    return text;
}

TEST(TimeRange, HoldsWhatWasScheduledFromItsBeginUpToItsEnd)
{
    const TimeRange range{ms(100), ms(200)};
    const auto block = records("ok 99.999 150 160 170 2\nok 100 300 310 320 2\nok 199.999 250 260 270 2\n"
                               "ok 200 200 210 220 2\nok - 150 160 170 2\nconnect_refused 150 - - - 0 end=160");
    std::string held;
    for (const RequestRecord& record : block->records)
        held += range.has(record) ? "y" : "n";
    EXPECT_EQ(held, "nyynyy");
    for (const RequestRecord& record : block->records)
        EXPECT_TRUE(TimeRange{}.has(record));
    EXPECT_TRUE(TimeRange{}.has(kUnset));
}

TEST(TimeRange, CutsTheWindowsOfTheRun)
{
    const FigureWindows whole{{ms(50), ms(900)}, {ms(200), ms(700)}};
    const FigureWindows cut = windowsIn({ms(100), ms(300)}, whole);
    EXPECT_EQ(cut.rates.start, ms(100));
    EXPECT_EQ(cut.rates.end, ms(300));
    EXPECT_EQ(cut.busy.start, ms(200));
    EXPECT_EQ(cut.busy.end, ms(300));
    EXPECT_EQ(cut.peak.start, ms(100));
    EXPECT_EQ(cut.peak.end, ms(300));
    EXPECT_EQ(windowsIn({ms(950), ms(999)}, whole).rates.length(), 0);
    const FigureWindows same = windowsIn({}, whole);
    EXPECT_EQ(same.rates.start, ms(50));
    EXPECT_EQ(same.busy.end, ms(700));
}

TEST(TimeRange, SharesBlocksThatBelongWholeAndLeavesOutWhatWasNotInFlight)
{
    const auto early = records("ok 0 0 10 90 2\nok 50 50 60 140 2 text=hello");
    const auto inside = records("ok 100 100 110 180 2\nok 120 120 130 250 2", 2);
    const auto mixed
        = records("ok 60 60 70 220 4 error=words text=longer ttft=0.01\nok 190 190 195 230 2 text=kept", 4);
    const auto late = records("ok 200 200 210 300 2", 6);
    const RangeBlocks parts = blocksIn({ms(100), ms(200)}, {early, inside, mixed, late});
    ASSERT_EQ(parts.belonging.size(), 2U);
    EXPECT_EQ(parts.belonging[0], inside);
    EXPECT_EQ(sequences(parts.belonging), "2m 3m 5m ");
    const RecordBlock& part = *parts.belonging[1];
    EXPECT_EQ(part.textOf(part.records[0].response), "kept");
    // Those in flight beside it count in no figure, have their chunks, and nothing that no rate needs.
    EXPECT_EQ(sequences(parts.beside), "1w 4w ");
    const RecordBlock& other = *parts.beside[1];
    EXPECT_EQ(chunksOf(other, other.records[0]).size(), 4U);
    EXPECT_TRUE(other.text.empty());
    EXPECT_TRUE(other.textOf(other.records[0].error).empty());
    EXPECT_EQ(other.records[0].serverMetrics, -1);
    EXPECT_EQ(sequences(blocksIn({ms(0), ms(60)}, {mixed, late}).beside), "");
    EXPECT_EQ(sequences(blocksIn({ms(0), ms(191)}, {late, mixed}).beside), "");
}

TEST(TimeRange, MarksWhatCameAfterItAsCoolDown)
{
    // Scheduled behind the range, and sent before: by a clock that nobody has, but a file may say it.
    const RangeBlocks parts = blocksIn({ms(0), ms(100)}, {records("ok 150 90 95 120 2\nok 10 10 20 30 2")});
    EXPECT_EQ(sequences(parts.beside), "0c ");
    EXPECT_EQ(sequences(parts.belonging), "1m ");
}

}  // namespace
}  // namespace inferometer
