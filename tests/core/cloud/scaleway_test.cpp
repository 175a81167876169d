// SPDX-License-Identifier: GPL-3.0-or-later
// What no double of the API answers. The journey is in tests/doubles/scaleway_test.py.
#include "core/cloud/scaleway.h"

#include "tests/support/loopback_server.h"
#include <gtest/gtest.h>

#include <cmath>

namespace inferometer {
namespace {

const SiteAccess kWithKey{[](std::string_view) -> Result<Secret> { return Secret{"k3y-of-mine"}; }};

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

std::unique_ptr<Cloud> cloudAt(const LoopbackServer& server)
{
    return openScaleway({"scaleway", {{"project", "p"}, {"type", "L4"}, {"api-url", server.url()}}}, kWithKey).value();
}

const std::string kNone = R"({"volumes":[]})";

Result<std::vector<SiteResource>> listed(const std::string& servers, const std::string& local = kNone,
                                         const std::string& block = kNone)
{
    const LoopbackServer server{answering({servers, local, block})};
    return cloudAt(server)->list();
}

TEST(Scaleway, AListIsWholeOrAnError)
{
    for (const std::string body :
         {"", "[]", "{}", R"({"servers":{}})", R"({"servers":[1]})", R"({"servers":[{}]})",
          R"({"servers":[{"name":"inferometer-1"}]})", R"({"servers":[{"name":"inferometer-1","id":"../ips"}]})"})
    {
        const Result<std::vector<SiteResource>> all = listed(body);
        ASSERT_FALSE(all) << body;
        EXPECT_EQ(all.error().code, Errc::Protocol) << body;
    }
    const std::string none = R"({"servers":[]})";
    EXPECT_TRUE(listed(none).value().empty());
    EXPECT_FALSE(listed(none, "{}"));
    EXPECT_FALSE(listed(none, kNone, R"({"volumes":[{"name":"inferometer-1","id":7}]})"));
    EXPECT_EQ(listed(none, R"({"volumes":[{"name":"inferometer-1","id":"v"},{"name":"other","id":7}]})").value().size(),
              1U);
}

TEST(Scaleway, AListThatDoesNotEndIsAnError)
{
    std::string page = R"({"servers":[)";
    for (int i = 0; i < 100; ++i)
        page += (i == 0 ? "" : ",") + std::string{R"({"name":"other"})"};
    const LoopbackServer server{answering(std::vector<std::string>(101, page + "]}"))};
    const Result<std::vector<SiteResource>> all = cloudAt(server)->list();
    ASSERT_FALSE(all);
    EXPECT_EQ(all.error().code, Errc::Protocol);
    EXPECT_EQ(server.requests().size(), 100U);
}

TEST(Scaleway, AnAddressIsOneOfIPv4)
{
    const auto reached = [](const std::string& ips) {
        return listed(R"({"servers":[{"name":"inferometer-1","id":"a","state":"running","public_ips":)" + ips + "}]}")
            .value()
            .at(0);
    };
    EXPECT_EQ(reached(R"([{"family":"inet6","address":"::1"},{"family":"inet","address":"10.0.0.1"}])").address,
              "10.0.0.1");
    for (const std::string ips : {"null", "7", "[]", "[7]", R"([{"family":"inet","address":"-x"}])",
                                  R"([{"family":"inet","address":"a b"}])", R"({"family":"inet"})"})
        EXPECT_FALSE(reached(ips).isReady) << ips;
}

TEST(Scaleway, ACatalogMayLackAnything)
{
    const LoopbackServer server{answering(
        {R"({"servers":{"A":7,"B":{"gpu":-1},"C":{"gpu":1e300},"D":{"gpu":8,"hourly_price":"1","gpu_info":7}}})",
         R"({"servers":{"D":7}})"})};
    const Result<std::vector<Offer>> offers = cloudAt(server)->offers();
    ASSERT_TRUE(offers) << offers.error().message;
    ASSERT_EQ(offers.value().size(), 1U);
    EXPECT_EQ(offers.value()[0].gpus, 8);
    EXPECT_TRUE(std::isnan(offers.value()[0].pricePerHour));
}

TEST(Scaleway, AnAnswerAboutAnotherServerEndsNothing)
{
    const LoopbackServer server{answering({R"({"server":{"id":"other","state":"stopped"}})"})};
    const Status ended = cloudAt(server)->end({.name = "inferometer-1", .id = "mine"});
    ASSERT_FALSE(ended);
    EXPECT_EQ(ended.error().code, Errc::Protocol);
    EXPECT_EQ(server.requests().size(), 1U);
}

TEST(Scaleway, ANewServerWithoutAnIdIsInDoubt)
{
    const LoopbackServer server{answering({R"({"server":{"id":""}})"})};
    const Result<std::string> made
        = cloudAt(server)->make(ResourceKind::Machine, {"inferometer-1", "ssh-ed25519 A", 60}, {});
    ASSERT_FALSE(made);
    EXPECT_TRUE(isDoubtful(made.error()));
}

}  // namespace
}  // namespace inferometer
