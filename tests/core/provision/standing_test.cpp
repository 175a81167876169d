// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/deployment_lock.h"
#include "core/provision/standing.h"

#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <optional>

namespace inferometer {
namespace {

using test::TempFolder;

struct StandingTest : testing::Test
{
    TempFolder folder;
    std::optional<Ledger> ledger;
    Resource engine{.name = uniqueResourceName("tiny"),
                    .deployment = "tiny",
                    .site = {},
                    .state = ResourceState::Destroying,
                    .created = realtimeNow(),
                    .deadline = realtimeNow() + std::chrono::hours{1}};

    void SetUp() override
    {
        const Result<Ledger> opened = Ledger::open(folder / "deployments");
        ASSERT_TRUE(opened);
        ledger = opened.value();
        ASSERT_TRUE(ledger->write(engine));
    }

    StandingNow look() const
    {
        Result<StandingNow> now = standingNow(*ledger);
        EXPECT_TRUE(now) << now.error().message;
        return now ? std::move(now).value() : StandingNow{};
    }

    // Other programs of ours may be at work on this machine.
    bool isTold() const
    {
        const StandingNow now = look();
        return std::any_of(now.all.begin(), now.all.end(),
                           [this](const Standing& one) { return one.resource.name == engine.name; });
    }

    ResourceState stateNow() const { return ledger->read().value().resources.front().state; }
};

TEST_F(StandingTest, WhatIsGoneIsForgotten)
{
    EXPECT_FALSE(isTold());
    EXPECT_EQ(stateNow(), ResourceState::Gone);
}

// It may be about to start what is not seen.
TEST_F(StandingTest, WhatAnotherProgramIsAtIsNotCalledGone)
{
    {
        const Result<Fd> other = lockDeployment(folder / "deployments", "tiny");
        ASSERT_TRUE(other);
        EXPECT_TRUE(isTold());
        EXPECT_EQ(stateNow(), ResourceState::Destroying);
    }
    EXPECT_FALSE(isTold());
    EXPECT_EQ(stateNow(), ResourceState::Gone);
}

// Its site may not list it for whoever asks with other credentials.
TEST_F(StandingTest, AnImageThatIsKeptIsNotCalledGone)
{
    Resource image = engine;
    image.kind = ResourceKind::Image;
    image.deadline = Nanos{0};
    const auto state = [this] { return ledger->read().value().resources.back().state; };
    for (const ResourceState kept : {ResourceState::Standing, ResourceState::Creating, ResourceState::Destroying}) {
        ASSERT_TRUE(ledger->write(image, kept));
        look();
        EXPECT_EQ(state(), kept == ResourceState::Standing ? kept : ResourceState::Gone) << stateName(kept);
    }
}

// Nor is its lock kept by whoever only looks.
TEST_F(StandingTest, ALookKeepsNobodyFromADeployment)
{
    look();
    EXPECT_TRUE(lockDeployment(folder / "deployments", "tiny"));
}

TEST_F(StandingTest, LinesOfTheLedgerThatCannotBeReadAreTold)
{
    EXPECT_TRUE(look().unseen.empty());
    std::ofstream{ledger->path(), std::ios::app} << "no line of ours\n{\"name\": 5}\n";
    const StandingNow now = look();
    ASSERT_EQ(now.unseen.size(), 1U);
    EXPECT_NE(now.unseen.front().message.find(ledger->path() + " cannot be read (2): "), std::string::npos)
        << now.unseen.front().message;
}

}  // namespace
}  // namespace inferometer
