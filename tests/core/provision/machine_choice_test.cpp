// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/machine_choice.h"

#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

namespace inferometer {
namespace {

using test::TempFolder;
using test::writeFile;

Offer offerOf(const std::string& gpu, double memory, double price, const std::string& region = "secure")
{
    Offer offer;
    offer.machine = "NVIDIA " + gpu;
    offer.gpu = gpu;
    offer.gpus = 1;
    offer.gpuMemory = memory;
    offer.region = region;
    offer.pricePerHour = price;
    offer.asOf = realtimeNow();
    return offer;
}

DeploymentSpec specOf(const std::string& choose, const std::string& site = {})
{
    const ReadDeployment read = parseDeployment(
        "version: 1\nname: tiny\nmodel: Qwen/Qwen2.5-7B\nengine: {recipe: vllm}\nsite: {provider: runpod" + site
            + "}\nchoose: {" + choose + "}\n",
        "d.yaml");
    EXPECT_TRUE(read.errors.empty()) << read.errors.front().message;
    return read.spec;
}

std::string errorOf(const std::string& more)
{
    const ReadDeployment read
        = parseDeployment("version: 1\nname: tiny\nmodel: m\nengine: {recipe: vllm}\n" + more, "d.yaml");
    return read.errors.empty() ? std::string{} : read.errors.front().message;
}

const std::vector<Offer> kOffers{offerOf("L4", 24, 0.4), offerOf("RTX 4090", 24, 0.44, "community"),
                                 offerOf("H100 SXM", 80, 3.0), offerOf("L40S", 48, 0.9)};

TEST(MachineChoice, TakesTheCheapestForATokenWithItsReason)
{
    const Result<MachineChoice> choice = chooseMachine(specOf("tries: 2"), kOffers);
    ASSERT_TRUE(choice) << choice.error().message;
    ASSERT_EQ(choice.value().ranked.size(), 2U);
    const MachineCandidate& first = choice.value().current();
    EXPECT_NE(first.reason.text().find("the cheapest of 4 that fit"), std::string::npos) << first.reason.text();
    const SiteSpec site = siteWith(specOf("").site, first);
    EXPECT_EQ(settingOf(site, "gpu"), "NVIDIA RTX 4090");
    EXPECT_EQ(settingOf(site, "cloud"), "community");
    EXPECT_EQ(settingOf(site, "disk"), "80") << "14 GB of weights, a fifth more, in tens, and 60 for the image";
}

TEST(MachineChoice, KeepsToItsLimitsAndTheFile)
{
    const auto chosen = [](const std::string& choose, const std::string& site = {}) {
        const Result<MachineChoice> choice = chooseMachine(specOf(choose, site), kOffers);
        return choice ? choice.value().current().settings.front().second : choice.error().message;
    };
    EXPECT_EQ(chosen("gpus: \"L40S, H100\", max-price: 1"), "NVIDIA L40S");
    EXPECT_EQ(chosen("min-memory: 60"), "NVIDIA H100 SXM");
    EXPECT_EQ(chosen("region: sec, max-price: 0.5"), "NVIDIA L4");
    EXPECT_EQ(chosen("max-price: 0.5", ", cloud: secure"), "NVIDIA L4");
    EXPECT_EQ(chosen("context: 30000, concurrency: 8"), "NVIDIA H100 SXM") << "its cache must fit";
    EXPECT_EQ(chosen("strategy: seed"), "NVIDIA H100 SXM");
    EXPECT_NE(chosen("max-price: 0.1").find("None of the 4 offers of runpod passes"), std::string::npos);
    EXPECT_NE(chosen("parameters: 400").find("has room for"), std::string::npos);
    Offer gone = kOffers[0];
    gone.availability = "NONE";
    EXPECT_FALSE(chooseMachine(specOf(""), std::vector{gone}));
    // A disk that the file gives is the file's.
    const DeploymentSpec spec = specOf("", ", disk: 20");
    EXPECT_EQ(settingOf(siteWith(spec.site, chooseMachine(spec, kOffers).value().current()), "disk"), "20");
}

TEST(MachineChoice, IsKeptAsLongAsTheSameIsAsked)
{
    const TempFolder folder;
    const std::string path = folder / "choice.json";
    EXPECT_FALSE(settledSite(specOf(""), path));
    MachineChoice choice = chooseMachine(specOf(""), kOffers).value();
    choice.at = 1;
    ASSERT_TRUE(keepChoice(choice, path));
    const std::optional<MachineChoice> kept = keptChoice(specOf(""), path);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->at, 1U);
    EXPECT_EQ(kept->current().reason.text(), choice.ranked[1].reason.text());
    EXPECT_EQ(settingOf(*settledSite(specOf(""), path), "gpu"), choice.ranked[1].settings.front().second);
    choice.ranked[1].reason = Sentence::plain("L4\x1b[31m");
    ASSERT_TRUE(keepChoice(choice, path));
    EXPECT_EQ(keptChoice(specOf(""), path)->current().reason.text().find('\x1b'), std::string::npos);
    EXPECT_FALSE(keptChoice(specOf("max-price: 2"), path)) << "something else is asked by now";
    EXPECT_FALSE(keptChoice(specOf("", ", cuda: \"12.8\""), path));
    for (const char* torn : {"", "{", "[]", "{\"asked\":1}", "{\"asked\":\"\",\"at\":7,\"ranked\":[]}"}) {
        writeFile(path, torn);
        EXPECT_FALSE(keptChoice(specOf(""), path)) << torn;
    }
}

TEST(MachineChoice, IsReadStrictly)
{
    EXPECT_NE(errorOf("choose: {strategy: luck}\nsite: {provider: runpod}\n")
                  .find("choose/strategy must be one of: fit, "
                        "seed"),
              std::string::npos);
    EXPECT_NE(errorOf("choose: {tries: 0}\nsite: {provider: runpod}\n").find("from 1 to 20"), std::string::npos);
    EXPECT_NE(errorOf("choose: {gpus: \",\"}\nsite: {provider: runpod}\n").find("names no GPU"), std::string::npos);
    EXPECT_NE(errorOf("choose: {}\nsite: {provider: local}\n").find("nothing to choose"), std::string::npos);
    EXPECT_NE(errorOf("choose: {}\nsite: {provider: runpod, gpu: L4}\n").find("remove one of them"), std::string::npos);
    EXPECT_NE(errorOf("choose: {}\nsite: {provider: aws}\n").find("needs region"), std::string::npos);
    EXPECT_NE(errorOf("choose: 1\nsite: {provider: runpod}\n").find("choose must be a map"), std::string::npos);
    EXPECT_EQ(errorOf("choose: {}\nsite: {provider: runpod}\n"), "");
}

TEST(MachineChoice, DecidesTheDiskOfAMachineThatIsNamedToo)
{
    DeploymentSpec spec = specOf("", "");
    spec.choose.reset();
    spec.model = "Llama-3.1-70B";
    EXPECT_EQ(settingOf(withDisk(spec), "disk"), "230");
    spec.model = "Llama-3.1-70B-AWQ";
    EXPECT_EQ(settingOf(withDisk(spec), "disk"), "110");
    spec.model = "tiny";
    EXPECT_EQ(settingOf(withDisk(spec), "disk"), "") << "nobody knows its size";
}

}  // namespace
}  // namespace inferometer
