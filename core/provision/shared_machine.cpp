// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/shared_machine.h"

#include "core/base/visible_text.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace inferometer {

std::string machineOwner(const SiteSpec& site)
{
    constexpr std::string_view kProvider = "deployment";
    return site.provider == kProvider ? siteSetting(site, "name") : std::string{};
}

Result<std::optional<Resource>> machineOf(const Ledger& ledger, const std::string& deployment)
{
    Result<Ledger::Read> read = ledger.read();
    if (!read)
        return read.error();
    const std::vector<Resource>& all = read.value().resources;
    const auto found = std::find_if(all.begin(), all.end(), [&deployment](const Resource& one) {
        return isMachine(one) && one.deployment == deployment && one.state != ResourceState::Gone;
    });
    return found == all.end() ? std::optional<Resource>{} : std::optional{*found};
}

Result<std::shared_ptr<Host>> sharedMachine(const std::string& owner, const std::string& folder,
                                            const DeploymentTools& tools, const std::stop_token& stop)
{
    const Result<Ledger> ledger = Ledger::open(folder);
    if (!ledger)
        return ledger.error();
    Result<std::optional<Resource>> machine = machineOf(ledger.value(), owner);
    if (!machine)
        return machine.error();
    if (!machine.value())
        return Error{Errc::NotFound,
                     sentence("errors", "The deployment %1 has no machine that was made for it; make it by `create`.")
                         .with(visibleText(owner)),
                     "site/name"};
    DeploymentSpec spec;
    spec.name = owner;
    spec.site = machine.value()->site;
    if (const std::vector<Error> wrong = validateSite(spec.site); !wrong.empty())
        return wrong.front();
    if (!findProvider(spec.site.provider)->machineEndsAll)
        return Error{
            Errc::Unsupported,
            sentence("errors",
                     "A job at %1 holds its node for %2 alone: what else ran there would outlive it; give it a "
                     "site of its own.")
                .with(spec.site.provider, visibleText(owner)),
            "site/name"};
    Result<Deployment> deployment = Deployment::open(std::move(spec), folder, tools);
    if (!deployment)
        return deployment.error();
    const Result<std::string> reached = deployment.value().connect(stop);
    return reached ? Result<std::shared_ptr<Host>>{deployment.value().host()}
                   : Result<std::shared_ptr<Host>>{reached.error()};
}

}  // namespace inferometer
