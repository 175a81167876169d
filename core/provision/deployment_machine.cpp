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
#include <set>
#include <utility>

namespace inferometer {

namespace {

// No site tells everywhere that it has no capacity: these are the refusals that may mean it (cloud.h). What the key or
// the pace is refused for would be refused of every machine.
bool mayBeAnothersTurn(const Error& refusal)
{
    return refusal.code == Errc::NotFound || refusal.code == Errc::Unsupported || refusal.code == Errc::InvalidInput;
}

}  // namespace

std::string moneyText(double amount, std::string_view currency)
{
    if (std::isnan(amount))
        return "an unknown price";
    return (currency == "USD" ? "$" : "") + formatFixed(amount, 2)
        + (currency == "USD" ? std::string{} : " " + visibleText(currency));
}

namespace {

std::string lifeText(double seconds)
{
    constexpr double kMinute = 60;
    constexpr double kHour = 3600;
    const bool isLong = seconds >= kHour;
    if (seconds < 2 * kMinute)
        return formatDuration(seconds);
    const double units = seconds / (isLong ? kHour : kMinute);
    return formatFixed(units, units == std::floor(units) ? 0 : 1) + (isLong ? " h" : " min");
}

}  // namespace

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
              moneyText(price.most, offer.currency), lifeText(price.ttl));
}

// A budget is kept by the machine's own end.
Result<DeploymentPrice> Deployment::price(const std::stop_token& stop)
{
    if (const Status opened = openSite(); !opened)
        return opened.error();
    if (m_spec.choose && !m_choice)
        return Error{Errc::NotFound,
                     sentence("errors", "The machine of %1 is not chosen yet; `create` does.").with(m_spec.name),
                     "choose"};
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
    if (m_spec.choose && !m_choice) {
        Result<MachineChoice> choice = choose(stop);
        if (Status settled = choice ? settle(std::move(choice).value()) : Status{choice.error()}; !settled)
            return settled;
    }
    if (Status opened = openSite(); !opened)
        return opened;
    const Result<bool> stands = findMachine(stop);
    if (!stands)
        return stands.error();
    if (stands.value())
        return {};
    Status made = makeOne(stop);
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

DeploymentSpec Deployment::asWritten() const
{
    DeploymentSpec spec = m_spec;
    spec.site = m_writtenSite;
    return spec;
}

Result<MachineChoice> Deployment::choose(const std::stop_token& stop)
{
    if (m_choice)
        return *m_choice;
    return chooseNow(asWritten(), m_tools.access, m_tools.resultsDir, stop);
}

// On the disk before anything is made of it.
Status Deployment::settle(MachineChoice choice)
{
    if (Status kept = keepChoice(choice, home() + "/choice.json"); !kept)
        return kept;
    m_spec.site = siteWith(m_writtenSite, choice.current());
    m_cloud.reset();
    if (m_tools.progress)
        m_tools.progress(sentence("errors", "Chosen: %1").with(choice.current().reason));
    m_choice = std::move(choice);
    return {};
}

// What the site refused left nothing, which is looked at before another one is asked for.
Status Deployment::takeNext(const Error& refusal)
{
    const Result<std::vector<Resource>> resources = ours();
    if (!resources)
        return resources.error();
    if (Status ended = endMachines(resources.value(), {}); !ended)
        return ended;
    if (m_tools.progress)
        m_tools.progress(sentence("errors", "The site did not make it: %1 Next, number %2 of %3:")
                             .with(refusal.said, m_choice->at + 2, m_choice->ranked.size()));
    MachineChoice next = *m_choice;
    ++next.at;
    Status settled = settle(std::move(next));
    return settled ? openSite() : settled;
}

Status Deployment::makeOne(const std::stop_token& stop)
{
    for (;;) {
        const Attempt attempt = makeIt(stop);
        if (!attempt.isRefused || !m_choice || m_choice->at + 1 >= m_choice->ranked.size())
            return attempt.made;
        if (Status next = takeNext(attempt.made.error()); !next)
            return next;
    }
}

Deployment::Attempt Deployment::makeIt(const std::stop_token& stop)
{
    const Result<DeploymentPrice> price = this->price(stop);
    if (!price)
        return {price.error()};
    if (!m_tools.agrees || !m_tools.agrees(price.value()))
        return {Error{Errc::InvalidInput,
                      sentence("errors", "Nothing was made: nobody agreed to its price (--yes in scripts)."), "yes"}};
    const Result<std::string> key = ensureSshKey(home() + "/key");
    if (!key)
        return {key.error()};
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
    if (Status made = makeMachine(work(), {draft.name, key.value(), price.value().ttl}, draft, stop); !made) {
        const bool isRefused = mayBeAnothersTurn(made.error());
        return {std::move(made), isRefused};
    }
    const Result<SiteResource> ready = awaitMachine(work(), draft.name, m_spec.limits.ready, stop);
    if (!ready)
        return {ready.error()};
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
    Status armed = arm(*host.value(), *machine, stop);
    if (!armed && !m_lock.isOpen())  // another program is at it, or was, and has armed it
        return armed;
    if (!armed) {
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

// Its key is taken at first sight, once: nobody can have seen that of a machine that was just made. Those of the
// machines on the way to it can be known.
Result<std::unique_ptr<Host>> Deployment::logIn(const SiteResource& machine, const std::stop_token& stop)
{
    Result<std::unique_ptr<Host>> own = m_cloud->reach(machine, stop);
    if (!own || own.value())
        return own;
    SshAsk ask = m_cloud->way().value_or(SshAsk{.place = {}, .keyFile = home() + "/key"});
    ask.place = {machine.user, machine.address, machine.sshPort};
    ask.jumpKnownHosts = ask.knownHosts;
    ask.knownHosts = home() + "/known_hosts";
    const auto trust = [known = ask.knownHosts, &others = m_tools.access.trust](const HostKeyQuestion& key) {
        return key.file == known || (others && others(key));
    };
    return sshHost(std::move(ask), trust, stop);
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

// What leads to a machine and to what answers on it: nobody gets there without.
void Deployment::removeAccess() const
{
    std::error_code ignored;
    for (const char* name : {"/endpoint.json", "/key", "/known_hosts"})
        std::filesystem::remove(home() + name, ignored);
}

// With a machine everything on it ends. What is of another place (a copy of an image) leaves the machine its key.
Status Deployment::endMachines(const std::vector<Resource>& resources, const std::stop_token& stop)
{
    m_host.reset();
    std::set<std::string> ended;  // all that bears a name goes at once
    for (const Resource& resource : resources)
        if (resource.kind != ResourceKind::Engine && ended.insert(resource.name).second)
            if (Status gone = endMachine(work(), resource.name, stop); !gone)
                return gone;
    std::vector<Resource> engines = resources;
    std::erase_if(engines, [](const Resource& one) { return one.kind != ResourceKind::Engine; });
    if (Status forgotten = forget(engines); !forgotten)
        return forgotten;
    if (std::any_of(resources.begin(), resources.end(), isMachine)) {
        removeAccess();
        m_early.clear();
    }
    return {};
}

}  // namespace inferometer
