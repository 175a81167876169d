// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/prompt_file.h"

#include "core/base/text.h"
#include "core/config/strict_yaml.h"

#include <set>

namespace inferometer {

// Made from prompts/ when the program is built.
extern const std::string_view kBuiltInPrompts;
extern const std::string_view kBuiltInVisionPrompts;

namespace {

Status readMember(const YamlEntry& entry, std::string_view origin, PromptTemplate& prompt)
{
    if (entry.key != "name" && entry.key != "template")
        return yamlError(
            origin, entry.line,
            unknownKeySentence(entry.key,
                               {sentence("errors", R"("%1" is not a field of a prompt; did you mean "%2"?)"),
                                sentence("errors", "\"%1\" is not a field of a prompt; remove it.")},
                               {"name", "template"}));
    if (entry.value.kind != YamlNode::Kind::Scalar)
        return yamlError(origin, entry.line,
                         sentence("errors", "Invalid prompt structure: '%1' must be a text.").with(entry.key));
    (entry.key == "name" ? prompt.name : prompt.text) = entry.value.text;
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
    return prompt;
}

Result<std::vector<PromptTemplate>> readList(const YamlEntry& entry, std::string_view origin)
{
    if (entry.value.kind != YamlNode::Kind::Sequence || entry.value.items.empty())
        return yamlError(
            origin, entry.line,
            sentence("errors", "%1 must be a list of prompts, each with name and template.").with(entry.key));
    std::vector<PromptTemplate> prompts;
    std::set<std::string> names;
    for (const YamlNode& node : entry.value.items) {
        Result<PromptTemplate> prompt = readPrompt(node, origin);
        if (!prompt)
            return prompt.error();
        if (!names.insert(prompt.value().name).second)
            return yamlError(origin, node.line,
                             sentence("errors", "Two prompts are named \"%1\"; rename one.").with(prompt.value().name));
        prompts.push_back(std::move(prompt).value());
    }
    return prompts;
}

}  // namespace

Result<PromptFile> parsePromptFile(std::string_view text, std::string_view origin)
{
    const Result<YamlNode> root = parseStrictYaml(text, origin);
    if (!root)
        return root.error();
    PromptFile file;
    for (const YamlEntry& entry : root.value().entries) {
        if (entry.key != "default_prompt" && entry.key != "multiple_prompts") {
            return yamlError(
                origin, entry.line,
                unknownKeySentence(entry.key,
                                   {sentence("errors", R"("%1" is not a list of prompts; did you mean "%2"?)"),
                                    sentence("errors", "\"%1\" is not a list of prompts; remove it.")},
                                   {"default_prompt", "multiple_prompts"}));
        }
        Result<std::vector<PromptTemplate>> prompts = readList(entry, origin);
        if (!prompts)
            return prompts.error();
        if (entry.key == "default_prompt")
            file.defaultPrompt = prompts.value().front();
        else
            file.multiple = std::move(prompts).value();
    }
    if (file.defaultPrompt.text.empty())
        return yamlError(origin, root.value().line, sentence("errors", "The file has no default_prompt; add one."),
                         "prompts-file");
    return file;
}

Result<PromptFile> loadPromptFile(const std::string& path, bool withImage)
{
    if (path.empty())
        return parsePromptFile(withImage ? kBuiltInVisionPrompts : kBuiltInPrompts, "built-in prompts");
    Result<std::string> text = readTextFile(path);
    if (text)
        return parsePromptFile(text.value(), path);
    return text.error().about("prompts-file");
}

}  // namespace inferometer
