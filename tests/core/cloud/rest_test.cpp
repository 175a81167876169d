// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/rest.h"
#include "core/cloud/site_json.h"

#include "tests/support/loopback_server.h"
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace inferometer {
namespace {

using namespace std::chrono_literals;

std::string answer(const std::string& status, const std::string& body)
{
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

ServerScript answering(const std::string& status, const std::string& body = "{}")
{
    return {ServerStep::expectRequest(), ServerStep::send(answer(status, body))};
}

RestSite siteAt(const LoopbackServer& server)
{
    return {.label = "Moon",
            .url = server.url(),
            .header = "X-Auth-Token",
            .secret = Secret{"s3cret-key"},
            .secretName = "MOON_KEY",
            .secretKey = "api-key-env",
            .pause = 1ms};
}

Error errorOf(const std::string& status, const std::string& body)
{
    const LoopbackServer server{answering(status, body)};
    const Result<std::string> answered = Rest{siteAt(server)}.send({.method = "POST", .path = "/x", .body = "{}"});
    return answered ? Error::verbatim(Errc::Disk, "a success") : answered.error();
}

std::size_t countOf(const LoopbackServer& server, std::string_view method)
{
    const std::vector<std::string> all = server.requests();
    return static_cast<std::size_t>(
        std::count_if(all.begin(), all.end(), [method](const std::string& one) { return one.starts_with(method); }));
}

TEST(Rest, SendsTheSecretInItsHeaderAndGivesTheBody)
{
    const LoopbackServer server{answering("201 Created", "{\"id\":1}")};
    const Result<std::string> made
        = Rest{siteAt(server)}.send({.method = "PATCH", .path = "/a?b=c", .body = "#!", .contentType = "text/plain"});
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_EQ(made.value(), "{\"id\":1}");
    const std::string seen = server.requests().at(0);
    EXPECT_TRUE(seen.starts_with("PATCH /a?b=c HTTP/1.1\r\n")) << seen;
    EXPECT_NE(seen.find("X-Auth-Token: s3cret-key\r\n"), std::string::npos);
    EXPECT_NE(seen.find("Content-Type: text/plain\r\n"), std::string::npos);
    EXPECT_EQ(seen.find("application/json", seen.find("Content-Type")), std::string::npos);
}

TEST(Rest, TellsARefusalFromDoubt)
{
    const std::map<std::string, Errc> kinds{
        {"400 Bad Request", Errc::InvalidInput}, {"401 Unauthorized", Errc::Auth},  {"402 Pay", Errc::Unsupported},
        {"403 Forbidden", Errc::Auth},           {"404 Not Found", Errc::NotFound}, {"408 Timeout", Errc::Protocol},
        {"409 Conflict", Errc::Unsupported},     {"422 No", Errc::InvalidInput},    {"418 Teapot", Errc::Protocol},
        {"429 Slow", Errc::RateLimited},         {"500 Oops", Errc::Protocol},      {"504 Gateway", Errc::Protocol},
        {"302 Found", Errc::Protocol},           {"499 Closed", Errc::Protocol},    {"520 Unknown", Errc::Protocol}};
    for (const auto& [status, code] : kinds) {
        const Error error = errorOf(status, "{}");
        EXPECT_EQ(error.code, code) << status;
        EXPECT_EQ(isDoubtful(error), code == Errc::Protocol) << status;
    }
}

TEST(Rest, TellsWhatTheSiteSaysOnOneLineWithoutTheSecret)
{
    EXPECT_EQ(
        errorOf("422 No", R"({"title":"T","status":422,"detail":"failed","errors":["$: bad","$.a: no"]})").message,
        "Moon refused what was asked for (HTTP 422: failed ($: bad, $.a: no)); change it.");
    EXPECT_EQ(errorOf("400 No", R"({"type":"invalid_arguments","message":"wrong","details":[{"argument_name":"image",
        "help_message":"unknown","reason":"constraint"}]})")
                  .message,
              "Moon refused what was asked for (HTTP 400: wrong (image unknown)); change it.");
    const Error wrong = errorOf("401 No", R"({"detail":"no key s3cret-key"})");
    EXPECT_EQ(wrong.message, "Moon does not accept the key in MOON_KEY (HTTP 401: no key [secret]); check it.");
    EXPECT_EQ(wrong.field, "site/api-key-env");
    const std::string hostile
        = errorOf("500 X", "{\"detail\":\"\\u001b[2J\\u202e" + std::string(9000, 'x') + "\"}").message;
    EXPECT_LT(hostile.size(), 500U);
    EXPECT_EQ(hostile.find('\x1b'), std::string::npos);
    EXPECT_NE(hostile.find("[2J\\u202e"), std::string::npos) << hostile;
    EXPECT_NE(errorOf("500 X", std::string(100'000, '[')).message.find("HTTP 500"), std::string::npos);
    EXPECT_NE(errorOf("500 X", R"({"errors":[1,{},null],"details":[[],"a"]})").message.find("HTTP 500"),
              std::string::npos);
    EXPECT_NE(errorOf("500 X", "").message.find("it gave no reason"), std::string::npos);
}

TEST(Rest, ReadsAgainWhatMayPassAndNothingElse)
{
    const LoopbackServer passing{
        {answering("429 Slow"), answering("503 Busy"), {ServerStep::expectRequest()}, answering("200 OK", "[1]")}};
    const Result<std::string> read = Rest{siteAt(passing)}.read("/x");
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read.value(), "[1]");
    EXPECT_EQ(passing.requests().size(), 4U);

    const LoopbackServer broken{answering("500 Oops")};
    EXPECT_EQ(Rest{siteAt(broken)}.read("/x").error().code, Errc::Protocol);
    EXPECT_EQ(broken.requests().size(), 4U);

    const LoopbackServer refusing{answering("403 Forbidden")};
    EXPECT_EQ(Rest{siteAt(refusing)}.read("/x").error().code, Errc::Auth);
    EXPECT_EQ(refusing.requests().size(), 1U);

    const LoopbackServer far{answering("429 Slow\r\nRetry-After: 4000")};
    EXPECT_EQ(Rest{siteAt(far)}.read("/x").error().code, Errc::RateLimited);
    EXPECT_EQ(far.requests().size(), 1U);
}

TEST(Rest, NeverSendsTwice)
{
    // The second request comes on a connection that has served one, and is taken without an answer.
    ServerScript dropping = answering("200 OK");
    dropping.push_back(ServerStep::expectRequest());
    const LoopbackServer server{{dropping, {ServerStep::expectRequest()}}};
    Rest rest{siteAt(server)};
    ASSERT_TRUE(rest.read("/x"));
    const Result<std::string> made = rest.send({.method = "POST", .path = "/x", .body = "{}"});
    ASSERT_FALSE(made);
    EXPECT_TRUE(isDoubtful(made.error()));
    EXPECT_EQ(countOf(server, "POST"), 1U);

    for (const std::string status : {"500 Oops", "429 Slow", "503 Busy"}) {
        const LoopbackServer failing{answering(status)};
        EXPECT_FALSE(Rest{siteAt(failing)}.send({.method = "POST", .path = "/x", .body = "{}"}));
        EXPECT_EQ(failing.requests().size(), 1U) << status;
    }
}

TEST(Rest, WhatIsNotThereIsRemoved)
{
    for (const std::string gone : {"204 No Content", "404 Not Found", "410 Gone"}) {
        const LoopbackServer server{answering(gone, "")};
        EXPECT_TRUE(Rest{siteAt(server)}.remove("/x/1")) << gone;
        EXPECT_EQ(countOf(server, "DELETE /x/1 "), 1U);
    }
    for (const std::string there : {"403 Forbidden", "409 Conflict", "500 Oops"}) {
        const LoopbackServer server{answering(there)};
        EXPECT_FALSE(Rest{siteAt(server)}.remove("/x/1")) << there;
        EXPECT_EQ(server.requests().size(), 1U) << there;
    }
}

std::string listAt(const std::string& body, bool isObject = false)
{
    const LoopbackServer server{answering("200 OK", body)};
    Rest rest{siteAt(server)};
    const Result<nlohmann::json> list = readList(rest, "/x", "all", {}, isObject);
    return list ? list.value().dump() : list.error().message;
}

TEST(Rest, ReadsAListOfTheKindThatTheApiHas)
{
    EXPECT_EQ(listAt(R"({"all":[1,2]})"), "[1,2]");
    EXPECT_EQ(listAt(R"({"all":{"a":1}})", true), R"({"a":1})");
    const std::string none = "Moon did not answer as its API documents (no \"all\" in it); check its console.";
    for (const char* body : {R"({"all":{"a":1}})", R"({"ALL":[]})", R"({"all":null})", "[]", "7", "[[", ""})
        EXPECT_EQ(listAt(body), none) << body;
    EXPECT_EQ(listAt(R"({"all":[1]})", true), none);
    const LoopbackServer refusing{answering("403 Forbidden")};
    Rest rest{siteAt(refusing)};
    EXPECT_EQ(readList(rest, "/x", "all", {}).error().code, Errc::Auth);
}

TEST(Rest, ASilentCreateIsATimeout)
{
    const LoopbackServer server{{ServerStep::expectRequest(), ServerStep::stall()}};
    const Result<std::string> made
        = Rest{siteAt(server)}.send({.method = "POST", .path = "/x", .body = "{}", .timeout = 50ms});
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, Errc::Timeout);
    EXPECT_EQ(made.error().field, "site/api-url");
}

TEST(Rest, KeepsToItsBudget)
{
    const LoopbackServer server{answering("200 OK")};
    RestSite site = siteAt(server);
    site.budget = 2;
    site.window = 200ms;
    Rest rest{site};
    const Nanos began = monotonicNow();
    for (int i = 0; i < 4; ++i)
        EXPECT_TRUE(rest.read("/x"));
    EXPECT_GE(monotonicNow() - began, 200ms);
    EXPECT_TRUE(rest.read("/x"));
    EXPECT_GE(monotonicNow() - began, 400ms);
}

TEST(Rest, AStopEndsItsWaits)
{
    const LoopbackServer server{answering("503 Busy")};
    RestSite site = siteAt(server);
    site.pause = 1h;
    std::stop_source stop;
    const std::jthread later{[&stop] {
        std::this_thread::sleep_for(50ms);
        stop.request_stop();
    }};
    const Result<std::string> read = Rest{site}.read("/x", stop.get_token());
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, Errc::Cancelled);
}

TEST(SiteIds, AreWordsThatMayStandInAPath)
{
    EXPECT_TRUE(isSiteId("7h9k2m4n6p"));
    EXPECT_TRUE(isSiteId("11111111-2222-4333-8444-555555555555"));
    for (const std::string& bad :
         {std::string{}, std::string{"../pods"}, std::string{"a/b"}, std::string{"a b"}, std::string{"-rf"},
          std::string{"a\n"}, std::string(129, 'a'), std::string{"a?b"}, std::string{"a%2f"}})
        EXPECT_FALSE(isSiteId(bad)) << bad;
}

}  // namespace
}  // namespace inferometer
