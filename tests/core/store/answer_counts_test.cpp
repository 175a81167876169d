// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/load/text_room.h"
#include "core/metrics/token_counts.h"
#include "core/store/answer_counts.h"
#include "core/store/journal_run.h"
#include "core/store/recorded_run.h"
#include "core/store/recovery.h"

#include "store_fixture.h"
#include "tests/support/byte_tokenizer.h"
#include "tests/support/load_plan.h"
#include "tests/support/records.h"
#include "tests/support/simulated_endpoint.h"
#include "tests/support/temp_folder.h"
#include "tests/support/word_tokenizer.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <regex>
#include <thread>

namespace inferometer {
namespace {

using test::records;
using test::TempFolder;
using test::WordTokenizer;

std::shared_ptr<Plan> planFor(const Simulator& simulator, const std::string& folder)
{
    RunSpec spec;
    spec.keep.resultsDir = folder;
    spec.target.modelNames = "simulated";
    spec.arrivals.numRequests = 20;
    spec.arrivals.numConcurrentRequests = 4;
    spec.prompts.numOutputTokens = 7;
    spec.edges.warmupRequests = 2;
    std::shared_ptr<Plan> plan = loadPlan(simulator.port(), spec);
    setPrompts(*plan, {{"default", "Say something.", 0, 2}},
               {"{\"model\":\"simulated\",\"stream\":true,\"max_tokens\":7,"
                "\"messages\":[{\"role\":\"user\",\"content\":\"",
                "\"}]}"});
    plan->tokenizer = std::make_shared<WordTokenizer>();
    return plan;
}

std::shared_ptr<const FinishedRun> runOf(const std::shared_ptr<Plan>& plan)
{
    auto started = RecordedRun::start(plan);
    EXPECT_TRUE(started) << started.error().message;
    auto saved = started.value()->finish();
    EXPECT_TRUE(saved) << saved.error().message;
    return saved.value();
}

nlohmann::json summaryIn(const FinishedRun& run)
{
    return nlohmann::json::parse(test::readFile(run.folder + "/" + run.header.stem + "_summary.json"));
}

// Chunks that hold another number of tokens each than one, so that chunks and tokens cannot be taken for each other.
SimSpec uncounted()
{
    SimSpec spec = instantSpec();
    spec.usage = UsageMode::None;
    spec.tokensPerChunk = 3;
    return spec;
}

TEST(AnswerCounts, CountWhatNoServerDid)
{
    const auto block = records("ok 0 0 10 20 2 source=estimate text=one_two_three\n"
                               "ok 0 0 10 20 2 out=2 text=one_two_three\n"
                               "ok 0 0 10 20 8 chunks=10x4,20x4 source=estimate text=one_two_three\n"
                               "reset 0 0 10 20 2 source=estimate text=one_two\n"
                               "ok 0 0 10 20 2 source=estimate");
    const std::vector<AnswerCount> counts = countAnswers({block}, WordTokenizer{});
    ASSERT_EQ(counts.size(), 2U);
    EXPECT_EQ(counts[0].sequence, block->records[0].sequence);
    EXPECT_EQ(counts[0].tokens, 3);
    EXPECT_EQ(counts[1].sequence, block->records[3].sequence);
    EXPECT_EQ(counts[1].tokens, 2);
    const Blocks counted = withCounts({block, records("ok 0 0 10 20 2 out=2", 100)}, counts);
    const RequestRecord& first = counted[0]->records[0];
    EXPECT_EQ(first.tokenSource, TokenSource::Tokenizer);
    EXPECT_EQ(outputTokensOf(first), 3);
    EXPECT_EQ(streamedTokensOf(first), 3);
    EXPECT_EQ(tokenBasisOf(first), TokenBasis::Spread);
    EXPECT_DOUBLE_EQ(chunkTokensOf(first, {}, 0), 1.5);
    EXPECT_EQ(outputTokensOf(counted[0]->records[1]), 2);
    EXPECT_EQ(outputTokensOf(counted[0]->records[2]), 8);
    EXPECT_EQ(block->records[0].countedOutputTokens, -1) << "what is shared was changed";
}

TEST(AnswerCounts, AreEachTheirOwnOnManyThreads)
{
    std::string lines;
    for (int i = 0; i < 1'000; ++i) {
        lines += "ok 0 0 10 20 2 source=estimate text=a";
        for (int more = 0; more < i % 7; ++more)
            lines += "_b";
        lines += '\n';
    }
    const std::vector<AnswerCount> counts = countAnswers({records(lines)}, WordTokenizer{});
    ASSERT_EQ(counts.size(), 1'000U);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        EXPECT_EQ(counts[i].sequence, i);
        EXPECT_EQ(counts[i].tokens, static_cast<std::int32_t>(1 + i % 7));
    }
}

// Takes its time, and tells how often it was asked.
class SlowTokenizer final : public Tokenizer
{
public:
    std::vector<std::uint32_t> encode(std::string_view /*text*/) const override { return {}; }
    std::int64_t count(std::string_view /*text*/) const override
    {
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
        return ++m_asked;
    }
    std::string description() const override { return "slow"; }
    std::int64_t asked() const { return m_asked; }

private:
    mutable std::atomic<std::int64_t> m_asked = 0;
};

Blocks uncountedAnswers(int count)
{
    std::string lines;
    for (int i = 0; i < count; ++i)
        lines += "ok 0 0 10 20 2 source=estimate text=a\n";
    return {records(lines)};
}

TEST(AnswerCounts, TellHowFarTheyAre)
{
    std::vector<std::string> said;
    countAnswers(uncountedAnswers(200), SlowTokenizer{},
                 {[&said](const Sentence& step) { said.push_back(step.text()); }, {}});
    ASSERT_GE(said.size(), 2U);
    EXPECT_TRUE(std::regex_match(said.front(), std::regex{"Counting answers: \\d+ of 200"})) << said.front();
    EXPECT_EQ(said.back(), "") << "nobody was told that it is over";
}

TEST(AnswerCounts, AreNoneOnceTheyAreStopped)
{
    std::stop_source stop;
    const SlowTokenizer tokenizer;
    const CountWatch watch{[&stop](const Sentence& /*step*/) { stop.request_stop(); }, stop.get_token()};
    EXPECT_TRUE(countAnswers(uncountedAnswers(2'000), tokenizer, watch).empty());
    EXPECT_LT(tokenizer.asked(), 2'000);
}

TEST(AnswerCounts, LeaveARunThatWasNotWaitedForAsItWas)
{
    const TempFolder folder;
    const auto simulator = startSimulator(uncounted());
    auto started = RecordedRun::start(planFor(*simulator, folder.path()));
    ASSERT_TRUE(started);
    std::stop_source stop;
    stop.request_stop();
    const auto run = started.value()->finish({{}, stop.get_token()});
    ASSERT_TRUE(run);
    EXPECT_EQ(run.value()->summary.tokenSources, (std::array<std::uint64_t, kTokenSources>{0, 0, 20}));
    EXPECT_EQ(loadResult(run.value()->folder).value().summary.tokenSources, run.value()->summary.tokenSources);
}

TEST(AnswerCounts, LeaveBlocksWithoutAnyAsTheyAre)
{
    const auto block = records("ok 0 0 10 20 2 out=2");
    EXPECT_EQ(withCounts({block}, {{0, 9}}).front(), block);
    EXPECT_EQ(withCounts({block}, {}).front(), block);
}

TEST(AnswerCounts, PassOverWhatWasNotKeptWhole)
{
    const auto block = std::make_shared<RecordBlock>(*records("ok 0 0 10 20 2 source=estimate text=one_two"));
    RequestRecord& record = block->records[0];
    const std::string cut = "one two" + std::string{kCutMark};
    record.response = {static_cast<std::uint32_t>(block->text.size()), static_cast<std::uint32_t>(cut.size())};
    block->text += cut;
    EXPECT_TRUE(countAnswers({block}, WordTokenizer{}).empty());
}

TEST(AnswerCounts, AreTheSameFromTheirBytes)
{
    const std::vector<AnswerCount> counts{{0, 1}, {7, 0}, {1ULL << 40U, 2'000'000'000}};
    const auto read = countsFromBytes(countsToBytes(counts));
    ASSERT_TRUE(read);
    ASSERT_EQ(read->size(), 3U);
    EXPECT_EQ(read->at(1).sequence, 7U);
    EXPECT_EQ(read->at(2).sequence, 1ULL << 40U);
    EXPECT_EQ(read->at(2).tokens, 2'000'000'000);
    EXPECT_TRUE(countsFromBytes("")->empty());
    const std::string tooMany = "\x01\xFF\xFF\xFF\xFF\x0F";
    const std::string beyond = "\x01\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01\x01";
    for (const std::string& broken : {std::string{"\x01"}, std::string{"\x01\x80"}, tooMany, beyond})
        EXPECT_FALSE(countsFromBytes(broken)) << broken.size();
}

TEST(AnswerCounts, AreInEveryFigureOfARun)
{
    const TempFolder folder;
    const auto simulator = startSimulator(uncounted());
    const auto run = runOf(planFor(*simulator, folder.path()));
    EXPECT_EQ(run->summary.tokenSources, (std::array<std::uint64_t, kTokenSources>{0, 20, 0}));
    EXPECT_DOUBLE_EQ(run->summary.outputProduced, 7);
    const nlohmann::json summary = summaryIn(*run);
    EXPECT_EQ(summary["token_count_source"]["tokenizer"], 20);
    const Result<FinishedRun> loaded = loadResult(run->folder);
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_DOUBLE_EQ(loaded.value().summary.outputRate, run->summary.outputRate);
    EXPECT_FALSE(std::filesystem::exists(run->folder + "/" + run->header.stem + "_response_texts.jsonl"))
        << "nobody asked to save the answers";
}

// Worked out from the records alone.
TEST(AnswerCounts, AreReadFromTheJournal)
{
    const TempFolder folder;
    const auto simulator = startSimulator(uncounted());
    const auto run = runOf(planFor(*simulator, folder.path()));
    std::filesystem::remove(run->folder + "/run.json");
    const Result<FinishedRun> loaded = loadResult(run->folder);
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_EQ(loaded.value().summary.tokenSources, run->summary.tokenSources);
    EXPECT_DOUBLE_EQ(loaded.value().summary.outputRate, run->summary.outputRate);
}

TEST(AnswerCounts, KeepNoTextWhereTheServerCounts)
{
    const TempFolder folder;
    const auto simulator = startSimulator(instantSpec());
    const auto run = runOf(planFor(*simulator, folder.path()));
    EXPECT_EQ(run->summary.tokenSources, (std::array<std::uint64_t, kTokenSources>{20, 0, 0}));
    for (const auto& block : run->blocks)
        for (const RequestRecord& record : block->records)
            EXPECT_EQ(record.response.length, 0U);
}

// A run whose program died before it could count.
TEST(AnswerCounts, AreMadeUpForWhenARunIsRecovered)
{
    const TempFolder folder;
    RunHeader header = test::headerIn(folder.path());
    header.spec.target.tokenizer = test::writeByteTokenizer(folder / "bytes");
    std::string dead;
    {
        auto recorder = RunRecorder::create(header);
        ASSERT_TRUE(recorder) << recorder.error().message;
        ASSERT_TRUE(recorder.value()->keep(records("ok 0 0 10 110 11 source=estimate text=twelve_bytes\n"
                                                   "ok 0 0 10 110 11 out=11 text=twelve_bytes")));
        dead = recorder.value()->folder();
    }
    const RecoveredRuns recovered = recoverRuns(folder.path());
    ASSERT_EQ(recovered.runs.size(), 1U);
    for (int time = 0; time < 2; ++time) {  // as told then, and from the records alone
        const Result<FinishedRun> loaded = loadResult(dead);
        ASSERT_TRUE(loaded) << loaded.error().message;
        EXPECT_EQ(loaded.value().summary.tokenSources, (std::array<std::uint64_t, kTokenSources>{1, 1, 0}));
        EXPECT_EQ(outputTokensOf(loaded.value().blocks.front()->records.front()), 12);
        const auto& reasons = loaded.value().facts.verdict.reasons;
        EXPECT_EQ(std::count_if(reasons.begin(), reasons.end(),
                                [](const VerdictReason& reason) { return reason.id == "interrupted"; }),
                  1);
        std::filesystem::remove(dead + "/run.json");
    }
}

// Whoever waits for it sees how far it is; a run that was not waited for is recovered the next time.
TEST(AnswerCounts, CanBeWaitedForWhereARunIsRecovered)
{
    const TempFolder folder;
    RunHeader header = test::headerIn(folder.path());
    header.spec.target.tokenizer = test::writeByteTokenizer(folder / "bytes");
    const std::string answer(std::size_t{1} << 16U, 'a');
    std::string dead;
    {
        auto recorder = RunRecorder::create(header);
        ASSERT_TRUE(recorder) << recorder.error().message;
        std::string lines;
        for (int i = 0; i < 500; ++i)
            lines += "ok 0 0 10 110 11 source=estimate text=" + answer + "\n";
        ASSERT_TRUE(recorder.value()->keep(records(lines)));
        dead = recorder.value()->folder();
    }
    std::stop_source stop;
    const auto giveUp = [&stop](const Sentence& step) { EXPECT_TRUE(stop.request_stop() || step.pattern.empty()); };
    const RecoveredRuns none = recoverRuns(folder.path(), {giveUp, stop.get_token()});
    EXPECT_TRUE(stop.stop_requested());
    EXPECT_TRUE(none.runs.empty());
    EXPECT_TRUE(none.failures.empty());
    std::vector<std::string> said;
    const auto listen = [&said](const Sentence& step) { said.push_back(step.text()); };
    EXPECT_EQ(recoverRuns(folder.path(), {listen, {}}).runs.size(), 1U);
    ASSERT_GE(said.size(), 2U);
    EXPECT_TRUE(std::regex_match(said.front(), std::regex{"Counting answers: \\d+ of 500"})) << said.front();
    EXPECT_EQ(loadResult(dead).value().summary.tokenSources, (std::array<std::uint64_t, kTokenSources>{0, 500, 0}));
}

// The verdict too: answers of another length than was asked for.
TEST(AnswerCounts, AreJudged)
{
    const TempFolder folder;
    const auto simulator = startSimulator(uncounted());
    const std::shared_ptr<Plan> plan = planFor(*simulator, folder.path());
    plan->exactOutput = true;
    plan->spec.prompts.numOutputTokens = 70;  // the body asks for 7
    setPrompts(*plan, {{"default", "Say something.", 0, 2}},
               {"{\"model\":\"simulated\",\"stream\":true,\"max_tokens\":7,"
                "\"messages\":[{\"role\":\"user\",\"content\":\"",
                "\"}]}"});
    const auto run = runOf(plan);
    const auto& reasons = run->facts.verdict.reasons;
    EXPECT_EQ(std::count_if(reasons.begin(), reasons.end(),
                            [](const VerdictReason& reason) { return reason.id == "output-length"; }),
              1);
}

}  // namespace
}  // namespace inferometer
