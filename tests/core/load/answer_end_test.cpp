// SPDX-License-Identifier: GPL-3.0-or-later
// What an answer says of its own end, its failure and its tokens, in the ways in which endpoints do.
#include "core/metrics/token_counts.h"

#include "tests/support/answers.h"
#include <gtest/gtest.h>

namespace inferometer {
namespace {

using namespace std::chrono_literals;
using namespace answers;
using Step = ServerStep;

std::string done() { return std::string{kDone}; }

std::string usage(int in, int out, int total = -1, int reasoning = -1)
{
    const std::string details = reasoning < 0
        ? ""
        : ",\"completion_tokens_details\":{\"reasoning_tokens\":" + std::to_string(reasoning) + "}";
    return "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":" + std::to_string(in)
        + ",\"completion_tokens\":" + std::to_string(out)
        + ",\"total_tokens\":" + std::to_string(total < 0 ? in + out : total) + details + "}}\n\n";
}

std::string listed(std::string_view text, std::string_view ids)
{
    return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + std::string{text} + "\"},\"token_ids\":["
        + std::string{ids} + "]}]}\n\n";
}

void expectFault(const Finished& run, Outcome outcome, std::string_view text)
{
    ASSERT_EQ(run.records.size(), 1U);
    EXPECT_EQ(run.records[0].outcome, outcome) << run.error(0);
    EXPECT_NE(run.error(0).find(text), std::string::npos) << run.error(0);
}

TEST(AnswerEnd, AWordOfAbortIsAFailureThatSaysIt)
{
    const auto ends = [](std::string_view word) {
        return serveBytes(answer({content("x"), delta("", '"' + std::string{word} + '"'), kUsage, done()}));
    };
    expectFault(ends("abort"), Outcome::StreamError, "the server ended the answer with finish_reason \"abort\"");
    expectFault(ends("insufficient_system_resource"), Outcome::StreamError, "\"insufficient_system_resource\"");
    EXPECT_EQ(ends("content_filter").records.at(0).outcome, Outcome::Ok);
}

TEST(AnswerEnd, AnUnknownWordIsKept)
{
    const Finished run = serveBytes(answer({content("x"), delta("", "\"ti\\u001bred\""), kUsage, done()}));
    const RequestRecord& record = run.records.at(0);
    EXPECT_EQ(record.outcome, Outcome::Ok);
    EXPECT_EQ(run.blocks.at(0)->textOf(record.finishReason), "ti red");
    EXPECT_EQ(serveBytes(answer({content("x"), kFinish, done()})).records.at(0).finishReason.length, 0U);
}

TEST(AnswerEnd, AnErrorInAChoiceTellsItsMessage)
{
    const std::string event
        = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\","
          "\"error\":{\"code\":502,\"message\":\"The upstream provider went away\"}}]}\n\n";
    expectFault(serveBytes(answer({content("x"), event, done()})), Outcome::StreamError,
                "The upstream provider went away");
}

TEST(AnswerEnd, AnErrorEventWithoutDataTellsItsComment)
{
    const std::string event = "event: error\n: worker 5 has no blocks left\n\n";
    expectFault(serveBytes(answer({content("x"), event, done()})), Outcome::StreamError, "worker 5 has no blocks left");
    expectFault(serveBytes(answer({content("x"), event})), Outcome::StreamError, "worker 5 has no blocks left");
    expectFault(serveBytes(answer({content("x"), "event: error\n\n"})), Outcome::StreamError, "without a text");
}

TEST(AnswerEnd, AnErrorEventOfPlainTextTellsIt)
{
    expectFault(serveBytes(answer({content("x"), "event: error\ndata: out of memory\n\n", done()})),
                Outcome::StreamError, "out of memory");
}

TEST(AnswerEnd, AnErrorOutsideEveryEventIsFound)
{
    const std::string bare = "{\"error\":{\"message\":\"7100 tokens do not fit\",\"code\":400}}\n\n";
    expectFault(serveBytes(answer({bare, done()})), Outcome::StreamError, "7100 tokens do not fit");
    expectFault(serveBytes(answer({bare})), Outcome::StreamError, "7100 tokens do not fit");
    expectFault(serveBytes(answer({content("x"), bare})), Outcome::StreamError, "7100 tokens do not fit");
    // Behind an answer that is whole it changes nothing.
    EXPECT_EQ(serveBytes(answer({content("x"), kFinish, bare, done()})).records.at(0).outcome, Outcome::Ok);
}

TEST(AnswerEnd, EscapesOfAnErrorDoNotPass)
{
    const Finished run = serveBytes(answer({"data: {\"error\":{\"message\":\"bad\\u001b[31mred\\nline\"}}\n\n"}));
    expectFault(run, Outcome::StreamError, "bad [31mred line");
}

TEST(AnswerEnd, StreamsWithoutBlankLinesAreRead)
{
    std::string role = kRole;
    role.pop_back();
    std::vector<ServerStep> steps{Step::expectRequest(), Step::send(std::string{kHead} + chunked(role)),
                                  Step::wait(20ms)};
    for (const char* text : {"a", "b"}) {
        std::string event = content(text);
        event.pop_back();
        steps.push_back(Step::send(chunked(event)));
        steps.push_back(Step::wait(20ms));
    }
    steps.push_back(Step::send(chunked("data: [DONE]\n") + std::string{kEnd}));
    const Finished run = serve(steps);
    ASSERT_EQ(run.records.at(0).outcome, Outcome::Ok) << run.error(0);
    EXPECT_EQ(run.answer(0), "ab");
    ASSERT_EQ(run.chunks(0).size(), 2U);
    EXPECT_EQ(run.chunks(0)[0].arrival.stamp, Stamp::Exact) << "at its own line, not at the next";
    EXPECT_GE(run.chunks(0)[1].arrival.at - run.chunks(0)[0].arrival.at, 15ms);
}

TEST(AnswerEnd, AnEventHeldBackKeepsTheMomentOfItsLine)
{
    std::string first = content("a");
    first.pop_back();
    const Finished run = serve({Step::expectRequest(), Step::send(std::string{kHead} + chunked(first)),
                                Step::wait(40ms), Step::send(chunked(first + "data: [DONE]\n") + std::string{kEnd})});
    ASSERT_EQ(run.chunks(0).size(), 2U);
    const RequestRecord& record = run.records.at(0);
    EXPECT_EQ(record.firstToken.stamp, Stamp::Exact);
    EXPECT_LT(record.firstToken.at - record.sent, 30ms) << "it came before the pause";
}

TEST(AnswerEnd, ItsBytesSayWhatItIsNotItsLabel)
{
    const std::string stream = content("x") + kFinish + done();
    const auto labelled = [](std::string_view type, const std::string& body) {
        return serveBytes("HTTP/1.1 200 OK\r\n" + (type.empty() ? "" : "Content-Type: " + std::string{type} + "\r\n")
                          + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    };
    for (const char* type : {"application/json", "text/html", "text/plain; charset=utf-8", ""})
        EXPECT_EQ(labelled(type, stream).records.at(0).outcome, Outcome::Ok) << type;
    expectFault(labelled("text/event-stream", "{\"choices\":[],\"detail\":\"x\"}"), Outcome::Malformed,
                "one JSON document instead of a stream");
    expectFault(labelled("application/json", "{\"error\":{\"message\":\"no streams here\"}}"), Outcome::Malformed,
                "one JSON document instead of a stream: no streams here");
    expectFault(labelled("application/x-ndjson", "{\"response\":\"a\"}\n{\"response\":\"b\"}\n"), Outcome::Malformed,
                "check --llm-api");
    for (const char* type : {"text/html", "text/event-stream", ""})
        expectFault(labelled(type, "<!doctype html>\n<html><head><title>Blocked by the gateway</title></head></html>"),
                    Outcome::Malformed, "answered with a web page (Blocked by the gateway)");
    expectFault(labelled("", "\x1F\x8B\x08\x01pressed"), Outcome::Malformed, "the compressed answer is cut short");
    expectFault(labelled("image/png", std::string{"\x89PNG\r\n\x1A\n\x01\x02", 10}), Outcome::Malformed, "no text");
}

TEST(AnswerEnd, AnEmptyAnswerSaysWhatItWas)
{
    expectFault(serveBytes(answer({kRole, kFinish, usage(36000, 0), done()})), Outcome::Empty,
                "the answer ended (finish_reason stop) without a token; the server counted 36,000 input tokens");
    expectFault(serveBytes(answer({})), Outcome::Empty, "HTTP 200 (text/event-stream) ended without any event");
    expectFault(serveBytes(answer({"upstream connect error\n"})), Outcome::Empty,
                "it began with \"upstream connect error\"; check --base-url");
    expectFault(serveBytes(answer({kRole})), Outcome::Empty, "without a token or an end mark");
    expectFault(serveBytes(answer({done()})), Outcome::Empty, "ended with its end mark and without a token");
}

TEST(AnswerEnd, ACutAnswerSaysWhatIsMissing)
{
    expectFault(serveBytes(answer({content("x"), content("y")})), Outcome::Truncated,
                "HTTP 200 (text/event-stream) ended after 2 chunks without finish_reason, usage or [DONE]");
    expectFault(serveBytes(answer({content("x"), "data: {\"choi"})), Outcome::Truncated, "1 chunk, inside an event");
    expectFault(serveBytes(std::string{kHead} + chunked(content("x"))), Outcome::Truncated,
                "the connection closed before the stream was whole, after 1 chunk");
}

Finished serveOllama(const std::string& lines, std::string_view more = {})
{
    RunSpec spec = one();
    spec.target.llmApi = "ollama-chat";
    const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\n" + std::string{more} + "\r\n";
    return serve({Step::expectRequest(), Step::send(head + lines), Step::close()}, spec);
}

TEST(AnswerEnd, OllamaHasWordsOfItsOwn)
{
    const std::string line = "{\"message\":{\"content\":\"x\"},\"done\":false}\n";
    expectFault(serveOllama(line + line), Outcome::Truncated, "without done:true (Ollama stops so");
    expectFault(serveOllama("{\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"load\"}\n"),
                Outcome::Empty, "(done_reason load)");
    expectFault(serveOllama(line + "{\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"aborted\"}\n"),
                Outcome::StreamError, "done_reason \"aborted\"");
    expectFault(serveOllama("<html><head><title>Sign in</title>"), Outcome::Malformed, "web page (Sign in)");
    expectFault(serveOllama("data: {}\n\n"), Outcome::Malformed, "check --llm-api");
}

TEST(AnswerEnd, AStreamIsFreeSoonBehindItsEndMark)
{
    RunSpec spec = one();
    spec.arrivals.numRequests = 2;
    const ServerScript open{Step::expectRequest(), Step::send(std::string{kHead} + chunked(content("x"))),
                            Step::send(chunked(kFinish) + chunked(kUsage) + chunked(done())), Step::stall()};
    const LoopbackServer server{open};
    const Finished run = runPlan(loadPlan(server.port(), spec));
    ASSERT_EQ(run.records.size(), 2U);
    for (const RequestRecord& record : run.records) {
        EXPECT_EQ(record.outcome, Outcome::Ok);
        EXPECT_TRUE(record.keptOpen);
        EXPECT_LT(record.end - record.lastToken.at, 50ms) << "its end is the end mark";
    }
    EXPECT_LT(run.facts.elapsed, 2s);
    EXPECT_GE(run.records[1].scheduled - run.records[0].end, 90ms) << "the stream was held that long";
}

TEST(AnswerEnd, OllamaIsOverAtDone)
{
    RunSpec spec = one();
    spec.target.llmApi = "ollama-chat";
    const Finished run = serve(
        {Step::expectRequest(),
         Step::send("HTTP/1.1 200 OK\r\n\r\n{\"message\":{\"content\":\"x\"},\"done\":false}\n"
                    "{\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\",\"eval_count\":1}\n"),
         Step::stall()},
        spec);
    EXPECT_EQ(run.records.at(0).outcome, Outcome::Ok);
    EXPECT_TRUE(run.records[0].keptOpen);
}

TEST(AnswerEnd, WhatSaidAllIsOkAtADeadlineToo)
{
    RunSpec spec = one();
    spec.limits.idleTimeout = 0.3;
    const auto stalled = [&spec](const std::string& events) {
        return serve({Step::expectRequest(), Step::send(std::string{kHead} + chunked(events)), Step::stall()}, spec);
    };
    // A finish reason may be followed by usage, so its end is not taken for the end of the answer before the deadline.
    const Finished run = stalled(content("x") + kFinish);
    EXPECT_EQ(run.records.at(0).outcome, Outcome::Ok);
    EXPECT_LT(run.records[0].end - run.records[0].lastToken.at, 50ms);
    expectFault(stalled("data: {\"error\":{\"message\":\"no more blocks\"}}\n\n"), Outcome::StreamError,
                "no more blocks");
    EXPECT_EQ(stalled(content("x")).records.at(0).outcome, Outcome::Timeout);
    spec.limits.idleTimeout = 5;
    spec.limits.timeout = 0.3;
    spec.limits.gracePeriod = 0.1;
    EXPECT_EQ(stalled(content("x") + kFinish).records.at(0).outcome, Outcome::Ok) << "nor is it cancelled";
    EXPECT_EQ(stalled(content("x")).records.at(0).outcome, Outcome::Cancelled);
}

TEST(AnswerEnd, AnEndMarkIsWaitedOnForItsFraming)
{
    RunSpec spec = one();
    spec.arrivals.numRequests = 2;
    ServerScript script;
    for (int i = 0; i < 2; ++i) {
        script.push_back(Step::expectRequest());
        script.push_back(Step::send(std::string{kHead} + chunked(content("x")) + chunked(kFinish) + chunked(done())));
        script.push_back(Step::wait(20ms));
        script.push_back(Step::send(std::string{kEnd}));
    }
    const LoopbackServer server{script};
    const Finished run = runPlan(loadPlan(server.port(), spec));
    EXPECT_EQ(run.snapshot->ok, 2U);
    EXPECT_EQ(run.facts.connections, 1U);
    EXPECT_FALSE(run.records.at(0).keptOpen);
}

const VerdictReason* reasonOf(const Finished& run, std::string_view id)
{
    for (const VerdictReason& reason : run.facts.verdict.reasons)
        if (reason.id == id)
            return &reason;
    return nullptr;
}

TEST(AnswerVerdict, NamesWhatAnswersLeaveInDoubt)
{
    const Finished ends = serveBytes(answer({content("x"), delta("", "\"tired\""), kUsage, done()}));
    ASSERT_NE(reasonOf(ends, "finish-reason"), nullptr);
    EXPECT_NE(reasonOf(ends, "finish-reason")->text.find("(\"tired\")"), std::string::npos);
    const Finished counts = serveBytes(answer({content("ab"), kFinish, usage(9, 0), done()}));
    ASSERT_NE(reasonOf(counts, "token-counts"), nullptr);
    EXPECT_GE(counts.facts.verdict.level, VerdictLevel::Suspect);
    const Finished open = serve(
        {Step::expectRequest(), Step::send(std::string{kHead} + chunked(content("x") + done())), Step::stall()});
    ASSERT_NE(reasonOf(open, "kept-open"), nullptr);
    const Finished whole = serveBytes(answer({content("ab"), kFinish, usage(9, 1), done()}));
    for (const char* id : {"finish-reason", "token-counts", "kept-open"})
        EXPECT_EQ(reasonOf(whole, id), nullptr) << id;
}

TEST(AnswerVerdict, BlamesWhatBuffersOnTheWayBeforeTheClient)
{
    const std::string burst = chunked(content("a")) + chunked(content("b")) + chunked(content("c"));
    const Finished run = serve({Step::expectRequest(), Step::send(std::string{kHead}), Step::wait(150ms),
                                Step::send(burst), Step::wait(150ms), Step::send(burst), Step::wait(150ms),
                                Step::send(chunked(kFinish) + chunked(done()) + std::string{kEnd})});
    ASSERT_FALSE(run.facts.verdict.reasons.empty());
    EXPECT_EQ(run.facts.verdict.reasons[0].id, "coalesced");
    EXPECT_EQ(run.facts.verdict.reasons[0].level, VerdictLevel::Suspect);
    EXPECT_EQ(reasonOf(run, "first-tokens"), nullptr);
}

TEST(AnswerTokens, UsageIsReadWhereItStands)
{
    const std::string finish = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\",\"usage\":"
                               "{\"prompt_tokens\":9,\"completion_tokens\":4,\"total_tokens\":13}}]}\n\n";
    const RequestRecord record = serveBytes(answer({content("ab"), content("cd"), finish, done()})).records.at(0);
    EXPECT_EQ(record.serverOutputTokens, 4);
    EXPECT_EQ(record.tokenSource, TokenSource::Server);
}

// Some servers repeat all text in every chunk. Nothing tells that from a model which repeats itself: times and chunks
// are right, and the text is kept as it came.
TEST(AnswerTokens, RepeatedTextIsTakenAsItComes)
{
    const Finished run = serveBytes(answer({content("a"), content("ab"), content("abc"), kFinish, done()}));
    EXPECT_EQ(run.records.at(0).outcome, Outcome::Ok);
    EXPECT_EQ(run.answer(0), "aababc");
    EXPECT_EQ(outputTokensOf(run.records[0]), 3);
    EXPECT_EQ(run.records[0].tokenSource, TokenSource::Estimate);
}

TEST(AnswerTokens, AZeroNeverTakesThePlaceOfACount)
{
    const RequestRecord record
        = serveBytes(answer({content("ab"), content("cd"), kFinish, usage(9, 2), usage(0, 0), done()})).records.at(0);
    EXPECT_EQ(record.serverOutputTokens, 2);
    EXPECT_EQ(record.serverInputTokens, 9);
}

TEST(AnswerTokens, AZeroBesidePayloadIsNoCount)
{
    const std::string thought = delta("\"reasoning_content\":\"hm\"");
    const RequestRecord record = serveBytes(answer({thought, thought, kFinish, usage(9, 0), done()})).records.at(0);
    EXPECT_EQ(record.outcome, Outcome::Ok);
    EXPECT_EQ(record.serverOutputTokens, -1);
    EXPECT_EQ(record.disbelievedTokens, 0);
    EXPECT_EQ(record.tokenSource, TokenSource::Estimate);
    EXPECT_EQ(outputTokensOf(record), 2);
}

TEST(AnswerTokens, ReasoningBesideTheCountComesOnTop)
{
    const std::string thought = delta("\"reasoning_content\":\"hm\"");
    const std::vector<std::string> shown{thought, thought, thought, content("x")};
    const auto with = [&shown](const std::string& count) {
        std::vector<std::string> events = shown;
        events.insert(events.end(), {kFinish, count, done()});
        return serveBytes(answer(events)).records.at(0);
    };
    EXPECT_EQ(with(usage(10, 1, 14, 3)).serverOutputTokens, 4);
    EXPECT_EQ(with(usage(10, 4, 14, 3)).serverOutputTokens, 4);
    EXPECT_EQ(with(usage(10, 1, 11, 3)).disbelievedTokens, 1) << "the total does not tell: a contradiction";
}

TEST(AnswerTokens, ACountTheBytesCannotHoldIsNotBelieved)
{
    const auto counted = [](int tokens) {
        return serveBytes(answer({content("abcd"), content("efgh"), kFinish, usage(9, tokens), done()})).records.at(0);
    };
    EXPECT_EQ(counted(2'000'000'000).disbelievedTokens, 2'000'000'000);
    EXPECT_EQ(counted(2'000'000'000).tokenSource, TokenSource::Estimate);
    EXPECT_EQ(counted(8).serverOutputTokens, 8) << "a token a byte";
    EXPECT_EQ(counted(9).disbelievedTokens, 9);
    EXPECT_EQ(counted(1).disbelievedTokens, 1) << "fewer than chunks";
}

TEST(AnswerTokens, TokensWithoutTextBelongToTheNextChunk)
{
    const Finished run = serveBytes(answer({listed("a", "1"), listed("", "2"), listed("", "3"), listed("b", "4"),
                                            listed("", "5"), kFinish, usage(9, 5), done()}));
    const RequestRecord& record = run.records.at(0);
    ASSERT_EQ(run.chunks(0).size(), 2U);
    EXPECT_EQ(run.chunks(0)[0].tokens, 1U);
    EXPECT_EQ(run.chunks(0)[1].tokens, 4U) << "two before it, and the one behind it since it is the last";
    EXPECT_EQ(record.streamedTokens, 5);
    EXPECT_EQ(tokenBasisOf(record), TokenBasis::PerChunk);
    EXPECT_EQ(run.snapshot->tokens, 5U);
}

TEST(AnswerTokens, CountsThatDoNotAddUpAreNotKnown)
{
    const RequestRecord record
        = serveBytes(answer({listed("aaa", "1"), listed("bbb", "2"), kFinish, usage(9, 3), done()})).records.at(0);
    EXPECT_FALSE(record.chunkTokensKnown);
    EXPECT_EQ(tokenBasisOf(record), TokenBasis::Spread);
    EXPECT_EQ(streamedTokensOf(record), 3);
}

}  // namespace
}  // namespace inferometer
