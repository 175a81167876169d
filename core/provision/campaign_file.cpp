// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/campaign_file.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/choice/choice.h"
#include "core/choice/offer_list.h"
#include "core/cloud/provider.h"
#include "core/config/comma_list.h"
#include "core/config/yaml_text.h"
#include "core/provision/sha256.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <map>
#include <utility>

namespace inferometer {

namespace {

constexpr double kMinutesAnHour = 60;

bool isNamePart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

// One key with a single value: reads it, or says in a sentence about %1 what would do.
struct Key
{
    std::string_view name;
    Sentence (*read)(std::string_view text, CampaignFile& file);
};

Sentence readName(std::string_view text, CampaignFile& file)
{
    constexpr std::size_t kMost = 24;
    file.name = text;
    const bool fits = !text.empty() && text.size() <= kMost && std::all_of(text.begin(), text.end(), isNamePart);
    return fits ? Sentence{} : sentence("errors", "%1 must be 1 to 24 letters, digits, - and _.");
}

Sentence readGpus(std::string_view text, CampaignFile& file)
{
    if (text == "seed")
        file.options.gpus = CampaignGpus::Seed;
    else
        file.gpus = splitAtCommas(text);
    return file.gpus.empty() && text != "seed"
        ? sentence("errors", "%1 must be names of GPUs with commas between, or seed.")
        : Sentence{};
}

Sentence readOrder(std::string_view text, CampaignFile& file)
{
    file.options.order = text == "priority" ? CampaignOrder::Priority : CampaignOrder::Table;
    return text == "priority" || text == "table" ? Sentence{} : sentence("errors", "%1 must be priority or table.");
}

Sentence readMachines(std::string_view text, CampaignFile& file)
{
    file.sharesMachines = text == "shared";
    return text == "shared" || text == "each" ? Sentence{} : sentence("errors", "%1 must be shared or each.");
}

template <double CampaignFile::*Member>
Sentence readAmount(std::string_view text, CampaignFile& file)
{
    constexpr double kMost = 1e6;
    const std::optional<double> amount = parseNumber(text);
    if (!amount || !(*amount > 0) || *amount > kMost)
        return sentence("errors", "%1 must be a number above 0.");
    file.*Member = *amount;
    return {};
}

Sentence readRunFile(std::string_view text, CampaignFile& file)
{
    file.runFile = text;
    return text.empty() ? sentence("errors", "%1 is empty; name a run file.") : Sentence{};
}

constexpr std::array kKeys{Key{"name", readName},
                           Key{"gpus", readGpus},
                           Key{"order", readOrder},
                           Key{"machines", readMachines},
                           Key{"minutes", readAmount<&CampaignFile::minutes>},
                           Key{"budget", readAmount<&CampaignFile::budget>},
                           Key{"run", readRunFile}};

// A list of models as the table that it stands for: each under the columns of all.
std::string csvCell(std::string_view text)
{
    std::string cell = "\"";
    for (const char c : text)
        cell.append(c == '"' ? "\"\"" : std::string{c});
    return cell + "\"";
}

std::vector<std::string> columnsOf(const YamlNode& models)
{
    std::vector<std::string> columns{"family", "size"};
    for (const YamlNode& model : models.items)
        for (const YamlEntry& entry : model.entries)
            if (std::find(columns.begin(), columns.end(), entry.key) == columns.end())
                columns.push_back(entry.key);
    return columns;
}

std::string tableText(const YamlNode& models)
{
    const std::vector<std::string> columns = columnsOf(models);
    std::string text;
    for (const std::string& column : columns)
        text.append(text.empty() ? "" : ",").append(csvCell(column));
    for (const YamlNode& model : models.items) {
        std::string row;
        for (const std::string& column : columns) {
            const auto found = std::find_if(model.entries.begin(), model.entries.end(),
                                            [&column](const YamlEntry& entry) { return entry.key == column; });
            row.append(column == columns.front() ? "" : ",")
                .append(csvCell(found == model.entries.end() ? std::string_view{} : found->value.text));
        }
        text.append("\n").append(row);
    }
    return text + "\n";
}

class Reader
{
public:
    explicit Reader(const std::string& path) : m_path{path} {}

    ReadCampaign read(const YamlNode& file, std::string text)
    {
        m_read.file.text = std::move(text);
        if (file.kind != YamlNode::Kind::Map)
            complain(file.line, sentence("errors", "A campaign must be a map that begins with `version: 1`."), {});
        for (const YamlEntry& entry : file.entries)
            readTop(entry);
        for (const auto& [key, isThere] : {std::pair{"name", !m_read.file.name.empty()}, std::pair{"table", m_hasTable},
                                           std::pair{"run", !m_read.file.runFile.empty()}})
            if (!isThere)
                complain(file.line, sentence("errors", "%1 is missing; add it.").with(key), key);
        m_read.file.runFile = beside(m_read.file.runFile);
        return std::move(m_read);
    }

private:
    void complain(int line, const Sentence& said, std::string_view key)
    {
        m_read.errors.push_back(yamlError(m_path, line, said, key));
    }

    std::string beside(const std::string& path) const
    {
        const std::filesystem::path place{path};
        return path.empty() || place.is_absolute()
            ? path
            : std::filesystem::absolute(std::filesystem::path{m_path}.parent_path() / place)
                  .lexically_normal()
                  .string();
    }

    void readTop(const YamlEntry& entry)
    {
        if (entry.key == "version") {
            if (entry.value.text != "1")
                complain(entry.line, sentence("errors", "version must be 1; this program knows no other."), entry.key);
        } else if (entry.key == "site" || entry.key == "limits" || entry.key == "engines") {
            readMap(entry);
        } else if (entry.key == "table") {
            const Result<std::string> text = readTextFile(beside(entry.value.text));
            m_hasTable = true;
            if (text)
                readTable(text.value(), beside(entry.value.text));
            else
                complain(entry.line, text.error().said, entry.key);
        } else if (entry.key == "models") {
            m_hasTable = true;
            readTable(tableText(entry.value), m_path);
        } else {
            readKey(entry);
        }
    }

    void readMap(const YamlEntry& entry)
    {
        if (entry.value.kind != YamlNode::Kind::Map)
            complain(entry.line, sentence("errors", "%1 must be a map.").with(entry.key), entry.key);
        else if (entry.key == "site")
            m_read.file.site = entry.value;
        else if (entry.key == "limits")
            m_read.file.limits = entry.value;
        else
            readEngines(entry.value);
    }

    void readEngines(const YamlNode& engines)
    {
        for (const YamlEntry& engine : engines.entries) {
            if (engine.value.kind == YamlNode::Kind::Map)
                m_read.file.engines.push_back(engine);
            else
                complain(engine.line, sentence("errors", "%1 must be a map.").with(visibleText(engine.key)),
                         engine.key);
        }
    }

    void readTable(const std::string& text, const std::string& origin)
    {
        Result<std::vector<CampaignModel>> models = parseCampaign(text, origin);
        m_read.file.text += text;
        if (models)
            m_read.file.models = std::move(models).value();
        else
            m_read.errors.push_back(models.error());
    }

    void readKey(const YamlEntry& entry)
    {
        const auto* const found
            = std::find_if(kKeys.begin(), kKeys.end(), [&entry](const Key& key) { return key.name == entry.key; });
        if (found == kKeys.end()) {
            std::vector<std::string_view> known{"version", "table", "models", "site", "limits", "engines"};
            for (const Key& key : kKeys)
                known.push_back(key.name);
            const UnknownKey unknown{sentence("errors", R"("%1" is not a setting of a campaign; did you mean "%2"?)"),
                                     sentence("errors", "\"%1\" is not a setting of a campaign; remove it.")};
            complain(entry.line, unknownKeySentence(entry.key, unknown, known), entry.key);
        } else if (entry.value.kind != YamlNode::Kind::Scalar) {
            complain(entry.line, sentence("errors", "%1 must be a single value.").with(entry.key), entry.key);
        } else if (const Sentence wrong = found->read(entry.value.text, m_read.file); !wrong.pattern.empty()) {
            complain(entry.line, Sentence{wrong}.with(entry.key), entry.key);
        }
    }

    const std::string& m_path;
    ReadCampaign m_read;
    bool m_hasTable = false;
};

// GB for the row of the group that needs most, so that all of them ask for the same machine.
int diskOf(const CampaignGroup& group)
{
    int most = 0;
    for (const CampaignRow& row : group.rows) {
        ChoiceWish wish;
        wish.model = row.model;
        wish.parameters = sizeByName(row.size);
        if (const Result<DiskSizes> disks = disksFor(wish))
            most = std::max(most, disks.value().volume + disks.value().container);
    }
    return most;
}

YamlNode siteNode(const CampaignFile& file, const CampaignGroup& group, const CampaignRow& row)
{
    YamlNode node = file.site;
    const Result<SiteSpec> site = siteOf(file);
    const Provider* provider = site ? findProvider(site.value().provider) : nullptr;
    if (provider == nullptr || provider->settingsFor == nullptr)
        return node;
    for (const auto& [name, value] : provider->settingsFor(row.offer))
        if (!hasYaml(node, name))
            putYaml(node, name, value);
    const int disk = diskOf(group);
    if (hasSetting(*provider, "disk") && !hasYaml(node, "disk")
        && disk > parseInteger(siteSetting(site.value(), "disk")).value_or(0))
        putYaml(node, "disk", std::to_string(disk));
    return node;
}

// Of each GPU the cheapest; of those that were named, each at least once.
Result<std::vector<Offer>> gpusOf(const CampaignFile& file, const SiteSpec& site, std::span<const Offer> offers)
{
    std::vector<SiteOffer> all;
    for (const Offer& offer : offers)
        if (!offer.gpu.empty() && !isSoldOut(offer)
            && !contradicts(site, findProvider(site.provider)->settingsFor(offer)))
            all.push_back({site.provider, offer});
    sortOffers(all, OfferOrder::Price);
    std::vector<Offer> taken;
    for (const std::string& name : file.gpus) {
        const auto found = std::find_if(all.begin(), all.end(),
                                        [&name](const SiteOffer& one) { return passes(one, {.gpu = name}); });
        if (found == all.end())
            return Error{Errc::NotFound,
                         sentence("errors", "The site offers no %1 now; `deployment offers` lists what it has.")
                             .with(shownName(name)),
                         "gpus"};
        taken.push_back(found->offer);
    }
    std::map<std::pair<std::string, int>, bool> seen;
    if (file.options.gpus == CampaignGpus::Seed)
        for (const SiteOffer& one : all)
            if (!std::exchange(seen[{one.offer.gpu, one.offer.gpus}], true))
                taken.push_back(one.offer);
    return taken;
}

YamlNode engineNode(const CampaignFile& file, const CampaignRow& row)
{
    YamlNode engine;
    putYaml(engine, "recipe", row.engine);
    for (const YamlEntry& given : file.engines) {
        if (given.key != row.engine)
            continue;
        for (const YamlEntry& entry : given.value.entries)
            if (entry.key == "recipe")
                engine.entries.front().value = entry.value;
            else
                engine.entries.push_back(entry);
    }
    return engine;
}

std::string identityOf(const CampaignFile& file, const SiteSpec& site, const CampaignRow& row)
{
    constexpr std::size_t kDigits = 16;
    std::string text;
    for (const std::string_view part : {std::string_view{row.id}, std::string_view{row.model},
                                        std::string_view{site.provider}, std::string_view{file.runFile}})
        text.append(yamlScalar(part)).append("\n");
    appendYaml("engine:", engineNode(file, row), {}, text);
    Sha256 sum;
    sum.add(text);
    return sum.hex().substr(0, kDigits);
}

// `left` of the budget is a limit of each machine too.
YamlNode limitsNode(const CampaignFile& file, double left)
{
    YamlNode limits = file.limits;
    if (std::isnan(left))
        return limits;
    for (const YamlEntry& entry : file.limits.entries)
        if (entry.key == "budget")
            left = std::min(left, parseNumber(entry.value.text).value_or(left));
    putYaml(limits, "budget", formatFixed(left, 6));
    return limits;
}

std::string groupName(const CampaignFile& file, const CampaignRow& row, const std::string& key)
{
    constexpr std::size_t kMostWord = 24;
    constexpr std::size_t kDigits = 8;
    std::string word;
    for (const char c : row.family + "-" + row.size + "-" + (row.offer.gpu.empty() ? row.offer.machine : row.offer.gpu))
        if (word.size() < kMostWord)
            word += isNamePart(c) ? c : '-';
    Sha256 sum;
    sum.add(key);
    return file.name + "-" + word + "-" + sum.hex().substr(0, kDigits);
}

}  // namespace

ReadCampaign readCampaignFile(const std::string& path)
{
    const Result<std::string> text = readTextFile(path);
    if (!text)
        return {{}, {text.error()}};
    const Result<YamlNode> node = parseStrictYaml(text.value(), path);
    return node ? Reader{path}.read(node.value(), text.value()) : ReadCampaign{{}, {node.error()}};
}

Result<SiteSpec> siteOf(const CampaignFile& file)
{
    SiteSpec site;
    for (const YamlEntry& entry : file.site.entries)
        if (entry.key == "provider")
            site.provider = entry.value.text;
        else
            site.settings.emplace_back(entry.key, entry.value.text);
    const std::vector<Error> wrong = validateSite(site, MachineSetting::Open);
    return wrong.empty() ? Result<SiteSpec>{std::move(site)} : Result<SiteSpec>{wrong.front()};
}

Result<std::vector<CampaignRow>> planOf(const CampaignFile& file, const SiteSpec& site, std::span<const Offer> offers)
{
    std::vector<Offer> gpus;
    if (findProvider(site.provider)->open == nullptr) {
        const std::string_view host = settingOf(site, "host");
        Offer itself;
        itself.machine = host.empty() ? site.provider : std::string{host};
        itself.pricePerHour = 0;
        gpus.push_back(std::move(itself));
    } else {
        Result<std::vector<Offer>> found = gpusOf(file, site, offers);
        if (!found)
            return found.error();
        gpus = std::move(found).value();
    }
    Result<std::vector<CampaignRow>> rows = planCampaign(file.models, gpus, file.options);
    if (!rows)
        return rows;
    for (CampaignRow& row : rows.value()) {
        row.identity = identityOf(file, site, row);
        if (!(file.minutes > 0))
            continue;
        row.minutes = file.minutes;
        row.usd = row.offer.pricePerHour * file.minutes / kMinutesAnHour;
    }
    return rows;
}

std::vector<CampaignGroup> groupsOf(const CampaignFile& file, std::span<const CampaignRow> rows)
{
    std::vector<CampaignGroup> groups;
    std::map<std::string, std::size_t> places;
    for (const CampaignRow& row : rows) {
        const std::string key = file.sharesMachines ? row.family + "|" + row.size + "|" + row.offer.machine + "|"
                + row.offer.region + "|" + std::to_string(row.offer.gpus)
                                                    : row.id;
        const auto [place, isNew] = places.emplace(key, groups.size());
        if (isNew)
            groups.push_back({groupName(file, row, key), {}});
        groups[place->second].rows.push_back(row);
    }
    return groups;
}

std::string deploymentText(const CampaignFile& file, const CampaignGroup& group, const CampaignRow& row, double left)
{
    std::string text = "version: 1\nname: " + yamlScalar(group.deployment) + "\nmodel: " + yamlScalar(row.model)
        + "\nrun: " + yamlScalar(file.runFile) + "\n";
    if (!file.site.entries.empty())
        appendYaml("site:", siteNode(file, group, row), {}, text);
    appendYaml("engine:", engineNode(file, row), {}, text);
    const YamlNode limits = limitsNode(file, left);
    if (!limits.entries.empty())
        appendYaml("limits:", limits, {}, text);
    YamlNode labels;
    for (const auto& [name, value] :
         {std::pair{"campaign", file.name}, std::pair{"campaign_row", row.id}, std::pair{"campaign_family", row.family},
          std::pair{"campaign_size", row.size}, std::pair{"campaign_engine", row.engine},
          std::pair{"campaign_gpu", offerName(row.offer)}})
        putYaml(labels, name, value);
    appendYaml("labels:", labels, {}, text);
    return text;
}

}  // namespace inferometer
