// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/ssh_site.h"

#include "core/config/user_folders.h"
#include "core/host/ssh_host.h"

#include <utility>

namespace inferometer {

Result<SshAsk> sshAskOf(const SiteSpec& site, const SiteAccess& access)
{
    Result<SshPlace> place = parseSshPlace(siteSetting(site, "host"));
    if (!place)
        return place.error();
    Result<std::vector<SshPlace>> jumps = parseSshPlaces(siteSetting(site, "jump"));
    if (!jumps)
        return jumps.error().about("site/jump");
    SshAsk ask{.place = std::move(place).value(),
               .jumps = std::move(jumps).value(),
               .keyFile = expandedHome(siteSetting(site, "key-file")),
               .knownHosts = expandedHome(siteSetting(site, "known-hosts"))};
    if (const std::string name = siteSetting(site, "password-env"); !name.empty()) {
        Result<Secret> password = access.secret(name);
        if (!password)
            return password.error().about("site/password-env");
        ask.password = std::move(password).value();
    }
    return ask;
}

Result<std::unique_ptr<Host>> machineOverSsh(const SiteSpec& site, const SiteAccess& access,
                                             const std::stop_token& stop)
{
    Result<SshAsk> ask = sshAskOf(site, access);
    return ask ? sshHost(std::move(ask).value(), access.trust, stop) : Result<std::unique_ptr<Host>>{ask.error()};
}

}  // namespace inferometer
