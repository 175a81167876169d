// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/engine_process.h"
#include "core/provision/ledger.h"

#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <thread>

namespace inferometer {
namespace {

using namespace std::chrono_literals;
using test::TempFolder;

class EngineProcess : public testing::Test
{
protected:
    void TearDown() override { EXPECT_TRUE(stopEngine(*m_host, m_start.name)); }

    void start(std::vector<std::string> command, double ttl = 60)
    {
        m_start.command = std::move(command);
        m_start.ttl = ttl;
        const Status started = startEngine(*m_host, m_start);
        ASSERT_TRUE(started) << started.error().message;
    }

    bool runs()
    {
        const auto names = runningEngines(*m_host);
        EXPECT_TRUE(names) << names.error().message;
        return names && std::find(names.value().begin(), names.value().end(), m_start.name) != names.value().end();
    }

    bool becomes(bool running)
    {
        for (int i = 0; i < 300; ++i) {
            if (runs() == running)
                return true;
            std::this_thread::sleep_for(100ms);
        }
        return false;
    }

    std::string log() { return readEngineLog(*m_host, m_start.folder, 0).value().text; }

    TempFolder m_folder;
    std::unique_ptr<Host> m_host = localHost();
    EngineStart m_start{uniqueResourceName("test"), m_folder / "a machine's folder", {}, {}, 60};
};

TEST_F(EngineProcess, IsFoundByItsNameAndEnded)
{
    start({"sh", "-c", "sleep 60 & sleep 60"});
    ASSERT_TRUE(becomes(true));
    ASSERT_TRUE(stopEngine(*m_host, m_start.name));
    EXPECT_FALSE(runs());
    EXPECT_TRUE(stopEngine(*m_host, m_start.name)) << "what does not run is an error";
}

// Many an engine ends at once, without its last words, when it is told twice.
TEST_F(EngineProcess, IsToldToEndOnce)
{
    start({"sh", "-c",
           "trap 'echo told; n=$((n + 1)); [ $n -lt 2 ] || exit; sleep 1; exit' TERM; echo up; while :; do sleep 0.1; "
           "done"});
    ASSERT_TRUE(becomes(true));
    while (log().find("up") == std::string::npos)
        std::this_thread::sleep_for(50ms);
    ASSERT_TRUE(stopEngine(*m_host, m_start.name));
    const std::string said = log();
    EXPECT_NE(said.find("told"), std::string::npos) << said;
    EXPECT_EQ(said.find("told"), said.rfind("told")) << said;
}

// A process that takes no notice of SIGTERM is killed.
TEST_F(EngineProcess, IsEndedHoweverStubborn)
{
    start({"sh", "-c", "trap '' TERM; echo deaf; while :; do sleep 1; done"});
    ASSERT_TRUE(becomes(true));
    while (log().find("deaf") == std::string::npos)
        std::this_thread::sleep_for(50ms);
    const Status stopped = stopEngine(*m_host, m_start.name);
    EXPECT_TRUE(stopped) << stopped.error().message;
    EXPECT_FALSE(runs());
}

// Whatever became of the program that started it.
TEST_F(EngineProcess, EndsItselfWhenItsTimeIsUp)
{
    start({"sleep", "60"}, 1);
    ASSERT_TRUE(becomes(true));
    EXPECT_TRUE(becomes(false));
}

TEST_F(EngineProcess, GetsItsSecretsByNoArgumentAndNoFile)
{
    m_start.environment = {{"HF_TOKEN", "hf_it's \"secret\" $HOME"}};
    start({"sh", "-c", "printf '%s\\n' \"$HF_TOKEN\"; sleep 60"});
    ASSERT_TRUE(becomes(true));
    for (int i = 0; i < 100 && log().empty(); ++i)
        std::this_thread::sleep_for(50ms);
    EXPECT_EQ(log(), "hf_it's \"secret\" $HOME\n");
    // A pattern that does not find itself.
    EXPECT_EQ(outputOf(*m_host, "grep -als 'hf_[i]t.s' /proc/[0-9]*/cmdline || true").value(), "");
    EXPECT_FALSE(std::filesystem::exists(m_start.folder + "/engine.env"));
}

// By another name it would be found by nobody, and run on.
TEST_F(EngineProcess, KeepsItsNameWhateverItsEnvironmentSays)
{
    m_start.environment = {{"INFEROMETER_RESOURCE", "inferometer-another"}};
    start({"sleep", "60"});
    EXPECT_TRUE(becomes(true));
}

TEST_F(EngineProcess, TakesNoScriptForTheNameOfAVariable)
{
    m_start.environment = {{"A=1; touch evil; B", "x"}};
    m_start.command = {"sleep", "60"};
    const Status started = startEngine(*m_host, m_start);
    ASSERT_FALSE(started);
    EXPECT_EQ(started.error().message, "\"A=1; touch evil; B\" is no name of an environment variable.");
    EXPECT_FALSE(std::filesystem::exists(m_start.folder));
}

TEST_F(EngineProcess, ItsLogIsReadInWholeLines)
{
    EXPECT_EQ(readEngineLog(*m_host, m_start.folder, 0).value().text, "");
    start({"sh", "-c", "printf 'one\\ntwo'; sleep 60"});
    ASSERT_TRUE(becomes(true));
    for (int i = 0; i < 100 && log().empty(); ++i)
        std::this_thread::sleep_for(50ms);
    const LogPiece piece = readEngineLog(*m_host, m_start.folder, 0).value();
    EXPECT_EQ(piece.text, "one\n");
    EXPECT_EQ(piece.next, 4U);
    EXPECT_EQ(readEngineLog(*m_host, m_start.folder, piece.next).value().text, "");
}

// A machine whose shell finds no grep, and says nothing of it behind the pipe.
class BlindHost final : public Host
{
public:
    Result<Ran> run(const std::string& script, const HostCall& call, const std::stop_token& stop) override
    {
        return m_host->run("grep() { return 127; }\nsh() { shift; eval \"$1\"; }\n" + script, call, stop);
    }
    std::string name() const override { return "a blind machine"; }
    bool isThisMachine() const override { return true; }
    Result<int> reach(int port) override { return port; }

private:
    std::unique_ptr<Host> m_host = localHost();
};

TEST(BlindMachine, IsNotTakenForAnEmptyOne)
{
    BlindHost host;
    const auto running = runningEngines(host);
    ASSERT_FALSE(running);
    EXPECT_EQ(running.error().message,
              "a blind machine does not tell what runs there: it needs /proc of Linux and GNU grep.");
    EXPECT_FALSE(isGone(host, "inferometer-x"));
    EXPECT_FALSE(stopEngine(host, "inferometer-x"));
}

}  // namespace
}  // namespace inferometer
