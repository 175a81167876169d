// SPDX-License-Identifier: GPL-3.0-or-later
// Where machines come from: a row each.
#pragma once

#include "core/cloud/cloud.h"
#include "core/cloud/site.h"
#include "core/host/host.h"
#include "core/host/ssh_login.h"

#include <cstdint>
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

// Of every site that lists late; see listLagOf().
inline constexpr SiteKey kListLagKey{
    "list-lag", "how long after a create its list may lack what was made, s: nothing is called gone sooner", false,
    "30"};

// What a site asks of its user's surroundings.
struct SiteAccess
{
    SecretSource secret = environmentSecret;
    HostKeyTrust trust{};  // of a machine whose key is not known; none: it is refused
};

// A row has one of `connect` and `open`: the machine is there, or it is made.
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
    // The settings that ask for an offer of the site, the one that names the machine first; null: none can be chosen.
    NamedValues (*settingsFor)(const Offer& offer) = nullptr;
    // Whether whatever runs on a machine ends with it; not so on a node of a cluster.
    bool machineEndsAll = true;
    // What is made for a machine, as a file for the site's own tool; null: it has no such file. Asks nobody.
    Result<std::string> (*manifests)(const SiteSpec& site, const MachineWish& wish) = nullptr;
};

std::span<const Provider> providers();
const Provider* findProvider(std::string_view id);
// "local, ...": for a sentence.
std::string providerNames();

// The setting, or the preset of the provider's row. REQUIRES: the provider has such a key.
std::string siteSetting(const SiteSpec& site, std::string_view key);

// Whether the site, which tells no prices, has a setting for it that is not given.
bool lacksPrice(const SiteSpec& site);

// What is wrong with the settings, by the provider's row: unknown keys and missing ones. `machine`: whether they name
// the machine, or leave it open, to be chosen of the site's offers.
enum class MachineSetting : std::uint8_t { Named, Open };
std::vector<Error> validateSite(const SiteSpec& site, MachineSetting machine = MachineSetting::Named);

// What the site offers now. Blocks. InvalidInput: it is a machine by itself.
Result<std::vector<Offer>> offersOf(const SiteSpec& site, const SiteAccess& access, const std::stop_token& stop = {});

// The setting that names the machine; empty: the site makes none.
std::string machineKey(const Provider& provider);
// Whether the site's own settings ask for something else.
bool contradicts(const SiteSpec& site, const NamedValues& settings);
// Whether the provider's row has such a setting.
bool hasSetting(const Provider& provider, std::string_view key);

}  // namespace inferometer
