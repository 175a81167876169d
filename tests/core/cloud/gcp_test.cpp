// SPDX-License-Identifier: GPL-3.0-or-later
// What our double of the API never answers. The journey is in tests/doubles/gcp_test.py.
#include "core/cloud/gcp.h"

#include "tests/core/cloud/gcp_sample.h"
#include "tests/support/loopback_server.h"
#include <gtest/gtest.h>

namespace inferometer {
namespace {

const std::string kToken = R"({"access_token":"t0ken-of-mine","expires_in":3599,"token_type":"Bearer"})";
const std::string kNoMachines = R"({"kind":"compute#instanceAggregatedList"})";
const std::string kNoDisks = R"({"kind":"compute#diskAggregatedList"})";

ServerScript answering(const std::vector<std::string>& bodies)
{
    ServerScript script;
    for (const std::string& body : bodies) {
        script.push_back(ServerStep::expectRequest());
        script.push_back(ServerStep::send("HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: "
                                          + std::to_string(body.size()) + "\r\n\r\n" + body));
    }
    return script;
}

// The API with its tokens, each at a server of its own.
class Site
{
public:
    explicit Site(const std::vector<std::string>& bodies, const std::string& token = kToken)
        : m_api{answering(bodies)}
        , m_tokens{answering({token})}
    {
        const std::string key = sampleKeyFile(m_tokens.url() + "/token");
        const SiteAccess access{[key](std::string_view) -> Result<Secret> { return Secret{key}; }};
        m_cloud = openGcp({"gcp", {{"zone", "z-a"}, {"type", "g2"}, {"api-url", m_api.url()}}}, access).value();
    }

    Cloud& cloud() { return *m_cloud; }
    LoopbackServer& api() { return m_api; }
    LoopbackServer& tokens() { return m_tokens; }

private:
    LoopbackServer m_api;
    LoopbackServer m_tokens;
    std::unique_ptr<Cloud> m_cloud;
};

Result<std::vector<SiteResource>> listed(const std::string& machines, const std::string& disks = kNoDisks)
{
    Site site{{machines, disks}};
    return site.cloud().list();
}

std::string machines(const std::string& more) { return R"({"kind":"compute#instanceAggregatedList",)" + more + "}"; }

TEST(Gcp, AListIsWholeOrAnError)
{
    const std::string ours = R"("name":"inferometer-1","labels":{"inferometer":"inferometer-1"})";
    for (const std::string& body :
         {std::string{}, std::string{"[]"}, std::string{"{}"}, std::string{R"({"kind":"compute#operation"})"},
          machines(R"("items":[])"), machines(R"("items":"none")"),
          machines(R"("items":{"zones/z-a":{"instances":{}}})"),
          machines(R"("items":{"zones/z-a":{"instances":"none"}})"),
          machines(R"("items":{"zones/z-a":{"instances":[7]}})"),
          machines(R"("items":{"zones/z-a":{"instances":[{"name":7}]}})"),
          machines(R"("items":{"zones/../x":{"instances":[{)" + ours + "}]}}"),
          machines(R"("items":{"regions/r":{"instances":[{)" + ours + "}]}}"),
          machines(R"("items":{"zones/z-a":{"warning":{"code":"UNREACHABLE"}}})"),
          machines(R"("unreachables":["zones/z-a"])"), machines(R"("warning":{"code":"UNREACHABLE"})")})
    {
        const Result<std::vector<SiteResource>> all = listed(body);
        ASSERT_FALSE(all) << body;
        EXPECT_EQ(all.error().code, Errc::Protocol) << body;
    }
    EXPECT_FALSE(listed(kNoMachines, "{}"));
    EXPECT_TRUE(listed(kNoMachines).value().empty());
    EXPECT_EQ(listed(machines(R"("items":{"zones/z-a":{"instances":[{)" + ours + "}]}}")).value().size(), 1U);
    EXPECT_TRUE(listed(machines(R"("items":{"zones/z-a":{"instances":[{"name":"inferometer-1"}]}})")).value().empty());
}

TEST(Gcp, AListThatDoesNotEndIsAnError)
{
    Site site{std::vector<std::string>(201, machines(R"("nextPageToken":"a&b")"))};
    const Result<std::vector<SiteResource>> all = site.cloud().list();
    ASSERT_FALSE(all);
    EXPECT_EQ(all.error().code, Errc::Protocol);
    EXPECT_EQ(site.api().requests().size(), 200U);
    EXPECT_NE(site.api().requests().back().find("&pageToken=a%26b "), std::string::npos);
}

TEST(Gcp, ATokenIsKeptAndStaysSecret)
{
    Site site{{kNoMachines, kNoDisks, R"({"name":"t0ken-of-mine"})"}};
    EXPECT_TRUE(site.cloud().list());
    const Result<std::string> account = site.cloud().account();
    ASSERT_FALSE(account);
    EXPECT_EQ(account.error().message.find("t0ken"), std::string::npos);
    EXPECT_EQ(site.tokens().requests().size(), 1U);
    EXPECT_NE(site.api().requests().front().find("Authorization: Bearer t0ken-of-mine"), std::string::npos);
}

TEST(Gcp, WhatIsNoTokenIsNeverSent)
{
    for (const std::string token :
         {"", "[]", R"({"access_token":"t"})", R"({"access_token":"t","expires_in":"3599"})",
          R"({"access_token":"t","expires_in":-1})", R"({"access_token":"","expires_in":1})",
          R"({"access_token":"a\r\nX: y","expires_in":3599})", R"({"access_token":"\u00e9","expires_in":3599})"})
    {
        Site site{{kNoMachines}, token};
        const Result<std::vector<SiteResource>> all = site.cloud().list();
        ASSERT_FALSE(all) << token;
        EXPECT_EQ(all.error().code, Errc::Protocol) << token;
        EXPECT_TRUE(site.api().requests().empty());
    }
}

TEST(Gcp, AnOrderWithoutAReadableOperationIsInDoubt)
{
    for (const std::string body : {"", "[]", "{}", R"({"status":"RUNNING"})", R"({"name":"../x","status":"PENDING"})",
                                   R"({"status":"DONE","error":{}})"})
    {
        Site site{{body}};
        const Result<std::string> made
            = site.cloud().make(ResourceKind::Machine, {"inferometer-1", "ssh-ed25519 A", 60}, {});
        ASSERT_FALSE(made) << body;
        EXPECT_TRUE(isDoubtful(made.error())) << body;
        EXPECT_EQ(site.api().requests().size(), 1U) << body;
    }
}

TEST(Gcp, NothingIsAskedForThatOutlivesGooglesLongest)
{
    Site site{{}};
    const Result<std::string> made
        = site.cloud().make(ResourceKind::Machine, {"inferometer-1", "ssh-ed25519 A", 121.0 * 86'400}, {});
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().field, "limits/ttl");
    EXPECT_TRUE(site.api().requests().empty());
}

TEST(Gcp, OnlyWhatHasAnIdIsEnded)
{
    Site site{{"{}"}};
    EXPECT_FALSE(site.cloud().end({.name = "inferometer-1", .id = "z-a/../../other"}));
    EXPECT_TRUE(site.api().requests().empty());
    EXPECT_TRUE(site.cloud().end({.name = "inferometer-1", .id = "z-a/inferometer-1"}));
    EXPECT_EQ(site.api().requests().front().find("DELETE /compute/v1/projects/p-1/zones/z-a/instances/inferometer-1 "),
              0U);
}

}  // namespace
}  // namespace inferometer
