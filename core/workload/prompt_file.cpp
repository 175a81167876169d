// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/prompt_file.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/config/strict_yaml.h"

#include <algorithm>
#include <set>

namespace inferometer {

// Made from prompts/ when the program is built.
extern const std::string_view kBuiltInPrompts;
extern const std::string_view kBuiltInVisionPrompts;

namespace {

constexpr std::string_view kName = "name";
constexpr std::string_view kTemplate = "template";

bool isControl(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }
bool isControlInText(char c) { return isControl(c) && c != '\n' && c != '\r' && c != '\t'; }

Error fault(const Sentence& said, std::string_view key) { return {Errc::InvalidInput, said, key}; }

Status checkName(const std::string& name)
{
    if (trimmed(name).empty())
        return fault(sentence("errors", "A prompt has no name; give it one."), kName);
    if (name.size() > kMostPromptName)
        return fault(sentence("errors", "The name holds %1 bytes, more than the %2 that it may have; shorten it.")
                         .with(name.size(), kMostPromptName),
                     kName);
    if (std::any_of(name.begin(), name.end(), isControl) || toValidUtf8(name) != name)
        return fault(sentence("errors", "The name holds a line break or what is no character; remove it."), kName);
    return {};
}

Status checkText(const std::string& text)
{
    if (trimmed(text).empty())
        return fault(sentence("errors", "A prompt has no text; give it some."), kTemplate);
    if (text.size() > kMostPromptText)
        return fault(sentence("errors", "The text holds %1 bytes, more than the %2 that it may have; shorten it.")
                         .with(text.size(), kMostPromptText),
                     kTemplate);
    const auto control = std::find_if(text.begin(), text.end(), isControlInText);
    if (control != text.end())
        return fault(sentence("errors", "Line %1 of the text holds a control character; remove it.")
                         .with(1 + std::count(text.begin(), control, '\n')),
                     kTemplate);
    if (toValidUtf8(text) != text)
        return fault(sentence("errors", "The text is not valid UTF-8; save it as that."), kTemplate);
    return {};
}

Status readMember(const YamlEntry& entry, std::string_view origin, PromptTemplate& prompt)
{
    if (entry.key != kName && entry.key != kTemplate)
        return yamlError(
            origin, entry.line,
            unknownKeySentence(entry.key,
                               {sentence("errors", R"("%1" is not a field of a prompt; did you mean "%2"?)"),
                                sentence("errors", "\"%1\" is not a field of a prompt; remove it.")},
                               {kName, kTemplate}));
    if (entry.value.kind != YamlNode::Kind::Scalar)
        return yamlError(origin, entry.line,
                         sentence("errors", "Invalid prompt structure: '%1' must be a text.").with(entry.key));
    (entry.key == kName ? prompt.name : prompt.text) = entry.value.text;
    return {};
}

Result<PromptTemplate> readPrompt(const YamlNode& node, std::string_view origin)
{
    PromptTemplate prompt;
    for (const YamlEntry& entry : node.entries) {
        if (const Status status = readMember(entry, origin, prompt); !status)
            return status.error();
    }
    if (trimmed(prompt.name).empty() || trimmed(prompt.text).empty()) {
        return yamlError(
            origin, node.line,
            sentence("errors",
                     "Invalid prompt structure: each prompt must include the fields ['name','template'], both "
                     "with text."),
            "prompts-file");
    }
    if (const std::vector<Error> errors = validatePrompt(prompt); !errors.empty()) {
        return yamlError(origin, node.line,
                         sentence("errors", "Prompt \"%1\": %2").with(shownName(prompt.name), errors.front().said),
                         "prompts-file");
    }
    return prompt;
}

// `names`: those that are taken, of either list.
Result<std::vector<PromptTemplate>> readList(const YamlEntry& entry, std::string_view origin,
                                             std::set<std::string>& names)
{
    if (entry.value.kind != YamlNode::Kind::Sequence || entry.value.items.empty())
        return yamlError(
            origin, entry.line,
            sentence("errors", "%1 must be a list of prompts, each with name and template.").with(entry.key));
    if (entry.value.items.size() > kMostPrompts)
        return yamlError(origin, entry.line,
                         sentence("errors", "%1 holds %2 prompts, more than the %3 that it may have; remove some.")
                             .with(entry.key, entry.value.items.size(), kMostPrompts),
                         "prompts-file");
    std::vector<PromptTemplate> prompts;
    for (const YamlNode& node : entry.value.items) {
        Result<PromptTemplate> prompt = readPrompt(node, origin);
        if (!prompt)
            return prompt.error();
        if (!names.insert(prompt.value().name).second)
            return yamlError(
                origin, node.line,
                sentence("errors", "Two prompts are named \"%1\"; rename one.").with(shownName(prompt.value().name)));
        prompts.push_back(std::move(prompt).value());
    }
    return prompts;
}

// What a block of YAML gives back as it is, and is easier to read than one quoted line.
bool isBlock(std::string_view text)
{
    return text.find('\n') != std::string_view::npos && text.front() != ' ' && text.front() != '\n'
        && !text.ends_with("\n\n") && text.find_first_of("\t\r") == std::string_view::npos
        && visibleLines(text) == text;
}

void appendText(std::string_view text, std::string& yaml)
{
    constexpr std::string_view kIndent = "      ";
    if (!isBlock(text)) {
        yaml.append(yamlScalar(text)).append("\n");
        return;
    }
    yaml.append(text.ends_with('\n') ? "|\n" : "|-\n");
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        yaml.append(line.empty() ? std::string_view{} : kIndent).append(line).append("\n");
        text.remove_prefix(std::min(text.size(), line.size() + 1));
    }
}

void appendPrompt(const PromptTemplate& prompt, std::string& yaml)
{
    yaml.append("  - name: ").append(yamlScalar(prompt.name)).append("\n    template: ");
    appendText(prompt.text, yaml);
}

}  // namespace

std::vector<Error> validatePrompt(const PromptTemplate& prompt)
{
    std::vector<Error> errors;
    for (const Status& status : {checkName(prompt.name), checkText(prompt.text)}) {
        if (!status)
            errors.push_back(status.error());
    }
    return errors;
}

Result<PromptFile> parsePromptFile(std::string_view text, std::string_view origin)
{
    const Result<YamlNode> root = parseStrictYaml(text, origin);
    if (!root)
        return root.error();
    PromptFile file;
    std::set<std::string> names;
    for (const YamlEntry& entry : root.value().entries) {
        if (entry.key != "default_prompt" && entry.key != "multiple_prompts") {
            return yamlError(
                origin, entry.line,
                unknownKeySentence(entry.key,
                                   {sentence("errors", R"("%1" is not a list of prompts; did you mean "%2"?)"),
                                    sentence("errors", "\"%1\" is not a list of prompts; remove it.")},
                                   {"default_prompt", "multiple_prompts"}));
        }
        Result<std::vector<PromptTemplate>> prompts = readList(entry, origin, names);
        if (!prompts)
            return prompts.error();
        if (entry.key == "default_prompt") {
            file.defaultPrompt = prompts.value().front();
            file.spare.assign(prompts.value().begin() + 1, prompts.value().end());
        } else {
            file.multiple = std::move(prompts).value();
        }
    }
    if (file.defaultPrompt.text.empty())
        return yamlError(origin, root.value().line, sentence("errors", "The file has no default_prompt; add one."),
                         "prompts-file");
    return file;
}

Result<PromptFile> loadPromptFile(const std::string& path, bool withImage)
{
    if (path.empty() || path == kBuiltInName)
        return parsePromptFile(withImage ? kBuiltInVisionPrompts : kBuiltInPrompts, "built-in prompts");
    Result<std::string> text = readTextFile(path, kMostPromptFile);
    if (text)
        return parsePromptFile(text.value(), path);
    return text.error().about("prompts-file");
}

std::string toYaml(const PromptFile& file)
{
    std::string yaml = "default_prompt:\n";
    appendPrompt(file.defaultPrompt, yaml);
    for (const PromptTemplate& prompt : file.spare)
        appendPrompt(prompt, yaml);
    if (!file.multiple.empty())
        yaml.append("\nmultiple_prompts:\n");
    for (const PromptTemplate& prompt : file.multiple)
        appendPrompt(prompt, yaml);
    return yaml;
}

}  // namespace inferometer
