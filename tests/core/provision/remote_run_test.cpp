// SPDX-License-Identifier: GPL-3.0-or-later
// Against a client that is a script: it gives out a journal that was made before, as slowly and as badly as a test
// wants. tests/beside has the real one.
#include "core/provision/remote_run.h"
#include "core/store/recovery.h"

#include "tests/core/store/store_fixture.h"
#include "tests/support/fake_client.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/rough_host.h"
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>

namespace inferometer {
namespace {

using namespace std::chrono_literals;
using test::FakeClient;
using test::RoughHost;

constexpr const char* kGiveAll = "mkdir -p results/stem\ncat \"$TEST_JOURNAL\" > results/stem/journal\n";

class RunBeside : public testing::Test
{
protected:
    void SetUp() override
    {
        auto recorder = RunRecorder::create(test::headerIn(m_client / "made"));
        ASSERT_TRUE(recorder);
        for (std::uint64_t i = 0; i < 40; ++i)
            ASSERT_TRUE(recorder.value()->keep(test::records("ok 0 0 10 110 11\nok 5 6 20 120 11", 2 * i)));
        ASSERT_TRUE(recorder.value()->finish(test::someFacts()));
        m_made = recorder.value()->folder();
        ::setenv("TEST_JOURNAL", (m_made + "/journal").c_str(), 1);
        m_spec.target.baseUrl = "http://127.0.0.1:1";
        m_spec.target.modelNames = "m";
        m_watch.look = 5ms;
        m_watch.patience = 20s;
    }

    Result<std::string> run(const std::string& client)
    {
        m_client.setRun(client);
        return runBeside(m_host, m_spec, {m_client / "results", m_client / "notes"}, m_watch);
    }

    void expectWhole(const Result<std::string>& folder)
    {
        ASSERT_TRUE(folder) << folder.error().message;
        for (const auto& file : {"records.csv"})
            EXPECT_EQ(test::readFile(folder.value() + "/" + file), test::readFile(m_made + "/" + file)) << file;
        const auto run = loadResult(folder.value());
        ASSERT_TRUE(run) << run.error().message;
        EXPECT_TRUE(run.value().ended);
        EXPECT_EQ(run.value().summary.ok, 80U);
        EXPECT_TRUE(isEmpty(m_client.home() + "/runs")) << "its folder there is left";
    }

    static bool isEmpty(const std::string& folder)
    {
        return !std::filesystem::exists(folder) || std::filesystem::is_empty(folder);
    }

    // As a program that is killed leaves it: a part here, the run there going on until goOn(), the note of it.
    void leave(const std::string& before = {})
    {
        m_watch.patience = 100ms;
        m_watch.grew = [this](const RunMirror&) { m_host.losesBefore = [](const std::string&) { return true; }; };
        const Result<std::string> cut
            = run(before + "mkdir -p results/stem\nj=results/stem/journal\nhead -c 6000 \"$TEST_JOURNAL\" > $j\n"
                  + "while [ ! -e " + shellWord(m_client / "go")
                  + " ]; do sleep 0.02; done\ntail -c +6001 \"$TEST_JOURNAL\" >> $j");
        ASSERT_FALSE(cut);
        m_host.losesBefore = {};
        m_watch.grew = {};
        m_watch.patience = 20s;
    }
    void goOn() const { test::writeFile(m_client / "go", ""); }

    Result<std::string> follow(const RunMachine& machine = {})
    {
        std::vector<Result<LeftRun>> left = LeftRun::in(m_client / "notes");
        EXPECT_EQ(left.size(), 1U);
        return followLeft(m_host, machine, std::move(left.front()).value(), m_watch);
    }
    std::string there() const
    {
        return std::filesystem::directory_iterator { m_client.home() + "/runs" } -> path();
    }

    FakeClient m_client;
    std::string m_made;
    RoughHost m_host;
    RunSpec m_spec;
    RemoteRunWatch m_watch;
};

TEST_F(RunBeside, BringsTheResultsHere)
{
    const Result<std::string> folder = run(kGiveAll);
    expectWhole(folder);
    const std::string settings = test::readFile(folder.value() + "/run.yaml");
    EXPECT_NE(settings.find("client: \"beside the server on a rough machine\""), std::string::npos) << settings;
    EXPECT_NE(settings.find("results-dir: " + (m_client / "results")), std::string::npos) << settings;
}

TEST_F(RunBeside, ShowsTheRunAsItGrows)
{
    std::vector<std::uint64_t> seen;
    m_watch.grew = [&seen](const RunMirror& mirror) { seen.push_back(mirror.snapshot()->finished); };
    expectWhole(
        run("mkdir -p results/stem\nj=results/stem/journal\nhead -c 6000 \"$TEST_JOURNAL\" > $j; sleep 0.3\n"
            "tail -c +6001 \"$TEST_JOURNAL\" | head -c 1500 >> $j; sleep 0.3\ntail -c +7501 \"$TEST_JOURNAL\" >> $j"));
    ASSERT_GE(seen.size(), 3U);
    EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
    EXPECT_LT(seen.front(), seen.back());
    EXPECT_EQ(seen.back(), 80U);
}

// Every answer is cut somewhere, within its first line too, and calls are lost on their way there and back.
TEST_F(RunBeside, LosesAndDoublesNothingWhateverBecomesOfTheConnection)
{
    std::size_t cut = 3;
    int calls = 0;
    m_host.change = [&](const std::string& script, Ran& ran) {
        if (script.find("results/*/journal") != std::string::npos && script.find("sha256sum") == std::string::npos)
            ran.out.resize(std::min(ran.out.size(), cut = cut * 7 % 2039));
    };
    m_host.losesBefore = [&calls](const std::string&) { return ++calls % 11 == 0; };
    m_host.losesBehind = [&calls](const std::string&) { return calls % 13 == 0; };
    m_watch.patience = 60s;
    expectWhole(run(kGiveAll));
}

TEST_F(RunBeside, PassesAStopOnAndKeepsWhatWasMeasured)
{
    std::stop_source stop;
    m_watch.stop = stop.get_token();
    m_watch.grew = [&stop](const RunMirror&) { stop.request_stop(); };
    const Result<std::string> folder
        = run("mkdir -p results/stem\nj=results/stem/journal\nhead -c 6000 \"$TEST_JOURNAL\" > $j\n"
              "trap 'tail -c +6001 \"$TEST_JOURNAL\" >> $j; echo told >> told; exit 143' TERM\n"
              "while :; do sleep 0.05; done");
    expectWhole(folder);
}

// A second stop cuts; a first one told twice would cut as well.
TEST_F(RunBeside, TellsEachStopOnce)
{
    std::stop_source stop;
    std::stop_source cut;
    m_watch.stop = stop.get_token();
    m_watch.cut = cut.get_token();
    m_watch.grew = [&](const RunMirror& mirror) { (mirror.snapshot()->finished > 70 ? cut : stop).request_stop(); };
    const std::string told = m_client / "told";
    const Result<std::string> folder
        = run("mkdir -p results/stem\nj=results/stem/journal\nhead -c 6000 \"$TEST_JOURNAL\" > $j\nn=0\n"
              "size=$(wc -c < \"$TEST_JOURNAL\")\n"
              "once() { n=$((n + 1)); echo $n >> "
              + shellWord(told)
              + "; if [ $n = 1 ]; then sleep 0.3; "
                "head -c $((size - 20)) \"$TEST_JOURNAL\" | tail -c +6001 >> $j; else tail -c 20 \"$TEST_JOURNAL\" >> "
                "$j; exit 143; fi; }\n"
                "trap once TERM\nwhile :; do sleep 0.05; done");
    expectWhole(folder);
    EXPECT_EQ(test::readFile(told), "1\n2\n");
}

TEST_F(RunBeside, StoppedBeforeItBeganIsCancelled)
{
    std::stop_source stop;
    stop.request_stop();
    m_watch.stop = stop.get_token();
    const Result<std::string> folder = run(kGiveAll);
    ASSERT_FALSE(folder);
    EXPECT_EQ(folder.error().code, Errc::Cancelled);
    EXPECT_TRUE(isEmpty(m_client / "results"));
}

TEST_F(RunBeside, SaysWhyItDidNotBegin)
{
    const Result<std::string> folder
        = run("echo 'Looking' >&2; echo 'inferometer: Nobody answers; start it.' >&2; exit 1");
    ASSERT_FALSE(folder);
    EXPECT_EQ(folder.error().message, "The run did not begin on a rough machine: Nobody answers; start it.");
    const Result<std::string> silent = run("exit 1");
    ASSERT_FALSE(silent);
    EXPECT_EQ(silent.error().message, "The run did not begin on a rough machine: its client ended without a word.");
    EXPECT_TRUE(isEmpty(m_client / "results"));
}

// As when the machine runs out of memory, or is started anew.
TEST_F(RunBeside, OfAClientThatDiedKeepsWhatCame)
{
    const Result<std::string> folder
        = run("mkdir -p results/stem\nhead -c 6000 \"$TEST_JOURNAL\" > results/stem/journal\n"
              "kill -KILL $(cut -d ' ' -f 4 /proc/$PPID/stat) $PPID $$");
    ASSERT_TRUE(folder) << folder.error().message;
    const auto run = loadResult(folder.value());
    ASSERT_TRUE(run);
    EXPECT_GT(run.value().summary.ok, 2U);
    EXPECT_LT(run.value().summary.ok, 80U);
    EXPECT_EQ(run.value().facts.localFault.text(), "The program ended before the run did.");
}

TEST_F(RunBeside, GivesUpAMachineThatIsNeverReachedAgain)
{
    bool hasGrown = false;
    m_watch.grew = [&hasGrown](const RunMirror&) { hasGrown = true; };
    m_watch.patience = 100ms;
    m_host.losesBefore = [&hasGrown](const std::string&) { return hasGrown; };
    const Result<std::string> folder
        = run("mkdir -p results/stem\nhead -c 6000 \"$TEST_JOURNAL\" > results/stem/journal\nsleep 2");
    ASSERT_FALSE(folder);
    EXPECT_EQ(folder.error().code, Errc::Network);
    EXPECT_NE(folder.error().message.find("and the rest is fetched by `results`, or before the next run."),
              std::string::npos)
        << folder.error().message;
    const RecoveredRuns recovered = recoverRuns(m_client / "results");
    ASSERT_EQ(recovered.runs.size(), 1U);
    EXPECT_TRUE(recovered.runs[0].whole);
}

TEST_F(RunBeside, WhatWasLeftIsFetchedIntoTheSameFolder)
{
    leave();
    // A recovery between changes nothing of it, nor does a fetch that is stopped.
    ASSERT_EQ(recoverRuns(m_client / "results").runs.size(), 1U);
    std::stop_source stop;
    stop.request_stop();
    m_watch.stop = stop.get_token();
    std::vector<Result<LeftRun>> left = LeftRun::in(m_client / "notes");
    ASSERT_EQ(left.size(), 1U);
    const std::string part = left.front().value().facts().kept;
    const std::vector<Result<LeftRun>> twice = LeftRun::in(m_client / "notes");
    ASSERT_EQ(twice.size(), 1U);
    ASSERT_FALSE(twice.front()) << "one program follows it";
    EXPECT_EQ(
        twice.front().error().message.find("Another program follows a run that is noted in " + (m_client / "notes")),
        0U)
        << twice.front().error().message;
    const Result<std::string> stopped = followLeft(m_host, {}, std::move(left.front()).value(), m_watch);
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, Errc::Cancelled);
    m_watch.stop = {};
    goOn();
    left = LeftRun::in(m_client / "notes");
    ASSERT_EQ(left.size(), 1U);
    const Result<std::string> folder = followLeft(m_host, {}, std::move(left.front()).value(), m_watch);
    expectWhole(folder);
    EXPECT_EQ(folder.value(), part);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator{m_client / "results"}, {}), 1);
    EXPECT_FALSE(LeftRun::isAnyIn(m_client / "notes"));
}

// The file may name another machine meanwhile, and a folder may not be seen for many a reason.
TEST_F(RunBeside, OnlyWhatIsSeenToBeGoneIsForgotten)
{
    leave();
    const std::string folder = there();
    const std::string parked = m_client / "parked";
    const auto expectKept = [&](const Result<std::string>& followed, Errc code, const std::string& why) {
        ASSERT_FALSE(followed);
        EXPECT_EQ(followed.error().code, code);
        EXPECT_NE(followed.error().message.find(why), std::string::npos) << followed.error().message;
        EXPECT_NE(followed.error().message.find(m_client / "notes"), std::string::npos) << followed.error().message;
        EXPECT_TRUE(LeftRun::isAnyIn(m_client / "notes"));
    };
    std::filesystem::rename(folder, parked);
    for (const RunMachine& other :
         {RunMachine{false, "ssh, host: ada@gpu-2"}, RunMachine{true}, RunMachine{false, "local", "m-2"}})
        expectKept(follow(other), Errc::InvalidInput, "was begun on another machine (local) than a rough machine");
    std::filesystem::rename(m_client.home() + "/runs", m_client / "runs");
    expectKept(follow(), Errc::Unsupported, "cannot be looked into on a rough machine: " + folder);
    std::filesystem::rename(m_client / "runs", m_client.home() + "/runs");
    test::writeFile(folder, "no folder");
    expectKept(follow(), Errc::Unsupported, "cannot be looked into");
    std::filesystem::remove(folder);
    std::filesystem::rename(parked, folder);
    goOn();
    expectWhole(follow({false, "ssh, host: the-same"}));  // said otherwise, but there it is
    leave();
    std::filesystem::remove_all(there());
    const Result<std::string> gone = follow();
    ASSERT_FALSE(gone);
    EXPECT_EQ(gone.error().code, Errc::NotFound);
    EXPECT_FALSE(LeftRun::isAnyIn(m_client / "notes"));
}

// Killed, or the disk full, between the first records and the note of where they are.
TEST_F(RunBeside, APartThatIsNotNotedIsFoundAllTheSame)
{
    leave();
    goOn();
    const std::string part = std::filesystem::directory_iterator { m_client / "results" } -> path();
    const std::string note = std::filesystem::directory_iterator { m_client / "notes" } -> path() / "run.json";
    std::string text = test::readFile(note);
    const std::string kept = "\"kept\": \"" + part + "\"";
    ASSERT_NE(text.find(kept), std::string::npos) << text;
    test::writeFile(note, text.replace(text.find(kept), kept.size(), "\"kept\": \"\""));
    const Result<std::string> folder = follow();
    expectWhole(folder);
    EXPECT_EQ(folder.value(), part);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator{m_client / "results"}, {}), 1);
}

TEST_F(RunBeside, AFolderIsNotedOnceThatIsOnTheDisk)
{
    Result<LeftRun> note = LeftRun::note(m_client / "notes", {"c", "/home/ada/runs/c", {}, m_spec});
    ASSERT_TRUE(note);
    {
        const test::FileSizeLimit limit{1};
        EXPECT_FALSE(note.value().keptIn("/results/a"));
    }
    EXPECT_EQ(note.value().facts().kept, "");
    ASSERT_TRUE(note.value().keptIn("/results/a"));
    EXPECT_NE(test::readFile(m_client / "notes/c/run.json").find("/results/a"), std::string::npos);
}

// As a program killed between the two leaves it.
TEST_F(RunBeside, WhatWasToBeginAndSaidNothingIsForgotten)
{
    const std::string folder = m_client.home() + "/runs/c";
    std::filesystem::create_directories(folder);
    test::writeFile(folder + "/started", "");
    test::writeFile(folder + "/exit-1", "");
    ASSERT_TRUE(LeftRun::note(m_client / "notes", {"c", folder, {}, m_spec}));
    const Result<std::string> followed = follow();
    ASSERT_FALSE(followed);
    EXPECT_EQ(followed.error().code, Errc::NotFound);
    EXPECT_EQ(followed.error().message, "The run did not begin on a rough machine: its client ended without a word.");
    EXPECT_FALSE(LeftRun::isAnyIn(m_client / "notes"));
    EXPECT_TRUE(isEmpty(m_client.home() + "/runs"));
}

// Nothing is fetched twice, nor missed, for a folder there that could not be removed.
TEST_F(RunBeside, WhatIsWholeHereIsNotedSoUntilItsFolderThereIsGone)
{
    const auto isRemoval = [](const std::string& script) { return script.find("rm -rf -- ") != std::string::npos; };
    int lost = 0;
    m_host.losesBefore = [&](const std::string& script) {
        return isRemoval(script) && script.find("/runs/") != std::string::npos && ++lost < 4;
    };
    expectWhole(run(kGiveAll));
    EXPECT_FALSE(LeftRun::isAnyIn(m_client / "notes"));
    m_watch.patience = 200ms;
    m_host.losesBefore = isRemoval;
    const Result<std::string> folder = run(kGiveAll);
    ASSERT_TRUE(folder) << folder.error().message;
    m_host.losesBefore = {};
    {
        const std::vector<Result<LeftRun>> left = LeftRun::in(m_client / "notes");
        ASSERT_EQ(left.size(), 1U);
        ASSERT_TRUE(left.front());
        EXPECT_TRUE(left.front().value().facts().isWhole);
        EXPECT_EQ(left.front().value().facts().kept, folder.value());
    }
    const std::string records = test::readFile(folder.value() + "/records.csv");
    const Result<std::string> elsewhere = follow({true});
    ASSERT_TRUE(elsewhere);
    EXPECT_TRUE(LeftRun::isAnyIn(m_client / "notes"));
    const Result<std::string> again = follow();
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(again.value(), "");
    EXPECT_EQ(test::readFile(folder.value() + "/records.csv"), records);
    EXPECT_TRUE(isEmpty(m_client.home() + "/runs"));
    EXPECT_FALSE(LeftRun::isAnyIn(m_client / "notes"));
}

TEST(RunMachines, AreToldApart)
{
    const SiteSpec site{"ssh", {{"host", "ada@gpu-1"}, {"port", "22\n"}}};
    EXPECT_EQ(siteLine(site).find("ssh, host: ada@gpu-1, port: 22"), 0U);
    EXPECT_EQ(siteLine(site).find('\n'), std::string::npos);
    EXPECT_EQ(siteLine({}), RunMachine{}.site);
    EXPECT_TRUE(isSame({false, "a"}, {false, "a"}));
    EXPECT_FALSE(isSame({false, "a"}, {true, "a"}));
    EXPECT_FALSE(isSame({false, "a"}, {false, "b"}));
    EXPECT_TRUE(isSame({false, "a", "m-1"}, {false, "b", "m-1"}));
    EXPECT_FALSE(isSame({false, "a", "m-1"}, {false, "a", "m-2"}));
}

TEST_F(RunBeside, ANoteThatWasTamperedWithIsToldAndFollowedNowhere)
{
    const std::string notes = m_client / "notes";
    ASSERT_TRUE(LeftRun::note(notes, {"inferometer-client-1", "/home/ada/runs/inferometer-client-1", {}, m_spec}));
    EXPECT_EQ(LeftRun::in(notes).front().value().facts().folder, "/home/ada/runs/inferometer-client-1");
    const std::string file = notes + "/inferometer-client-1/run.json";
    const std::string sound = test::readFile(file);
    const std::pair<const char*, const char*> changes[] = {{"/home/ada/runs/inferometer-client-1", "/home/ada"},
                                                           {"\"name\": \"inferometer-client-1", "\"name\": \".."},
                                                           {"\"kept\": \"\"", "\"kept\": \"results\""},
                                                           {"\"site\": \"local\"", "\"site\": \"\""},
                                                           {"\"format\": 1", "\"format\": 2"},
                                                           {"base-url", "basic-url"},
                                                           {"{", ""}};
    for (const auto& [from, to] : changes) {
        std::string text = sound;
        ASSERT_NE(text.find(from), std::string::npos) << from;
        test::writeFile(file, text.replace(text.find(from), std::string{from}.size(), to));
        std::vector<Result<LeftRun>> left = LeftRun::in(notes);
        ASSERT_EQ(left.size(), 1U) << to;
        EXPECT_FALSE(left.front()) << to;
    }
}

TEST_F(RunBeside, EndsTheRunThereWhenTheDiskHereIsFull)
{
    const std::string told = m_client / "told";
    std::optional<test::FileSizeLimit> limit;
    m_watch.grew = [&limit](const RunMirror& mirror) {
        if (!limit)
            limit.emplace(std::filesystem::file_size(mirror.folder() + "/journal"));
    };
    const Result<std::string> folder = run(
        "mkdir -p results/stem\nj=results/stem/journal\ntrap 'echo told > " + shellWord(told)
        + "; exit 143' TERM\nhead -c 6000 \"$TEST_JOURNAL\" > $j; sleep 0.3\ntail -c +6001 \"$TEST_JOURNAL\" >> $j\n"
          "while :; do sleep 0.05; done");
    limit.reset();
    ASSERT_FALSE(folder);
    EXPECT_EQ(folder.error().code, Errc::Disk) << folder.error().message;
    for (int i = 0; i < 200 && !std::filesystem::exists(told); ++i)
        (void)localHost()->run("sleep 0.02");
    EXPECT_TRUE(std::filesystem::exists(told));
}

TEST_F(RunBeside, TakesNoWordOfAMachineThatTalksNonsense)
{
    for (const std::string& said : std::vector<std::string>{"", "running", "running -5\n", "running x\n", "evil 5\n",
                                                            "\x1b[2J 5\n", "running 99999999999999999999\n", "0 7\n"})
    {
        m_host.change = [&said](const std::string& script, Ran& ran) {
            if (script.find("state=starting") != std::string::npos)
                ran.out = said;
        };
        const Result<std::string> folder = run("sleep 0.1");
        ASSERT_FALSE(folder) << said;
        EXPECT_EQ(folder.error().code, Errc::Protocol);
    }
    m_host.change = {};
    const Result<std::string> folder = run("mkdir -p results/stem\nhead -c 100000 /dev/zero > results/stem/journal");
    ASSERT_FALSE(folder);
    EXPECT_EQ(folder.error().code, Errc::Protocol);
}

// What was read is not what is there.
TEST_F(RunBeside, IsVerified)
{
    m_host.change = [](const std::string& script, Ran& ran) {
        if (script.find("sha256sum < \"$1\"") != std::string::npos)
            ran.out[ran.out.size() - 2] = 'x';
    };
    const Result<std::string> folder = run(kGiveAll);
    ASSERT_FALSE(folder);
    EXPECT_NE(folder.error().message.find("is not the one that is there"), std::string::npos) << folder.error().message;
    const std::string note = std::filesystem::directory_iterator { m_client / "notes" } -> path();
    EXPECT_NE(folder.error().message.find("remove " + note + " once"), std::string::npos) << folder.error().message;
    m_host.change = {};
    expectWhole(follow());
}

TEST_F(RunBeside, SecretsGoByAFileThatIsGoneAtOnce)
{
    ::setenv("BESIDE_SECRET", "sk-it's\"secret$HOME", 1);
    m_spec.target.apiKeyEnv = "BESIDE_SECRET";
    const std::string seen = m_client / "seen";
    expectWhole(
        run(std::string{kGiveAll} + "printf %s \"$BESIDE_SECRET\" > " + shellWord(seen)
            + "\n! grep -rq 'sk-[i]t.s' . && ! grep -aqs 'sk-[i]t.s' /proc/[0-9]*/cmdline && printf ' nowhere' >> "
            + shellWord(seen)));
    ::unsetenv("BESIDE_SECRET");
    EXPECT_EQ(test::readFile(seen), "sk-it's\"secret$HOME nowhere");
}

TEST_F(RunBeside, MeasuresOneModel)
{
    m_spec.target.modelNames = "one two";
    const Result<std::string> folder = run(kGiveAll);
    ASSERT_FALSE(folder);
    EXPECT_EQ(folder.error().field, "model-names");
}

}  // namespace
}  // namespace inferometer
