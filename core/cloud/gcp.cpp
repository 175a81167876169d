// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/gcp.h"

#include "core/base/foreign_json.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/cloud/gcp_api.h"
#include "core/cloud/gcp_documents.h"
#include "core/cloud/site_json.h"
#include "core/cloud/site_setting.h"

#include <cmath>
#include <functional>
#include <optional>
#include <utility>

namespace inferometer {

namespace {

using Json = nlohmann::json;

constexpr std::array kParts{ResourceKind::Machine};

// A list of all zones: of what, and how each is read.
struct Aggregate
{
    const char* name;  // "instances"
    std::string kind;  // "compute#instanceAggregatedList"
    std::function<SiteResource(const Json& one, const std::string& zone)> read;
};

class Gcp final : public Cloud
{
public:
    Gcp(RestSite site, GcpKey key, GcpWish wish)
        : m_wish(std::move(wish))
        , m_zone("/zones/" + m_wish.zone)
        , m_api(std::move(site), std::move(key), m_wish.project)
    {}

    Result<std::string> account(const std::stop_token& stop) override;
    Result<Offer> asked(const std::stop_token& stop) override;
    Result<std::vector<Offer>> offers(const std::stop_token& stop) override;
    Result<std::vector<SiteImage>> images(const std::stop_token& stop) override;
    std::span<const ResourceKind> parts() const override { return kParts; }
    Result<std::string> make(ResourceKind part, const MachineWish& wish, std::span<const SiteResource> made,
                             const std::stop_token& stop) override;
    Result<std::vector<SiteResource>> list(const std::stop_token& stop) override;
    Status end(const SiteResource& resource, const std::stop_token& stop) override;
    double listLag() const override { return m_wish.listLag; }

private:
    Result<Json> one(const std::string& path, const char* key, const std::string& value, const std::stop_token& stop);
    Result<int> attached(const std::stop_token& stop);
    Result<Json> image(const std::stop_token& stop);
    Status checkImage(const std::stop_token& stop);
    Status addAll(const Aggregate& what, std::vector<SiteResource>& all, const std::stop_token& stop);
    static Status addScope(const Aggregate& what, const std::string& scope, const Json& list,
                           std::vector<SiteResource>& all);

    GcpWish m_wish;
    std::string m_zone;
    GcpApi m_api;
};

// Goes through the pages of a list; `take` is given each. `path` has a query.
Status eachPage(GcpApi& api, const std::string& path, const std::stop_token& stop,
                const std::function<Status(const Json& page)>& take)
{
    constexpr int kMostPages = 200;
    std::string token;
    for (int page = 0; page < kMostPages; ++page) {
        const Result<std::string> body
            = api.read(path + "&maxResults=500" + (token.empty() ? "" : "&pageToken=" + percentEncoded(token)), stop);
        if (!body)
            return body.error();
        const Json answer = parseForeignJson(body.value());
        if (Status taken = take(answer); !taken)
            return taken;
        token = textOf(answer, "nextPageToken");
        if (token.empty())
            return {};
    }
    return unreadableAnswer(kGcpLabel, "a list without an end");
}

// Google leaves out a list that is empty, and so anything else might pass for one.
Status checkKind(const Json& answer, std::string_view kind)
{
    return textOf(answer, "kind") == kind ? Status{} : Status{unreadableAnswer(kGcpLabel, "no " + std::string{kind})};
}

bool isUnreachable(const Json& list) { return textOf(memberOf(list, "warning"), "code") == "UNREACHABLE"; }

Error notWhole(const std::string& where)
{
    return {Errc::Protocol,
            sentence("errors", "Google cannot list now what is in %1; try again later.")
                .with(visibleText(shownName(where)))};
}

// Something by the value of a setting.
Result<Json> Gcp::one(const std::string& path, const char* key, const std::string& value, const std::stop_token& stop)
{
    const Result<std::string> body = m_api.read(path, stop);
    if (!body && body.error().code == Errc::NotFound)
        return wrongSetting(key,
                            sentence("errors", "Google has no %1 \"%2\" in %3; give one that is there.")
                                .with(Figure::setting(key), value, m_wish.zone));
    if (!body)
        return body.error();
    Json answer = parseForeignJson(body.value());
    return textOf(answer, "name").empty() ? Result<Json>{unreadableAnswer(kGcpLabel, "something without a name")}
                                          : Result<Json>{std::move(answer)};
}

Result<std::string> Gcp::account(const std::stop_token& stop)
{
    const Result<std::string> body = m_api.read("", stop);
    if (!body)
        return body.error();
    if (textOf(parseForeignJson(body.value()), "name") != m_wish.project)
        return unreadableAnswer(kGcpLabel, "another project than was asked for");
    return "Google Cloud project " + m_wish.project + " by " + visibleText(shownName(m_api.key().email, 120));
}

// How many of the accelerator that the settings name.
Result<int> Gcp::attached(const std::stop_token& stop)
{
    const Result<Json> kind = one(m_zone + "/acceleratorTypes/" + m_wish.gpu, "gpu", m_wish.gpu, stop);
    if (!kind)
        return kind.error();
    if (m_wish.gpus > numberOf(kind.value(), "maximumCardsPerInstance"))
        return wrongSetting("gpus",
                            sentence("errors", "Google attaches no %1 of \"%2\" to one machine; ask for fewer.")
                                .with(m_wish.gpus, m_wish.gpu));
    return m_wish.gpus;
}

Result<Json> Gcp::image(const std::stop_token& stop)
{
    const Result<std::string> body = m_api.readElsewhere(m_wish.image, stop);
    if (!body && body.error().code == Errc::NotFound)
        return wrongSetting("image",
                            sentence("errors", "Google has no image %1; give one that is there.").with(m_wish.image));
    return body ? Result<Json>{parseForeignJson(body.value())} : Result<Json>{body.error()};
}

Status Gcp::checkImage(const std::stop_token& stop)
{
    const Result<Json> found = image(stop);
    if (!found)
        return found.error();
    const std::optional<std::int64_t> least = parseInteger(textOf(found.value(), "diskSizeGb"));
    return least && *least > m_wish.disk
        ? Status{wrongSetting("disk", sentence("errors", "The image needs a disk of %1 GB; give more.").with(*least))}
        : Status{};
}

// One for all regions.
Result<std::vector<SiteImage>> Gcp::images(const std::stop_token& stop)
{
    const Result<Json> found = image(stop);
    if (!found)
        return found.error();
    const std::string name = visibleText(shownName(textOf(found.value(), "name")));
    const std::string made = visibleText(shownName(textOf(found.value(), "creationTimestamp")));
    return std::vector<SiteImage>{{.region = "all", .id = name, .name = m_wish.image, .created = made}};
}

Result<Offer> Gcp::asked(const std::stop_token& stop)
{
    if (m_wish.type.empty())
        return wrongSetting("type",
                            sentence("errors", "The site \"%1\" needs %2: %3.")
                                .with("gcp", "type", "the machine, such as g2-standard-8"));
    const Result<Json> type = one(m_zone + "/machineTypes/" + m_wish.type, "type", m_wish.type, stop);
    if (!type)
        return type.error();
    std::string gpu;
    Result<int> gpus = gcpCarried(type.value(), gpu);
    if (!m_wish.gpu.empty() && gpus.value() != 0)
        return wrongSetting("gpu",
                            sentence("errors", "The type %1 carries %2 already; remove gpu.")
                                .with(m_wish.type, visibleText(shownName(gpu))));
    if (!m_wish.gpu.empty()) {
        gpu = m_wish.gpu;
        gpus = attached(stop);
    }
    if (!gpus)
        return gpus.error();
    if (const Status image = checkImage(stop); !image)
        return image.error();
    Offer offer = gcpOffer(type.value(), gpu, gpus.value());
    offer.region = m_wish.zone;
    offer.isSpot = m_wish.isSpot;
    offer.pricePerHour = m_wish.price;
    offer.source = std::isnan(m_wish.price) ? m_api.host() : "the setting price";
    return offer;
}

Result<std::vector<Offer>> Gcp::offers(const std::stop_token& stop)
{
    std::vector<Offer> all;
    const Status read = eachPage(m_api, m_zone + "/machineTypes?orderBy=name", stop, [&](const Json& page) {
        if (Status right = checkKind(page, "compute#machineTypeList"); !right)
            return right;
        for (const Json& type : memberOf(page, "items")) {
            std::string gpu;
            if (const int gpus = gcpCarried(type, gpu); gpus != 0)
                all.push_back(gcpOffer(type, gpu, gpus));
        }
        return Status{};
    });
    if (!read)
        return read.error();
    for (Offer& offer : all) {
        offer.region = m_wish.zone;
        offer.isSpot = m_wish.isSpot;
        offer.source = m_api.host();
    }
    return all;
}

Result<std::string> Gcp::make(ResourceKind /*part*/, const MachineWish& wish, std::span<const SiteResource> /*made*/,
                              const std::stop_token& stop)
{
    constexpr double kMost = 120.0 * 86'400;  // s (https://cloud.google.com/compute/docs/instances/limit-vm-runtime)
    if (wish.ttl > kMost)
        return Error{Errc::InvalidInput,
                     sentence("errors", "Google ends no machine after more than 120 days; give a smaller limits/ttl."),
                     "limits/ttl"};
    const Result<std::string> body = m_api.send({.method = "POST",
                                                 .path = m_zone + "/instances?requestId=" + gcpRequestId(wish.name),
                                                 .body = textOfBody(gcpInstance(m_wish, wish))},
                                                stop);
    if (!body)
        return body.error();
    const Status made = m_api.finish(body.value(), m_wish.zone, stop);
    return made ? Result<std::string>{gcpId(m_wish.zone, wish.name)} : Result<std::string>{made.error()};
}

Status Gcp::addScope(const Aggregate& what, const std::string& scope, const Json& list, std::vector<SiteResource>& all)
{
    constexpr std::string_view kZones = "zones/";
    if (isUnreachable(list))
        return notWhole(scope);
    const Json& some = memberOf(list, what.name);
    if (!some.is_null() && !some.is_array())
        return unreadableAnswer(kGcpLabel, std::string{what.name} + " that are no list");
    for (const Json& one : some) {
        if (!memberOf(one, "name").is_string())
            return unreadableAnswer(kGcpLabel, "something without a name");
        if (!isOurName(textOf(one, "name")) || textOf(memberOf(one, "labels"), kGcpLabelKey) != textOf(one, "name"))
            continue;
        all.push_back(what.read(one, scope.starts_with(kZones) ? scope.substr(kZones.size()) : std::string{}));
        if (!isGcpId(all.back().id))
            return unreadableAnswer(kGcpLabel, "something of no zone");
    }
    return {};
}

Status Gcp::addAll(const Aggregate& what, std::vector<SiteResource>& all, const std::stop_token& stop)
{
    const std::string path = std::string{"/aggregated/"} + what.name
        + "?filter=" + percentEncoded(std::string{"labels."} + kGcpLabelKey + ":*");
    return eachPage(m_api, path, stop, [&](const Json& page) {
        if (Status right = checkKind(page, what.kind); !right)
            return right;
        const Json& unreachable = memberOf(page, "unreachables");
        if (isUnreachable(page) || (!unreachable.is_null() && !unreachable.empty()))
            return Status{notWhole(m_wish.project)};
        const Json& scopes = memberOf(page, "items");
        if (!scopes.is_null() && !scopes.is_object())
            return Status{unreadableAnswer(kGcpLabel, "zones that are no list")};
        for (const auto& [scope, list] : scopes.items())
            if (Status added = addScope(what, scope, list, all); !added)
                return added;
        return Status{};
    });
}

Result<std::vector<SiteResource>> Gcp::list(const std::stop_token& stop)
{
    const auto machine = [this](const Json& one, const std::string& zone) { return gcpMachine(one, zone, m_wish); };
    std::vector<SiteResource> all;
    for (const Aggregate& what : {Aggregate{"instances", "compute#instanceAggregatedList", machine},
                                  Aggregate{"disks", "compute#diskAggregatedList", gcpVolume}})
        if (const Status added = addAll(what, all, stop); !added)
            return added.error();
    return all;
}

// The answer is an operation that may tell already that it failed; whether it is done shows in the list.
Status Gcp::end(const SiteResource& resource, const std::stop_token& stop)
{
    if (!isGcpId(resource.id))
        return Error{Errc::InvalidInput,
                     sentence("errors", "%1 is no id of something at Google.").with(visibleText(resource.id))};
    const std::size_t slash = resource.id.find('/');
    const char* kind = resource.kind == ResourceKind::Machine ? "/instances/" : "/disks/";
    const Result<std::string> body = m_api.send(
        {.method = "DELETE", .path = "/zones/" + resource.id.substr(0, slash) + kind + resource.id.substr(slash + 1)},
        stop);
    if (!body)
        return body.error().code == Errc::NotFound ? Status{} : Status{body.error()};
    return gcpOutcome(parseForeignJson(body.value()));
}

}  // namespace

Result<std::unique_ptr<Cloud>> openGcp(const SiteSpec& site, const SiteAccess& access)
{
    Result<GcpWish> wish = gcpWish(site);
    if (!wish)
        return wish.error();
    const Result<std::string> url = checkedApiUrl(site);
    if (!url)
        return url.error();
    Result<GcpKey> key = gcpKey(site, access);
    if (!key)
        return key.error();
    if (wish.value().project.empty())
        wish.value().project = key.value().project;
    if (!isSiteId(wish.value().project))
        return wrongSetting("project", sentence("errors", "The key names no project; give the site's project."));
    RestSite rest{.label = std::string{kGcpLabel},
                  .url = url.value(),
                  .header = "Authorization",
                  .before = "Bearer ",
                  .secretName = key.value().place,
                  .secretKey = "key-file",
                  .reading = gcpMeaning};
    return std::unique_ptr<Cloud>{
        std::make_unique<Gcp>(std::move(rest), std::move(key).value(), std::move(wish).value())};
}

}  // namespace inferometer
