// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/scaleway.h"

#include "core/base/foreign_json.h"
#include "core/base/visible_text.h"
#include "core/cloud/rest.h"
#include "core/cloud/site_json.h"
#include "core/cloud/site_setting.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace inferometer {

namespace {

using Json = nlohmann::json;

constexpr std::string_view kLabel = "Scaleway";
constexpr std::array kParts{ResourceKind::Machine};
constexpr std::size_t kPage = 100;  // the most that a page may hold
constexpr std::int64_t kGigabyte = 1'000'000'000;

// The settings, read.
struct ServerWish
{
    std::string zone;
    std::string project;
    std::string type;
    std::string image;
    int disk = 0;
    int listLag = 0;  // s
};

Result<ServerWish> wishOf(const SiteSpec& site)
{
    constexpr int kMostDisk = 10'000;
    ServerWish wish;
    for (const auto& [key, field] : {std::pair{"zone", &ServerWish::zone}, std::pair{"project", &ServerWish::project},
                                     std::pair{"type", &ServerWish::type}, std::pair{"image", &ServerWish::image}})
    {
        wish.*field = siteSetting(site, key);
        const bool isOpen = field == &ServerWish::type && wish.type.empty();  // while it is to be chosen
        if (!isOpen && !isSiteId(wish.*field))
            return wrongSetting(
                key, sentence("errors", "%1 must be of letters, digits, - and _.").with(Figure::setting(key)));
    }
    const Result<int> disk = wholeSetting(site, "disk", 1, kMostDisk);
    if (!disk)
        return disk.error();
    wish.disk = disk.value();
    const Result<int> lag = listLagOf(site);
    if (!lag)
        return lag.error();
    wish.listLag = lag.value();
    return wish;
}

Json serverBody(const ServerWish& server, const MachineWish& wish)
{
    return {{"name", wish.name},
            {"project", server.project},
            {"commercial_type", server.type},
            {"image", server.image},
            {"tags", {"inferometer"}},
            {"dynamic_ip_required", true},
            {"volumes", {{"0", {{"size", server.disk * kGigabyte}, {"volume_type", "sbs_volume"}}}}}};
}

// JSON is YAML. `bootcmd` comes first of all that cloud-init does, and at each boot.
std::string cloudConfig(const MachineWish& wish)
{
    const auto ttl = static_cast<std::int64_t>(std::ceil(std::max(wish.ttl, 1.0)));
    const std::string end = "(sleep " + std::to_string(ttl) + "; systemctl poweroff) > /dev/null 2>&1 &";
    const Json config = {{"bootcmd", {Json::array({"sh", "-c", end})}},
                         {"disable_root", false},
                         {"ssh_authorized_keys", Json::array({wish.publicKey})}};
    return "#cloud-config\n" + textOfBody(config) + "\n";
}

// Whatever refuses a later step, the server is there.
Error inDoubt(const Error& error)
{
    return isDoubtful(error)
        ? error
        : Error{Errc::Protocol, sentence("errors", "Scaleway made the server, but then: %1").with(error.said),
                error.field};
}

// What has no capacity is told by its type alone: its status is that of a key that may not.
std::optional<RestMeaning> scalewayMeaning(const FetchResponse& response)
{
    if (textOf(parseForeignJson(response.body), "type") != "out_of_stock")
        return std::nullopt;
    return RestMeaning{Errc::NotFound,
                       sentence("errors",
                                "%1 has no such machine free now (HTTP %2: %3); set another zone or type of the site, "
                                "or try later.")};
}

// Ids of the server's volumes at Block Storage.
std::vector<std::string> blockVolumesOf(const Json& server)
{
    std::vector<std::string> ids;
    for (const Json& volume : memberOf(server, "volumes"))
        if (textOf(volume, "volume_type") == "sbs_volume" && isSiteId(textOf(volume, "id")))
            ids.push_back(textOf(volume, "id"));
    return ids;
}

// The first that IPv4 can reach.
std::string addressOf(const Json& server)
{
    for (const Json& ip : memberOf(server, "public_ips"))
        if (textOf(ip, "family") == "inet" && isHostName(textOf(ip, "address")))
            return textOf(ip, "address");
    return {};
}

SiteResource machineOf(const Json& server)
{
    SiteResource machine{.kind = ResourceKind::Machine, .name = textOf(server, "name"), .id = textOf(server, "id")};
    machine.state = visibleText(shownName(textOf(server, "state")));
    machine.address = addressOf(server);
    machine.user = "root";
    machine.isReady = machine.state == "running" && !machine.address.empty();
    if (machine.state == "stopped in place")
        machine.trouble = "it has powered off by itself, and is still billed in full";
    else if (machine.state == "locked")
        machine.trouble = "Scaleway has locked it";
    return machine;
}

SiteResource volumeOf(const Json& volume, const char* state)
{
    return {.kind = ResourceKind::Volume,
            .name = textOf(volume, "name"),
            .id = textOf(volume, "id"),
            .state = visibleText(shownName(textOf(volume, state)))};
}

Offer offerOf(const std::string& type, const Json& server, const Json& availability)
{
    constexpr double kGibibyte = 1 << 30;  // as makers of GPUs count their memory
    const Json& info = memberOf(server, "gpu_info");
    const double gpus = numberOf(server, "gpu");
    const double memory = numberOf(info, "gpu_memory");
    const double price = numberOf(server, "hourly_price");
    return {.machine = visibleText(shownName(type)),
            .gpu = visibleText(shownName(textOf(info, "gpu_name"))),
            .gpus = gpus > 0 && gpus < 1000 ? static_cast<int>(gpus) : 0,
            .gpuMemory = memory > 0 ? memory / kGibibyte : 0,
            .region = {},
            .pricePerHour = price > 0 ? price : std::numeric_limits<double>::quiet_NaN(),
            .currency = "EUR",
            .availability = visibleText(shownName(textOf(memberOf(availability, type.c_str()), "availability"))),
            .asOf = realtimeNow(),
            .source = {}};
}

class Scaleway final : public Cloud
{
public:
    Scaleway(RestSite site, ServerWish wish)
        : m_rest(std::move(site))
        , m_wish(std::move(wish))
        , m_instance("/instance/v1/zones/" + m_wish.zone)
        , m_block("/block/v1/zones/" + m_wish.zone)
    {}

    double listLag() const override { return m_wish.listLag; }
    bool endsItself() const override { return false; }  // what powers itself off is billed in full
    Result<std::string> account(const std::stop_token& stop) override;
    Result<Offer> asked(const std::stop_token& stop) override;
    Result<std::vector<Offer>> offers(const std::stop_token& stop) override;
    std::span<const ResourceKind> parts() const override { return kParts; }
    Result<std::string> make(ResourceKind part, const MachineWish& wish, std::span<const SiteResource> made,
                             const std::stop_token& stop) override;
    Result<std::vector<SiteResource>> list(const std::stop_token& stop) override;
    Status end(const SiteResource& resource, const std::stop_token& stop) override;

private:
    // A list, or an object of objects, of as many pages as it has.
    struct Pages
    {
        std::string path;  // with a query
        const char* name;
        const char* size = "per_page";
        bool isObject = false;
    };
    Result<Json> readAll(const Pages& pages, const std::stop_token& stop);
    Result<std::vector<Offer>> allTypes(const std::stop_token& stop);
    // Of all of ours in the pages.
    Status addOurs(const Pages& pages, SiteResource (*read)(const Json&), std::vector<SiteResource>& ours,
                   const std::stop_token& stop);
    Status nameVolumes(const Json& server, const std::string& name, const std::stop_token& stop);
    Status setUp(const std::string& id, const MachineWish& wish, const std::stop_token& stop);
    Error unmade(const Json& server, const Error& refusal);
    Status act(const std::string& id, const char* action, const std::stop_token& stop);
    Status endServer(const SiteResource& machine, const std::stop_token& stop);

    Rest m_rest;
    ServerWish m_wish;
    std::string m_instance;
    std::string m_block;
};

Status statusOf(const Result<std::string>& answer) { return answer ? Status{} : Status{answer.error()}; }

Result<Json> Scaleway::readAll(const Pages& pages, const std::stop_token& stop)
{
    constexpr int kMostPages = 100;
    Json all = pages.isObject ? Json::object() : Json::array();
    for (int page = 1; page <= kMostPages; ++page) {
        const std::string path
            = pages.path + pages.size + "=" + std::to_string(kPage) + "&page=" + std::to_string(page);
        const Result<Json> some = readList(m_rest, path, pages.name, stop, pages.isObject);
        if (!some)
            return some.error();
        const std::size_t count = some.value().size();
        if (pages.isObject)
            all.update(some.value());
        else
            all.insert(all.end(), some.value().begin(), some.value().end());
        if (count < kPage)
            return all;
    }
    return unreadableAnswer(kLabel, "a list without an end");
}

// The API tells nobody whose key it is without another id of it.
Result<std::string> Scaleway::account(const std::stop_token& stop)
{
    const Result<Json> servers
        = readAll({.path = m_instance + "/servers?project=" + m_wish.project + "&", .name = "servers"}, stop);
    if (!servers)
        return servers.error();
    return "Scaleway project " + m_wish.project + " by the key in " + m_rest.site().secretName + " (servers in "
        + m_wish.zone + ": " + std::to_string(servers.value().size()) + ")";
}

Result<std::vector<Offer>> Scaleway::allTypes(const std::stop_token& stop)
{
    const std::string products = m_instance + "/products/servers";
    const Result<Json> types = readAll({.path = products + "?", .name = "servers", .isObject = true}, stop);
    if (!types)
        return types.error();
    const Result<Json> stock
        = readAll({.path = products + "/availability?", .name = "servers", .isObject = true}, stop);
    if (!stock)
        return stock.error();
    std::vector<Offer> all;
    for (const auto& [type, server] : types.value().items()) {
        all.push_back(offerOf(type, server, stock.value()));
        all.back().region = m_wish.zone;
        all.back().source = m_rest.host();
    }
    return all;
}

Result<Offer> Scaleway::asked(const std::stop_token& stop)
{
    const Result<std::vector<Offer>> all = allTypes(stop);
    if (!all)
        return all.error();
    const auto found = std::find_if(all.value().begin(), all.value().end(),
                                    [this](const Offer& offer) { return offer.machine == m_wish.type; });
    if (found == all.value().end())
        return wrongSetting("type",
                            sentence("errors", "Scaleway has no type \"%1\" in %2; give one that its offers list.")
                                .with(m_wish.type, m_wish.zone));
    return *found;
}

Result<std::vector<Offer>> Scaleway::offers(const std::stop_token& stop)
{
    Result<std::vector<Offer>> all = allTypes(stop);
    if (all)
        std::erase_if(all.value(), [](const Offer& offer) { return offer.gpus == 0; });
    return all;
}

Status Scaleway::nameVolumes(const Json& server, const std::string& name, const std::stop_token& stop)
{
    for (const std::string& id : blockVolumesOf(server)) {
        const Result<std::string> named = m_rest.send(
            {.method = "PATCH", .path = m_block + "/volumes/" + id, .body = textOfBody({{"name", name}})}, stop);
        if (!named && named.error().code != Errc::NotFound)
            return named.error();
    }
    return {};
}

Status Scaleway::act(const std::string& id, const char* action, const std::stop_token& stop)
{
    return statusOf(m_rest.send(
        {.method = "POST", .path = m_instance + "/servers/" + id + "/action", .body = textOfBody({{"action", action}})},
        stop));
}

Status Scaleway::setUp(const std::string& id, const MachineWish& wish, const std::stop_token& stop)
{
    const Status told = statusOf(m_rest.send({.method = "PATCH",
                                              .path = m_instance + "/servers/" + id + "/user_data/cloud-init",
                                              .body = cloudConfig(wish),
                                              .contentType = "text/plain"},
                                             stop));
    return told ? act(id, "poweron", stop) : told;
}

Result<std::string> Scaleway::make(ResourceKind /*part*/, const MachineWish& wish,
                                   std::span<const SiteResource> /*made*/, const std::stop_token& stop)
{
    const Result<std::string> body = m_rest.send(
        {.method = "POST", .path = m_instance + "/servers", .body = textOfBody(serverBody(m_wish, wish))}, stop);
    if (!body)
        return body.error();
    const Json answer = parseForeignJson(body.value());
    const Json& server = memberOf(answer, "server");
    std::string id = textOf(server, "id");
    if (!isSiteId(id))
        return unreadableAnswer(kLabel, "a new server without an id");
    Status done = nameVolumes(server, wish.name, stop);
    if (done)
        done = setUp(id, wish, stop);
    if (!done && done.error().code == Errc::NotFound)
        return unmade(server, done.error());
    return done ? Result<std::string>{std::move(id)} : Result<std::string>{inDoubt(done.error())};
}

// A server takes its place when it is started: one for which there is none is taken back, so that it is a refusal.
Error Scaleway::unmade(const Json& server, const Error& refusal)
{
    Status gone = m_rest.remove(m_instance + "/servers/" + textOf(server, "id"), {});
    for (const std::string& id : blockVolumesOf(server))
        if (gone)
            gone = m_rest.remove(m_block + "/volumes/" + id, {});
    return gone ? refusal : inDoubt(refusal);
}

Status Scaleway::addOurs(const Pages& pages, SiteResource (*read)(const Json&), std::vector<SiteResource>& ours,
                         const std::stop_token& stop)
{
    const Result<Json> all = readAll(pages, stop);
    if (!all)
        return all.error();
    for (const Json& one : all.value()) {
        if (!memberOf(one, "name").is_string())
            return unreadableAnswer(kLabel, "something without a name");
        if (!isOurName(textOf(one, "name")))
            continue;
        ours.push_back(read(one));
        if (!isSiteId(ours.back().id))
            return unreadableAnswer(kLabel, "something without an id");
    }
    return {};
}

Result<std::vector<SiteResource>> Scaleway::list(const std::stop_token& stop)
{
    const std::string ours = "name=inferometer-&project";  // a part of the name is enough for both APIs
    std::vector<SiteResource> all;
    const auto local = [](const Json& volume) { return volumeOf(volume, "state"); };
    const auto block = [](const Json& volume) { return volumeOf(volume, "status"); };
    Status done
        = addOurs({m_instance + "/servers?" + ours + "=" + m_wish.project + "&", "servers"}, machineOf, all, stop);
    if (done)
        done = addOurs({m_instance + "/volumes?" + ours + "=" + m_wish.project + "&", "volumes"}, local, all, stop);
    if (done)
        done = addOurs({m_block + "/volumes?" + ours + "_id=" + m_wish.project + "&", "volumes", "page_size"}, block,
                       all, stop);
    return done ? Result<std::vector<SiteResource>>{std::move(all)} : Result<std::vector<SiteResource>>{done.error()};
}

// By its state now. A volume that has no name of ours yet would be lost with it.
Status Scaleway::endServer(const SiteResource& machine, const std::stop_token& stop)
{
    const std::string path = m_instance + "/servers/" + machine.id;
    const Result<std::string> body = m_rest.read(path, stop);
    if (!body)
        return body.error().code == Errc::NotFound ? Status{} : Status{body.error()};
    const Json answer = parseForeignJson(body.value());
    const Json& server = memberOf(answer, "server");
    if (textOf(server, "id") != machine.id)
        return unreadableAnswer(kLabel, "another server than was asked for");
    if (Status named = nameVolumes(server, machine.name, stop); !named)
        return named;
    if (textOf(server, "state") == "stopped")
        return m_rest.remove(path, stop);
    Status ended = act(machine.id, "terminate", stop);
    return ended || ended.error().code == Errc::NotFound ? Status{} : ended;
}

// Which of its two APIs a volume is of is not known from it: the other one has no such id.
Status Scaleway::end(const SiteResource& resource, const std::stop_token& stop)
{
    if (resource.kind == ResourceKind::Machine)
        return endServer(resource, stop);
    Status gone = m_rest.remove(m_instance + "/volumes/" + resource.id, stop);
    return gone ? m_rest.remove(m_block + "/volumes/" + resource.id, stop) : gone;
}

}  // namespace

Result<std::unique_ptr<Cloud>> openScaleway(const SiteSpec& site, const SiteAccess& access)
{
    Result<ServerWish> wish = wishOf(site);
    if (!wish)
        return wish.error();
    Result<RestSite> rest = restSite(site, access,
                                     {.label = std::string{kLabel},
                                      .header = "X-Auth-Token",
                                      .secretKey = "secret-key-env",
                                      .reading = scalewayMeaning});
    if (!rest)
        return rest.error();
    return std::unique_ptr<Cloud>{std::make_unique<Scaleway>(std::move(rest).value(), std::move(wish).value())};
}

}  // namespace inferometer
