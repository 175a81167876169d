// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/error_text.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>

namespace inferometer {
namespace {

std::string escaped(std::string_view text)
{
    std::string out;
    appendJsonEscaped(text, out);
    return out;
}

TEST(JsonEscape, EscapesWhatJsonDoesNotAllow)
{
    EXPECT_EQ(escaped("plain text"), "plain text");
    EXPECT_EQ(escaped("a\"b\\c/d"), R"(a\"b\\c/d)");
    EXPECT_EQ(escaped("\b\f\n\r\t"), R"(\b\f\n\r\t)");
    EXPECT_EQ(escaped(std::string_view{"\0\x1F\x7F", 3}), "\\u0000\\u001f\x7F");
    EXPECT_EQ(escaped("Zürich 🙂"), "Zürich 🙂");
    EXPECT_EQ(escaped(""), "");
}

TEST(JsonEscape, AppendsAndMendsBrokenUtf8)
{
    std::string out = "x";
    appendJsonEscaped("a\xFF\"", out);
    EXPECT_EQ(out, "xa\xEF\xBF\xBD\\\"");
}

TEST(JsonEscape, ReadsBackAsItWas)
{
    std::string all;
    for (int c = 0; c < 128; ++c)
        all += static_cast<char>(c);
    EXPECT_EQ(nlohmann::json::parse("\"" + escaped(all) + "\"").get<std::string>(), all);
}

TEST(ErrorText, TakesTheHumanPartOfJson)
{
    EXPECT_EQ(errorTextOf(R"({"error": {"message": "no such model", "type": "x"}})"), "no such model");
    EXPECT_EQ(errorTextOf(R"({"error": "model 'x' not found"})"), "model 'x' not found");
    EXPECT_EQ(errorTextOf(R"({"object": "error", "message": "too long", "code": 400})"), "too long");
    EXPECT_EQ(errorTextOf(R"({"detail": "Not Found"})"), "Not Found");
    EXPECT_EQ(errorTextOf(R"({"detail": [{"loc": ["body"], "msg": "field required"}]})"), "field required");
    EXPECT_EQ(errorTextOf(R"([{"error": {"message": "in a list"}}])"), "in a list");
    EXPECT_EQ(errorTextOf(R"({"error": {"code": 5}, "message": "beside it"})"), "beside it");
    EXPECT_EQ(errorTextOf(R"("a bare string")"), "a bare string");
    EXPECT_EQ(errorTextOf("data: {\"error\": {\"message\": \"as an event\"}}\n\n"), "as an event");
}

TEST(ErrorText, OfATextThatNestsWithoutEndIsItsBeginning)
{
    for (const std::size_t depth : {200U, 500'000U}) {
        const std::string deep = std::string(depth, '[') + std::string(depth, ']');
        EXPECT_TRUE(errorTextOf("{\"error\":" + deep + "}").starts_with(R"({"error":[[[)")) << depth;
        EXPECT_TRUE(errorTextOf("{\"by\":" + deep + ",\"message\":\"not read\"}").starts_with(R"({"by":[[[)")) << depth;
    }
}

TEST(ErrorText, TakesTheTitleOfHtml)
{
    EXPECT_EQ(errorTextOf("<!DOCTYPE html>\n<HTML><head><Title lang=en>\n 502 Bad Gateway </title></head></html>"),
              "502 Bad Gateway");
}

TEST(ErrorText, NamesTheArgumentThatIsMeant)
{
    EXPECT_EQ(
        errorTextOf(R"({"object":"error","message":{"detail":[{"type":"extra_forbidden","msg":"Not allowed here",)"
                    R"("loc":["body","stream_options","include_usage"]}]}})"),
        "body.stream_options.include_usage: Not allowed here");
    EXPECT_EQ(errorTextOf(R"({"detail":[{"loc":["body","n",0],"msg":"one"},{"loc":["body","m"],"msg":"two"}]})"),
              "body.n.0: one; body.m: two");
    EXPECT_EQ(errorTextOf(R"({"error":{"message":"Unsupported value","param":"max_tokens"}})"),
              "max_tokens: Unsupported value");
    EXPECT_EQ(errorTextOf(R"({"error":{"message":"max_tokens is too large","param":"max_tokens"}})"),
              "max_tokens is too large");
}

TEST(ErrorText, PrefersWhatSaysMoreThanABareName)
{
    EXPECT_EQ(errorTextOf(R"({"error":"SyntaxError","message":"Bad control character in line 1"})"),
              "Bad control character in line 1");
    EXPECT_EQ(errorTextOf(R"({"error":"invalid_token","error_description":"It has expired"})"), "It has expired");
    EXPECT_EQ(errorTextOf(R"({"error":"alone","message":""})"), "alone");
    EXPECT_EQ(errorTextOf(R"({"title":"Conflict","detail":"The model is in use"})"), "The model is in use");
}

TEST(ErrorText, StripsTheTagsOfAPageWithoutTitle)
{
    EXPECT_EQ(errorTextOf("<html><body><h1>503 Service Unavailable</h1>\nNo server is available.\n</body></html>\n"),
              "503 Service Unavailable No server is available.");
    EXPECT_EQ(errorTextOf("<HTML><style>p { color: red }</style><Script>if (1 < 2) go()</SCRIPT><p>Gone</p>"), "Gone");
    EXPECT_EQ(errorTextOf("<html><body>cut in a <a href="), "cut in a");
}

TEST(WebPage, IsToldFromEverythingElse)
{
    EXPECT_EQ(webPageTitle("\n<!DOCTYPE html><html><head><title>Sign in</title>"), "Sign in");
    EXPECT_EQ(webPageTitle("<!doctype HTML>"), "");
    for (const char* other : {"", "data: <html>", "{\"a\":\"<html>\"}", "<Error><Code>AccessDenied</Code></Error>"})
        EXPECT_EQ(webPageTitle(other), std::nullopt) << other;
}

TEST(ErrorText, ElseTakesTheFirstLine)
{
    EXPECT_EQ(errorTextOf("\r\n  upstream connect error\nmore"), "upstream connect error");
    EXPECT_EQ(errorTextOf("<html><title></title>"), "<html><title></title>");
    EXPECT_EQ(errorTextOf("<title>never closed"), "<title>never closed");
    EXPECT_EQ(errorTextOf(R"({"code": 5})"), R"({"code": 5})");
    EXPECT_EQ(errorTextOf("[]"), "[]");
    EXPECT_EQ(errorTextOf(" \n"), "");
    EXPECT_EQ(errorTextOf(""), "");
}

TEST(ErrorText, IsOneLineOfAtMostThreeHundredCharacters)
{
    EXPECT_EQ(errorTextOf(R"({"error": "  two\n\n lines\t\u0001"})"), "two lines");
    EXPECT_EQ(errorTextOf(std::string(1000, 'x')), std::string(300, 'x'));
    std::string umlauts;
    for (int i = 0; i < 400; ++i)
        umlauts += "ü";
    EXPECT_EQ(errorTextOf(umlauts), umlauts.substr(0, 600)) << "characters, not bytes";
    EXPECT_EQ(errorTextOf("broken \xFF"), "broken \xEF\xBF\xBD");
}

TEST(ErrorText, SurvivesDeepNesting)
{
    std::string deep;
    for (int i = 0; i < 100000; ++i)
        deep += "[";
    EXPECT_EQ(errorTextOf(deep).size(), 300U);
    EXPECT_EQ(errorTextOf("[[[[[[\"too deep\"]]]]]]"), "[[[[[[\"too deep\"]]]]]]");
}

TEST(ServerMetrics, HaveTheNamesOfTheResultFiles)
{
    EXPECT_EQ(serverMetricName(ServerMetrics::Ttft), "server_ttft_s");
    EXPECT_EQ(serverMetricName(ServerMetrics::EndToEnd), "server_end_to_end_latency_s");
    EXPECT_EQ(serverMetricName(ServerMetrics::OutputRate), "server_output_token_per_s_per_request");
    EXPECT_EQ(serverMetricName(ServerMetrics::TotalRate), "server_total_tokens_per_s_per_request");
    EXPECT_EQ(serverMetricName(ServerMetrics::OutputRateFirstTen),
              "server_output_token_after_first_per_s_first_ten_per_request");
    EXPECT_EQ(serverMetricName(ServerMetrics::BatchSize), "batch_size_used");
    EXPECT_EQ(serverMetricName(ServerMetrics::AcceptanceRate), "acceptance_rate");
}

}  // namespace
}  // namespace inferometer
