// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/body.h"

#include <algorithm>
#include <utility>

namespace inferometer {

namespace {

bool isTwiceIn(const std::string& text, const std::string& standIn)
{
    return text.find(standIn) != text.rfind(standIn);
}

BodyJson streamOptions(const OpenAiWishes& wishes)
{
    BodyJson options = BodyJson::object();
    if (wishes.usage)
        options["include_usage"] = true;
    if (wishes.usage && wishes.runningUsage)
        options["continuous_usage_stats"] = true;
    if (wishes.noObfuscation)
        options["include_obfuscation"] = false;
    return options;
}

// What follows the stand-in; the text keeps what comes before it.
std::string cutBehind(const std::string& standIn, std::string& text)
{
    const std::size_t at = text.find(standIn);
    std::string behind = text.substr(at + standIn.size());
    text.resize(at);
    return behind;
}

}  // namespace

BodyJson objectIn(std::string_view text)
{
    BodyJson json = BodyJson::parse(text, nullptr, false);
    return json.is_object() ? json : BodyJson::object();
}

BodyJson renamedParams(const BodyParts& parts, Renames renames)
{
    BodyJson renamed = BodyJson::object();
    const BodyJson given = objectIn(parts.samplingParams);
    for (const auto& [name, value] : given.items()) {
        const auto* const found = std::find_if(renames.begin(), renames.end(),
                                               [&name = name](const auto& rename) { return rename.first == name; });
        renamed[found == renames.end() ? name : std::string{found->second}] = value;
    }
    return renamed;
}

void addSampling(const BodyParts& parts, std::string_view limitName, const char* promptMember, BodyJson& body)
{
    BodyJson sampling = renamedParams(parts, {{"max_tokens_to_generate", limitName}, {"max_tokens", limitName}});
    sampling.erase(promptMember);
    body.update(sampling);
    mergeExtra(parts, promptMember, body);
}

std::string withHistory(const BodyParts& parts, const StandIns& of)
{
    if (parts.history.empty())
        return of.prompt;
    std::string prompt;
    for (const Message& message : parts.history)
        prompt.append(message.isAnswer ? "Assistant: " : "User: ").append(message.text).append("\n\n");
    return prompt.append("User: ").append(of.prompt).append("\n\nAssistant:");
}

std::string withSystemPrompt(const BodyParts& parts, const StandIns& of)
{
    std::string prompt{parts.systemPrompt};
    return prompt.append(prompt.empty() ? "" : "\n\n").append(withHistory(parts, of));
}

BodyJson conversation(const BodyParts& parts, const StandIns& of, BodyJson (*word)(const Spoken& message))
{
    BodyJson messages = BodyJson::array();
    for (const Message& message : parts.history)
        messages.push_back(word({{message.text, message.image}, message.imageType, message.isAnswer}));
    messages.push_back(word({of, parts.imageType}));
    return messages;
}

BodyJson chatMessages(const BodyParts& parts, const StandIns& of, BodyJson (*word)(const Spoken& message))
{
    BodyJson messages = conversation(parts, of, word);
    if (!parts.systemPrompt.empty())
        messages.insert(messages.begin(), BodyJson{{"role", "system"}, {"content", parts.systemPrompt}});
    return messages;
}

void mergeExtra(const BodyParts& parts, const char* promptMember, BodyJson& body)
{
    BodyJson extra = objectIn(parts.extraBody);
    extra.erase(promptMember);
    if (parts.image)
        extra.erase("images");
    body.merge_patch(extra);
}

BodyTemplate cutAtPrompt(const BodyParts& parts, const std::function<BodyJson(const StandIns& of)>& bodyWith)
{
    for (std::string more;; more += '@') {
        const StandIns of{"@prompt@" + more, parts.image ? "@image@" + more : ""};
        std::string text = bodyWith(of).dump(-1, ' ', false, BodyJson::error_handler_t::replace);
        if (isTwiceIn(text, of.prompt) || (parts.image && isTwiceIn(text, of.image)))
            continue;  // a setting holds the same text
        BodyTemplate body;
        if (parts.image)
            body.tail = cutBehind(of.image, text);
        body.suffix = cutBehind(of.prompt, text);
        body.prefix = std::move(text);
        return body;
    }
}

void addOpenAiSettings(const BodyParts& parts, const char* promptMember, ExactBy exact, BodyJson& body)
{
    const OpenAiWishes& wishes = parts.wishes;
    const std::string_view limit = wishes.completionLimit ? "max_completion_tokens" : "max_tokens";
    body["stream"] = true;
    if (BodyJson options = streamOptions(wishes); !options.empty())
        body["stream_options"] = std::move(options);
    if (wishes.tokenIds)
        body["return_token_ids"] = true;
    if (wishes.progress)
        body["return_progress"] = true;
    body[limit] = parts.outputTokens;
    BodyJson sampling = renamedParams(parts, {{"max_tokens_to_generate", limit}, {"max_tokens", limit}});
    sampling.erase(promptMember);
    body.update(sampling);
    if (parts.exactOutput && exact != ExactBy::None)
        body.emplace("ignore_eos", true);
    if (parts.exactOutput && exact == ExactBy::IgnoreEosAndMinTokens)
        body.emplace("min_tokens", BodyJson(body[limit]));
    mergeExtra(parts, promptMember, body);
}

void addOllamaSettings(const BodyParts& parts, const char* promptMember, BodyJson& body)
{
    body["stream"] = true;
    BodyJson& options = body["options"];
    options["num_predict"] = parts.outputTokens;
    options.update(renamedParams(parts, {{"max_tokens_to_generate", "num_predict"}, {"max_tokens", "num_predict"}}));
    mergeExtra(parts, promptMember, body);
}

}  // namespace inferometer
