// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/aws_image_shelf.h"
#include "core/cloud/aws_requests.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

constexpr const char* kName = "inferometer-vllm-2026-12-01-12-30-05-0198c2d4";

std::string valueOf(const AwsCall& call, std::string_view key)
{
    for (const auto& [name, value] : call.parameters)
        if (name == key)
            return value;
    return "(none)";
}

XmlNode xml(std::string_view text) { return parseXml(text).value(); }

std::string tagged(const std::string& name)
{
    return "<tagSet><item><key>inferometer</key><value>" + name + "</value></item></tagSet>";
}

std::string image(const std::string& id, const std::string& name, const std::string& state, const std::string& created)
{
    return "<item><imageId>" + id + "</imageId><name>shown to nobody</name><imageState>" + state
        + "</imageState><creationDate>" + created + "</creationDate>" + tagged(name) + "</item>";
}

std::vector<SiteImage> ownOf(const std::string& items)
{
    std::vector<SiteImage> images;
    const XmlNode answer = xml("<R><imagesSet>" + items + "</imagesSet></R>");
    for (const XmlNode& item : answer.items("imagesSet"))
        if (std::optional<SiteImage> image = ownImage(item, "eu-west-1"))
            images.push_back(std::move(*image));
    sortNewestFirst(images);
    return images;
}

TEST(AwsImageShelf, AnImageAndItsSnapshotsAreTaggedFromTheirFirstMomentOn)
{
    const AwsCall made = createImage(kName, "i-1");
    EXPECT_FALSE(made.isRead);
    EXPECT_EQ(valueOf(made, "InstanceId"), "i-1");
    EXPECT_EQ(valueOf(made, "NoReboot"), "true") << "a restart loses the machine's armed end";
    const AwsCall copied = copyImage(kName, {.region = "eu-west-1", .id = "ami-1"});
    EXPECT_EQ(valueOf(copied, "SourceImageId"), "ami-1");
    EXPECT_EQ(valueOf(copied, "SourceRegion"), "eu-west-1");
    for (const AwsCall& call : {made, copied}) {
        EXPECT_EQ(valueOf(call, "Name"), kName) << call.action;
        EXPECT_EQ(valueOf(call, "TagSpecification.1.ResourceType"), "image") << call.action;
        EXPECT_EQ(valueOf(call, "TagSpecification.2.ResourceType"), "snapshot") << call.action;
        for (const char* at : {"TagSpecification.1.Tag.2", "TagSpecification.2.Tag.2"}) {
            EXPECT_EQ(valueOf(call, std::string{at} + ".Key"), "inferometer") << call.action;
            EXPECT_EQ(valueOf(call, std::string{at} + ".Value"), kName) << call.action;
        }
    }
}

TEST(AwsImageShelf, IsOfOursAlone)
{
    AwsSettings settings;
    settings.image = "own";
    for (const AwsCall& call :
         {describeImages(settings), awsList(ResourceKind::Image).call, awsList(ResourceKind::Snapshot).call})
    {
        EXPECT_TRUE(call.isRead) << call.action;
        EXPECT_EQ(valueOf(call, "Owner.1"), "self") << call.action;
        EXPECT_EQ(valueOf(call, "Filter.1.Name"), "tag-key") << call.action;
        EXPECT_EQ(valueOf(call, "Filter.1.Value.1"), "inferometer") << call.action;
    }
    EXPECT_FALSE(isOneImage(settings));
    settings.image = "ami-1";
    EXPECT_TRUE(isOneImage(settings));
}

TEST(AwsImageShelf, TellsTheNewestFirstAndNoneOfOthers)
{
    const auto all = ownOf(image("ami-1", kName, "available", "2026-12-01T00:00:00.000Z")
                           + image("ami-2", "theirs", "available", "2026-12-09T00:00:00.000Z")
                           + image("ami-3", "inferometer-a b", "available", "2026-12-09T00:00:00.000Z")
                           + image("ami-4", "inferometer-sim-2", "pending", "2026-12-02T00:00:00.000Z")
                           + image("ami-5", "inferometer-sim-3", "deregistered", "2026-12-03T00:00:00.000Z")
                           + "<item><imageId>ami-6</imageId></item>");
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].id, "ami-4");
    EXPECT_FALSE(all[0].isReady);
    EXPECT_EQ(all[1].name, kName);
    EXPECT_TRUE(all[1].isReady);
    EXPECT_EQ(all[1].region, "eu-west-1");
    EXPECT_TRUE(ownOf("").empty());
}

TEST(AwsImageShelf, ShowsNothingThatATerminalWouldObey)
{
    const auto all = ownOf(image("ami-\xC2\x9B" + std::string(5000, '1'), kName, "fail&#10;ed",
                                 "20\xC2\x9B"
                                 "26"));
    ASSERT_EQ(all.size(), 1U);
    for (const std::string& text : {all[0].id, all[0].state, all[0].created}) {
        EXPECT_EQ(text.find("\xC2\x9B"), std::string::npos);
        EXPECT_EQ(text.find('\n'), std::string::npos);
        EXPECT_LT(text.size(), 600U);
    }
    const SiteResource failed
        = partOf(ResourceKind::Image,
                 xml("<item><imageId>ami-1</imageId><imageState>failed</imageState><stateReason><message>no\xC2\x9B "
                     "room</message></stateReason>"
                     + tagged(kName) + "</item>"));
    EXPECT_EQ(failed.trouble.find("\xC2\x9B"), std::string::npos);
    EXPECT_NE(failed.trouble.find("room"), std::string::npos);
}

TEST(AwsImageShelf, KnowsHowFarASnapshotIs)
{
    const auto snapshot = [](const std::string& more) {
        return partOf(ResourceKind::Snapshot,
                      xml("<item><snapshotId>snap-1</snapshotId>" + more + tagged(kName) + "</item>"));
    };
    const SiteResource going = snapshot("<status>pending</status><progress>42%</progress>");
    EXPECT_EQ(going.state, "pending, 42%");
    EXPECT_FALSE(going.isReady);
    EXPECT_TRUE(going.trouble.empty());
    EXPECT_TRUE(snapshot("<status>completed</status><progress>100%</progress>").isReady);
    EXPECT_EQ(snapshot("<status>error</status><statusMessage>no key</statusMessage>").trouble, "no key");
    EXPECT_EQ(snapshot("<status>error</status>").trouble, "error");
}

TEST(AwsImageShelf, EndsAnImageBeforeItsSnapshots)
{
    EXPECT_LT(ResourceKind::Image, ResourceKind::Snapshot);
    const AwsCall image = endCall({.kind = ResourceKind::Image, .id = "ami-1"});
    EXPECT_EQ(image.action + " " + valueOf(image, "ImageId"), "DeregisterImage ami-1");
    const AwsCall snapshot = endCall({.kind = ResourceKind::Snapshot, .id = "snap-1"});
    EXPECT_EQ(snapshot.action + " " + valueOf(snapshot, "SnapshotId"), "DeleteSnapshot snap-1");
}

TEST(AwsImageShelf, LetsInWhoIsNamedAndSeesIt)
{
    const ImageReaders two{{"123456789012", "210987654321"}, false};
    const AwsCall call = shareImage("ami-1", {two.accounts, true});
    EXPECT_FALSE(call.isRead);
    EXPECT_EQ(valueOf(call, "LaunchPermission.Add.1.UserId"), "123456789012");
    EXPECT_EQ(valueOf(call, "LaunchPermission.Add.2.UserId"), "210987654321");
    EXPECT_EQ(valueOf(call, "LaunchPermission.Add.3.Group"), "all");
    EXPECT_EQ(shareImage("ami-1", two).parameters.size(), 3U) << "nobody else";

    const XmlNode one = xml("<R><launchPermission><item><userId>123456789012</userId></item></launchPermission></R>");
    const XmlNode both = xml("<R><launchPermission><item><userId>123456789012</userId></item>"
                             "<item><userId>210987654321</userId></item></launchPermission></R>");
    EXPECT_FALSE(letsIn(one, two));
    EXPECT_TRUE(letsIn(both, two));
    EXPECT_FALSE(letsIn(both, {two.accounts, true}));
    EXPECT_TRUE(letsIn(xml("<R><launchPermission><item><group>all</group></item></launchPermission></R>"), {{}, true}));
}

TEST(AwsImageShelf, AnAccountIsTwelveDigits)
{
    EXPECT_TRUE(isAwsAccount("123456789012"));
    for (const char* text : {"", "12345678901", "1234567890123", "12345678901x", "all", "123456789 12"})
        EXPECT_FALSE(isAwsAccount(text)) << text;
}

}  // namespace
}  // namespace inferometer
