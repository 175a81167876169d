// SPDX-License-Identifier: GPL-3.0-or-later
// A suite against the simulator, and what it told so far.
#pragma once

#include "core/suite/suite.h"

#include "tests/support/simulated_endpoint.h"
#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace inferometer {

class SuiteTest : public testing::Test
{
protected:
    static constexpr std::chrono::seconds kPatience{60};

    RunSpec quickSpec() const
    {
        RunSpec spec;
        spec.keep.resultsDir = folder.path();
        spec.target.baseUrl = "http://127.0.0.1:" + std::to_string(simulator->port());
        spec.target.modelNames = "simulated";
        spec.prompts.numInputTokens = 50;
        spec.prompts.numOutputTokens = 5;
        spec.arrivals.numRequests = 6;
        spec.arrivals.numConcurrentRequests = 2;
        return spec;
    }
    // Goes on until it is stopped: a request every 10 ms and stream.
    RunSpec longSpec() const
    {
        RunSpec spec = quickSpec();
        spec.target.baseUrl = "http://127.0.0.1:" + std::to_string(paced->port());
        spec.arrivals.numRequests = 1'000'000;
        return spec;
    }
    // Nobody listens there.
    RunSpec refusedSpec() const
    {
        RunSpec spec = quickSpec();
        spec.target.baseUrl = "http://127.0.0.1:1";
        return spec;
    }
    // Prepares until it is stopped.
    RunSpec patientSpec() const
    {
        RunSpec spec = refusedSpec();
        spec.limits.waitReady = 3600;
        return spec;
    }

    MemberId add(const RunSpec& spec, const Secret& key = {}) { return suite->add(spec, key).value(); }

    // Takes changes until one fits; null when none came in time.
    MemberPtr awaitChange(const std::function<bool(const Member&)>& fits)
    {
        const auto until = std::chrono::steady_clock::now() + kPatience;
        for (std::size_t seen = 0; std::chrono::steady_clock::now() < until;) {
            for (; seen < told.size(); ++seen)
                if (fits(*told[seen]))
                    return told[seen];
            suite->waitForChange(std::chrono::milliseconds{100});
            for (MemberPtr& change : suite->takeChanges())
                told.push_back(std::move(change));
        }
        ADD_FAILURE() << "no such change came";
        return nullptr;
    }
    MemberPtr await(MemberId id, MemberState state)
    {
        return awaitChange([=](const Member& member) { return member.id == id && member.state == state; });
    }
    MemberPtr awaitEnd(MemberId id)
    {
        return awaitChange([=](const Member& member) { return member.id == id && isOver(member.state); });
    }
    void awaitRequests(std::uint64_t count)
    {
        const auto until = std::chrono::steady_clock::now() + kPatience;
        while (std::chrono::steady_clock::now() < until) {
            const SnapshotPtr snapshot = suite->atHand().snapshot;
            if (snapshot && snapshot->finished >= count)
                return;
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
        }
        ADD_FAILURE() << "the requests did not come";
    }

    // Ids of those told to be in this state, in order.
    std::vector<MemberId> toldAs(MemberState state) const
    {
        std::vector<MemberId> ids;
        for (const MemberPtr& member : told)
            if (member->state == state && (ids.empty() || ids.back() != member->id))
                ids.push_back(member->id);
        return ids;
    }
    std::vector<MemberId> listed() const
    {
        std::vector<MemberId> ids;
        for (const MemberPtr& member : suite->members())
            ids.push_back(member->id);
        return ids;
    }

    static SimSpec pacedSpec()
    {
        SimSpec spec = instantSpec();
        spec.itl = 0.002;
        return spec;
    }

    const test::TempFolder folder;
    const std::unique_ptr<Simulator> simulator = startSimulator(instantSpec());
    const std::unique_ptr<Simulator> paced = startSimulator(pacedSpec());
    std::vector<MemberPtr> told;
    std::optional<Suite> suite{std::in_place};
};

}  // namespace inferometer
