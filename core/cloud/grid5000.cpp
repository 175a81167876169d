// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/grid5000.h"

#include "core/base/foreign_json.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/cloud/rest.h"
#include "core/cloud/site_json.h"
#include "core/cloud/site_setting.h"
#include "core/config/user_folders.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

namespace inferometer {

namespace {

using Json = nlohmann::json;

constexpr std::string_view kLabel = "Grid'5000";
constexpr std::array kParts{ResourceKind::Machine};
constexpr std::size_t kPage = 500;         // the most that a page may hold
constexpr double kOldest = 60 * 86'400.0;  // s: a time to live of 30 days and as long in the queue
constexpr std::size_t kMostWords = 200;    // bytes of OAR's that are shown

// The settings, read.
struct JobWish
{
    std::string user;
    std::string site;
    std::string cluster;
    std::string queue;
    std::string project;
    std::vector<std::string> types{};
    int listLag = 0;  // s
    SshAsk way{};
};

std::string shown(std::string_view words) { return visibleText(shownName(words, kMostWords)); }

Result<std::vector<std::string>> typesOf(const SiteSpec& site)
{
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'
            || c == '=' || c == '.';
    };
    std::string text = siteSetting(site, "types");
    std::replace(text.begin(), text.end(), ',', ' ');
    std::vector<std::string> types = splitWords(text);
    for (const std::string& type : types)
        if (!std::all_of(type.begin(), type.end(), fits))
            return wrongSetting("types",
                                sentence("errors", "%1 must be words with commas between, such as exotic.")
                                    .with(Figure::setting("types")));
    return types;
}

Result<SshAsk> wayOf(const SiteSpec& site, const std::string& user)
{
    Result<std::vector<SshPlace>> jumps = parseSshPlaces(siteSetting(site, "jump"));
    if (!jumps)
        return jumps.error().about("site/jump");
    for (SshPlace& jump : jumps.value())
        if (jump.user.empty())
            jump.user = user;
    return SshAsk{.place = {},
                  .jumps = std::move(jumps).value(),
                  .keyFile = expandedHome(siteSetting(site, "key-file")),
                  .knownHosts = expandedHome(siteSetting(site, "known-hosts"))};
}

Result<JobWish> wishOf(const SiteSpec& site)
{
    JobWish wish;
    for (const auto& [key, field] :
         {std::pair{"user", &JobWish::user}, std::pair{"site", &JobWish::site}, std::pair{"cluster", &JobWish::cluster},
          std::pair{"queue", &JobWish::queue}, std::pair{"project", &JobWish::project}})
    {
        wish.*field = siteSetting(site, key);
        if (!isSiteId(wish.*field) && !(field == &JobWish::project && wish.project.empty()))
            return wrongSetting(
                key, sentence("errors", "%1 must be of letters, digits, - and _.").with(Figure::setting(key)));
    }
    Result<std::vector<std::string>> types = typesOf(site);
    if (!types)
        return types.error();
    wish.types = std::move(types).value();
    const Result<int> lag = listLagOf(site);
    if (!lag)
        return lag.error();
    wish.listLag = lag.value();
    Result<SshAsk> way = wayOf(site, wish.user);
    if (!way)
        return way.error();
    wish.way = std::move(way).value();
    return wish;
}

// "02:00:01"
std::string clockText(double span)
{
    constexpr int kHour = 3600;
    constexpr int kMinute = 60;
    const auto all = static_cast<int>(std::ceil(std::max(span, 1.0)));
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%02d:%02d:%02d", all / kHour, all % kHour / kMinute, all % kMinute);
    return text.data();
}

Json jobBody(const JobWish& job, const MachineWish& wish)
{
    // Its wall time ends it; what OAR forgot ends by itself.
    const auto sleep = static_cast<std::int64_t>(std::ceil(std::max(wish.ttl, 1.0))) + 120;
    Json body{{"name", wish.name},
              {"resources", "nodes=1,walltime=" + clockText(wish.ttl)},
              {"properties", "cluster='" + job.cluster + "'"},
              {"queue", job.queue},
              {"command", "sleep " + std::to_string(sleep)}};
    if (!job.project.empty())
        body["project"] = job.project;
    if (!job.types.empty())
        body["types"] = job.types;
    return body;
}

// Empty: it has none that can be.
std::string idOf(const Json& job)
{
    const Json& uid = memberOf(job, "uid");
    return uid.is_number_integer() && uid.get<std::int64_t>() > 0 ? std::to_string(uid.get<std::int64_t>())
                                                                  : std::string{};
}

// What OAR says of it: its message, else the last of its events.
std::string wordsOf(const Json& job)
{
    if (const std::string message = textOf(job, "message"); !message.empty())
        return shown(message);
    const Json& events = memberOf(job, "events");
    return events.is_array() && !events.empty() ? shown(textOf(events.back(), "description")) : std::string{};
}

SiteResource machineOf(const Json& job, const std::string& user)
{
    SiteResource machine{.name = textOf(job, "name"), .id = idOf(job), .user = user};
    const std::string state = textOf(job, "state");
    const std::string words = wordsOf(job);
    machine.state = shown(state);
    machine.isEnded = state == "error" || state == "terminated";
    if (machine.isEnded)
        machine.trouble = "OAR ended it" + (words.empty() ? std::string{} : " (" + words + ")");
    else if (state != "running" && !words.empty())
        machine.state += " (" + words + ")";
    machine.pricePerHour = 0;
    return machine;
}

struct GpuKind
{
    std::string model{};
    double memory = 0;  // GiB of each
    int count = 0;
    bool operator<(const GpuKind& other) const
    {
        return std::tie(model, memory, count) < std::tie(other.model, other.memory, other.count);
    }
};

// Of a node of the reference API; its GPUs are all the same.
GpuKind gpusOf(const Json& node)
{
    constexpr double kGibibyte = 1 << 30;  // as makers of GPUs count their memory
    constexpr std::size_t kMost = 1000;
    GpuKind kind;
    const Json& devices = memberOf(node, "gpu_devices");
    if (!devices.is_object())
        return kind;
    for (const Json& device : devices) {
        kind.model = shown(textOf(device, "model"));
        const double memory = numberOf(device, "memory");
        kind.memory = memory > 0 ? memory / kGibibyte : 0;
    }
    kind.count = static_cast<int>(std::min(devices.size(), kMost));
    return kind;
}

class Grid5000 final : public Cloud
{
public:
    Grid5000(RestSite site, JobWish wish)
        : m_rest(std::move(site))
        , m_wish(std::move(wish))
        , m_site("/sites/" + m_wish.site)
    {}

    Result<std::string> account(const std::stop_token& stop) override;
    Result<Offer> asked(const std::stop_token& stop) override;
    Result<std::vector<Offer>> offers(const std::stop_token& stop) override;
    std::span<const ResourceKind> parts() const override { return kParts; }
    Result<std::string> make(ResourceKind part, const MachineWish& wish, std::span<const SiteResource> made,
                             const std::stop_token& stop) override;
    Result<std::vector<SiteResource>> list(const std::stop_token& stop) override;
    Status end(const SiteResource& resource, const std::stop_token& stop) override;
    std::optional<SshAsk> way() const override { return m_wish.way; }
    double listLag() const override { return m_wish.listLag; }

private:
    struct JobPage
    {
        Json items;
        std::size_t total = 0;
    };
    Result<JobPage> jobsFrom(std::size_t offset, std::size_t limit, const std::stop_token& stop);
    Status findNode(SiteResource& machine, const std::stop_token& stop);
    Status addOurs(const Json& items, std::vector<SiteResource>& all, const std::stop_token& stop);
    // Those of one cluster. `states` is what the site says of its nodes.
    Result<std::vector<Offer>> offersOf(const std::string& cluster, const Json& states, const std::stop_token& stop);

    Rest m_rest;
    JobWish m_wish;
    std::string m_site;
};

Result<Grid5000::JobPage> Grid5000::jobsFrom(std::size_t offset, std::size_t limit, const std::stop_token& stop)
{
    const Result<std::string> body = m_rest.read(
        m_site + "/jobs?user=" + m_wish.user + "&limit=" + std::to_string(limit) + "&offset=" + std::to_string(offset),
        stop);
    if (!body)
        return body.error();
    Json answer = parseForeignJson(body.value());
    const Json& total = memberOf(answer, "total");
    if (!memberOf(answer, "items").is_array() || !total.is_number_unsigned())
        return unreadableAnswer(kLabel, "no list of jobs");
    return JobPage{std::move(answer["items"]), total.get<std::size_t>()};
}

Result<std::string> Grid5000::account(const std::stop_token& stop)
{
    const Result<JobPage> page = jobsFrom(0, 1, stop);
    if (!page)
        return page.error();
    return "Grid'5000 user " + m_wish.user + " at " + m_wish.site + " by the password in " + m_rest.site().secretName
        + " (jobs until now: " + std::to_string(page.value().total) + ")";
}

Result<std::vector<Offer>> Grid5000::offersOf(const std::string& cluster, const Json& states,
                                              const std::stop_token& stop)
{
    const Result<Json> nodes = readList(m_rest, m_site + "/clusters/" + cluster + "/nodes", "items", stop);
    if (!nodes)
        return nodes.error();
    struct Counts
    {
        int all = 0;
        int free = 0;
    };
    std::map<GpuKind, Counts> kinds;
    for (const Json& node : nodes.value()) {
        const std::string name = textOf(node, "uid") + "." + m_wish.site + ".grid5000.fr";
        const Json& state = memberOf(states, name.c_str());
        Counts& counts = kinds[gpusOf(node)];
        ++counts.all;
        const std::string hard = textOf(state, "hard");
        if (textOf(state, "soft") == "free" && (hard == "alive" || hard == "standby"))
            ++counts.free;
    }
    std::vector<Offer> offers;
    offers.reserve(kinds.size());
    for (const auto& [kind, counts] : kinds)
        offers.push_back({.machine = cluster,
                          .gpu = kind.model,
                          .gpus = kind.count,
                          .gpuMemory = kind.memory,
                          .region = m_wish.site,
                          .pricePerHour = 0,
                          .availability = (counts.free == 0 ? "none" : std::to_string(counts.free)) + " free of "
                              + std::to_string(counts.all) + (counts.all == 1 ? " node" : " nodes"),
                          .asOf = realtimeNow(),
                          .source = m_rest.host()});
    return offers;
}

Result<Offer> Grid5000::asked(const std::stop_token& stop)
{
    const Result<Json> states = readList(m_rest, m_site + "/status", "nodes", stop, true);
    if (!states)
        return states.error();
    const Result<std::vector<Offer>> offers = offersOf(m_wish.cluster, states.value(), stop);
    if (offers && !offers.value().empty())
        return offers.value().back();
    if (!offers && offers.error().code != Errc::NotFound)
        return offers.error();
    return wrongSetting("cluster",
                        sentence("errors", "Grid'5000 has no cluster \"%1\" in %2; give one that its offers list.")
                            .with(m_wish.cluster, m_wish.site));
}

Result<std::vector<Offer>> Grid5000::offers(const std::stop_token& stop)
{
    const Result<Json> states = readList(m_rest, m_site + "/status", "nodes", stop, true);
    if (!states)
        return states.error();
    const Result<Json> clusters = readList(m_rest, m_site + "/clusters", "items", stop);
    if (!clusters)
        return clusters.error();
    std::vector<Offer> all;
    for (const Json& cluster : clusters.value()) {
        constexpr std::size_t kMostOffers = 1000;
        const std::string name = textOf(cluster, "uid");
        if (!isSiteId(name) || all.size() > kMostOffers)
            return unreadableAnswer(kLabel, "a cluster without a name, or too many");
        Result<std::vector<Offer>> some = offersOf(name, states.value(), stop);
        if (!some)
            return some.error();
        std::copy_if(some.value().begin(), some.value().end(), std::back_inserter(all),
                     [](const Offer& offer) { return offer.gpus > 0; });
    }
    return all;
}

Result<std::string> Grid5000::make(ResourceKind /*part*/, const MachineWish& wish,
                                   std::span<const SiteResource> /*made*/, const std::stop_token& stop)
{
    const Result<std::string> body
        = m_rest.send({.method = "POST", .path = m_site + "/jobs", .body = textOfBody(jobBody(m_wish, wish))}, stop);
    if (!body)
        return body.error();
    std::string id = idOf(parseForeignJson(body.value()));
    return id.empty() ? Result<std::string>{unreadableAnswer(kLabel, "a new job without an id")}
                      : Result<std::string>{std::move(id)};
}

// Lists do not say which node a job has.
Status Grid5000::findNode(SiteResource& machine, const std::stop_token& stop)
{
    const Result<std::string> body = m_rest.read(m_site + "/jobs/" + machine.id, stop);
    if (!body)
        return body.error();
    const Json job = parseForeignJson(body.value());
    if (idOf(job) != machine.id)
        return unreadableAnswer(kLabel, "another job than was asked for");
    const Json& nodes = memberOf(job, "assigned_nodes");
    if (nodes.is_array() && !nodes.empty() && nodes[0].is_string() && isHostName(nodes[0].get<std::string>()))
        machine.address = nodes[0].get<std::string>();
    machine.isReady = textOf(job, "state") == "running" && !machine.address.empty();
    return {};
}

Status Grid5000::addOurs(const Json& items, std::vector<SiteResource>& all, const std::stop_token& stop)
{
    for (const Json& job : items) {
        // A job may have no name.
        if (!job.is_object())
            return unreadableAnswer(kLabel, "something that is no job");
        if (!isOurName(textOf(job, "name")))
            continue;
        SiteResource machine = machineOf(job, m_wish.user);
        if (machine.id.empty() || machine.state.empty())
            return unreadableAnswer(kLabel, "a job without an id or a state");
        if (machine.state == "running")
            if (Status found = findNode(machine, stop); !found)
                return found;
        all.push_back(std::move(machine));
    }
    return {};
}

Result<std::vector<SiteResource>> Grid5000::list(const std::stop_token& stop)
{
    constexpr int kMostPages = 40;
    const double oldest = seconds(realtimeNow()) - kOldest;
    std::vector<SiteResource> all;
    std::size_t offset = 0;
    for (int page = 0; page < kMostPages; ++page) {
        const Result<JobPage> jobs = jobsFrom(offset, kPage, stop);
        if (!jobs)
            return jobs.error();
        const Json& items = jobs.value().items;
        if (const Status added = addOurs(items, all, stop); !added)
            return added.error();
        offset += items.size();
        if (offset >= jobs.value().total)
            return all;
        if (items.empty())
            return unreadableAnswer(kLabel, "a list with a gap");
        if (numberOf(items.back(), "submitted_at") < oldest)
            return all;
    }
    return unreadableAnswer(kLabel, "a list without an end");
}

Status Grid5000::end(const SiteResource& resource, const std::stop_token& stop)
{
    return m_rest.remove(m_site + "/jobs/" + resource.id, stop);
}

}  // namespace

Result<std::unique_ptr<Cloud>> openGrid5000(const SiteSpec& site, const SiteAccess& access)
{
    Result<JobWish> wish = wishOf(site);
    if (!wish)
        return wish.error();
    SiteAccess basic = access;  // RFC 7617
    basic.secret = [&](std::string_view name) {
        Result<Secret> found = access.secret(name);
        if (!found)
            return found;
        std::string pair;
        appendBase64(wish.value().user + ":" + found.value().reveal(), pair);
        return Result<Secret>{Secret{pair}};
    };
    Result<RestSite> rest = restSite(
        site, basic,
        {.label = std::string{kLabel}, .header = "Authorization", .before = "Basic ", .secretKey = "password-env"});
    if (!rest)
        return rest.error();
    return std::unique_ptr<Cloud>{std::make_unique<Grid5000>(std::move(rest).value(), std::move(wish).value())};
}

}  // namespace inferometer
