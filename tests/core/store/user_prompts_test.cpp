// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/user_prompts.h"

#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>
#include <sys/stat.h>

namespace inferometer {
namespace {

namespace fs = std::filesystem;

class UserPrompts : public testing::Test
{
protected:
    Status put(std::string_view replaced, const PromptTemplate& prompt) const
    {
        return changeUserPrompts(data, [&](PromptFile& prompts) { return putPrompt(prompts, replaced, prompt); });
    }
    Status remove(std::string_view name) const
    {
        return changeUserPrompts(data, [&](PromptFile& prompts) { return removePrompt(prompts, name); });
    }
    PromptFile own() const { return loadUserPrompts(data).value().value(); }
    std::string path() const { return userPromptsPath(data); }
    std::string problem() const
    {
        const auto loaded = loadUserPrompts(data);
        return loaded ? "" : loaded.error().message;
    }

    test::TempFolder folder;
    const std::string data = folder / "data";
};

TEST_F(UserPrompts, AreNoneWithoutAFile)
{
    EXPECT_FALSE(loadUserPrompts(data).value());
    EXPECT_FALSE(loadUserPrompts("").value());
    EXPECT_FALSE(saveUserPrompts("", loadPromptFile({}).value()));
}

TEST_F(UserPrompts, AChangeBeginsWithOurs)
{
    ASSERT_TRUE(put({}, {"mine", "Say hello.\nTwice."}));
    const PromptFile ours = loadPromptFile({}).value();
    ASSERT_EQ(own().multiple.size(), ours.multiple.size() + 1);
    EXPECT_EQ(own().defaultPrompt.text, ours.defaultPrompt.text);
    EXPECT_EQ(own().multiple.front().text, ours.multiple.front().text);
    EXPECT_EQ(own().multiple.back().text, "Say hello.\nTwice.");
}

TEST_F(UserPrompts, ANameIsTakenOnceWhereverItStands)
{
    ASSERT_TRUE(put({}, {"mine", "x"}));
    for (const char* taken : {"mine", "default", "prompt7"}) {
        const Status status = put({}, {taken, "y"});
        ASSERT_FALSE(status) << taken;
        EXPECT_EQ(status.error().field, "name");
    }
    EXPECT_TRUE(put("mine", {"mine", "y"}));
    EXPECT_EQ(own().multiple.back().text, "y");
    EXPECT_FALSE(put("mine", {"default", "y"}));
}

TEST_F(UserPrompts, BothKeysAreNeeded)
{
    const Status noName = put({}, {" ", "x"});
    ASSERT_FALSE(noName);
    EXPECT_EQ(noName.error().field, "name");
    const Status noText = put({}, {"a", " \n"});
    ASSERT_FALSE(noText);
    EXPECT_EQ(noText.error().field, "template");
    EXPECT_FALSE(fs::exists(path()));
}

TEST_F(UserPrompts, APromptKeepsItsPlaceUnderANewName)
{
    ASSERT_TRUE(put("prompt3", {"third", "x"}));
    EXPECT_EQ(own().multiple.at(2).name, "third");
    ASSERT_TRUE(put("default", {"standard", "y"}));
    EXPECT_EQ(own().defaultPrompt.name, "standard");
}

TEST_F(UserPrompts, TheDefaultIsChangedForAnotherAndNeverRemoved)
{
    EXPECT_FALSE(remove("default"));
    ASSERT_TRUE(changeUserPrompts(data, [](PromptFile& prompts) { return makeDefaultPrompt(prompts, "prompt2"); }));
    EXPECT_EQ(own().defaultPrompt.name, "prompt2");
    EXPECT_EQ(own().multiple.at(1).name, "default");
    ASSERT_TRUE(remove("default"));
    EXPECT_EQ(own().multiple.at(1).name, "prompt3");
    EXPECT_FALSE(remove("prompt2"));
    EXPECT_FALSE(remove("nobody"));
}

TEST_F(UserPrompts, WhatOthersWroteMeanwhileStays)
{
    ASSERT_TRUE(put({}, {"mine", "x"}));
    test::writeFile(path(), "default_prompt:\n  - {name: theirs, template: y}\n");
    ASSERT_TRUE(put({}, {"more", "z"}));
    EXPECT_EQ(own().defaultPrompt.name, "theirs");
    ASSERT_EQ(own().multiple.size(), 1U);
}

TEST_F(UserPrompts, AFileThatCannotBeReadIsNeverWrittenOver)
{
    fs::create_directories(data);
    const std::string text = "default_prompt:\n  - {name: a, template: b, colour: red}\n";
    test::writeFile(path(), text);
    EXPECT_NE(problem().find("prompts.yaml:2"), std::string::npos);
    EXPECT_FALSE(put({}, {"mine", "x"}));
    EXPECT_EQ(test::readFile(path()), text);
}

TEST_F(UserPrompts, WhatIsNoFileIsRefusedUnread)
{
    fs::create_directories(data);
    ASSERT_EQ(::mkfifo(path().c_str(), 0600), 0);
    EXPECT_NE(problem().find("is no file"), std::string::npos);
    fs::remove(path());
    fs::create_symlink("/dev/zero", path());
    EXPECT_NE(problem().find("is no file"), std::string::npos);
    fs::remove(path());
    fs::create_symlink(folder / "nowhere", path());
    EXPECT_NE(problem().find("prompts.yaml"), std::string::npos);
    fs::remove(path());
    test::writeFile(path(), std::string(kMostPromptFile + 1, '#'));
    EXPECT_NE(problem().find("holds more than the 8 MB"), std::string::npos);
}

TEST_F(UserPrompts, AreSetAsideWhateverTheyHoldAndComeBack)
{
    EXPECT_FALSE(setUserPromptsAside(data).value());
    fs::create_directories(data);
    test::writeFile(path(), "not: [yaml");
    EXPECT_TRUE(setUserPromptsAside(data).value());
    EXPECT_FALSE(loadUserPrompts(data).value());
    ASSERT_TRUE(put({}, {"mine", "x"}));
    ASSERT_TRUE(bringBackUserPrompts(data));
    EXPECT_EQ(test::readFile(path()), "not: [yaml");
    EXPECT_FALSE(bringBackUserPrompts(data));
}

TEST_F(UserPrompts, MoreThanAFileMayHoldIsNotSaved)
{
    PromptFile prompts{{"default", "x"}, {}, {}};
    for (int i = 0; i < 9; ++i)
        prompts.multiple.push_back({"p" + std::to_string(i), std::string(kMostPromptText, 'x')});
    const Status saved = saveUserPrompts(data, prompts);
    ASSERT_FALSE(saved);
    EXPECT_NE(saved.error().message.find("more than the 8 MB"), std::string::npos);
}

TEST_F(UserPrompts, AreUsedWhereARunWouldUseOurs)
{
    RunSpec spec;
    EXPECT_EQ(resolvePrompts(spec, data).prompts.promptsFile, "");
    ASSERT_TRUE(put({}, {"mine", "x"}));
    EXPECT_EQ(resolvePrompts(spec, data).prompts.promptsFile, path());
    EXPECT_EQ(resolvePrompts(defaultSpec(Evaluation::RealWorkload), data).prompts.promptsFile, path());
    EXPECT_EQ(resolvePrompts(defaultSpec(Evaluation::Custom), data).prompts.promptsFile, "");
    EXPECT_EQ(resolvePrompts(defaultSpec(Evaluation::Chat), data).prompts.promptsFile, "");
    spec.prompts.imageSize = ImageSize::Small;
    EXPECT_EQ(resolvePrompts(spec, data).prompts.promptsFile, "");
    spec.prompts.imageSize = ImageSize::Na;
    for (const char* given : {"given.yaml", "built-in"}) {
        spec.prompts.promptsFile = given;
        EXPECT_EQ(resolvePrompts(spec, data).prompts.promptsFile, given);
    }
}

}  // namespace
}  // namespace inferometer
