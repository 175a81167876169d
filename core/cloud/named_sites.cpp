// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/named_sites.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/config/secret_names.h"
#include "core/config/user_file.h"
#include "core/host/host_facts.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace inferometer {

namespace {

constexpr std::size_t kMostBytes = 1'000'000;
constexpr std::size_t kMostSites = 1'000;
constexpr std::size_t kMostName = 60;
constexpr std::size_t kMostValue = 1'000;
constexpr std::string_view kEnds = "-env";

Sentence nameFault(std::string_view name)
{
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    if (!name.empty() && name.size() <= kMostName && std::all_of(name.begin(), name.end(), fits))
        return {};
    return sentence("errors", "The name of a site must be 1 to 60 letters, digits, - and _.");
}

// Of one setting by itself; empty: none.
Sentence valueFault(std::string_view key, std::string_view value)
{
    if (looksLikeCredential(value) || (key.ends_with(kEnds) && !value.empty() && !isVariableName(value)))
        return sentence("errors",
                        "%1 holds a credential or what is no name; put the secret into an environment variable or the "
                        "keyring and name that by the setting that ends in -env.")
            .with(shownName(key));
    if (value.size() > kMostValue || visibleText(value) != value)
        return sentence("errors", "%1 must be a line of at most %2 characters.")
            .with(shownName(key), std::to_string(kMostValue));
    return {};
}

// Its errors name no line.
std::vector<Error> settingFaults(const SiteSpec& site)
{
    std::vector<Error> errors;
    for (const auto& [key, value] : site.settings)
        if (Sentence wrong = valueFault(key, value); !wrong.pattern.empty())
            errors.emplace_back(Errc::InvalidInput, std::move(wrong), "site/" + key);
    return errors;
}

std::optional<Error> readEntry(const YamlEntry& entry, std::string_view origin, SiteSpec& site)
{
    const std::string path = "site/" + entry.key;
    if (entry.value.kind != YamlNode::Kind::Scalar)
        return yamlError(origin, entry.line, sentence("errors", "%1 must be a single value.").with(shownName(path)),
                         path);
    if (entry.key == "provider") {
        site.provider = entry.value.text;
        if (findProvider(site.provider) != nullptr)
            return {};
        return yamlError(origin, entry.line, sentence("errors", "%1 must be one of: %2.").with(path, providerNames()),
                         path);
    }
    if (const Sentence wrong = valueFault(entry.key, entry.value.text); !wrong.pattern.empty())
        return yamlError(origin, entry.line, wrong, path);
    site.settings.emplace_back(entry.key, entry.value.text);
    return {};
}

Result<NamedSite> readNamed(const YamlEntry& entry, std::string_view origin)
{
    NamedSite named{entry.key, {}};
    if (const Sentence wrong = nameFault(named.name); !wrong.pattern.empty())
        return yamlError(origin, entry.line, wrong, "name");
    std::vector<Error> errors = readSite(entry.value, origin, named.site);
    if (!errors.empty())
        return errors.front();
    if (errors = validateSite(named.site, MachineSetting::Open); !errors.empty())
        return yamlError(origin, entry.line,
                         sentence("errors", "Site \"%1\": %2").with(named.name, errors.front().said),
                         errors.front().field);
    return named;
}

// The list of sites in the file; null: it gives none.
Result<const YamlNode*> listOf(const YamlNode& root, std::string_view origin)
{
    if (root.kind == YamlNode::Kind::Null)
        return static_cast<const YamlNode*>(nullptr);
    if (root.kind != YamlNode::Kind::Map)
        return yamlError(origin, root.line,
                         sentence("errors", "The file must be a map that begins with `version: 1`."));
    const YamlNode* list = nullptr;
    for (const YamlEntry& entry : root.entries)
        if (entry.key == "version" && entry.value.text != "1")
            return yamlError(origin, entry.line, sentence("errors", "version must be 1; this program knows no other."),
                             entry.key);
        else if (entry.key == "sites")
            list = &entry.value;
        else if (entry.key != "version")
            return yamlError(origin, entry.line,
                             sentence("errors", "\"%1\" is not known here: a file of sites holds version and sites.")
                                 .with(shownName(entry.key)),
                             entry.key);
    if (list != nullptr && list->kind != YamlNode::Kind::Null && list->kind != YamlNode::Kind::Map)
        return yamlError(origin, list->line, sentence("errors", "sites must be a map: NAME: {provider: ...} each."),
                         "sites");
    return list;
}

}  // namespace

std::string sitesPath(const std::string& folder) { return folder + "/sites.yaml"; }

bool namesSiteSecret(const SiteKey& key) { return key.name.ends_with(kEnds); }

std::vector<Error> readSite(const YamlNode& map, std::string_view origin, SiteSpec& site)
{
    if (map.kind != YamlNode::Kind::Map)
        return {yamlError(origin, map.line, sentence("errors", "A site must be a map: {provider: ...}."), "site")};
    std::vector<Error> errors;
    for (const YamlEntry& entry : map.entries)
        if (std::optional<Error> wrong = readEntry(entry, origin, site))
            errors.push_back(std::move(*wrong));
    return errors;
}

Result<std::vector<NamedSite>> parseSites(std::string_view text, std::string_view origin)
{
    const Result<YamlNode> root = parseStrictYaml(text, origin);
    const Result<const YamlNode*> list = root ? listOf(root.value(), origin) : Result<const YamlNode*>{root.error()};
    if (!list)
        return list.error();
    std::vector<NamedSite> sites;
    if (list.value() == nullptr)
        return sites;
    if (list.value()->entries.size() > kMostSites)
        return yamlError(
            origin, list.value()->line,
            sentence("errors", "There are more than %1 sites; remove some.").with(std::to_string(kMostSites)));
    for (const YamlEntry& entry : list.value()->entries) {
        Result<NamedSite> site = readNamed(entry, origin);
        if (!site)
            return site.error();
        sites.push_back(std::move(site).value());
    }
    return sites;
}

Result<std::vector<NamedSite>> loadSites(const std::string& folder)
{
    const std::string path = sitesPath(folder);
    const Result<std::string> text = readTextFile(path, kMostBytes);
    if (text)
        return parseSites(text.value(), path);
    if (text.error().code == Errc::NotFound)
        return std::vector<NamedSite>{};
    return text.error();
}

Result<SiteSpec> findSite(const std::string& folder, std::string_view name)
{
    const Result<std::vector<NamedSite>> sites = loadSites(folder);
    if (!sites)
        return sites.error();
    std::vector<std::string_view> names;
    std::string list;
    for (const NamedSite& site : sites.value()) {
        if (site.name == name)
            return site.site;
        names.emplace_back(site.name);
        list += (list.empty() ? "" : ", ") + site.name;
    }
    const std::string_view nearest = nearestWord(name, names).value_or(std::string_view{});
    Sentence said = sentence("errors", "There is no site \"%1\" in sites.yaml; it has %3.");
    if (list.empty())
        said = sentence("errors", "There is no site \"%1\": sites.yaml has none; give the site as a map instead.");
    else if (!nearest.empty())
        said = sentence("errors", R"(There is no site "%1" in sites.yaml; did you mean "%2"?)");
    return Error{Errc::NotFound, said.with(shownName(name), nearest, shownName(list, 300)), "site"};
}

Result<std::vector<SiteSpec>> accounts(const std::string& folder)
{
    const Result<std::vector<NamedSite>> sites = loadSites(folder);
    if (!sites)
        return sites.error();
    std::vector<SiteSpec> found;
    for (const NamedSite& site : sites.value())
        if (findProvider(site.site.provider)->open != nullptr)
            found.push_back(site.site);
    return found;
}

std::vector<Error> validateNamedSite(const NamedSite& site)
{
    std::vector<Error> errors;
    if (Sentence wrong = nameFault(site.name); !wrong.pattern.empty())
        errors.emplace_back(Errc::InvalidInput, std::move(wrong), "name");
    for (const std::vector<Error>& found : {settingFaults(site.site), validateSite(site.site, MachineSetting::Open)})
        errors.insert(errors.end(), found.begin(), found.end());
    return errors;
}

std::string toYaml(const std::vector<NamedSite>& sites)
{
    std::string yaml = "version: 1\nsites:\n";
    for (const NamedSite& site : sites) {
        yaml.append("  ").append(yamlScalar(site.name)).append(":\n");
        yaml.append("    provider: ").append(yamlScalar(site.site.provider)).append("\n");
        for (const auto& [key, value] : site.site.settings)
            yaml.append("    ").append(yamlScalar(key)).append(": ").append(yamlScalar(value)).append("\n");
    }
    return yaml;
}

Status saveSites(const std::string& folder, const std::vector<NamedSite>& sites)
{
    const std::string yaml = toYaml(sites);
    // What cannot be read back must not replace what could.
    const Result<std::vector<NamedSite>> readBack = parseSites(yaml, "sites.yaml");
    return readBack ? replaceUserFile(sitesPath(folder), yaml) : Status{readBack.error()};
}

Status changeSites(const std::string& folder, const SitesChange& change)
{
    Result<std::vector<NamedSite>> sites = loadSites(folder);
    if (!sites)
        return sites.error();
    const Status changed = change(sites.value());
    return changed ? saveSites(folder, sites.value()) : changed;
}

Status putSite(std::vector<NamedSite>& sites, std::string_view replaced, NamedSite site)
{
    const auto at = [&sites](std::string_view name) {
        return std::find_if(sites.begin(), sites.end(), [name](const NamedSite& one) { return one.name == name; });
    };
    const auto place = at(replaced);
    if (const auto other = at(site.name); other != sites.end() && other != place)
        return Error{Errc::InvalidInput,
                     sentence("errors", "Another site is named \"%1\"; choose another name.").with(site.name), "name"};
    if (place == sites.end())
        sites.push_back(std::move(site));
    else
        *place = std::move(site);
    return {};
}

Result<std::string> trySite(const SiteSpec& site, const SiteAccess& access, const std::stop_token& stop)
{
    if (const std::vector<Error> wrong = validateSite(site, MachineSetting::Open); !wrong.empty())
        return wrong.front();
    const Provider& provider = *findProvider(site.provider);
    if (provider.open != nullptr) {
        const Result<std::unique_ptr<Cloud>> cloud = provider.open(site, access);
        return cloud ? cloud.value()->account(stop) : Result<std::string>{cloud.error()};
    }
    const Result<std::unique_ptr<Host>> host = provider.connect(site, access, stop);
    const Result<HostFacts> facts = host ? readHostFacts(*host.value(), stop) : Result<HostFacts>{host.error()};
    return facts ? Result<std::string>{facts.value().text()} : Result<std::string>{facts.error()};
}

}  // namespace inferometer
