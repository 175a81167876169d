// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/offers_table.h"

#include "app/cli/text_table.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/choice/offer_columns.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace inferometer::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostCell = 40;

std::string tableOf(const std::vector<SiteOffer>& offers)
{
    std::vector<TableRow> rows(1);
    for (const OfferColumn& column : offerColumns())
        rows.front().emplace_back(column.head);
    for (const SiteOffer& one : offers) {
        TableRow& row = rows.emplace_back();
        for (const OfferColumn& column : offerColumns())
            row.push_back(visibleText(shownName(column.text(one), kMostCell)));
    }
    return alignedTable(rows);
}

Json orNull(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json jsonOf(const SiteOffer& one, Nanos now)
{
    const Offer& offer = one.offer;
    return {{"machine", offer.machine},
            {"gpu", offer.gpu},
            {"gpus", offer.gpus},
            {"gpu_memory_gb", offer.gpuMemory > 0 ? Json(offer.gpuMemory) : Json(nullptr)},
            {"provider", one.provider},
            {"region", offer.region},
            {"price_per_hour", orNull(offer.pricePerHour)},
            {"currency", offer.currency},
            {"spot", offer.isSpot},
            {"availability", offer.availability},
            {"as_of", offer.asOf > Nanos{0} ? Json(utcText(offer.asOf)) : Json(nullptr)},
            {"is_old", isOldPrice(offer, now)},
            {"source", offer.source}};
}

std::string jsonText(const std::vector<SiteOffer>& offers, Nanos now)
{
    Json list = Json::array();
    for (const SiteOffer& one : offers)
        list.push_back(jsonOf(one, now));
    // In ASCII: it may be read on a terminal.
    return list.dump(2, ' ', true, Json::error_handler_t::replace) + "\n";
}

}  // namespace

void addOfferOptions(CLI::App& app, OffersOptions& options)
{
    app.add_option("--gpu", options.filter.gpu, "Only this GPU, such as L4, \"H100 SXM\" or a part of its name")
        ->type_name("NAME");
    app.add_option("--max-price", options.filter.maxPrice,
                   "Only what costs at most so much an hour, in the site's currency; what tells no price is left out")
        ->check(CLI::NonNegativeNumber)
        ->type_name("PRICE");
    app.add_option("--min-memory", options.filter.minMemory, "Only what has so many GB of GPU memory in all")
        ->check(CLI::NonNegativeNumber)
        ->type_name("GB");
    app.add_option("--sort", options.order, "By " + orderNames() + "; without a price behind all others")
        ->check([](const std::string& word) {
            return findOrder(word) ? std::string{} : "must be one of: " + orderNames() + ".";
        })
        ->type_name("ORDER")
        ->capture_default_str();
    app.add_flag("--json", options.json, "As JSON");
    app.add_flag("--choose", options.choose, "With offers: which of them `choose` of the file takes, and why");
}

std::string offersText(std::vector<SiteOffer> offers, const OffersOptions& options, Nanos now)
{
    const std::size_t all = offers.size();
    std::erase_if(offers, [&options](const SiteOffer& one) { return !passes(one, options.filter); });
    sortOffers(offers, findOrder(options.order).value());
    if (options.json)
        return jsonText(offers, now);
    if (offers.empty())
        return all == 0 ? "There are no offers.\n"
                        : "None of " + std::to_string(all) + " offers passes; ask for less.\n";
    std::string text = tableOf(offers);
    text += std::to_string(offers.size()) + " of " + std::to_string(all) + " offers.";
    if (const Sentence old = oldPrices(offers, now); !old.pattern.empty())
        text += " " + old.text();
    return text + "\n";
}

}  // namespace inferometer::cli
