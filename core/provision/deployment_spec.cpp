// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/deployment_spec.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/choice/choice.h"
#include "core/cloud/named_sites.h"
#include "core/cloud/provider.h"
#include "core/cloud/site_json.h"
#include "core/config/comma_list.h"
#include "core/config/secret_names.h"
#include "core/config/spec_yaml.h"
#include "core/config/user_folders.h"
#include "core/provision/engine_plan.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <iterator>
#include <type_traits>
#include <utility>

namespace inferometer {

namespace {

constexpr std::size_t kMostName = 60;
constexpr double kMostSpan = 30 * 86'400.0;

// One key of the file: reads its value into the deployment, or says in a sentence what would do.
struct Key
{
    std::string_view name;  // of a map within: "engine/port"
    Sentence (*read)(std::string_view text, DeploymentSpec& spec);
};

Sentence readName(std::string_view text, DeploymentSpec& spec)
{
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    if (text.empty() || text.size() > kMostName || !std::all_of(text.begin(), text.end(), fits))
        return sentence("errors", "%1 must be 1 to 60 letters, digits, - and _.");
    spec.name = text;
    return {};
}

Sentence readServer(std::string_view text, DeploymentSpec& spec)
{
    spec.client->server = text;
    if (isHostName(text))
        return {};
    return sentence("errors", "%1 must be a name or an address at which the client reaches the engine's machine.");
}

template <std::string DeploymentSpec::*Member>
Sentence readText(std::string_view text, DeploymentSpec& spec)
{
    spec.*Member = text;
    return text.empty() ? sentence("errors", "%1 is empty; give it a value or remove it.") : Sentence{};
}

template <std::string EngineSpec::*Member>
Sentence readEngine(std::string_view text, DeploymentSpec& spec)
{
    spec.engine.*Member = text;
    return {};
}

// As a word of a command it must be no option.
Sentence readImage(std::string_view text, DeploymentSpec& spec)
{
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || std::string_view{"./:@_-"}.find(c) != std::string_view::npos;
    };
    if (text.empty() || !std::all_of(text.begin(), text.end(), fits) || text.front() == '-')
        return sentence("errors", "%1 must be the name of an image, such as vllm/vllm-openai:v0.11.0, or default.");
    spec.engine.image = text;
    return {};
}

Sentence readRuntime(std::string_view text, DeploymentSpec& spec)
{
    spec.engine.runtime = text;
    return text == "docker" || text == "podman" ? Sentence{} : sentence("errors", "%1 must be docker or podman.");
}

Sentence readGpus(std::string_view text, DeploymentSpec& spec)
{
    bool isDigitNext = true;
    bool fits = !text.empty();
    for (const char c : text) {
        fits = fits && ((c >= '0' && c <= '9') || (c == ',' && !isDigitNext));
        isDigitNext = c == ',';
    }
    spec.engine.gpus = text;
    if ((fits && !isDigitNext) || text == "none")
        return {};
    return sentence("errors", "%1 must be numbers of GPUs with commas between them, such as \"0,1\", or none.");
}

Sentence readModels(std::string_view text, DeploymentSpec& spec)
{
    spec.engine.models = text;
    return text.starts_with('/') ? Sentence{} : sentence("errors", "%1 must be a folder of the machine from / on.");
}

Sentence readArgumentsBy(std::string_view text, DeploymentSpec& spec)
{
    spec.engine.argumentsBy = text;
    return text == "seed" ? Sentence{} : sentence("errors", "%1 must be seed, or not be there.");
}

Sentence readPort(std::string_view text, DeploymentSpec& spec)
{
    const std::optional<std::int64_t> port = parseInteger(text);
    if (!port || *port < 0 || *port > 65'535)
        return sentence("errors", "%1 must be a port from 1 to 65535, or 0 for a free one.");
    spec.engine.port = static_cast<int>(*port);
    return {};
}

template <double DeploymentLimits::*Member>
Sentence readSpan(std::string_view text, DeploymentSpec& spec)
{
    const std::optional<double> span = parseSpan(text);
    if (!span || *span < 1 || *span > kMostSpan)
        return sentence("errors", "%1 must be a time from 1s to 30d, such as 90s, 10m or 2h.");
    spec.limits.*Member = *span;
    return {};
}

Sentence readBudget(std::string_view text, DeploymentSpec& spec)
{
    constexpr double kMost = 1e6;
    const std::optional<double> budget = parseNumber(text);
    if (!budget || !(*budget > 0) || *budget > kMost)
        return sentence("errors", "%1 must be an amount of money, such as 5 or 0.5.");
    spec.limits.budget = *budget;
    return {};
}

Sentence readStrategy(std::string_view text, DeploymentSpec& spec)
{
    spec.choose->strategy = text;
    std::string names;
    for (const ChoiceStrategy& strategy : choiceStrategies())
        names.append(names.empty() ? "" : ", ").append(strategy.id);
    return findStrategy(text) != nullptr ? Sentence{} : sentence("errors", "%1 must be one of: %2.").with("", names);
}

Sentence readChosenGpus(std::string_view text, DeploymentSpec& spec)
{
    spec.choose->gpus = splitAtCommas(text);
    return spec.choose->gpus.empty() ? sentence("errors", "%1 names no GPU; write names with commas between.")
                                     : Sentence{};
}

Sentence readRegion(std::string_view text, DeploymentSpec& spec)
{
    spec.choose->region = text;
    return {};
}

template <auto Member, std::int64_t Most>
Sentence readCount(std::string_view text, DeploymentSpec& spec)
{
    const std::optional<std::int64_t> count = parseInteger(text);
    if (!count || *count < 1 || *count > Most)
        return sentence("errors", "%1 must be a whole number from 1 to %2.").with("", Most);
    (*spec.choose).*Member = static_cast<std::remove_reference_t<decltype((*spec.choose).*Member)>>(*count);
    return {};
}

template <double ChooseSpec::*Member>
Sentence readAmount(std::string_view text, DeploymentSpec& spec)
{
    constexpr double kMost = 1e6;
    const std::optional<double> amount = parseNumber(text);
    if (!amount || !(*amount > 0) || *amount > kMost)
        return sentence("errors", "%1 must be a number above 0.");
    (*spec.choose).*Member = *amount;
    return {};
}

const std::vector<Key>& keys()
{
    static const std::vector<Key> all{
        {"name", readName},
        {"model", readText<&DeploymentSpec::model>},
        {"alias", readText<&DeploymentSpec::alias>},
        {"run", readText<&DeploymentSpec::runFile>},
        {"client/server", readServer},
        {"engine/recipe", readEngine<&EngineSpec::recipe>},
        {"engine/program", readEngine<&EngineSpec::program>},
        {"engine/image", readImage},
        {"engine/runtime", readRuntime},
        {"engine/port", readPort},
        {"engine/gpus", readGpus},
        {"engine/models", readModels},
        {"engine/arguments-by", readArgumentsBy},
        {"engine/model-size", readEngine<&EngineSpec::modelSize>},
        {"limits/ttl", readSpan<&DeploymentLimits::ttl>},
        {"limits/ready", readSpan<&DeploymentLimits::ready>},
        {"limits/stall", readSpan<&DeploymentLimits::stall>},
        {"limits/budget", readBudget},
        {"choose/strategy", readStrategy},
        {"choose/gpus", readChosenGpus},
        {"choose/max-price", readAmount<&ChooseSpec::maxPrice>},
        {"choose/region", readRegion},
        {"choose/min-memory", readAmount<&ChooseSpec::minMemory>},
        {"choose/context", readCount<&ChooseSpec::context, 100'000'000>},
        {"choose/concurrency", readCount<&ChooseSpec::concurrency, 100'000>},
        {"choose/parameters", readAmount<&ChooseSpec::parameters>},
        {"choose/tries", readCount<&ChooseSpec::tries, 20>},
    };
    return all;
}

class Reader
{
public:
    explicit Reader(std::string_view origin) : m_origin{origin} {}

    ReadDeployment read(const YamlNode& file)
    {
        if (file.kind != YamlNode::Kind::Map)
            complain(file.line, sentence("errors", "A deployment must be a map that begins with `version: 1`."), {});
        for (const YamlEntry& entry : file.entries)
            readTop(entry);
        if (m_read.errors.empty())
            checkWhole(file.line);
        return std::move(m_read);
    }

private:
    void complain(int line, const Sentence& said, std::string_view key)
    {
        m_read.errors.push_back(yamlError(m_origin, line, said, key));
    }

    void readTop(const YamlEntry& entry)
    {
        if (entry.key == "version") {
            if (entry.value.text != "1")
                complain(entry.line, sentence("errors", "version must be 1; this program knows no other."), entry.key);
        } else if (entry.key == "site") {
            readSiteOf(entry);
        } else if (entry.key == "client") {
            readClient(entry);
        } else if (entry.key == "engine" || entry.key == "limits" || entry.key == "choose") {
            readPart(entry);
        } else if (entry.key == "labels") {
            readPairs(entry, entry.key, m_read.spec.labels);
        } else {
            readKey(entry, entry.key);
        }
    }

    void readPart(const YamlEntry& part)
    {
        if (part.value.kind != YamlNode::Kind::Map)
            complain(part.line, sentence("errors", "%1 must be a map.").with(part.key), part.key);
        if (part.key == "choose")
            m_read.spec.choose.emplace();
        for (const YamlEntry& entry : part.value.entries) {
            const std::string path = part.key + "/" + entry.key;
            if (path == "engine/arguments")
                readPairs(entry, path, m_read.spec.engine.arguments);
            else if (path == "engine/environment")
                readPairs(entry, path, m_read.spec.engine.environment);
            else
                readKey(entry, path);
        }
    }

    // A name of the user's sites.yaml, or a site of its own.
    void readSiteOf(const YamlEntry& entry)
    {
        DeploymentSpec& spec = m_read.spec;
        if (entry.value.kind != YamlNode::Kind::Scalar) {
            std::vector<Error> wrong = readSite(entry.value, m_origin, spec.site);
            std::move(wrong.begin(), wrong.end(), std::back_inserter(m_read.errors));
            return;
        }
        spec.siteName = entry.value.text;
        Result<SiteSpec> site = findSite(configFolder(), spec.siteName);
        if (site)
            spec.site = std::move(site).value();
        else
            complain(entry.line, site.error().said, entry.key);
    }

    // A site where nothing is made, and how the engine is reached from there.
    void readClient(const YamlEntry& entry)
    {
        ClientSpec& client = m_read.spec.client.emplace();
        const auto isServer = [](const YamlEntry& one) { return one.key == "server"; };
        YamlNode site = entry.value;
        std::erase_if(site.entries, isServer);
        std::vector<Error> wrong = readSite(site, m_origin, client.site);
        std::move(wrong.begin(), wrong.end(), std::back_inserter(m_read.errors));
        for (const YamlEntry& one : entry.value.entries)
            if (isServer(one))
                readKey(one, "client/server");
    }

    void checkClient(const ClientSpec& client, int line)
    {
        for (const Error& error : validateSite(client.site))
            complain(line, error.said, "client" + error.field.substr(std::string_view{"site"}.size()));
        const Provider* provider = findProvider(client.site.provider);
        if (provider != nullptr && provider->open != nullptr)
            complain(line,
                     sentence("errors",
                              "%1 must be a site where no machine is made: local, ssh, or deployment for that of "
                              "another one.")
                         .with("client/provider"),
                     "client/provider");
        if (client.server.empty())
            complain(line, sentence("errors", "%1 is missing; add it.").with("client/server"), "client/server");
    }

    void readPairs(const YamlEntry& entry, const std::string& path, NamedValues& values)
    {
        if (const Status status = readNamedValues(entry, m_origin, values); !status)
            m_read.errors.push_back(status.error());
        for (const auto& [name, value] : values)
            if (path == "engine/arguments" && value.find("${") != std::string::npos)
                complain(entry.line,
                         sentence("errors",
                                  "%1 takes a value of the environment into the engine's arguments, where everyone on "
                                  "the machine reads it; give it by engine/environment.")
                             .with(shownName(name)),
                         path);
            else if (holdsPlainSecret(name, value))
                complain(entry.line,
                         sentence("errors",
                                  "%1 holds a credential; put it into an environment variable and write ${NAME} here.")
                             .with(shownName(name)),
                         path);
    }

    void readKey(const YamlEntry& entry, const std::string& path)
    {
        const auto found
            = std::find_if(keys().begin(), keys().end(), [&path](const Key& key) { return key.name == path; });
        if (found == keys().end()) {
            std::vector<std::string_view> known{"version", "site", "labels", "engine/arguments", "engine/environment"};
            for (const Key& key : keys())
                known.push_back(key.name);
            const UnknownKey unknown{sentence("errors", R"("%1" is not a setting of a deployment; did you mean "%2"?)"),
                                     sentence("errors", "\"%1\" is not a setting of a deployment; remove it.")};
            complain(entry.line, unknownKeySentence(path, unknown, known), path);
        } else if (entry.value.kind != YamlNode::Kind::Scalar) {
            complain(entry.line, sentence("errors", "%1 must be a single value.").with(path), path);
        } else if (Sentence wrong = found->read(entry.value.text, m_read.spec); !wrong.pattern.empty()) {
            if (wrong.figures.empty())
                wrong.figures.emplace_back(path);
            else
                wrong.figures.front() = Figure{path};
            complain(entry.line, wrong, path);
        }
    }

    void checkWhole(int line)
    {
        const DeploymentSpec& spec = m_read.spec;
        for (const auto& [key, text] : {std::pair{"name", &spec.name}, std::pair{"engine/recipe", &spec.engine.recipe},
                                        std::pair{"model", &spec.model}})
            if (text->empty())
                complain(line, sentence("errors", "%1 is missing; add it.").with(key), key);
        for (const Error& error : validateSite(spec.site, spec.choose ? MachineSetting::Open : MachineSetting::Named))
            complain(line, error.said, error.field);
        if (spec.client)
            checkClient(*spec.client, line);
        if (spec.limits.budget > 0 && lacksPrice(spec.site))
            complain(
                line,
                sentence("errors",
                         "%1 tells no prices, so limits/budget cannot be kept: give the site's price (an hour), or "
                         "remove the budget.")
                    .with(spec.site.provider),
                "site/price");
        if (const Sentence wrong = wrongChoice(spec); !wrong.pattern.empty())
            complain(line, wrong, "choose");
        if (!m_read.errors.empty())
            return;
        const Result<EngineRecipe> recipe = findRecipe(spec.engine.recipe);
        if (!recipe)
            complain(line, recipe.error().said, "engine/recipe");
        else if (const Status fits = checkEngine(spec, recipe.value()); !fits)
            complain(line, fits.error().said, fits.error().field);
    }

    static Sentence wrongChoice(const DeploymentSpec& spec)
    {
        const Provider* provider = findProvider(spec.site.provider);
        if (!spec.choose || provider == nullptr)
            return {};
        const std::string key = machineKey(*provider);
        if (key.empty())
            return sentence("errors",
                            "The site \"%1\" is a machine by itself, there is nothing to choose; remove choose.")
                .with(spec.site.provider);
        if (!settingOf(spec.site, key).empty())
            return sentence("errors", "site/%1 names the machine that choose is to choose; remove one of them.")
                .with(key);
        return {};
    }

    std::string_view m_origin;
    ReadDeployment m_read;
};

}  // namespace

std::optional<double> parseSpan(std::string_view text)
{
    constexpr std::array kUnits{std::pair{std::string_view{"s"}, 1.0}, std::pair{std::string_view{"m"}, 60.0},
                                std::pair{std::string_view{"min"}, 60.0}, std::pair{std::string_view{"h"}, 3600.0},
                                std::pair{std::string_view{"d"}, 86'400.0}};
    text = trimmed(text);
    const std::size_t end = std::min(text.find_first_not_of("0123456789."), text.size());
    const std::optional<double> number = parseNumber(text.substr(0, end));
    const std::string_view unit = trimmed(text.substr(end));
    if (!number)
        return std::nullopt;
    if (unit.empty())
        return number;
    for (const auto& [name, factor] : kUnits)
        if (unit == name)
            return *number * factor;
    return std::nullopt;
}

std::string aliasOf(const DeploymentSpec& spec)
{
    if (!spec.alias.empty())
        return spec.alias;
    const std::filesystem::path path{spec.model};
    if (path.extension() == ".gguf")
        return path.stem().string();
    return path.is_absolute() && path.has_filename() ? path.filename().string() : spec.model;
}

ReadDeployment parseDeployment(std::string_view text, std::string_view origin)
{
    const Result<YamlNode> file = parseStrictYaml(text, origin);
    if (!file)
        return {{}, {file.error()}};
    ReadDeployment read = Reader{origin}.read(file.value());
    const std::filesystem::path run{read.spec.runFile};
    if (!run.empty() && run.is_relative())
        read.spec.runFile = (std::filesystem::path{origin}.parent_path() / run).string();
    return read;
}

ReadDeployment readDeploymentFile(const std::string& path)
{
    const Result<std::string> text = readTextFile(path);
    return text ? parseDeployment(text.value(), path) : ReadDeployment{{}, {text.error()}};
}

}  // namespace inferometer
