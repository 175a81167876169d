// SPDX-License-Identifier: GPL-3.0-or-later
// The settings of a site at AWS, and whose credentials are used there.
#pragma once

#include "core/cloud/aws_query.h"
#include "core/cloud/provider.h"

#include <array>
#include <string>
#include <string_view>

namespace inferometer {

inline constexpr std::array kAwsKeys{
    SiteKey{"region", "the region, such as eu-west-1", true},
    SiteKey{"instance", "the instance type, such as g5.xlarge", true},
    SiteKey{"image",
            "the machine image (AMI) by its id, or own: the newest that `images build` made; not given: the newest "
            "that image-name finds"},
    SiteKey{"image-name", "the name of the machine image, * for any text", false,
            "Deep Learning Base OSS Nvidia Driver GPU AMI (Ubuntu 22.04) *"},
    SiteKey{"image-owner", "who published what image-name finds: amazon, self or an account's number", false, "amazon"},
    SiteKey{"zone", "the availability zone, such as eu-west-1a; not given: AWS chooses"},
    SiteKey{"subnet", "the subnet by its id; not given: the default one"},
    SiteKey{"user", "who logs in", false, "ubuntu"},
    SiteKey{"disk", "the size of the disk in GB", false, "100"},
    SiteKey{"spot", "true: take spare capacity, cheaper, which AWS may take back at any time", false, "false"},
    SiteKey{"placement-group", "a placement group that is there, by its name"},
    SiteKey{"security-group", "a security group that is there, by its id, used as it is; it must let SSH in"},
    SiteKey{"my-address", "the IPv4 address from which SSH is let in, as others see it; needed without security-group"},
    SiteKey{"address", "which address of the machine is used: public or private", false, "public"},
    kListLagKey,
    SiteKey{"access-key-env", "the environment variable that holds the access key", false, "AWS_ACCESS_KEY_ID"},
    SiteKey{"secret-key-env", "the environment variable that holds the secret key", false, "AWS_SECRET_ACCESS_KEY"},
    SiteKey{"session-token-env", "the environment variable that holds the session token of temporary credentials",
            false, "AWS_SESSION_TOKEN"},
    SiteKey{"profile", "a section of ~/.aws/credentials, used instead of the environment"},
    SiteKey{"api-url", "where AWS's APIs are reached, if not at Amazon's own addresses"}};

struct AwsSettings
{
    AwsPlace place;
    std::string instance;
    std::string image;  // an id or kOwnImage; empty: imageName finds it
    std::string imageName;
    std::string imageOwner;
    std::string zone;
    std::string subnet;
    std::string user;
    std::int64_t diskGb = 0;
    bool isSpot = false;
    std::string placementGroup;
    std::string securityGroup;
    std::string myCidr;  // "203.0.113.7/32"; empty with a security group alone
    bool isPrivate = false;
    int listLag = 0;  // s
};

// Whether it may stand in the name of a host of Amazon's.
bool isAwsRegion(std::string_view text);

Result<AwsSettings> awsSettings(const SiteSpec& site);

// Of the site's profile, else of the environment.
Result<AwsCredentials> awsCredentials(const SiteSpec& site, const SiteAccess& access);

// The section of such a file as AWS's own tools write it.
Result<AwsCredentials> awsProfile(std::string_view file, std::string_view name);

}  // namespace inferometer
