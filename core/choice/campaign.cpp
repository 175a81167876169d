// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/choice/campaign.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/choice/csv.h"
#include "core/choice/model_size.h"
#include "core/choice/offer_list.h"
#include "core/choice/seed_choice.h"
#include "core/config/strict_yaml.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

namespace inferometer {

namespace {

constexpr std::size_t kMostRows = 10'000;
constexpr std::size_t kMostWord = 200;
constexpr double kPause = 0.5;  // min between two rows
constexpr double kMinutesAnHour = 60;

bool isPlain(std::string_view word)
{
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-'
            || c == '_';
    };
    return !word.empty() && word.size() <= kMostWord && std::all_of(word.begin(), word.end(), fits);
}

// Of an id: what is no letter or digit becomes one underscore.
std::string idPart(std::string_view text)
{
    std::string part;
    for (const char c : text)
        if (isPlain({&c, 1}))
            part += c;
        else if (!part.ends_with('_'))
            part += '_';
    return part;
}

Result<CampaignModel> modelOf(const CsvTable& table, const CsvRow& row, std::string_view origin)
{
    CampaignModel model{lowered(table.at(row, "family")), lowered(table.at(row, "size")), {}};
    if (!isPlain(model.family))
        return yamlError(origin, row.line,
                         sentence("errors", "family must be letters, digits, - and _, such as llama."), "family");
    if (!sizeByName(model.size))
        return yamlError(origin, row.line, sentence("errors", "size must be the number of parameters, such as 14b."),
                         "size");
    for (const std::string& column : table.columns) {
        const std::string_view name = table.at(row, column);
        if (column == "family" || column == "size" || name.empty())
            continue;
        if (name.size() > kMostWord || visibleText(name) != name)
            return yamlError(origin, row.line,
                             sentence("errors", "the model under %1 is no name; write it as the engine takes it.")
                                 .with(shownName(column)),
                             "model");
        model.engines.emplace_back(column, name);
    }
    if (model.engines.empty())
        return yamlError(origin, row.line, sentence("errors", "the row names no model; write one under an engine."),
                         "model");
    return model;
}

bool hasEngine(const CampaignOptions& options, std::string_view engine)
{
    return options.engines.empty()
        || std::find(options.engines.begin(), options.engines.end(), engine) != options.engines.end();
}

struct Ranked
{
    Offer offer;
    double score = 0;
    int rank = 0;  // 0: the best of the model
};

// The offers with the memory of their GPUs where the table knows it.
std::vector<Offer> withMemory(std::span<const Offer> offers)
{
    std::vector<Offer> known{offers.begin(), offers.end()};
    for (Offer& offer : known)
        offer.gpuMemory = memoryOf(offer) / std::max(1, offer.gpus);
    return known;
}

std::vector<Ranked> gpusOf(const SeedModel& model, std::span<const Offer> offers, const CampaignOptions& options)
{
    std::vector<Ranked> ranked;
    for (const Offer& offer : offers) {
        const double score = offer.gpus > 1 ? 0 : seedScore(model, offer.gpu, offer.gpuMemory);
        if (options.gpus == CampaignGpus::Given || score > 0)
            ranked.push_back({offer, score});
    }
    std::vector<std::size_t> places(ranked.size());
    for (std::size_t i = 0; i < places.size(); ++i)
        places[i] = i;
    std::stable_sort(places.begin(), places.end(),
                     [&ranked](std::size_t a, std::size_t b) { return ranked[a].score > ranked[b].score; });
    for (std::size_t i = 0; i < places.size(); ++i)
        ranked[places[i]].rank = static_cast<int>(i);
    if (options.gpus == CampaignGpus::Given)
        return ranked;
    std::vector<Ranked> best;
    for (std::size_t i = 0; i < std::min(places.size(), options.gpusOfAModel); ++i)
        best.push_back(ranked[places[i]]);
    return best;
}

double priceOf(const Offer& offer, const CampaignOptions& options)
{
    return std::isnan(offer.pricePerHour) && options.withSeedPrices ? seedPricePerHour(offer.gpu) : offer.pricePerHour;
}

std::string shownGpu(const Offer& offer)
{
    const std::string count = offer.gpus > 1 ? std::to_string(offer.gpus) + "x" : std::string{};
    return count + idPart(seedDisplayName(offer.gpu.empty() ? offer.machine : offer.gpu));
}

// A model as Inference Arena counts it, on one of its GPUs.
struct Pairing
{
    const CampaignModel& model;
    SeedModel seed;
    const Ranked& gpu;
};

CampaignRow rowOf(const Pairing& pairing, const std::pair<std::string, std::string>& engine,
                  const CampaignOptions& options)
{
    CampaignRow row;
    row.family = pairing.model.family;
    row.size = pairing.model.size;
    row.engine = engine.first;
    row.model = engine.second;
    row.offer = pairing.gpu.offer;
    row.id = row.family + "-" + row.size + "-" + row.engine + "-" + shownGpu(row.offer);
    row.priority = seedPriority(pairing.seed, row.engine, row.offer.gpu, pairing.gpu.rank);
    row.minutes = seedMinutes(pairing.seed, row.engine);
    row.usd = priceOf(row.offer, options) / kMinutesAnHour * row.minutes;
    return row;
}

void appendRows(const CampaignModel& model, std::span<const Offer> offers, const CampaignOptions& options,
                std::vector<CampaignRow>& rows)
{
    const SeedModel seed{model.family, sizeByName(model.size).value_or(ParameterCount{1, 1}).total};
    for (const Ranked& gpu : gpusOf(seed, offers, options))
        for (const auto& engine : model.engines)
            if (rows.size() <= kMostRows && hasEngine(options, engine.first))
                rows.push_back(rowOf({model, seed, gpu}, engine, options));
}

std::string currencyOf(const CampaignRow& row)
{
    return row.offer.currency == "USD" ? "$" : visibleText(row.offer.currency);
}

// The same model, engine and GPU again is another row.
void tellApart(std::vector<CampaignRow>& rows)
{
    std::map<std::string, int> ids;
    for (CampaignRow& row : rows) {
        if (const int before = ids[row.id]++; before > 0)
            row.id += "-" + std::to_string(before + 1);
        row.identity = row.id + " " + row.model;
    }
}

Sentence nothingOf(std::span<const CampaignModel> models, std::span<const Offer> offers, const CampaignOptions& options)
{
    if (models.empty())
        return sentence("errors", "The campaign has no models; write a row for each into its table.");
    if (offers.empty())
        return sentence("errors", "The campaign has no GPUs; give offers to run on.");
    if (options.gpus == CampaignGpus::Seed)
        return sentence("errors",
                        "No model of the campaign fits on one of the %1 GPUs by the rule of Inference Arena, "
                        "or no engine is left; give larger GPUs or more engines.")
            .with(offers.size());
    return sentence("errors", "No engine of the campaign is left; ask for one that its table has.");
}

}  // namespace

Result<std::vector<CampaignModel>> parseCampaign(std::string_view csv, std::string_view origin)
{
    const Result<CsvTable> table = parseCsv(csv, origin);
    if (!table)
        return table.error();
    if (!table.value().has("family") || !table.value().has("size") || table.value().columns.size() < 3)
        return yamlError(origin, 1,
                         sentence("errors",
                                  "the head line must be family,size and an engine a column, such as "
                                  "family,size,ollama,vllm."));
    for (const std::string& column : table.value().columns)
        if (!isPlain(column))
            return yamlError(origin, 1, sentence("errors", "\"%1\" is no name of an engine.").with(shownName(column)));
    std::vector<CampaignModel> models;
    for (const CsvRow& row : table.value().rows) {
        Result<CampaignModel> model = modelOf(table.value(), row, origin);
        if (!model)
            return model.error();
        models.push_back(std::move(model).value());
    }
    return models;
}

Result<std::vector<CampaignRow>> planCampaign(std::span<const CampaignModel> models, std::span<const Offer> offers,
                                              const CampaignOptions& options)
{
    std::vector<CampaignRow> rows;
    const std::vector<Offer> known = withMemory(offers);
    for (const CampaignModel& model : models) {
        appendRows(model, known, options, rows);
        if (rows.size() > kMostRows)
            return Error{
                Errc::InvalidInput,
                sentence("errors", "The campaign has more than %1 rows; take fewer models or GPUs.").with(kMostRows)};
    }
    if (rows.empty())
        return Error{Errc::NotFound, nothingOf(models, offers, options)};
    tellApart(rows);
    if (options.order == CampaignOrder::Priority)
        std::stable_sort(rows.begin(), rows.end(),
                         [](const CampaignRow& a, const CampaignRow& b) { return a.priority > b.priority; });
    return rows;
}

CampaignSum sumOf(std::span<const CampaignRow> rows)
{
    CampaignSum sum;
    sum.rows = rows.size();
    for (const CampaignRow& row : rows) {
        sum.minutes += row.minutes;
        if (std::isnan(row.usd))
            ++sum.unpriced;
        else
            sum.usd += row.usd;
    }
    if (!rows.empty())
        sum.minutes += static_cast<double>(rows.size() - 1) * kPause;
    return sum;
}

std::string planText(std::span<const CampaignRow> rows)
{
    std::string text;
    std::size_t number = 0;
    for (const CampaignRow& row : rows)
        text += std::to_string(++number) + ". " + visibleText(row.id) + ": " + visibleText(row.model) + " on "
            + visibleText(offerName(row.offer)) + ", priority " + formatFixed(row.priority, 2) + ", about "
            + formatFixed(row.minutes, 1) + " min, "
            + (std::isnan(row.usd) ? "price not known" : moneyText(row.usd) + " " + currencyOf(row)) + "\n";
    const CampaignSum sum = sumOf(rows);
    text += std::to_string(sum.rows) + " runs, about " + formatFixed(sum.minutes / kMinutesAnHour, 1) + " h and "
        + moneyText(sum.usd) + " " + (rows.empty() ? "$" : currencyOf(rows.front()));
    if (sum.unpriced > 0)
        text += ", and what " + std::to_string(sum.unpriced) + " of them cost without a known price";
    return text + ".\n";
}

}  // namespace inferometer
