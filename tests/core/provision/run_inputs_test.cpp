// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/run_inputs.h"

#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace inferometer {
namespace {

using test::TempFolder;

constexpr const char* kPng = "\x89PNG\r\n\x1a\nrest";

class RunInputsOf : public testing::Test
{
protected:
    void SetUp() override
    {
        m_spec.target.baseUrl = "https://127.0.0.1:1";
        m_spec.target.modelNames = "m";
    }

    RunInputs inputs()
    {
        Result<RunInputs> read = runInputs(m_spec, "/there");
        EXPECT_TRUE(read) << read.error().message;
        return read ? std::move(read).value() : RunInputs{};
    }

    Error refusal()
    {
        const Result<RunInputs> read = runInputs(m_spec, "/there");
        EXPECT_FALSE(read);
        return read ? Error::verbatim(Errc::Protocol, "") : read.error();
    }

    static std::vector<std::string> namesOf(const RunInputs& inputs)
    {
        std::vector<std::string> names;
        for (const SentFile& file : inputs.files)
            names.push_back(file.to);
        std::sort(names.begin(), names.end());
        return names;
    }

    TempFolder m_folder;
    RunSpec m_spec;
};

// The prompts of that machine's user are not what is asked for here.
TEST_F(RunInputsOf, ASyntheticRunAreNone)
{
    const RunInputs all = inputs();
    EXPECT_TRUE(all.files.empty());
    EXPECT_TRUE(all.environment.empty());
    EXPECT_EQ(all.spec.prompts.promptsFile, "built-in");
}

TEST_F(RunInputsOf, FilesAreNamedAnew)
{
    test::writeFile(m_folder / "ca of ours.pem", "certificate");
    test::writeFile(m_folder / "own.yaml", "prompts");
    std::filesystem::create_directories(m_folder / "tokenizers/m");
    test::writeFile(m_folder / "tokenizers/m/tokenizer.json", "{}");
    m_spec.target.caFile = m_folder / "ca of ours.pem";
    m_spec.target.tokenizer = m_folder / "tokenizers";
    m_spec.prompts.promptsFile = m_folder / "own.yaml";
    const RunInputs all = inputs();
    EXPECT_EQ(namesOf(all), (std::vector<std::string>{"ca.pem", "prompts.yaml", "tokenizer/tokenizer.json"}));
    EXPECT_EQ(all.spec.target.caFile, "/there/ca.pem");
    EXPECT_EQ(all.spec.target.tokenizer, "/there/tokenizer/tokenizer.json");
    EXPECT_EQ(all.spec.prompts.promptsFile, "/there/prompts.yaml");
}

TEST_F(RunInputsOf, ADatasetBringsItsImages)
{
    m_spec = defaultSpec(Evaluation::Custom);
    SetUp();
    std::filesystem::create_directories(m_folder / "data/pictures");
    test::writeFile(m_folder / "data/pictures/one.png", kPng);
    m_spec.prompts.inputFilePath = m_folder / "data/set.jsonl";
    test::writeFile(m_spec.prompts.inputFilePath,
                    "{\"prompt\": \"a\", \"image_path\": \"pictures/one.png\"}\n{\"prompt\": \"b\"}\n");
    const RunInputs all = inputs();
    EXPECT_EQ(namesOf(all), (std::vector<std::string>{"dataset/pictures/one.png", "dataset/set.jsonl"}));
    EXPECT_EQ(all.spec.prompts.inputFilePath, "/there/dataset/set.jsonl");
    // One that lies elsewhere has no place beside it there.
    test::writeFile(m_folder / "two.png", kPng);
    test::writeFile(m_spec.prompts.inputFilePath, "{\"prompt\": \"a\", \"image_path\": \"../two.png\"}\n");
    EXPECT_NE(refusal().message.find("The image ../two.png of "), std::string::npos) << refusal().message;
    test::writeFile(m_spec.prompts.inputFilePath,
                    "{\"prompt\": \"a\", \"image_path\": \"" + (m_folder / "two.png") + "\"}\n");
    EXPECT_EQ(refusal().field, "input-file-path");
}

TEST_F(RunInputsOf, WhatIsMissingIsNamed)
{
    m_spec.target.caFile = m_folder / "none.pem";
    EXPECT_NE(refusal().message.find(m_folder / "none.pem"), std::string::npos) << refusal().message;
    m_spec.target.caFile.clear();
    m_spec.target.tokenizer = m_folder / "none";
    EXPECT_EQ(refusal().field, "tokenizer");
    m_spec.target.modelNames.clear();
    EXPECT_EQ(refusal().field, "model-names");
}

TEST_F(RunInputsOf, VariablesComeWithTheirValues)
{
    ::setenv("BESIDE_TEST_KEY", "sk-it's-a-\"key\"", 1);
    ::setenv("BESIDE_TEST_TEAM", "blue", 1);
    ::setenv("BESIDE_TEST_OTHER", "nobody asks", 1);
    m_spec.target.apiKeyEnv = "BESIDE_TEST_TEAM";
    m_spec.target.headers = {{"X-Key", "Bearer ${BESIDE_TEST_TEAM}-${BESIDE_TEST_KEY}"}};
    RunInputs all = inputs();
    std::sort(all.environment.begin(), all.environment.end());
    EXPECT_EQ(all.environment, (NamedValues{{"BESIDE_TEST_KEY", "sk-it's-a-\"key\""}, {"BESIDE_TEST_TEAM", "blue"}}));
    ::unsetenv("BESIDE_TEST_KEY");
    EXPECT_NE(refusal().message.find("BESIDE_TEST_KEY"), std::string::npos) << refusal().message;
    ::unsetenv("BESIDE_TEST_TEAM");
    EXPECT_EQ(refusal().code, Errc::Auth);
}

// No run file and no other machine can read the desktop's keyring.
TEST_F(RunInputsOf, AKeyOfTheKeyringIsRefused)
{
    m_spec.target.apiKeyKeyring = "item";
    EXPECT_EQ(refusal().code, Errc::Auth);
}

}  // namespace
}  // namespace inferometer
