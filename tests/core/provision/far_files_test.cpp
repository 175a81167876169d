// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/far_files.h"

#include "tests/support/rough_host.h"
#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <vector>

namespace inferometer {
namespace {

using namespace std::chrono_literals;
using test::RoughHost;
using test::TempFolder;

class FarFiles : public testing::Test
{
protected:
    void SetUp() override
    {
        test::writeFile(m_folder / "large", std::string(2'500'000, 'x') + "end");
        test::writeFile(m_folder / "small", "program");
        test::writeFile(m_folder / "none", "");
        for (const std::string name : {"large", "small", "none"})
            m_files.push_back(sentFile(m_folder / name, "a folder/it's " + name, "input-file-path").value());
        m_files[1].isProgram = true;
    }

    Status send(const FarWatch& watch = {{}, {}, 5s})
    {
        return sendFiles(m_host, m_files, m_there, Sentence::plain("Copying"), watch);
    }

    void expectWhole()
    {
        for (const std::string name : {"large", "small", "none"})
            EXPECT_EQ(test::readFile(m_there + "/a folder/it's " + name), test::readFile(m_folder / name)) << name;
        struct stat file
        {};
        ASSERT_EQ(::stat((m_there + "/a folder/it's small").c_str(), &file), 0);
        EXPECT_EQ(file.st_mode & 0777U, 0755U);
    }

    void expectNothing()
    {
        EXPECT_TRUE(!std::filesystem::exists(m_folder / "there") || std::filesystem::is_empty(m_folder / "there"));
    }

    TempFolder m_folder;
    std::string m_there = m_folder / "there/copy";
    std::vector<SentFile> m_files;
    RoughHost m_host;
};

TEST_F(FarFiles, ArriveWholeWithTheirModesAndTellHowFarTheyAre)
{
    std::vector<std::string> said;
    const Status sent = send({[&said](const Sentence& step) { said.push_back(step.text()); }, {}, 5s});
    ASSERT_TRUE(sent) << sent.error().message;
    expectWhole();
    ASSERT_GE(said.size(), 4U);
    EXPECT_EQ(said.front(), "Copying: 0.0 of 2.5 MB");
    EXPECT_EQ(said[1], "Copying: 1.0 of 2.5 MB");
    EXPECT_EQ(said.back(), "Copying: 2.5 of 2.5 MB");
}

// Lost on the way there, or on the way back when all was done: nothing is missing and nothing is there twice.
TEST_F(FarFiles, GoOnWhereTheConnectionWasLost)
{
    int before = 0;
    int behind = 0;
    m_host.losesBefore = [&before](const std::string&) { return ++before % 3 == 0; };
    m_host.losesBehind = [&behind](const std::string&) { return ++behind % 2 == 0; };
    std::vector<std::string> said;
    const Status sent = send({[&said](const Sentence& step) { said.push_back(step.text()); }, {}, 30s});
    ASSERT_TRUE(sent) << sent.error().message;
    expectWhole();
    EXPECT_NE(std::find(said.begin(), said.end(),
                        "a rough machine does not answer, and is tried again: The connection to a rough machine is "
                        "lost."),
              said.end());
}

// Nothing at all where it can still be removed; else nothing that has the name.
TEST_F(FarFiles, LeaveNothingThatLooksWholeWhenTheyAreCut)
{
    for (const bool canRemove : {true, false}) {
        for (int most = 0; most < 5; ++most) {
            int calls = 0;
            m_host.losesBefore = [&](const std::string& script) {
                return !(canRemove && script.starts_with("rm ")) && ++calls > most;
            };
            const Status sent = send({{}, {}, 0s});
            ASSERT_FALSE(sent);
            EXPECT_EQ(sent.error().code, Errc::Network);
            EXPECT_FALSE(std::filesystem::exists(m_there)) << "after " << most << " calls";
            if (canRemove)
                expectNothing();
        }
    }
}

TEST_F(FarFiles, CanBeStopped)
{
    std::stop_source stop;
    const Status sent = send({[&stop](const Sentence&) { stop.request_stop(); }, stop.get_token(), 5s});
    ASSERT_FALSE(sent);
    EXPECT_EQ(sent.error().code, Errc::Cancelled);
    expectNothing();
}

TEST_F(FarFiles, SayThatTheDiskThereIsFull)
{
    m_host.prefix = "cat() { echo 'cat: write error: No space left on device' >&2; return 1; }\n";
    const Status sent = send();
    ASSERT_FALSE(sent);
    EXPECT_EQ(sent.error().code, Errc::Disk);
    EXPECT_EQ(sent.error().message,
              "The disk of a rough machine is full: No space left on device; free some space there and start again.");
    expectNothing();
}

TEST_F(FarFiles, AreNotTakenWithOtherBytes)
{
    m_host.prefix = "cat() { command cat; printf x; }\n";
    const Status sent = send();
    ASSERT_FALSE(sent);
    EXPECT_NE(sent.error().message.find("arrived on a rough machine with other bytes"), std::string::npos);
    expectNothing();
}

TEST_F(FarFiles, OfTwoCopiesOneIsEnough)
{
    ASSERT_TRUE(send());
    ASSERT_TRUE(send());
    expectWhole();
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator{m_folder / "there"}, {}), 1);
}

TEST_F(FarFiles, MustBeFiles)
{
    const auto folder = sentFile(m_folder.path(), "x", "ca-file");
    ASSERT_FALSE(folder);
    EXPECT_EQ(folder.error().field, "ca-file");
    const auto missing = sentFile(m_folder / "missing", "x", "tokenizer");
    ASSERT_FALSE(missing);
    EXPECT_NE(missing.error().message.find(m_folder / "missing"), std::string::npos);
}

TEST(FarHome, IsAnAbsolutePath)
{
    RoughHost host;
    host.prefix = "export XDG_CACHE_HOME='/tmp/a b'\n";
    EXPECT_EQ(farHome(host, {}).value(), "/tmp/a b/inferometer");
    host.prefix = "unset XDG_CACHE_HOME; export HOME=/root\n";
    EXPECT_EQ(farHome(host, {}).value(), "/root/.cache/inferometer");
    for (const std::string said : {"relative", "/two\nlines", "", "/esc\x1b"}) {
        host.change = [&said](const std::string&, Ran& ran) { ran.out = said; };
        EXPECT_FALSE(farHome(host, {})) << said;
    }
}

}  // namespace
}  // namespace inferometer
