// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/aws_offers.h"

#include "core/base/foreign_json.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace inferometer {

namespace {

constexpr int kMostPages = 20;
constexpr int kMostGpus = 1024;

double numberIn(std::string_view text) { return parseNumber(text).value_or(0); }

// A price that is none is not told.
void addPrice(AwsPrices& prices, const std::string& instance, std::string_view text)
{
    const double price = numberIn(text);
    if (instance.empty() || !(price > 0 && price < 1e6))
        return;
    double& kept = prices[instance];
    kept = std::max(kept, price);
}

std::string textIn(const nlohmann::json& object, const char* key)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

const nlohmann::json& memberOf(const nlohmann::json& object, const char* key)
{
    static const nlohmann::json kNone;
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found == object.end() ? kNone : *found;
}

void addProduct(std::string_view text, AwsPrices& prices)
{
    const nlohmann::json item = parseForeignJson(text);
    const std::string instance = textIn(memberOf(memberOf(item, "product"), "attributes"), "instanceType");
    for (const nlohmann::json& term : memberOf(memberOf(item, "terms"), "OnDemand"))
        for (const nlohmann::json& dimension : memberOf(term, "priceDimensions"))
            if (textIn(dimension, "unit") == "Hrs")
                addPrice(prices, instance, textIn(memberOf(dimension, "pricePerUnit"), "USD"));
}

// Prices are worth having, not worth failing for.
AwsPrices onDemandPrices(AwsApi& api, std::string_view instance, const std::stop_token& stop)
{
    AwsPrices prices;
    std::string page;
    for (int pages = 0; pages < kMostPages; ++pages) {
        const Result<std::string> answer = api.products(productsQuery(api.place().region, instance, page), stop);
        if (!answer)
            return {};
        page = addProducts(answer.value(), prices);
        if (page.empty())
            return prices;
    }
    return prices;
}

// Of the zones, the dearest: AWS may choose any.
AwsPrices spotPrices(AwsApi& api, const AwsSettings& settings, const std::vector<std::string>& instances,
                     const std::stop_token& stop)
{
    AwsCall call{.action = "DescribeSpotPriceHistory"};
    call.parameters = {{"StartTime", utcText(realtimeNow())}, {"ProductDescription.1", "Linux/UNIX"}};
    if (!settings.zone.empty())
        call.parameters.emplace_back("AvailabilityZone", settings.zone);
    for (std::size_t i = 0; i < instances.size(); ++i)
        call.parameters.emplace_back("InstanceType." + std::to_string(i + 1), instances[i]);
    AwsPrices prices;
    const auto take = [&prices](const XmlNode& item) {
        addPrice(prices, std::string{item.at("instanceType")}, item.at("spotPrice"));
    };
    return api.eachItem(call, "spotPriceHistorySet", take, stop) ? prices : AwsPrices{};
}

AwsPrices pricesNow(AwsApi& api, const AwsSettings& settings, const std::vector<Offer>& offers,
                    const std::stop_token& stop)
{
    if (!settings.isSpot)
        return onDemandPrices(api, offers.size() == 1 ? std::string_view{offers[0].machine} : std::string_view{}, stop);
    std::vector<std::string> instances;
    std::transform(offers.begin(), offers.end(), std::back_inserter(instances),
                   [](const Offer& offer) { return offer.machine; });
    return spotPrices(api, settings, instances, stop);
}

void complete(AwsApi& api, const AwsSettings& settings, std::vector<Offer>& offers, const std::stop_token& stop)
{
    if (offers.empty())
        return;
    const AwsPrices prices = pricesNow(api, settings, offers, stop);
    for (Offer& offer : offers) {
        if (const auto price = prices.find(offer.machine); price != prices.end())
            offer.pricePerHour = price->second;
        offer.region = api.place().region;
        offer.isSpot = settings.isSpot;
        offer.asOf = realtimeNow();
        offer.source = api.host();
    }
}

// "eu-west-1a, eu-west-1b": where the region has the type.
Result<std::string> zonesWith(AwsApi& api, const std::string& instance, const std::stop_token& stop)
{
    const AwsCall call{
        .action = "DescribeInstanceTypeOfferings",
        .parameters
        = {{"LocationType", "availability-zone"}, {"Filter.1.Name", "instance-type"}, {"Filter.1.Value.1", instance}}};
    std::vector<std::string> zones;
    const auto take = [&zones](const XmlNode& item) { zones.push_back(visibleText(shownName(item.at("location")))); };
    if (const Status listed = api.eachItem(call, "instanceTypeOfferingSet", take, stop); !listed)
        return listed.error().about("site/instance");
    std::sort(zones.begin(), zones.end());
    std::string text;
    for (const std::string& zone : zones)
        text.append(text.empty() ? "" : ", ").append(zone);
    return text;
}

}  // namespace

std::string productsQuery(std::string_view region, std::string_view instance, std::string_view page)
{
    nlohmann::json filters = nlohmann::json::array();
    const auto add = [&filters](std::string_view field, std::string_view value) {
        filters.push_back({{"Type", "TERM_MATCH"}, {"Field", field}, {"Value", value}});
    };
    add("regionCode", region);
    add("operatingSystem", "Linux");
    add("tenancy", "Shared");
    add("preInstalledSw", "NA");
    add("capacitystatus", "Used");
    if (instance.empty())
        add("instanceFamily", "GPU instance");
    else
        add("instanceType", instance);
    nlohmann::json query{{"ServiceCode", "AmazonEC2"}, {"Filters", filters}, {"MaxResults", 100}};
    if (!page.empty())
        query["NextToken"] = page;
    return query.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string addProducts(std::string_view answer, AwsPrices& prices)
{
    const nlohmann::json json = parseForeignJson(answer);
    for (const nlohmann::json& item : memberOf(json, "PriceList"))
        if (item.is_string())
            addProduct(item.get_ref<const std::string&>(), prices);
    return textIn(json, "NextToken");
}

Offer offerOf(const XmlNode& instanceType)
{
    Offer offer;
    offer.machine = instanceType.at("instanceType");
    for (const XmlNode& gpu : instanceType.items("gpuInfo/gpus")) {
        const double count = std::clamp(numberIn(gpu.at("count")), 0.0, static_cast<double>(kMostGpus));
        offer.gpus = std::min(offer.gpus + static_cast<int>(count), kMostGpus);
        offer.gpu = gpu.at("manufacturer");
        offer.gpu.append(offer.gpu.empty() ? "" : " ").append(gpu.at("name"));
        offer.gpuMemory = numberIn(gpu.at("memoryInfo/sizeInMiB")) / 1024;
    }
    return offer;
}

Result<Offer> awsAsked(AwsApi& api, const AwsSettings& settings, const std::stop_token& stop)
{
    const AwsCall call{
        .action = "DescribeInstanceTypes", .parameters = {{"InstanceType.1", settings.instance}}, .isRead = true};
    const Result<XmlNode> answer = api.query(call, stop);
    if (!answer)
        return answer.error().about("site/instance");
    std::vector<Offer> offers;
    for (const XmlNode& item : answer.value().items("instanceTypeSet"))
        offers.push_back(offerOf(item));
    if (offers.size() != 1)
        return Error{Errc::NotFound,
                     sentence("errors", "The region %1 of AWS has no instance %2; set another one of the site.")
                         .with(settings.place.region, visibleText(shownName(settings.instance))),
                     "site/instance"};
    const Result<std::string> zones = zonesWith(api, settings.instance, stop);
    if (!zones)
        return zones.error();
    if (!settings.zone.empty() && (", " + zones.value() + ",").find(", " + settings.zone + ",") == std::string::npos)
        return Error{Errc::NotFound,
                     sentence("errors", "The zone %1 of AWS has no instance %2; set one of those that do: %3.")
                         .with(visibleText(shownName(settings.zone)), settings.instance, zones.value()),
                     "site/zone"};
    offers.front().availability = zones.value();
    complete(api, settings, offers, stop);
    return offers.front();
}

Result<std::vector<Offer>> awsOffers(AwsApi& api, const AwsSettings& settings, const std::stop_token& stop)
{
    // AWS has no filter by GPU: those are the families that have some (EC2 User Guide, "Accelerated computing").
    const AwsCall call{.action = "DescribeInstanceTypes",
                       .parameters = {{"MaxResults", "100"},
                                      {"Filter.1.Name", "instance-type"},
                                      {"Filter.1.Value.1", "g*"},
                                      {"Filter.1.Value.2", "p*"}}};
    std::vector<Offer> offers;
    const auto take = [&offers](const XmlNode& item) {
        if (Offer offer = offerOf(item); offer.gpus > 0)
            offers.push_back(std::move(offer));
    };
    if (const Status listed = api.eachItem(call, "instanceTypeSet", take, stop); !listed)
        return listed.error();
    std::sort(offers.begin(), offers.end(), [](const Offer& a, const Offer& b) { return a.machine < b.machine; });
    complete(api, settings, offers, stop);
    return offers;
}

}  // namespace inferometer
