// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/aws_requests.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace inferometer {

namespace {

constexpr std::size_t kLongestToken = 64;  // EC2 API Reference, RunInstances, ClientToken
constexpr std::size_t kMostReason = 300;
constexpr std::string_view kOurNames = "inferometer-*";

void addTags(AwsCall& call, int at, std::string_view type, const std::string& name)
{
    const std::string specification = "TagSpecification." + std::to_string(at);
    call.parameters.emplace_back(specification + ".ResourceType", type);
    call.parameters.emplace_back(specification + ".Tag.1.Key", "Name");
    call.parameters.emplace_back(specification + ".Tag.1.Value", name);
    call.parameters.emplace_back(specification + ".Tag.2.Key", kAwsTag);
    call.parameters.emplace_back(specification + ".Tag.2.Value", name);
}

void addGiven(AwsCall& call, std::string_view key, const std::string& value)
{
    if (!value.empty())
        call.parameters.emplace_back(key, value);
}

// A subnet of one's own gives no public address by itself, which only the form with an interface can ask for.
void addNetwork(AwsCall& call, const AwsSettings& settings, const std::string& group)
{
    const bool asksForAddress = !settings.subnet.empty() && !settings.isPrivate;
    const std::string prefix = asksForAddress ? "NetworkInterface.1." : "";
    if (asksForAddress) {
        call.parameters.emplace_back(prefix + "DeviceIndex", "0");
        call.parameters.emplace_back(prefix + "AssociatePublicIpAddress", "true");
        call.parameters.emplace_back(prefix + "DeleteOnTermination", "true");
    }
    addGiven(call, prefix + "SubnetId", settings.subnet);
    addGiven(call, prefix + "SecurityGroupId.1", group);
}

void addSpot(AwsCall& call)
{
    call.parameters.emplace_back("InstanceMarketOptions.MarketType", "spot");
    call.parameters.emplace_back("InstanceMarketOptions.SpotOptions.SpotInstanceType", "one-time");
    call.parameters.emplace_back("InstanceMarketOptions.SpotOptions.InstanceInterruptionBehavior", "terminate");
}

std::string base64(std::string_view bytes)
{
    std::string text;
    appendBase64(bytes, text);
    return text;
}

std::string ourTag(const XmlNode& item)
{
    for (const XmlNode& tag : item.items("tagSet"))
        if (tag.at("key") == kAwsTag && isOurName(tag.at("value")))
            return std::string{tag.at("value")};
    return {};
}

std::string_view reasonOr(std::string_view reason, std::string_view state) { return reason.empty() ? state : reason; }

void addOurImages(AwsCall& call)
{
    call.parameters = {{"Owner.1", "self"}, {"Filter.1.Name", "tag-key"}, {"Filter.1.Value.1", std::string{kAwsTag}}};
}

// Of a machine that is ending, ended or stopped, or will be.
std::string troubleOf(const XmlNode& item, std::string_view state)
{
    constexpr std::array<std::string_view, 4> kOver{"shutting-down", "terminated", "stopping", "stopped"};
    if (std::find(kOver.begin(), kOver.end(), state) == kOver.end())
        return {};
    return visibleText(shownName(reasonOr(item.at("stateReason/message"), state), kMostReason));
}

}  // namespace

AwsCall describeImages(const AwsSettings& settings)
{
    AwsCall call{.action = "DescribeImages", .isRead = true};
    if (isOneImage(settings))
        call.parameters = {{"ImageId.1", settings.image}};
    else if (settings.image == kOwnImage)
        addOurImages(call);
    else
        call.parameters = {{"Owner.1", settings.imageOwner},
                           {"Filter.1.Name", "name"},
                           {"Filter.1.Value.1", settings.imageName},
                           {"Filter.2.Name", "state"},
                           {"Filter.2.Value.1", "available"}};
    return call;
}

AwsImage newestImage(const XmlNode& answer)
{
    AwsImage newest;
    for (const XmlNode& item : answer.items("imagesSet"))
        if (item.at("imageState") == "available" && (newest.id.empty() || item.at("creationDate") > newest.created))
            newest = {std::string{item.at("imageId")}, std::string{item.at("name")},
                      std::string{item.at("rootDeviceName")}, std::string{item.at("creationDate")}};
    return newest;
}

bool isOneImage(const AwsSettings& settings) { return !settings.image.empty() && settings.image != kOwnImage; }

AwsCall createImage(const std::string& name, std::string_view machine)
{
    AwsCall call{.action = "CreateImage",
                 .parameters = {{"InstanceId", std::string{machine}}, {"Name", name}, {"NoReboot", "true"}}};
    addTags(call, 1, "image", name);
    addTags(call, 2, "snapshot", name);
    return call;
}

AwsCall copyImage(const std::string& name, const SiteImage& source)
{
    AwsCall call{.action = "CopyImage",
                 .parameters = {{"SourceImageId", source.id}, {"SourceRegion", source.region}, {"Name", name}}};
    addTags(call, 1, "image", name);
    addTags(call, 2, "snapshot", name);
    return call;
}

AwsCall shareImage(std::string_view id, const ImageReaders& readers)
{
    AwsCall call{.action = "ModifyImageAttribute", .parameters = {{"ImageId", std::string{id}}}};
    int count = 0;
    const auto add = [&call, &count](const char* key, const std::string& value) {
        call.parameters.emplace_back("LaunchPermission.Add." + std::to_string(++count) + key, value);
    };
    for (const std::string& account : readers.accounts)
        add(".UserId", account);
    if (readers.isPublic)
        add(".Group", "all");
    return call;
}

AwsCall importKeyPair(const MachineWish& wish)
{
    AwsCall call{.action = "ImportKeyPair",
                 .parameters = {{"KeyName", wish.name}, {"PublicKeyMaterial", base64(wish.publicKey)}}};
    addTags(call, 1, "key-pair", wish.name);
    return call;
}

AwsCall createSecurityGroup(const MachineWish& wish, std::string_view vpc)
{
    AwsCall call{.action = "CreateSecurityGroup",
                 .parameters
                 = {{"GroupName", wish.name}, {"GroupDescription", "SSH from one address, by Inferometer"}}};
    addGiven(call, "VpcId", std::string{vpc});
    addTags(call, 1, "security-group", wish.name);
    return call;
}

AwsCall allowLogin(const AwsSettings& settings, std::string_view group)
{
    return {.action = "AuthorizeSecurityGroupIngress",
            .parameters = {{"GroupId", std::string{group}},
                           {"IpPermissions.1.IpProtocol", "tcp"},
                           {"IpPermissions.1.FromPort", "22"},
                           {"IpPermissions.1.ToPort", "22"},
                           {"IpPermissions.1.IpRanges.1.CidrIp", settings.myCidr}}};
}

AwsCall runInstances(const AwsSettings& settings, const MachineWish& wish, const AwsLaunch& launch)
{
    AwsCall call{.action = "RunInstances",
                 .parameters = {{"ImageId", launch.image.id},
                                {"InstanceType", settings.instance},
                                {"MinCount", "1"},
                                {"MaxCount", "1"},
                                {"UserData", base64(awsUserData(wish.ttl))},
                                {"InstanceInitiatedShutdownBehavior", "terminate"},
                                {"MetadataOptions.HttpTokens", "required"},
                                {"BlockDeviceMapping.1.DeviceName", launch.image.rootDevice},
                                {"BlockDeviceMapping.1.Ebs.VolumeSize", std::to_string(settings.diskGb)},
                                {"BlockDeviceMapping.1.Ebs.VolumeType", "gp3"},
                                {"BlockDeviceMapping.1.Ebs.DeleteOnTermination", "true"}}};
    addGiven(call, "KeyName", launch.keyPair);
    addGiven(call, "ClientToken", launch.isTrial ? std::string{} : wish.name.substr(0, kLongestToken));
    addNetwork(call, settings, launch.group);
    addGiven(call, "Placement.AvailabilityZone", settings.zone);
    addGiven(call, "Placement.GroupName", settings.placementGroup);
    if (settings.isSpot)
        addSpot(call);
    addTags(call, 1, "instance", wish.name);
    addTags(call, 2, "volume", wish.name);
    return call;
}

std::string awsUserData(double ttl)
{
    const auto minutes = static_cast<std::int64_t>(std::ceil(std::max(ttl, 1.0) / 60));
    return "#!/bin/sh\nshutdown -h +" + std::to_string(minutes) + "\n";
}

AwsList awsList(ResourceKind kind)
{
    const auto filtered = [](const char* action, const char* filter, std::string_view value) {
        return AwsCall{.action = action,
                       .parameters = {{"Filter.1.Name", filter}, {"Filter.1.Value.1", std::string{value}}},
                       .isRead = true};
    };
    const auto paged = [](AwsCall call) {
        call.parameters.emplace_back("MaxResults", "500");
        return call;
    };
    switch (kind) {
    case ResourceKind::Volume:
        return {paged(filtered("DescribeVolumes", "tag-key", kAwsTag)), "volumeSet"};
    case ResourceKind::KeyPair:
        return {filtered("DescribeKeyPairs", "key-name", kOurNames), "keySet"};
    case ResourceKind::Image:
    case ResourceKind::Snapshot: {
        const bool isImage = kind == ResourceKind::Image;
        AwsCall call{.action = isImage ? "DescribeImages" : "DescribeSnapshots", .isRead = true};
        addOurImages(call);
        return {paged(std::move(call)), isImage ? "imagesSet" : "snapshotSet"};
    }
    case ResourceKind::SecurityGroup:
        return {paged(filtered("DescribeSecurityGroups", "group-name", kOurNames)), "securityGroupInfo"};
    default:
        return {paged(filtered("DescribeInstances", "tag-key", kAwsTag)), "reservationSet"};
    }
}

SiteResource instanceOf(const XmlNode& item, const AwsSettings& settings)
{
    SiteResource machine;
    machine.name = ourTag(item);
    machine.id = item.at("instanceId");
    machine.state = item.at("instanceState/name");
    machine.isEnded = machine.state == "terminated";
    machine.trouble = troubleOf(item, machine.state);
    machine.address = item.at(settings.isPrivate ? "privateIpAddress" : "ipAddress");
    machine.user = settings.user;
    machine.isReady = machine.state == "running" && !machine.address.empty();
    return machine;
}

namespace {

SiteResource imageOf(const XmlNode& item)
{
    constexpr std::array<std::string_view, 3> kFailed{"failed", "error", "invalid"};
    SiteResource image{.kind = ResourceKind::Image, .name = ourTag(item)};
    image.id = item.at("imageId");
    image.state = item.at("imageState");
    image.isReady = image.state == "available";
    image.isEnded = image.state == "deregistered";
    if (std::find(kFailed.begin(), kFailed.end(), image.state) != kFailed.end())
        image.trouble = visibleText(shownName(reasonOr(item.at("stateReason/message"), image.state), kMostReason));
    return image;
}

SiteResource snapshotOf(const XmlNode& item)
{
    SiteResource snapshot{.kind = ResourceKind::Snapshot, .name = ourTag(item)};
    snapshot.id = item.at("snapshotId");
    const std::string_view status = item.at("status");
    const std::string_view progress = item.at("progress");
    snapshot.isReady = status == "completed";
    snapshot.state = status;
    if (!snapshot.isReady && !progress.empty())
        snapshot.state.append(", ").append(progress);
    if (status == "error")
        snapshot.trouble = visibleText(shownName(reasonOr(item.at("statusMessage"), status), kMostReason));
    return snapshot;
}

}  // namespace

SiteResource partOf(ResourceKind kind, const XmlNode& item)
{
    if (kind == ResourceKind::Image)
        return imageOf(item);
    if (kind == ResourceKind::Snapshot)
        return snapshotOf(item);
    SiteResource part;
    part.kind = kind;
    if (kind == ResourceKind::Volume) {
        part.name = ourTag(item);
        part.id = item.at("volumeId");
        part.state = item.at("status");
        part.isEnded = part.state == "deleted";
        return part;
    }
    const bool isKey = kind == ResourceKind::KeyPair;
    const std::string_view name = item.at(isKey ? "keyName" : "groupName");
    part.name = isOurName(name) ? std::string{name} : std::string{};
    part.id = isKey ? name : item.at("groupId");
    return part;
}

bool isImpaired(const XmlNode& item)
{
    return item.at("instanceStatus/status") == "impaired" || item.at("systemStatus/status") == "impaired";
}

AwsCall endCall(const SiteResource& resource)
{
    switch (resource.kind) {
    case ResourceKind::Volume:
        return {.action = "DeleteVolume", .parameters = {{"VolumeId", resource.id}}};
    case ResourceKind::KeyPair:
        return {.action = "DeleteKeyPair", .parameters = {{"KeyName", resource.id}}};
    case ResourceKind::SecurityGroup:
        return {.action = "DeleteSecurityGroup", .parameters = {{"GroupId", resource.id}}};
    case ResourceKind::Image:
        return {.action = "DeregisterImage", .parameters = {{"ImageId", resource.id}}};
    case ResourceKind::Snapshot:
        return {.action = "DeleteSnapshot", .parameters = {{"SnapshotId", resource.id}}};
    default:
        return {.action = "TerminateInstances", .parameters = {{"InstanceId.1", resource.id}}};
    }
}

}  // namespace inferometer
