// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/site_machine.h"

#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>

namespace inferometer {
namespace {

using test::TempFolder;

constexpr std::array kParts{ResourceKind::KeyPair, ResourceKind::Machine};

// A site in memory, with the faults that real ones have.
class OddCloud final : public Cloud
{
public:
    std::map<ResourceKind, Error> refusals{};  // of a create, after which nothing is there
    std::map<ResourceKind, Error> doubts{};    // of a create, after which it is there
    int lateLooks = 0;                         // of the list, in which what was made does not show yet
    int deafEnds = 0;                          // that are said to be done and are not
    int brokenLooks = 0;
    std::optional<Error> unlisted{};  // of images
    double lag = 0.6;
    bool isDead = false;  // the machine will never be ready
    std::vector<SiteResource> there{};
    int makes = 0;
    int looks = 0;

    Result<std::string> account(const std::stop_token& /*stop*/) override { return std::string{"ada"}; }
    Result<Offer> asked(const std::stop_token& /*stop*/) override { return Offer{}; }
    Result<std::vector<Offer>> offers(const std::stop_token& /*stop*/) override { return std::vector<Offer>{}; }
    std::span<const ResourceKind> parts() const override { return kParts; }
    double listLag() const override { return lag; }
    std::optional<Error> imagesUnlisted() const override { return unlisted; }

    Result<std::string> make(ResourceKind part, const MachineWish& wish, std::span<const SiteResource> /*made*/,
                             const std::stop_token& /*stop*/) override
    {
        ++makes;
        if (const auto refusal = refusals.find(part); refusal != refusals.end())
            return refusal->second;
        SiteResource one{.kind = part, .name = wish.name, .id = "id-" + std::to_string(makes), .state = "pending"};
        if (part == ResourceKind::Machine) {
            one.isReady = !isDead;
            one.trouble = isDead ? "InsufficientCapacity" : "";
            one.address = "127.0.0.1";
        }
        there.push_back(one);
        if (const auto doubt = doubts.find(part); doubt != doubts.end())
            return doubt->second;
        return one.id;
    }

    Result<std::vector<SiteResource>> list(const std::stop_token& /*stop*/) override
    {
        ++looks;
        if (brokenLooks-- > 0)
            return Error::verbatim(Errc::Protocol, "HTTP 503");
        return lateLooks-- > 0 ? std::vector<SiteResource>{} : there;
    }

    Status end(const SiteResource& resource, const std::stop_token& /*stop*/) override
    {
        if (deafEnds-- > 0)
            return {};
        std::erase_if(there, [&resource](const SiteResource& one) { return one.id == resource.id; });
        return {};
    }
};

class SiteMachine : public ::testing::Test
{
protected:
    Resource draft() const
    {
        return {
            .name = kName, .deployment = "tiny", .site = {"odd", {}}, .pricePerHour = 0.5, .created = realtimeNow()};
    }
    Status make() { return makeMachine(m_work, {kName, "ssh-ed25519 AAAA", 600}, draft()); }
    // "machine standing id-2" of each.
    std::vector<std::string> ledger() const
    {
        std::vector<std::string> lines;
        const Result<Ledger::Read> read = m_ledger.read();
        for (const Resource& one : read.value().resources)
            lines.push_back(std::string{kindName(one.kind)} + " " + std::string{stateName(one.state)} + " " + one.id);
        return lines;
    }

    const std::string kName = "inferometer-tiny-1";
    TempFolder m_folder;
    Ledger m_ledger = Ledger::open(m_folder / "d").value();
    OddCloud m_cloud;
    PlanProgress m_progress;
    MachineWork m_work{m_cloud, m_ledger, m_progress};
};

using Lines = std::vector<std::string>;

TEST_F(SiteMachine, IsMadeInPartsAndEndedWhole)
{
    ASSERT_TRUE(make());
    EXPECT_EQ(ledger(), (Lines{"key pair standing id-1", "machine standing id-2"}));
    const Result<SiteResource> ready = awaitMachine(m_work, kName, 10);
    ASSERT_TRUE(ready) << ready.error().message;
    EXPECT_EQ(ready.value().id, "id-2");
    m_cloud.there.push_back({.kind = ResourceKind::Machine, .name = "inferometer-other-2", .id = "stranger"});
    m_cloud.there.push_back({.kind = ResourceKind::Volume, .name = kName, .id = "vol-1"});
    ASSERT_TRUE(endMachine(m_work, kName));
    ASSERT_EQ(m_cloud.there.size(), 1U);
    EXPECT_EQ(m_cloud.there[0].id, "stranger");
    EXPECT_EQ(ledger(), (Lines{"key pair gone id-1", "machine gone id-2", "volume gone vol-1"}));
    EXPECT_TRUE(endMachine(m_work, kName)) << "twice is no error";
}

TEST_F(SiteMachine, AnImageIsMadeAsAPartOfItsOwn)
{
    Resource line = draft();
    line.kind = ResourceKind::Image;
    const auto make = [this](bool isThere) {
        return [this, isThere]() -> Result<std::string> {
            EXPECT_EQ(ledger(), Lines{"image creating "}) << "told before";
            if (isThere)
                m_cloud.there = {{.kind = ResourceKind::Image, .name = kName, .id = "ami-1", .state = "pending"},
                                 {.kind = ResourceKind::Snapshot, .name = kName, .id = "s-1", .state = "pending, 42%"}};
            return Error::verbatim(Errc::Protocol, "HTTP 503");
        };
    };
    EXPECT_FALSE(makePart(m_work, line, make(false)));
    const Result<Resource> made = makePart(m_work, line, make(true));
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_EQ(made.value().id, "ami-1");

    std::vector<std::string> said;
    m_progress = [&said](const Sentence& one) { said.push_back(one.text()); };
    const Result<SiteResource> early = awaitPart(m_work, ResourceKind::Image, kName, 0.1);
    ASSERT_FALSE(early);
    EXPECT_EQ(early.error().code, Errc::Timeout);
    EXPECT_EQ(said, Lines{"The image inferometer-tiny-1: pending, its snapshot pending, 42%"});
    m_cloud.there[0].trouble = "no room";
    const Result<SiteResource> never = awaitPart(m_work, ResourceKind::Image, kName, 10);
    ASSERT_FALSE(never);
    EXPECT_NE(never.error().message.find("The image inferometer-tiny-1 will not be ready"), std::string::npos);
    m_cloud.there[0] = {.kind = ResourceKind::Image, .name = kName, .id = "ami-1", .isReady = true};
    EXPECT_TRUE(awaitPart(m_work, ResourceKind::Image, kName, 10));
    ASSERT_TRUE(endMachine(m_work, kName));
    EXPECT_EQ(ledger(), (Lines{"image gone ", "snapshot gone s-1"}));
}

TEST_F(SiteMachine, AKeyThatMayNotListImagesEndsAMachineAndCallsNoImageGone)
{
    m_cloud.unlisted = Error::verbatim(Errc::Auth, "DescribeSnapshots is not allowed");
    ASSERT_TRUE(make());
    EXPECT_TRUE(awaitMachine(m_work, kName, 10));
    EXPECT_TRUE(endMachine(m_work, kName));
    EXPECT_EQ(ledger(), (Lines{"key pair gone id-1", "machine gone id-2"}));

    Resource image = draft();
    image.name = "inferometer-image-1";
    image.kind = ResourceKind::Image;
    ASSERT_TRUE(m_ledger.write(image));
    for (const std::string& name : {image.name, std::string{"inferometer-nobody-knows-it"}}) {
        const Status ended = endMachine(m_work, name);
        ASSERT_FALSE(ended) << name;
        EXPECT_EQ(ended.error().message, "DescribeSnapshots is not allowed");
    }
    EXPECT_EQ(ledger().back(), "image destroying ");
    EXPECT_FALSE(awaitPart(m_work, ResourceKind::Image, image.name, 10));
}

TEST_F(SiteMachine, ARefusalMakesNothing)
{
    m_cloud.refusals.emplace(ResourceKind::Machine, Error::verbatim(Errc::RateLimited, "no capacity"));
    const Status made = make();
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().message, "no capacity");
    EXPECT_EQ(m_cloud.makes, 2) << "nothing is tried again by itself";
    EXPECT_EQ(ledger(), (Lines{"key pair standing id-1", "machine creating "}));
    ASSERT_TRUE(endMachine(m_work, kName));
    EXPECT_TRUE(m_cloud.there.empty());
    EXPECT_EQ(ledger(), (Lines{"key pair gone id-1", "machine gone "}));
}

// HTTP 5xx, a time-out, a lost answer: and it is there all the same.
TEST_F(SiteMachine, WhatIsInDoubtIsLookedForByName)
{
    m_cloud.doubts.emplace(ResourceKind::Machine, Error::verbatim(Errc::Protocol, "HTTP 502"));
    m_cloud.lateLooks = 2;
    m_cloud.lag = 5;
    ASSERT_TRUE(make());
    EXPECT_EQ(m_cloud.makes, 2);
    EXPECT_EQ(ledger(), (Lines{"key pair standing id-1", "machine standing id-2"}));
}

TEST_F(SiteMachine, WhatShowsTooLateIsEndedAllTheSame)
{
    m_cloud.doubts.emplace(ResourceKind::Machine, Error::verbatim(Errc::Timeout, "timed out"));
    m_cloud.lag = 0;
    m_cloud.lateLooks = 1;
    const Status made = make();
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().message, "timed out");
    m_cloud.lag = 1.5;
    m_cloud.lateLooks = 3;
    ASSERT_TRUE(endMachine(m_work, kName));
    EXPECT_TRUE(m_cloud.there.empty()) << "it was called gone before it could be listed";
}

// As at sites whose lists lag behind their answers.
TEST_F(SiteMachine, WhatWasJustMadeIsNotGoneForBeingListedLate)
{
    ASSERT_TRUE(make());
    m_cloud.lag = 2;
    m_cloud.lateLooks = 3;
    ASSERT_TRUE(endMachine(m_work, kName));
    EXPECT_TRUE(m_cloud.there.empty());
}

TEST_F(SiteMachine, IsAskedToEndUntilItIsAbsent)
{
    ASSERT_TRUE(make());
    m_cloud.deafEnds = 3;
    m_cloud.brokenLooks = 1;
    ASSERT_TRUE(endMachine(m_work, kName));
    EXPECT_TRUE(m_cloud.there.empty());
    EXPECT_GE(m_cloud.looks, 5);
}

TEST_F(SiteMachine, IsNotGoneWhereNobodyCanLook)
{
    ASSERT_TRUE(make());
    m_cloud.brokenLooks = 1000;
    std::stop_source stop;
    m_progress = [&stop](const Sentence& /*said*/) { stop.request_stop(); };
    const Status ended = endMachine(m_work, kName, stop.get_token());
    ASSERT_FALSE(ended);
    EXPECT_EQ(ended.error().code, Errc::Cancelled);
    EXPECT_EQ(ledger(), (Lines{"key pair destroying id-1", "machine destroying id-2"}));
}

TEST_F(SiteMachine, SaysWhyItWillNeverBeReady)
{
    m_cloud.isDead = true;
    ASSERT_TRUE(make());
    const Result<SiteResource> ready = awaitMachine(m_work, kName, 10);
    ASSERT_FALSE(ready);
    EXPECT_EQ(ready.error().message,
              "The machine inferometer-tiny-1 will not be ready (pending): InsufficientCapacity.");
    const Result<SiteResource> none = awaitMachine(m_work, "inferometer-none-1", 0.3);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, Errc::Timeout);
}

}  // namespace
}  // namespace inferometer
