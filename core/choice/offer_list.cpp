// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/choice/offer_list.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/choice/csv.h"
#include "core/choice/gpu_table.h"
#include "core/config/strict_yaml.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>
#include <map>
#include <tuple>
#include <utility>

namespace inferometer {

namespace {

constexpr double kMostPrice = 1e6;
constexpr double kMostMemory = 1e5;
constexpr double kMostGpus = 10'000;
constexpr std::size_t kMostText = 200;
constexpr auto kFresh = std::chrono::hours{7 * 24};

// A column of the file: reads its cell, or says what would do. An empty cell is never read.
struct Column
{
    std::string_view name;
    Sentence (*read)(std::string_view text, SiteOffer& into);
};

template <std::string Offer::*Member>
Sentence readText(std::string_view text, SiteOffer& into)
{
    if (text.size() > kMostText)
        return sentence("errors", "%1 is too long; it is a name.");
    into.offer.*Member = text;
    return {};
}

Sentence readProvider(std::string_view text, SiteOffer& into)
{
    if (text.size() > kMostText)
        return sentence("errors", "%1 is too long; it is a name.");
    into.provider = lowered(text);
    return {};
}

Sentence readGpus(std::string_view text, SiteOffer& into)
{
    const std::optional<std::int64_t> gpus = parseInteger(text);
    if (!gpus || *gpus < 0 || static_cast<double>(*gpus) > kMostGpus)
        return sentence("errors", "%1 must be a whole number of GPUs.");
    into.offer.gpus = static_cast<int>(*gpus);
    return {};
}

Sentence readMemory(std::string_view text, SiteOffer& into)
{
    const std::optional<double> memory = parseNumber(text);
    if (!memory || *memory < 0 || *memory > kMostMemory)
        return sentence("errors", "%1 must be the memory of one GPU in GB.");
    into.offer.gpuMemory = *memory;
    return {};
}

Sentence readPrice(std::string_view text, SiteOffer& into)
{
    const std::optional<double> price = parseNumber(text);
    if (!price || *price < 0 || *price > kMostPrice)
        return sentence("errors", "%1 must be USD for an hour of the whole machine, or empty where it is not known.");
    into.offer.pricePerHour = *price;
    return {};
}

Sentence readSpot(std::string_view text, SiteOffer& into)
{
    const std::optional<bool> isSpot = parseBool(text);
    into.offer.isSpot = isSpot.value_or(false);
    return isSpot ? Sentence{} : sentence("errors", "%1 must be yes or no.");
}

Sentence readDate(std::string_view text, SiteOffer& into)
{
    const std::optional<Nanos> date = parseDate(text);
    into.offer.asOf = date.value_or(Nanos{0});
    return date ? Sentence{} : sentence("errors", "%1 must be a date such as 2026-11-22.");
}

constexpr std::array kColumns{Column{"machine", readText<&Offer::machine>},
                              Column{"gpu", readText<&Offer::gpu>},
                              Column{"gpus", readGpus},
                              Column{"gpu_memory_gb", readMemory},
                              Column{"provider", readProvider},
                              Column{"region", readText<&Offer::region>},
                              Column{"usd_per_hour", readPrice},
                              Column{"spot", readSpot},
                              Column{"availability", readText<&Offer::availability>},
                              Column{"as_of", readDate},
                              Column{"source", readText<&Offer::source>}};

std::optional<Error> unknownColumn(const CsvTable& table, std::string_view origin)
{
    std::vector<std::string_view> known(kColumns.size());
    std::transform(kColumns.begin(), kColumns.end(), known.begin(), [](const Column& column) { return column.name; });
    for (const std::string& name : table.columns)
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            const UnknownKey unknown{sentence("errors", R"("%1" is not a column of offers; did you mean "%2"?)"),
                                     sentence("errors", "\"%1\" is not a column of offers; remove it.")};
            return yamlError(origin, 1, unknownKeySentence(name, unknown, known), name);
        }
    return std::nullopt;
}

void readRow(const CsvTable& table, const CsvRow& row, std::string_view origin, ReadOffers& read)
{
    SiteOffer made;
    made.offer.source = "file";
    const std::size_t before = read.errors.size();
    for (const Column& column : kColumns) {
        const std::string_view text = table.at(row, column.name);
        if (text.empty())
            continue;
        if (Sentence wrong = column.read(text, made); !wrong.pattern.empty())
            read.errors.push_back(yamlError(origin, row.line, wrong.with(column.name), column.name));
    }
    if (made.offer.machine.empty() && made.offer.gpu.empty())
        read.errors.push_back(
            yamlError(origin, row.line, sentence("errors", "the row names neither a machine nor a GPU; give one.")));
    if (read.errors.size() != before)
        return;
    if (made.offer.gpus == 0 && !made.offer.gpu.empty())
        made.offer.gpus = 1;
    read.offers.push_back(std::move(made));
}

constexpr int kSoldOut = 3;

double priceOf(const SiteOffer& one)
{
    return std::isnan(one.offer.pricePerHour) ? std::numeric_limits<double>::infinity() : one.offer.pricePerHour;
}

bool isCheaper(const SiteOffer& a, const SiteOffer& b) { return priceOf(a) < priceOf(b); }

bool hasMore(const SiteOffer& a, const SiteOffer& b)
{
    const double memoryOfA = memoryOf(a.offer);
    const double memoryOfB = memoryOf(b.offer);
    return memoryOfA != memoryOfB ? memoryOfA > memoryOfB : isCheaper(a, b);
}

bool isLikelier(const SiteOffer& a, const SiteOffer& b)
{
    const int rankOfA = availabilityRank(a.offer);
    const int rankOfB = availabilityRank(b.offer);
    return rankOfA != rankOfB ? rankOfA < rankOfB : isCheaper(a, b);
}

struct OrderRow
{
    std::string_view id;
    bool (*isBefore)(const SiteOffer& a, const SiteOffer& b);
};
constexpr std::array kOrders{OrderRow{"price", isCheaper}, OrderRow{"memory", hasMore},
                             OrderRow{"availability", isLikelier}};

bool isOfGpu(const Offer& offer, std::string_view wanted)
{
    const Gpu* gpu = findGpu(offer.gpu, offer.gpuMemory);
    if (findGpu(wanted) != nullptr)
        return gpu != nullptr && mayMean(wanted, *gpu);
    return lowered(offer.gpu).find(lowered(wanted)) != std::string::npos;
}

}  // namespace

ReadOffers parseOffers(std::string_view csv, std::string_view origin)
{
    ReadOffers read;
    const Result<CsvTable> table = parseCsv(csv, origin);
    if (!table) {
        read.errors.push_back(table.error());
        return read;
    }
    if (std::optional<Error> unknown = unknownColumn(table.value(), origin)) {
        read.errors.push_back(std::move(*unknown));
        return read;
    }
    constexpr std::size_t kMostErrors = 20;
    for (const CsvRow& row : table.value().rows)
        if (read.errors.size() < kMostErrors)
            readRow(table.value(), row, origin, read);
    return read;
}

ReadOffers readOffersFile(const std::string& path)
{
    const Result<std::string> text = readTextFile(path, kMostCsvBytes);
    if (!text)
        return {{}, {text.error()}};
    return parseOffers(text.value(), path);
}

std::vector<SiteOffer> mergedOffers(std::span<const std::vector<SiteOffer>> lists)
{
    using Key = std::tuple<std::string, std::string, std::string, std::string, int, bool>;
    std::map<Key, std::size_t> places;
    std::vector<SiteOffer> merged;
    for (const std::vector<SiteOffer>& list : lists)
        for (const SiteOffer& one : list) {
            const Offer& offer = one.offer;
            const auto [place, isNew] = places.emplace(
                Key{one.provider, offer.machine, offer.gpu, offer.region, offer.gpus, offer.isSpot}, merged.size());
            if (isNew)
                merged.push_back(one);
            else if (offer.asOf > merged[place->second].offer.asOf)
                merged[place->second] = one;
        }
    return merged;
}

bool passes(const SiteOffer& one, const OfferFilter& filter)
{
    const Offer& offer = one.offer;
    const bool isCheap = std::isinf(filter.maxPrice) || offer.pricePerHour <= filter.maxPrice;
    return isCheap && (filter.gpu.empty() || isOfGpu(offer, filter.gpu))
        && (filter.provider.empty() || one.provider == filter.provider) && offer.region.starts_with(filter.region)
        && (filter.withSpot || !offer.isSpot) && memoryOf(offer) >= filter.minMemory;
}

std::optional<OfferOrder> findOrder(std::string_view id)
{
    for (std::size_t i = 0; i < kOrders.size(); ++i)
        if (kOrders.at(i).id == id)
            return static_cast<OfferOrder>(i);
    return std::nullopt;
}

std::string orderNames()
{
    std::string names;
    for (const OrderRow& row : kOrders)
        names.append(names.empty() ? "" : ", ").append(row.id);
    return names;
}

void sortOffers(std::vector<SiteOffer>& offers, OfferOrder order)
{
    std::stable_sort(offers.begin(), offers.end(), kOrders.at(static_cast<std::size_t>(order)).isBefore);
}

// Where nothing is told, unknown is worse than known and better than sold out.
int availabilityRank(const Offer& offer)
{
    const std::string low = lowered(offer.availability);
    for (const std::string_view bad : {"none", "out", "sold", "unavailable", "no", "not", "shortage"})
        if (low.starts_with(bad))
            return kSoldOut;
    if (low.empty())
        return 2;
    return low.starts_with("low") || low.starts_with("scarce") ? 1 : 0;
}

bool isSoldOut(const Offer& offer) { return availabilityRank(offer) == kSoldOut; }

double memoryOf(const Offer& offer)
{
    const int gpus = std::max(offer.gpu.empty() ? 0 : 1, offer.gpus);
    if (offer.gpuMemory > 0)
        return offer.gpuMemory * gpus;
    const Gpu* gpu = findGpu(offer.gpu);
    return gpu == nullptr ? 0 : gpu->memory * gpus;
}

bool isOldPrice(const Offer& offer, Nanos now)
{
    return !std::isnan(offer.pricePerHour) && (offer.asOf <= Nanos{0} || now - offer.asOf > kFresh);
}

Sentence oldPrices(std::span<const SiteOffer> offers, Nanos now)
{
    std::size_t undated = 0;
    std::size_t old = 0;
    Nanos oldest = now;
    for (const SiteOffer& one : offers) {
        if (!isOldPrice(one.offer, now))
            continue;
        if (one.offer.asOf <= Nanos{0}) {
            ++undated;
            continue;
        }
        ++old;
        oldest = std::min(oldest, one.offer.asOf);
    }
    if (old == 0 && undated == 0)
        return {};
    if (old == 0)
        return sentence("errors", "%1 prices have no date; ask the site anew before you rely on them.").with(undated);
    if (undated == 0)
        return sentence("errors",
                        "%1 prices are older than 7 days, the oldest of %2; ask the site anew before you rely on them.")
            .with(old, dateText(oldest));
    return sentence("errors",
                    "%1 prices are older than 7 days, the oldest of %2, and %3 have no date; ask the site anew before "
                    "you rely on them.")
        .with(old, dateText(oldest), undated);
}

std::string dateText(Nanos sinceEpoch)
{
    constexpr std::size_t kDate = 10;
    return sinceEpoch <= Nanos{0} ? std::string{} : utcText(sinceEpoch).substr(0, kDate);
}

std::optional<Nanos> parseDate(std::string_view text)
{
    constexpr std::string_view kShape = "0000-00-00T00:00:00";
    constexpr std::size_t kDate = 10;
    std::string whole{text};
    if (whole.size() == kDate)
        whole += "T00:00:00";
    else if (whole.ends_with('Z'))
        whole.pop_back();
    if (const std::size_t point = whole.find('.'); point == kShape.size() && parseInteger(whole.substr(point + 1)))
        whole.resize(point);
    const auto isOfShape = [](char c, char shape) { return shape == '0' ? c >= '0' && c <= '9' : c == shape; };
    if (!std::equal(whole.begin(), whole.end(), kShape.begin(), kShape.end(), isOfShape))
        return std::nullopt;
    const auto part = [&whole](std::size_t at, std::size_t length) {
        return static_cast<int>(parseInteger(whole.substr(at, length)).value_or(0));
    };
    std::tm utc{};
    utc.tm_year = part(0, 4) - 1900;
    utc.tm_mon = part(5, 2) - 1;
    utc.tm_mday = part(8, 2);
    utc.tm_hour = part(11, 2);
    utc.tm_min = part(14, 2);
    utc.tm_sec = part(17, 2);
    // What is no day of any calendar comes back as another.
    const std::tm asked = utc;
    constexpr std::int64_t kLatest = 9'000'000'000;  // s, what our clock holds
    const std::int64_t seconds = ::timegm(&utc);
    if (seconds < 0 || seconds > kLatest || utc.tm_mon != asked.tm_mon || utc.tm_mday != asked.tm_mday
        || utc.tm_hour != asked.tm_hour || utc.tm_min != asked.tm_min || utc.tm_sec != asked.tm_sec)
        return std::nullopt;
    return std::chrono::seconds{seconds};
}

std::string offerName(const Offer& offer)
{
    std::string name = offer.gpu.empty() ? shownName(offer.machine) : shownName(offer.gpu);
    if (offer.gpus > 1)
        name = std::to_string(offer.gpus) + " x " + name;
    return offer.gpu.empty() || offer.machine.empty() || offer.machine == offer.gpu
        ? name
        : name + " (" + shownName(offer.machine) + ")";
}

std::string moneyText(double usd)
{
    constexpr double kCent = 0.01;
    if (std::isnan(usd))
        return "-";
    return formatFixed(usd, usd > 0 && usd < kCent ? 5 : 2);
}

}  // namespace inferometer
