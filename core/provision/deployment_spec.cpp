// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/deployment_spec.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/cloud/provider.h"
#include "core/cloud/site_json.h"
#include "core/config/secret_names.h"
#include "core/config/spec_yaml.h"
#include "core/provision/engine_plan.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
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

Sentence readProvider(std::string_view text, DeploymentSpec& spec)
{
    spec.site.provider = text;
    if (findProvider(text) != nullptr)
        return {};
    return sentence("errors", "%1 must be one of: %2.").with("", providerNames());
}

Sentence readClientProvider(std::string_view text, DeploymentSpec& spec)
{
    const Provider* provider = findProvider(text);
    spec.client->site.provider = text;
    if (provider != nullptr && provider->open == nullptr)
        return {};
    return sentence("errors",
                    "%1 must be a site where no machine is made: local, ssh, or deployment for that of "
                    "another one.");
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

const std::vector<Key>& keys()
{
    static const std::vector<Key> all{
        {"name", readName},
        {"model", readText<&DeploymentSpec::model>},
        {"alias", readText<&DeploymentSpec::alias>},
        {"run", readText<&DeploymentSpec::runFile>},
        {"site/provider", readProvider},
        {"client/provider", readClientProvider},
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
        } else if (entry.key == "site" || entry.key == "client" || entry.key == "engine" || entry.key == "limits") {
            readPart(entry);
        } else {
            readKey(entry, entry.key);
        }
    }

    void readPart(const YamlEntry& part)
    {
        if (part.value.kind != YamlNode::Kind::Map)
            complain(part.line, sentence("errors", "%1 must be a map.").with(part.key), part.key);
        if (part.key == "client")
            m_read.spec.client.emplace();
        for (const YamlEntry& entry : part.value.entries) {
            const std::string path = part.key + "/" + entry.key;
            if (part.key == "site" && entry.key != "provider")
                readSetting(entry, path, m_read.spec.site);
            else if (part.key == "client" && entry.key != "provider" && entry.key != "server")
                readSetting(entry, path, m_read.spec.client->site);
            else if (path == "engine/arguments" || path == "engine/environment")
                readPairs(entry, path);
            else
                readKey(entry, path);
        }
    }

    void readSetting(const YamlEntry& entry, const std::string& path, SiteSpec& site)
    {
        if (entry.value.kind != YamlNode::Kind::Scalar)
            complain(entry.line, sentence("errors", "%1 must be a single value.").with(path), path);
        else if (looksLikeCredential(entry.value.text))
            complain(entry.line,
                     sentence("errors",
                              "%1 holds a credential; put it into an environment variable and name that by the setting "
                              "that ends in -env.")
                         .with(shownName(path)),
                     path);
        else
            site.settings.emplace_back(entry.key, entry.value.text);
    }

    void readPairs(const YamlEntry& entry, const std::string& path)
    {
        NamedValues& values
            = path == "engine/arguments" ? m_read.spec.engine.arguments : m_read.spec.engine.environment;
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
            std::vector<std::string_view> known{"version", "engine/arguments", "engine/environment"};
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
        for (const Error& error : validateSite(spec.site))
            complain(line, error.said, error.field);
        for (const Error& error : spec.client ? validateSite(spec.client->site) : std::vector<Error>{})
            complain(line, error.said, "client" + error.field.substr(std::string_view{"site"}.size()));
        if (spec.client && spec.client->server.empty())
            complain(line, sentence("errors", "%1 is missing; add it.").with("client/server"), "client/server");
        if (!m_read.errors.empty())
            return;
        const Result<EngineRecipe> recipe = findRecipe(spec.engine.recipe);
        if (!recipe)
            complain(line, recipe.error().said, "engine/recipe");
        else if (const Status fits = checkEngine(spec, recipe.value()); !fits)
            complain(line, fits.error().said, fits.error().field);
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
