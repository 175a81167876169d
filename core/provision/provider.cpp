// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/provider.h"

#include <algorithm>
#include <array>

namespace inferometer {

namespace {

Result<std::unique_ptr<Host>> thisMachine(const SiteSpec& /*site*/) { return localHost(); }

constexpr std::array kProviders{Provider{"local", "This machine", thisMachine}};

}  // namespace

std::span<const Provider> providers() { return kProviders; }

const Provider* findProvider(std::string_view id)
{
    const auto* const found = std::find_if(kProviders.begin(), kProviders.end(),
                                           [id](const Provider& provider) { return provider.id == id; });
    return found == kProviders.end() ? nullptr : found;
}

std::string providerNames()
{
    std::string names;
    for (const Provider& provider : kProviders)
        names.append(names.empty() ? "" : ", ").append(provider.id);
    return names;
}

}  // namespace inferometer
