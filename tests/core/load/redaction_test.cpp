// SPDX-License-Identifier: GPL-3.0-or-later
// No piece of a key that an endpoint repeats is kept, wherever it stands and wherever the text is cut.
#include "tests/support/load_plan.h"
#include "tests/support/loopback_server.h"
#include <gtest/gtest.h>

namespace inferometer {
namespace {

using Step = ServerStep;

const std::string kKey = "sk-canary-4f7Qz1LmXw9vT2bR8nKc5dHy0sAe3gJ";
constexpr std::size_t kPiece = 6;

Finished answered(const std::string& bytes)
{
    const LoopbackServer server{{Step::expectRequest(), Step::send(bytes), Step::close()}};
    RunSpec spec;
    spec.arrivals.numRequests = 1;
    spec.keep.saveLlmResponses = true;
    spec.keep.saveRawEvents = true;
    const std::shared_ptr<Plan> plan = loadPlan(server.port(), spec);
    plan->target.secrets = {Secret{"Bearer " + kKey}};
    return runPlan(plan);
}

std::string stream(const std::string& events)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nX-Echo: " + kKey + "\r\n\r\n" + events;
}

std::string refusal(const std::string& body)
{
    return "HTTP/1.1 400 Bad Request\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

void expectNoPieceOfTheKey(const std::string& bytes, const std::string& where)
{
    const Finished run = answered(bytes);
    ASSERT_EQ(run.records.size(), 1U);
    const std::string kept = run.error(0) + "\n" + run.answer(0) + "\n" + run.headers(0) + "\n" + run.raw(0);
    for (std::size_t at = 0; at + kPiece <= kKey.size(); ++at)
        ASSERT_EQ(kept.find(kKey.substr(at, kPiece)), std::string::npos) << where << ": " << kept;
}

std::string fill(std::size_t length) { return std::string(length, 'x') + " "; }

TEST(Redaction, ErrorsAreCutBehindIt)
{
    for (const std::size_t before : {0U, 230U, 262U, 280U, 299U}) {
        const std::string text = fill(before) + kKey + " is no key";
        expectNoPieceOfTheKey(refusal("{\"error\":{\"message\":\"" + text + "\"}}"), "message");
        expectNoPieceOfTheKey(refusal(text), "plain");
        expectNoPieceOfTheKey(stream("event: error\ndata: {\"detail\":\"" + text + "\"}\n\n"), "error event");
        expectNoPieceOfTheKey(stream("data: {\"error\":\"" + text + "\"}\n\n"), "error");
    }
}

TEST(Redaction, UnreadableEventsAreCutBehindIt)
{
    for (const std::size_t before : {0U, 150U, 165U, 190U, 199U})
        expectNoPieceOfTheKey(stream("data: {" + fill(before) + kKey + "\n\n"), std::to_string(before));
}

TEST(Redaction, ABodyThatIsKeptInPartLosesThePieceAtItsEnd)
{
    for (const std::size_t piece : {5U, 20U, 40U}) {
        std::string body = "<title>";
        body.append(4096 - 7 - 290, '\n').append(290 - piece, 'x').append(kKey).append("</title>");
        expectNoPieceOfTheKey(refusal(body), std::to_string(piece));
    }
}

TEST(Redaction, RawEventsLoseItAcrossReads)
{
    const std::string before = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"";
    const std::string after = "\"},\"finish_reason\":\"stop\"}]}\n\n";
    const LoopbackServer server{{Step::expectRequest(), Step::send(stream(before + kKey.substr(0, 9))),
                                 Step::wait(std::chrono::milliseconds{40}), Step::send(kKey.substr(9, 20)),
                                 Step::wait(std::chrono::milliseconds{40}), Step::send(kKey.substr(29) + after),
                                 Step::close()}};
    RunSpec spec;
    spec.arrivals.numRequests = 1;
    spec.keep.saveRawEvents = true;
    const std::shared_ptr<Plan> plan = loadPlan(server.port(), spec);
    plan->target.secrets = {Secret{"Bearer " + kKey}};
    const Finished run = runPlan(plan);
    ASSERT_EQ(run.rawEvents(0).size(), 2U) << run.raw(0);
    EXPECT_EQ(run.rawEvents(0)[0].bytes, before);
    EXPECT_EQ(run.rawEvents(0)[1].bytes, "[secret]" + after);
}

TEST(Redaction, AnswersLoseItAcrossChunks)
{
    std::string events;
    for (const char c : "The key is " + kKey + ".")
        events += std::string{"data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\""} + c + "\"}}]}\n\n";
    const std::string whole
        = stream(events + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");
    expectNoPieceOfTheKey(whole, "answer");
    const Finished run = answered(whole);
    EXPECT_EQ(run.records[0].outcome, Outcome::Ok) << run.error(0);
    EXPECT_EQ(run.answer(0), "The key is [secret].");
    EXPECT_EQ(run.raw(0), "[not kept: together the events spell a secret]");
    EXPECT_NE(run.headers(0).find("X-Echo: [secret]"), std::string::npos) << run.headers(0);
}

}  // namespace
}  // namespace inferometer
