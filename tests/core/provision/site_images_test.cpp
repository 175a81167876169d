// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/host/host.h"
#include "core/provision/site_images.h"

#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

#include <filesystem>
#include <optional>

namespace inferometer {
namespace {

using test::readFile;
using test::TempFolder;
using test::writeFile;

constexpr Nanos kMoment{1'796'128'205'000'000'000};  // 2026-12-01T12:30:05Z

TEST(ImageNames, SayTheEngineAndTheMomentAndAreOurs)
{
    const std::string name = newImageName("vllm", kMoment);
    EXPECT_EQ(name.substr(0, name.size() - 8), "inferometer-vllm-2026-12-01-12-30-05-");
    EXPECT_NE(name, newImageName("vllm", kMoment)) << "of two in one second";
    for (const std::string& engine : {std::string{"a/b \"c\"\n"}, std::string(500, 'x'), std::string{}}) {
        const std::string odd = newImageName(engine, kMoment);
        EXPECT_TRUE(isOurName(odd)) << odd;
        EXPECT_LE(odd.size(), 128U);
        EXPECT_TRUE(isOurName(copyName(odd, "eu-west-1")));
    }
}

TEST(ImageNames, FindAnImageAndItsCopies)
{
    const std::vector<SiteImage> all{
        {.region = "us-east-1", .id = "ami-3", .name = "b", .isReady = false},
        {.region = "us-east-1", .id = "ami-1", .name = "a", .isReady = true},
        {.region = "us-east-1", .id = "ami-4", .name = "a-eu-west-2", .isReady = true},  // not in that region
        {.region = "eu-west-1", .trouble = "cannot be asked"},
        {.region = "eu-west-2", .id = "ami-2", .name = "a-eu-west-2", .isReady = true}};
    const auto ids = [&all](std::string_view which) {
        std::string text;
        for (const SiteImage& one : imagesNamed(all, which, "us-east-1"))
            text += one.id + " ";
        return text;
    };
    EXPECT_EQ(ids("a"), "ami-1 ami-2 ");
    EXPECT_EQ(ids("ami-1"), "ami-1 ami-2 ");
    EXPECT_EQ(ids(""), "ami-1 ami-2 ") << "the newest that can be used";
    EXPECT_EQ(ids("b"), "ami-3 ");
    EXPECT_EQ(ids("ami-2"), "ami-2 ");
    EXPECT_EQ(ids("none"), "");
    EXPECT_TRUE(imagesNamed(all, "", "eu-west-1").empty());
}

TEST(ImageNames, AnImageIsNotMadeOfOneOfOurs)
{
    const SiteSpec own{"aws", {{"region", "us-east-1"}, {"image", "own"}}};
    EXPECT_EQ(baseSite(own), (SiteSpec{"aws", {{"region", "us-east-1"}}}));
    const SiteSpec named{"aws", {{"region", "us-east-1"}, {"image", "ami-1"}}};
    EXPECT_EQ(baseSite(named), named);
}

TEST(ForgetUs, TakesOurKeyAndLeavesOthers)
{
    const TempFolder home;
    const std::string keys = home / ".ssh/authorized_keys";
    std::filesystem::create_directory(home / ".ssh");
    std::filesystem::create_directories(home / ".inferometer/deployments/tiny");
    const std::string theirs = "ssh-ed25519 AAAAtheirs ada\n";
    const auto run = [&home](const std::string& key) {
        const auto host = localHost();
        return host->run("HOME=" + shellWord(home.path()) + "; export HOME\n" + forgetUsScript(key), {}).value().exit;
    };
    writeFile(keys, theirs + "command=\"no\" ssh-ed25519 AAAA+our.s/= inferometer\n" + theirs);
    EXPECT_EQ(run("ssh-ed25519 AAAA+our.s/= inferometer"), 0);
    EXPECT_EQ(readFile(keys), theirs + theirs);
    EXPECT_FALSE(std::filesystem::exists(home / ".inferometer"));
    EXPECT_EQ(run("ssh-ed25519 AAAA+our.s/= inferometer"), 0) << "again";
    EXPECT_EQ(readFile(keys), theirs + theirs);
    writeFile(keys, "ssh-ed25519 AAAA+our.s/= inferometer\n");
    EXPECT_EQ(run("ssh-ed25519 AAAA+our.s/= inferometer"), 0);
    EXPECT_EQ(readFile(keys).find("AAAA"), std::string::npos) << "where it is the only one";
    std::filesystem::remove(keys);
    EXPECT_EQ(run("ssh-ed25519 AAAA+our.s/= inferometer"), 0) << "where there is no such file";
}

TEST(ImageNames, OfARegionThatWasNotAskedNobodyKnows)
{
    const std::vector<SiteImage> all{{.region = "us-east-1", .id = "ami-1", .name = "a", .trouble = "failed"},
                                     {.region = "eu-west-1", .trouble = "too many calls"}};
    EXPECT_FALSE(unasked(all, {}));
    EXPECT_FALSE(unasked(all, {"us-east-1"})) << "trouble of an image is none of its region";
    for (const char* wanted : {"eu-west-1", "all"}) {
        const std::optional<Error> trouble = unasked(all, {"us-east-1", wanted});
        ASSERT_TRUE(trouble) << wanted;
        EXPECT_NE(trouble->message.find("eu-west-1"), std::string::npos);
        EXPECT_NE(trouble->message.find("too many calls"), std::string::npos);
    }
}

// A site with a copy in it, whose list fails when it is told to.
class CopyCloud final : public Cloud
{
public:
    std::vector<SiteResource> there{};
    int looks = 0;
    int brokenFrom = 0;  // look, and `broken` of them
    int broken = 0;
    int ends = 0;

    Result<std::string> account(const std::stop_token& /*stop*/) override { return std::string{"ada"}; }
    Result<Offer> asked(const std::stop_token& /*stop*/) override { return Offer{}; }
    Result<std::vector<Offer>> offers(const std::stop_token& /*stop*/) override { return std::vector<Offer>{}; }
    std::span<const ResourceKind> parts() const override { return {}; }
    double listLag() const override { return 0; }
    Result<std::string> make(ResourceKind /*part*/, const MachineWish& /*wish*/, std::span<const SiteResource> /*made*/,
                             const std::stop_token& /*stop*/) override
    {
        return std::string{};
    }
    Result<std::vector<SiteResource>> list(const std::stop_token& stop) override
    {
        ++looks;
        if (stop.stop_requested())
            return Error::verbatim(Errc::Cancelled, "stopped");
        if (broken > 0 && looks >= brokenFrom && looks < brokenFrom + broken)
            return Error::verbatim(Errc::Protocol, "HTTP 503");
        return there;
    }
    Status end(const SiteResource& resource, const std::stop_token& /*stop*/) override
    {
        ++ends;
        std::erase_if(there, [&resource](const SiteResource& one) { return one.id == resource.id; });
        return {};
    }
};

class ImageCopy : public ::testing::Test
{
protected:
    void stand()
    {
        m_cloud.there = {{.kind = ResourceKind::Image, .name = kCopy, .id = "ami-1", .isReady = true},
                         {.kind = ResourceKind::Snapshot, .name = kCopy, .id = "snap-1", .isReady = true}};
    }
    Resource line() const
    {
        return {.name = kCopy, .deployment = "tiny", .site = {"odd", {}}, .kind = ResourceKind::Image};
    }
    Result<SiteImage> copy(const std::stop_token& stop = {})
    {
        const auto call = [this]() -> Result<std::string> {
            ++m_calls;
            stand();
            return std::string{"ami-1"};
        };
        return makeOrFindImage(m_work, line(), call, stop);
    }
    // "image standing ami-1 7": with the second of its making.
    std::vector<std::string> ledger() const
    {
        std::vector<std::string> lines;
        const Result<Ledger::Read> read = m_ledger.read();
        for (const Resource& one : read.value().resources)
            lines.push_back(std::string{kindName(one.kind)} + " " + std::string{stateName(one.state)} + " " + one.id
                            + " " + std::to_string(one.created.count()));
        return lines;
    }

    const std::string kCopy = "inferometer-tiny-1-eu-west-2";
    TempFolder m_folder;
    Ledger m_ledger = Ledger::open(m_folder / "d").value();
    CopyCloud m_cloud;
    PlanProgress m_progress;
    MachineWork m_work{m_cloud, m_ledger, m_progress};
    int m_calls = 0;
};

TEST_F(ImageCopy, ThatWasThereBeforeStaysWhateverFails)
{
    stand();
    Resource known = line();
    known.id = "ami-1";
    known.created = Nanos{7'000'000'000};
    ASSERT_TRUE(m_ledger.write(known, ResourceState::Standing));
    known.kind = ResourceKind::Snapshot;
    known.id = "snap-1";
    ASSERT_TRUE(m_ledger.write(known, ResourceState::Standing));
    const std::vector<std::string> before = ledger();

    m_cloud.brokenFrom = 3;  // once it was found, and was seen ready
    m_cloud.broken = 1'000;
    EXPECT_FALSE(copy());
    EXPECT_EQ(ledger(), before);
    std::stop_source stopped;
    stopped.request_stop();
    EXPECT_FALSE(copy(stopped.get_token()));
    EXPECT_EQ(ledger(), before);
    m_cloud.broken = 0;
    m_cloud.there.pop_back();
    EXPECT_FALSE(copy()) << "without a snapshot";
    EXPECT_EQ(ledger(), before);
    stand();
    EXPECT_TRUE(copy());
    EXPECT_EQ(ledger(), before) << "it was made when it was made";
    EXPECT_EQ(m_cloud.ends, 0);
    EXPECT_EQ(m_calls, 0);
}

TEST_F(ImageCopy, IsKeptThroughAPassingFault)
{
    m_cloud.brokenFrom = 3;
    m_cloud.broken = 2;
    const Result<SiteImage> made = copy();
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_EQ(m_calls, 1);
    EXPECT_EQ(m_cloud.ends, 0);
}

TEST_F(ImageCopy, ThatWasBegunAndFailsIsEnded)
{
    m_cloud.brokenFrom = 3;
    m_cloud.broken = 5;
    EXPECT_FALSE(copy());
    EXPECT_EQ(m_cloud.ends, 2);
    EXPECT_TRUE(m_cloud.there.empty());
    ASSERT_FALSE(ledger().empty());
    for (const std::string& one : ledger())
        EXPECT_NE(one.find(" gone "), std::string::npos) << one;
}

TEST(SiteImages, AreMadeWhereTheSiteMakesThem)
{
    const TempFolder folder;
    DeploymentSpec spec;
    spec.name = "tiny";
    for (const char* provider : {"local", "runpod", "ssh"}) {
        spec.site.provider = provider;
        const Result<SiteImages> images = SiteImages::open(spec, folder / "d", {});
        ASSERT_FALSE(images) << provider;
        EXPECT_EQ(images.error().code, Errc::Unsupported) << provider << images.error().message;
    }
}

}  // namespace
}  // namespace inferometer
