// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/body.h"

#include <utility>

namespace inferometer {

namespace {

bool isTwiceIn(const std::string& text, const std::string& standIn)
{
    return text.find(standIn) != text.rfind(standIn);
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

BodyJson samplingParams(const BodyParts& parts, const char* outputTokensName)
{
    BodyJson renamed = BodyJson::object();
    const BodyJson given = objectIn(parts.samplingParams);
    for (const auto& [name, value] : given.items())
        renamed[name == "max_tokens_to_generate" ? outputTokensName : name] = value;
    return renamed;
}

BodyJson chatMessages(const BodyParts& parts, const BodyJson& user)
{
    BodyJson messages = BodyJson::array();
    if (!parts.systemPrompt.empty())
        messages.push_back({{"role", "system"}, {"content", parts.systemPrompt}});
    messages.push_back(user);
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

void addOpenAiSettings(const BodyParts& parts, const char* promptMember, BodyJson& body)
{
    body["stream"] = true;
    body["stream_options"] = {{"include_usage", true}};
    body["max_tokens"] = parts.outputTokens;
    BodyJson sampling = samplingParams(parts, "max_tokens");
    sampling.erase(promptMember);
    body.update(sampling);
    if (parts.exactOutput) {
        body.emplace("ignore_eos", true);
        body.emplace("min_tokens", BodyJson(body["max_tokens"]));
    }
    mergeExtra(parts, promptMember, body);
}

void addOllamaSettings(const BodyParts& parts, const char* promptMember, BodyJson& body)
{
    body["stream"] = true;
    BodyJson& options = body["options"];
    options["num_predict"] = parts.outputTokens;
    BodyJson sampling = samplingParams(parts, "num_predict");
    if (const auto named = sampling.find("max_tokens"); named != sampling.end()) {
        sampling["num_predict"] = BodyJson(*named);
        sampling.erase("max_tokens");
    }
    options.update(sampling);
    mergeExtra(parts, promptMember, body);
}

}  // namespace inferometer
