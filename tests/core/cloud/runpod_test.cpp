// SPDX-License-Identifier: GPL-3.0-or-later
// What no double of the API answers. The journey is in tests/doubles/runpod_test.py.
#include "core/cloud/runpod.h"

#include "tests/support/loopback_server.h"
#include <gtest/gtest.h>

#include <cmath>

namespace inferometer {
namespace {

SiteAccess withKey(const std::string& key)
{
    return {[key](std::string_view) -> Result<Secret> { return Secret{key}; }};
}

NamedValues settings(const std::string& url) { return {{"gpu", "NVIDIA L4"}, {"api-url", url}}; }

ServerScript answering(const std::string& body)
{
    return {ServerStep::expectRequest(),
            ServerStep::send("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body)};
}

// A pod of ours with these members besides.
std::string pods(const std::string& members) { return R"({"pods":[{"name":"inferometer-1",)" + members + "}]}"; }

Result<std::vector<SiteResource>> listed(const std::string& body)
{
    const LoopbackServer server{answering(body)};
    return openRunpod({"runpod", settings(server.url())}, withKey("k3y-of-mine")).value()->list();
}

std::string openError(const std::string& key, const std::string& value)
{
    NamedValues given = settings("https://api.runpod.io");
    given.insert(given.begin(), {key, value});
    const Result<std::unique_ptr<Cloud>> cloud = openRunpod({"runpod", given}, withKey("k3y-of-mine"));
    return cloud ? std::string{} : cloud.error().field + ": " + cloud.error().message;
}

TEST(Runpod, AListIsWholeOrAnError)
{
    for (const std::string body : {"", "[]", "{}", R"({"pods":{}})", R"({"pods":[1]})", R"({"pods":[{}]})",
                                   R"({"pods":[{"name":7,"id":"a"}]})", "{\"pods\":[{\"name\":\"\xff\"}]}"})
    {
        const Result<std::vector<SiteResource>> all = listed(body);
        ASSERT_FALSE(all) << body;
        EXPECT_EQ(all.error().code, Errc::Protocol) << body;
    }
    for (const std::string id : {R"("id":"../v2/pods")", R"("id":"")", R"("id":7)", R"("status":"RUNNING")"})
        EXPECT_FALSE(listed(pods(id))) << id;
    EXPECT_FALSE(listed(std::string(200'000, '[')));
    EXPECT_TRUE(listed(R"({"pods":[]})").value().empty());
    EXPECT_TRUE(listed(R"({"pods":[{"name":"other","id":7}]})").value().empty());
}

TEST(Runpod, AnAddressIsAHostAndAPort)
{
    const auto reached = [](const std::string& direct) {
        return listed(pods(R"("id":"a","status":"RUNNING","cost":1.5,"ssh":{"direct":)" + direct + "}")).value().at(0);
    };
    const SiteResource ready = reached(R"({"host":"10.0.0.1","port":22022,"username":"root"})");
    EXPECT_TRUE(ready.isReady);
    EXPECT_EQ(ready.address, "10.0.0.1");
    EXPECT_EQ(ready.sshPort, 22022);
    EXPECT_EQ(ready.pricePerHour, 1.5);
    for (const std::string direct :
         {R"({"host":"-oProxyCommand=x","port":22,"username":"root"})", R"({"host":"a b","port":22,"username":"root"})",
          R"({"host":"a","port":0,"username":"root"})", R"({"host":"a","port":65536,"username":"root"})",
          R"({"host":"a","port":22.5,"username":"root"})", R"({"host":"a","port":"22","username":"root"})",
          R"({"host":"a","port":22,"username":"-l"})", R"({"host":"a","port":1e300,"username":"root"})"})
    {
        const SiteResource broken = reached(direct);
        EXPECT_FALSE(broken.isReady) << direct;
        EXPECT_EQ(broken.trouble, "its SSH address cannot be read") << direct;
        EXPECT_TRUE(broken.address.empty()) << direct;
    }
    for (const std::string direct : {"null", "7", "[]"}) {
        EXPECT_FALSE(reached(direct).isReady);
        EXPECT_TRUE(reached(direct).trouble.empty());
    }
}

TEST(Runpod, AStateIsTextAndAPriceANumber)
{
    const SiteResource odd
        = listed(pods("\"id\":\"a\",\"status\":\"\\u001b[2JNEW\",\"cost\":\"1\",\"ssh\":7")).value().at(0);
    EXPECT_EQ(odd.state, "\\x1b[2JNEW");
    EXPECT_TRUE(std::isnan(odd.pricePerHour));
    EXPECT_FALSE(odd.isReady || odd.isEnded);
}

TEST(Runpod, ACatalogMayLackAnything)
{
    const std::string gpus = R"({"gpus":[7,{},{"id":"A","secure":true},
        {"id":"B","secure":true,"community":1,"maxCount":{"secure":8,"community":8},"price":{"secure":"1"},"memory":-1},
        {"id":"C","secure":true,"maxCount":{"secure":8},"price":{"secure":0.5},"dataCenters":7,"availability":"LOW"}]})";
    const LoopbackServer server{answering(gpus)};
    const Result<std::vector<Offer>> offers
        = openRunpod({"runpod", settings(server.url())}, withKey("k3y-of-mine")).value()->offers();
    ASSERT_TRUE(offers) << offers.error().message;
    ASSERT_EQ(offers.value().size(), 2U);
    EXPECT_EQ(offers.value()[0].machine, "B");
    EXPECT_TRUE(std::isnan(offers.value()[0].pricePerHour));
    EXPECT_EQ(offers.value()[0].gpuMemory, 0);
    EXPECT_EQ(offers.value()[1].pricePerHour, 0.5);
    EXPECT_EQ(offers.value()[1].availability, "LOW");
}

TEST(Runpod, ANewPodWithoutAnIdIsInDoubt)
{
    const LoopbackServer server{answering(R"({"id":"a/../b"})")};
    const Result<std::string> made = openRunpod({"runpod", settings(server.url())}, withKey("k3y-of-mine"))
                                         .value()
                                         ->make(ResourceKind::Machine, {"inferometer-1", "ssh-ed25519 A", 60}, {});
    ASSERT_FALSE(made);
    EXPECT_TRUE(isDoubtful(made.error()));
}

TEST(Runpod, SettingsAreCheckedBeforeAnythingIsAsked)
{
    EXPECT_EQ(openError("gpus", "0"), "site/gpus: gpus must be a whole number from 1 to 64.");
    EXPECT_EQ(openError("disk", "x"), "site/disk: disk must be a whole number from 1 to 100000.");
    EXPECT_EQ(openError("volume", "9"), "site/volume: RunPod makes no volume under 10 GB; ask for more, or for 0.");
    EXPECT_EQ(openError("cuda", "12"), "site/cuda: cuda must be a version of two numbers such as 12.8.");
    EXPECT_EQ(openError("cloud", "SECURE"), "site/cloud: cloud must be secure or community.");
    EXPECT_EQ(openError("data-centers", "EU-RO-1, a/b"),
              "site/data-centers: \"a/b\" is no id of a data center; write one like EU-RO-1.");
    EXPECT_EQ(openError("gpus", "2"), "");
    for (const std::string url : {"http://api.runpod.io", "http://127.evil.org", "ftp://x", "https://x/?y", ""})
        EXPECT_EQ(openError("api-url", url).empty(), url.empty()) << url;
    const Result<std::unique_ptr<Cloud>> blank = openRunpod({"runpod", settings("https://x")}, withKey("k3y\r\nA: b"));
    ASSERT_FALSE(blank);
    EXPECT_EQ(blank.error().message.find("k3y"), std::string::npos);
    EXPECT_EQ(blank.error().field, "site/api-key-env");
}

TEST(Runpod, TheScriptThatEndsAPodQuotesItsAddress)
{
    const std::string script
        = openRunpod({"runpod", settings("https://x/'$(id)'")}, withKey("k3y-of-mine")).value()->armScript(1.2);
    EXPECT_NE(script.find("sleep 2\n"), std::string::npos);
    EXPECT_EQ(script.find("k3y-of-mine"), std::string::npos);
}

}  // namespace
}  // namespace inferometer
