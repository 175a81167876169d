// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/body_setting.h"

#include <nlohmann/json.hpp>

#include <array>
#include <set>
#include <vector>

namespace inferometer {

namespace {

using Json = nlohmann::json;

// nlohmann keeps the last of two equal keys without a word.
class DuplicateFinder
{
public:
    bool operator()(int /*depth*/, Json::parse_event_t event, Json& parsed)
    {
        using Event = Json::parse_event_t;
        if (event == Event::object_start)
            m_keys.emplace_back();
        else if (event == Event::object_end)
            m_keys.pop_back();
        else if (event == Event::key && !m_keys.back().insert(parsed.get<std::string>()).second && m_duplicate.empty())
            m_duplicate = parsed.get<std::string>();
        return true;
    }
    const std::string& duplicate() const { return m_duplicate; }

private:
    std::vector<std::set<std::string>> m_keys;
    std::string m_duplicate;
};

bool never(const Json& /*value*/, std::int64_t /*outputTokens*/) { return false; }
bool orNull(const Json& value, std::int64_t /*outputTokens*/) { return value.is_null(); }
bool asAsked(const Json& value, std::int64_t outputTokens) { return value.is_null() || value == outputTokens; }
// vLLM's continuous_usage_stats stands beside it.
bool withUsage(const Json& value, std::int64_t /*outputTokens*/)
{
    return value.is_null() || (value.is_object() && value.contains("include_usage") && value["include_usage"] == true);
}

// A key that the program sets itself, else what was measured would not be what was asked.
struct OurKey
{
    const char* name;
    bool (*mayBe)(const Json& value, std::int64_t outputTokens);
    const char* instead;
};

constexpr const char* kLength = "give the length of answers as num-output-tokens";
constexpr const char* kExact = "choose exact or cap as output-length";
constexpr const char* kPrompt = "give prompts by prompts-file and system-prompt";

constexpr std::array kOurKeys{
    OurKey{"model", never, "name it as model-names"},
    OurKey{"messages", never, kPrompt},
    OurKey{"prompt", never, kPrompt},
    OurKey{"images", never, "choose multimodal-image-size"},
    OurKey{"stream", never, "every run streams, so remove it"},
    OurKey{"stream_options", withUsage, "keep its \"include_usage\": true, by which tokens are counted"},
    OurKey{"max_tokens", asAsked, kLength},
    OurKey{"max_tokens_to_generate", asAsked, kLength},
    OurKey{"max_completion_tokens", asAsked, kLength},
    OurKey{"num_predict", asAsked, kLength},
    OurKey{"n_predict", asAsked, kLength},
    OurKey{"min_tokens", orNull, kExact},
    OurKey{"ignore_eos", orNull, kExact},
};

Error wrong(std::string_view key, const std::string& rest)
{
    return {Errc::InvalidInput, std::string{key} + " " + rest, std::string{key}};
}

Status checkKeys(std::string_view key, const Json& json, std::int64_t outputTokens)
{
    for (const OurKey& ours : kOurKeys) {
        const auto found = json.find(ours.name);
        if (found == json.end() || ours.mayBe(*found, outputTokens))
            continue;
        const std::string value = found->is_number() || found->is_boolean() ? " to " + found->dump() : std::string{};
        return wrong(key, "may not set \"" + std::string{ours.name} + "\"" + value + "; " + ours.instead + ".");
    }
    return {};
}

}  // namespace

Status checkBodySetting(std::string_view key, const std::string& text, std::int64_t outputTokens)
{
    if (text.empty())
        return {};
    DuplicateFinder duplicates;
    const Json json = Json::parse(text, std::ref(duplicates), false);
    if (json.is_discarded() || !json.is_object())
        return wrong(key, "must be a JSON object such as {\"temperature\": 0}; check quotes and braces.");
    if (!duplicates.duplicate().empty())
        return wrong(key, "has the key \"" + duplicates.duplicate() + "\" twice; remove one.");
    if (Status status = checkKeys(key, json, outputTokens); !status)
        return status;
    // Where Ollama has them.
    const auto options = json.find("options");
    return options != json.end() && options->is_object() ? checkKeys(key, *options, outputTokens) : Status{};
}

}  // namespace inferometer
