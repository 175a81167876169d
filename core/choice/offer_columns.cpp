// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/choice/offer_columns.h"

#include "core/base/text.h"

#include <array>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

namespace inferometer {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

std::string told(const std::string& text) { return text.empty() ? "-" : text; }

std::string memoryText(const SiteOffer& one)
{
    const double memory = memoryOf(one.offer);
    return memory > 0 ? formatNumber(std::round(memory * 10) / 10) : "-";
}

std::string priceText(const SiteOffer& one)
{
    const double price = one.offer.pricePerHour;
    return std::isnan(price) ? "-" : moneyText(price) + " " + one.offer.currency;
}

constexpr std::array kColumns{
    OfferColumn{"machine", "Machine", "What the site calls it.",
                [](const SiteOffer& one) { return told(one.offer.machine); }},
    OfferColumn{"gpu", "GPU", "Of the machine.", [](const SiteOffer& one) { return told(one.offer.gpu); }},
    OfferColumn{"gpus", "GPUs", "How many of them it has.",
                [](const SiteOffer& one) { return one.offer.gpus > 0 ? std::to_string(one.offer.gpus) : "-"; },
                [](const SiteOffer& one) { return one.offer.gpus > 0 ? static_cast<double>(one.offer.gpus) : kNone; }},
    OfferColumn{"memory", "GB", "Memory of all its GPUs together.", memoryText,
                [](const SiteOffer& one) { return memoryOf(one.offer) > 0 ? memoryOf(one.offer) : kNone; }},
    OfferColumn{"price", "Price/h", "Of the whole machine, an hour.", priceText,
                [](const SiteOffer& one) { return one.offer.pricePerHour; }},
    OfferColumn{"kind", "Kind", "What is spot may be taken back by the site at any time.",
                [](const SiteOffer& one) { return std::string{one.offer.isSpot ? "spot" : "on demand"}; }},
    OfferColumn{"availability", "Available", "The site's own word.",
                [](const SiteOffer& one) { return told(one.offer.availability); },
                [](const SiteOffer& one) { return static_cast<double>(availabilityRank(one.offer)); }, true},
    OfferColumn{"region", "Region", "Where it stands.", [](const SiteOffer& one) { return told(one.offer.region); }},
    OfferColumn{"provider", "Provider", "Whose machine it is.",
                [](const SiteOffer& one) { return told(one.provider); }},
    OfferColumn{"as_of", "Price of", "The day on which the site told it.",
                [](const SiteOffer& one) { return told(dateText(one.offer.asOf)); }},
    OfferColumn{"source", "Source", "Who told it.", [](const SiteOffer& one) { return told(one.offer.source); }}};

}  // namespace

std::span<const OfferColumn> offerColumns() { return kColumns; }

OfferKey keyOf(const SiteOffer& one, const OfferColumn& column)
{
    if (column.number != nullptr) {
        const double number = column.number(one);
        return {!std::isnan(number), number, {}};
    }
    std::string text = column.text(one);
    return {text != "-", 0, std::move(text)};
}

bool isBefore(const OfferKey& a, const OfferKey& b, bool isDescending)
{
    if (!a.isTold || !b.isTold)
        return a.isTold && !b.isTold;
    const auto& [less, more] = isDescending ? std::tie(b, a) : std::tie(a, b);
    return std::tie(less.number, less.text) < std::tie(more.number, more.text);
}

}  // namespace inferometer
