// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/endpoints.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace inferometer {
namespace {

class Endpoints : public testing::Test
{
protected:
    void SetUp() override
    {
        std::string pattern = (std::filesystem::temp_directory_path() / "endpoints.XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        m_folder = pattern;
    }
    void TearDown() override { std::filesystem::remove_all(m_folder); }

    std::string m_folder;
};

std::vector<EndpointEntry> twoEntries()
{
    EndpointEntry local;
    local.name = "local llama";
    local.target.baseUrl = "http://127.0.0.1:8080";
    EndpointEntry cloud;
    cloud.name = "cloud";
    cloud.target.llmApi = "openai-completions";
    cloud.target.baseUrl = "https://api.example.com/v1";
    cloud.target.modelNames = "big small";
    cloud.target.apiKeyEnv = "CLOUD_KEY";
    cloud.target.proxy = "http://proxy:3128";
    cloud.target.caFile = "/etc/my ca.pem";
    cloud.target.insecure = true;
    cloud.target.headers = {{"X-Team", "a: b"}, {"api-key", "${CLOUD_KEY}"}};
    cloud.target.extraBody = R"({"top_k": 1})";
    return {local, cloud};
}

std::string errorOf(const std::string& text)
{
    const auto entries = parseEndpoints(text, "endpoints.yaml");
    return entries ? "" : entries.error().message;
}

TEST_F(Endpoints, ComeBackAsTheyWereSaved)
{
    const std::string nested = m_folder + "/a/b";
    ASSERT_TRUE(saveEndpoints(nested, twoEntries()));
    const auto loaded = loadEndpoints(nested);
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_EQ(toYaml(loaded.value()), toYaml(twoEntries()));
    ASSERT_EQ(loaded.value().size(), 2U);
    EXPECT_EQ(loaded.value()[1].target.headers, twoEntries()[1].target.headers);
    EXPECT_TRUE(loaded.value()[1].target.insecure);
}

TEST_F(Endpoints, AKeyringsItemIsNamedAndNoRunFileOrFlagHasIt)
{
    std::vector<EndpointEntry> entries = twoEntries();
    entries[0].target.apiKeyKeyring = "lab: key";
    ASSERT_TRUE(saveEndpoints(m_folder, entries));
    const std::vector<EndpointEntry> loaded = loadEndpoints(m_folder).value();
    EXPECT_EQ(loaded[0].target.apiKeyKeyring, "lab: key");
    EXPECT_EQ(loaded[1].target.apiKeyKeyring, "");
    RunSpec spec;
    applyEndpoint(spec, loaded[0]);
    EXPECT_EQ(spec.target.apiKeyKeyring, "lab: key");
    EXPECT_EQ(commandLine(spec).find("lab: key"), std::string::npos);
    EXPECT_EQ(findRunField("api-key-keyring"), nullptr);
    EXPECT_NE(errorOf("- name: a\n  base-url: http://h\n  api-key-env: K\n  api-key-keyring: a\n").find("one place"),
              std::string::npos);
}

TEST_F(Endpoints, AChangeKeepsWhatOthersWroteMeanwhile)
{
    const EndpointEntry lab{.name = "lab", .target = {.baseUrl = "http://lab"}};
    const auto add = [&lab](std::vector<EndpointEntry>& entries) { return putEndpoint(entries, "", lab); };
    ASSERT_TRUE(changeEndpoints(m_folder, add));
    EXPECT_EQ(toYaml(loadEndpoints(m_folder).value()), toYaml({lab}));
    std::ofstream{endpointsPath(m_folder)} << toYaml(twoEntries());
    ASSERT_TRUE(changeEndpoints(m_folder, add));
    EXPECT_EQ(loadEndpoints(m_folder).value().size(), 3U);
    const Status again = changeEndpoints(m_folder, add);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().field, "name");
    EXPECT_EQ(loadEndpoints(m_folder).value().size(), 3U);
}

TEST_F(Endpoints, AFileThatIsNotUnderstoodIsNotWrittenOver)
{
    const std::string text = "- name: a\n  base-url: http://h\n  colour: red\n";
    std::ofstream{endpointsPath(m_folder)} << text;
    const Status changed = changeEndpoints(m_folder, [](std::vector<EndpointEntry>& entries) {
        entries.clear();
        return Status{};
    });
    ASSERT_FALSE(changed);
    EXPECT_NE(changed.error().message.find("\"colour\""), std::string::npos);
    std::ifstream file{endpointsPath(m_folder)};
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>{file}, {}), text);
}

TEST_F(Endpoints, AreReplacedInTheirPlaceUnderNamesOfTheirOwn)
{
    std::vector<EndpointEntry> entries = twoEntries();
    EXPECT_TRUE(putEndpoint(entries, "local llama", {.name = "renamed", .target = {.baseUrl = "http://h"}}));
    EXPECT_EQ(entries[0].name, "renamed");
    EXPECT_FALSE(putEndpoint(entries, "renamed", {.name = "cloud", .target = {.baseUrl = "http://h"}}));
    EXPECT_TRUE(putEndpoint(entries, "cloud", {.name = "cloud", .target = {.baseUrl = "http://other"}}));
    EXPECT_EQ(entries[1].target.baseUrl, "http://other");
    EXPECT_EQ(entries.size(), 2U);
    EXPECT_EQ(freeName("cloud", {"renamed", "cloud", "cloud 2"}), "cloud 3");
    EXPECT_EQ(freeName("lab", {"cloud"}), "lab");
}

TEST_F(Endpoints, EveryFaultOfAnEntryIsFound)
{
    const EndpointEntry entry{.name = " ", .target = {.baseUrl = "nowhere", .extraBody = "["}};
    std::string fields;
    for (const Error& error : validateEndpoint(entry))
        fields += error.field + " ";
    EXPECT_EQ(fields, "name base-url extra-body ");
    EXPECT_TRUE(validateEndpoint(twoEntries()[1]).empty());
}

// Root may write anywhere, so a writer of its own does it as nobody.
TEST_F(Endpoints, AReadOnlyFolderLeavesTheFileAsItWas)
{
    ASSERT_TRUE(saveEndpoints(m_folder, twoEntries()));
    std::filesystem::permissions(m_folder, std::filesystem::perms{0555});
    const pid_t child = ::fork();
    if (child == 0) {
        if (::geteuid() == 0 && ::setuid(65534) != 0)
            ::_exit(2);
        const Status status = saveEndpoints(m_folder, {twoEntries()[0]});
        ::_exit(!status && status.error().code == Errc::Disk ? 0 : 1);
    }
    int end = 0;
    ::waitpid(child, &end, 0);
    std::filesystem::permissions(m_folder, std::filesystem::perms{0755});
    EXPECT_TRUE(WIFEXITED(end));
    EXPECT_EQ(WEXITSTATUS(end), 0);
    EXPECT_EQ(toYaml(loadEndpoints(m_folder).value()), toYaml(twoEntries()));
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator{m_folder}, {}), 1);
}

TEST_F(Endpoints, NoFileIsNoEntries)
{
    const auto loaded = loadEndpoints(m_folder);
    ASSERT_TRUE(loaded);
    EXPECT_TRUE(loaded.value().empty());
}

TEST_F(Endpoints, SavingLeavesNothingButTheFileAndKeepsALink)
{
    std::ofstream{m_folder + "/real.yaml"} << "";
    std::filesystem::create_symlink(m_folder + "/real.yaml", endpointsPath(m_folder));
    ASSERT_TRUE(saveEndpoints(m_folder, twoEntries()));
    EXPECT_TRUE(std::filesystem::is_symlink(endpointsPath(m_folder)));
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator{m_folder}, {}), 2);
    EXPECT_EQ(loadEndpoints(m_folder).value().size(), 2U);
}

TEST_F(Endpoints, WhatCannotBeReadBackReplacesNothing)
{
    ASSERT_TRUE(saveEndpoints(m_folder, twoEntries()));
    std::vector<EndpointEntry> bad = twoEntries();
    bad[0].target.apiKeyEnv = "sk-1234567890";
    const Status status = saveEndpoints(m_folder, bad);
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().message.find("sk-1234567890"), std::string::npos);
    EXPECT_EQ(loadEndpoints(m_folder).value().size(), 2U);
}

TEST_F(Endpoints, AnUnwritableFolderIsNamed)
{
    std::ofstream{m_folder + "/file"} << "";
    const Status status = saveEndpoints(m_folder + "/file", twoEntries());
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, Errc::Disk);
    EXPECT_NE(status.error().message.find(m_folder + "/file"), std::string::npos);
}

TEST_F(Endpoints, AreReadAsStrictlyAsRuns)
{
    const std::string good = "- name: a\n  base-url: http://h\n";
    EXPECT_EQ(errorOf(good), "");
    EXPECT_NE(errorOf(good + good).find("Two endpoints are named \"a\""), std::string::npos);
    EXPECT_NE(errorOf("- base-url: http://h\n").find("no name"), std::string::npos);
    EXPECT_NE(errorOf("- name: a\n").find("base-url"), std::string::npos);
    EXPECT_TRUE(errorOf(good + "  base-ulr: x\n").starts_with("endpoints.yaml:3: \"base-ulr\" is not a setting of an"));
    EXPECT_NE(errorOf(good + "  base-ulr: x\n").find("did you mean \"base-url\"?"), std::string::npos);
    EXPECT_NE(errorOf(good + "  num-requests: 3\n"), "");
    EXPECT_NE(errorOf(good + "  endpoint: b\n"), "");
    EXPECT_NE(errorOf(good + "  name: b\n").find("twice"), std::string::npos);
    EXPECT_NE(errorOf("name: a\n"), "");
    EXPECT_EQ(errorOf(good + "  headers: {Authorization: Bearer s3cret}\n").find("s3cret"), std::string::npos);
    EXPECT_NE(errorOf(good + "  headers: {Authorization: Bearer s3cret}\n"), "");
}

TEST_F(Endpoints, ApplySetsTheEndpointAndNothingElse)
{
    RunSpec spec;
    spec.arrivals.numRequests = 77;
    applyEndpoint(spec, twoEntries()[1]);
    EXPECT_EQ(spec.endpoint, "cloud");
    EXPECT_EQ(spec.target.baseUrl, "https://api.example.com/v1");
    EXPECT_EQ(spec.arrivals.numRequests, 77);
    EXPECT_EQ(toYaml({endpointOf(spec, "cloud")}), toYaml({twoEntries()[1]}));
}

TEST_F(Endpoints, ResolveTakesTheEntryThatARunNames)
{
    ASSERT_TRUE(saveEndpoints(m_folder, twoEntries()));
    RunSpec spec;
    spec.target.baseUrl = "http://typed:1";
    spec.target.modelNames = "mine";
    EXPECT_EQ(resolveEndpoint(spec, m_folder).value().target.baseUrl, "http://typed:1") << "names none";
    spec.endpoint = "cloud";
    const RunSpec cloud = resolveEndpoint(spec, m_folder).value();
    EXPECT_EQ(cloud.target.baseUrl, "https://api.example.com/v1");
    EXPECT_EQ(cloud.target.modelNames, "big small");
    EXPECT_EQ(cloud.endpoint, "") << "what is saved repeats the run without the entry";
    spec.endpoint = "local llama";
    EXPECT_EQ(resolveEndpoint(spec, m_folder).value().target.modelNames, "mine") << "the entry names none";
    spec.endpoint = "clout";
    EXPECT_EQ(resolveEndpoint(spec, m_folder).error().field, "endpoint");
}

TEST_F(Endpoints, FindNamesWhatThereIs)
{
    EXPECT_EQ(findEndpoint(twoEntries(), "cloud").value().target.llmApi, "openai-completions");
    EXPECT_NE(findEndpoint(twoEntries(), "clout").error().message.find("did you mean \"cloud\"?"), std::string::npos);
    EXPECT_NE(findEndpoint(twoEntries(), "x").error().message.find("local llama, cloud"), std::string::npos);
    EXPECT_NE(findEndpoint({}, "x").error().message.find("--base-url"), std::string::npos);
}

}  // namespace
}  // namespace inferometer
