// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/endpoints.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/config/field_text.h"
#include "core/config/spec_yaml.h"
#include "core/config/user_file.h"

#include <algorithm>
#include <array>
#include <set>

namespace inferometer {

namespace {

constexpr std::string_view kName = "name";
constexpr std::string_view kKeyring = "api-key-keyring";

// The rows of a run that an entry shares: the endpoint's, but for the one that names an entry.
bool isEntryField(const RunField& field) { return field.group == "Endpoint" && field.key != "endpoint"; }

std::vector<std::string_view> knownKeys()
{
    std::vector<std::string_view> keys{kName, kKeyring, "headers"};
    for (const RunField& field : runFields()) {
        if (isEntryField(field))
            keys.push_back(field.key);
    }
    return keys;
}

Status readEntryKey(const YamlEntry& entry, std::string_view origin, RunSpec& spec)
{
    const RunField* field = entry.key == kName ? findRunField("endpoint") : findRunField(entry.key);
    if (entry.key == "headers")
        return readNamedValues(entry, origin, spec.target.headers);
    if (entry.key == kKeyring && entry.value.kind == YamlNode::Kind::Scalar) {
        spec.target.apiKeyKeyring = entry.value.text;
        return {};
    }
    if (field != nullptr && (entry.key == kName || isEntryField(*field)))
        return readField(entry, origin, *field, spec);
    const UnknownKey unknown{sentence("errors", R"("%1" is not a setting of an endpoint; did you mean "%2"?)"),
                             sentence("errors", "\"%1\" is not a setting of an endpoint; remove it.")};
    return yamlError(origin, entry.line, unknownKeySentence(entry.key, unknown, knownKeys()), entry.key);
}

Result<EndpointEntry> readEndpoint(const YamlNode& node, std::string_view origin)
{
    if (node.kind != YamlNode::Kind::Map)
        return yamlError(origin, node.line,
                         sentence("errors", "Each endpoint must be a map that begins with `- name: ...`."));
    RunSpec spec;
    for (const YamlEntry& entry : node.entries) {
        if (const Status status = readEntryKey(entry, origin, spec); !status)
            return status.error();
    }
    EndpointEntry entry = endpointOf(spec, spec.endpoint);
    if (const std::vector<Error> errors = validateEndpoint(entry); !errors.empty()) {
        const Sentence& said = errors.front().said;
        return yamlError(
            origin, node.line,
            entry.name.empty() ? said : sentence("errors", "Endpoint \"%1\": %2").with(shownName(entry.name), said),
            errors.front().field);
    }
    return entry;
}

}  // namespace

std::string endpointsPath(const std::string& folder) { return folder + "/endpoints.yaml"; }

Result<std::vector<EndpointEntry>> parseEndpoints(std::string_view text, std::string_view origin)
{
    const Result<YamlNode> root = parseStrictYaml(text, origin);
    if (!root)
        return root.error();
    if (root.value().kind == YamlNode::Kind::Null)
        return std::vector<EndpointEntry>{};
    if (root.value().kind != YamlNode::Kind::Sequence)
        return yamlError(origin, root.value().line,
                         sentence("errors", "The file must be a list of endpoints, each `- name: ...`."));
    std::vector<EndpointEntry> entries;
    std::set<std::string> names;
    for (const YamlNode& node : root.value().items) {
        Result<EndpointEntry> entry = readEndpoint(node, origin);
        if (!entry)
            return entry.error();
        if (!names.insert(entry.value().name).second)
            return yamlError(
                origin, node.line,
                sentence("errors", "Two endpoints are named \"%1\"; rename one.").with(shownName(entry.value().name)));
        entries.push_back(std::move(entry).value());
    }
    return entries;
}

Result<std::vector<EndpointEntry>> loadEndpoints(const std::string& folder)
{
    const std::string path = endpointsPath(folder);
    const Result<std::string> text = readTextFile(path);
    if (text)
        return parseEndpoints(text.value(), path);
    if (text.error().code == Errc::NotFound)
        return std::vector<EndpointEntry>{};
    return text.error();
}

std::vector<Error> validateEndpoint(const EndpointEntry& entry)
{
    std::vector<Error> errors;
    if (trimmed(entry.name).empty())
        errors.emplace_back(Errc::InvalidInput, sentence("errors", "An endpoint has no name; give it one."), kName);
    else if (trimmed(entry.name) != entry.name)
        errors.emplace_back(Errc::InvalidInput, sentence("errors", "The name begins or ends with a blank; remove it."),
                            kName);
    if (!entry.target.apiKeyEnv.empty() && !entry.target.apiKeyKeyring.empty()) {
        errors.emplace_back(Errc::InvalidInput,
                            sentence("errors", "The key is in one place only: remove %1 or %2.")
                                .with(Figure::setting("api-key-env"), Figure::setting(kKeyring)),
                            "api-key-env");
    }
    if (entry.target.baseUrl.empty())
        errors.emplace_back(
            Errc::InvalidInput,
            sentence("errors", "%1 is empty; give the address of the endpoint.").with(Figure::setting("base-url")),
            "base-url");
    RunSpec spec;
    applyEndpoint(spec, entry);
    for (Error& error : validateAll(spec))
        errors.push_back(std::move(error));
    return errors;
}

std::string toYaml(const std::vector<EndpointEntry>& entries)
{
    std::string yaml;
    for (const EndpointEntry& entry : entries) {
        RunSpec spec;
        applyEndpoint(spec, entry);
        yaml.append("- name: ").append(yamlScalar(entry.name)).append("\n");
        for (const RunField& field : runFields()) {
            const std::string text = fieldText(spec, field);
            if (isEntryField(field) && !text.empty())
                yaml.append("  ").append(field.key).append(": ").append(yamlScalar(text)).append("\n");
        }
        if (!entry.target.apiKeyKeyring.empty())
            yaml.append("  ").append(kKeyring).append(": ").append(yamlScalar(entry.target.apiKeyKeyring)).append("\n");
        appendNamedValues("headers", entry.target.headers, "  ", yaml);
    }
    return yaml;
}

Status saveEndpoints(const std::string& folder, const std::vector<EndpointEntry>& entries)
{
    const std::string yaml = toYaml(entries);
    // What cannot be read back must not replace what could.
    if (const auto readBack = parseEndpoints(yaml, "endpoints.yaml"); !readBack)
        return readBack.error();
    return replaceUserFile(endpointsPath(folder), yaml);
}

Status changeEndpoints(const std::string& folder, const EndpointChange& change)
{
    Result<std::vector<EndpointEntry>> entries = loadEndpoints(folder);
    if (!entries)
        return entries.error();
    if (const Status changed = change(entries.value()); !changed)
        return changed.error();
    return saveEndpoints(folder, entries.value());
}

Status putEndpoint(std::vector<EndpointEntry>& entries, std::string_view replaced, EndpointEntry entry)
{
    const auto at = [&entries](std::string_view name) {
        return std::find_if(entries.begin(), entries.end(),
                            [name](const EndpointEntry& one) { return one.name == name; });
    };
    const auto place = at(replaced);
    if (const auto other = at(entry.name); other != entries.end() && other != place) {
        return Error{Errc::InvalidInput,
                     sentence("errors", "Another endpoint is named \"%1\"; choose another name.").with(entry.name),
                     kName};
    }
    if (place == entries.end())
        entries.push_back(std::move(entry));
    else
        *place = std::move(entry);
    return {};
}

std::string freeName(const std::string& name, const std::vector<std::string>& taken, char between)
{
    std::string free = name;
    for (int number = 2; std::find(taken.begin(), taken.end(), free) != taken.end(); ++number)
        free = name + between + std::to_string(number);
    return free;
}

Result<EndpointEntry> findEndpoint(const std::vector<EndpointEntry>& entries, std::string_view name)
{
    std::vector<std::string_view> names;
    std::string list;
    for (const EndpointEntry& entry : entries) {
        if (entry.name == name)
            return entry;
        names.emplace_back(entry.name);
        list += (list.empty() ? "" : ", ") + entry.name;
    }
    Sentence pattern = list.empty()
        ? sentence("errors", "There is no endpoint \"%1\" in endpoints.yaml; it has none: give %4 instead.")
        : sentence("errors", "There is no endpoint \"%1\" in endpoints.yaml; it has %3.");
    const std::string_view nearest = nearestWord(name, names).value_or(std::string_view{});
    if (!nearest.empty())
        pattern = sentence("errors", R"(There is no endpoint "%1" in endpoints.yaml; did you mean "%2"?)");
    return Error{Errc::NotFound, pattern.with(name, nearest, list, Figure::flag("base-url")), "endpoint"};
}

void applyEndpoint(RunSpec& spec, const EndpointEntry& entry)
{
    const std::string asked = spec.target.modelNames;
    spec.endpoint = entry.name;
    spec.target = entry.target;
    if (spec.target.modelNames.empty())
        spec.target.modelNames = asked;
}

Result<RunSpec> resolveEndpoint(RunSpec spec, const std::string& folder)
{
    if (spec.endpoint.empty())
        return spec;
    const Result<std::vector<EndpointEntry>> entries = loadEndpoints(folder);
    if (!entries)
        return entries.error();
    const Result<EndpointEntry> entry = findEndpoint(entries.value(), spec.endpoint);
    if (!entry)
        return entry.error();
    applyEndpoint(spec, entry.value());
    spec.endpoint.clear();
    return spec;
}

EndpointEntry endpointOf(const RunSpec& spec, const std::string& name) { return {name, spec.target}; }

}  // namespace inferometer
