// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/host/host.h"

#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <csignal>
#include <string>
#include <thread>

namespace inferometer {
namespace {

using namespace std::chrono_literals;
using test::TempFolder;

TEST(LocalHost, TellsBothOutputsAndTheExit)
{
    const auto host = localHost();
    const Result<Ran> ran = host->run("echo out; echo err >&2; exit 7");
    ASSERT_TRUE(ran) << ran.error().message;
    EXPECT_EQ(ran.value().out, "out\n");
    EXPECT_EQ(ran.value().err, "err\n");
    EXPECT_EQ(ran.value().exit, 7);
    EXPECT_EQ(host->run("kill -TERM $$").value().exit, 128 + SIGTERM);
}

TEST(LocalHost, TakesMoreThanAPipeHolds)
{
    const auto host = localHost();
    const std::string much(1'000'000, 'x');
    const Result<Ran> ran = host->run("cat", {.input = much});
    ASSERT_TRUE(ran);
    EXPECT_EQ(ran.value().out, much);
    // One that does not read it is no error.
    EXPECT_EQ(host->run("exit 3", {.input = much}).value().exit, 3);
    // Of what is endless the beginning is kept, to the end of its time.
    const Result<Ran> endless = host->run("head -c 20000000 /dev/zero");
    ASSERT_TRUE(endless);
    EXPECT_EQ(endless.value().out.size(), kMostOutput);
}

TEST(LocalHost, EndsWhatTakesTooLongWithAllThatItStarted)
{
    const TempFolder folder;
    const auto host = localHost();
    const std::string script = "(sleep 2; touch " + shellWord(folder / "late") + ") & sleep 60";
    const auto begin = std::chrono::steady_clock::now();
    const Result<Ran> ran = host->run(script, {.timeout = 200ms});
    ASSERT_FALSE(ran);
    EXPECT_EQ(ran.error().code, Errc::Timeout);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 30s);
    std::this_thread::sleep_for(2500ms);
    EXPECT_FALSE(std::filesystem::exists(folder / "late"));
}

TEST(LocalHost, CanBeStopped)
{
    std::stop_source stop;
    std::jthread later{[&stop] {
        std::this_thread::sleep_for(100ms);
        stop.request_stop();
    }};
    const Result<Ran> ran = localHost()->run("sleep 60", {}, stop.get_token());
    ASSERT_FALSE(ran);
    EXPECT_EQ(ran.error().code, Errc::Cancelled);
}

// What a script leaves running may hold its outputs open.
TEST(LocalHost, DoesNotWaitForWhatGoesOn)
{
    const auto begin = std::chrono::steady_clock::now();
    const Result<Ran> ran = localHost()->run("sleep 20 & echo begun");
    ASSERT_TRUE(ran);
    EXPECT_EQ(ran.value().out, "begun\n");
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 15s);
}

TEST(ShellWord, IsOneWordWhateverIsInIt)
{
    for (const std::string word : {"", "a b", "it's", "$(exit 9) `exit 9` \\ \"", "-n", "two\nlines", "*", "'\\''"})
        EXPECT_EQ(outputOf(*localHost(), "printf %s " + shellWord(word)).value(), word);
}

TEST(PutFile, ReplacesTheWholeWithItsMode)
{
    const TempFolder folder;
    const std::string path = folder / "a b/it's";
    ASSERT_TRUE(putFile(*localHost(), path, "first", 0644));
    ASSERT_TRUE(putFile(*localHost(), path, std::string{"\0second\n", 8}, 0600));
    EXPECT_EQ(test::readFile(path), std::string("\0second\n", 8));
    struct stat file
    {};
    ASSERT_EQ(::stat(path.c_str(), &file), 0);
    EXPECT_EQ(file.st_mode & 0777U, 0600U);
    const Status refused = putFile(*localHost(), "/proc/none/such", "x", 0600);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("this machine"), std::string::npos) << refused.error().message;
}

TEST(OutputOf, SaysTheLastLineOfAFailure)
{
    const Result<std::string> said = outputOf(*localHost(), "echo one >&2; echo two >&2; exit 4");
    ASSERT_FALSE(said);
    EXPECT_EQ(said.error().message, "A script failed on this machine with exit code 4: two.");
}

TEST(OutputLines, AreThoseThatSaySomething)
{
    EXPECT_EQ(outputLines("one\n\n  two\r\n\x1b[1mthree"), (std::vector<std::string>{"one", "two", "\\x1b[1mthree"}));
    EXPECT_EQ(outputLines("\n \n"), std::vector<std::string>{});
}

}  // namespace
}  // namespace inferometer
