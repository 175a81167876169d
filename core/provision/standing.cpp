// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/standing.h"

#include "core/provision/deployment_lock.h"
#include "core/provision/engine_process.h"
#include "core/provision/shared_machine.h"
#include "core/workload/readiness.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace inferometer {

namespace {

// What is there of ours at one site; of an engine its name alone is told.
using Seen = std::vector<SiteResource>;

bool isSame(const Resource& known, const SiteResource& seen)
{
    return known.name == seen.name && known.kind == seen.kind;
}

bool isAmong(const Resource& known, const Seen& seen)
{
    return std::any_of(seen.begin(), seen.end(), [&known](const SiteResource& one) { return isSame(known, one); });
}

// The two ways to ask a site.
class Eyes
{
public:
    static Result<Eyes> open(const SiteSpec& site, const SiteAccess& access, const std::stop_token& stop)
    {
        const Provider* provider = findProvider(site.provider);
        if (provider == nullptr || !validateSite(site, MachineSetting::Open).empty())
            return Error{Errc::InvalidInput,
                         sentence("errors", "The ledger names a site \"%1\" that this program does not know.")
                             .with(site.provider)};
        Eyes eyes;
        if (provider->open != nullptr) {
            Result<std::unique_ptr<Cloud>> cloud = provider->open(site, access);
            if (!cloud)
                return cloud.error();
            eyes.m_cloud = std::move(cloud).value();
            return eyes;
        }
        Result<std::unique_ptr<Host>> host = provider->connect(site, access, stop);
        if (!host)
            return host.error();
        eyes.m_host = std::move(host).value();
        return eyes;
    }

    // `known`: of the site by the ledger. What a name alone does not show is asked for by it: containers.
    Result<Seen> look(const std::vector<Resource>& known, const std::stop_token& stop) const
    {
        if (m_cloud) {
            Result<Seen> all = m_cloud->list(stop);
            if (all)
                std::erase_if(all.value(), [](const SiteResource& one) { return one.isEnded || !isOurName(one.name); });
            return all;
        }
        const Result<std::vector<std::string>> names = runningEngines(*m_host, stop);
        if (!names)
            return names.error();
        Seen seen;
        for (const std::string& name : names.value())
            seen.push_back({.kind = ResourceKind::Engine, .name = name});
        for (const Resource& one : known) {
            const Result<bool> gone = isAmong(one, seen) ? Result<bool>{true} : isGone(*m_host, one.name, stop);
            if (!gone)
                return gone.error();
            if (!gone.value())
                seen.push_back({.kind = ResourceKind::Engine, .name = one.name});
        }
        return seen;
    }

    // Why images were not looked at, the last time.
    std::optional<Error> imagesUnlisted() const { return m_cloud ? m_cloud->imagesUnlisted() : std::nullopt; }
    // Of what may be listed late, the time until it must have been.
    double lag() const { return m_cloud ? m_cloud->listLag() : 0; }
    bool seesEngines() const { return m_host != nullptr; }

private:
    std::unique_ptr<Cloud> m_cloud;
    std::unique_ptr<Host> m_host;
};

std::vector<SiteSpec> sitesOf(const std::vector<Resource>& resources, const std::vector<SiteSpec>& more)
{
    std::vector<SiteSpec> sites{SiteSpec{}};
    const auto add = [&sites](const SiteSpec& site) {
        if (machineOwner(site).empty() && std::find(sites.begin(), sites.end(), site) == sites.end())
            sites.push_back(site);
    };
    for (const Resource& resource : resources)
        add(resource.site);
    std::for_each(more.begin(), more.end(), add);
    return sites;
}

class Look
{
public:
    Look(const Ledger& ledger, const std::vector<Resource>& resources, const SiteAccess& access,
         const std::stop_token& stop)
        : m_ledger{ledger}
        , m_resources{resources}
        , m_access{access}
        , m_stop{stop}
    {}

    Status at(const SiteSpec& site)
    {
        const Result<Eyes> eyes = Eyes::open(site, m_access, m_stop);
        const std::vector<Resource> known = knownAt(site);
        Result<Seen> seen = eyes ? eyes.value().look(known, m_stop) : Result<Seen>{eyes.error()};
        const auto isMissing = [&seen](const Resource& one) { return !isAmong(one, seen.value()); };
        if (seen && !eyes.value().seesEngines() && std::any_of(known.begin(), known.end(), isMissing)) {
            constexpr Nanos kBetween = std::chrono::milliseconds{300};
            if (!pauseFor(kBetween, m_stop))
                return stoppedMidway();
            Result<Seen> again = eyes.value().look(known, m_stop);
            if (again)
                again.value().insert(again.value().end(), seen.value().begin(), seen.value().end());
            seen = std::move(again);
        }
        const auto isImage = [](const Resource& one) { return outlivesDeployment(one.kind); };
        if (!seen)
            m_now.unseen.push_back(seen.error());
        else if (const std::optional<Error> why = eyes.value().imagesUnlisted();
                 why && std::any_of(known.begin(), known.end(), isImage))
            m_now.unseen.push_back(*why);
        addKnown(site, eyes ? &eyes.value() : nullptr, seen ? &seen.value() : nullptr);
        if (seen)
            addStrangers(site, seen.value());
        return {};
    }

    // What runs on the machine of another deployment, once all machines were looked at.
    void atShared()
    {
        for (const Resource& one : m_resources) {
            const std::string owner = machineOwner(one.site);
            if (owner.empty() || one.state == ResourceState::Gone)
                continue;
            const auto machine = std::find_if(m_now.all.begin(), m_now.all.end(), [&owner](const Standing& standing) {
                return isMachine(standing.resource) && standing.resource.deployment == owner;
            });
            if (machine != m_now.all.end())
                m_now.all.push_back({one, true, machine->isSeen, machine->isThere});
            else
                forget({one, true, true, false});
        }
    }

    StandingNow take() { return std::move(m_now); }

private:
    // What the ledger does not call gone there.
    std::vector<Resource> knownAt(const SiteSpec& site) const
    {
        std::vector<Resource> known = m_resources;
        std::erase_if(known,
                      [&site](const Resource& one) { return !(one.site == site) || one.state == ResourceState::Gone; });
        return known;
    }

    void addKnown(const SiteSpec& site, const Eyes* eyes, const Seen* seen)
    {
        for (const Resource& one : m_resources) {
            if (!(one.site == site) || one.state == ResourceState::Gone)
                continue;
            const bool isSeen = seen != nullptr && !(outlivesDeployment(one.kind) && eyes->imagesUnlisted());
            Standing standing{one, true, isSeen, isSeen && isThere(one, *eyes, *seen)};
            if (!isSeen || standing.isThere || hasLeft(one, *seen) || mayComeYet(one, *eyes))
                m_now.all.push_back(std::move(standing));
            else
                forget(std::move(standing));
        }
    }

    // What bears its name still has to be ended by it: a volume that outlives its machine.
    static bool hasLeft(const Resource& one, const Seen& seen)
    {
        return std::any_of(seen.begin(), seen.end(),
                           [&one](const SiteResource& other) { return other.name == one.name; });
    }

    // What a site lists late, and what was asked for a moment ago.
    static bool mayComeYet(const Resource& one, const Eyes& eyes)
    {
        constexpr double kLongestCall = 60;  // s
        return !eyes.seesEngines()
            && realtimeNow() < one.created + fromSeconds(eyes.lag() + (one.id.empty() ? kLongestCall : 0));
    }

    // Only what nobody is at, and what was to be gone: of what should still be there, other credentials may be why it
    // is not listed.
    void forget(Standing standing)
    {
        const Resource& one = standing.resource;
        const bool isExpected = one.kind == ResourceKind::Engine
            || (outlivesDeployment(one.kind) ? one.state != ResourceState::Standing
                                             : one.state == ResourceState::Destroying || realtimeNow() > one.deadline);
        const std::string folder = std::filesystem::path{m_ledger.path()}.parent_path().string();
        const Result<Fd> lock = isExpected ? lockDeployment(folder, one.deployment) : Result<Fd>{stoppedMidway()};
        if (!lock || !isUnchanged(one)) {
            m_now.all.push_back(std::move(standing));
            return;
        }
        if (const Status written = m_ledger.write(one, ResourceState::Gone); !written) {
            m_now.all.push_back(std::move(standing));  // and what else stands is shown all the same
            m_now.unseen.push_back(written.error());
        }
    }

    bool isUnchanged(const Resource& one) const
    {
        const Result<Ledger::Read> now = m_ledger.read();
        return now
            && std::any_of(now.value().resources.begin(), now.value().resources.end(), [&one](const Resource& other) {
                   return other.name == one.name && other.kind == one.kind && other.state == one.state
                       && other.id == one.id && other.created == one.created;
               });
    }

    // What runs on a machine that is made is there as long as the machine is.
    bool isThere(const Resource& one, const Eyes& eyes, const Seen& seen) const
    {
        if (one.kind != ResourceKind::Engine || eyes.seesEngines())
            return isAmong(one, seen);
        return std::any_of(m_resources.begin(), m_resources.end(), [&](const Resource& machine) {
            return machine.kind == ResourceKind::Machine && machine.deployment == one.deployment
                && machine.state != ResourceState::Gone && isAmong(machine, seen);
        });
    }

    // What is there although the ledger does not know it, or calls it gone.
    void addStrangers(const SiteSpec& site, const Seen& seen)
    {
        for (const SiteResource& one : seen) {
            const auto known = std::find_if(m_resources.begin(), m_resources.end(),
                                            [&one](const Resource& resource) { return isSame(resource, one); });
            const bool isTold = std::any_of(m_now.all.begin(), m_now.all.end(), [&one](const Standing& standing) {
                return isSame(standing.resource, one);
            });
            if (isTold || (known != m_resources.end() && known->state != ResourceState::Gone))
                continue;
            Resource resource = known != m_resources.end()
                ? *known
                : Resource{
                    .name = one.name, .site = site, .kind = one.kind, .id = one.id, .pricePerHour = one.pricePerHour};
            m_now.all.push_back({std::move(resource), false, true, true});
        }
    }

    const Ledger& m_ledger;
    const std::vector<Resource>& m_resources;
    const SiteAccess& m_access;
    const std::stop_token& m_stop;
    StandingNow m_now;
};

}  // namespace

Result<StandingNow> standingNow(const Ledger& ledger, const std::vector<SiteSpec>& more, const SiteAccess& access,
                                const std::stop_token& stop)
{
    const Result<Ledger::Read> read = ledger.read();
    if (!read)
        return read.error();
    Look look{ledger, read.value().resources, access, stop};
    for (const SiteSpec& site : sitesOf(read.value().resources, more))
        if (const Status looked = look.at(site); !looked)
            return looked.error();
    look.atShared();
    StandingNow now = look.take();
    if (std::optional<Error> unread = ledger.unreadError(read.value().unread))
        now.unseen.push_back(std::move(*unread));
    return now;
}

double costSoFar(const Standing& standing, Nanos now)
{
    constexpr double kHour = 3600;
    const Resource& resource = standing.resource;
    const bool hasEnded = resource.deadline > Nanos{0} && !standing.isThere;
    const Nanos until = hasEnded ? std::min(now, resource.deadline) : now;
    return resource.pricePerHour * std::max(0.0, seconds(until - resource.created)) / kHour;
}

}  // namespace inferometer
