// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/load/answer_room.h"

#include "tests/support/load_plan.h"
#include "tests/support/loopback_server.h"
#include <gtest/gtest.h>

namespace inferometer {
namespace {

TEST(AnswerRoom, HasALimitForOneAnswer)
{
    AnswerRoom room;
    EXPECT_TRUE(room.take(0, AnswerRoom::kOfOne));
    EXPECT_TRUE(room.take(AnswerRoom::kOfOne - 1, 1));
    EXPECT_FALSE(room.take(AnswerRoom::kOfOne, 1));
    EXPECT_FALSE(room.take(0, AnswerRoom::kOfOne + 1));
}

TEST(AnswerRoom, HasALimitForAll)
{
    AnswerRoom room{10};
    EXPECT_TRUE(room.take(0, 6));
    EXPECT_FALSE(room.take(6, 5));
    EXPECT_TRUE(room.take(6, 4));
    EXPECT_FALSE(room.take(0, 1));
    room.giveBack(3);
    EXPECT_TRUE(room.take(0, 3));
}

TEST(AnswerRoom, SaysWhatWasCut)
{
    AnswerRoom room;
    EXPECT_FALSE(room.cap());
    std::string answer = "begun";
    room.markCut(answer);
    EXPECT_EQ(answer, "begun\n[the rest of this answer was not kept]");
    room.markCut(answer);
    EXPECT_EQ(room.cap()->text.substr(0, 30), "2 answers were kept in part: o");
}

TEST(AnswerRoom, AnEndlessAnswerIsKeptInPartAndTheRunSaysSo)
{
    const std::string event
        = R"(data: {"choices":[{"index":0,"delta":{"content":")" + std::string(60'000, 'x') + "\"}}]}\n\n";
    std::string answer = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
    for (std::size_t sent = 0; sent < AnswerRoom::kOfOne + 200'000; sent += 60'000)
        answer += event;
    const std::string end = R"(data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})";
    const LoopbackServer server{
        {ServerStep::expectRequest(), ServerStep::send(answer + end + "\n\n"), ServerStep::close()}};
    RunSpec spec;
    spec.arrivals.numRequests = 1;
    spec.keep.saveLlmResponses = true;
    const Finished run = runPlan(loadPlan(server.port(), spec));
    ASSERT_EQ(run.records.size(), 1U);
    EXPECT_EQ(run.records[0].outcome, Outcome::Ok) << run.error(0);
    EXPECT_LE(run.answer(0).size(), AnswerRoom::kOfOne + 100);
    EXPECT_GT(run.answer(0).size(), AnswerRoom::kOfOne - 60'000);
    EXPECT_TRUE(run.answer(0).ends_with("[the rest of this answer was not kept]"));
    ASSERT_FALSE(run.facts.caps.empty());
    EXPECT_EQ(run.facts.caps.back().id, "answers-cut");
    EXPECT_EQ(run.facts.caps.back().figures.at(0), "1");
}

}  // namespace
}  // namespace inferometer
