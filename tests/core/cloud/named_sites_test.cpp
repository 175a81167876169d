// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/named_sites.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace inferometer {
namespace {

class NamedSites : public testing::Test
{
protected:
    void SetUp() override
    {
        std::string pattern = (std::filesystem::temp_directory_path() / "sites.XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        m_folder = pattern;
    }
    void TearDown() override { std::filesystem::remove_all(m_folder); }

    std::string text() const
    {
        std::ifstream file{sitesPath(m_folder)};
        return {std::istreambuf_iterator<char>{file}, {}};
    }
    ::mode_t mode() const
    {
        struct stat found
        {};
        ::stat(sitesPath(m_folder).c_str(), &found);
        return found.st_mode & 0777U;
    }

    std::string m_folder;
};

const NamedSite kLab{"lab", {"ssh", {{"host", "ada@gpu-1"}, {"key-file", "~/.ssh/a: b"}}}};
const NamedSite kPods{"pods-eu", {"runpod", {{"gpu", "NVIDIA L4"}, {"api-key-env", "RUNPOD_EU"}}}};

std::string errorOf(const std::string& text)
{
    const Result<std::vector<NamedSite>> sites = parseSites(text, "sites.yaml");
    return sites ? "none" : sites.error().message;
}

TEST_F(NamedSites, ComeBackAsTheyWereSaved)
{
    const std::string nested = m_folder + "/a";
    ASSERT_TRUE(saveSites(nested, {kLab, kPods}));
    EXPECT_EQ(loadSites(nested).value(), (std::vector{kLab, kPods}));
    EXPECT_TRUE(loadSites(m_folder).value().empty());
    EXPECT_EQ(findSite(nested, "pods-eu").value(), kPods.site);
    EXPECT_EQ(accounts(nested).value(), std::vector{kPods.site});
}

TEST_F(NamedSites, TheFileIsItsOwnersAndKeepsTheModeItWasGiven)
{
    ASSERT_TRUE(saveSites(m_folder, {kLab}));
    EXPECT_EQ(mode(), 0600U);
    ASSERT_EQ(::chmod(sitesPath(m_folder).c_str(), 0640), 0);
    ASSERT_TRUE(saveSites(m_folder, {kPods}));
    EXPECT_EQ(mode(), 0640U);
}

TEST_F(NamedSites, EveryFaultIsNamedByItsLine)
{
    EXPECT_EQ(errorOf(""), "none");
    EXPECT_EQ(errorOf("version: 1\nsites:\n"), "none");
    const std::string head = "version: 1\nsites:\n";
    for (const auto& [given, said] : std::vector<std::pair<std::string, std::string>>{
             {"- lab\n", "sites.yaml:1: The file must be a map"},
             {"version: 2\n", "sites.yaml:1: version must be 1"},
             {"version: 1\nsits: {}\n", "sites.yaml:2: \"sits\" is not known here"},
             {"version: 1\nsites: [a]\n", "sites.yaml:2: sites must be a map"},
             {head + "  lab: 7\n", "sites.yaml:3: A site must be a map"},
             {head + "  lab: {provider: moon}\n", "sites.yaml:3: site/provider must be one of: local, ssh"},
             {head + "  lab:\n    provider: ssh\n    host: [a]\n", "sites.yaml:5: site/host must be a single value"},
             {head + "  lab:\n    provider: ssh\n", "sites.yaml:3: Site \"lab\": The site \"ssh\" needs host"},
             {head + "  lab: {provider: local, hots: a}\n", "Site \"lab\": The site \"local\" has no settings"},
             {head + "  lab: {provider: local}\n  lab: {provider: local}\n", "sites.yaml:4: "},
         })
        EXPECT_NE(errorOf(given).find(said), std::string::npos) << errorOf(given);
}

TEST_F(NamedSites, HostileNamesAndTextsAreRefused)
{
    const std::string head = "version: 1\nsites:\n  ";
    for (const std::string& name : {std::string{"\"\""}, std::string{"../x"}, std::string{"\"a b\""},
                                    std::string{"\"a\\e[31m\""}, std::string(61, 'a'), std::string{"\"\\u202e\""}})
        EXPECT_NE(errorOf(head + name + ": {provider: local}\n").find("The name of a site must be"), std::string::npos)
            << errorOf(head + name + ": {provider: local}\n");
    EXPECT_NE(errorOf(head + "a: {provider: ssh, host: \"x\\e[31m\"}\n").find("must be a line of at most"),
              std::string::npos);
    EXPECT_NE(errorOf(head + "a: {provider: ssh, host: " + std::string(2'000, 'h') + "}\n").find("must be a line"),
              std::string::npos);
    std::string many = "version: 1\nsites:\n";
    for (int i = 0; i < 1'001; ++i)
        many += "  s" + std::to_string(i) + ": {provider: local}\n";
    EXPECT_NE(errorOf(many).find("more than 1000 sites"), std::string::npos);
}

TEST_F(NamedSites, ASecretIsRefusedAndNotRepeated)
{
    const std::string key = "rpa_Q1W2E3R4T5Y6U7I8O9P0A1S2D3F4G5H6";
    const std::string said
        = errorOf("version: 1\nsites:\n  a: {provider: runpod, gpu: L4, api-key-env: \"" + key + "-x\"}\n");
    EXPECT_NE(said.find("sites.yaml:3: api-key-env holds a credential"), std::string::npos) << said;
    EXPECT_EQ(said.find(key), std::string::npos);
    const NamedSite site{"a", {"runpod", {{"gpu", "L4"}, {"api-key-env", key + "-x"}}}};
    EXPECT_EQ(validateNamedSite(site).front().field, "site/api-key-env");
    EXPECT_FALSE(saveSites(m_folder, {site}));
    EXPECT_FALSE(std::filesystem::exists(sitesPath(m_folder)));
}

TEST_F(NamedSites, AChangeKeepsWhatOthersWroteAndAFaultyFileStays)
{
    ASSERT_TRUE(saveSites(m_folder, {kLab, kPods}));
    NamedSite moved = kLab;
    moved.name = "lab-2";
    const auto put = [&](const char* replaced, const NamedSite& site) {
        return changeSites(m_folder, [&](std::vector<NamedSite>& sites) { return putSite(sites, replaced, site); });
    };
    ASSERT_TRUE(put("lab", moved));
    EXPECT_EQ(loadSites(m_folder).value(), (std::vector{moved, kPods}));
    EXPECT_EQ(put("lab-2", kPods).error().field, "name");
    std::ofstream{sitesPath(m_folder)} << "version: 1\nsites: {a: {provider: local}}\nfuture: 1\n";
    EXPECT_FALSE(put("a", kLab));
    EXPECT_NE(text().find("future: 1"), std::string::npos);
}

TEST_F(NamedSites, ANameThatIsNotThereNamesTheNearest)
{
    EXPECT_NE(findSite(m_folder, "lab").error().message.find("sites.yaml has none"), std::string::npos);
    ASSERT_TRUE(saveSites(m_folder, {kLab, kPods}));
    EXPECT_NE(findSite(m_folder, "labb").error().message.find("did you mean \"lab\"?"), std::string::npos);
    EXPECT_NE(findSite(m_folder, "zzzzzz").error().message.find("it has lab, pods-eu"), std::string::npos);
}

TEST_F(NamedSites, OneIsTriedOut)
{
    const Result<std::string> here = trySite({}, {});
    ASSERT_TRUE(here) << here.error().message;
    EXPECT_NE(here.value().find("Linux"), std::string::npos);
    SiteAccess access;
    access.secret = [](std::string_view name) -> Result<Secret> {
        return Error::verbatim(Errc::NotFound, "no " + std::string{name});
    };
    EXPECT_NE(trySite(kPods.site, access).error().message.find("RUNPOD_EU"), std::string::npos);
    EXPECT_EQ(trySite({"ssh", {}}, access).error().field, "site/host");
}

}  // namespace
}  // namespace inferometer
