// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/choice/campaign_plan.h"
#include "core/provision/campaign_file.h"

#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace inferometer {
namespace {

using test::TempFolder;
using test::writeFile;

constexpr const char* kFile = R"(version: 1
name: arena
models:
- {family: qwen, size: 14b, ollama: "qwen2.5:14b", vllm: Qwen/Qwen2.5-14B-Instruct}
- {family: llama, size: 70b, vllm: meta-llama/Llama-3.1-70B-Instruct}
gpus: L40S, H100 SXM
site: {provider: runpod, cloud: secure}
engines: {vllm: {image: default, arguments: {max-model-len: 4096}}}
limits: {ttl: 4h, budget: 9}
run: run.yaml
budget: 50
)";

Offer offerOf(const std::string& gpu, double memory, double price, const std::string& region)
{
    Offer offer;
    offer.machine = "NVIDIA " + gpu;
    offer.gpu = gpu;
    offer.gpus = 1;
    offer.gpuMemory = memory;
    offer.region = region;
    offer.pricePerHour = price;
    return offer;
}

const std::vector<Offer> kOffers{offerOf("H100 SXM", 80, 3.0, "secure"), offerOf("H100 SXM", 80, 2.0, "community"),
                                 offerOf("L40S", 48, 0.9, "secure")};

CampaignFile fileOf(const TempFolder& folder, const std::string& text = kFile)
{
    writeFile(folder / "campaign.yaml", text);
    ReadCampaign read = readCampaignFile(folder / "campaign.yaml");
    EXPECT_TRUE(read.errors.empty()) << read.errors.front().message;
    return read.file;
}

std::vector<CampaignRow> rowsOf(const CampaignFile& file)
{
    const Result<std::vector<CampaignRow>> rows = planOf(file, siteOf(file).value(), kOffers);
    EXPECT_TRUE(rows) << rows.error().message;
    return rows ? rows.value() : std::vector<CampaignRow>{};
}

TEST(CampaignFile, PlansItsGpusAtTheirCheapestWhereTheFileAllows)
{
    const TempFolder folder;
    const CampaignFile file = fileOf(folder);
    const std::vector<CampaignRow> rows = rowsOf(file);
    ASSERT_EQ(rows.size(), 6U);
    EXPECT_EQ(rows[0].id, "qwen-14b-ollama-L40S");
    EXPECT_EQ(rows[2].id, "qwen-14b-ollama-H100_SXM");
    EXPECT_EQ(rows[2].offer.pricePerHour, 3.0) << "its site is the secure cloud";
    CampaignFile none = file;
    none.gpus = {"B200"};
    const auto missing = planOf(none, siteOf(file).value(), kOffers);
    ASSERT_FALSE(missing);
    EXPECT_NE(missing.error().message.find("offers no B200 now"), std::string::npos);
}

TEST(CampaignFile, GroupsTheEnginesOfAModelOnOneMachine)
{
    const TempFolder folder;
    CampaignFile file = fileOf(folder);
    const std::vector<CampaignGroup> groups = groupsOf(file, rowsOf(file));
    ASSERT_EQ(groups.size(), 4U);
    EXPECT_EQ(groups[0].rows.size(), 2U);
    EXPECT_EQ(groups[0].deployment, groupsOf(file, rowsOf(file))[0].deployment);
    EXPECT_NE(groups[0].deployment, groups[1].deployment);
    for (const CampaignGroup& group : groups)
        EXPECT_LE(group.deployment.size(), 60U);
    file.sharesMachines = false;
    EXPECT_EQ(groupsOf(file, rowsOf(file)).size(), 6U);
}

TEST(CampaignFile, MakesADeploymentOfEachRow)
{
    const TempFolder folder;
    const CampaignFile file = fileOf(folder);
    const std::vector<CampaignGroup> groups = groupsOf(file, rowsOf(file));
    const ReadDeployment one = parseDeployment(deploymentText(file, groups[0], groups[0].rows[1], 4.5), "row.yaml");
    ASSERT_TRUE(one.errors.empty()) << one.errors.front().message;
    const DeploymentSpec& spec = one.spec;
    EXPECT_EQ(spec.name, groups[0].deployment);
    EXPECT_EQ(spec.model, "Qwen/Qwen2.5-14B-Instruct");
    EXPECT_EQ(spec.engine.recipe, "vllm");
    EXPECT_EQ(spec.engine.image, "default");
    EXPECT_EQ(spec.engine.arguments, (NamedValues{{"max-model-len", "4096"}}));
    EXPECT_EQ(settingOf(spec.site, "gpu"), "NVIDIA L40S");
    EXPECT_EQ(settingOf(spec.site, "cloud"), "secure");
    EXPECT_EQ(settingOf(spec.site, "disk"), "100");
    EXPECT_EQ(spec.limits.ttl, 4 * 3600.0);
    EXPECT_EQ(spec.limits.budget, 4.5) << "what is left of all";
    EXPECT_EQ(spec.runFile, folder / "run.yaml");
    EXPECT_EQ(spec.labels.front(), (std::pair<std::string, std::string>{"campaign", "arena"}));
    // Both engines ask for the same machine.
    const ReadDeployment other
        = parseDeployment(deploymentText(file, groups[0], groups[0].rows[0], std::nan("")), "row.yaml");
    ASSERT_TRUE(other.errors.empty()) << other.errors.front().message;
    EXPECT_EQ(other.spec.site, spec.site);
    EXPECT_EQ(other.spec.limits.budget, 9);
    EXPECT_EQ(other.spec.engine.recipe, "ollama");
}

TEST(CampaignFile, CountsWhatItsMachinesCost)
{
    const TempFolder folder;
    const CampaignFile file = fileOf(folder);
    const std::vector<CampaignGroup> groups = groupsOf(file, rowsOf(file));
    Resource resource;
    resource.name = "a";
    resource.deployment = groups[1].deployment;
    resource.kind = ResourceKind::Machine;
    resource.state = ResourceState::Standing;
    resource.pricePerHour = 3;
    resource.created = Nanos{std::chrono::hours{1}};
    Resource foreign = resource;
    foreign.deployment = "another";
    Resource key = resource;
    key.kind = ResourceKind::KeyPair;
    const auto spent = [&](const CampaignState::Read& state) {
        return spentOn(deploymentsOf(file, groups, state), {{resource, foreign, key}, 0}, Nanos{std::chrono::hours{3}});
    };
    EXPECT_DOUBLE_EQ(spent({}), 6);
    foreign.deployment = "arena-of-an-earlier-plan";
    EXPECT_DOUBLE_EQ(spent({}), 6);
    CampaignState::Read state;
    state.deployments = {foreign.deployment, groups[1].deployment};
    EXPECT_DOUBLE_EQ(spent(state), 12) << "what was spent under another plan counts";
    // Nothing else is the campaign's, whatever its file says.
    for (const char* hostile : {"another", "arena-../another", "arena", "arena-\n"}) {
        state.deployments = {hostile};
        EXPECT_EQ(deploymentsOf(file, groups, state), deploymentsOf(file, groups, {})) << hostile;
    }
    state.deployments = {"arena-" + std::string(1000, 'x')};
    EXPECT_EQ(deploymentsOf(file, groups, state), deploymentsOf(file, groups, {}));
}

TEST(CampaignFile, KnowsTheRowsThatAreTheSame)
{
    const TempFolder folder;
    const auto identities = [&folder](const std::string& from, const std::string& to) {
        std::string text = kFile;
        if (!from.empty())
            text.replace(text.find(from), from.size(), to);
        std::map<std::string, std::string> all;
        for (const CampaignRow& row : rowsOf(fileOf(folder, text)))
            all[row.id] = row.identity;
        return all;
    };
    const auto before = identities("", "");
    ASSERT_EQ(before.size(), 6U);
    const auto same = [&before](const std::map<std::string, std::string>& now) {
        return std::count_if(now.begin(), now.end(), [&before](const auto& row) {
            const auto found = before.find(row.first);
            return found != before.end() && found->second == row.second;
        });
    };
    for (const auto& [from, to] : {std::pair{"ttl: 4h", "ttl: 5h"}, std::pair{"budget: 50", "order: priority"},
                                   std::pair{", cloud: secure", ""}})
        EXPECT_EQ(same(identities(from, to)), 6) << to;
    EXPECT_EQ(same(identities("L40S, ", "")), 3);
    EXPECT_EQ(same(identities("max-model-len: 4096", "max-model-len: 8192")), 2) << "those of ollama";
    EXPECT_EQ(same(identities("Qwen/Qwen2.5-14B-Instruct", "Qwen/Qwen3-14B")), 4);
    EXPECT_EQ(same(identities("run.yaml", "other.yaml")), 0);
}

TEST(CampaignFile, APlanIsKeptAsItIs)
{
    const TempFolder folder;
    const std::string path = folder / "plan.json";
    std::vector<CampaignRow> rows = rowsOf(fileOf(folder));
    rows[1].usd = std::nan("");
    rows[1].offer.pricePerHour = std::nan("");
    rows[1].model = "a \"b\"\n\xff";
    ASSERT_TRUE(keepPlan({"digest", rows}, path));
    const std::optional<CampaignPlan> kept = keptPlan(path);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->of, "digest");
    ASSERT_EQ(kept->rows.size(), rows.size());
    EXPECT_EQ(kept->rows[0].id, rows[0].id);
    EXPECT_EQ(kept->rows[0].offer.machine, "NVIDIA L40S");
    EXPECT_EQ(kept->rows[0].offer.gpus, 1);
    EXPECT_EQ(kept->rows[0].offer.pricePerHour, 0.9);
    EXPECT_EQ(kept->rows[0].minutes, rows[0].minutes);
    EXPECT_TRUE(std::isnan(kept->rows[1].usd));
    for (const char* torn : {"", "{", "7", R"({"of": "x", "rows": [7]})", R"({"of": "x", "rows": [{"id": "a"}]})"}) {
        writeFile(path, torn);
        EXPECT_FALSE(keptPlan(path)) << torn;
    }
}

}  // namespace
}  // namespace inferometer
