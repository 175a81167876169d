// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/deployment.h"

#include "core/base/foreign_json.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/config/model_names.h"
#include "core/config/secret_names.h"
#include "core/config/strict_yaml.h"
#include "core/config/user_folders.h"
#include "core/load/exchange.h"
#include "core/provision/engine_process.h"
#include "core/provision/engine_recipe.h"
#include "core/provision/engine_watch.h"
#include "core/provision/provider.h"
#include "core/store/atomic_file.h"
#include "core/store/disk_error.h"
#include "core/workload/environment.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <utility>

namespace inferometer {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kLoopback = "127.0.0.1";

// What the machine is, a line each: system, processors, memory in kB, accelerators.
constexpr const char* kMachineScript = R"(uname -srm
getconf _NPROCESSORS_ONLN
sed -n 's/^MemTotal: *\([0-9]*\) kB/\1/p' /proc/meminfo
nvidia-smi --query-gpu=name --format=csv,noheader 2>/dev/null || true
)";

// Local ports that somebody listens on, in hexadecimal.
constexpr const char* kPortsScript = "cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | sed -n 's/^ *[0-9]*: "
                                     "[0-9A-F]*:\\([0-9A-F]*\\) [0-9A-F:]* 0A .*/\\1/p'\n";

std::vector<std::string> linesOf(const std::string& text)
{
    std::vector<std::string> lines;
    for (std::string_view rest{text}; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        if (const std::string_view line = trimmed(rest.substr(0, end)); !line.empty())
            lines.push_back(visibleText(line));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return lines;
}

std::string machineText(const std::string& said)
{
    const std::vector<std::string> lines = linesOf(said);
    std::string text = lines.empty() ? "a machine that tells nothing of itself" : lines[0];
    if (lines.size() > 1)
        text += ", " + lines[1] + (lines[1] == "1" ? " processor" : " processors");
    if (const auto memory = lines.size() > 2 ? parseNumber(lines[2]) : std::nullopt)
        text += ", " + formatFixed(*memory * 1024 / 1e9, 1) + " GB";
    for (std::size_t i = 3; i < lines.size(); ++i)
        text += ", " + lines[i];
    return text;
}

Result<std::vector<int>> takenPorts(Host& host, const std::stop_token& stop)
{
    const Result<std::string> said = outputOf(host, kPortsScript, {}, stop);
    if (!said)
        return said.error();
    std::vector<int> ports;
    for (const std::string& line : linesOf(said.value())) {
        int port = 0;
        constexpr int kHexadecimal = 16;
        if (std::from_chars(line.data(), line.data() + line.size(), port, kHexadecimal).ec == std::errc{})
            ports.push_back(port);
    }
    return ports;
}

// The one that was asked for, or a free one below those that systems give to clients.
Result<int> choosePort(Host& host, int asked, const std::stop_token& stop)
{
    constexpr int kFirst = 18'000;
    constexpr int kCount = 10'000;
    const Result<std::vector<int>> taken = takenPorts(host, stop);
    if (!taken)
        return taken.error();
    const auto isTaken = [&taken](int port) {
        return std::find(taken.value().begin(), taken.value().end(), port) != taken.value().end();
    };
    if (asked != 0)
        return isTaken(asked)
            ? Result<int>{Error{
                Errc::InvalidInput,
                sentence("errors", "Port %1 of %2 is taken by another program; give another one, or 0 for a free one.")
                    .with(asked, host.name()),
                "engine/port"}}
            : Result<int>{asked};
    Random random{static_cast<std::uint64_t>(realtimeNow().count())};
    int port = kFirst + static_cast<int>(random.below(kCount));
    while (isTaken(port))
        port = kFirst + (port - kFirst + 1) % kCount;
    return port;
}

// "version: 0.7.0 (build 11669)": the first line that the program says of itself.
Result<std::string> engineVersion(Host& host, const EngineRecipe& recipe, const std::string& program,
                                  const std::stop_token& stop)
{
    std::string script = shellWord(program.empty() ? recipe.program : program);
    for (const std::string& word : recipe.version)
        script += " " + shellWord(word);
    const Result<Ran> ran = host.run(script + " 2>&1 </dev/null", {}, stop);
    if (!ran)
        return ran.error();
    const std::vector<std::string> lines = linesOf(ran.value().out);
    if (ran.value().exit != 0)
        return Error{
            Errc::NotFound,
            sentence("errors", "%1 does not start on %2: %3. Install it there, or say where it is by engine/program.")
                .with(recipe.label, host.name(), lines.empty() ? std::string{"it said nothing"} : lines.back()),
            "engine/program"};
    return lines.empty() ? recipe.label : recipe.label + ", " + lines.front();
}

// ${NAME} as this program's environment says.
Result<NamedValues> environmentOf(const DeploymentSpec& spec, const EngineRecipe& recipe, const EnginePlaces& places)
{
    NamedValues all;
    for (const auto& [name, value] : recipe.environment)
        all.emplace_back(name, filledPlaces(value, places));
    for (const auto& [name, value] : spec.engine.environment) {
        const std::string reference{wholeReference(value)};
        const std::optional<std::string> given = reference.empty() ? std::optional{value} : environmentValue(reference);
        if (!given)
            return Error{Errc::Auth,
                         sentence("errors", "The environment variable %1 is not set; export it for engine/environment.")
                             .with(reference),
                         "engine/environment"};
        all.emplace_back(name, *given);
    }
    return all;
}

Json toJson(const DeployedEndpoint& endpoint)
{
    Json phases = Json::array();
    for (const PhaseTime& phase : endpoint.phases)
        phases.push_back({{"name", phase.name}, {"seconds", phase.seconds}});
    return {{"resource", endpoint.resource}, {"base_url", endpoint.baseUrl}, {"model", endpoint.model},
            {"api", endpoint.api},           {"engine", endpoint.engine},    {"machine", endpoint.machine},
            {"command", endpoint.command},   {"phases", std::move(phases)}};
}

std::optional<DeployedEndpoint> endpointOfText(std::string_view text)
{
    const Json json = parseForeignJson<Json>(text);
    if (!json.is_object())
        return std::nullopt;
    DeployedEndpoint endpoint;
    const std::pair<const char*, std::string*> texts[]
        = {{"resource", &endpoint.resource}, {"base_url", &endpoint.baseUrl}, {"model", &endpoint.model},
           {"api", &endpoint.api},           {"engine", &endpoint.engine},    {"machine", &endpoint.machine}};
    for (const auto& [key, to] : texts) {
        const auto found = json.find(key);
        if (found == json.end() || !found->is_string())
            return std::nullopt;
        *to = found->get<std::string>();
    }
    for (const Json& word : json.value("command", Json::array()))
        if (word.is_string())
            endpoint.command.push_back(word.get<std::string>());
    for (const Json& phase : json.value("phases", Json::array()))
        if (phase.is_object() && phase.value("name", Json{}).is_string() && phase.value("seconds", Json{}).is_number())
            endpoint.phases.push_back({phase["name"].get<std::string>(), phase["seconds"].get<double>()});
    return endpoint;
}

// How long a first token takes through the client's own path; also that the model answers at all.
Result<PhaseTime> firstToken(const DeployedEndpoint& endpoint, const std::stop_token& stop)
{
    RunSpec spec = aimedAt({}, endpoint, {});
    spec.prompts.numInputTokens = 40;
    spec.prompts.numOutputTokens = 1;
    const Result<Exchange> exchange = askOnce(spec, {}, stop);
    if (!exchange)
        return exchange.error();
    if (stop.stop_requested())
        return stoppedMidway();
    const RequestRecord& record = exchange.value().record();
    if (!isSet(record.firstToken.at))
        return Error{Errc::Protocol,
                     sentence("errors", "%1 is ready, but its first answer holds no token: %2; see its log.")
                         .with(endpoint.engine, exchange.value().block->textOf(record.error))};
    return PhaseTime{"first token", seconds(record.firstToken.at - record.sent)};
}

}  // namespace

Result<std::string> deploymentsFolder()
{
    const std::string home = dataFolder();
    if (home.empty())
        return Error{Errc::Disk,
                     sentence("errors", "There is no folder to keep deployments in: set HOME or XDG_DATA_HOME.")};
    return home + "/deployments";
}

std::string phasesText(const std::vector<PhaseTime>& phases)
{
    std::string text;
    for (const PhaseTime& phase : phases)
        text.append(text.empty() ? "" : ", ").append(phase.name + " " + formatDuration(phase.seconds));
    return text;
}

Deployment::Deployment(DeploymentSpec spec, std::string folder, Ledger ledger, PlanProgress progress)
    : m_spec{std::move(spec)}
    , m_folder{std::move(folder)}
    , m_ledger{std::move(ledger)}
    , m_progress{std::move(progress)}
{}

Result<Deployment> Deployment::open(DeploymentSpec spec, const std::string& folder, PlanProgress progress)
{
    Result<Ledger> ledger = Ledger::open(folder);
    if (!ledger)
        return ledger.error();
    Deployment deployment{std::move(spec), folder, std::move(ledger).value(), std::move(progress)};
    if (::mkdir(deployment.home().c_str(), 0700) != 0 && errno != EEXIST)
        return diskError(DiskAction::Create, deployment.home(), errno);
    return deployment;
}

// One program at a time: another would end what this one has just begun.
Status Deployment::take()
{
    if (m_lock.isOpen())
        return reachHost();
    const std::string path = home() + "/lock";
    Fd lock{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)};
    if (!lock.isOpen())
        return diskError(DiskAction::Create, path, errno);
    if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
        return Error{
            Errc::Unsupported,
            sentence("errors", "Another program is at the deployment %1; wait for it, or end it.").with(m_spec.name)};
    m_lock = std::move(lock);
    return reachHost();
}

Status Deployment::reachHost()
{
    if (m_host)
        return {};
    Result<std::unique_ptr<Host>> host = findProvider(m_spec.site.provider)->connect(m_spec.site);
    if (!host)
        return host.error();
    m_host = std::move(host).value();
    return {};
}

Result<std::string> Deployment::connect(const std::stop_token& stop)
{
    if (const Status reached = reachHost(); !reached)
        return reached.error();
    const Result<std::string> said = outputOf(*m_host, kMachineScript, {}, stop);
    return said ? Result<std::string>{machineText(said.value())} : Result<std::string>{said.error()};
}

// What the ledger says of this deployment and does not call gone.
Result<std::vector<Resource>> Deployment::ours() const
{
    Result<Ledger::Read> ledger = m_ledger.read();
    if (!ledger)
        return ledger.error();
    std::vector<Resource> found = std::move(ledger.value().resources);
    std::erase_if(found, [this](const Resource& one) {
        return one.deployment != m_spec.name || one.state == ResourceState::Gone;
    });
    return found;
}

bool Deployment::mayRun() const
{
    const Result<std::vector<Resource>> resources = ours();
    return !resources || !resources.value().empty();
}

// What an earlier deploy() left, by what is there now: true where the endpoint stands; what does not is ended.
Result<bool> Deployment::goOn(const std::stop_token& stop)
{
    const Result<std::vector<Resource>> resources = ours();
    if (!resources)
        return resources.error();
    const std::optional<DeployedEndpoint> kept = endpoint();
    for (const Resource& resource : resources.value()) {
        if (kept && kept->resource == resource.name && resource.state == ResourceState::Standing) {
            const Result<bool> gone = isGone(*m_host, resource.name, stop);
            if (!gone)
                return gone.error();
            if (!gone.value())
                return true;
        }
        if (const Status ended = end(resource, stop); !ended)
            return ended.error();
    }
    return false;
}

Status Deployment::end(const Resource& resource, const std::stop_token& stop)
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
    return m_ledger.write(resource, ResourceState::Gone);
}

Result<DeployedEndpoint> Deployment::deploy(const std::stop_token& stop)
{
    if (const Status taken = take(); !taken)
        return taken.error();
    const Result<bool> stands = goOn(stop);
    if (!stands)
        return stands.error();
    if (stands.value())
        return *endpoint();
    Result<DeployedEndpoint> started = start(stop);
    if (!started && started.error().code != Errc::Cancelled)
        if (const Status ended = destroy(); !ended)
            return Error{
                ended.error().code,
                sentence("errors", "%1 And it could not be ended: %2").with(started.error().said, ended.error().said)};
    return started;
}

Result<DeployedEndpoint> Deployment::start(const std::stop_token& stop)
{
    const Result<EngineRecipe> recipe = findRecipe(m_spec.engine.recipe);
    if (!recipe)
        return recipe.error();
    const Result<std::string> machine = connect(stop);
    const Result<std::string> version = machine ? engineVersion(*m_host, recipe.value(), m_spec.engine.program, stop)
                                                : Result<std::string>{machine.error()};
    if (!version)
        return version.error();
    const Result<int> port = choosePort(*m_host, m_spec.engine.port, stop);
    if (!port)
        return port.error();
    const EnginePlaces places{m_spec.model, aliasOf(m_spec), kLoopback, port.value()};
    const Result<NamedValues> environment = environmentOf(m_spec, recipe.value(), places);
    if (!environment)
        return environment.error();
    DeployedEndpoint endpoint;
    endpoint.resource = uniqueResourceName(m_spec.name);
    endpoint.baseUrl = std::string{"http://"} + kLoopback + ":" + std::to_string(port.value());
    endpoint.model = places.alias;
    endpoint.api = recipe.value().api;
    endpoint.engine = version.value();
    endpoint.machine = machine.value();
    endpoint.command = engineCommand(recipe.value(), m_spec.engine.program, m_spec.engine.arguments, places);

    Resource resource{.name = endpoint.resource,
                      .deployment = m_spec.name,
                      .provider = m_spec.site.provider,
                      .created = realtimeNow()};
    resource.deadline = resource.created + fromSeconds(m_spec.limits.ttl);
    if (const Status written = m_ledger.write(resource); !written)
        return written.error();
    const EngineStart start{resource.name, home(), endpoint.command, environment.value(), m_spec.limits.ttl};
    if (const Status begun = startEngine(*m_host, start, stop); !begun)
        return begun.error();
    Result<std::vector<PhaseTime>> phases = waitUntilReady(
        *m_host, {recipe.value(), m_spec.limits, resource.name, home(), endpoint.baseUrl}, m_progress, stop);
    if (!phases)
        return phases.error();
    endpoint.phases = std::move(phases).value();
    const Result<PhaseTime> first = firstToken(endpoint, stop);
    if (!first)
        return first.error();
    endpoint.phases.push_back(first.value());
    if (const Status kept = keep(endpoint); !kept)
        return kept.error();
    if (const Status written = m_ledger.write(resource, ResourceState::Standing); !written)
        return written.error();
    return endpoint;
}

Status Deployment::keep(const DeployedEndpoint& endpoint) const
{
    AtomicFile file{home() + "/endpoint.json"};
    file.write(toJson(endpoint).dump(2, ' ', true, Json::error_handler_t::replace) + "\n");
    return file.commit();
}

std::optional<DeployedEndpoint> Deployment::endpoint() const
{
    const Result<std::string> text = readTextFile(home() + "/endpoint.json");
    return text ? endpointOfText(text.value()) : std::nullopt;
}

Status Deployment::destroy(const std::stop_token& stop)
{
    if (Status taken = take(); !taken)
        return taken;
    const Result<std::vector<Resource>> resources = ours();
    if (!resources)
        return resources.error();
    for (const Resource& resource : resources.value())
        if (Status ended = end(resource, stop); !ended)
            return ended;
    std::error_code ignored;
    std::filesystem::remove(home() + "/endpoint.json", ignored);
    // Of a start that was cut before the engine's shell had read it.
    const std::string secrets = shellWord(home() + "/engine.env");
    const Result<std::string> removed = outputOf(*m_host, "rm -f -- " + secrets + " " + secrets + ".part", {}, stop);
    return removed ? Status{} : Status{removed.error()};
}

RunSpec aimedAt(RunSpec spec, const DeployedEndpoint& endpoint, const std::string& deployment)
{
    spec.endpoint.clear();
    spec.target = {};
    spec.target.llmApi = endpoint.api;
    spec.target.baseUrl = endpoint.baseUrl;
    spec.target.modelNames = quotedModelName(endpoint.model);
    if (deployment.empty())
        return spec;
    for (const auto& [name, value] :
         {std::pair{"deployment", deployment}, std::pair{"deployment_engine", endpoint.engine},
          std::pair{"deployment_command", commandText(endpoint.command)},
          std::pair{"deployment_machine", endpoint.machine},
          std::pair{"deployment_phases", phasesText(endpoint.phases)}})
        spec.keep.metadata.emplace_back(name, value);
    return spec;
}

}  // namespace inferometer
