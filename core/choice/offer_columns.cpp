// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/choice/offer_columns.h"

#include "core/base/text.h"

#include <array>
#include <cmath>
#include <limits>

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

template <typename Value>
bool isOrdered(const Value& a, const Value& b, bool isAToldOf, bool isBToldOf, bool isDescending)
{
    if (!isAToldOf || !isBToldOf)
        return isAToldOf && !isBToldOf;
    return isDescending ? b < a : a < b;
}

}  // namespace

std::span<const OfferColumn> offerColumns() { return kColumns; }

bool isBefore(const SiteOffer& a, const SiteOffer& b, const OfferColumn& column, bool isDescending)
{
    if (column.number != nullptr) {
        const double numberOfA = column.number(a);
        const double numberOfB = column.number(b);
        return isOrdered(numberOfA, numberOfB, !std::isnan(numberOfA), !std::isnan(numberOfB), isDescending);
    }
    const std::string textOfA = column.text(a);
    const std::string textOfB = column.text(b);
    return isOrdered(textOfA, textOfB, textOfA != "-", textOfB != "-", isDescending);
}

}  // namespace inferometer
