// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/sia_toml.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/config/secret_names.h"
#include "core/config/strict_yaml.h"
#include "core/provision/flat_toml.h"
#include "core/provision/sia_keys.h"
#include "core/provision/vllm_keys.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

namespace inferometer {

namespace {

constexpr std::size_t kMostText = 4000;
constexpr std::size_t kMostName = 60;

std::string_view sectionOf(std::string_view path)
{
    const std::size_t slash = path.find('/');
    return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

std::string pathOf(const TomlEntry& entry)
{
    return entry.section.empty() ? entry.key : entry.section + "/" + entry.key;
}

bool isOneOf(std::string_view words, std::string_view word)
{
    const std::vector<std::string> all = splitWords(words);
    return std::find(all.begin(), all.end(), word) != all.end();
}

// A whole number as Sia Benchmark takes it, from a text too.
std::optional<std::string> wholeOf(const TomlEntry& entry)
{
    const std::optional<double> number = parseNumber(trimmed(entry.text));
    constexpr double kMost = 9e15;
    if (entry.kind == TomlEntry::Kind::Flag || !number || *number != std::floor(*number) || std::abs(*number) > kMost)
        return std::nullopt;
    return std::to_string(static_cast<std::int64_t>(*number));
}

// A flag as Go's strconv.ParseBool reads it.
std::optional<std::string> flagOf(const TomlEntry& entry)
{
    if (isOneOf("1 t T TRUE true True", entry.text))
        return "true";
    if (isOneOf("0 f F FALSE false False", entry.text))
        return "false";
    return std::nullopt;
}

std::optional<std::string> valueOf(const TomlEntry& entry, VllmKind kind)
{
    switch (kind) {
    case VllmKind::Whole:
        return wholeOf(entry);
    case VllmKind::Flag:
        return flagOf(entry);
    case VllmKind::Number:
        return entry.kind != TomlEntry::Kind::Flag && parseNumber(trimmed(entry.text))
            ? std::optional{std::string{trimmed(entry.text)}}
            : std::nullopt;
    case VllmKind::Text:
        break;
    }
    return entry.text;
}

Sentence kindSentence(VllmKind kind)
{
    switch (kind) {
    case VllmKind::Whole:
        return sentence("errors", "%1 must be a whole number.");
    case VllmKind::Flag:
        return sentence("errors", "%1 must be true or false.");
    case VllmKind::Number:
        return sentence("errors", "%1 must be a number.");
    case VllmKind::Text:
        break;
    }
    return sentence("errors", "%1 must be a text.");
}

class Reader
{
public:
    explicit Reader(std::string_view origin) : m_origin{origin} {}

    ReadSia read(const std::vector<TomlEntry>& entries)
    {
        constexpr std::size_t kMostErrors = 20;
        for (const TomlEntry& entry : entries)
            if (m_read.errors.size() < kMostErrors)
                readEntry(entry);
        checkNeeded();
        if (m_read.errors.empty())
            checkWhole();
        if (m_read.errors.empty())
            finish();
        return std::move(m_read);
    }

private:
    void complain(int line, const Sentence& said, std::string_view key)
    {
        m_read.errors.push_back(yamlError(m_origin, line, said, key));
    }

    void readEntry(const TomlEntry& entry)
    {
        if (entry.key.empty())
            readSection(entry);
        else if (entry.section == "vllm" && entry.key != "model")
            readVllm(entry);
        else if (entry.section.empty() || isSection(entry.section))
            readKey(entry);
    }

    void readSection(const TomlEntry& entry)
    {
        std::vector<std::string_view> known;
        for (const SiaSection& section : siaSections())
            known.push_back(section.name);
        if (std::find(known.begin(), known.end(), entry.section) == known.end())
            complain(entry.line,
                     unknownKeySentence(entry.section,
                                        {sentence("errors", "[%1] is no section of a bench.toml; did you mean [%2]?"),
                                         sentence("errors", "[%1] is no section of a bench.toml; remove it.")},
                                        known),
                     entry.section);
        else
            m_lines.emplace_back(entry.section, entry.line);
    }

    bool isSection(std::string_view name) const { return lineOf(name) > 0; }

    int lineOf(std::string_view section) const
    {
        const auto found = std::find_if(m_lines.begin(), m_lines.end(),
                                        [section](const auto& known) { return known.first == section; });
        return section.empty() ? 1 : found == m_lines.end() ? 0 : found->second;
    }

    // Whether the value may be read at all: single, once, of bounded length, and nothing but text.
    bool isFit(const TomlEntry& entry, const std::string& path)
    {
        if (!m_seen.insert(path).second)
            complain(entry.line, sentence("errors", "%1 is given twice; remove one.").with(shownName(path)), path);
        else if (entry.kind == TomlEntry::Kind::Other)
            complain(entry.line, sentence("errors", "%1 must be a single value.").with(shownName(path)), path);
        else if (entry.text.size() > kMostText || visibleText(entry.text) != entry.text)
            complain(entry.line,
                     sentence("errors", "%1 is too long or holds characters that are no text.").with(shownName(path)),
                     path);
        else
            return true;
        return false;
    }

    void readKey(const TomlEntry& entry)
    {
        const std::string path = pathOf(entry);
        const SiaKey* key = findSiaKey(path);
        if (key == nullptr)
            return unknown(entry, path);
        if (!isFit(entry, path) || trimmed(entry.text).empty())
            return;
        if (key->place == SiaPlace::Secret)
            return putAside(*key, entry);
        const std::optional<std::string> value
            = key->isWhole ? wholeOf(entry) : std::optional{std::string{trimmed(entry.text)}};
        if (!value)
            return complain(entry.line, sentence("errors", "%1 must be a whole number.").with(path), path);
        if (!key->words.empty() && !isOneOf(key->words, *value))
            return refuse(entry.line, key->field, *value, path, key->words);
        if (looksLikeCredential(*value))
            return complain(entry.line, sentence("errors", "%1 holds a credential; remove it.").with(path), path);
        if (key->isWhole && *value == "0")
            return;
        m_given.insert(path);
        keep(*key, *value);
    }

    void keep(const SiaKey& key, const std::string& value)
    {
        switch (key.place) {
        case SiaPlace::Name:
            m_read.deployment.name = value;
            break;
        case SiaPlace::Provider:
            m_read.deployment.site.provider = value;
            break;
        case SiaPlace::Engine:
            m_read.deployment.engine.recipe = value;
            break;
        case SiaPlace::Site:
            m_read.deployment.site.settings.emplace_back(key.as, value);
            break;
        case SiaPlace::Option:
            m_read.bench.benchmark.emplace_back(key.as, value);
            break;
        case SiaPlace::Backend:
            m_read.bench.backend = value;
            break;
        case SiaPlace::LoadInstance:
            m_read.bench.loadInstance = value;
            break;
        case SiaPlace::LoadImage:
            m_read.bench.loadImage = value;
            break;
        case SiaPlace::HealthCheck:
            m_read.bench.healthCheck = value;
            break;
        case SiaPlace::Model:
            m_read.bench.model = value;
            break;
        case SiaPlace::Nowhere:
        case SiaPlace::Secret:
            break;
        }
    }

    // In Sia Benchmark's words, with what would do.
    void refuse(int line, std::string_view field, const std::string& value, const std::string& path,
                std::string_view words)
    {
        complain(
            line,
            sentence("errors", "Failed to validate config, expected %1, got %2 (tags: oneof); %3 must be one of: %4.")
                .with(field, typedText(value), path, words),
            path);
    }

    void putAside(const SiaKey& key, const TomlEntry& entry)
    {
        if (key.path == "benchmark/token")
            m_read.deployment.engine.environment = {{"HF_TOKEN", "${HF_TOKEN}"}};
        if (!wholeReference(entry.text).empty())
            return;
        std::string path{key.path};
        std::replace(path.begin(), path.end(), '/', '.');
        m_read.secrets.push_back({std::move(path), std::string{key.as}, Secret{entry.text}});
    }

    void unknown(const TomlEntry& entry, const std::string& path)
    {
        std::vector<std::string_view> known;
        for (const SiaKey& key : siaKeys())
            if (sectionOf(key.path) == entry.section)
                known.push_back(key.path);
        complain(entry.line,
                 unknownKeySentence(path,
                                    {sentence("errors", R"("%1" is no key of a bench.toml; did you mean "%2"?)"),
                                     sentence("errors", "\"%1\" is no key of a bench.toml; remove it.")},
                                    known),
                 path);
    }

    void readVllm(const TomlEntry& entry)
    {
        const std::string path = pathOf(entry);
        const VllmKey* key = findVllmKey(entry.key);
        if (key == nullptr)
            return unknownVllm(entry);
        if (!isFit(entry, path) || trimmed(entry.text).empty() || entry.text == "None")
            return;
        std::optional<std::string> value = valueOf(entry, key->kind);
        if (!value)
            return complain(entry.line, kindSentence(key->kind).with(path), path);
        if (looksLikeCredential(*value))
            return complain(entry.line,
                            sentence("errors",
                                     "%1 holds a credential, which everyone on the machine would read among the "
                                     "engine's arguments; remove it.")
                                .with(path),
                            path);
        const std::string_view word = key->words.empty() ? std::string_view{*value} : vllmWord(*key, *value);
        if (word.empty())
            return refuse(entry.line, key->field, *value, path, key->words);
        keepVllm(*key, *value, word);
    }

    void unknownVllm(const TomlEntry& entry)
    {
        std::vector<std::string_view> known{"model"};
        for (const VllmKey& key : vllmKeys())
            known.push_back(key.name);
        complain(entry.line,
                 unknownKeySentence(entry.key,
                                    {sentence("errors", R"("%1" is no key of [vllm]; did you mean "%2"?)"),
                                     sentence("errors", "\"%1\" is no key of [vllm]; remove it.")},
                                    known),
                 pathOf(entry));
    }

    void keepVllm(const VllmKey& key, const std::string& value, std::string_view word)
    {
        m_read.bench.vllm.emplace_back(key.name, value);
        if (key.name == "served-model-name")
            m_read.deployment.alias = value;
        else if (key.hasNo && value == "false")
            m_read.deployment.engine.arguments.emplace_back("no-" + std::string{key.name}, "true");
        else
            m_read.deployment.engine.arguments.emplace_back(key.name, word);
    }

    void checkNeeded()
    {
        for (const SiaSection& section : siaSections())
            if (!section.tag.empty() && !isSection(section.name) && isAskedFor(section.name))
                complain(1,
                         sentence("errors",
                                  "Failed to validate config, expected %1, got %!s(*config.%1=<nil>) (tags: %2); add "
                                  "the section [%3].")
                             .with(section.field, section.tag, section.name),
                         section.name);
        for (const SiaKey& key : siaKeys()) {
            const std::string_view section = sectionOf(key.path);
            if (key.isNeeded && !m_given.contains(key.path) && lineOf(section) > 0 && !isRefused(key.path))
                complain(lineOf(section),
                         sentence("errors",
                                  "Failed to validate config, expected %1, got %2 (tags: required); give %3 a value.")
                             .with(key.field, key.isWhole ? "%!s(int=0)" : "", key.path),
                         key.path);
        }
    }

    // [aws] only where the provider is aws.
    bool isAskedFor(std::string_view section) const
    {
        return section != "aws" || m_read.deployment.site.provider == "aws";
    }

    bool isRefused(std::string_view path) const
    {
        return std::any_of(m_read.errors.begin(), m_read.errors.end(),
                           [path](const Error& error) { return error.field == path; });
    }

    void checkWhole()
    {
        const std::string& name = m_read.deployment.name;
        const auto fits = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
        };
        if (name.size() > kMostName || !std::all_of(name.begin(), name.end(), fits))
            complain(1, sentence("errors", "%1 must be 1 to 60 letters, digits, - and _.").with("bench_id"),
                     "bench_id");
        if (m_read.deployment.site.provider != "aws")
            complain(1,
                     sentence("errors", "Unsupported cloud provider: %1; a bench.toml is read for aws alone.")
                         .with(m_read.deployment.site.provider),
                     "provider");
        for (const std::string_view key : {"num-prompts", "seed"}) {
            constexpr std::int64_t kMost = 100'000'000;
            const std::int64_t value = parseInteger(siaOption(m_read.bench, key)).value_or(0);
            if (value < 1 || value > kMost)
                complain(lineOf("benchmark"), sentence("errors", "%1 must be from 1 to %2.").with(key, kMost), key);
        }
    }

    void finish()
    {
        constexpr int kPort = 8000;
        m_read.deployment.model = m_read.bench.model;
        m_read.deployment.engine.port = kPort;
        m_read.deployment.site.settings.emplace_back("disk", "200");
        m_read.run = siaRun(m_read.bench);
        if (!m_read.secrets.empty())
            tellSecrets();
        if (m_read.run.evaluation == Evaluation::Custom && m_read.run.prompts.inputFilePath.empty())
            m_read.notes.push_back(
                sentence("errors",
                         "The data set %1 is not fetched from Hugging Face here; save its split %2 of revision %3 as a "
                         "JSON file of conversations and give it as %4.")
                    .with(shownName(siaOption(m_read.bench, "dataset-path")),
                          shownName(siaOption(m_read.bench, "hf-split")),
                          shownName(siaOption(m_read.bench, "hf-revision")), Figure::setting("input-file-path")));
        m_read.notes.push_back(
            sentence("errors",
                     "The load was to come from a second machine (%1, image %2), which a deployment does not make; it "
                     "is sent from here.")
                .with(shownName(m_read.bench.loadInstance), shownName(m_read.bench.loadImage)));
    }

    void tellSecrets()
    {
        std::string keys;
        std::string variables;
        for (const PutAside& secret : m_read.secrets) {
            keys.append(keys.empty() ? "" : ", ").append(secret.key);
            variables.append(variables.empty() ? "" : ", ").append(secret.variable);
        }
        m_read.notes.push_back(
            sentence("errors",
                     "The file holds credentials in plain text (%1): they are kept nowhere; export %2 instead and "
                     "remove them.")
                .with(keys, variables));
    }

    std::string_view m_origin;
    ReadSia m_read;
    std::vector<std::pair<std::string, int>> m_lines;  // of sections
    std::set<std::string> m_seen;
    std::set<std::string, std::less<>> m_given;
};

}  // namespace

ReadSia parseSia(std::string_view text, std::string_view origin)
{
    const Result<std::vector<TomlEntry>> entries = readFlatToml(text, origin);
    if (!entries) {
        ReadSia read;
        read.errors.push_back(entries.error());
        return read;
    }
    return Reader{origin}.read(entries.value());
}

ReadSia readSiaFile(const std::string& path)
{
    const Result<std::string> text = readTextFile(path, kMostTomlBytes);
    if (text)
        return parseSia(text.value(), path);
    ReadSia read;
    read.errors.push_back(text.error());
    return read;
}

}  // namespace inferometer
