// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of a cluster that hold anything. The journey is in tests/doubles/kubernetes_test.py.
#include "core/cloud/kube_manifest.h"
#include "core/cloud/kube_state.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

using Json = nlohmann::json;

const std::string kName = "inferometer-t-1";

Json object(const std::string& uid, const std::string& name = kName)
{
    return {{"metadata",
             {{"name", name},
              {"uid", uid},
              {"labels", {{kKubeInstance, kubeObjectName(name)}}},
              {"annotations", {{kKubeName, name}}}}}};
}

SiteResource machineWith(const Json& status)
{
    Json pod = object("p");
    pod["status"] = status;
    const auto all = kubeResources({Json::array({object("j")}), Json::array({pod}), Json::array()});
    EXPECT_TRUE(all);
    EXPECT_EQ(all.value().size(), 1U);
    return all.value().front();
}

Json running(const Json& state)
{
    return {{"phase", "Running"}, {"containerStatuses", {{{"name", "engine"}, {"state", state}}}}};
}

TEST(KubeState, OnlyARunningContainerIsReady)
{
    EXPECT_TRUE(machineWith(running({{"running", Json::object()}})).isReady);
    for (const Json& status :
         {Json(), Json::array(), Json("Running"), Json{{"phase", "Running"}}, Json{{"phase", 7}},
          Json{{"phase", "Running"}, {"containerStatuses", {{"engine", 1}}}}, running(Json::array()),
          running({{"running", 7}}), running({{"waiting", Json::object()}}), running({{"terminated", Json::object()}})})
        EXPECT_FALSE(machineWith(status).isReady) << status;
}

TEST(KubeState, WhatItSaysCanBeShown)
{
    const std::string bad = "\x1b[31m" + std::string(5000, 'x');
    const SiteResource waiting
        = machineWith(running({{"waiting", {{"reason", "ImagePullBackOff"}, {"message", bad}}}}));
    for (const std::string& text : {waiting.state, waiting.trouble}) {
        EXPECT_EQ(text.find('\x1b'), std::string::npos);
        EXPECT_LT(text.size(), 400U);
    }
    const SiteResource ended = machineWith(running({{"terminated", {{"reason", "Error"}, {"exitCode", 1e300}}}}));
    EXPECT_EQ(ended.trouble, "its container has ended (Error)");
}

TEST(KubeState, AListIsWholeOrAnError)
{
    for (const Json& bad :
         {Json(7), Json::object(), Json{{"metadata", {{"name", "a"}}}}, object("../x"), object("", "a")})
        EXPECT_FALSE(kubeResources({Json::array({bad}), Json::array(), Json::array()})) << bad;
    EXPECT_FALSE(kubeResources({Json::array(), Json::array(), Json::array({7})}));
    EXPECT_TRUE(kubeResources({Json::array({object("j", "somebody-elses")}), {}, {}}).value().empty());
    Json forged = object("j");
    forged["metadata"]["annotations"][kKubeName] = "inferometer-another";
    EXPECT_TRUE(kubeResources({Json::array({forged}), {}, {}}).value().empty());
}

TEST(KubeState, EventsAndNodesMayHoldAnything)
{
    EXPECT_EQ(refusedPod(Json{1, Json::object(), {{"reason", "FailedCreate"}, {"message", "a quota"}}, nullptr}),
              "FailedCreate: a quota");
    EXPECT_EQ(refusedPod(Json{{{"reason", "Scheduled"}}}), "");
    const Json nodes = {1,
                        {{"status", {{"allocatable", {{"nvidia.com/gpu", 8}}}}}},
                        {{"status", {{"allocatable", {{"nvidia.com/gpu", "1e9"}}}}}},
                        {{"status", {{"allocatable", {{"nvidia.com/gpu", "-1"}}}}}},
                        {{"status", {{"allocatable", {{"nvidia.com/gpu", "2"}}}}}}};
    const std::vector<Offer> offers = kubeOffers(nodes, "nvidia.com/gpu", {});
    ASSERT_EQ(offers.size(), 1U);
    EXPECT_EQ(offers.front().gpus, 2);
    EXPECT_EQ(offers.front().machine, "nvidia.com/gpu");
}

TEST(KubeManifest, TextStaysTextForEveryReader)
{
    const nlohmann::ordered_json json
        = {{"a", {{"yes", "true"}, {"n", "007"}, {"text", "it's: # \"so\"\n"}, {"word", "nvidia.com/gpu"}}},
           {"list", {"x", 1, true, nlohmann::ordered_json::object(), {{"deep", {1}}}}}};
    EXPECT_EQ(yamlText(json),
              "a:\n  \"yes\": \"true\"\n  \"n\": \"007\"\n  text: \"it's: # \\\"so\\\"\\n\"\n  word: nvidia.com/gpu\n"
              "list:\n  - x\n  - 1\n  - true\n  - {}\n  - deep:\n      - 1\n");
}

TEST(KubeManifest, ALongNameKeepsItsEnd)
{
    const std::string name = "inferometer-" + std::string(80, 'x') + "-0123";
    EXPECT_EQ(kubeObjectName(name).size(), 63U);
    EXPECT_TRUE(kubeObjectName(name).ends_with("-0123"));
    EXPECT_EQ(kubeObjectName(kName), kName);
}

}  // namespace
}  // namespace inferometer
