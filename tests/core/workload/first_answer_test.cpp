// SPDX-License-Identifier: GPL-3.0-or-later
// What the first answer means for a run: who refuses is told before the load, with the way out.
#include "tests/core/workload/plan_fixture.h"

namespace inferometer {
namespace {

using FirstAnswer = MakePlan;

// Whatever the words, none of the run's requests is spent.
constexpr std::size_t kMostProbes = 8;

TEST_F(FirstAnswer, RefusedStreamOptionsAreLeftOutAndToldOfOnce)
{
    m_pages.refused = {"stream_options"};
    const auto made = plan();
    ASSERT_NE(made, nullptr);
    EXPECT_FALSE(bodyOf(*made, 5).contains("stream_options"));
    EXPECT_EQ(bodyOf(*made, 5)["ignore_eos"], true) << "that was not refused";
    EXPECT_TRUE(made->outputNote.starts_with("WARNING: ")) << made->outputNote;
    EXPECT_TRUE(has(made->outputNote,
                    " does not take stream_options (Unrecognized request argument supplied: stream_options): it is "
                    "left out, and with it the token counts that are sent for it."))
        << made->outputNote;
    EXPECT_EQ(made->outputNote.find("WARNING", 1), std::string::npos) << made->outputNote;
    EXPECT_LE(m_server.count(kAsk), kMostProbes);
}

TEST_F(FirstAnswer, WhatIsRefusedAllTheSameIsNamedWithTheWayOut)
{
    m_pages.refused = {"stream_options"};
    m_spec.target.extraBody = R"({"stream_options":{"include_usage":true}})";
    EXPECT_EQ(error().field, "extra-body");
    EXPECT_TRUE(has(error().message,
                    "HTTP 400 (Unrecognized request argument supplied: stream_options); give "
                    "--extra-body '{\"stream_options\":null}'."))
        << error().message;
}

TEST_F(FirstAnswer, TheNameOfTheArgumentMayStandBesideTheMessage)
{
    m_pages.status = 422;
    m_pages.words = R"({"object":"error","message":{"detail":[{"type":"not_allowed",)"
                    R"("loc":["body","stream_options","include_usage"],"msg":"Leave this field out","input":true}]}})";
    EXPECT_TRUE(has(error().message, "give --extra-body '{\"stream_options\":null}'")) << error().message;
    m_pages.words = R"({"error":"One field is too many","fields":["stream_options"]})";
    EXPECT_TRUE(has(error().message, "(One field is too many); give --extra-body '{\"stream_options\":null}'"))
        << error().message;
    // A body that repeats the request names everything.
    m_pages.words
        = R"({"detail":[{"loc":["body"],"msg":"Something lacks","input":{"messages":[],"stream_options":1}}]})";
    EXPECT_TRUE(has(error().message, "check --model-names, --extra-body and --sampling-params")) << error().message;
}

TEST_F(FirstAnswer, PaddingIsAskedToBeLeftOutWhereThereIsAny)
{
    EXPECT_FALSE(bodyOf(*plan(), 5)["stream_options"].contains("include_obfuscation"));
    m_pages.padded = true;
    const auto made = plan();
    EXPECT_EQ(bodyOf(*made, 5)["stream_options"], Json::parse(R"({"include_usage":true,"include_obfuscation":false})"));
    EXPECT_TRUE(has(made->outputNote, "pads its events: stream_options.include_obfuscation false is sent."));
}

TEST_F(FirstAnswer, TokensOfChunksAreAskedForOfEnginesThatMayTellThem)
{
    m_pages.counts = "return_token_ids";
    EXPECT_FALSE(bodyOf(*plan(), 5).contains("return_token_ids")) << "not of an engine that nobody knows";
    m_pages.listed = R"({"data":[{"id":"tiny","owned_by":"vllm"}]})";
    const auto byIds = plan();
    EXPECT_EQ(bodyOf(*byIds, 5)["return_token_ids"], true);
    EXPECT_TRUE(has(byIds->outputNote, "return_token_ids is sent.")) << byIds->outputNote;
    m_pages.counts = "continuous_usage_stats";
    const auto byUsage = plan();
    EXPECT_FALSE(bodyOf(*byUsage, 5).contains("return_token_ids")) << "it told nothing";
    EXPECT_EQ(bodyOf(*byUsage, 5)["stream_options"]["continuous_usage_stats"], true);
    m_pages.counts.clear();
    m_pages.refused = {"return_token_ids"};
    const auto neither = plan();
    EXPECT_EQ(bodyOf(*neither, 5)["stream_options"], Json::parse(R"({"include_usage":true})"));
    EXPECT_EQ(neither->outputNote, "");
    EXPECT_LE(m_server.count(kAsk), 5 * kMostProbes);
}

TEST_F(FirstAnswer, TheLimitHasAnotherNameWhereItIsRefused)
{
    m_pages.refused = {"ignore_eos", "max_tokens"};
    m_spec.prompts.numOutputTokens = 16;
    const auto made = plan();
    ASSERT_NE(made, nullptr);
    const Json body = bodyOf(*made, 5);
    EXPECT_EQ(body["max_completion_tokens"], 16);
    EXPECT_FALSE(body.contains("max_tokens"));
    EXPECT_FALSE(body.contains("ignore_eos"));
    EXPECT_TRUE(has(made->outputNote, "supplied: max_tokens): max_completion_tokens is sent instead. WARNING: "))
        << made->outputNote;
    EXPECT_FALSE(made->exactOutput);
}

TEST_F(FirstAnswer, WhatIsRefusedWithAndWithoutExactOutputStopsTheRun)
{
    m_pages.refused = {"ignore_eos", "max_tokens", "max_completion_tokens"};
    m_spec.prompts.numOutputTokens = 16;
    EXPECT_EQ(error().field, "extra-body");
    EXPECT_TRUE(has(error().message, "supplied: max_completion_tokens); give --output-length cap and --extra-body "))
        << error().message;
}

TEST_F(FirstAnswer, EveryRefusalIsToldBeforeTheRun)
{
    struct Case
    {
        int status;
        const char* words;
        const char* field;
        const char* part;
    };
    const std::vector<Case> cases{
        {400, R"({"error":"top_q is unknown"})", "model-names", "HTTP 400 (top_q is unknown); check --model-names"},
        {401, R"({"error":"who?"})", "api-key-env", "HTTP 401 (who?); name the variable"},
        {403, "{}", "api-key-env", "name the variable"},
        {404, R"({"error":"no page"})", "base-url",
         "(no page); check --base-url, which may be the page's whole address"},
        {413, "<html><title>413 Request Entity Too Large</title></html>", "num-input-tokens",
         "HTTP 413 (413 Request Entity Too Large); ask for less with --num-input-tokens"},
        {500, R"({"error":{"message":"No connected db."}})", "",
         "HTTP 500 (No connected db.); check the server's log."},
        {502, "<html><head><title>502 Bad Gateway</title></head></html>", "",
         "(502 Bad Gateway); check the server's log."},
    };
    for (const Case& row : cases) {
        m_pages.status = row.status;
        m_pages.words = row.words;
        const Error told = error();
        EXPECT_EQ(told.field, row.field) << row.status;
        EXPECT_TRUE(has(told.message, row.part)) << told.message;
    }
}

TEST_F(FirstAnswer, AnAnswerThatIsNoStreamIsToldBeforeTheRun)
{
    m_pages.said = "<!DOCTYPE html>\n<html><head><title>Blocked by the gateway</title></head></html>";
    EXPECT_EQ(error().field, "base-url");
    EXPECT_TRUE(has(error().message, "answered with a web page (Blocked by the gateway); check --base-url."))
        << error().message;
    m_pages.said = R"({"object":"chat.completion","choices":[{"message":{"content":"a"}}]})";
    EXPECT_TRUE(has(error().message, "answered with one JSON document instead of a stream")) << error().message;
    EXPECT_EQ(error().field, "llm-api");
    m_pages.said = "data: {\"error\":{\"message\":\"the engine is gone\"}}\n\n";
    EXPECT_TRUE(has(error().message, "an error in its stream (the engine is gone); check the server's log"))
        << error().message;
    m_pages.said = "just words";
    EXPECT_TRUE(has(error().message, "something that is no stream of events (just words)")) << error().message;
}

TEST_F(FirstAnswer, WhatMayPassIsAskedAgain)
{
    for (const int status : {429, 500, 503}) {
        m_pages.status = status;
        m_pages.failures = 2;
        const auto made = plan();
        ASSERT_NE(made, nullptr) << status;
        EXPECT_EQ(made->countMethod, CountMethod::Tokenize);
    }
}

TEST_F(FirstAnswer, ALimitedRateIsAWarningThatDoesNotPretendToBeACount)
{
    m_pages.tokenize = false;
    m_pages.status = 429;
    const auto made = plan();
    ASSERT_NE(made, nullptr);
    EXPECT_EQ(made->countMethod, CountMethod::Estimate);
    EXPECT_TRUE(has(made->countNote,
                    "answered HTTP 429 (no such thing), so it could not tell token counts: prompt "
                    "lengths are estimated"))
        << made->countNote;
    m_pages.tokenize = true;
    EXPECT_TRUE(has(plan()->countNote, "WARNING: " + m_server.url() + "/v1/chat/completions answered HTTP 429"));
}

TEST_F(FirstAnswer, ALoadingModelIsToldOrWaitedFor)
{
    m_pages.status = 503;
    m_pages.words = R"({"error":{"message":"The model is on its way"}})";
    EXPECT_TRUE(has(error().message,
                    "HTTP 503 (The model is on its way); wait and start again, or give --wait-ready "
                    "and a number of seconds."))
        << error().message;
    m_pages.failures = 4;  // more than are tried without
    m_spec.limits.waitReady = 30;
    EXPECT_NE(plan(), nullptr);
    EXPECT_TRUE(has(m_said, "(The model is on its way); waiting for it, 30 s at most")) << m_said;
}

TEST_F(FirstAnswer, AListOfALoadingModelIsToldOrWaitedFor)
{
    m_pages.listStatus = 503;
    m_pages.listed = R"({"error":{"message":"Loading"}})";
    EXPECT_EQ(error().message,
              m_server.place()
                  + " is not ready (HTTP 503 at /v1/models: Loading); wait and start again, or give --wait-ready and a "
                    "number of seconds.");
    int asked = 0;
    const RouteServer server{[this, &asked](const RouteRequest& request) {
        if (request.line == "GET /v1/models" && ++asked == 3) {
            m_pages.listStatus = 200;
            m_pages.listed = R"({"data":[{"id":"tiny"}]})";
        }
        return answerOf(m_pages, request);
    }};
    m_spec.target.baseUrl = server.url();
    m_spec.limits.waitReady = 30;
    EXPECT_NE(plan(), nullptr);
    EXPECT_EQ(asked, 3);
}

TEST_F(FirstAnswer, WaitingEndsWithStopAndWithItsTime)
{
    m_pages.listStatus = 503;
    m_spec.limits.waitReady = 0.2;
    EXPECT_EQ(error().code, Errc::Protocol);
    m_spec.limits.waitReady = 3600;
    std::stop_source stop;
    const auto made = makePlan(
        m_spec,
        [&stop](const Sentence& step) {
            if (has(step.text(), "waiting for it"))
                stop.request_stop();
        },
        stop.get_token());
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, Errc::Cancelled);
}

}  // namespace
}  // namespace inferometer
