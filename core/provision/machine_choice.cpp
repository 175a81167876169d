// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/machine_choice.h"

#include "core/base/foreign_json.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/choice/offer_list.h"
#include "core/config/strict_yaml.h"
#include "core/provision/own_runs.h"
#include "core/store/atomic_file.h"

#include <algorithm>
#include <utility>

namespace inferometer {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostKept = 1'000'000;  // bytes

Json pairsOf(const NamedValues& values)
{
    Json pairs = Json::object();
    for (const auto& [name, value] : values)
        pairs[name] = value;
    return pairs;
}

// Of an engine by the names that Inference Arena knows.
ChoiceWish wishOf(const DeploymentSpec& spec)
{
    const ChooseSpec choose = spec.choose.value_or(ChooseSpec{});
    ChoiceWish wish;
    wish.model = spec.model;
    wish.engine = spec.engine.recipe;
    if (choose.parameters > 0)
        wish.parameters = ParameterCount{choose.parameters, choose.parameters};
    wish.context = choose.context;
    wish.concurrency = choose.concurrency;
    wish.most = static_cast<std::size_t>(choose.tries);
    wish.now = realtimeNow();
    return wish;
}

bool mayBeTaken(const DeploymentSpec& spec, const Provider& provider, const Offer& offer)
{
    const ChooseSpec& choose = *spec.choose;
    OfferFilter filter{.region = choose.region, .maxPrice = choose.maxPrice, .minMemory = choose.minMemory};
    const auto fits = [&](const std::string& gpu) {
        filter.gpu = gpu;
        return passes({spec.site.provider, offer}, filter);
    };
    const bool isWanted = choose.gpus.empty() ? fits({}) : std::any_of(choose.gpus.begin(), choose.gpus.end(), fits);
    return isWanted && !isSoldOut(offer) && !contradicts(spec.site, provider.settingsFor(offer));
}

NamedValues diskOf(const SiteSpec& site, const DiskSizes& disks)
{
    const Provider* provider = findProvider(site.provider);
    const int needed = disks.volume + disks.container;
    if (provider == nullptr || !hasSetting(*provider, "disk") || !settingOf(site, "disk").empty()
        || parseInteger(siteSetting(site, "disk")).value_or(0) >= needed)
        return {};
    return {{"disk", std::to_string(needed)}};
}

std::optional<MachineCandidate> candidateOf(const Json& json)
{
    const Json settings = json.value("settings", Json{});
    const Json reason = json.value("reason", Json{});
    if (!settings.is_object() || !reason.is_string())
        return std::nullopt;
    MachineCandidate candidate{{}, Sentence::plain(visibleText(reason.get<std::string>()))};
    for (const auto& [name, value] : settings.items())
        if (value.is_string())
            candidate.settings.emplace_back(name, value.get<std::string>());
    return candidate;
}

std::optional<MachineChoice> choiceOf(const Json& json)
{
    if (!json.is_object() || !json.value("asked", Json{}).is_string() || !json.value("at", Json{}).is_number_unsigned())
        return std::nullopt;
    MachineChoice choice;
    choice.asked = json["asked"].get<std::string>();
    choice.at = json["at"].get<std::size_t>();
    for (const Json& one : json.value("ranked", Json::array()))
        if (std::optional<MachineCandidate> candidate = one.is_object() ? candidateOf(one) : std::nullopt)
            choice.ranked.push_back(std::move(*candidate));
    return choice.at < choice.ranked.size() ? std::optional{std::move(choice)} : std::nullopt;
}

}  // namespace

std::string askedText(const DeploymentSpec& spec)
{
    const ChooseSpec choose = spec.choose.value_or(ChooseSpec{});
    std::string gpus;
    for (const std::string& gpu : choose.gpus)
        gpus += gpu + ",";
    const Json json{{"provider", spec.site.provider},
                    {"site", pairsOf(spec.site.settings)},
                    {"model", spec.model},
                    {"engine", spec.engine.recipe},
                    {"strategy", choose.strategy},
                    {"gpus", gpus},
                    {"max_price", formatNumber(choose.maxPrice)},
                    {"region", choose.region},
                    {"min_memory", choose.minMemory},
                    {"context", choose.context},
                    {"concurrency", choose.concurrency},
                    {"parameters", choose.parameters},
                    {"tries", choose.tries}};
    return json.dump(-1, ' ', true, Json::error_handler_t::replace);
}

Result<MachineChoice> chooseMachine(const DeploymentSpec& spec, std::span<const Offer> offers,
                                    const std::vector<MeasuredSpeed>& measured)
{
    const Provider& provider = *findProvider(spec.site.provider);
    std::vector<Offer> taken;
    std::copy_if(offers.begin(), offers.end(), std::back_inserter(taken),
                 [&](const Offer& offer) { return mayBeTaken(spec, provider, offer); });
    if (taken.empty())
        return Error{Errc::NotFound,
                     sentence("errors",
                              "None of the %1 offers of %2 passes the limits of `choose` and the settings of the site; "
                              "ask for less.")
                         .with(offers.size(), spec.site.provider),
                     "choose"};
    ChoiceWish wish = wishOf(spec);
    wish.measured = measured;
    const Result<Choices> choices = findStrategy(spec.choose->strategy)->choose(wish, taken);
    if (!choices)
        return choices.error().about("choose/parameters");
    if (choices.value().ranked.empty())
        return Error{Errc::NotFound, choices.value().trouble, "choose"};
    MachineChoice made{askedText(spec), {}, 0};
    for (const Choice& choice : choices.value().ranked) {
        MachineCandidate candidate{provider.settingsFor(choice.offer), choice.reason};
        for (auto& setting : diskOf(spec.site, choice.disks))
            candidate.settings.push_back(std::move(setting));
        made.ranked.push_back(std::move(candidate));
    }
    return made;
}

Result<MachineChoice> chooseNow(const DeploymentSpec& spec, const SiteAccess& access, const std::string& resultsDir,
                                const std::stop_token& stop)
{
    const Result<std::vector<Offer>> offers = offersOf(spec.site, access, stop);
    return offers ? chooseMachine(spec, offers.value(), ownSpeeds(spec, resultsDir, stop))
                  : Result<MachineChoice>{offers.error()};
}

SiteSpec siteWith(SiteSpec site, const MachineCandidate& candidate)
{
    for (const auto& [name, value] : candidate.settings)
        if (settingOf(site, name).empty())
            site.settings.emplace_back(name, value);
    return site;
}

SiteSpec withDisk(const DeploymentSpec& spec)
{
    const Result<DiskSizes> disks = disksFor(wishOf(spec));
    return disks ? siteWith(spec.site, {diskOf(spec.site, disks.value()), {}}) : spec.site;
}

std::optional<SiteSpec> settledSite(const DeploymentSpec& spec, const std::string& kept)
{
    if (!spec.choose)
        return withDisk(spec);
    const std::optional<MachineChoice> choice = keptChoice(spec, kept);
    return choice ? std::optional{siteWith(spec.site, choice->current())} : std::nullopt;
}

Status keepChoice(const MachineChoice& choice, const std::string& path)
{
    Json ranked = Json::array();
    for (const MachineCandidate& candidate : choice.ranked)
        ranked.push_back({{"settings", pairsOf(candidate.settings)}, {"reason", candidate.reason.text()}});
    const Json json{{"asked", choice.asked}, {"at", choice.at}, {"ranked", std::move(ranked)}};
    AtomicFile file{path};
    file.write(json.dump(2, ' ', true, Json::error_handler_t::replace) + "\n");
    return file.commit();
}

std::optional<MachineChoice> keptChoice(const DeploymentSpec& spec, const std::string& path)
{
    const Result<std::string> text = readTextFile(path, kMostKept);
    std::optional<MachineChoice> choice
        = text ? choiceOf(parseForeignJson<Json>(text.value())) : std::optional<MachineChoice>{};
    return choice && choice->asked == askedText(spec) ? choice : std::nullopt;
}

}  // namespace inferometer
