// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/aws_requests.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

const MachineWish kWish{"inferometer-tiny-1", "ssh-ed25519 AAAA me", 3601};

AwsSettings settings()
{
    AwsSettings given;
    given.place.region = "eu-west-1";
    given.instance = "g5.xlarge";
    given.user = "ubuntu";
    given.diskGb = 50;
    given.myCidr = "203.0.113.7/32";
    return given;
}

std::string valueOf(const AwsCall& call, std::string_view key)
{
    for (const auto& [name, value] : call.parameters)
        if (name == key)
            return value;
    return "(none)";
}

AwsCall launch(const AwsSettings& given)
{
    return runInstances(given, kWish, {{"ami-1", "", "/dev/sda1", ""}, kWish.name, "sg-1"});
}

XmlNode xml(std::string_view text) { return parseXml(text).value(); }

TEST(AwsRequests, AMachineEndsItselfAndTakesItsDiskAlong)
{
    EXPECT_EQ(awsUserData(3600), "#!/bin/sh\nshutdown -h +60\n");
    EXPECT_EQ(awsUserData(3601), "#!/bin/sh\nshutdown -h +61\n");
    EXPECT_EQ(awsUserData(0), "#!/bin/sh\nshutdown -h +1\n");
    const AwsCall call = launch(settings());
    EXPECT_FALSE(call.isRead);
    EXPECT_EQ(valueOf(call, "InstanceInitiatedShutdownBehavior"), "terminate");
    EXPECT_EQ(valueOf(call, "BlockDeviceMapping.1.DeviceName"), "/dev/sda1");
    EXPECT_EQ(valueOf(call, "BlockDeviceMapping.1.Ebs.VolumeSize"), "50");
    EXPECT_EQ(valueOf(call, "BlockDeviceMapping.1.Ebs.DeleteOnTermination"), "true");
    EXPECT_EQ(valueOf(call, "MetadataOptions.HttpTokens"), "required");
    EXPECT_EQ(valueOf(call, "MaxCount"), "1");
    EXPECT_EQ(valueOf(call, "ClientToken"), kWish.name);
    EXPECT_EQ(valueOf(call, "InstanceMarketOptions.MarketType"), "(none)");
}

TEST(AwsRequests, AllIsTaggedAtBirth)
{
    for (const AwsCall& call : {launch(settings()), importKeyPair(kWish), createSecurityGroup(kWish, "")}) {
        EXPECT_EQ(valueOf(call, "TagSpecification.1.Tag.1.Key"), "Name") << call.action;
        EXPECT_EQ(valueOf(call, "TagSpecification.1.Tag.1.Value"), kWish.name) << call.action;
        EXPECT_EQ(valueOf(call, "TagSpecification.1.Tag.2.Key"), "inferometer") << call.action;
        EXPECT_EQ(valueOf(call, "TagSpecification.1.Tag.2.Value"), kWish.name) << call.action;
    }
    EXPECT_EQ(valueOf(launch(settings()), "TagSpecification.1.ResourceType"), "instance");
    EXPECT_EQ(valueOf(launch(settings()), "TagSpecification.2.ResourceType"), "volume");
    EXPECT_EQ(valueOf(launch(settings()), "TagSpecification.2.Tag.2.Value"), kWish.name);
}

TEST(AwsRequests, OneAddressMayLogIn)
{
    const AwsCall call = allowLogin(settings(), "sg-1");
    EXPECT_EQ(valueOf(call, "IpPermissions.1.IpRanges.1.CidrIp"), "203.0.113.7/32");
    EXPECT_EQ(valueOf(call, "IpPermissions.1.FromPort"), "22");
    EXPECT_EQ(valueOf(call, "IpPermissions.1.ToPort"), "22");
    EXPECT_EQ(call.parameters.size(), 5U);
    EXPECT_EQ(valueOf(importKeyPair(kWish), "PublicKeyMaterial"), "c3NoLWVkMjU1MTkgQUFBQSBtZQ==");
}

TEST(AwsRequests, ASubnetOfOnesOwnIsAskedForAnAddress)
{
    AwsSettings given = settings();
    EXPECT_EQ(valueOf(launch(given), "SecurityGroupId.1"), "sg-1");
    given.subnet = "subnet-1";
    EXPECT_EQ(valueOf(launch(given), "NetworkInterface.1.AssociatePublicIpAddress"), "true");
    EXPECT_EQ(valueOf(launch(given), "NetworkInterface.1.SubnetId"), "subnet-1");
    EXPECT_EQ(valueOf(launch(given), "NetworkInterface.1.SecurityGroupId.1"), "sg-1");
    EXPECT_EQ(valueOf(launch(given), "SubnetId"), "(none)");
    given.isPrivate = true;
    EXPECT_EQ(valueOf(launch(given), "SubnetId"), "subnet-1");
    EXPECT_EQ(valueOf(launch(given), "SecurityGroupId.1"), "sg-1");
}

TEST(AwsRequests, SpotZoneAndPlacementAreAskedFor)
{
    AwsSettings given = settings();
    given.isSpot = true;
    given.zone = "eu-west-1b";
    given.placementGroup = "near";
    EXPECT_EQ(valueOf(launch(given), "InstanceMarketOptions.MarketType"), "spot");
    EXPECT_EQ(valueOf(launch(given), "InstanceMarketOptions.SpotOptions.SpotInstanceType"), "one-time");
    EXPECT_EQ(valueOf(launch(given), "Placement.AvailabilityZone"), "eu-west-1b");
    EXPECT_EQ(valueOf(launch(given), "Placement.GroupName"), "near");
}

TEST(AwsRequests, TheNewestImageThatCanBeUsedIsTaken)
{
    const auto item = [](const char* id, const char* date, const char* state) {
        return std::string{"<item><imageId>"} + id + "</imageId><creationDate>" + date + "</creationDate><imageState>"
            + state + "</imageState><rootDeviceName>/dev/sda1</rootDeviceName></item>";
    };
    EXPECT_EQ(newestImage(xml("<R><imagesSet>" + item("ami-1", "2026-01-01T00:00:00.000Z", "available")
                              + item("ami-2", "2026-03-01T00:00:00.000Z", "available")
                              + item("ami-3", "2026-04-01T00:00:00.000Z", "pending")
                              + item("ami-4", "2026-02-01T00:00:00.000Z", "available") + "</imagesSet></R>"))
                  .id,
              "ami-2");
    EXPECT_EQ(newestImage(xml("<R><imagesSet/></R>")).id, "");
}

std::string instance(std::string_view state, std::string_view more, std::string_view tag = "inferometer-a-1")
{
    return "<item><instanceId>i-1</instanceId><instanceState><code>1</code><name>" + std::string{state}
    + "</name></instanceState><tagSet><item><key>inferometer</key><value>" + std::string{tag}
    + "</value></item></tagSet>" + std::string{more} + "</item>";
}

TEST(AwsListing, SaysWhichMachineIsReady)
{
    const std::string address = "<ipAddress>198.51.100.1</ipAddress><privateIpAddress>10.0.0.1</privateIpAddress>";
    const auto read = [](const std::string& text, bool isPrivate = false) {
        AwsSettings given = settings();
        given.isPrivate = isPrivate;
        return instanceOf(xml(text), given);
    };
    EXPECT_TRUE(read(instance("running", address)).isReady);
    EXPECT_EQ(read(instance("running", address)).address, "198.51.100.1");
    EXPECT_EQ(read(instance("running", address), true).address, "10.0.0.1");
    EXPECT_FALSE(read(instance("running", "<privateIpAddress>10.0.0.1</privateIpAddress>")).isReady);
    EXPECT_FALSE(read(instance("pending", address)).isReady);
    EXPECT_EQ(read(instance("pending", address)).trouble, "");
    EXPECT_TRUE(read(instance("terminated", "")).isEnded);
    EXPECT_FALSE(read(instance("shutting-down", "")).isEnded);
    EXPECT_EQ(read(instance("stopped", "")).trouble, "stopped");
    EXPECT_EQ(
        read(instance("terminated", "<stateReason><code>c</code><message>Server.Spot&#x202e;</message></stateReason>"))
            .trouble,
        "Server.Spot\\u202e");
    EXPECT_EQ(read(instance("running", address, "somebody-elses")).name, "");
}

TEST(AwsListing, KnowsOursOfEveryKind)
{
    const SiteResource volume
        = partOf(ResourceKind::Volume,
                 xml("<item><volumeId>vol-1</volumeId><status>in-use</status><tagSet><item><key>inferometer</key>"
                     "<value>inferometer-a-1</value></item></tagSet></item>"));
    EXPECT_EQ(volume.name + " " + volume.id + " " + volume.state, "inferometer-a-1 vol-1 in-use");
    const SiteResource key = partOf(ResourceKind::KeyPair,
                                    xml("<item><keyPairId>key-1</keyPairId><keyName>inferometer-a-1</keyName></item>"));
    EXPECT_EQ(key.name + " " + key.id, "inferometer-a-1 inferometer-a-1");
    EXPECT_EQ(partOf(ResourceKind::KeyPair, xml("<item><keyName>mine</keyName></item>")).name, "");
    const SiteResource group = partOf(
        ResourceKind::SecurityGroup, xml("<item><groupId>sg-1</groupId><groupName>inferometer-a-1</groupName></item>"));
    EXPECT_EQ(group.name + " " + group.id, "inferometer-a-1 sg-1");
    EXPECT_TRUE(isImpaired(xml("<item><systemStatus><status>impaired</status></systemStatus></item>")));
    EXPECT_FALSE(isImpaired(xml("<item><systemStatus><status>initializing</status></systemStatus></item>")));
    EXPECT_EQ(endCall(volume).action, "DeleteVolume");
    EXPECT_EQ(valueOf(endCall(key), "KeyName"), "inferometer-a-1");
    EXPECT_EQ(valueOf(endCall(group), "GroupId"), "sg-1");
    EXPECT_EQ(endCall({.kind = ResourceKind::Machine, .id = "i-1"}).action, "TerminateInstances");
}

}  // namespace
}  // namespace inferometer
