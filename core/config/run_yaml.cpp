// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/run_yaml.h"

#include "core/base/visible_text.h"
#include "core/config/field_text.h"
#include "core/config/secret_names.h"
#include "core/config/spec_yaml.h"
#include "core/config/strict_yaml.h"

#include <algorithm>

namespace inferometer {

namespace {

std::vector<std::string_view> knownKeys()
{
    std::vector<std::string_view> keys{"version", "run", "headers", "metadata"};
    for (const RunField& field : runFields())
        keys.push_back(field.key);
    return keys;
}

Status checkVersion(const YamlNode& root, std::string_view origin)
{
    if (root.kind != YamlNode::Kind::Map)
        return yamlError(origin, root.line,
                         sentence("errors", "A run is a list of `key: value` lines that begins with `version: 2`."));
    const YamlEntry* first = root.entries.empty() ? nullptr : &root.entries.front();
    if (first == nullptr || first->key != "version")
        return yamlError(origin, root.line, sentence("errors", "The first key must be `version: 2`."), "version");
    if (first->value.kind != YamlNode::Kind::Scalar || (first->value.text != "1" && first->value.text != "2")) {
        return yamlError(
            origin, first->line,
            sentence("errors",
                     "This program reads versions 1 and 2 of the format; write `version: 2` or use a newer program."),
            "version");
    }
    return {};
}

Status readEvaluation(const YamlEntry& entry, std::string_view origin, RunSpec& spec)
{
    const EvaluationRow* row = findEvaluation(entry.value.text);
    if (entry.value.kind == YamlNode::Kind::Scalar && row != nullptr) {
        spec = defaultSpec(row->evaluation);
        return {};
    }
    std::string all;
    for (const EvaluationRow& one : evaluations())
        all.append(all.empty() ? "" : ", ").append(one.id);
    return yamlError(
        origin, entry.line,
        sentence("errors", "%1 must be one of %2, not \"%3\".").with(entry.key, all, typedText(entry.value.text)),
        entry.key);
}

Status readEntry(const YamlEntry& entry, std::string_view origin, RunSpec& spec)
{
    if (entry.key == "headers")
        return readNamedValues(entry, origin, spec.target.headers);
    if (entry.key == "metadata")
        return readNamedValues(entry, origin, spec.keep.metadata);
    const RunField* const field = findRunField(entry.key);
    if (field != nullptr && !field->isOf(spec.evaluation))
        return yamlError(origin, entry.line,
                         sentence("errors", "%1 is no setting of run %2; remove it.")
                             .with(entry.key, evaluationName(spec.evaluation)),
                         entry.key);
    if (field != nullptr)
        return readField(entry, origin, *field, spec);
    const UnknownKey unknown{sentence("errors", R"("%1" is not a setting; did you mean "%2"?)"),
                             sentence("errors", "\"%1\" is not a setting; remove it.")};
    return yamlError(origin, entry.line, unknownKeySentence(entry.key, unknown, knownKeys()), entry.key);
}

}  // namespace

Status readField(const YamlEntry& entry, std::string_view origin, const RunField& field, RunSpec& spec)
{
    if (entry.value.kind == YamlNode::Kind::Null)
        return yamlError(origin, entry.line,
                         sentence("errors", "%1 has no value; give one or remove the line.").with(entry.key),
                         entry.key);
    if (entry.value.kind != YamlNode::Kind::Scalar)
        return yamlError(origin, entry.line,
                         sentence("errors", "%1 must be a single value, not a list or map.").with(entry.key),
                         entry.key);
    if (const Status status = setField(spec, field, entry.value.text); !status)
        return yamlError(origin, entry.value.line, status.error().said, entry.key);
    return {};
}

Status readNamedValues(const YamlEntry& entry, std::string_view origin, NamedValues& values)
{
    if (entry.value.kind != YamlNode::Kind::Map)
        return yamlError(origin, entry.line, sentence("errors", "%1 must be a map of names to values.").with(entry.key),
                         entry.key);
    for (const YamlEntry& pair : entry.value.entries) {
        if (pair.value.kind != YamlNode::Kind::Scalar) {
            return yamlError(origin, pair.line,
                             sentence("errors", "%1: \"%2\" must have a single value; write '' for an empty one.")
                                 .with(entry.key, shownName(pair.key)),
                             entry.key);
        }
        values.emplace_back(pair.key, pair.value.text);
    }
    return {};
}

void appendNamedValues(std::string_view key, const NamedValues& values, std::string_view indent, std::string& out)
{
    if (values.empty())
        return;
    out.append(indent).append(key).append(":\n");
    for (const auto& [name, value] : values)
        out.append(indent).append("  ").append(yamlScalar(name)).append(": ").append(yamlScalar(value)).append("\n");
}

ReadRun readRunYaml(std::string_view text, std::string_view origin, Evaluation unsaid)
{
    ReadRun read{defaultSpec(unsaid), {}};
    const Result<YamlNode> root = parseStrictYaml(text, origin);
    const Status head = root ? checkVersion(root.value(), origin) : Status{root.error()};
    if (!head) {
        read.errors.push_back(head.error());
        return read;
    }
    const std::span<const YamlEntry> entries = std::span{root.value().entries}.subspan(1);
    const auto isRun = [](const YamlEntry& entry) { return entry.key == "run"; };
    // Wherever it stands: it says what the others are by default.
    if (const auto run = std::find_if(entries.begin(), entries.end(), isRun); run != entries.end()) {
        if (const Status status = readEvaluation(*run, origin, read.spec); !status)
            read.errors.push_back(status.error());
    }
    for (const YamlEntry& entry : entries) {
        if (isRun(entry))
            continue;
        if (const Status status = readEntry(entry, origin, read.spec); !status)
            read.errors.push_back(status.error());
    }
    return read;
}

Result<RunSpec> parseRunYaml(std::string_view text, std::string_view origin)
{
    ReadRun read = readRunYaml(text, origin);
    if (!read.errors.empty())
        return read.errors.front();
    return std::move(read.spec);
}

ReadRun readRunFile(const std::string& path, Evaluation unsaid)
{
    const Result<std::string> text = readTextFile(path);
    return text ? readRunYaml(text.value(), path, unsaid) : ReadRun{defaultSpec(unsaid), {text.error()}};
}

std::string toYaml(const RunSpec& spec, std::span<const RunField> rows)
{
    std::string yaml = "version: 2\nrun: " + std::string{evaluationName(spec.evaluation)} + "\n";
    for (const RunField& field : rows)
        if (field.isOf(spec.evaluation))
            yaml.append(field.key).append(": ").append(yamlScalar(fieldText(spec, field))).append("\n");
    appendNamedValues("headers", spec.target.headers, "", yaml);
    appendNamedValues("metadata", spec.keep.metadata, "", yaml);
    return yaml;
}

}  // namespace inferometer
