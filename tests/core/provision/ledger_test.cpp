// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/ledger.h"

#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cmath>
#include <fstream>
#include <thread>
#include <vector>

namespace inferometer {
namespace {

using test::TempFolder;

Resource resourceOf(const std::string& name, ResourceState state)
{
    return {.name = name,
            .deployment = "tiny",
            .site = {.settings = {{"zone", "a \"1\""}}},
            .state = state,
            .id = "i-\"1\"\n",
            .pricePerHour = 0.44,
            .created = Nanos{17},
            .deadline = Nanos{42}};
}

TEST(Ledger, SaysWhatWasSaidLastOfEach)
{
    const TempFolder folder;
    const Result<Ledger> ledger = Ledger::open(folder / "deployments");
    ASSERT_TRUE(ledger) << ledger.error().message;
    Resource unpriced = resourceOf("b", ResourceState::Creating);
    unpriced.pricePerHour = std::nan("");
    for (const Resource& resource :
         {resourceOf("a", ResourceState::Creating), unpriced, resourceOf("a", ResourceState::Standing)})
        ASSERT_TRUE(ledger.value().write(resource));
    const auto read = ledger.value().read();
    ASSERT_TRUE(read);
    EXPECT_EQ(read.value().unread, 0U);
    ASSERT_EQ(read.value().resources.size(), 2U);
    const Resource& first = read.value().resources[0];
    EXPECT_EQ(first.name, "a");
    EXPECT_EQ(first.state, ResourceState::Standing);
    EXPECT_EQ(first.deployment, "tiny");
    EXPECT_EQ(first.id, "i-\"1\"\n");
    EXPECT_EQ(first.pricePerHour, 0.44);
    EXPECT_EQ(first.created, Nanos{17});
    EXPECT_EQ(first.deadline, Nanos{42});
    EXPECT_TRUE(std::isnan(read.value().resources[1].pricePerHour));
}

TEST(Ledger, TellsWhatEachHasCost)
{
    const TempFolder folder;
    const Result<Ledger> ledger = Ledger::open(folder / "deployments");
    ASSERT_TRUE(ledger);
    Resource resource = resourceOf("a", ResourceState::Standing);
    resource.created = realtimeNow() - std::chrono::hours{3};
    resource.deadline = resource.created + std::chrono::hours{2};
    EXPECT_NEAR(costBy(resource, realtimeNow()), 3 * 0.44, 1e-3) << "whatever its end was to be";
    ASSERT_TRUE(ledger.value().write(resource, ResourceState::Gone));
    EXPECT_NEAR(costBy(ledger.value().read().value().resources.front(), realtimeNow()), 2 * 0.44, 1e-6);
    resource.created = realtimeNow() - std::chrono::hours{1};
    resource.deadline = realtimeNow() + std::chrono::hours{1};
    ASSERT_TRUE(ledger.value().write(resource, ResourceState::Gone));
    EXPECT_NEAR(costBy(ledger.value().read().value().resources.front(), realtimeNow() + std::chrono::hours{1}), 0.44,
                1e-3);
    resource.pricePerHour = std::nan("");
    EXPECT_EQ(costBy(resource, realtimeNow()), 0);
}

TEST(Ledger, IsForItsOwnerAlone)
{
    const TempFolder folder;
    ASSERT_TRUE(Ledger::open(folder / "deployments"));
    struct stat file
    {};
    ASSERT_EQ(::stat((folder / "deployments/ledger.jsonl").c_str(), &file), 0);
    EXPECT_EQ(file.st_mode & 0777U, 0600U);
    ASSERT_EQ(::stat((folder / "deployments").c_str(), &file), 0);
    EXPECT_EQ(file.st_mode & 0777U, 0700U);
}

// As a program leaves it that dies while it writes; and what somebody else wrote into it.
TEST(Ledger, LosesNothingBehindALineThatWasCut)
{
    const TempFolder folder;
    const Result<Ledger> ledger = Ledger::open(folder / "deployments");
    ASSERT_TRUE(ledger);
    ASSERT_TRUE(ledger.value().write(resourceOf("a", ResourceState::Standing)));
    std::ofstream{ledger.value().path(), std::ios::app} << "{\"name\": \"b\", \"kind\": \"eng";
    ASSERT_TRUE(ledger.value().write(resourceOf("c", ResourceState::Creating)));
    std::ofstream{ledger.value().path(), std::ios::app}
        << "\n"
        << std::string(1000, '[') << "\n{\"name\": 5}\n{\"name\": \"d\", \"kind\": \"ship\", \"state\": \"gone\"}\n";
    ASSERT_TRUE(ledger.value().write(resourceOf("a", ResourceState::Gone)));
    const auto read = ledger.value().read();
    ASSERT_TRUE(read);
    EXPECT_EQ(read.value().unread, 4U);
    ASSERT_EQ(read.value().resources.size(), 2U);
    EXPECT_EQ(read.value().resources[0].state, ResourceState::Gone);
    EXPECT_EQ(read.value().resources[1].name, "c");
}

TEST(Ledger, TakesLinesOfSeveralAtOnce)
{
    const TempFolder folder;
    ASSERT_TRUE(Ledger::open(folder / "deployments"));
    std::vector<std::jthread> writers;
    for (int writer = 0; writer < 4; ++writer)
        writers.emplace_back([&folder, writer] {
            const Result<Ledger> ledger = Ledger::open(folder / "deployments");
            for (int i = 0; i < 25; ++i)
                EXPECT_TRUE(ledger.value().write(
                    resourceOf(std::to_string(writer) + "-" + std::to_string(i), ResourceState::Creating)));
        });
    writers.clear();
    const auto read = Ledger::open(folder / "deployments").value().read();
    ASSERT_TRUE(read);
    EXPECT_EQ(read.value().unread, 0U);
    EXPECT_EQ(read.value().resources.size(), 100U);
}

TEST(Ledger, SaysWhereItCannotBe)
{
    const TempFolder folder;
    test::writeFile(folder / "deployments", "a file");
    const Result<Ledger> ledger = Ledger::open(folder / "deployments");
    ASSERT_FALSE(ledger);
    EXPECT_NE(ledger.error().message.find(folder / "deployments"), std::string::npos) << ledger.error().message;
}

TEST(ResourceNames, AreUniqueAndFitEverySite)
{
    const std::string one = uniqueResourceName("A very long name_of a Deployment");
    EXPECT_TRUE(one.starts_with("inferometer-a-very-long-na-")) << one;
    EXPECT_LE(one.size(), 63U);
    EXPECT_EQ(one.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-"), std::string::npos) << one;
    EXPECT_NE(one, uniqueResourceName("A very long name_of a Deployment"));
}

}  // namespace
}  // namespace inferometer
