// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/provider.h"

#include "core/base/visible_text.h"
#include "core/cloud/aws.h"
#include "core/cloud/gcp.h"
#include "core/cloud/grid5000.h"
#include "core/cloud/kubernetes.h"
#include "core/cloud/runpod.h"
#include "core/cloud/scaleway.h"
#include "core/cloud/slurm.h"
#include "core/cloud/ssh_site.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace inferometer {

namespace {

Result<std::unique_ptr<Host>> thisMachine(const SiteSpec& /*site*/, const SiteAccess& /*access*/,
                                          const std::stop_token& /*stop*/)
{
    return localHost();
}

// The region of its offers begins with the cloud.
NamedValues onRunpod(const Offer& offer)
{
    return {{"gpu", offer.machine}, {"cloud", offer.region.substr(0, offer.region.find(' '))}};
}
NamedValues onAws(const Offer& offer) { return {{"instance", offer.machine}}; }
NamedValues onScaleway(const Offer& offer) { return {{"type", offer.machine}}; }
NamedValues onGcp(const Offer& offer) { return {{"type", offer.machine}}; }

// Its ledger, and so its machine, is above this layer (core/provision/shared_machine.h).
Result<std::unique_ptr<Host>> throughItsDeployment(const SiteSpec& site, const SiteAccess& /*access*/,
                                                   const std::stop_token& /*stop*/)
{
    return Error{Errc::Unsupported,
                 sentence("errors", "The machine of %1 is reached as a deployment's; try it by the step connection.")
                     .with(visibleText(siteSetting(site, "name"))),
                 "site/name"};
}

constexpr std::array kSharedKeys{
    SiteKey{"name", "the deployment whose machine it is, made by its `create`", true},
};

constexpr std::array kProviders{
    Provider{"local", "This machine", {}, thisMachine, nullptr},
    Provider{"ssh", "A machine over SSH", kSshKeys, machineOverSsh, nullptr},
    Provider{"edge", "A small board over SSH", kSshKeys, machineOverSsh, nullptr},
    Provider{"deployment", "The machine of another deployment", kSharedKeys, throughItsDeployment, nullptr},
    Provider{"aws", "AWS EC2", kAwsKeys, nullptr, openAws, onAws},
    Provider{"runpod", "RunPod", kRunpodKeys, nullptr, openRunpod, onRunpod},
    Provider{"scaleway", "Scaleway", kScalewayKeys, nullptr, openScaleway, onScaleway},
    Provider{"slurm", "Slurm", kSlurmKeys, nullptr, openSlurm, nullptr, false},
    Provider{"grid5000", "Grid'5000", kGrid5000Keys, nullptr, openGrid5000},
    Provider{"kubernetes", "Kubernetes", kKubernetesKeys, nullptr, openKubernetes, nullptr, true, kubernetesManifests},
    Provider{"gcp", "Google Compute Engine", kGcpKeys, nullptr, openGcp, onGcp},
};

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

namespace {

const SiteKey* findKey(const Provider& provider, std::string_view name)
{
    const auto found = std::find_if(provider.keys.begin(), provider.keys.end(),
                                    [name](const SiteKey& key) { return key.name == name; });
    return found == provider.keys.end() ? nullptr : &*found;
}

std::string keyNames(const Provider& provider)
{
    std::string names;
    for (const SiteKey& key : provider.keys)
        names.append(names.empty() ? "" : ", ").append(key.name);
    return names;
}

}  // namespace

std::string siteSetting(const SiteSpec& site, std::string_view key)
{
    if (const std::string_view given = settingOf(site, key); !given.empty())
        return std::string{given};
    const Provider* provider = findProvider(site.provider);
    const SiteKey* row = provider == nullptr ? nullptr : findKey(*provider, key);
    return row == nullptr ? std::string{} : std::string{row->preset};
}

bool lacksPrice(const SiteSpec& site)
{
    const Provider* provider = findProvider(site.provider);
    return provider != nullptr && findKey(*provider, "price") != nullptr && siteSetting(site, "price").empty();
}

Result<std::vector<Offer>> offersOf(const SiteSpec& site, const SiteAccess& access, const std::stop_token& stop)
{
    const Provider* provider = findProvider(site.provider);
    if (provider == nullptr || provider->open == nullptr)
        return Error{Errc::InvalidInput,
                     sentence("errors", "The site \"%1\" is a machine by itself: it offers none.").with(site.provider),
                     "site/provider"};
    const Result<std::unique_ptr<Cloud>> cloud = provider->open(site, access);
    return cloud ? cloud.value()->offers(stop) : Result<std::vector<Offer>>{cloud.error()};
}

std::string machineKey(const Provider& provider)
{
    return provider.settingsFor == nullptr ? std::string{} : provider.settingsFor({}).front().first;
}

bool contradicts(const SiteSpec& site, const NamedValues& settings)
{
    return std::any_of(settings.begin(), settings.end(), [&site](const auto& setting) {
        const std::string_view given = settingOf(site, setting.first);
        return !given.empty() && given != setting.second;
    });
}

bool hasSetting(const Provider& provider, std::string_view key) { return findKey(provider, key) != nullptr; }

std::vector<Error> validateSite(const SiteSpec& site, MachineSetting machine)
{
    const Provider* provider = findProvider(site.provider);
    if (provider == nullptr)
        return {{Errc::InvalidInput,
                 sentence("errors", "There is no provider \"%1\"; it must be one of: %2.")
                     .with(visibleText(site.provider), providerNames()),
                 "site/provider"}};
    std::vector<Error> errors;
    for (const auto& [name, value] : site.settings)
        if (findKey(*provider, name) == nullptr)
            errors.emplace_back(Errc::InvalidInput,
                                provider->keys.empty()
                                    ? sentence("errors", "The site \"%1\" has no settings; remove %2.")
                                          .with(provider->id, visibleText(name))
                                    : sentence("errors", R"("%1" is no setting of the site "%2", which knows: %3.)")
                                          .with(visibleText(name), provider->id, keyNames(*provider)),
                                "site/" + name);
    const std::string open = machine == MachineSetting::Open ? machineKey(*provider) : std::string{};
    for (const SiteKey& key : provider->keys)
        if (key.isNeeded && key.name != open && settingOf(site, key.name).empty())
            errors.emplace_back(Errc::InvalidInput,
                                sentence("errors", "The site \"%1\" needs %2: %3.")
                                    .with(provider->id, key.name, Figure::unit(key.help)),
                                "site/" + std::string{key.name});
    return errors;
}

}  // namespace inferometer
