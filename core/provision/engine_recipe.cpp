// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/engine_recipe.h"

#include "core/api/dialect.h"
#include "core/base/visible_text.h"
#include "core/config/secret_names.h"
#include "core/config/spec_yaml.h"
#include "core/config/user_folders.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <filesystem>
#include <utility>

namespace inferometer {

extern const std::string_view kEngineLlamacpp;
extern const std::string_view kEngineOllama;
extern const std::string_view kEngineSglang;
extern const std::string_view kEngineVllm;

namespace {

class RecipeReader
{
public:
    RecipeReader(std::string_view origin, EngineRecipe& recipe) : m_origin{origin}, m_recipe{recipe} {}

    Status read(const YamlNode& file)
    {
        if (file.kind != YamlNode::Kind::Map)
            return wrong(file.line, sentence("errors", "A recipe must be a map that begins with `id: ...`."));
        for (const YamlEntry& entry : file.entries)
            if (Status status = readKey(entry); !status)
                return status;
        return check(file.line);
    }

private:
    Error wrong(int line, const Sentence& said) const { return yamlError(m_origin, line, said); }

    struct Place
    {
        std::string_view key;
        std::string* text = nullptr;
        std::vector<std::string>* texts = nullptr;
        NamedValues* pairs = nullptr;
    };

    // True: it was one of them.
    Result<bool> readPlace(const std::vector<Place>& places, const YamlEntry& entry) const
    {
        const auto found = std::find_if(places.begin(), places.end(),
                                        [&entry](const Place& place) { return place.key == entry.key; });
        if (found == places.end())
            return false;
        const Status read = found->text != nullptr ? readText(entry.key, entry.value, *found->text)
            : found->texts != nullptr              ? readTexts(entry.key, entry.value, *found->texts)
                                                   : readNamedValues(entry, m_origin, *found->pairs);
        return read ? Result<bool>{true} : Result<bool>{read.error()};
    }

    std::vector<Place> places() const
    {
        return {{.key = "id", .text = &m_recipe.id},
                {.key = "label", .text = &m_recipe.label},
                {.key = "api", .text = &m_recipe.api},
                {.key = "program", .text = &m_recipe.program},
                {.key = "ready", .text = &m_recipe.ready},
                {.key = "prepare", .text = &m_recipe.prepare},
                {.key = "arguments", .texts = &m_recipe.arguments},
                {.key = "version", .texts = &m_recipe.version},
                {.key = "variables", .pairs = &m_recipe.variables},
                {.key = "environment", .pairs = &m_recipe.environment}};
    }

    Status readKey(const YamlEntry& entry)
    {
        const Result<bool> isRead = readPlace(places(), entry);
        if (!isRead)
            return isRead.error();
        if (isRead.value())
            return {};
        if (entry.key == "models")
            return readMap(entry,
                           {{.key = "variable", .text = &m_recipe.models.variable},
                            {.key = "folder", .text = &m_recipe.models.folder},
                            {.key = "inside", .text = &m_recipe.models.inside},
                            {.key = "layout", .text = &m_recipe.models.layout}});
        if (entry.key == "container")
            return readMap(entry,
                           {{.key = "image", .text = &m_recipe.container.image},
                            {.key = "program", .text = &m_recipe.container.program},
                            {.key = "options", .texts = &m_recipe.container.options}});
        if (entry.key == "phases")
            return readItems(entry, [this](const YamlNode& node) { return readPhase(node); });
        if (entry.key == "failures")
            return readItems(entry, [this](const YamlNode& node) { return readFailure(node); });
        const UnknownKey unknown{sentence("errors", R"("%1" is not a setting of a recipe; did you mean "%2"?)"),
                                 sentence("errors", "\"%1\" is not a setting of a recipe; remove it.")};
        std::vector<std::string_view> known{"models", "container", "phases", "failures"};
        for (const Place& place : places())
            known.push_back(place.key);
        return wrong(entry.line, unknownKeySentence(entry.key, unknown, known));
    }

    Status readMap(const YamlEntry& map, const std::vector<Place>& places) const
    {
        if (map.value.kind != YamlNode::Kind::Map)
            return wrong(map.line, sentence("errors", "%1 must be a map.").with(map.key));
        std::string known;
        for (const Place& place : places)
            known.append(known.empty() ? "" : ", ").append(place.key);
        for (const YamlEntry& entry : map.value.entries) {
            const Result<bool> isRead = readPlace(places, entry);
            if (!isRead)
                return isRead.error();
            if (!isRead.value())
                return unknownIn(map.key, known, entry);
        }
        return {};
    }

    Status readText(std::string_view key, const YamlNode& node, std::string& text) const
    {
        if (node.kind != YamlNode::Kind::Scalar)
            return wrong(node.line, sentence("errors", "%1 must be a single value.").with(key));
        text = node.text;
        return {};
    }

    Status readTexts(std::string_view key, const YamlNode& node, std::vector<std::string>& texts) const
    {
        if (node.kind != YamlNode::Kind::Sequence)
            return wrong(node.line, sentence("errors", "%1 must be a list.").with(key));
        for (const YamlNode& item : node.items)
            if (Status status = readText(key, item, texts.emplace_back()); !status)
                return status;
        return {};
    }

    template <typename ReadItem>
    Status readItems(const YamlEntry& entry, const ReadItem& readItem) const
    {
        if (entry.value.kind != YamlNode::Kind::Sequence)
            return wrong(entry.line, sentence("errors", "%1 must be a list.").with(entry.key));
        for (const YamlNode& item : entry.value.items)
            if (Status status = readItem(item); !status)
                return status;
        return {};
    }

    Status readPhase(const YamlNode& node)
    {
        EnginePhase phase;
        for (const YamlEntry& entry : node.entries) {
            Status status = entry.key == "name" ? readText(entry.key, entry.value, phase.name)
                : entry.key == "ends"           ? readTexts(entry.key, entry.value, phase.ends)
                                                : Status{unknownIn("phases", "name, ends", entry)};
            if (!status)
                return status;
        }
        if (phase.name.empty() || phase.ends.empty())
            return wrong(node.line, sentence("errors", "A phase needs a name, and texts of the log that end it."));
        m_recipe.phases.push_back(std::move(phase));
        return {};
    }

    Status readFailure(const YamlNode& node)
    {
        EngineFailure failure;
        for (const YamlEntry& entry : node.entries) {
            Status status = entry.key == "text" ? readText(entry.key, entry.value, failure.text)
                : entry.key == "means"          ? readText(entry.key, entry.value, failure.means)
                                                : Status{unknownIn("failures", "text, means", entry)};
            if (!status)
                return status;
        }
        if (failure.text.empty() || failure.means.empty())
            return wrong(node.line, sentence("errors", "A failure needs a text of the log, and what it means."));
        m_recipe.failures.push_back(std::move(failure));
        return {};
    }

    Error unknownIn(std::string_view list, std::string_view known, const YamlEntry& entry) const
    {
        return wrong(entry.line,
                     sentence("errors", "\"%1\" does not stand in %2; what does is: %3.")
                         .with(shownName(entry.key), list, known));
    }

    Status check(int line) const
    {
        for (const auto& [key, text] : {std::pair{"id", &m_recipe.id}, std::pair{"label", &m_recipe.label},
                                        std::pair{"program", &m_recipe.program}, std::pair{"ready", &m_recipe.ready}})
            if (text->empty())
                return wrong(line, sentence("errors", "%1 is missing; add it.").with(key));
        if (findDialect(m_recipe.api) == nullptr)
            return wrong(line,
                         sentence("errors",
                                  "api \"%1\" is no LLM API that this program speaks; see `inferometer "
                                  "run synthetic --help` behind --llm-api.")
                             .with(shownName(m_recipe.api)));
        return checkParts(line);
    }

    Status checkParts(int line) const
    {
        if (!m_recipe.prepare.empty() && m_recipe.prepare != "ollama")
            return wrong(line, sentence("errors", "prepare must be ollama, or not be there."));
        if (!m_recipe.models.layout.empty() && m_recipe.models.layout != "hub")
            return wrong(line, sentence("errors", "models/layout must be hub, or not be there."));
        const EngineModels& models = m_recipe.models;
        if (!models.variable.empty()
            && (!isVariableName(models.variable) || models.folder.empty() || models.inside.empty()))
            return wrong(
                line,
                sentence("errors",
                         "models needs a variable, the usual folder of it in the user's home, and where that is "
                         "inside a container."));
        if (!m_recipe.container.image.empty() && m_recipe.container.program.empty())
            return wrong(line, sentence("errors", "container needs the program that its image runs."));
        return {};
    }

    std::string_view m_origin;
    EngineRecipe& m_recipe;
};

}  // namespace

Result<EngineRecipe> parseRecipe(std::string_view text, std::string_view origin)
{
    const Result<YamlNode> file = parseStrictYaml(text, origin);
    if (!file)
        return file.error();
    EngineRecipe recipe;
    const Status status = RecipeReader{origin, recipe}.read(file.value());
    return status ? Result<EngineRecipe>{std::move(recipe)} : Result<EngineRecipe>{status.error()};
}

const std::vector<EngineRecipe>& builtInRecipes()
{
    static const std::vector<EngineRecipe> all = [] {
        std::vector<EngineRecipe> read;
        for (const std::string_view text : {kEngineLlamacpp, kEngineOllama, kEngineSglang, kEngineVllm}) {
            Result<EngineRecipe> recipe = parseRecipe(text, "built-in recipe");
            assert(recipe);
            read.push_back(std::move(recipe).value());
        }
        return read;
    }();
    return all;
}

Result<EngineRecipe> findRecipe(std::string_view id)
{
    const bool isName = id.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
        == std::string_view::npos;
    if (const std::string home = dataFolder(); isName && !home.empty()) {
        const std::string path = home + "/engines/" + std::string{id} + ".yaml";
        if (std::error_code none; std::filesystem::exists(path, none)) {
            const Result<std::string> text = readTextFile(path);
            return text ? parseRecipe(text.value(), path) : Result<EngineRecipe>{text.error()};
        }
    }
    std::string known;
    for (const EngineRecipe& recipe : builtInRecipes()) {
        if (recipe.id == id)
            return recipe;
        known.append(known.empty() ? "" : ", ").append(recipe.id);
    }
    return Error{Errc::NotFound,
                 sentence("errors", "There is no recipe \"%1\"; there are: %2.").with(shownName(id), known)};
}

const EngineFailure* failureIn(const EngineRecipe& recipe, std::string_view line)
{
    const auto found
        = std::find_if(recipe.failures.begin(), recipe.failures.end(), [line](const EngineFailure& failure) {
              return line.find(failure.text) != std::string_view::npos;
          });
    return found == recipe.failures.end() ? nullptr : &*found;
}

std::size_t phaseEndingWith(const EngineRecipe& recipe, std::size_t from, std::string_view line)
{
    for (std::size_t i = from; i < recipe.phases.size(); ++i)
        for (const std::string& text : recipe.phases[i].ends)
            if (line.find(text) != std::string_view::npos)
                return i;
    return recipe.phases.size();
}

std::string filledPlaces(std::string_view text, const EnginePlaces& places)
{
    const std::string port = std::to_string(places.port);
    const std::array named{std::pair{std::string_view{"{model}"}, std::string_view{places.model}},
                           std::pair{std::string_view{"{alias}"}, std::string_view{places.alias}},
                           std::pair{std::string_view{"{host}"}, std::string_view{places.host}},
                           std::pair{std::string_view{"{port}"}, std::string_view{port}}};
    std::string out;
    while (!text.empty()) {
        const auto place
            = std::find_if(named.begin(), named.end(), [text](const auto& one) { return text.starts_with(one.first); });
        out += place == named.end() ? text.substr(0, 1) : place->second;
        text.remove_prefix(place == named.end() ? 1 : place->first.size());
    }
    return out;
}

std::vector<std::string> engineCommand(const EngineRecipe& recipe, const std::string& program,
                                       const NamedValues& arguments, const EnginePlaces& places)
{
    std::vector<std::string> words{program.empty() ? recipe.program : program};
    for (const std::string& argument : recipe.arguments)
        words.push_back(filledPlaces(argument, places));
    for (const auto& [name, value] : arguments) {
        if (value == "false")
            continue;
        words.push_back((name.size() == 1 ? "-" : "--") + name);
        if (value != "true")
            words.push_back(value);
    }
    return words;
}

std::string commandText(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text.append(text.empty() ? "" : " ").append(word);
    return text;
}

}  // namespace inferometer
