// SPDX-License-Identifier: GPL-3.0-or-later
// The machine image that a site's settings find in each region of AWS: images are of one region each.
#pragma once

#include "core/cloud/aws_settings.h"
#include "core/cloud/cloud.h"

#include <stop_token>
#include <string>
#include <vector>

namespace inferometer {

// The regions of an answer to DescribeRegions, in their order; Protocol where there is none, or one is no region.
Result<std::vector<std::string>> awsRegions(const XmlNode& answer);

// Those that the account may use.
Result<std::vector<std::string>> usableRegions(AwsApi& api, const std::stop_token& stop = {});

// Of every region that the account may use, the settings' own first; an image that is given by its id is of that one
// alone. A region that cannot be asked says why.
Result<std::vector<SiteImage>> awsImages(AwsApi& api, const AwsSettings& settings, const std::stop_token& stop = {});

}  // namespace inferometer
