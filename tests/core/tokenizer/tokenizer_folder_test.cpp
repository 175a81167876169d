// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/tokenizer_folder.h"

#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

namespace inferometer::test {
namespace {

namespace fs = std::filesystem;

class TokenizerFolder : public testing::Test
{
protected:
    std::string place(const std::string& folder, const std::string& name = "tokenizer.json")
    {
        fs::create_directories(m_root / folder);
        writeFile(m_root / (folder + "/" + name), "{}");
        return m_root / (folder + "/" + name);
    }
    // "PATH as NAME", with the root left out; "of family" behind.
    std::string choiceFor(const std::string& model)
    {
        const auto choice = tokenizerFor(m_root.path(), model);
        if (!choice.ok())
            return choice.error().message;
        return choice.value().path.lexically_relative(m_root.path()).string() + " as " + choice.value().name
            + (choice.value().ofFamily ? " of family" : "");
    }

    TempFolder m_root;
};

TEST_F(TokenizerFolder, IsTheModelsOwnFirst)
{
    place("hub/models--org--name/snapshots/abc");
    EXPECT_EQ(choiceFor("org/name"), "hub/models--org--name/snapshots/abc/tokenizer.json as org/name");
    place("models--org--name/snapshots/def");
    EXPECT_EQ(choiceFor("org/name"), "models--org--name/snapshots/def/tokenizer.json as org/name");
    place("name", "tokenizer.model");
    EXPECT_EQ(choiceFor("org/name"), "name/tokenizer.model as org/name");
    place("name");
    EXPECT_EQ(choiceFor("org/name"), "name/tokenizer.json as org/name");
    EXPECT_EQ(choiceFor("accounts/some/models/name"), "name/tokenizer.json as accounts/some/models/name");
    place("org/name");
    EXPECT_EQ(choiceFor("org/name"), "org/name/tokenizer.json as org/name");
    place(".");
    EXPECT_EQ(choiceFor("org/name"), "tokenizer.json as org/name");
    const auto file = tokenizerFor(m_root / "name/tokenizer.model", "other");
    ASSERT_TRUE(file.ok());
    EXPECT_EQ(file.value().path, m_root / "name/tokenizer.model");
}

TEST_F(TokenizerFolder, ReadsTheCachesMain)
{
    place("models--org--name/snapshots/one");
    place("models--org--name/snapshots/two");
    EXPECT_EQ(choiceFor("org/name").substr(0, 34), "There is no tokenizer for org/name");
    fs::create_directories(m_root / "models--org--name/refs");
    writeFile(m_root / "models--org--name/refs/main", "two\n");
    EXPECT_EQ(choiceFor("org/name"), "models--org--name/snapshots/two/tokenizer.json as org/name");
    writeFile(m_root / "models--org--name/refs/main", "../snapshots/two");
    EXPECT_EQ(choiceFor("org/name").substr(0, 34), "There is no tokenizer for org/name");
}

TEST_F(TokenizerFolder, IsTheFamilysElse)
{
    place("unsloth/Llama-3.3-70B-Instruct");
    EXPECT_EQ(choiceFor("Meta-Llama-3.3-70B-Instruct"),
              "unsloth/Llama-3.3-70B-Instruct/tokenizer.json as unsloth/Llama-3.3-70B-Instruct of family");
    place("models--NousResearch--Llama-2-7b-chat-hf/snapshots/x");
    EXPECT_EQ(choiceFor("anything"),
              "models--NousResearch--Llama-2-7b-chat-hf/snapshots/x/tokenizer.json as "
              "NousResearch/Llama-2-7b-chat-hf of family");
}

TEST_F(TokenizerFolder, SaysWhereItLooked)
{
    EXPECT_EQ(
        choiceFor("org/name"),
        "There is no tokenizer for org/name in " + m_root.path()
            + ": neither there nor in its folders org/name, name, models--org--name, "
              "NousResearch/Llama-2-7b-chat-hf, Llama-2-7b-chat-hf, models--NousResearch--Llama-2-7b-chat-hf. Put "
              "the model's tokenizer.json into one of them.");
}

// Every name here is a place that has a tokenizer, were it followed.
TEST_F(TokenizerFolder, IsNeverOutsideTheRoot)
{
    const std::string outside = place("outside");
    place("root/inside");
    const fs::path root = m_root / "root";
    for (const std::string& model :
         {std::string{"../outside"}, std::string{"inside/../../outside"}, m_root / "outside", std::string{".."},
          std::string{"."}, std::string{""}, std::string{"/"}, std::string{"../../"} + "outside",
          std::string{"..\\outside"}, std::string{"a/b/../../../outside"}, std::string{"inside\0", 7},
          std::string(100'000, 'a')})
    {
        const auto choice = tokenizerFor(root, model);
        EXPECT_FALSE(choice.ok()) << model;
    }
    EXPECT_TRUE(tokenizerFor(root, "x/inside").ok());
}

TEST(FamilyTokenizer, IsTheKits)
{
    const std::vector<std::pair<const char*, const char*>> rows{
        {"Mistral-7B-Instruct-v0.2", "TheBloke/Mistral-7B-Instruct-v0.2-AWQ"},
        {"Llama-2-7b-chat-hf", "NousResearch/Llama-2-7b-chat-hf"},
        {"llama-v2-13b", "NousResearch/Llama-2-7b-chat-hf"},
        {"Meta-Llama-3-8B-Instruct", "unsloth/llama-3-8b-Instruct"},
        {"Meta-Llama-3.1-405B-Instruct", "unsloth/Llama-3.1-8B-Instruct"},
        {"accounts/fireworks/models/llama-v3p1-8b-instruct", "unsloth/Llama-3.1-8B-Instruct"},
        {"Llama-3.1-Swallow-8B-Instruct-v0.3", "tokyotech-llm/Llama-3.1-Swallow-8B-Instruct-v0.3"},
        {"Llama-3.2-11B-Vision-Instruct", "unsloth/Llama-3.2-1B-Instruct"},
        {"Meta-Llama-3.3-70B-Instruct", "unsloth/Llama-3.3-70B-Instruct"},
        {"Llama-4-Maverick-17B-128E-Instruct", "unsloth/Llama-4-Maverick-17B-128E-Instruct"},
        {"Llama-4-Scout-17B-16E-Instruct", "unsloth/Llama-4-Scout-17B-16E-Instruct"},
        {"Llama-4-Other", "unsloth/Llama-4-Scout-17B-16E-Instruct"},
        {"deepseek-coder-6.7b", "deepseek-ai/deepseek-coder-1.3b-base"},
        {"DeepSeek-V3-0324", "deepseek-ai/DeepSeek-R1"},
        // The order of the families decides: Llama 3 stands before DeepSeek.
        {"DeepSeek-R1-Distill-Llama-70B", "deepseek-ai/DeepSeek-R1"},
        {"deepseek-llama-3", "unsloth/llama-3-8b-Instruct"},
        {"QwQ-32B-Preview", "unsloth/QwQ-32B"},
        {"Qwen2.5-Coder-32B-Instruct", "unsloth/Qwen2.5-Coder-32B-Instruct"},
        {"Qwen3-32B", "unsloth/Qwen2.5-72B-Instruct"},
        {"SOLAR-10.7B", "upstage/SOLAR-10.7B-Instruct-v1.0"},
        {"gpt-oss-120b", "openai/gpt-oss-120b"},
        {"gemma-3-12b-it", "unsloth/gemma-3-1b-it"},
        {"EEVE-Korean-10.8B-v1.0", "NousResearch/Llama-2-7b-chat-hf"},
        {"", "NousResearch/Llama-2-7b-chat-hf"},
    };
    for (const auto& [model, tokenizer] : rows)
        EXPECT_EQ(familyTokenizer(model), tokenizer) << model;
}

}  // namespace
}  // namespace inferometer::test
