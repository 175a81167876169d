// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/site_setting.h"

#include "core/base/text.h"
#include "core/cloud/provider.h"

#include <string>

namespace inferometer {

Error wrongSetting(std::string_view key, const Sentence& said)
{
    return {Errc::InvalidInput, said, "site/" + std::string{key}};
}

Result<int> wholeSetting(const SiteSpec& site, std::string_view key, int least, int most)
{
    const std::optional<std::int64_t> value = parseInteger(siteSetting(site, key));
    if (!value || *value < least || *value > most)
        return wrongSetting(
            key,
            sentence("errors", "%1 must be a whole number from %2 to %3.").with(Figure::setting(key), least, most));
    return static_cast<int>(*value);
}

Result<int> listLagOf(const SiteSpec& site)
{
    constexpr int kMost = 600;
    return wholeSetting(site, kListLagKey.name, 1, kMost);
}

}  // namespace inferometer
