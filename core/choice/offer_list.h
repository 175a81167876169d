// SPDX-License-Identifier: GPL-3.0-or-later
// Offers of several sites and of a file in one list: merged, filtered, sorted, each with the date of its price.
//
// The file is CSV with a head line:
// machine,gpu,gpus,gpu_memory_gb,provider,region,usd_per_hour,spot,availability,as_of, source. Only `machine` or `gpu`
// is needed; an empty price is one that is not known.
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/cloud/cloud.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// An offer, and the provider that makes it.
struct SiteOffer
{
    std::string provider;  // "aws"
    Offer offer;
};

struct ReadOffers
{
    std::vector<SiteOffer> offers;
    std::vector<Error> errors;  // each names `origin` and the line
};
ReadOffers parseOffers(std::string_view csv, std::string_view origin);
ReadOffers readOffersFile(const std::string& path);

// All of them, the first first; of the same machine, region and kind of price at the same provider the one that was
// told last.
std::vector<SiteOffer> mergedOffers(std::span<const std::vector<SiteOffer>> lists);

struct OfferFilter
{
    std::string gpu{};       // what findGpu() takes for the same card, or a part of its name
    std::string provider{};  // empty: any
    std::string region{};    // its beginning
    // An hour, in the site's currency; a limit keeps out what tells no price.
    double maxPrice = std::numeric_limits<double>::infinity();
    double minMemory = 0;  // GB of all its GPUs together
    bool withSpot = true;
};
bool passes(const SiteOffer& one, const OfferFilter& filter);

// Price: the cheapest first. Memory: the most first. Availability: what is known to be there first, then by price. What
// tells no price is behind all that do.
enum class OfferOrder : std::uint8_t { Price, Memory, Availability };
std::optional<OfferOrder> findOrder(std::string_view id);
// "price, memory, availability": for a sentence.
std::string orderNames();
void sortOffers(std::vector<SiteOffer>& offers, OfferOrder order);

// By the site's word: what is there before what is scarce, not told, or sold out.
int availabilityRank(const Offer& offer);
// Whether the site says that there is none of it now.
bool isSoldOut(const Offer& offer);

// GB of all its GPUs: as told, else by the table of GPUs; 0: not known.
double memoryOf(const Offer& offer);

// Older than seven days, or of no date.
bool isOldPrice(const Offer& offer, Nanos now);
// One sentence on prices that are old, how many and how old; empty pattern: none is.
Sentence oldPrices(std::span<const SiteOffer> offers, Nanos now);

// "2026-11-22"; empty for no date.
std::string dateText(Nanos sinceEpoch);
// "2026-11-22" or "2026-11-22T14:03:59Z"; nullopt: neither, or before 1970.
std::optional<Nanos> parseDate(std::string_view text);

// "2 x NVIDIA L4 (g6.12xlarge)".
std::string offerName(const Offer& offer);
// With two decimals, or more where it is less than a cent; "-" for what is not known.
std::string moneyText(double amount);

}  // namespace inferometer
