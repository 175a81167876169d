// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/window.h"

#include "tests/support/records.h"
#include <gtest/gtest.h>

#include <cmath>

namespace inferometer {
namespace {

using test::ms;

// Two streams, 100 ms a request; the third request of the first stream ends long after the second ran out of work.
const std::string kTwoStreams = "ok 0 0 10 100 10\n"
                                "ok 0 0 10 100 10\n"
                                "ok 100 100 110 200 10\n"
                                "ok 100 100 110 300 20\n"
                                "ok 200 200 210 900 10\n";

double busy(const Blocks& blocks, Nanos loadEnd) { return inFlightWhileBusy(blocks, windowsOf(blocks, loadEnd)); }

std::string phases(const Blocks& blocks)
{
    std::string text;
    for (const auto& block : blocks)
        for (const RequestRecord& record : block->records)
            text += phaseName(record.phase).front();
    return text;
}

TEST(Window, EndsWithTheLoadAndNotWithTheDrain)
{
    const Blocks blocks{test::records(kTwoStreams)};
    EXPECT_EQ(spanOf(blocks).end, ms(900));
    EXPECT_EQ(windowOf(blocks).end, ms(900));
    EXPECT_EQ(windowOf(blocks, ms(300)).end, ms(300));
    EXPECT_EQ(windowOf(blocks, ms(300)).start, ms(0));
    EXPECT_EQ(windowOf(blocks, ms(2000)).end, ms(900));
}

TEST(Window, OfFewerRequestsThanStreamsEndsWithTheFirstSuccess)
{
    const Blocks blocks{test::records("http_error 0 0 - - 0 end=5\nok 0 0 10 190 10 end=200\nok 0 0 10 300 10")};
    EXPECT_EQ(windowOf(blocks, ms(0)).end, ms(200));
    EXPECT_EQ(windowOf({test::records("http_error 0 0 - - 0 end=5")}, ms(0)).end, ms(5));
    EXPECT_EQ(windowOf({}, ms(5)).length(), 0);
}

TEST(Window, EndsWhereTheCoolDownBegins)
{
    RunSpec spec;
    spec.edges.cooldownRequests = 1;
    const Blocks blocks = withEdgesMarked({test::records(kTwoStreams)}, spec, ms(300));
    EXPECT_EQ(phases(blocks), "mmmmc");
    EXPECT_EQ(windowOf(blocks, ms(300)).end, ms(200));
    EXPECT_EQ(spanOf(blocks).end, ms(300));
}

TEST(WithEdgesMarked, TakesCountsSharesAndTimes)
{
    const Blocks blocks{test::records("ok 0 0 1 5 2 phase=warmup\n" + kTwoStreams)};
    const auto marked = [&](double warmupShare, std::int64_t requests, double seconds, double share) {
        RunSpec spec;
        spec.edges.warmupShare = warmupShare;
        spec.edges.cooldownRequests = requests;
        spec.edges.cooldownSeconds = seconds;
        spec.edges.cooldownShare = share;
        return phases(withEdgesMarked(blocks, spec, ms(300)));
    };
    EXPECT_EQ(marked(0, 0, 0, 0), "wmmmmm");
    EXPECT_EQ(marked(20, 0, 0, 0), "wwmmmm");
    EXPECT_EQ(marked(0, 2, 0, 0), "wmmmcc");
    EXPECT_EQ(marked(0, 0, 0.1, 0), "wmmmmc");
    EXPECT_EQ(marked(0, 0, 0.2, 0), "wmmccc");
    EXPECT_EQ(marked(0, 0, 0, 40), "wmmmcc");
    EXPECT_EQ(marked(0, 1, 0, 40), "wmmmcc");
    EXPECT_EQ(marked(20, 100, 0, 0), "wwcccc");
}

TEST(WithEdgesMarked, LeavesTheBlocksItDoesNotChange)
{
    const Blocks blocks{test::records(kTwoStreams), test::records("ok 300 300 310 400 2", 5)};
    RunSpec spec;
    spec.edges.cooldownRequests = 1;
    const Blocks marked = withEdgesMarked(blocks, spec, ms(400));
    EXPECT_EQ(marked[0], blocks[0]);
    EXPECT_EQ(phases(marked), "mmmmmc");
    EXPECT_EQ(phases(blocks), "mmmmmm");
}

TEST(ConcurrencyOf, IsTimeWeightedAndHalfOpen)
{
    const Window window{ms(0), ms(100)};
    const Concurrency one = concurrencyOf({{ms(0), ms(50)}, {ms(50), ms(100)}}, window);
    EXPECT_DOUBLE_EQ(one.mean, 1);
    EXPECT_EQ(one.peak, 1U);
    const Concurrency clipped = concurrencyOf({{ms(-50), ms(50)}, {ms(25), ms(400)}, {ms(300), ms(400)}}, window);
    EXPECT_DOUBLE_EQ(clipped.mean, 1.25);
    EXPECT_EQ(clipped.peak, 2U);
    EXPECT_EQ(concurrencyOf({}, {}).mean, 0);
}

TEST(InFlightWhileBusy, CountsNeitherTheStartNorTheDrain)
{
    const Blocks blocks{test::records("ok 0 0 10 100 10\nok 0 20 30 100 10 stream=1\nok 100 100 110 200 10\n"
                                      "ok 100 100 110 300 20 stream=1\nok 200 200 210 900 10")};
    EXPECT_DOUBLE_EQ(busy(blocks, ms(300)), 2);
    EXPECT_DOUBLE_EQ(busy(blocks, kUnset), (880 + 80 + 200) / 880.0);
}

TEST(InFlightWhileBusy, CountsAStreamThatBeganLate)
{
    const Blocks blocks{test::records("ok 0 0 10 100 10\nok 0 250 260 300 10 stream=1\nok 100 100 110 300 10")};
    EXPECT_DOUBLE_EQ(busy(blocks, ms(300)), (200 + 50) / 200.0);
}

TEST(InFlightWhileBusy, IsKnownWhereNoRequestFollowedAnother)
{
    const Blocks blocks{test::records("ok 0 0 10 100 10\nok 0 1 10 120 10 stream=1")};
    EXPECT_DOUBLE_EQ(busy(blocks, ms(100)), 2);
    const Blocks one{test::records("ok 0 5 10 100 10")};
    EXPECT_DOUBLE_EQ(busy(one, ms(6)), 1);
    // Fewer requests than streams: the others found no work at once.
    EXPECT_DOUBLE_EQ(busy(blocks, ms(0)), 2);
    EXPECT_TRUE(std::isnan(busy({}, kUnset)));
}

// 20 requests at 16 streams, each of which needs 8 ms from an end to the next send: of the whole run that is next to
// nothing, of the few milliseconds between the first end and the last request taken it is a lot.
TEST(InFlightWhileBusy, OfALastWaveThatBeginsIsNotShort)
{
    std::string lines;
    const auto add = [&](int stream, double sent, double end) {
        lines += "ok " + formatFixed(sent, 1) + " " + formatFixed(sent, 1) + " " + formatFixed(sent + 100, 1) + " "
            + formatFixed(end, 1) + " 10 stream=" + std::to_string(stream) + "\n";
    };
    for (int i = 0; i < 16; ++i)
        add(i, 0.1 * i, 1104 + 18 * i);
    for (int i = 0; i < 4; ++i)
        add(i, 1104 + 18 * i + 8, 2100 + i);
    const Blocks blocks{test::records(lines)};
    EXPECT_GT(busy(blocks, ms(1104 + 18 * 4)), 0.99 * 16);
}

TEST(InFlightWhileBusy, IsNotJudgedByRequestsThatFailAtOnce)
{
    const std::string others = "\nok 0 0 10 100 10 stream=1\nok 0 2 10 100 10 stream=2";
    const Blocks refused{test::records("http_error 0 0 - - 0 end=5" + others)};
    EXPECT_DOUBLE_EQ(busy(refused, ms(5)), 3);
    const Blocks sooner{test::records("http_error 0 0 - - 0 end=1" + others)};
    EXPECT_TRUE(std::isnan(busy(sooner, ms(1))));
}

TEST(InFlightWhileBusy, IsNotJudgedWhereAStreamBeganBehindTheLastTurn)
{
    // The second stream sends when the first has no more to take.
    const Blocks blocks{test::records("ok 0 0 10 40 10 end=50 stream=0\nok 50 50 60 90 10 end=100 stream=0\n"
                                      "ok 90 150 160 190 10 end=200 stream=1")};
    EXPECT_TRUE(std::isnan(busy(blocks, ms(100))));
    EXPECT_DOUBLE_EQ(busy(blocks, ms(190)), (50 + 40) / 140.0);
}

TEST(KnownUntil, IsTheFirstEndBehindWhichAStreamSaysNothing)
{
    EXPECT_EQ(knownUntil({test::records(kTwoStreams)}), ms(900));
    EXPECT_EQ(knownUntil({test::records("ok 0 0 10 100 10\nok 0 0 10 120 10 stream=1\nok 100 100 110 150 10\n")}),
              ms(120));
    EXPECT_EQ(knownUntil({}), ms(0));
}

}  // namespace
}  // namespace inferometer
