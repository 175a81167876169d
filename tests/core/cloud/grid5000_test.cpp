// SPDX-License-Identifier: GPL-3.0-or-later
// Answers that Grid'5000 has not given, but somebody else might. The journey is in tests/doubles/grid5000_test.py.
#include "core/cloud/grid5000.h"

#include "tests/support/loopback_server.h"
#include <gtest/gtest.h>

namespace inferometer {
namespace {

const SiteAccess kWithPassword{[](std::string_view) -> Result<Secret> { return Secret{"pass word of mine"}; }};

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

SiteSpec site(const std::string& url, const NamedValues& more = {})
{
    SiteSpec spec{"grid5000", more};
    for (const auto& [key, value] :
         NamedValues{{"user", "ada"}, {"site", "lille"}, {"cluster", "chifflot"}, {"api-url", url}})
        spec.settings.emplace_back(key, value);
    return spec;
}

Result<std::vector<SiteResource>> listed(const std::vector<std::string>& bodies)
{
    const LoopbackServer server{answering(bodies)};
    return openGrid5000(site(server.url()), kWithPassword).value()->list();
}

std::string page(const std::string& items, int total = 1)
{
    return R"({"total":)" + std::to_string(total) + R"(,"offset":0,"items":[)" + items + "]}";
}

TEST(Grid5000, AListIsWholeOrAnError)
{
    EXPECT_TRUE(listed({page("", 0)}).value().empty());
    EXPECT_TRUE(listed({page(R"({"uid":1,"state":"running"})")}).value().empty()) << "a job without a name is not ours";
    for (const std::string& body :
         {std::string{}, std::string{"[]"}, std::string{"{}"}, std::string{R"({"total":1})"},
          std::string{R"({"items":[]})"}, std::string{R"({"total":-1,"items":[]})"},
          std::string{R"({"total":"1","items":[]})"}, std::string{R"({"total":0,"items":{}})"}, page("1"), page("null"),
          page(""), page(R"({"name":"inferometer-1","state":"waiting"})"),
          page(R"({"name":"inferometer-1","state":"waiting","uid":"../../x"})"),
          page(R"({"name":"inferometer-1","state":"waiting","uid":-1})"),
          page(R"({"name":"inferometer-1","state":"waiting","uid":1.5})"), page(R"({"name":"inferometer-1","uid":7})"),
          std::string(300'000, '[')})
    {
        const Result<std::vector<SiteResource>> all = listed({body});
        ASSERT_FALSE(all) << body.substr(0, 80);
        EXPECT_EQ(all.error().code, Errc::Protocol) << body.substr(0, 80);
    }
}

TEST(Grid5000, ANodeMustBeAName)
{
    const std::string job = R"({"uid":7,"name":"inferometer-1","state":"running"})";
    const auto withNode = [&job](const std::string& nodes) {
        return listed({page(job), R"({"uid":7,"state":"running","assigned_nodes":)" + nodes + "}"});
    };
    EXPECT_EQ(withNode(R"(["chifflot-1.lille.grid5000.fr"])").value().at(0).address, "chifflot-1.lille.grid5000.fr");
    for (const std::string nodes : {"[]", "{}", "[7]", R"(["-oProxyCommand=x"])", R"(["a b"])", R"([["x"]])", "null"}) {
        const Result<std::vector<SiteResource>> all = withNode(nodes);
        ASSERT_TRUE(all) << nodes;
        EXPECT_FALSE(all.value().at(0).isReady) << nodes;
    }
    EXPECT_FALSE(listed({page(job), R"({"uid":8,"state":"running","assigned_nodes":["x"]})"})) << "another job's";
}

TEST(Grid5000, WhatItSaysIsShownHarmless)
{
    const Result<std::vector<SiteResource>> all
        = listed({page(R"({"uid":7,"name":"inferometer-1","state":"waiting","message":"\u001b[2J)"
                       + std::string(9000, 'x') + R"("})")});
    ASSERT_TRUE(all);
    EXPECT_LT(all.value().at(0).state.size(), 400U);
    EXPECT_EQ(all.value().at(0).state.find('\x1b'), std::string::npos);
}

TEST(Grid5000, WhatCannotBeIsRefused)
{
    for (const auto& [key, value] : NamedValues{{"user", "a:b"},
                                                {"site", "../x"},
                                                {"cluster", "' OR 1"},
                                                {"queue", "a b"},
                                                {"project", "$x"},
                                                {"types", "deploy,x'y"},
                                                {"jump", "@"}})
    {
        const auto cloud = openGrid5000(site("http://127.0.0.1:1", {{key, value}}), kWithPassword);
        ASSERT_FALSE(cloud) << key;
        EXPECT_EQ(cloud.error().field, "site/" + key);
    }
    const auto open = openGrid5000(site("http://127.0.0.1:1", {{"jump", "gate,bob@inner"}}), kWithPassword);
    ASSERT_TRUE(open);
    const std::optional<SshAsk> way = open.value()->way();
    ASSERT_TRUE(way && way->jumps.size() == 2);
    EXPECT_EQ(way->jumps[0].text(), "ada@gate");
    EXPECT_EQ(way->jumps[1].text(), "bob@inner");
}

}  // namespace
}  // namespace inferometer
