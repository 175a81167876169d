// SPDX-License-Identifier: GPL-3.0-or-later
// Where machines come from: a row each.
#pragma once

#include "core/cloud/cloud.h"
#include "core/cloud/site.h"
#include "core/host/host.h"
#include "core/host/ssh_login.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// A setting of a site.
struct SiteKey
{
    std::string_view name;  // in a deployment file, under `site`
    std::string_view help;
    bool isNeeded = false;
    std::string_view preset{};  // what holds where it is not given
};

// What a site asks of its user's surroundings.
struct SiteAccess
{
    SecretSource secret = environmentSecret;
    HostKeyTrust trust{};  // of a machine whose key is not known; none: it is refused
};

// A row has one of `connect` and `open`: the machine is there, or it is made; neither where it is another
// deployment's (core/provision/shared_machine.h).
struct Provider
{
    std::string_view id;  // in a deployment file: "local"
    std::string_view label;
    std::span<const SiteKey> keys;
    // The machine of the site. Blocks.
    Result<std::unique_ptr<Host>> (*connect)(const SiteSpec& site, const SiteAccess& access,
                                             const std::stop_token& stop);
    // The account at the site. NotFound names the credential that is missing.
    Result<std::unique_ptr<Cloud>> (*open)(const SiteSpec& site, const SiteAccess& access);
};

std::span<const Provider> providers();
const Provider* findProvider(std::string_view id);
// "local, ...": for a sentence.
std::string providerNames();

// The setting, or the preset of the provider's row. REQUIRES: the provider has such a key.
std::string siteSetting(const SiteSpec& site, std::string_view key);

// What is wrong with the settings, by the provider's row: unknown keys and missing ones.
std::vector<Error> validateSite(const SiteSpec& site);

}  // namespace inferometer
