// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/config/strict_yaml.h"
#include "core/workload/prompt_file.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

const std::string kDefault = "default_prompt:\n  - name: default\n    template: Say hello.\n";

std::string errorOf(const std::string& text)
{
    const Result<PromptFile> file = parsePromptFile(text, "p.yaml");
    return file ? "" : file.error().message;
}

TEST(PromptFile, BuiltInTextsAreThoseOfTheFile)
{
    const PromptFile builtIn = loadPromptFile("").value();
    const PromptFile file = loadPromptFile(INFEROMETER_PROMPTS "/user-prompt_template-text_instruct.yaml").value();
    EXPECT_EQ(builtIn.defaultPrompt.text, file.defaultPrompt.text);
    ASSERT_EQ(builtIn.multiple.size(), file.multiple.size());
    for (std::size_t i = 0; i < file.multiple.size(); ++i)
        EXPECT_EQ(builtIn.multiple[i].text, file.multiple[i].text);
}

TEST(PromptFile, AWordTakesTheBuiltInTexts)
{
    EXPECT_EQ(toYaml(loadPromptFile("built-in").value()), toYaml(loadPromptFile("").value()));
    EXPECT_EQ(toYaml(loadPromptFile("built-in", true).value()), toYaml(loadPromptFile("", true).value()));
}

TEST(PromptFile, AnImageHasABuiltInTextOfItsOwn)
{
    const PromptFile builtIn = loadPromptFile("", true).value();
    const std::string path = INFEROMETER_PROMPTS "/user-prompt_template-vision_instruct.yaml";
    EXPECT_EQ(builtIn.defaultPrompt.text, loadPromptFile(path).value().defaultPrompt.text);
    EXPECT_NE(builtIn.defaultPrompt.text, loadPromptFile("").value().defaultPrompt.text);
    EXPECT_TRUE(builtIn.multiple.empty());
    const std::string texts = INFEROMETER_PROMPTS "/user-prompt_template-text_instruct.yaml";
    EXPECT_EQ(loadPromptFile(texts, true).value().defaultPrompt.text, loadPromptFile("").value().defaultPrompt.text);
}

TEST(PromptFile, BuiltInHasTwentyPromptsOfMixedLength)
{
    const PromptFile file = loadPromptFile("").value();
    EXPECT_EQ(file.defaultPrompt.name, "default");
    ASSERT_EQ(file.multiple.size(), 20U);
    for (std::size_t i = 0; i < 20; ++i) {
        EXPECT_EQ(file.multiple[i].name, "prompt" + std::to_string(i + 1));
        const std::size_t words = splitWords(file.multiple[i].text).size();
        EXPECT_GE(words, 15U);
        EXPECT_LE(words, 280U);
    }
}

TEST(PromptFile, KeepsLineBreaksAndTakesTheFirstDefault)
{
    const PromptFile file = parsePromptFile("default_prompt:\n  - name: a\n    template: |\n      one\n      two\n"
                                            "  - name: b\n    template: three\n",
                                            "p.yaml")
                                .value();
    EXPECT_EQ(file.defaultPrompt.text, "one\ntwo\n");
    EXPECT_TRUE(file.multiple.empty());
}

TEST(PromptFile, WantsNameAndTemplateOfEach)
{
    constexpr std::string_view kRule
        = "Invalid prompt structure: each prompt must include the fields ['name','template']";
    EXPECT_NE(errorOf("default_prompt:\n  - name: default\n").find(kRule), std::string::npos);
    EXPECT_NE(errorOf("default_prompt:\n  - template: x\n").find(kRule), std::string::npos);
    EXPECT_NE(errorOf("default_prompt:\n  - name: a\n    template: ' '\n").find(kRule), std::string::npos);
    EXPECT_NE(errorOf("default_prompt:\n  - just text\n").find(kRule), std::string::npos);
    EXPECT_TRUE(errorOf("\ndefault_prompt:\n  - name: default\n").starts_with("p.yaml:3: "));
}

TEST(PromptFile, IsStrict)
{
    EXPECT_EQ(errorOf(kDefault), "");
    EXPECT_NE(errorOf(""), "");
    EXPECT_NE(errorOf("multiple_prompts:\n  - name: a\n    template: b\n").find("no default_prompt"),
              std::string::npos);
    EXPECT_NE(errorOf(kDefault + "multiple_prompt: []\n").find("did you mean \"multiple_prompts\"?"),
              std::string::npos);
    EXPECT_NE(errorOf(kDefault + kDefault).find("twice"), std::string::npos);
    EXPECT_NE(errorOf(kDefault + "    temperature: 1\n"), "");
    EXPECT_NE(errorOf(kDefault + "multiple_prompts: {}\n"), "");
    EXPECT_NE(errorOf(kDefault + "multiple_prompts:\n  - {name: a, template: b}\n  - {name: a, template: c}\n")
                  .find("Two prompts are named \"a\""),
              std::string::npos);
    EXPECT_NE(errorOf(kDefault + "multiple_prompts:\n  - {name: a, template: [b]}\n").find("must be a text"),
              std::string::npos);
}

TEST(PromptFile, ANameStandsOnceInBothListsTogether)
{
    EXPECT_NE(errorOf(kDefault + "multiple_prompts:\n  - {name: default, template: b}\n")
                  .find("p.yaml:5: Two prompts are named \"default\""),
              std::string::npos);
}

std::string withText(const std::string& yaml) { return "default_prompt:\n  - name: a\n    template: " + yaml + "\n"; }

TEST(PromptFile, RefusesWhatNobodyCouldShowOrSend)
{
    const std::string longest(kMostPromptName, 'n');
    EXPECT_EQ(errorOf("default_prompt:\n  - {name: " + longest + ", template: b}\n"), "");
    EXPECT_NE(errorOf("default_prompt:\n  - {name: " + longest + "n, template: b}\n").find("more than the 200"),
              std::string::npos);
    EXPECT_NE(errorOf("default_prompt:\n  - {name: \"a\\nb\", template: b}\n").find("The name holds a line break"),
              std::string::npos);
    EXPECT_EQ(errorOf(withText(R"("tab\tand\r\nline")")), "");
    EXPECT_EQ(errorOf(withText(R"("one\ntwo\e[31m")")),
              "p.yaml:2: Prompt \"a\": Line 2 of the text holds a control character; remove it.");
    EXPECT_NE(errorOf(withText(std::string(kMostPromptText + 1, 'x'))).find("shorten it"), std::string::npos);
    EXPECT_EQ(errorOf(withText(std::string(kMostPromptText, 'x'))), "");
}

TEST(PromptFile, RefusesMorePromptsThanAListMayHave)
{
    std::string text = kDefault + "multiple_prompts:\n";
    for (std::size_t i = 0; i < kMostPrompts; ++i)
        text += "  - {name: p" + std::to_string(i) + ", template: x}\n";
    EXPECT_EQ(errorOf(text), "");
    EXPECT_EQ(errorOf(text + "  - {name: last, template: x}\n"),
              "p.yaml:4: multiple_prompts holds 1001 prompts, more than the 1000 that it may have; remove some.");
}

// Every way a text may begin, go on and end.
TEST(PromptFile, IsReadBackAsItWasWritten)
{
    PromptFile file{{"a: b # c", "One line."}, {}, {{"spare", "Nobody asks for it."}}};
    const std::vector<std::string> ends{"", "\n", "\n\n", " ", " \n", "\t\n", "\r\n"};
    const std::vector<std::string> begins{"", " ", "\n", "\t", "- ", "# ", "\"", "---\n", "null", "%x\n", "\xC3\xA9\n"};
    const std::vector<std::string> middles{"x",      "x\ny",    "x\n\n  y",          "x\n#y\n...\n---\nz",
                                           "x \n y", "x\ty\nz", "\xE2\x80\xA8 x\ny", "\xC2\x85 x\ny",
                                           "x: |\ny"};
    for (const std::string& begin : begins) {
        for (const std::string& middle : middles) {
            for (const std::string& end : ends)
                file.multiple.push_back({"p" + std::to_string(file.multiple.size()), begin + middle + end});
        }
    }
    const std::string yaml = toYaml(file);
    const Result<PromptFile> read = parsePromptFile(yaml, "p.yaml");
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read.value().defaultPrompt.name, "a: b # c");
    ASSERT_EQ(read.value().spare.size(), 1U);
    EXPECT_EQ(read.value().spare.front().text, "Nobody asks for it.");
    ASSERT_EQ(read.value().multiple.size(), file.multiple.size());
    for (std::size_t i = 0; i < file.multiple.size(); ++i)
        EXPECT_EQ(read.value().multiple[i].text, file.multiple[i].text) << i;
}

TEST(PromptFile, WritesTextsOfLinesAsABlock)
{
    const PromptFile file{{"default", "one\n\n  two\n"}, {{"p", "three\nfour"}}, {}};
    EXPECT_EQ(toYaml(file),
              "default_prompt:\n  - name: default\n    template: |\n      one\n\n        two\n\n"
              "multiple_prompts:\n  - name: p\n    template: |-\n      three\n      four\n");
}

TEST(PromptFile, NamesAFileThatIsMissing)
{
    const Result<PromptFile> file = loadPromptFile("/no/such/prompts.yaml");
    ASSERT_FALSE(file);
    EXPECT_EQ(file.error().field, "prompts-file");
    EXPECT_NE(file.error().message.find("/no/such/prompts.yaml"), std::string::npos);
}

}  // namespace
}  // namespace inferometer
