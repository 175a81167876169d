// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/runpod.h"

#include "core/base/foreign_json.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/cloud/rest.h"
#include "core/cloud/site_json.h"
#include "core/cloud/site_setting.h"
#include "core/host/host.h"
#include "core/http/address.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace inferometer {

namespace {

using Json = nlohmann::json;

constexpr std::string_view kLabel = "RunPod";
constexpr std::array kParts{ResourceKind::Machine};

// The settings, read.
struct PodWish
{
    std::string gpu;
    int gpus = 1;
    bool isSecure = true;
    std::vector<std::string> dataCenters;
    std::string cuda;
    std::string image;
    int disk = 0;
    int volume = 0;
    int listLag = 0;  // s

    // The word for the cloud as the API's enumeration has it.
    std::string cloud() const { return isSecure ? "SECURE" : "COMMUNITY"; }
    // The same in objects.
    const char* tier() const { return isSecure ? "secure" : "community"; }
};

// "12.8", as the API's pattern has it.
bool isCudaVersion(std::string_view text)
{
    const std::size_t dot = text.find('.');
    const auto isDigits = [](std::string_view part) {
        return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
    };
    return dot != std::string_view::npos && isDigits(text.substr(0, dot)) && isDigits(text.substr(dot + 1));
}

Result<std::vector<std::string>> dataCentersOf(const SiteSpec& site)
{
    std::vector<std::string> all;
    std::string text = siteSetting(site, "data-centers");
    std::replace(text.begin(), text.end(), ',', ' ');
    for (std::string& id : splitWords(text)) {
        if (!isSiteId(id))
            return wrongSetting("data-centers",
                                sentence("errors", "\"%1\" is no id of a data center; write one like EU-RO-1.")
                                    .with(visibleText(shownName(id))));
        all.push_back(std::move(id));
    }
    return all;
}

Status readSizes(const SiteSpec& site, PodWish& wish)
{
    constexpr int kMostGpus = 64;
    constexpr int kMostDisk = 100'000;
    constexpr int kLeastVolume = 10;
    for (const auto& [key, least, most, field] :
         {std::tuple{"gpus", 1, kMostGpus, &PodWish::gpus}, std::tuple{"disk", 1, kMostDisk, &PodWish::disk},
          std::tuple{"volume", 0, kMostDisk, &PodWish::volume}})
    {
        const Result<int> value = wholeSetting(site, key, least, most);
        if (!value)
            return value.error();
        wish.*field = value.value();
    }
    const Result<int> lag = listLagOf(site);
    if (!lag)
        return lag.error();
    wish.listLag = lag.value();
    if (wish.volume != 0 && wish.volume < kLeastVolume)
        return wrongSetting(
            "volume",
            sentence("errors", "RunPod makes no volume under %1 GB; ask for more, or for 0.").with(kLeastVolume));
    return {};
}

Result<PodWish> wishOf(const SiteSpec& site)
{
    PodWish wish;
    wish.gpu = siteSetting(site, "gpu");
    wish.image = siteSetting(site, "image");
    wish.cuda = siteSetting(site, "cuda");
    if (!wish.cuda.empty() && !isCudaVersion(wish.cuda))
        return wrongSetting("cuda", sentence("errors", "cuda must be a version of two numbers such as 12.8."));
    const std::string cloud = siteSetting(site, "cloud");
    if (cloud != "secure" && cloud != "community")
        return wrongSetting("cloud", sentence("errors", "cloud must be secure or community."));
    wish.isSecure = cloud == "secure";
    Result<std::vector<std::string>> centers = dataCentersOf(site);
    if (!centers)
        return centers.error();
    wish.dataCenters = std::move(centers).value();
    const Status sizes = readSizes(site, wish);
    return sizes ? Result<PodWish>{std::move(wish)} : Result<PodWish>{sizes.error()};
}

Json podBody(const PodWish& pod, const MachineWish& wish)
{
    Json gpu = {{"id", pod.gpu}, {"count", pod.gpus}};
    if (!pod.cuda.empty())
        gpu["minCudaVersion"] = pod.cuda;
    Json body = {{"name", wish.name},
                 {"image", pod.image},
                 {"gpu", std::move(gpu)},
                 {"cloud", pod.cloud()},
                 {"disk", pod.disk},
                 {"ports", {"22/tcp"}},
                 {"env", {{"PUBLIC_KEY", wish.publicKey}}},
                 {"startSsh", true}};
    if (!pod.dataCenters.empty())
        body["dataCenterIds"] = pod.dataCenters;
    if (pod.volume != 0)
        body["mounts"] = {{"persistent", {{"size", pod.volume}, {"path", "/workspace"}}}};
    return body;
}

// Where sshd of the pod is reached, if it is already.
void readSsh(const Json& pod, SiteResource& machine)
{
    const Json& direct = memberOf(memberOf(pod, "ssh"), "direct");
    if (!direct.is_object())
        return;
    const std::string host = textOf(direct, "host");
    const std::string user = textOf(direct, "username");
    const double port = numberOf(direct, "port");
    if (!isHostName(host) || !isSiteId(user) || !(port >= 1 && port <= 65535) || port != std::floor(port)) {
        machine.trouble = "its SSH address cannot be read";
        return;
    }
    machine.address = host;
    machine.sshPort = static_cast<int>(port);
    machine.user = user;
}

SiteResource machineOf(const Json& pod)
{
    SiteResource machine{.kind = ResourceKind::Machine, .name = textOf(pod, "name"), .id = textOf(pod, "id")};
    machine.state = visibleText(shownName(textOf(pod, "status")));
    machine.isEnded = machine.state == "TERMINATED";
    readSsh(pod, machine);
    if (machine.state == "EXITED")
        machine.trouble = "its container has ended; its disk is still billed";
    else
        machine.pricePerHour = numberOf(pod, "cost");  // 0 of one that has EXITED, which its disk is not
    if (machine.state == "ERROR")
        machine.trouble = "its container is in an error that RunPod cannot mend";
    machine.isReady = machine.state == "RUNNING" && !machine.address.empty();
    return machine;
}

// NaN where the cloud has none of them: the list says 0 there.
double listPrice(const Json& gpu, const PodWish& wish)
{
    const double each = numberOf(memberOf(gpu, "price"), wish.tier());
    return each > 0 ? each * wish.gpus : std::numeric_limits<double>::quiet_NaN();
}

bool isOffered(const Json& gpu, const PodWish& wish)
{
    const Json& inCloud = memberOf(gpu, wish.tier());
    return inCloud.is_boolean() && inCloud.get<bool>() && numberOf(memberOf(gpu, "maxCount"), wish.tier()) >= wish.gpus;
}

// Of the data centers that may be taken, the best; the word for all of them where any may.
std::string availabilityOf(const Json& gpu, const PodWish& wish)
{
    if (wish.dataCenters.empty() || textOf(gpu, "availability").empty())
        return visibleText(shownName(textOf(gpu, "availability")));
    constexpr std::array<std::string_view, 4> kLevels{"NONE", "LOW", "MEDIUM", "HIGH"};
    std::size_t best = 0;
    for (const Json& center : memberOf(gpu, "dataCenters")) {
        const bool isAsked = std::find(wish.dataCenters.begin(), wish.dataCenters.end(), textOf(center, "id"))
            != wish.dataCenters.end();
        const auto* const level = std::find(kLevels.begin(), kLevels.end(), textOf(center, "availability"));
        if (isAsked && level != kLevels.end())
            best = std::max(best, static_cast<std::size_t>(level - kLevels.begin()));
    }
    return std::string{kLevels.at(best)};
}

Offer offerOf(const Json& gpu, const PodWish& wish, const std::string& source)
{
    const double memory = numberOf(gpu, "memory");
    std::string region = wish.tier();
    for (const std::string& center : wish.dataCenters)
        region.append(" ").append(center);
    return {.machine = visibleText(shownName(textOf(gpu, "id"))),
            .gpu = visibleText(shownName(textOf(gpu, "name"))),
            .gpus = wish.gpus,
            .gpuMemory = memory > 0 ? memory : 0,
            .region = region,
            .pricePerHour = listPrice(gpu, wish),
            .availability = availabilityOf(gpu, wish),
            .asOf = realtimeNow(),
            .source = source};
}

class Runpod final : public Cloud
{
public:
    Runpod(RestSite site, PodWish wish) : m_rest(std::move(site)), m_wish(std::move(wish)) {}

    Result<std::string> account(const std::stop_token& stop) override;
    Result<Offer> asked(const std::stop_token& stop) override;
    Result<std::vector<Offer>> offers(const std::stop_token& stop) override;
    std::span<const ResourceKind> parts() const override { return kParts; }
    Result<std::string> make(ResourceKind part, const MachineWish& wish, std::span<const SiteResource> made,
                             const std::stop_token& stop) override;
    Result<std::vector<SiteResource>> list(const std::stop_token& stop) override;
    Status end(const SiteResource& resource, const std::stop_token& stop) override;
    std::string armScript(double ttl) const override;
    double listLag() const override { return m_wish.listLag; }

private:
    std::string catalogPath(const std::string& what, const PodWish& wish) const;
    Result<Json> pods(const std::stop_token& stop);

    Rest m_rest;
    PodWish m_wish;
};

std::string Runpod::catalogPath(const std::string& what, const PodWish& wish) const
{
    std::string path = "/v2/catalog/gpus" + what
        + "?include=AVAILABILITY&product=POD&count=" + std::to_string(wish.gpus) + "&cloud=" + wish.cloud();
    return wish.cuda.empty() ? path : path + "&minCudaVersion=" + wish.cuda;
}

Result<Json> Runpod::pods(const std::stop_token& stop) { return readList(m_rest, "/v2/pods", "pods", stop); }

// The API tells nobody whose key it is.
Result<std::string> Runpod::account(const std::stop_token& stop)
{
    const Result<Json> all = pods(stop);
    if (!all)
        return all.error();
    double cost = 0;
    for (const Json& pod : all.value())
        if (const double own = numberOf(pod, "cost"); own > 0)
            cost += own;
    return "RunPod account of the key in " + m_rest.site().secretName + " (pods: " + std::to_string(all.value().size())
        + ", " + formatFixed(cost, 2) + " USD/h)";
}

Result<Offer> Runpod::asked(const std::stop_token& stop)
{
    const Result<std::string> body = m_rest.read(catalogPath("/" + percentEncoded(m_wish.gpu), m_wish), stop);
    const std::string shown = visibleText(shownName(m_wish.gpu));
    if (!body && body.error().code == Errc::NotFound)
        return wrongSetting(
            "gpu", sentence("errors", "RunPod knows no GPU \"%1\"; give an id that its offers list.").with(shown));
    if (!body)
        return body.error();
    const Json gpu = parseForeignJson(body.value());
    if (textOf(gpu, "id").empty())
        return unreadableAnswer(kLabel, "no GPU with an id");
    if (!isOffered(gpu, m_wish))
        return wrongSetting("gpus",
                            sentence("errors",
                                     "RunPod has no pod with %1 of \"%2\" in its %3 cloud; ask for fewer, "
                                     "or for the other cloud.")
                                .with(m_wish.gpus, shown, m_wish.tier()));
    return offerOf(gpu, m_wish, m_rest.host());
}

Result<std::vector<Offer>> Runpod::offers(const std::stop_token& stop)
{
    std::vector<Offer> all;
    for (const bool isSecure : {true, false}) {
        PodWish wish = m_wish;
        wish.isSecure = isSecure;
        const Result<Json> gpus = readList(m_rest, catalogPath("", wish), "gpus", stop);
        if (!gpus)
            return gpus.error();
        for (const Json& gpu : gpus.value())
            if (isOffered(gpu, wish) && !textOf(gpu, "id").empty())
                all.push_back(offerOf(gpu, wish, m_rest.host()));
    }
    return all;
}

Result<std::string> Runpod::make(ResourceKind /*part*/, const MachineWish& wish, std::span<const SiteResource> /*made*/,
                                 const std::stop_token& stop)
{
    const Result<std::string> body
        = m_rest.send({.method = "POST", .path = "/v2/pods", .body = textOfBody(podBody(m_wish, wish))}, stop);
    if (!body)
        return body.error();
    std::string id = textOf(parseForeignJson(body.value()), "id");
    return isSiteId(id) ? Result<std::string>{std::move(id)}
                        : Result<std::string>{unreadableAnswer(kLabel, "a new pod without an id")};
}

Result<std::vector<SiteResource>> Runpod::list(const std::stop_token& stop)
{
    const Result<Json> all = pods(stop);
    if (!all)
        return all.error();
    std::vector<SiteResource> ours;
    for (const Json& pod : all.value()) {
        if (!memberOf(pod, "name").is_string())
            return unreadableAnswer(kLabel, "a pod without a name");
        if (!isOurName(textOf(pod, "name")))
            continue;
        ours.push_back(machineOf(pod));
        if (!isSiteId(ours.back().id))
            return unreadableAnswer(kLabel, "a pod without an id");
    }
    return ours;
}

Status Runpod::end(const SiteResource& resource, const std::stop_token& stop)
{
    return m_rest.remove("/v2/pods/" + resource.id, stop);
}

// sshd gives a session nothing of the container's environment, which its first process has. The key goes to curl by its
// standard input, where no list of processes shows it.
std::string Runpod::armScript(double ttl) const
{
    const std::string watch = "sleep " + std::to_string(static_cast<std::int64_t>(std::ceil(std::max(ttl, 1.0))))
        + "\nwhile :; do\n"
          "  printf 'header = \"Authorization: Bearer %s\"\\n' \"$RUNPOD_API_KEY\" |\n"
          "    curl -sS -m 60 -o /dev/null -X DELETE -K - "
        + shellWord(m_rest.site().url + "/v2/pods/") + "\"$RUNPOD_POD_ID\"\n"
        + "  command -v runpodctl && runpodctl remove pod \"$RUNPOD_POD_ID\"\n"
          "  sleep 30\n"
          "done\n";
    return "set -eu\n"
           "of() { tr '\\0' '\\n' < /proc/1/environ | sed -n \"s/^$1=//p\"; }\n"
           "RUNPOD_POD_ID=${RUNPOD_POD_ID:-$(of RUNPOD_POD_ID)}\n"
           "RUNPOD_API_KEY=${RUNPOD_API_KEY:-$(of RUNPOD_API_KEY)}\n"
           "export RUNPOD_POD_ID RUNPOD_API_KEY\n"
           "if [ -z \"$RUNPOD_POD_ID\" ] || [ -z \"$RUNPOD_API_KEY\" ]; then\n"
           "  echo 'the container has no RUNPOD_POD_ID and RUNPOD_API_KEY of its own' >&2\n"
           "  exit 1\n"
           "fi\n"
           "command -v curl > /dev/null || { echo 'the image has no curl' >&2; exit 1; }\n"
           "nohup setsid sh -c "
        + shellWord(watch) + " < /dev/null > /dev/null 2>&1 &\n";
}

}  // namespace

Result<std::unique_ptr<Cloud>> openRunpod(const SiteSpec& site, const SiteAccess& access)
{
    constexpr std::size_t kCallsPerMinute = 60;  // of the header RateLimit-Policy
    Result<PodWish> wish = wishOf(site);
    if (!wish)
        return wish.error();
    Result<RestSite> rest = restSite(site, access,
                                     {.label = std::string{kLabel},
                                      .header = "Authorization",
                                      .before = "Bearer ",
                                      .secretKey = "api-key-env",
                                      .budget = kCallsPerMinute});
    if (!rest)
        return rest.error();
    return std::unique_ptr<Cloud>{std::make_unique<Runpod>(std::move(rest).value(), std::move(wish).value())};
}

}  // namespace inferometer
