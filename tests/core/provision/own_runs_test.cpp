// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/choice/offer_list.h"
#include "core/metrics/run_figures.h"
#include "core/provision/deployed_endpoint.h"
#include "core/provision/machine_choice.h"
#include "core/provision/own_runs.h"
#include "core/store/run_recorder.h"

#include "tests/core/store/store_fixture.h"
#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

#include <filesystem>

namespace inferometer {
namespace {

using test::records;
using test::TempFolder;
using test::writeFile;

DeploymentSpec specOf(const std::string& more = "choose: {concurrency: 8}\n")
{
    const ReadDeployment read = parseDeployment(
        "version: 1\nname: tiny\nmodel: Qwen/Qwen2.5-7B\nengine: {recipe: vllm}\nsite: {provider: runpod}\n" + more,
        "d.yaml");
    EXPECT_TRUE(read.errors.empty()) << read.errors.front().message;
    return read.spec;
}

DeployedEndpoint onGpus(const std::string& gpu, int gpus)
{
    DeployedEndpoint endpoint;
    endpoint.model = "qwen";
    endpoint.weights = "Qwen/Qwen2.5-7B";
    endpoint.recipe = "vllm";
    endpoint.gpu = gpu;
    endpoint.gpus = gpus;
    return endpoint;
}

RunHeader headerOn(const DeployedEndpoint& endpoint, int concurrency, const char* day, const std::string& folder = {})
{
    RunHeader header = test::headerIn(folder);
    header.spec = aimedAt(header.spec, endpoint, "tiny");
    header.spec.arrivals.numConcurrentRequests = concurrency;
    header.startUtc = parseDate(day).value();
    return header;
}

constexpr const char* kRecords = "ok 0 0 10 110 11\nok 0 0 10 510 40";

RunCard cardOn(const DeployedEndpoint& endpoint, int concurrency, const char* day = "2026-11-20")
{
    return cardOf(test::runOf(headerOn(endpoint, concurrency, day), {records(kRecords)}));
}

std::vector<Nanos> daysOf(const std::vector<MeasuredSpeed>& speeds)
{
    std::vector<Nanos> days;
    for (const MeasuredSpeed& speed : speeds)
        days.push_back(speed.at);
    return days;
}

TEST(OwnRuns, TellTheOutputRateOfTheNearestConcurrencyAndTheNewest)
{
    const DeployedEndpoint one = onGpus("NVIDIA L4", 1);
    const std::vector<RunCard> runs{cardOn(one, 16, "2026-11-27"), cardOn(one, 8, "2026-11-20"),
                                    cardOn(one, 8, "2026-11-21"),  cardOn(one, 6, "2026-11-28"),
                                    cardOn(one, 3, "2026-11-29"),  cardOn(one, 17, "2026-11-30")};
    const std::vector<MeasuredSpeed> speeds = measuredSpeeds(runs, specOf());
    std::vector<Nanos> days;
    for (const char* day : {"2026-11-21", "2026-11-20", "2026-11-28", "2026-11-27"})
        days.push_back(parseDate(day).value());
    EXPECT_EQ(daysOf(speeds), days) << "3 and 17 are not comparable with 8";
    EXPECT_EQ(speeds[0].gpu, "NVIDIA L4");
    EXPECT_EQ(speeds[0].gpus, 1);
    const std::optional<double> rate = findRunFigure("output_rate")->of({runs[2].summary, runs[2].facts});
    ASSERT_TRUE(rate && *rate > 0);
    EXPECT_EQ(speeds[0].tokensPerSecond, *rate);
    EXPECT_EQ(measuredSpeeds(runs, specOf("choose: {concurrency: 34}\n")).size(), 1U);
}

TEST(OwnRuns, OthersDoNotCount)
{
    const DeployedEndpoint good = onGpus("NVIDIA L4", 2);
    EXPECT_EQ(measuredSpeeds(std::vector{cardOn(good, 8)}, specOf()).size(), 1U);
    const auto counts = [](const RunCard& run) { return !measuredSpeeds(std::vector{run}, specOf()).empty(); };
    DeployedEndpoint other = good;
    other.weights = "Qwen/Qwen2.5-14B";
    EXPECT_FALSE(counts(cardOn(other, 8)));
    other = good;
    other.recipe = "sglang";
    EXPECT_FALSE(counts(cardOn(other, 8)));
    EXPECT_FALSE(counts(cardOn(onGpus("", 0), 8))) << "of GPUs that differ, or of some of them";
    for (const char* gpus : {"", "-1", "0", "1e3", "99999999999999999999", "2 "}) {
        RunCard hostile = cardOn(good, 8);
        for (auto& [name, value] : hostile.header.spec.keep.metadata)
            if (name == kGpusLabel)
                value = gpus;
        EXPECT_FALSE(counts(hostile)) << gpus;
    }
    RunCard open = cardOn(good, 8);
    open.header.spec.evaluation = Evaluation::RealWorkload;
    ASSERT_TRUE(isOpenLoop(open.header.spec));
    EXPECT_FALSE(counts(open));
    RunCard bound = cardOn(good, 8);
    bound.facts.verdict.level = VerdictLevel::ClientBound;
    EXPECT_FALSE(counts(bound));
    RunCard still = cardOn(good, 8);
    still.summary.outputRate = 0;
    EXPECT_FALSE(counts(still));
    still.summary.outputRate = std::numeric_limits<double>::infinity();
    EXPECT_FALSE(counts(still));
    EXPECT_FALSE(counts(cardOf(test::runOf(headerOn(good, 8, "2026-11-20"), {records("reset 0 0 10 20 2")}))));
    RunCard broken = cardOn(good, 8);
    broken.summary.started = 10 * broken.summary.ok;
    EXPECT_FALSE(counts(broken)) << "its engine broke down";
    RunCard many = cardOn(good, 8);
    many.header.spec.arrivals.numConcurrentRequests = std::numeric_limits<std::int64_t>::max();
    EXPECT_FALSE(counts(many));
}

Offer offerOf(const std::string& gpu, double memory, double price)
{
    Offer offer;
    offer.machine = gpu;
    offer.gpu = gpu;
    offer.gpus = 1;
    offer.gpuMemory = memory;
    offer.pricePerHour = price;
    offer.asOf = realtimeNow();
    return offer;
}

TEST(OwnRuns, DecideFromTheFolderOfResults)
{
    const TempFolder folder;
    const auto keep = [](const RunHeader& header) {
        auto recorder = RunRecorder::create(header);
        ASSERT_TRUE(recorder);
        ASSERT_TRUE(recorder.value()->keep(records(kRecords)));
        ASSERT_TRUE(recorder.value()->finish(test::someFacts()));
    };
    keep(headerOn(onGpus("NVIDIA L4", 1), 8, "2026-11-20", folder.path()));
    std::filesystem::create_directory(folder / "torn");
    writeFile(folder / "torn/run.json", "{");
    const DeploymentSpec spec = specOf();
    const std::vector<MeasuredSpeed> speeds = ownSpeeds(spec, folder.path());
    ASSERT_EQ(speeds.size(), 1U);
    const std::vector<Offer> offers{offerOf("RTX 4090", 24, 0.44), offerOf("L4", 24, 0.4)};
    const Result<MachineChoice> choice = chooseMachine(spec, offers, speeds);
    ASSERT_TRUE(choice) << choice.error().message;
    EXPECT_NE(choice.value().current().reason.text().find("L4: 21.2 of 24 GB needed, measured "), std::string::npos)
        << choice.value().current().reason.text();
    EXPECT_NE(choice.value().current().reason.text().find(" tok/s here on 2026-11-20, "), std::string::npos);
    EXPECT_EQ(chooseMachine(spec, offers).value().current().reason.text().find("RTX 4090"), 0U);
    EXPECT_TRUE(ownSpeeds(spec, folder / "nowhere").empty());
    // That of the deployment's run file counts too.
    writeFile(folder / "run.yaml", "version: 2\nrun: synthetic\nresults-dir: " + folder.path() + "\n");
    DeploymentSpec measured = spec;
    measured.runFile = folder / "run.yaml";
    EXPECT_EQ(ownSpeeds(measured, folder / "nowhere").size(), 1U);
    measured.runFile = folder / "none.yaml";
    EXPECT_TRUE(ownSpeeds(measured, folder / "nowhere").empty());
}

}  // namespace
}  // namespace inferometer
