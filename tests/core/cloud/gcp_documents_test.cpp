// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/gcp_api.h"
#include "core/cloud/gcp_documents.h"

#include <gtest/gtest.h>

#include <cmath>

namespace inferometer {
namespace {

using Json = nlohmann::json;

Result<GcpWish> wishWith(NamedValues more)
{
    NamedValues settings{{"zone", "europe-west4-a"}, {"type", "g2-standard-8"}};
    for (auto& one : more) {
        std::erase_if(settings, [&one](const auto& held) { return held.first == one.first; });
        settings.push_back(std::move(one));
    }
    return gcpWish({"gcp", std::move(settings)});
}

TEST(GcpSettings, AreRefusedWhereTheyCannotBe)
{
    const NamedValues wrong{{"zone", "a/b"},
                            {"zone", "Europe"},
                            {"type", "../x"},
                            {"gpu", "a b"},
                            {"gpus", "0"},
                            {"gpus", "17"},
                            {"project", "p?x"},
                            {"image", "debian-12"},
                            {"image", "projects/../global/images/x"},
                            {"image", "projects/p/global/images/family/f/g"},
                            {"image", "projects/p/global/images/"},
                            {"disk", "9"},
                            {"disk-type", "a/b"},
                            {"network", ""},
                            {"network", "#"},
                            {"subnet", "a/b"},
                            {"tags", "ok Not"},
                            {"address", "both"},
                            {"user", "a:b"},
                            {"user", "root\nada"},
                            {"spot", "perhaps"},
                            {"price", "0"},
                            {"price", "nan"},
                            {"price", "1e9"}};
    for (const auto& [key, value] : wrong) {
        const Result<GcpWish> wish = wishWith({{key, value}});
        if (key == "network" && value.empty()) {
            EXPECT_EQ(wish.value().network, "default");  // as if it were not given
            continue;
        }
        ASSERT_FALSE(wish) << key << " " << value;
        EXPECT_EQ(wish.error().field, "site/" + key);
        EXPECT_EQ(wish.error().code, Errc::InvalidInput);
    }
    EXPECT_TRUE(std::isnan(wishWith({}).value().price));
    EXPECT_EQ(wishWith({{"price", "0.85"}}).value().price, 0.85);
    EXPECT_EQ(wishWith({{"image", "projects/p/global/images/i-1"}}).value().image, "projects/p/global/images/i-1");
}

TEST(GcpInstance, DeletesItselfAtItsEnd)
{
    const auto seconds = [](double ttl) {
        return gcpInstance(wishWith({}).value(),
                           {"inferometer-1", "ssh-ed25519 A", ttl})["scheduling"]["maxRunDuration"]
            .dump();
    };
    EXPECT_EQ(seconds(3600), R"({"seconds":"3600"})");
    EXPECT_EQ(seconds(90.2), R"({"seconds":"91"})");
    EXPECT_EQ(seconds(1), R"({"seconds":"30"})");
    const Json body = gcpInstance(wishWith({}).value(), {"inferometer-1", "ssh-ed25519 A", 60});
    EXPECT_EQ(body["scheduling"]["instanceTerminationAction"], "DELETE");
    EXPECT_EQ(body["disks"][0]["autoDelete"], true);
    EXPECT_EQ(body["labels"], (Json{{"inferometer", "inferometer-1"}}));
}

TEST(GcpRequestId, IsOneUuidForOneName)
{
    const std::string id = gcpRequestId("inferometer-1");
    EXPECT_EQ(id, gcpRequestId("inferometer-1"));
    EXPECT_NE(id, gcpRequestId("inferometer-2"));
    ASSERT_EQ(id.size(), 36U);
    EXPECT_EQ(id[14], '5');
    EXPECT_NE(std::string{"89ab"}.find(id[19]), std::string::npos);
}

TEST(GcpIds, NeverLeaveTheirPlace)
{
    EXPECT_EQ(gcpId("us-central1-a", "inferometer-1"), "us-central1-a/inferometer-1");
    for (const auto& [zone, name] :
         {std::pair{"", "a"}, std::pair{"a", ""}, std::pair{"..", "a"}, std::pair{"a", "b/c"}, std::pair{"a", "../b"},
          std::pair{"a", "b?c"}, std::pair{"a", "B"}})
        EXPECT_EQ(gcpId(zone, name), "") << zone << " " << name;
    EXPECT_TRUE(isGcpId("a/b"));
    for (const char* id : {"", "a", "/", "a/", "/b", "a/b/c", "a/../b"})
        EXPECT_FALSE(isGcpId(id)) << id;
}

TEST(GcpMachine, MayBeAnything)
{
    const GcpWish wish = wishWith({}).value();
    const auto read = [&wish](const char* text) { return gcpMachine(Json::parse(text), "z-a", wish); };
    for (const char* text : {"null", "7", "[]", "{}", R"({"name":7})", R"({"name":"A"})"})
        EXPECT_EQ(read(text).id, "") << text;
    const auto reached = [&read](const std::string& interfaces) {
        return read((R"({"name":"inferometer-1","status":"RUNNING","networkInterfaces":)" + interfaces + "}").c_str());
    };
    EXPECT_TRUE(reached(R"([{"accessConfigs":[{"natIP":"10.0.0.1"}]}])").isReady);
    for (const char* none : {"null", "7", "{}", "[]", "[7]", R"([{"accessConfigs":{}}])", R"([{"accessConfigs":[7]}])",
                             R"([{"accessConfigs":[{"natIP":7}]}])", R"([{"accessConfigs":[{"natIP":"-oProxy"}]}])",
                             R"([{"accessConfigs":[{"natIP":"a b"}]}])"})
        EXPECT_FALSE(reached(none).isReady) << none;
    const SiteResource stopped
        = read(R"({"name":"inferometer-1","status":"TERMINATED","statusMessage":"\u001b[2J gone"})");
    EXPECT_FALSE(stopped.isEnded);
    EXPECT_EQ(stopped.trouble, "it has stopped, and its disk is still billed (\\x1b[2J gone)");
    EXPECT_FALSE(read(R"({"name":"inferometer-1","status":"STOPPING"})").trouble.empty());
    EXPECT_TRUE(read(R"({"name":"inferometer-1","status":"REPAIRING"})").trouble.empty());
}

TEST(GcpOffers, SayWhatAMachineTypeCarries)
{
    std::string gpu;
    for (const char* none : {"{}", "7", R"({"accelerators":7})", R"({"accelerators":[]})", R"({"accelerators":[7]})",
                             R"({"accelerators":[{"guestAcceleratorType":"x","guestAcceleratorCount":-1}]})",
                             R"({"accelerators":[{"guestAcceleratorType":"x","guestAcceleratorCount":1e300}]})",
                             R"({"accelerators":[{"guestAcceleratorCount":1}]})"})
        EXPECT_EQ(gcpCarried(Json::parse(none), gpu), 0) << none;
    const Offer known = gcpOffer(Json::parse(R"({"name":"a3"})"), "nvidia-h200-141gb", 8);
    EXPECT_EQ(known.gpu, "NVIDIA H200");
    EXPECT_EQ(known.gpuMemory, 141);
    EXPECT_EQ(gcpOffer({}, "what\n", 1).gpu, "what\\n");
}

Status outcome(const char* text) { return gcpOutcome(Json::parse(text)); }

TEST(GcpOutcome, IsTheNormalFailureInsideASuccess)
{
    EXPECT_TRUE(outcome(R"({"status":"DONE"})"));
    const std::vector<std::pair<const char*, Errc>> cases{
        {R"({"error":{"errors":[{"code":"ZONE_RESOURCE_POOL_EXHAUSTED"}]},"httpErrorStatusCode":503})",
         Errc::Unsupported},
        {R"({"error":{"errors":[{"code":"QUOTA_EXCEEDED","message":"GPUS"}]}})", Errc::Unsupported},
        {R"({"error":{"errors":[{"code":"RATE_LIMIT_EXCEEDED"}]}})", Errc::RateLimited},
        {R"({"error":{"errors":[{"code":"RESOURCE_ALREADY_EXISTS"}]},"httpErrorStatusCode":409})", Errc::Protocol},
        {R"({"error":{"errors":[{"code":"X"}]},"httpErrorStatusCode":400})", Errc::InvalidInput},
        {R"({"error":{"errors":[{"code":"X"}]},"httpErrorStatusCode":"400"})", Errc::Protocol},
        {R"({"error":{"errors":[{"code":"X"}]},"httpErrorStatusCode":500})", Errc::Protocol},
        {R"({"error":{"errors":[]}})", Errc::Protocol},
        {R"({"error":7})", Errc::Protocol},
        {R"({"error":{"errors":{"code":7}}})", Errc::Protocol}};
    for (const auto& [text, code] : cases) {
        const Status done = outcome(text);
        ASSERT_FALSE(done) << text;
        EXPECT_EQ(done.error().code, code) << text;
    }
    EXPECT_EQ(outcome(cases[1].first).error().message,
              "A quota of the project at Google does not allow this (QUOTA_EXCEEDED: GPUS); ask for more of it.");
}

FetchResponse saying(std::string body)
{
    FetchResponse response;
    response.body = std::move(body);
    return response;
}

TEST(GcpMeaning, IsInTheReason)
{
    const auto codeOf = [](const std::string& reason) {
        const auto meaning = gcpMeaning(saying(R"({"error":{"errors":[{"reason":")" + reason + "\"}]}}"));
        return meaning ? std::optional{meaning->code} : std::nullopt;
    };
    EXPECT_EQ(codeOf("rateLimitExceeded"), Errc::RateLimited);
    EXPECT_EQ(codeOf("quotaExceeded"), Errc::Unsupported);
    EXPECT_EQ(codeOf("alreadyExists"), Errc::Protocol);
    EXPECT_EQ(codeOf("resourceInUseByAnotherResource"), Errc::Unsupported);
    EXPECT_EQ(codeOf("forbidden"), std::nullopt);
    EXPECT_EQ(gcpMeaning(saying(R"({"error":{"details":[{"reason":"SERVICE_DISABLED"}]}})"))->code, Errc::Auth);
    for (const char* body :
         {"", "7", "[]", R"({"error":7})", R"({"error":{"errors":7}})", R"({"error":{"errors":[7]}})"})
        EXPECT_FALSE(gcpMeaning(saying(body))) << body;
}

}  // namespace
}  // namespace inferometer
