// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/host/host.h"
#include "core/provision/site_images.h"

#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

#include <filesystem>

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
