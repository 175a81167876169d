// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/aws_settings.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

SiteSpec siteWith(const NamedValues& more)
{
    SiteSpec site{"aws", more};
    for (const auto& [key, value] :
         NamedValues{{"region", "eu-west-1"}, {"instance", "g5.xlarge"}, {"my-address", "203.0.113.7"}})
        if (settingOf(site, key).empty())
            site.settings.emplace_back(key, value);
    return site;
}

std::string refusedField(const NamedValues& more)
{
    const Result<AwsSettings> settings = awsSettings(siteWith(more));
    return settings ? "none" : settings.error().field;
}

SiteAccess holding(const NamedValues& secrets)
{
    return {[secrets](std::string_view name) -> Result<Secret> {
        for (const auto& [key, value] : secrets)
            if (key == name)
                return Secret{value};
        return Error{Errc::NotFound, Sentence::plain("not set")};
    }};
}

TEST(AwsSettings, HaveTheirPresets)
{
    const AwsSettings settings = awsSettings(siteWith({})).value();
    EXPECT_EQ(settings.imageName, "Deep Learning Base OSS Nvidia Driver GPU AMI (Ubuntu 22.04) *");
    EXPECT_EQ(settings.imageOwner, "amazon");
    EXPECT_EQ(settings.user, "ubuntu");
    EXPECT_EQ(settings.diskGb, 100);
    EXPECT_FALSE(settings.isSpot);
    EXPECT_FALSE(settings.isPrivate);
    EXPECT_EQ(settings.myCidr, "203.0.113.7/32");
}

TEST(AwsSettings, LetInOneAddressOrUseAGroup)
{
    EXPECT_EQ(awsSettings(siteWith({{"my-address", "203.0.113.7/32"}})).value().myCidr, "203.0.113.7/32");
    for (const char* bad :
         {"0.0.0.0/0", "203.0.113.0/24", "203.0.113", "2001:db8::1", "203.0.113.7/32/32", "me", " 203.0.113.7"})
        EXPECT_EQ(refusedField({{"my-address", bad}}), "site/my-address") << bad;
    EXPECT_EQ(awsSettings({"aws", {{"region", "x"}, {"instance", "y"}}}).error().field, "site/my-address");
    const AwsSettings grouped
        = awsSettings({"aws", {{"region", "x"}, {"instance", "y"}, {"security-group", "sg-1"}}}).value();
    EXPECT_EQ(grouped.securityGroup, "sg-1");
    EXPECT_EQ(grouped.myCidr, "");
}

TEST(AwsSettings, AreRefusedByTheirName)
{
    for (const char* bad : {"evil.com/", "eu west", "EU", "a@b", "x#"})
        EXPECT_EQ(refusedField({{"region", bad}}), "site/region") << bad;
    for (const char* bad : {"0", "-1", "ten", "1.5", "99999"})
        EXPECT_EQ(refusedField({{"disk", bad}}), "site/disk") << bad;
    EXPECT_EQ(refusedField({{"spot", "maybe"}}), "site/spot");
    EXPECT_EQ(refusedField({{"address", "home"}}), "site/address");
}

TEST(AwsSettings, ReachTheApiOnlyInPrivate)
{
    for (const char* good :
         {"https://gate.example", "https://gate.example:8443/", "http://127.0.0.1:5000", "http://localhost:1"})
        EXPECT_EQ(refusedField({{"api-url", good}}), "none") << good;
    for (const char* bad :
         {"http://gate.example", "http://127.example.com", "ftp://x", "https://gate.example/path", "gate"})
        EXPECT_EQ(refusedField({{"api-url", bad}}), "site/api-url") << bad;
}

TEST(AwsCredentials, AreTakenFromTheVariablesThatAreNamed)
{
    const SiteAccess access
        = holding({{"AWS_ACCESS_KEY_ID", "AKIA0000000000000000"}, {"AWS_SECRET_ACCESS_KEY", "s3cr3t/s3cr3t"}});
    const AwsCredentials usual = awsCredentials(siteWith({}), access).value();
    EXPECT_EQ(usual.accessKey.reveal(), "AKIA0000000000000000");
    EXPECT_EQ(usual.secretKey.reveal(), "s3cr3t/s3cr3t");
    EXPECT_TRUE(usual.sessionToken.empty());
    EXPECT_EQ(awsCredentials(siteWith({{"access-key-env", "MINE"}}), access).error().field, "site/access-key-env");
    EXPECT_EQ(awsCredentials(siteWith({{"secret-key-env", "MINE"}}), access).error().field, "site/secret-key-env");
    const SiteAccess temporary
        = holding({{"A", "ASIA0000000000000000"}, {"AWS_SECRET_ACCESS_KEY", "s3cr3t"}, {"AWS_SESSION_TOKEN", "t0ken"}});
    EXPECT_EQ(awsCredentials(siteWith({{"access-key-env", "A"}}), temporary).value().sessionToken.reveal(), "t0ken");
}

TEST(AwsCredentials, AreNoOtherSecretsAndOneLine)
{
    for (const char* bad : {"sk-proj-0123456789abcdef", "short", "AKIA000000000000\r\nX: y"}) {
        const Result<AwsCredentials> read
            = awsCredentials(siteWith({}), holding({{"AWS_ACCESS_KEY_ID", bad}, {"AWS_SECRET_ACCESS_KEY", "s"}}));
        ASSERT_FALSE(read) << bad;
        EXPECT_EQ(read.error().code, Errc::Auth);
        EXPECT_EQ(read.error().message.find(bad), std::string::npos);
    }
    EXPECT_FALSE(awsCredentials(
        siteWith({}), holding({{"AWS_ACCESS_KEY_ID", "AKIA0000000000000000"}, {"AWS_SECRET_ACCESS_KEY", "a\nb"}})));
    EXPECT_FALSE(awsCredentials(siteWith({}),
                                holding({{"AWS_ACCESS_KEY_ID", "AKIA0000000000000000"},
                                         {"AWS_SECRET_ACCESS_KEY", "a"},
                                         {"AWS_SESSION_TOKEN", "a\r\nHost: b"}})));
}

TEST(AwsCredentials, AreASectionOfAFile)
{
    constexpr std::string_view kFile
        = "# mine\n[default]\naws_access_key_id = ONE\naws_secret_access_key=one=1\n\r\n"
          "[ work ]\r\nAWS_ACCESS_KEY_ID=TWO\r\naws_secret_access_key = two\r\n"
          ";aws_session_token = no\naws_session_token = yes\nregion = x\n[half]\naws_access_key_id=THREE";
    EXPECT_EQ(awsProfile(kFile, "default").value().accessKey.reveal(), "ONE");
    EXPECT_EQ(awsProfile(kFile, "default").value().secretKey.reveal(), "one=1");
    EXPECT_TRUE(awsProfile(kFile, "default").value().sessionToken.empty());
    EXPECT_EQ(awsProfile(kFile, "work").value().secretKey.reveal(), "two");
    EXPECT_EQ(awsProfile(kFile, "work").value().sessionToken.reveal(), "yes");
    EXPECT_EQ(awsProfile(kFile, "half").error().field, "site/profile");
    EXPECT_EQ(awsProfile("", "default").error().code, Errc::NotFound);
}

}  // namespace
}  // namespace inferometer
