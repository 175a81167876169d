// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/load/text_room.h"

#include "tests/support/load_plan.h"
#include "tests/support/loopback_server.h"
#include <gtest/gtest.h>

namespace inferometer {
namespace {

TEST(TextRoom, HasALimitForOneAnswer)
{
    TextRoom room{kAnswerTexts};
    EXPECT_TRUE(room.take(0, kAnswerTexts.ofOne));
    EXPECT_TRUE(room.take(kAnswerTexts.ofOne - 1, 1));
    EXPECT_FALSE(room.take(kAnswerTexts.ofOne, 1));
    EXPECT_FALSE(room.take(0, kAnswerTexts.ofOne + 1));
}

TEST(TextRoom, HasALimitForAll)
{
    TextRoom room{{100, 10, "answers-cut"}};
    EXPECT_TRUE(room.take(0, 6));
    EXPECT_FALSE(room.take(6, 5));
    EXPECT_TRUE(room.take(6, 4));
    EXPECT_FALSE(room.take(0, 1));
    room.giveBack(3);
    EXPECT_TRUE(room.take(0, 3));
}

TEST(TextRoom, SaysWhatWasCut)
{
    TextRoom room{kAnswerTexts};
    EXPECT_FALSE(room.cap());
    room.noteCut();
    room.noteCut();
    EXPECT_EQ(room.cap()->text.substr(0, 30), "2 answers were kept in part: o");
}

TEST(TextRoom, AnEndlessAnswerIsKeptInPartAndTheRunSaysSo)
{
    const std::string event
        = R"(data: {"choices":[{"index":0,"delta":{"content":")" + std::string(60'000, 'x') + "\"}}]}\n\n";
    std::string answer = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
    for (std::size_t sent = 0; sent < kAnswerTexts.ofOne + 200'000; sent += 60'000)
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
    EXPECT_LE(run.answer(0).size(), kAnswerTexts.ofOne + 100);
    EXPECT_GT(run.answer(0).size(), kAnswerTexts.ofOne - 60'000);
    EXPECT_TRUE(run.answer(0).ends_with("[the rest of this answer was not kept]"));
    ASSERT_FALSE(run.facts.caps.empty());
    EXPECT_EQ(run.facts.caps.back().id, "answers-cut");
    EXPECT_EQ(run.facts.caps.back().figures.at(0), "1");
}

// A source whose requests have each a prompt of their own.
class LongPrompts : public RequestSource
{
public:
    Shape next(const Slot& /*slot*/, std::string& body) override
    {
        body += "{}";
        return {};
    }
    std::string salt(const Slot& /*slot*/) const override { return std::string(kAnswerTexts.ofOne + 1, 'x'); }
};

TEST(TextRoom, PromptsThatAreKeptWithTheirRequestTakeRoomToo)
{
    const std::string answer
        = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
          "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\n";
    const LoopbackServer server{{ServerStep::expectRequest(), ServerStep::send(answer), ServerStep::close()}};
    RunSpec spec;
    spec.arrivals.numRequests = 1;
    spec.keep.saveLlmResponses = true;
    const auto plan = loadPlan(server.port(), spec);
    plan->source = std::make_shared<LongPrompts>();
    const Finished run = runPlan(plan);
    ASSERT_EQ(run.records.size(), 1U);
    EXPECT_EQ(run.records[0].outcome, Outcome::Ok) << run.error(0);
    EXPECT_EQ(run.blocks[0]->textOf(run.records[0].salt), "");
    ASSERT_FALSE(run.facts.caps.empty());
    EXPECT_EQ(run.facts.caps.back().id, "answers-cut");
}

}  // namespace
}  // namespace inferometer
