// SPDX-License-Identifier: GPL-3.0-or-later
// The settings of a site, read.
#pragma once

#include "core/base/result.h"
#include "core/cloud/site.h"

#include <string_view>

namespace inferometer {

Error wrongSetting(std::string_view key, const Sentence& said);

// InvalidInput unless it is a whole number in the range.
Result<int> wholeSetting(const SiteSpec& site, std::string_view key, int least, int most);

// s. REQUIRES: the provider has kListLagKey.
Result<int> listLagOf(const SiteSpec& site);

}  // namespace inferometer
