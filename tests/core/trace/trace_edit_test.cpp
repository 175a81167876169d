// SPDX-License-Identifier: GPL-3.0-or-later
// Windows, pauses, speeds and rounds of traces small enough to follow.
#include "core/trace/trace_edit.h"

#include "tests/core/trace/trace_fixture.h"

#include <limits>

namespace inferometer {
namespace {

class TraceEdits : public TraceTest
{
protected:
    static Trace made(const std::string& file, const TraceEdit& edit)
    {
        Result<Trace> made = edited(read(traceFile(file)), edit);
        EXPECT_TRUE(made) << (made ? "" : made.error().message);
        return made ? std::move(made.value()) : Trace{};
    }
    static std::string refused(const TraceEdit& edit)
    {
        const Result<Trace> made = edited(read(traceFile("azure2023.csv")), edit);
        return made ? "" : made.error().field + ": " + made.error().message;
    }
    static std::vector<double> times(const Trace& trace)
    {
        std::vector<double> times;
        for (const TraceRequest& request : trace.requests)
            times.push_back(seconds(request.at));
        return times;
    }
};

TEST_F(TraceEdits, NothingAskedChangesNothing)
{
    EXPECT_EQ(textOf(made("weka.json", {})), textOf(read(traceFile("weka.json"))));
}

TEST_F(TraceEdits, AWindowHoldsItsBeginAndNotItsEnd)
{
    // 5, 45, 118 s in the file.
    EXPECT_EQ(times(made("burstgpt.csv", {.from = 40, .to = 113})), (std::vector<double>{0}));
    EXPECT_EQ(times(made("burstgpt.csv", {.from = 40, .to = 114})), (std::vector<double>{0, 73}));
    const Trace cut = made("burstgpt_sessions.csv", {.from = 1});
    EXPECT_EQ(times(cut), (std::vector<double>{0, 8}));
    EXPECT_EQ(cut.requests[1].turn, 0U) << "what came before is not in the window";
    EXPECT_EQ(cut.notes.back().text(), "2 of 3 requests lie in the window; 1 sessions lost what came before it.");
}

TEST_F(TraceEdits, LinksAcrossTheWindowAreForgotten)
{
    // Weka's sub-agent begins at 3.5 s from a request at 0; the request at 8 s joins it.
    const Trace late = made("weka.json", {.from = 3, .to = 6});
    ASSERT_EQ(late.requests.size(), 2U);
    EXPECT_EQ(late.requests[0].parent, TraceRequest::kNone);
    EXPECT_FALSE(late.requests[0].waits());
    EXPECT_TRUE(late.joins.empty());
    const Trace early = made("weka.json", {.to = 4});
    EXPECT_EQ(early.requests.size(), 3U);
    EXPECT_EQ(early.requests[2].parent, 0U);
    EXPECT_EQ(made("weka.json", {.from = 2}).joins, (std::vector<TraceJoin>{{2, 0}}));
}

TEST_F(TraceEdits, PausesAreCutAndTold)
{
    const Trace made = TraceEdits::made("burstgpt.csv", {.maxGap = 50});
    EXPECT_EQ(times(made), (std::vector<double>{0, 40, 90}));
    EXPECT_EQ(made.notes.back().text(), "1 pauses of more than 50 s are cut to that; 23 s are taken out.");
    const Trace waits = TraceEdits::made("extended.jsonl", {.maxGap = 1});
    EXPECT_EQ(waits.requests.back().delay, std::chrono::seconds{1});
    EXPECT_EQ(waits.notes.back().text(), "1 delays behind an answer of more than 1 s are cut to that.");
}

TEST_F(TraceEdits, SpeedScalesTimesAndDelays)
{
    const Trace made = TraceEdits::made("extended.jsonl", {.speed = 4});
    EXPECT_EQ(times(made), (std::vector<double>{0, 0.0625, 0.125, 0.225, 0.5}));
    EXPECT_EQ(made.requests.back().delay, std::chrono::milliseconds{500});
}

TEST_F(TraceEdits, RoundsFollowEachOther)
{
    const Trace once = read(traceFile("weka.json"));
    const Trace made = TraceEdits::made("weka.json", {.loops = 3});
    EXPECT_EQ(made.requests.size(), 15U);
    EXPECT_EQ(made.sessions, 9U);
    EXPECT_EQ(made.joins, (std::vector<TraceJoin>{{4, 2}, {9, 5}, {14, 8}}));
    EXPECT_EQ(seconds(made.requests[5].at), 10) << "8 s and the mean gap of 2 s";
    for (std::size_t i = 0; i < 5; ++i) {
        const TraceRequest& second = made.requests[5 + i];
        EXPECT_EQ(second.session, once.requests[i].session + 3);
        EXPECT_EQ(second.blocksAt, once.requests[i].blocksAt);
        EXPECT_EQ(second.parent,
                  once.requests[i].parent == TraceRequest::kNone ? TraceRequest::kNone : once.requests[i].parent + 5);
    }
}

TEST_F(TraceEdits, TheOrderIsWindowPausesSpeedRounds)
{
    EXPECT_EQ(times(made("burstgpt.csv", {.from = 1, .maxGap = 60, .speed = 2, .loops = 2})),
              (std::vector<double>{0, 30, 60, 90}));
}

TEST_F(TraceEdits, WhatCannotBeIsRefusedByItsName)
{
    EXPECT_EQ(refused({.speed = 0}), "speed: --speed must be from 0.001 to 1000, not 0.");
    EXPECT_EQ(refused({.longer = -1}), "longer: --longer must be from 0.001 to 1000, not -1.");
    EXPECT_EQ(refused({.denser = std::numeric_limits<double>::quiet_NaN()}).substr(0, 10), "denser: --");
    EXPECT_EQ(refused({.from = 5, .to = 5}), "from: --from must be 0 or more, and less than --to.");
    EXPECT_EQ(refused({.from = 1000}), "from: no request lies within --from and --to of a trace of 60 s.");
    EXPECT_EQ(refused({.maxGap = -1}), "max-gap: --max-gap must be 0 or more, in seconds.");
    EXPECT_EQ(refused({.loops = 0}), "loop: --loop must be from 1 to 100000, not 0.");
    EXPECT_EQ(refused({.speed = 0.001, .loops = 100'000}),
              "loop: so many times it would last more than the 3650 days that a trace may.");
}

}  // namespace
}  // namespace inferometer
