// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/choice/choice.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/choice/gpu_table.h"
#include "core/choice/offer_list.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace inferometer {

namespace {

constexpr double kGiga = 1e9;
constexpr double kOverheadOfAGpu = 1.5;  // GB
constexpr double kBandwidthReached = 0.6;
constexpr double kUsualWeightBytes = 2;

// What of a wish is told by several places.
struct Model
{
    ParameterCount parameters;  // billions
    double weightBytes = 0;     // of a parameter
    double cacheBytes = 0;      // of a request at its whole context
};

double weightBytesOf(const ChoiceWish& wish)
{
    if (wish.weightBytes > 0)
        return wish.weightBytes;
    return wish.shape.weightBytes > 0 ? wish.shape.weightBytes : bytesByName(wish.model).value_or(kUsualWeightBytes);
}

std::optional<Model> modelOf(const ChoiceWish& wish)
{
    const std::optional<ParameterCount> parameters = wish.parameters ? wish.parameters : sizeByName(wish.model);
    if (!parameters)
        return std::nullopt;
    return Model{*parameters, weightBytesOf(wish),
                 cacheBytesPerToken(wish.shape, *parameters, wish.cacheNumberBytes)
                     * static_cast<double>(std::max<std::int64_t>(wish.context, 1))};
}

double requestsOf(const ChoiceWish& wish) { return std::max(1, wish.concurrency); }

Error sizeNotKnown(const ChoiceWish& wish)
{
    return {Errc::NotFound,
            sentence("errors",
                     "The name \"%1\" does not tell how many parameters the model has; give their number in billions.")
                .with(shownName(wish.model)),
            "parameters"};
}

std::string sized(double value) { return value >= 10 ? formatFixed(value, 0) : formatFixed(value, 1); }

double memoryOfOne(const Offer& offer, const Gpu* gpu)
{
    return offer.gpuMemory > 0 ? offer.gpuMemory : gpu != nullptr ? gpu->memory : 0;
}

const MeasuredSpeed* measuredOn(const ChoiceWish& wish, const Offer& offer, const Gpu* gpu)
{
    const auto found = std::find_if(wish.measured.begin(), wish.measured.end(), [&](const MeasuredSpeed& speed) {
        const bool isSame
            = gpu != nullptr ? findGpu(speed.gpu, offer.gpuMemory) == gpu : lowered(speed.gpu) == lowered(offer.gpu);
        return isSame && speed.gpus == std::max(1, offer.gpus) && speed.tokensPerSecond > 0;
    });
    return found == wish.measured.end() ? nullptr : &*found;
}

// An offer that fits, and what orders it.
struct Candidate
{
    Choice choice;
    const MeasuredSpeed* measured = nullptr;

    // Own figures, then estimates, then a price alone, then none.
    int rank() const
    {
        if (std::isnan(choice.offer.pricePerHour))
            return 3;
        return std::isnan(choice.usdPerMillion) ? 2 : choice.isMeasured ? 0 : 1;
    }
};

bool isBetter(const Candidate& a, const Candidate& b)
{
    if (a.rank() != b.rank())
        return a.rank() < b.rank();
    if (a.rank() < 2 && a.choice.usdPerMillion != b.choice.usdPerMillion)
        return a.choice.usdPerMillion < b.choice.usdPerMillion;
    if (a.rank() < 3)
        return a.choice.offer.pricePerHour < b.choice.offer.pricePerHour;
    // What is not known is behind what is.
    const double speedOfA = std::isnan(a.choice.tokensPerSecond) ? 0 : a.choice.tokensPerSecond;
    const double speedOfB = std::isnan(b.choice.tokensPerSecond) ? 0 : b.choice.tokensPerSecond;
    return speedOfA > speedOfB;
}

double usdPerMillion(double pricePerHour, double tokensPerSecond)
{
    constexpr double kSecondsAnHour = 3600;
    return pricePerHour / kSecondsAnHour / tokensPerSecond * 1e6;
}

// nullopt: it does not fit, or nobody knows its memory.
std::optional<Candidate> candidateOf(const ChoiceWish& wish, const Offer& offer)
{
    const int gpus = std::max(1, offer.gpus);
    const Gpu* gpu = findGpu(offer.gpu, offer.gpuMemory);
    Candidate made;
    Choice& choice = made.choice;
    choice.offer = offer;
    choice.memory = memoryOfOne(offer, gpu) * gpus;
    choice.memoryNeeded = memoryNeed(wish, gpus).value().sum();
    if (offer.gpu.empty() || !(choice.memoryNeeded <= choice.memory * wish.utilisation))
        return std::nullopt;
    made.measured = measuredOn(wish, offer, gpu);
    choice.isMeasured = made.measured != nullptr;
    choice.tokensPerSecond = choice.isMeasured
        ? made.measured->tokensPerSecond
        : estimatedSpeed(wish, gpus, gpu != nullptr ? gpu->bandwidth : std::numeric_limits<double>::quiet_NaN());
    choice.usdPerMillion = usdPerMillion(offer.pricePerHour, choice.tokensPerSecond);
    return made;
}

struct Place
{
    std::size_t number = 0;  // from 1
    std::size_t fitting = 0;
    std::size_t untold = 0;  // of them, those of which nobody knows what a token costs
    const Candidate* cheapestEstimate = nullptr;
};

std::string currencyOf(const Offer& offer) { return offer.currency == "USD" ? "$" : visibleText(offer.currency); }

Sentence measuredPlace(const Candidate& candidate, const Place& place)
{
    const Candidate* other = place.cheapestEstimate;
    if (other == nullptr || !(other->choice.usdPerMillion < candidate.choice.usdPerMillion))
        return sentence("errors", "first because you measured it");
    return sentence("errors", "first because you measured it, though by estimate %1 would cost %2 %3")
        .with(visibleText(offerName(other->choice.offer)), moneyText(other->choice.usdPerMillion),
              currencyOf(other->choice.offer));
}

Sentence placeOf(const Candidate& candidate, const Place& place)
{
    if (candidate.choice.isMeasured)
        return measuredPlace(candidate, place);
    if (place.number == 1 && place.untold > 0)
        return sentence("errors", "the cheapest of %1 that fit, though of %2 nobody knows what a token costs")
            .with(place.fitting, place.untold);
    if (place.number == 1)
        return sentence("errors", "the cheapest of %1 that fit").with(place.fitting);
    return sentence("errors", "number %1 of %2 that fit").with(place.number, place.fitting);
}

Sentence priceOf(const ChoiceWish& wish, const Offer& offer)
{
    if (wish.now > Nanos{0} && isOldPrice(offer, wish.now))
        return sentence("errors", "%1 %2/h (a price of %3)")
            .with(moneyText(offer.pricePerHour), currencyOf(offer), dateText(offer.asOf));
    return sentence("errors", "%1 %2/h").with(moneyText(offer.pricePerHour), currencyOf(offer));
}

Sentence reasonOf(const ChoiceWish& wish, const Candidate& candidate, const Place& place)
{
    const Choice& choice = candidate.choice;
    const std::string name = visibleText(offerName(choice.offer));
    const std::string needed = formatFixed(choice.memoryNeeded, 1);
    const std::string memory = formatNumber(std::round(choice.memory * 10) / 10);
    const std::string speed = sized(choice.tokensPerSecond / requestsOf(wish));
    const Sentence price = priceOf(wish, choice.offer);
    if (std::isnan(choice.offer.pricePerHour))
        return sentence("errors",
                        "%1: %2 of %3 GB needed; its price is not known, so it stands behind all that tell theirs.")
            .with(name, needed, memory);
    if (std::isnan(choice.usdPerMillion))
        return sentence("errors",
                        "%1: %2 of %3 GB needed, %4; its memory's bandwidth is not known, and so no price of a "
                        "token.")
            .with(name, needed, memory, price);
    if (choice.isMeasured)
        return sentence("errors",
                        "%1: %2 of %3 GB needed, measured %4 tok/s here on %5, %6 -> %7 %8 per 1M output tokens; %9.")
            .with(name, needed, memory, Figure::number(std::round(choice.tokensPerSecond * 10) / 10),
                  dateText(candidate.measured->at), price, moneyText(choice.usdPerMillion), currencyOf(choice.offer),
                  placeOf(candidate, place));
    return sentence("errors", "%1: %2 of %3 GB needed, about %4 tok/s a user, %5 -> %6 %7 per 1M output tokens; %8.")
        .with(name, needed, memory, speed, price, moneyText(choice.usdPerMillion), currencyOf(choice.offer),
              placeOf(candidate, place));
}

double largestMemory(std::span<const Offer> offers)
{
    double largest = 0;
    for (const Offer& offer : offers)
        largest = std::max(largest, memoryOfOne(offer, findGpu(offer.gpu, offer.gpuMemory)) * std::max(1, offer.gpus));
    return largest;
}

Sentence noneFits(const ChoiceWish& wish, std::span<const Offer> offers)
{
    if (offers.empty())
        return sentence("errors", "There is no offer to choose from; refresh them or give a file of offers.");
    return sentence("errors",
                    "None of %1 offers has room for %2, which needs %3 GB in %4 % of a GPU's memory; the largest has "
                    "%5 GB: take a smaller quantization, less context or fewer requests at once.")
        .with(offers.size(), shownName(wish.model), formatFixed(memoryNeed(wish, 1).value().sum(), 1),
              formatFixed(wish.utilisation * 100, 0), formatNumber(std::round(largestMemory(offers) * 10) / 10));
}

Result<Choices> chooseFitting(const ChoiceWish& wish, std::span<const Offer> offers)
{
    if (const Result<MemoryNeed> need = memoryNeed(wish, 1); !need)
        return need.error();
    std::vector<Candidate> fitting;
    for (const Offer& offer : offers)
        if (std::optional<Candidate> candidate = candidateOf(wish, offer))
            fitting.push_back(std::move(*candidate));
    std::stable_sort(fitting.begin(), fitting.end(), isBetter);
    const auto estimate
        = std::find_if(fitting.begin(), fitting.end(), [](const Candidate& one) { return one.rank() == 1; });
    const auto untold
        = std::count_if(fitting.begin(), fitting.end(), [](const Candidate& one) { return one.rank() > 1; });
    Place place{0, fitting.size(), static_cast<std::size_t>(untold), estimate == fitting.end() ? nullptr : &*estimate};
    Choices choices;
    choices.fitting = fitting.size();
    for (const Candidate& candidate : fitting) {
        if (++place.number > wish.most)
            break;
        Choice choice = candidate.choice;
        choice.disks = disksFor(wish).value();
        choice.reason = reasonOf(wish, candidate, place);
        choices.ranked.push_back(std::move(choice));
    }
    if (fitting.empty())
        choices.trouble = noneFits(wish, offers);
    return choices;
}

Result<Choices> chooseAsSeed(const ChoiceWish& wish, std::span<const Offer> offers)
{
    const std::optional<SeedModel> model = seedModelOf(wish.model);
    if (!model)
        return sizeNotKnown(wish);
    Choices choices;
    for (const Offer& offer : offers) {
        Choice choice;
        choice.offer = offer;
        choice.memory = memoryOfOne(offer, findGpu(offer.gpu, offer.gpuMemory));
        choice.memoryNeeded = seedRequiredMemory(*model);
        choice.score = offer.gpus > 1 ? 0 : seedScore(*model, offer.gpu, choice.memory);
        choice.disks = seedDisks(wish.engine, model->billions);
        if (!offer.gpu.empty() && choice.score > 0)
            choices.ranked.push_back(std::move(choice));
    }
    choices.fitting = choices.ranked.size();
    std::stable_sort(choices.ranked.begin(), choices.ranked.end(),
                     [](const Choice& a, const Choice& b) { return a.score > b.score; });
    choices.ranked.resize(std::min(choices.ranked.size(), wish.most));
    for (Choice& choice : choices.ranked)
        choice.reason
            = sentence("errors",
                       "%1: %2 of %3 GB required, score %4 of 100 by Inference Arena, which asks for no price; %5 "
                       "GPUs have the memory.")
                  .with(visibleText(offerName(choice.offer)), formatFixed(choice.memoryNeeded, 1),
                        formatNumber(choice.memory), formatFixed(choice.score, 2), choices.fitting);
    if (choices.ranked.empty())
        choices.trouble
            = sentence("errors", "None of %1 offers is one GPU with the %2 GB that Inference Arena requires for %3.")
                  .with(offers.size(), formatFixed(seedRequiredMemory(*model), 1), shownName(wish.model));
    return choices;
}

constexpr std::array kStrategies{
    ChoiceStrategy{"fit", "Cheapest that fits",
                   "weights, cache and overhead must fit; then the cheapest for a token, own runs first",
                   chooseFitting},
    ChoiceStrategy{"seed", "As Inference Arena", "the score of Inference Arena: memory and rank of the GPU, no price",
                   chooseAsSeed},
};

}  // namespace

Result<MemoryNeed> memoryNeed(const ChoiceWish& wish, int gpus)
{
    const std::optional<Model> model = modelOf(wish);
    if (!model)
        return sizeNotKnown(wish);
    return MemoryNeed{model->parameters.total * model->weightBytes, model->cacheBytes * requestsOf(wish) / kGiga,
                      kOverheadOfAGpu * gpus};
}

Result<DiskSizes> disksFor(const ChoiceWish& wish)
{
    constexpr double kStep = 10;
    constexpr double kSpare = 1.2;     // what a download holds twice, tokenizer and all
    constexpr int kContainer = 60;     // GB: an engine's image unpacked, and its caches of compiled kernels
    constexpr double kMost = 100'000;  // GB
    const Result<MemoryNeed> need = memoryNeed(wish, 1);
    if (!need)
        return need.error();
    return DiskSizes{static_cast<int>(std::min(kMost, std::ceil(need.value().weights * kSpare / kStep) * kStep)),
                     kContainer};
}

double estimatedSpeed(const ChoiceWish& wish, int gpus, double bandwidth)
{
    const Model model = modelOf(wish).value();
    const double requests = requestsOf(wish);
    const double unused = 1 - model.parameters.active / model.parameters.total;
    const double weights = model.parameters.total * (1 - std::pow(unused, requests)) * model.weightBytes;
    const double step = (weights + requests * model.cacheBytes / kGiga) / (gpus * bandwidth * kBandwidthReached);
    return requests / step;
}

std::span<const ChoiceStrategy> choiceStrategies() { return kStrategies; }

const ChoiceStrategy* findStrategy(std::string_view id)
{
    const auto* const found = std::find_if(kStrategies.begin(), kStrategies.end(),
                                           [id](const ChoiceStrategy& strategy) { return strategy.id == id; });
    return found == kStrategies.end() ? nullptr : found;
}

}  // namespace inferometer
