// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/endpoint_access.h"
#include "core/workload/environment.h"

#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

namespace inferometer {
namespace {

namespace fs = std::filesystem;

// A working folder of its own, and none of the names in the environment.
class Variables : public testing::Test
{
protected:
    Variables()
    {
        for (const char* name :
             {"SAMBANOVA_URL", "SAMBANOVA_API_KEY", "SAMBASTUDIO_URL", "SAMBASTUDIO_API_KEY", "OTHER_KEY"})
            ::unsetenv(name);  // NOLINT(concurrency-mt-unsafe)
        fs::current_path(m_folder.path());
    }
    void TearDown() override { fs::current_path(m_before); }

    void writeDotenv(const std::string& text) const { test::writeFile(m_folder / ".env", text); }
    static void set(const char* name, const char* value)
    {
        ::setenv(name, value, 1);  // NOLINT(concurrency-mt-unsafe)
    }
    TargetSpec target(const char* api) const
    {
        TargetSpec target;
        target.llmApi = api;
        return withVariables(target);
    }
    static EndpointAccess accessTo(const TargetSpec& target)
    {
        RunSpec spec;
        spec.target = target;
        const Result<EndpointAccess> access = accessOf(spec);
        EXPECT_TRUE(access) << access.error().message;
        return access ? access.value() : EndpointAccess{};
    }

private:
    const fs::path m_before = fs::current_path();
    const test::TempFolder m_folder;
};

TEST(Dotenv, IsReadAsShellsAndToolsWriteIt)
{
    constexpr std::string_view kText
        = "# KEY=no\n\nexport KEY = \"a b#c\" # said\r\nOTHER='x'\nBARE=v # more\nKEYS=no\n"
          "ODD=\"open\nEMPTY=\nTWICE=1\nTWICE=2";
    EXPECT_EQ(valueInDotenv(kText, "KEY"), "a b#c");
    EXPECT_EQ(valueInDotenv(kText, "OTHER"), "x");
    EXPECT_EQ(valueInDotenv(kText, "BARE"), "v");
    EXPECT_EQ(valueInDotenv(kText, "ODD"), "\"open");
    EXPECT_EQ(valueInDotenv(kText, "EMPTY"), "");
    EXPECT_EQ(valueInDotenv(kText, "TWICE"), "2");
    EXPECT_EQ(valueInDotenv(kText, "NONE"), std::nullopt);
}

TEST_F(Variables, ComeFromTheFileUnderTheKitsNamesAlone)
{
    writeDotenv("SAMBANOVA_API_KEY=from-file\nOTHER_KEY=never\n");
    EXPECT_EQ(environmentValue("SAMBANOVA_API_KEY"), "from-file");
    EXPECT_EQ(environmentValue("OTHER_KEY"), std::nullopt);
    set("SAMBANOVA_API_KEY", "from-environment");
    EXPECT_EQ(environmentValue("SAMBANOVA_API_KEY"), "from-environment");
}

TEST_F(Variables, AHugeOrOddFileIsNone)
{
    writeDotenv("SAMBANOVA_API_KEY=x\n" + std::string(70'000, '#'));
    EXPECT_EQ(environmentValue("SAMBANOVA_API_KEY"), std::nullopt);
}

TEST_F(Variables, AreTheTargetOfADialectThatHasThem)
{
    writeDotenv("SAMBASTUDIO_URL=https://h.example.com/api/predict/generic/p/e\nSAMBASTUDIO_API_KEY=s3cret\n");
    const TargetSpec studio = target("sambastudio");
    EXPECT_EQ(studio.baseUrl, "${SAMBASTUDIO_URL}") << "named, not repeated";
    EXPECT_EQ(studio.apiKeyEnv, "SAMBASTUDIO_API_KEY");
    const EndpointAccess access = accessTo(studio);
    EXPECT_EQ(access.url.text(), "https://h.example.com/api/predict/generic/stream/p/e");
    EXPECT_EQ(access.key.reveal(), "s3cret");
    EXPECT_EQ(target("openai-chat").baseUrl, "http://127.0.0.1:8000");
}

TEST_F(Variables, HaveTheCloudsAddressBehindThem)
{
    EXPECT_EQ(target("sncloud").baseUrl, "https://api.sambanova.ai/v1/chat/completions");
    EXPECT_EQ(target("sncloud").apiKeyEnv, "");
    set("SAMBANOVA_API_KEY", "k");
    EXPECT_EQ(target("sncloud").apiKeyEnv, "SAMBANOVA_API_KEY");
    set("SAMBANOVA_URL", "http://127.0.0.1:9/v1/chat/completions");
    EXPECT_EQ(target("sncloud").baseUrl, "${SAMBANOVA_URL}");
    EXPECT_EQ(accessTo(target("sncloud")).url.text(), "http://127.0.0.1:9/v1/chat/completions");
}

TEST_F(Variables, NeverSendTheKeyToAnotherAddress)
{
    set("SAMBANOVA_API_KEY", "k");
    TargetSpec other;
    other.llmApi = "sncloud";
    other.baseUrl = "http://somewhere.example.com";
    EXPECT_EQ(withVariables(other).apiKeyEnv, "");
    EXPECT_TRUE(accessTo(other).key.empty());
}

TEST_F(Variables, LeaveAnAddressThatIsGiven)
{
    set("SAMBANOVA_API_KEY", "k");
    TargetSpec given;
    given.llmApi = "sncloud";
    given.baseUrl = "http://127.0.0.1:8000";  // what others have by default
    EXPECT_EQ(withVariables(given).baseUrl, given.baseUrl);
    EXPECT_TRUE(accessTo(given).key.empty());
}

TEST_F(Variables, OfTheFileGetNoSecretOfTheEnvironment)
{
    set("SAMBANOVA_API_KEY", "users");
    set("OTHER_KEY", "users");
    writeDotenv("SAMBANOVA_URL=http://127.0.0.1:9/v1/chat/completions\n");
    EXPECT_EQ(target("sncloud").apiKeyEnv, "");
    EXPECT_TRUE(accessTo(target("sncloud")).key.empty());

    writeDotenv("SAMBANOVA_URL=http://127.0.0.1:9/v1/chat/completions\nSAMBANOVA_API_KEY=files\n");
    EXPECT_EQ(accessTo(target("sncloud")).key.reveal(), "files");
}

TEST_F(Variables, OfTheFileRefuseEveryOtherSecret)
{
    set("OTHER_KEY", "users");
    writeDotenv("SAMBANOVA_URL=http://127.0.0.1:9/v1/chat/completions\n");
    RunSpec spec;
    spec.target.llmApi = "sncloud";
    spec.target.apiKeyEnv = "OTHER_KEY";
    ASSERT_FALSE(accessOf(spec));
    EXPECT_EQ(accessOf(spec).error().message,
              "The URL comes from the file .env in the working folder (SAMBANOVA_URL), which is sent no key but its "
              "own; give the URL as --base-url to use another key.");
    spec.target.apiKeyEnv.clear();
    EXPECT_FALSE(accessOf(spec, Secret{"from the keyring"}));
    EXPECT_TRUE(accessOf(spec));
    spec.target.headers = {{"X-Key", "${OTHER_KEY}"}};
    ASSERT_FALSE(accessOf(spec));
    EXPECT_NE(accessOf(spec).error().message.find("from the file .env"), std::string::npos);
    spec.target.headers.clear();
    spec.target.extraBody = R"({"api_key": "${OTHER_KEY}"})";
    EXPECT_FALSE(accessOf(spec));
    spec.target.extraBody.clear();
    writeDotenv("SAMBANOVA_URL=http://127.0.0.1:9/v1/chat/completions?x=${OTHER_KEY}\n");
    EXPECT_FALSE(accessOf(spec));
    set("SAMBANOVA_URL", "http://127.0.0.1:9/v1/chat/completions?x=${OTHER_KEY}");
    EXPECT_TRUE(accessOf(spec)) << "the user's own address";
}

TEST_F(Variables, HoldAnAddressThatIsCheckedLikeAnyOther)
{
    RunSpec spec;
    spec.target.llmApi = "sncloud";
    set("SAMBANOVA_URL", " http://127.0.0.1:9/v1/chat/completions\n");
    EXPECT_EQ(accessTo(spec.target).url.text(), "http://127.0.0.1:9/v1/chat/completions");
    set("SAMBANOVA_URL", "http://me:s3cret@127.0.0.1:9/v1");
    const Result<EndpointAccess> access = accessOf(spec);
    ASSERT_FALSE(access);
    EXPECT_EQ(
        access.error().message,
        "The environment variable SAMBANOVA_URL, which should hold the URL, is wrong: base-url may not hold a user "
        "name or password; use --api-key-env for a key.");
}

TEST_F(Variables, LetWhatIsGivenWin)
{
    set("SAMBANOVA_URL", "http://h/v1/chat/completions");
    set("SAMBANOVA_API_KEY", "k");
    TargetSpec given;
    given.llmApi = "sncloud";
    given.apiKeyEnv = "MINE";
    EXPECT_EQ(withVariables(given).apiKeyEnv, "MINE");
}

TEST_F(Variables, AUrlThatIsNotSetIsNamed)
{
    RunSpec spec;
    spec.target.baseUrl = "${SAMBANOVA_URL}";
    const Result<EndpointAccess> access = accessOf(spec);
    ASSERT_FALSE(access);
    EXPECT_EQ(access.error().message,
              "The environment variable SAMBANOVA_URL, which should hold the URL, is not set; export it and start "
              "again.");
    EXPECT_EQ(access.error().field, "base-url");
}

}  // namespace
}  // namespace inferometer
