// SPDX-License-Identifier: GPL-3.0-or-later
// The part of a deployment's journey that is billed.
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/host/ssh_host.h"
#include "core/host/ssh_key.h"
#include "core/provision/deployment.h"
#include "core/provision/shared_machine.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <utility>

namespace inferometer {

std::string moneyText(double amount, std::string_view currency)
{
    if (std::isnan(amount))
        return "an unknown price";
    return (currency == "USD" ? "$" : "") + formatFixed(amount, 2)
        + (currency == "USD" ? std::string{} : " " + visibleText(currency));
}

Sentence priceSentence(const DeploymentPrice& price)
{
    const Offer& offer = price.offer;
    std::string machine = offer.machine;
    if (!offer.gpu.empty())
        machine += " (" + std::to_string(offer.gpus) + " x " + offer.gpu
            + (offer.gpuMemory > 0 ? ", " + formatFixed(offer.gpuMemory, 1) + " GB" : std::string{}) + ")";
    machine += (offer.region.empty() ? "" : ", " + offer.region) + std::string{offer.isSpot ? ", spot" : ""};
    if (!price.endsItself)
        return sentence("errors", "%1: %2 an hour by %3, until `destroy`: its own end does not end the bill.")
            .with(visibleText(machine), moneyText(offer.pricePerHour, offer.currency), visibleText(offer.source));
    return sentence("errors", "%1: %2 an hour by %3, %4 at most in the %5 until it ends itself.")
        .with(visibleText(machine), moneyText(offer.pricePerHour, offer.currency), visibleText(offer.source),
              moneyText(price.most, offer.currency), formatDuration(price.ttl));
}

// A budget is kept by the machine's own end.
Result<DeploymentPrice> Deployment::price(const std::stop_token& stop)
{
    if (const Status opened = openSite(); !opened)
        return opened.error();
    Result<Offer> offer = m_cloud->asked(stop);
    if (!offer)
        return offer.error();
    DeploymentPrice price{std::move(offer).value(), m_spec.limits.ttl, m_cloud->endsItself()};
    const double budget = m_spec.limits.budget;
    constexpr double kHour = 3600;
    constexpr double kLeast = 60;  // s
    if (budget > 0 && !price.endsItself)
        return Error{Errc::InvalidInput,
                     sentence("errors",
                              "What %1 bills goes on until `destroy`, whatever its machine does: limits/budget cannot "
                              "be kept; remove it.")
                         .with(m_spec.site.provider),
                     "limits/budget"};
    if (budget > 0 && !(price.offer.pricePerHour >= 0))
        return Error{Errc::InvalidInput,
                     sentence("errors",
                              "%1 does not tell what %2 costs: limits/budget cannot be kept; remove it, or "
                              "choose another machine.")
                         .with(m_spec.site.provider, price.offer.machine),
                     "limits/budget"};
    if (budget > 0 && price.offer.pricePerHour > 0)
        price.ttl = std::min(price.ttl, budget / price.offer.pricePerHour * kHour);
    if (price.ttl < kLeast)
        return Error{Errc::InvalidInput,
                     sentence("errors", "limits/budget is gone after %1 s of %2, which costs %3 an hour; give more.")
                         .with(Figure::number(price.ttl), price.offer.machine,
                               moneyText(price.offer.pricePerHour, price.offer.currency)),
                     "limits/budget"};
    if (price.endsItself)
        price.most = price.offer.pricePerHour * price.ttl / kHour;
    return price;
}

Status Deployment::create(const std::stop_token& stop)
{
    if (Status locked = lock(); !locked)
        return locked;
    if (Status here = checkSite(); !here || !makesMachines())
        return here;
    if (Status opened = openSite(); !opened)
        return opened;
    const Result<bool> stands = findMachine(stop);
    if (!stands)
        return stands.error();
    if (stands.value())
        return {};
    Status made = makeIt(stop);
    if (made || made.error().code == Errc::Cancelled)
        return made;
    const Status ended = destroy();
    return ended
        ? made
        : Error{ended.error().code,
                sentence("errors", "%1 And it could not be ended: %2").with(made.error().said, ended.error().said)};
}

// What an earlier create() left, by what is there now: true where the machine stands; what does not is ended.
Result<bool> Deployment::findMachine(const std::stop_token& stop)
{
    const Result<std::vector<Resource>> resources = ours();
    if (!resources)
        return resources.error();
    const auto machine = std::find_if(resources.value().begin(), resources.value().end(), isMachine);
    if (machine != resources.value().end() && machine->state == ResourceState::Standing) {
        const Result<SiteResource> ready = awaitMachine(work(), machine->name, m_spec.limits.ready, stop);
        if (ready)
            return true;
        // A site that cannot be asked says nothing of the machine.
        if (ready.error().code != Errc::Unsupported && ready.error().code != Errc::Timeout)
            return ready.error();
    }
    const Status ended = endMachines(resources.value(), stop);
    return ended ? Result<bool>{false} : Result<bool>{ended.error()};
}

Status Deployment::makeIt(const std::stop_token& stop)
{
    const Result<DeploymentPrice> price = this->price(stop);
    if (!price)
        return price.error();
    if (!m_tools.agrees || !m_tools.agrees(price.value()))
        return Error{Errc::InvalidInput,
                     sentence("errors", "Nothing was made: nobody agreed to its price (--yes in scripts)."), "yes"};
    const Result<std::string> key = ensureSshKey(home() + "/key");
    if (!key)
        return key.error();
    std::error_code ignored;
    std::filesystem::remove(home() + "/known_hosts", ignored);
    Resource draft{.name = uniqueResourceName(m_spec.name),
                   .deployment = m_spec.name,
                   .site = m_spec.site,
                   .pricePerHour = price.value().offer.pricePerHour,
                   .currency = price.value().offer.currency,
                   .created = realtimeNow()};
    draft.deadline = draft.created + fromSeconds(price.value().ttl);
    const Nanos began = monotonicNow();
    if (Status made = makeMachine(work(), {draft.name, key.value(), price.value().ttl}, draft, stop); !made)
        return made;
    const Result<SiteResource> ready = awaitMachine(work(), draft.name, m_spec.limits.ready, stop);
    if (!ready)
        return ready.error();
    m_early.push_back({"machine", seconds(monotonicNow() - began)});
    return {};
}

Status Deployment::reachMachine(const std::stop_token& stop)
{
    if (Status opened = openSite(); !opened)
        return opened;
    const Result<std::vector<Resource>> resources = ours();
    if (!resources)
        return resources.error();
    const auto machine = std::find_if(resources.value().begin(), resources.value().end(), isMachine);
    if (machine == resources.value().end())
        return Error{Errc::NotFound,
                     sentence("errors", "There is no machine of %1; make it by `create`.").with(m_spec.name)};
    const Nanos began = monotonicNow();
    const Result<SiteResource> ready = awaitMachine(work(), machine->name, m_spec.limits.ready, stop);
    if (!ready)
        return ready.error();
    Result<std::unique_ptr<Host>> host = awaitLogin(ready.value(), stop);
    if (!host)
        return host.error();
    if (Status armed = arm(*host.value(), *machine, stop); !armed) {
        const Status ended = endMachines(resources.value(), {});  // it would bill without an end
        return ended ? armed : ended;
    }
    m_host = std::move(host).value();
    m_early.push_back({"connection", seconds(monotonicNow() - began)});
    return {};
}

// A machine lets in a while after it runs.
Result<std::unique_ptr<Host>> Deployment::awaitLogin(const SiteResource& machine, const std::stop_token& stop)
{
    constexpr Nanos kBetween = std::chrono::seconds{2};
    const Nanos began = monotonicNow();
    for (;;) {
        Result<std::unique_ptr<Host>> host = logIn(machine, stop);
        const bool mayComeYet = !host && (host.error().code == Errc::Network || host.error().code == Errc::Auth)
            && seconds(monotonicNow() - began) < m_spec.limits.ready;
        if (!mayComeYet)
            return host;
        if (m_tools.progress)
            m_tools.progress(host.error().said);
        if (!pauseFor(kBetween, stop))
            return stoppedMidway();
    }
}

// Once on a machine, before anything else is done there.
Status Deployment::arm(Host& host, const Resource& machine, const std::stop_token& stop) const
{
    const std::string script = m_cloud->armScript(std::max(1.0, seconds(machine.deadline - realtimeNow())));
    if (script.empty())
        return {};
    const Result<std::string> done
        = outputOf(host,
                   "cd && mkdir -p .inferometer && cd .inferometer || exit 1\n[ ! -e armed ] || exit 0\n( " + script
                       + ") && : > armed\n",
                   {}, stop);
    if (done)
        return {};
    return Error{done.error().code,
                 sentence("errors", "The end of %1 cannot be armed on it, so nothing is started there: %2")
                     .with(machine.name, done.error().said)};
}

// Its key is taken at first sight, once: nobody can have seen that of a machine that was just made.
Result<std::unique_ptr<Host>> Deployment::logIn(const SiteResource& machine, const std::stop_token& stop)
{
    return sshHost(
        {.place = {machine.user, machine.address, machine.sshPort},
         .keyFile = home() + "/key",
         .knownHosts = home() + "/known_hosts"},
        [](const HostKeyQuestion&) { return true; }, stop);
}

void Deployment::addPrice(DeployedEndpoint& endpoint) const
{
    const std::string owner = machineOwner(m_spec.site);
    const Result<std::optional<Resource>> machine = machineOf(m_ledger, owner.empty() ? m_spec.name : owner);
    if (!machine || !machine.value())
        return;
    endpoint.pricePerHour = machine.value()->pricePerHour;
    endpoint.currency = machine.value()->currency;
}

// With a machine everything on it ends.
Status Deployment::endMachines(const std::vector<Resource>& resources, const std::stop_token& stop)
{
    m_host.reset();
    for (const Resource& resource : resources)
        if (resource.kind != ResourceKind::Engine)
            if (Status ended = endMachine(work(), resource.name, stop); !ended)
                return ended;
    std::vector<Resource> engines = resources;
    std::erase_if(engines, [](const Resource& one) { return one.kind != ResourceKind::Engine; });
    if (Status forgotten = forget(engines); !forgotten)
        return forgotten;
    std::error_code ignored;
    for (const char* name : {"/endpoint.json", "/key", "/known_hosts"})
        std::filesystem::remove(home() + name, ignored);
    m_early.clear();
    return {};
}

}  // namespace inferometer
