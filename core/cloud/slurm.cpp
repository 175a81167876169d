// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/slurm.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/cloud/rest.h"
#include "core/cloud/site_setting.h"
#include "core/cloud/ssh_site.h"
#include "core/host/ssh_host.h"

#include <algorithm>
#include <set>
#include <utility>

namespace inferometer {

namespace {

constexpr std::array kParts{ResourceKind::Machine};
constexpr std::chrono::seconds kPatience{60};  // a controller at work takes its time

// The settings of how Slurm is reached.
struct SlurmAccess
{
    SshAsk login;  // no host: this machine
    std::string bin;
    int nodePort = 22;
    int listLag = 0;  // s
    double price = 0;
};

Result<SlurmAccess> accessOf(const SiteSpec& site, const SiteAccess& access)
{
    SlurmAccess made;
    if (!siteSetting(site, "host").empty()) {
        Result<SshAsk> login = sshAskOf(site, access);
        if (!login)
            return login.error();
        made.login = std::move(login).value();
    } else if (!siteSetting(site, "jump").empty()) {
        return wrongSetting("jump", sentence("errors", "jump leads nowhere without host; name the login node."));
    } else {
        SiteSpec here = site;
        here.settings.emplace_back("host", "localhost");
        Result<SshAsk> login = sshAskOf(here, access);
        if (!login)
            return login.error();
        made.login = std::move(login).value();
        made.login.place = {};
    }
    const Result<int> port = wholeSetting(site, "node-port", 1, 65'535);
    if (!port)
        return port.error();
    made.nodePort = port.value();
    const Result<int> lag = listLagOf(site);
    if (!lag)
        return lag.error();
    made.listLag = lag.value();
    const std::optional<double> price = parseNumber(siteSetting(site, "price-per-hour"));
    constexpr double kMostPrice = 1e6;
    if (!price || !(*price >= 0) || *price > kMostPrice)
        return wrongSetting("price-per-hour",
                            sentence("errors", "%1 must be an amount of money, such as 1.20, or 0.")
                                .with(Figure::setting("price-per-hour")));
    made.price = *price;
    made.bin = siteSetting(site, "bin");
    return made;
}

bool isFolder(std::string_view path)
{
    const auto fits = [](char c) { return static_cast<unsigned char>(c) >= ' ' && c != ':' && c != 0x7f; };
    return path.empty() || (path.front() == '/' && std::all_of(path.begin(), path.end(), fits));
}

// "4", "a100:4".
bool readGpus(std::string_view text, SlurmWish& wish)
{
    constexpr int kMost = 64;
    const std::size_t colon = text.rfind(':');
    const std::string_view count = colon == std::string_view::npos ? text : text.substr(colon + 1);
    const std::optional<std::int64_t> number = parseInteger(count);
    wish.gpuType = colon == std::string_view::npos ? std::string_view{} : text.substr(0, colon);
    if (!number || *number < 0 || *number > kMost || (colon != std::string_view::npos && !isSiteId(wish.gpuType)))
        return false;
    wish.gpus = static_cast<int>(*number);
    return true;
}

}  // namespace

Result<SlurmWish> slurmWish(const SiteSpec& site)
{
    SlurmWish wish;
    for (const auto& [key, field] : {std::pair{"partition", &SlurmWish::partition},
                                     std::pair{"account", &SlurmWish::account}, std::pair{"qos", &SlurmWish::qos}})
    {
        wish.*field = siteSetting(site, key);
        if (!(wish.*field).empty() && !isSiteId(wish.*field))
            return wrongSetting(
                key, sentence("errors", "%1 must be of letters, digits, - and _.").with(Figure::setting(key)));
    }
    if (!readGpus(siteSetting(site, "gpus"), wish))
        return wrongSetting("gpus",
                            sentence("errors", "%1 must be COUNT or TYPE:COUNT, such as 2 or a100:2, or 0 for none.")
                                .with(Figure::setting("gpus")));
    constexpr int kMostNodes = 64;
    const Result<int> nodes = wholeSetting(site, "nodes", 1, kMostNodes);
    if (!nodes)
        return nodes.error();
    wish.nodes = nodes.value();
    std::string wrong;
    std::optional<std::vector<std::string>> options = slurmOptions(siteSetting(site, "options"), wrong);
    if (!options)
        return wrongSetting(
            "options",
            sentence(
                "errors",
                "%1 is no option of sbatch that may stand in options; write its whole name and its value behind =, "
                "and what has a setting of its own there.")
                .with(wrong));
    wish.options = std::move(*options);
    wish.workdir = siteSetting(site, "workdir");
    for (const char* key : {"workdir", "bin"})
        if (!isFolder(siteSetting(site, key)))
            return wrongSetting(
                key, sentence("errors", "%1 must be a folder of the machine from / on.").with(Figure::setting(key)));
    return wish;
}

namespace {

class Slurm final : public Cloud
{
public:
    Slurm(SlurmWish wish, SlurmAccess access, HostKeyTrust trust)
        : m_wish(std::move(wish))
        , m_access(std::move(access))
        , m_trust(std::move(trust))
    {}

    Result<std::string> account(const std::stop_token& stop) override;
    Result<Offer> asked(const std::stop_token& stop) override;
    Result<std::vector<Offer>> offers(const std::stop_token& stop) override;
    std::span<const ResourceKind> parts() const override { return kParts; }
    Result<std::string> make(ResourceKind part, const MachineWish& wish, std::span<const SiteResource> made,
                             const std::stop_token& stop) override;
    Result<std::vector<SiteResource>> list(const std::stop_token& stop) override;
    Status end(const SiteResource& resource, const std::stop_token& stop) override;
    std::optional<SshAsk> way() const override;
    double listLag() const override { return m_access.listLag; }

private:
    Result<Host*> host(const std::stop_token& stop);
    Result<Ran> run(const std::string& script, HostCall call, const std::stop_token& stop);
    // The output of a script that changes nothing.
    Result<std::string> read(const std::string& script, const std::stop_token& stop);
    Result<std::vector<SlurmNodes>> nodes(const std::stop_token& stop);

    SlurmWish m_wish;
    SlurmAccess m_access;
    HostKeyTrust m_trust;
    std::unique_ptr<Host> m_host;  // the login node
};

Result<Host*> Slurm::host(const std::stop_token& stop)
{
    if (m_host)
        return m_host.get();
    Result<std::unique_ptr<Host>> made
        = m_access.login.place.host.empty() ? localHost() : sshHost(m_access.login, m_trust, stop);
    if (!made)
        return made.error();
    m_host = std::move(made).value();
    return m_host.get();
}

std::optional<SshAsk> Slurm::way() const
{
    SshAsk way = m_access.login;
    Secret password = std::exchange(way.password, {});  // the login node's: no node may hear it
    if (!way.place.host.empty()) {
        way.jumpPassword = std::move(password);
        way.jumps.push_back(way.place);
    }
    return way;
}

Result<Ran> Slurm::run(const std::string& script, HostCall call, const std::stop_token& stop)
{
    const Result<Host*> login = host(stop);
    if (!login)
        return login.error();
    call.timeout = kPatience;
    const std::string path
        = m_access.bin.empty() ? std::string{} : "PATH=" + shellWord(m_access.bin) + ":$PATH\nexport PATH\n";
    return login.value()->run("LC_ALL=C; export LC_ALL\n" + path + script, call, stop);
}

Result<std::string> Slurm::read(const std::string& script, const std::stop_token& stop)
{
    Result<Ran> ran = run(script, {.isRepeatable = true}, stop);
    if (!ran)
        return ran.error();
    if (ran.value().exit == 0)
        return std::move(ran.value().out);
    const std::vector<std::string> lines = outputLines(ran.value().err);
    return Error{Errc::Protocol,
                 sentence("errors", "Slurm on %1 cannot be asked: %2.")
                     .with(m_host->name(), lines.empty() ? "it said nothing" : shownName(lines.back(), 200))};
}

Result<std::string> Slurm::account(const std::stop_token& stop)
{
    const Result<std::string> said
        = read("version=$(sinfo --version) || exit 1\nconfig=$(scontrol show config) || exit 1\n"
               "printf '%s\\n%s\\n%s\\n' \"$(id -un)\" \"$version\" "
               "\"$(printf '%s\\n' \"$config\" | sed -n 's/^ClusterName *= *//p')\"\n",
               stop);
    if (!said)
        return said.error();
    const std::vector<std::string> lines = outputLines(said.value());
    if (lines.size() != 3)
        return Error{Errc::Protocol,
                     sentence("errors", "Slurm on %1 did not say what it is; try sinfo there.").with(m_host->name())};
    return "Slurm cluster " + shownName(lines[2]) + " (" + shownName(lines[1]) + ") by " + m_host->name() + ", as "
        + shownName(lines[0]);
}

Result<std::vector<SlurmNodes>> Slurm::nodes(const std::stop_token& stop)
{
    const Result<std::string> said = read(nodesScript(), stop);
    Result<std::vector<SlurmNodes>> all
        = said ? parseNodes(said.value(), m_host->name()) : Result<std::vector<SlurmNodes>>{said.error()};
    if (!all)
        return all;
    for (SlurmNodes& one : all.value()) {
        one.offer.pricePerHour = m_access.price;
        one.offer.asOf = realtimeNow();
        one.offer.source = m_host->name();
    }
    return all;
}

bool isOfPartition(const SlurmNodes& nodes, const SlurmWish& wish)
{
    return wish.partition.empty() ? nodes.isDefault : nodes.partition == wish.partition;
}

bool hasGpus(const SlurmNodes& nodes, const SlurmWish& wish)
{
    return wish.gpus == 0
        || (nodes.offer.gpus >= wish.gpus && (wish.gpuType.empty() || nodes.offer.gpu == wish.gpuType));
}

// "a, b" of what each is called.
template <typename Name>
std::string namesOf(const std::vector<SlurmNodes>& nodes, Name name)
{
    constexpr std::size_t kMost = 300;
    std::set<std::string> told;
    std::string names;
    for (const SlurmNodes& one : nodes)
        if (told.insert(name(one)).second)
            names.append(names.empty() ? "" : ", ").append(name(one));
    return shownName(names, kMost);
}

Result<Offer> Slurm::asked(const std::stop_token& stop)
{
    const Result<std::vector<SlurmNodes>> all = nodes(stop);
    if (!all)
        return all.error();
    std::vector<SlurmNodes> there = all.value();
    std::erase_if(there, [this](const SlurmNodes& one) { return !isOfPartition(one, m_wish); });
    if (there.empty())
        return wrongSetting("partition",
                            sentence("errors", "Slurm on %1 has no partition \"%2\"; give one of: %3.")
                                .with(m_host->name(), m_wish.partition.empty() ? "(default)" : m_wish.partition,
                                      namesOf(all.value(), [](const SlurmNodes& one) { return one.offer.machine; })));
    const auto found
        = std::find_if(there.begin(), there.end(), [this](const SlurmNodes& one) { return hasGpus(one, m_wish); });
    if (found == there.end())
        return wrongSetting("gpus",
                            sentence("errors", "No node of the partition has the GPUs that are asked for; it has: %1.")
                                .with(namesOf(there, [](const SlurmNodes& one) {
                                    return one.offer.gpus == 0 ? "none"
                                                               : one.offer.gpu + ":" + std::to_string(one.offer.gpus);
                                })));
    Offer offer = found->offer;
    offer.gpus = m_wish.gpus;
    if (m_wish.gpus == 0)
        offer.gpu.clear();
    return offer;
}

Result<std::vector<Offer>> Slurm::offers(const std::stop_token& stop)
{
    const Result<std::vector<SlurmNodes>> all = nodes(stop);
    if (!all)
        return all.error();
    std::vector<Offer> offers;
    for (const SlurmNodes& one : all.value())
        if (one.offer.gpus > 0)
            offers.push_back(one.offer);
    return offers;
}

Result<std::string> Slurm::make(ResourceKind /*part*/, const MachineWish& wish, std::span<const SiteResource> /*made*/,
                                const std::stop_token& stop)
{
    const std::string job = holdingJob(wish);
    const Result<Ran> ran = run(submitScript(m_wish, wish), {.input = job}, stop);
    if (!ran)
        return ran.error();
    std::string id = ran.value().exit == 0 ? submittedJob(ran.value().out) : std::string{};
    return id.empty() ? Result<std::string>{submitError(ran.value(), m_host->name())}
                      : Result<std::string>{std::move(id)};
}

Result<std::vector<SiteResource>> Slurm::list(const std::stop_token& stop)
{
    const Result<std::string> said = read(jobsScript(), stop);
    return said ? parseJobs(said.value(), m_access.nodePort, m_host->name())
                : Result<std::vector<SiteResource>>{said.error()};
}

Status Slurm::end(const SiteResource& resource, const std::stop_token& stop)
{
    const Result<Ran> ran = run(cancelScript(resource), {.isRepeatable = true}, stop);
    if (!ran)
        return ran.error();
    const std::string& said = ran.value().err;
    for (const std::string_view gone : {"Invalid job id", "already completing", "No active jobs"})
        if (said.find(gone) != std::string::npos)
            return {};
    if (ran.value().exit == 0)
        return {};
    const std::vector<std::string> lines = outputLines(said);
    return Error{
        Errc::Unsupported,
        sentence("errors", "Slurm on %1 did not end the job %2: %3.")
            .with(m_host->name(), resource.id, lines.empty() ? "it said nothing" : shownName(lines.back(), 200))};
}

}  // namespace

Result<std::unique_ptr<Cloud>> openSlurm(const SiteSpec& site, const SiteAccess& access)
{
    Result<SlurmWish> wish = slurmWish(site);
    if (!wish)
        return wish.error();
    Result<SlurmAccess> reached = accessOf(site, access);
    if (!reached)
        return reached.error();
    return std::unique_ptr<Cloud>{
        std::make_unique<Slurm>(std::move(wish).value(), std::move(reached).value(), access.trust)};
}

}  // namespace inferometer
