// SPDX-License-Identifier: GPL-3.0-or-later
// sites.yaml: sites by name, shared by the command line and the workbench; a deployment says `site: NAME`.
//
//   version: 1
//   sites:
//     lab: {provider: ssh, host: ada@gpu-1}
//     pods: {provider: runpod, gpu: NVIDIA L4, api-key-env: RUNPOD_KEY}
//
// It holds no secret: a setting that ends in "-env" names the environment variable, or in the workbench the keyring's
// item, that does. A file with a fault is refused, and so never written over; comments do not outlast a change made by
// the workbench.
#pragma once

#include "core/base/result.h"
#include "core/cloud/provider.h"
#include "core/cloud/site.h"
#include "core/config/strict_yaml.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

struct NamedSite
{
    std::string name{};  // 1 to 60 letters, digits, - and _
    SiteSpec site{};
    bool operator==(const NamedSite&) const = default;
};

// FOLDER/sites.yaml
std::string sitesPath(const std::string& folder);

// Each error names file, line and, as its field, "name" or "site/KEY".
Result<std::vector<NamedSite>> parseSites(std::string_view text, std::string_view origin);
// No file is no sites.
Result<std::vector<NamedSite>> loadSites(const std::string& folder);

// The site of that name in FOLDER/sites.yaml; the error names the nearest one or those there are.
Result<SiteSpec> findSite(const std::string& folder, std::string_view name);

// The accounts that FOLDER/sites.yaml names, where machines are made and billed.
Result<std::vector<SiteSpec>> accounts(const std::string& folder);

// Reads the map of a site as it stands in either file. What is wrong with a line by itself; what is missing is
// validateSite()'s to tell.
std::vector<Error> readSite(const YamlNode& map, std::string_view origin, SiteSpec& site);

// What is wrong with one by itself: its name, a credential in a setting, and all that validateSite() tells.
std::vector<Error> validateNamedSite(const NamedSite& site);

std::string toYaml(const std::vector<NamedSite>& sites);

// Replaces the file whole or not at all. Refuses what loadSites() would.
Status saveSites(const std::string& folder, const std::vector<NamedSite>& sites);

// Reads the file as it is now, changes the sites and saves them. An error of `change` leaves the file alone.
using SitesChange = std::function<Status(std::vector<NamedSite>& sites)>;
Status changeSites(const std::string& folder, const SitesChange& change);

// Puts it in the place of the one named `replaced`, or last when there is none. Refuses a name that another has.
Status putSite(std::vector<NamedSite>& sites, std::string_view replaced, NamedSite site);

// Where a key of a provider's row names a secret ("api-key-env").
bool namesSiteSecret(const SiteKey& key);

// Tries the site out: whose account it is there, or what the machine is. Makes nothing. Blocks.
Result<std::string> trySite(const SiteSpec& site, const SiteAccess& access, const std::stop_token& stop = {});

}  // namespace inferometer
