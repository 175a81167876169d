// SPDX-License-Identifier: GPL-3.0-or-later
// Machines of AWS EC2. To add another cloud: a file that implements Cloud, and a row in provider.cpp.
#pragma once

#include "core/cloud/aws_settings.h"
#include "core/cloud/cloud.h"

#include <memory>

namespace inferometer {

Result<std::unique_ptr<Cloud>> openAws(const SiteSpec& site, const SiteAccess& access);

}  // namespace inferometer
