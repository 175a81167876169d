// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/deployment.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/cloud/way.h"
#include "core/config/user_folders.h"
#include "core/provision/deployment_lock.h"
#include "core/provision/engine_plan.h"
#include "core/provision/engine_port.h"
#include "core/provision/engine_process.h"
#include "core/provision/engine_watch.h"
#include "core/provision/shared_machine.h"
#include "core/store/atomic_file.h"
#include "core/store/disk_error.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <filesystem>
#include <iterator>
#include <utility>

namespace inferometer {

namespace {

std::string loopbackUrl(int port) { return "http://127.0.0.1:" + std::to_string(port); }

}  // namespace

Result<std::string> deploymentsFolder()
{
    const std::string home = dataFolder();
    if (home.empty())
        return Error{Errc::Disk,
                     sentence("errors", "There is no folder to keep deployments in: set HOME or XDG_DATA_HOME.")};
    return home + "/deployments";
}

Deployment::Deployment(DeploymentSpec spec, std::string folder, Ledger ledger, DeploymentTools tools)
    : m_spec{std::move(spec)}
    , m_writtenSite{m_spec.site}
    , m_folder{std::move(folder)}
    , m_ledger{std::move(ledger)}
    , m_tools{std::move(tools)}
{}

Result<Deployment> Deployment::open(DeploymentSpec spec, const std::string& folder, DeploymentTools tools)
{
    Result<Ledger> ledger = Ledger::open(folder);
    if (!ledger)
        return ledger.error();
    Deployment deployment{std::move(spec), folder, std::move(ledger).value(), std::move(tools)};
    if (::mkdir(deployment.home().c_str(), 0700) != 0 && errno != EEXIST)
        return diskError(DiskAction::Create, deployment.home(), errno);
    const std::string kept = deployment.home() + "/choice.json";
    if (deployment.m_spec.choose)
        deployment.m_choice = keptChoice(deployment.m_spec, kept);
    deployment.m_spec.site = settledSite(deployment.m_spec, kept).value_or(deployment.m_writtenSite);
    return deployment;
}

bool Deployment::makesMachines() const { return findProvider(m_spec.site.provider)->open != nullptr; }

std::string Deployment::way() const
{
    const std::string owner = machineOwner(m_spec.site);
    const Result<std::optional<Resource>> machine = machineOf(m_ledger, owner);
    return std::string{wayTo(!owner.empty() && machine && machine.value() ? machine.value()->site : m_spec.site)};
}

RunMachine Deployment::runMachine(bool isSecond) const
{
    const SiteSpec& site = isSecond ? m_spec.client->site : m_spec.site;
    RunMachine machine{isSecond, siteLine(site)};
    const std::string owner = machineOwner(site);
    if (owner.empty() && (isSecond || !makesMachines()))
        return machine;
    if (const auto made = machineOf(m_ledger, owner.empty() ? m_spec.name : owner); made && made.value())
        machine.resource = made.value()->name;
    return machine;
}

bool Deployment::isMachineGone(const RunMachine& machine) const
{
    const Result<Ledger::Read> ledger = m_ledger.read();
    return ledger && !machine.resource.empty()
        && std::none_of(ledger.value().resources.begin(), ledger.value().resources.end(), [&](const Resource& one) {
               return isMachine(one) && one.name == machine.resource && one.state != ResourceState::Gone;
           });
}

// One program at a time: another would end what this one has just begun.
Status Deployment::lock()
{
    if (m_lock.isOpen())
        return {};
    Result<Fd> held = lockDeployment(m_folder, m_spec.name);
    if (!held)
        return held.error();
    m_lock = std::move(held).value();
    return {};
}

// What stands at another site than the file says would be looked for in vain.
Status Deployment::checkSite() const
{
    const Result<std::vector<Resource>> resources = ours();
    if (!resources)
        return resources.error();
    for (const Resource& one : resources.value())
        if (!(one.site == m_spec.site))
            return Error{Errc::InvalidInput,
                         sentence("errors",
                                  "%1 still stands at another site (%2) than its file says now; destroy it first, then "
                                  "make it at the new one.")
                             .with(m_spec.name, one.site.provider),
                         "site"};
    return {};
}

Status Deployment::openSite()
{
    if (m_cloud)
        return {};
    Result<std::unique_ptr<Cloud>> cloud = findProvider(m_spec.site.provider)->open(m_spec.site, m_tools.access);
    if (!cloud)
        return cloud.error();
    m_cloud = std::move(cloud).value();
    return {};
}

Result<std::string> Deployment::account(const std::stop_token& stop)
{
    if (!makesMachines())
        return "The site \"" + m_spec.site.provider + "\" needs no account.";
    const Status opened = openSite();
    return opened ? m_cloud->account(stop) : Result<std::string>{opened.error()};
}

// What the ledger says of this deployment and does not call gone; an image that was made of it is kept.
Result<std::vector<Resource>> Deployment::ours() const
{
    Result<Ledger::Read> ledger = m_ledger.read();
    if (!ledger)
        return ledger.error();
    std::vector<Resource> found = std::move(ledger.value().resources);
    std::erase_if(found, [this](const Resource& one) {
        return one.deployment != m_spec.name || one.state == ResourceState::Gone
            || (one.state == ResourceState::Standing && outlivesDeployment(one.kind));
    });
    return found;
}

bool Deployment::mayRun() const
{
    const Result<std::vector<Resource>> resources = ours();
    return !resources || !resources.value().empty();
}

bool Deployment::hasMachine() const
{
    const Result<std::vector<Resource>> resources = ours();
    return resources && std::any_of(resources.value().begin(), resources.value().end(), isMachine);
}

// A machine that nothing has to be made for.
Result<std::shared_ptr<Host>> Deployment::reachStanding(const SiteSpec& site, const std::stop_token& stop) const
{
    if (const std::string owner = machineOwner(site); !owner.empty())
        return sharedMachine(owner, m_folder, m_tools, stop);
    Result<std::unique_ptr<Host>> host = findProvider(site.provider)->connect(site, m_tools.access, stop);
    return host ? Result<std::shared_ptr<Host>>{std::move(host).value()} : Result<std::shared_ptr<Host>>{host.error()};
}

Status Deployment::reachHost(const std::stop_token& stop)
{
    if (m_host)
        return {};
    if (makesMachines()) {
        if (Status reached = reachMachine(stop); !reached)
            return reached;
    } else {
        Result<std::shared_ptr<Host>> host = reachStanding(m_spec.site, stop);
        if (!host)
            return host.error();
        m_host = std::move(host).value();
    }
    Result<HostFacts> facts = readHostFacts(*m_host, stop);
    if (!facts) {
        m_host.reset();
        return facts.error();
    }
    m_facts = std::move(facts).value();
    return {};
}

Result<std::shared_ptr<Host>> Deployment::client(const std::stop_token& stop) const
{
    return reachStanding(m_spec.client->site, stop);
}

Result<std::string> Deployment::connect(const std::stop_token& stop)
{
    const Status reached = reachHost(stop);
    return reached ? Result<std::string>{m_facts.text()} : Result<std::string>{reached.error()};
}

std::string Deployment::homeThere() const
{
    return m_host->isThisMachine() ? home() : m_facts.home + "/.inferometer/deployments/" + m_spec.name;
}

// What an earlier deploy() left, by what is there now: true where the endpoint stands; what does not is ended.
Result<bool> Deployment::findEngine(const std::stop_token& stop)
{
    const Result<std::vector<Resource>> resources = ours();
    if (!resources)
        return resources.error();
    const std::optional<DeployedEndpoint> kept = endpoint();
    for (const Resource& resource : resources.value()) {
        if (resource.kind != ResourceKind::Engine)
            continue;
        if (kept && kept->resource == resource.name && resource.state == ResourceState::Standing) {
            const Result<bool> gone = isGone(*m_host, resource.name, stop);
            if (!gone)
                return gone.error();
            if (!gone.value())
                return true;
        }
        if (const Status ended = endEngine(resource, stop); !ended)
            return ended.error();
    }
    return false;
}

Status Deployment::endEngine(const Resource& resource, const std::stop_token& stop)
{
    if (Status written = m_ledger.write(resource, ResourceState::Destroying); !written)
        return written;
    if (Status stopped = stopEngine(*m_host, resource.name, stop); !stopped)
        return stopped;
    const Result<bool> gone = isGone(*m_host, resource.name, stop);
    if (!gone)
        return gone.error();
    if (!gone.value())
        return Error{Errc::Unsupported,
                     sentence("errors", "%1 runs again on %2 after it was ended; end it there by hand.")
                         .with(resource.name, m_host->name())};
    if (Status cleared = clearThere(stop); !cleared)
        return cleared;
    return m_ledger.write(resource, ResourceState::Gone);
}

// Its log stays here; of a start that was cut before the engine's shell had read them, secrets go.
Status Deployment::clearThere(const std::stop_token& stop)
{
    const std::string folder = homeThere();
    std::string script = "cd -- " + shellWord(folder) + " 2>/dev/null || exit 0\nrm -f engine.env engine.env.part\n";
    if (!m_host->isThisMachine()) {
        constexpr const char* kEnd = "tail -c 1000000 engine.log";
        if (const auto log = m_host->run("cd -- " + shellWord(folder) + " && " + kEnd, {.isRepeatable = true}, stop);
            log && log.value().exit == 0)
        {
            AtomicFile file{home() + "/engine.log"};
            file.write(log.value().out);
            if (Status kept = file.commit(); !kept)
                return kept;
        }
        script = "rm -rf -- " + shellWord(folder);
    }
    const Result<std::string> done = outputOf(*m_host, script, {.isRepeatable = true}, stop);
    return done ? Status{} : Status{done.error()};
}

Result<DeployedEndpoint> Deployment::deploy(const std::stop_token& stop)
{
    const bool stood = mayRun();
    const bool hadMachine = hasMachine();
    if (const Status created = create(stop); !created)
        return created.error();
    const Status reached = reachHost(stop);
    const Result<bool> stands = reached ? findEngine(stop) : Result<bool>{reached.error()};
    if (stands && stands.value())
        return reach(stop);
    if (!stands && stood)  // what was there before is not ended for a passing fault
        return stands.error();
    Result<DeployedEndpoint> started = stands ? start(stop) : Result<DeployedEndpoint>{stands.error()};
    if (started || started.error().code == Errc::Cancelled)
        return started;
    Status ended;
    if (!makesMachines() || !hadMachine)
        ended = destroy();
    else if (const Result<bool> left = findEngine({}); !left)
        ended = left.error();
    if (ended)
        return started;
    return Error{ended.error().code,
                 sentence("errors", "%1 And it could not be ended: %2").with(started.error().said, ended.error().said)};
}

Result<DeployedEndpoint> Deployment::start(const std::stop_token& stop)
{
    const Result<int> port = choosePort(*m_host, m_spec.engine.port, stop);
    if (!port)
        return port.error();
    const Result<EnginePlan> planned = planEngineOn(*m_host, m_spec, homeThere(), port.value(), stop);
    const Result<int> here = planned ? m_host->reach(port.value()) : Result<int>{planned.error()};
    if (!here)
        return here.error();
    const EnginePlan& plan = planned.value();
    DeployedEndpoint endpoint;
    endpoint.resource = plan.start.name;
    endpoint.baseUrl = loopbackUrl(here.value());
    endpoint.port = port.value();
    endpoint.model = plan.alias;
    endpoint.weights = m_spec.model;
    endpoint.api = plan.recipe.api;
    endpoint.recipe = m_spec.engine.recipe;
    endpoint.engine = plan.version;
    endpoint.machine = m_facts.text();
    const std::vector<HostFacts::Accelerator>& gpus = m_facts.accelerators;
    const auto isOther = [&gpus](const HostFacts::Accelerator& one) { return one.name != gpus.front().name; };
    if (!gpus.empty() && m_spec.engine.gpus.empty() && std::none_of(gpus.begin(), gpus.end(), isOther)) {
        endpoint.gpu = gpus.front().name;
        endpoint.gpus = static_cast<int>(gpus.size());
    }
    endpoint.command = plan.shown;
    addPrice(endpoint);
    if (m_choice)
        endpoint.choice = m_choice->current().reason.text();

    Resource resource{
        .name = endpoint.resource, .deployment = m_spec.name, .site = m_spec.site, .created = realtimeNow()};
    resource.deadline = resource.created + fromSeconds(m_spec.limits.ttl);
    if (const Status written = m_ledger.write(resource); !written)
        return written.error();
    if (const Status begun = startEngine(*m_host, plan.start, stop); !begun)
        return begun.error();
    Result<EngineReady> ready
        = waitUntilReady(*m_host, {plan, m_spec.limits, m_spec.model, endpoint.baseUrl}, m_tools.progress, stop);
    if (!ready)
        return ready.error();
    endpoint.phases = m_early;
    endpoint.phases.insert(endpoint.phases.end(), ready.value().phases.begin(), ready.value().phases.end());
    endpoint.warnings = std::move(ready.value().warnings);
    if (!ready.value().image.empty())
        endpoint.engine += " (" + ready.value().image + ")";
    const Result<PhaseTime> first = firstToken(endpoint, stop);
    if (!first)
        return first.error();
    endpoint.phases.push_back(first.value());
    if (const Status kept = keepEndpoint(endpoint, home() + "/endpoint.json"); !kept)
        return kept.error();
    if (const Status written = m_ledger.write(resource, ResourceState::Standing); !written)
        return written.error();
    return endpoint;
}

std::optional<DeployedEndpoint> Deployment::endpoint() const { return keptEndpoint(home() + "/endpoint.json"); }

Result<DeployedEndpoint> Deployment::reach(const std::stop_token& stop)
{
    std::optional<DeployedEndpoint> kept = endpoint();
    if (!kept)
        return Error{Errc::NotFound,
                     sentence("errors", "%1 is not deployed; make it ready by `deploy`.").with(m_spec.name)};
    const Status reached = reachHost(stop);
    const Result<int> port = reached ? m_host->reach(kept->port) : Result<int>{reached.error()};
    if (!port)
        return port.error();
    kept->baseUrl = loopbackUrl(port.value());
    return *kept;
}

// Each where the ledger says that it is, whatever the file says by now.
Status Deployment::destroy(const std::stop_token& stop)
{
    if (Status locked = lock(); !locked)
        return locked;
    const Result<std::vector<Resource>> resources = ours();
    if (!resources)
        return resources.error();
    const SiteSpec own = m_spec.site;
    std::vector<Resource> left = resources.value();
    while (!left.empty()) {
        const SiteSpec site = left.front().site;
        std::vector<Resource> here;
        std::copy_if(left.begin(), left.end(), std::back_inserter(here),
                     [&site](const Resource& one) { return one.site == site; });
        std::erase_if(left, [&site](const Resource& one) { return one.site == site; });
        if (!(site == m_spec.site)) {
            m_host.reset();
            m_cloud.reset();
            m_spec.site = site;
        }
        if (Status done = destroyAt(here, stop); !done) {
            m_spec.site = own;
            return done;
        }
    }
    if (!(own == m_spec.site)) {
        m_host.reset();
        m_cloud.reset();
        m_spec.site = own;
    }
    removeAccess();
    std::error_code ignored;
    std::filesystem::remove(home() + "/choice.json", ignored);
    return {};
}

Status Deployment::endEngines(const std::stop_token& stop)
{
    if (Status locked = lock(); !locked)
        return locked;
    if (Status here = checkSite(); !here)
        return here;
    const Result<std::vector<Resource>> resources = ours();
    if (!resources)
        return resources.error();
    const Result<bool> stands
        = makesMachines() && !resources.value().empty() ? findMachineAtSite(stop) : Result<bool>{true};
    if (!stands || !stands.value())  // with a machine everything on it ended
        return stands ? Status{} : Status{stands.error()};
    for (const Resource& resource : resources.value())
        if (Status ended = endIfEngine(resource, stop); !ended)
            return ended;
    std::error_code ignored;
    std::filesystem::remove(home() + "/endpoint.json", ignored);
    return {};
}

Result<bool> Deployment::findMachineAtSite(const std::stop_token& stop)
{
    const Status opened = openSite();
    return opened ? findMachine(stop) : Result<bool>{opened.error()};
}

Status Deployment::endIfEngine(const Resource& resource, const std::stop_token& stop)
{
    if (resource.kind != ResourceKind::Engine)
        return {};
    Status reached = reachHost(stop);
    return reached ? endEngine(resource, stop) : reached;
}

// What ended with its machine.
Status Deployment::forget(const std::vector<Resource>& engines) const
{
    for (const Resource& engine : engines)
        if (Status written = m_ledger.write(engine, ResourceState::Gone); !written)
            return written;
    return {};
}

// REQUIRES: all are of m_spec.site.
Status Deployment::destroyAt(const std::vector<Resource>& resources, const std::stop_token& stop)
{
    if (const std::vector<Error> wrong = validateSite(m_spec.site); !wrong.empty())
        return wrong.front();
    if (makesMachines()) {
        Status opened = openSite();
        return opened ? endMachines(resources, stop) : opened;
    }
    const std::string owner = machineOwner(m_spec.site);
    const Result<std::optional<Resource>> machine = machineOf(m_ledger, owner);
    if (!machine)
        return machine.error();
    if (!owner.empty() && !machine.value())
        return forget(resources);
    if (Status reached = reachHost(stop); !reached)
        return reached;
    for (const Resource& resource : resources)
        if (Status ended = endEngine(resource, stop); !ended)
            return ended;
    return {};
}

}  // namespace inferometer
