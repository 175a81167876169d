// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/finished_run.h"

#include "tests/core/suite/suite_fixture.h"
#include "tests/support/byte_tokenizer.h"

#include <atomic>

namespace inferometer {
namespace {

using State = MemberState;

TEST_F(SuiteTest, CancelsOneThatIsBeingPrepared)
{
    const MemberId id = add(patientSpec());
    const MemberId next = add(quickSpec());
    awaitChange([](const Member& member) { return member.steps > 0; });
    EXPECT_EQ(suite->stop(), Stopping::Cancelling);
    const MemberPtr cancelled = awaitEnd(id);
    EXPECT_EQ(cancelled->state, State::Cancelled);
    ASSERT_TRUE(cancelled->error);
    EXPECT_EQ(cancelled->error->code, Errc::Cancelled);
    EXPECT_EQ(awaitEnd(next)->state, State::Ended) << "those that wait are not concerned";
}

TEST_F(SuiteTest, LetsRequestsInFlightEndAtTheFirstStop)
{
    const MemberId id = add(longSpec());
    awaitRequests(3);
    EXPECT_EQ(suite->stop(), Stopping::Draining);
    const MemberPtr ended = awaitEnd(id);
    ASSERT_EQ(ended->state, State::Ended);
    const Summary& summary = ended->card->summary;
    EXPECT_GE(summary.ok, 3U);
    EXPECT_EQ(summary.outcomes[static_cast<std::size_t>(Outcome::Cancelled)], 0U);
    EXPECT_GT(ended->card->facts.neverSent, 0U);
}

TEST_F(SuiteTest, CutsAtTheSecondStop)
{
    RunSpec spec = longSpec();
    spec.prompts.numOutputTokens = 100'000;  // 200 s
    const MemberId id = add(spec);
    await(id, State::Running);
    EXPECT_EQ(suite->stop(), Stopping::Draining);
    EXPECT_EQ(suite->stop(), Stopping::Cutting);
    const MemberPtr ended = awaitEnd(id);
    ASSERT_EQ(ended->state, State::Ended);
    EXPECT_EQ(ended->card->summary.ok, 0U);
}

TEST_F(SuiteTest, CancelsOneThatWaits)
{
    const MemberId running = add(longSpec());
    await(running, State::Running);
    const MemberId waiting = add(quickSpec());
    EXPECT_TRUE(suite->cancel(waiting));
    EXPECT_FALSE(suite->cancel(waiting));
    EXPECT_FALSE(suite->cancel(running));
    suite->cut();
    EXPECT_EQ(awaitEnd(running)->state, State::Ended);
    const MemberPtr cancelled = awaitEnd(waiting);
    EXPECT_EQ(cancelled->state, State::Cancelled);
    EXPECT_FALSE(cancelled->error);
    EXPECT_EQ(simulator->requestsSeen(), 0U);
}

TEST_F(SuiteTest, StopsTheOtherModelsOfASpecWithIt)
{
    RunSpec spec = longSpec();
    spec.target.modelNames = "simulated simulated";
    const MemberId first = add(spec);
    const MemberId behind = add(quickSpec());
    await(first, State::Running);
    EXPECT_EQ(suite->stopOrder(), Stopping::Draining);
    EXPECT_EQ(awaitEnd(first)->state, State::Ended);
    EXPECT_EQ(awaitEnd(behind)->state, State::Ended);
    EXPECT_EQ(suite->members()[1]->state, State::Cancelled);
    EXPECT_EQ(suite->members()[1]->order, first);
}

TEST_F(SuiteTest, StopsAll)
{
    const MemberId running = add(longSpec());
    await(running, State::Running);
    const MemberId waiting = add(quickSpec());
    EXPECT_EQ(suite->stopAll(), Stopping::Draining);
    EXPECT_EQ(awaitEnd(running)->state, State::Ended);
    EXPECT_EQ(awaitEnd(waiting)->state, State::Cancelled);
    EXPECT_EQ(suite->stopAll(), Stopping::Nothing);
}

TEST_F(SuiteTest, LeavesWhatWasMeasuredWhenItEnds)
{
    const MemberId running = add(longSpec());
    add(quickSpec());
    awaitRequests(5);
    const std::string home = await(running, State::Running)->folder;
    suite.reset();
    const auto loaded = loadResult(home);
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_TRUE(loaded.value().ended);
    EXPECT_GE(loaded.value().summary.ok, 5U);
    EXPECT_EQ(simulator->requestsSeen(), 0U) << "the next one began";
}

TEST_F(SuiteTest, EndsWhileOneIsBeingPrepared)
{
    add(patientSpec());
    awaitChange([](const Member& member) { return member.steps > 0; });
    suite.reset();
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

// Told when saving begins, and asked to stop by whoever was told: before the first answer is counted.
TEST_F(SuiteTest, LeavesAnswersUncountedWhenStoppedWhileItSaves)
{
    SimSpec silent = instantSpec();
    silent.usage = UsageMode::None;
    const auto uncounted = startSimulator(silent);
    RunSpec spec = quickSpec();
    spec.target.baseUrl = "http://127.0.0.1:" + std::to_string(uncounted->port());
    spec.target.tokenizer = test::writeByteTokenizer(folder / "bytes");
    const MemberPtr counted = awaitEnd(add(spec));
    ASSERT_TRUE(counted->run) << (counted->error ? counted->error->message : "");
    EXPECT_EQ(counted->run->summary.tokenSources, (std::array<std::uint64_t, kTokenSources>{0, 6, 0}));

    std::atomic<bool> isAsked = false;
    suite.emplace(SuiteOptions{.wake = [&] {
        const MemberPtr member = isAsked ? nullptr : suite->atHand().member;
        if (!member || member->state != State::Saving)
            return;
        isAsked = true;
        EXPECT_EQ(suite->stop(), Stopping::Cancelling);
    }});
    told.clear();
    const MemberPtr stopped = awaitEnd(add(spec));
    ASSERT_TRUE(stopped->run);
    EXPECT_EQ(stopped->state, State::Ended);
    EXPECT_EQ(stopped->run->summary.tokenSources, (std::array<std::uint64_t, kTokenSources>{0, 0, 6}));
    suite.reset();  // before what it was given
}

}  // namespace
}  // namespace inferometer
