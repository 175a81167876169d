// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_card.h"
#include "core/store/run_label.h"
#include "core/store/run_recorder.h"

#include "store_fixture.h"
#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>
#include <sys/stat.h>

namespace inferometer {
namespace {

using test::TempFolder;

TEST(RunLabel, IsReadAsItWasWritten)
{
    const TempFolder folder;
    EXPECT_EQ(readRunLabel(folder.path()), RunLabel{});
    const RunLabel label{"Nachtlauf 64 \u2013 \"neu\"", "zweite Zeile\nfolgt"};
    ASSERT_TRUE(writeRunLabel(folder.path(), label));
    EXPECT_EQ(readRunLabel(folder.path()), label);
}

TEST(RunLabel, GoesWhenItIsEmpty)
{
    const TempFolder folder;
    ASSERT_TRUE(writeRunLabel(folder.path(), {"name", ""}));
    ASSERT_TRUE(writeRunLabel(folder.path(), {" ", "\n"}));
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
    EXPECT_TRUE(writeRunLabel(folder.path(), {}));
}

TEST(RunLabel, IsTidiedBeforeItIsKept)
{
    const TempFolder folder;
    ASSERT_TRUE(writeRunLabel(folder.path(), {"  two\nlines\t", "a\r\nb\tc\n"}));
    EXPECT_EQ(readRunLabel(folder.path()), (RunLabel{"two lines", "a\nb c"}));
}

TEST(RunLabel, NeverSteersATerminal)
{
    const TempFolder folder;
    ASSERT_TRUE(writeRunLabel(folder.path(), {"a\x1b[2J\xC2\x9B", "b\x1b]0;x\x07"}));
    const RunLabel label = readRunLabel(folder.path());
    EXPECT_EQ(label.name, "a\\x1b[2J\\u009b");
    EXPECT_EQ(label.note.find('\x1b'), std::string::npos);
}

TEST(RunLabel, RefusesWhatIsTooLong)
{
    const TempFolder folder;
    EXPECT_FALSE(writeRunLabel(folder.path(), {std::string(kLabelNameBytes + 1, 'x'), ""}));
    EXPECT_FALSE(writeRunLabel(folder.path(), {"", std::string(kLabelNoteBytes + 1, 'x')}));
    EXPECT_FALSE(checkRunLabel({std::string(kLabelNameBytes + 1, 'x'), ""}));
    EXPECT_TRUE(checkRunLabel({std::string(kLabelNameBytes, 'x') + " \n", ""})) << "what is tidied away does not count";
    EXPECT_TRUE(
        writeRunLabel(folder.path(), {std::string(kLabelNameBytes, 'x'), std::string(kLabelNoteBytes, '\x01')}));
    EXPECT_EQ(readRunLabel(folder.path()).name.size(), kLabelNameBytes);
    EXPECT_FALSE(readRunLabel(folder.path()).note.empty()) << "the file is larger than its reader takes";
}

TEST(RunLabel, IsNoneWhereTheFileIsNoneOfOurs)
{
    const TempFolder folder;
    const std::string deep(100'000, '[');
    for (const std::string& text :
         {std::string{}, std::string{"name"}, std::string{"[]"}, deep, std::string{R"({"name":"x"})"},
          std::string{R"({"version":2,"name":"x"})"}, std::string{R"({"version":"1","name":"x"})"},
          std::string{R"({"version":1,"name":7,"note":{}})"},
          R"({"version":1,"name":")" + std::string(kLabelNameBytes + 1, 'x') + "\"}",
          R"({"version":1,"name":"x"})" + std::string(200'000, ' ')})
    {
        test::writeFile(folder / "label.json", text);
        EXPECT_EQ(readRunLabel(folder.path()), RunLabel{}) << text.substr(0, 60);
    }
}

TEST(RunLabel, DoesNotWaitForAPipe)
{
    const TempFolder folder;
    ASSERT_EQ(mkfifo((folder / "label.json").c_str(), 0600), 0);
    EXPECT_EQ(readRunLabel(folder.path()), RunLabel{});
}

TEST(RunLabel, IsNotReadThroughALink)
{
    const TempFolder folder;
    const TempFolder other;
    ASSERT_TRUE(writeRunLabel(other.path(), {"of another", ""}));
    std::filesystem::create_symlink(other / "label.json", folder / "label.json");
    EXPECT_EQ(readRunLabel(folder.path()), RunLabel{});
    ASSERT_TRUE(writeRunLabel(folder.path(), {"own", ""}));
    EXPECT_EQ(readRunLabel(folder.path()).name, "own");
    EXPECT_EQ(readRunLabel(other.path()).name, "of another");
}

TEST(RunLabel, OfANewerVersionIsNotWrittenOver)
{
    const TempFolder folder;
    const std::string newer = R"({"version":2,"name":"x","colour":"red"})";
    test::writeFile(folder / "label.json", newer);
    const Status status = writeRunLabel(folder.path(), {"mine", ""});
    ASSERT_FALSE(status);
    EXPECT_NE(status.error().message.find(folder / "label.json"), std::string::npos);
    EXPECT_EQ(test::readFile(folder / "label.json"), newer);
}

TEST(RunLabel, NamesTheFileThatCannotBeWritten)
{
    const TempFolder folder;
    const Status status = writeRunLabel(folder / "gone", {"mine", ""});
    ASSERT_FALSE(status);
    EXPECT_NE(status.error().message.find(folder / "gone/label.json"), std::string::npos) << status.error().message;
}

TEST(RunLabel, ComesWithTheRunAndItsCardAndNotWithTheJournal)
{
    const TempFolder folder;
    auto recorder = RunRecorder::create(test::headerIn(folder.path()));
    ASSERT_TRUE(recorder);
    ASSERT_TRUE(recorder.value()->keep(test::records("ok 0 0 10 110 11")));
    const auto run = recorder.value()->finish(test::someFacts());
    ASSERT_TRUE(run) << run.error().message;
    EXPECT_EQ(run.value().label, RunLabel{});
    const std::string journal = test::readFile(run.value().folder + "/journal");
    const RunLabel label{"mine", "noted"};
    ASSERT_TRUE(writeRunLabel(run.value().folder, label));
    EXPECT_EQ(loadResult(run.value().folder).value().label, label);
    EXPECT_EQ(cardIn(run.value().folder).value().label, label);
    EXPECT_EQ(cardOf(loadResult(run.value().folder).value()).label, label);
    EXPECT_EQ(test::readFile(run.value().folder + "/journal"), journal);
}

}  // namespace
}  // namespace inferometer
