// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/finished_run.h"

#include "tests/core/suite/suite_fixture.h"

#include <atomic>
#include <thread>

namespace inferometer {
namespace {

using State = MemberState;

TEST_F(SuiteTest, RunsTwoInTurnAndKeepsBothResults)
{
    const MemberId first = add(quickSpec());
    RunSpec other = quickSpec();
    other.arrivals.numRequests = 9;
    const MemberId second = add(other);
    const MemberPtr last = awaitEnd(second);
    EXPECT_EQ(toldAs(State::Ended), (std::vector{first, second}));
    EXPECT_FALSE(suite->isBusy());
    ASSERT_TRUE(last->card && last->run) << (last->error ? last->error->message : "");
    EXPECT_EQ(last->card->summary.ok, 9U);
    const std::vector<MemberPtr> members = suite->members();
    ASSERT_EQ(members.size(), 2U);
    EXPECT_EQ(members[0]->card->summary.ok, 6U);
    EXPECT_FALSE(members[1]->run) << "a list of whole runs fills the memory";
    EXPECT_NE(members[0]->folder, members[1]->folder);
    EXPECT_EQ(loadResult(members[0]->folder).value().header.runId, members[0]->header->runId);
}

TEST_F(SuiteTest, TellsEveryStateOfAMember)
{
    const MemberId id = add(quickSpec());
    awaitEnd(id);
    std::vector<State> states;
    for (const MemberPtr& member : told)
        if (states.empty() || states.back() != member->state)
            states.push_back(member->state);
    EXPECT_EQ(states, (std::vector{State::Waiting, State::Preparing, State::Running, State::Saving, State::Ended}));
    const MemberPtr running = await(id, State::Running);
    EXPECT_FALSE(running->header->stem.empty());
    EXPECT_EQ(running->folder, folder / running->header->stem);
    const MemberPtr prepared = awaitChange([](const Member& member) { return member.header != nullptr; });
    EXPECT_EQ(prepared->state, State::Preparing);
    EXPECT_GT(prepared->steps, 0);
    EXPECT_FALSE(prepared->step.text().empty());
    EXPECT_FALSE(prepared->header->caps.empty());
}

TEST_F(SuiteTest, MakesEachModelOfASpecAMember)
{
    RunSpec spec = quickSpec();
    spec.target.modelNames = "simulated simulated simulated";
    const MemberId first = add(spec);
    const MemberId behind = add(quickSpec());
    awaitEnd(behind);
    const std::vector<MemberPtr> members = suite->members();
    ASSERT_EQ(members.size(), 4U);
    for (int i = 0; i < 3; ++i) {
        const Member& member = *members[static_cast<std::size_t>(i)];
        EXPECT_EQ(member.order, first);
        EXPECT_EQ(member.model, i);
        EXPECT_EQ(member.spec.target.modelNames, "simulated");
        ASSERT_TRUE(member.card);
        EXPECT_EQ(member.card->header.modelIndex, i);
    }
    EXPECT_EQ(members[0]->id, first);
    EXPECT_EQ(members[3]->id, behind);
    EXPECT_EQ(toldAs(State::Ended), listed());
}

TEST_F(SuiteTest, GoesOnBehindAMemberThatFails)
{
    const MemberId first = add(quickSpec());
    const MemberId failing = add(refusedSpec());
    const MemberId last = add(quickSpec());
    awaitEnd(last);
    EXPECT_EQ(toldAs(State::Ended), (std::vector{first, last}));
    const MemberPtr failed = await(failing, State::Failed);
    ASSERT_TRUE(failed && failed->error);
    EXPECT_NE(failed->error->message.find("127.0.0.1"), std::string::npos) << failed->error->message;
    EXPECT_FALSE(failed->card);
}

TEST_F(SuiteTest, EndsWithAFailureWhenAsked)
{
    suite.emplace(SuiteOptions{.untilFailure = true});
    // Both wait before the first of them fails.
    const MemberId running = add(longSpec());
    await(running, State::Running);
    const MemberId failing = add(refusedSpec());
    const MemberId last = add(quickSpec());
    suite->cut();
    EXPECT_EQ(awaitEnd(failing)->state, State::Failed);
    const MemberPtr cancelled = awaitEnd(last);
    EXPECT_EQ(cancelled->state, State::Cancelled);
    EXPECT_TRUE(cancelled->folder.empty());
}

TEST_F(SuiteTest, TellsWhatCannotBeSaved)
{
    RunSpec spec = quickSpec();
    spec.keep.resultsDir = folder / "file";
    test::writeFile(folder / "file", "");
    const MemberPtr failed = awaitEnd(add(spec));
    EXPECT_EQ(failed->state, State::Failed);
    EXPECT_NE(failed->error->message.find(folder / "file"), std::string::npos) << failed->error->message;
}

TEST_F(SuiteTest, TellsOfARunWhoseFilesCannotBeWritten)
{
    const MemberId id = add(longSpec());
    awaitRequests(2);
    const std::string home = await(id, State::Running)->folder;
    std::filesystem::remove_all(home);
    test::writeFile(home, "");
    suite->cut();
    const MemberPtr failed = awaitEnd(id);
    EXPECT_EQ(failed->state, State::Failed);
    ASSERT_TRUE(failed->error && failed->card && failed->run);
    EXPECT_GE(failed->run->summary.ok, 2U);
    EXPECT_EQ(failed->run->folder, home);
    EXPECT_EQ(awaitEnd(add(quickSpec()))->state, State::Ended);
}

TEST_F(SuiteTest, RefusesAnEndpointThatIsNotSaved)
{
    suite.emplace(SuiteOptions{.endpointsFolder = folder.path()});
    RunSpec spec = quickSpec();
    spec.endpoint = "mine";
    EXPECT_FALSE(suite->add(spec));
    EXPECT_TRUE(suite->members().empty());
    test::writeFile(folder / "endpoints.yaml",
                    "- name: mine\n  base-url: " + spec.target.baseUrl + "\n  model-names: simulated\n");
    const MemberId id = add(spec);
    EXPECT_TRUE(suite->members().front()->spec.endpoint.empty());
    EXPECT_EQ(awaitEnd(id)->state, State::Ended);
}

TEST_F(SuiteTest, TakesMembersWhileAnotherRunsAndFromOtherThreads)
{
    const MemberId first = add(longSpec());
    await(first, State::Running);
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i)
        threads.emplace_back([this] { add(quickSpec()); });
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(suite->members().size(), 4U);
    suite->cut();
    for (const MemberId id : listed())
        EXPECT_EQ(awaitEnd(id)->state, State::Ended);
    EXPECT_EQ(toldAs(State::Ended), listed());
}

TEST_F(SuiteTest, MovesPastOneThatWasTakenOut)
{
    const MemberId running = add(longSpec());
    await(running, State::Running);
    const MemberId a = add(quickSpec());
    const MemberId b = add(quickSpec());
    const MemberId c = add(quickSpec());
    EXPECT_TRUE(suite->cancel(b));
    EXPECT_TRUE(suite->moveUp(c));
    EXPECT_EQ(listed(), (std::vector{running, c, b, a}));
    EXPECT_TRUE(suite->moveDown(c));
    EXPECT_EQ(listed(), (std::vector{running, a, b, c}));
    suite->stopAll();
    suite->cut();
}

TEST_F(SuiteTest, RunsThoseThatWaitInTheirNewOrder)
{
    const MemberId running = add(longSpec());
    await(running, State::Running);
    const MemberId a = add(quickSpec());
    const MemberId b = add(quickSpec());
    const MemberId c = add(quickSpec());
    const std::uint64_t before = suite->revision();
    EXPECT_TRUE(suite->moveUp(c));
    EXPECT_TRUE(suite->moveDown(a));
    EXPECT_EQ(listed(), (std::vector{running, c, a, b}));
    EXPECT_GT(suite->revision(), before);
    EXPECT_FALSE(suite->moveUp(c)) << "not past one that runs";
    EXPECT_FALSE(suite->moveDown(b));
    EXPECT_FALSE(suite->moveDown(running));
    suite->cut();
    awaitEnd(b);
    EXPECT_EQ(toldAs(State::Ended), (std::vector{running, c, a, b}));
}

TEST_F(SuiteTest, KeepsAKeyOnlyUntilItsMemberIsPrepared)
{
    const Secret key{"sk-a-key-of-this-test"};
    const MemberId first = add(longSpec(), key);
    const MemberId second = add(quickSpec(), key);
    const MemberPtr running = await(first, State::Running);
    EXPECT_TRUE(told.front()->hasKey);
    EXPECT_FALSE(running->hasKey);
    EXPECT_TRUE(suite->members()[1]->hasKey);
    suite->cancel(second);
    EXPECT_FALSE(suite->members()[1]->hasKey);
    suite->cut();
    awaitEnd(first);
}

TEST_F(SuiteTest, GivesTheKeyToEveryModelOfASpec)
{
    RunSpec spec = quickSpec();
    spec.target.modelNames = "simulated simulated";
    const MemberId first = add(spec, Secret{"sk-a-key-of-this-test"});
    awaitEnd(first);
    const MemberId second = suite->members()[1]->id;
    awaitEnd(second);
    const auto keyed = [&](MemberId id) {
        return std::any_of(told.begin(), told.end(), [&](const MemberPtr& m) { return m->id == id && m->hasKey; });
    };
    EXPECT_TRUE(keyed(first));
    EXPECT_TRUE(keyed(second));
    for (const MemberPtr& member : suite->members())
        EXPECT_FALSE(member->hasKey);
}

TEST_F(SuiteTest, WakesWhoeverFollowsIt)
{
    std::atomic<int> woken = 0;
    suite.emplace(SuiteOptions{.wake = [&] { ++woken; }});
    awaitEnd(add(quickSpec()));
    suite.reset();
    EXPECT_GE(woken, 5);
}

TEST_F(SuiteTest, TakesOneThatIsOverOffTheList)
{
    const MemberId ended = add(quickSpec());
    const MemberPtr member = awaitEnd(ended);
    const MemberId running = add(longSpec());
    await(running, State::Running);
    EXPECT_FALSE(suite->remove(running));
    EXPECT_TRUE(suite->remove(ended));
    EXPECT_FALSE(suite->remove(ended));
    EXPECT_EQ(listed(), (std::vector{running}));
    EXPECT_TRUE(std::filesystem::exists(member->folder + "/run.json"));
}

TEST_F(SuiteTest, ShowsTheRunAtHand)
{
    EXPECT_FALSE(suite->atHand().member);
    const MemberId id = add(longSpec());
    await(id, State::Running);
    awaitRequests(1);
    const Suite::AtHand now = suite->atHand();
    ASSERT_TRUE(now.member);
    EXPECT_EQ(now.member->id, id);
    suite->cut();
    awaitEnd(id);
    EXPECT_FALSE(suite->atHand().member);
}

}  // namespace
}  // namespace inferometer
