// SPDX-License-Identifier: GPL-3.0-or-later
// The calls of EC2 that make, list and end what is ours, and how its answers are read.
//
// All of ours has two tags from its first moment on, Name and inferometer, which hold the name of the wish.
#pragma once

#include "core/cloud/aws_settings.h"
#include "core/cloud/cloud.h"

#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

inline constexpr std::string_view kAwsTag = "inferometer";

struct AwsImage
{
    std::string id;
    std::string name;
    std::string rootDevice;  // "/dev/sda1"
    std::string created;     // "2026-10-03T09:12:44.000Z"
};

AwsCall describeImages(const AwsSettings& settings);
// The newest that can be used; empty id: none.
AwsImage newestImage(const XmlNode& answer);

// Whether the settings name one image, which is of their region alone.
bool isOneImage(const AwsSettings& settings);

// Of a machine that goes on running: a restart would lose its armed end, which is armed at its first start alone.
AwsCall createImage(const std::string& name, std::string_view machine);
AwsCall copyImage(const std::string& name, const SiteImage& source);
AwsCall shareImage(std::string_view id, const ImageReaders& readers);

AwsCall importKeyPair(const MachineWish& wish);
AwsCall createSecurityGroup(const MachineWish& wish, std::string_view vpc);
// SSH from the settings' one address.
AwsCall allowLogin(const AwsSettings& settings, std::string_view group);

struct AwsLaunch
{
    AwsImage image;
    std::string keyPair;  // empty: none
    std::string group;    // empty: none
    bool isTrial = false;
};
AwsCall runInstances(const AwsSettings& settings, const MachineWish& wish, const AwsLaunch& launch);
// Arms the machine's end as the first thing that it does.
std::string awsUserData(double ttl);

// What lists one kind of ours, and where the items stand in its answer.
struct AwsList
{
    AwsCall call;
    std::string_view path;
};
AwsList awsList(ResourceKind kind);
// A machine as DescribeInstances tells it; name: empty where it is none of ours.
SiteResource instanceOf(const XmlNode& item, const AwsSettings& settings);
// The same of the other kinds.
SiteResource partOf(ResourceKind kind, const XmlNode& item);
// Whether AWS's own checks of the machine (an item of DescribeInstanceStatus) have failed.
bool isImpaired(const XmlNode& item);

AwsCall endCall(const SiteResource& resource);

}  // namespace inferometer
