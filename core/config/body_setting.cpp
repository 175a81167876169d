// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/body_setting.h"

#include "core/base/foreign_json.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/config/secret_names.h"

#include <nlohmann/json.hpp>

#include <array>

namespace inferometer {

namespace {

using Json = nlohmann::json;

// Of every answer; nothing where the lengths are drawn.
using OutputTokens = std::optional<std::int64_t>;

bool never(const Json& /*value*/, const OutputTokens& /*asked*/) { return false; }
bool orNull(const Json& value, const OutputTokens& /*asked*/) { return value.is_null(); }
bool asAsked(const Json& value, const OutputTokens& asked) { return asked && (value.is_null() || value == *asked); }
// vLLM's continuous_usage_stats stands beside it.
bool withUsage(const Json& value, const OutputTokens& /*asked*/)
{
    return value.is_null() || (value.is_object() && value.contains("include_usage") && value["include_usage"] == true);
}

// The setting at %1, the key (and its value) at %2, what else to use at %3 and %4.
Sentence nameModel() { return sentence("errors", "%1 may not set %2; name it as %3."); }
Sentence giveLength() { return sentence("errors", "%1 may not set %2; give the length of answers as %3."); }
Sentence lengthsAreDrawn()
{
    return sentence("errors", "%1 may not set %2, for the length of each answer is drawn; remove it.");
}
Sentence chooseExact() { return sentence("errors", "%1 may not set %2; choose exact or cap as %3."); }
Sentence givePrompts() { return sentence("errors", "%1 may not set %2; give prompts by %3 and %4."); }
Sentence chooseImage() { return sentence("errors", "%1 may not set %2; choose %3."); }
Sentence alwaysStreams() { return sentence("errors", "%1 may not set %2; every run streams, so remove it."); }
Sentence keepUsage()
{
    return sentence("errors", "%1 may not set %2; keep its \"include_usage\": true, by which tokens are counted.");
}

// A key that the program sets itself, else what was measured would not be what was asked.
struct OurKey
{
    const char* name;
    bool (*mayBe)(const Json& value, const OutputTokens& asked);
    Sentence (*instead)();
    std::string_view setting{};
    std::string_view other{};
};

constexpr std::string_view kLength = "num-output-tokens";
constexpr std::string_view kExact = "output-length";

// Where dialects have them, beside the top: Ollama, TGI, SGLang, Gemini, SambaStudio.
constexpr std::array<const char*, 5> kHolders{"options", "parameters", "sampling_params", "generationConfig", "params"};

constexpr std::array kOurKeys{
    OurKey{"model", never, nameModel, "model-names"},
    OurKey{"messages", never, givePrompts, "prompts-file", "system-prompt"},
    OurKey{"prompt", never, givePrompts, "prompts-file", "system-prompt"},
    OurKey{"images", never, chooseImage, "multimodal-image-size"},
    OurKey{"stream", never, alwaysStreams},
    OurKey{"stream_options", withUsage, keepUsage},
    OurKey{"max_tokens", asAsked, giveLength, kLength},
    OurKey{"max_tokens_to_generate", asAsked, giveLength, kLength},
    OurKey{"max_completion_tokens", asAsked, giveLength, kLength},
    OurKey{"max_output_tokens", asAsked, giveLength, kLength},
    OurKey{"maxOutputTokens", asAsked, giveLength, kLength},
    OurKey{"max_new_tokens", asAsked, giveLength, kLength},
    OurKey{"num_predict", asAsked, giveLength, kLength},
    OurKey{"n_predict", asAsked, giveLength, kLength},
    OurKey{"min_tokens", orNull, chooseExact, kExact},
    OurKey{"ignore_eos", orNull, chooseExact, kExact},
};

// `"max_tokens" to 7`
Sentence assignment(const OurKey& ours, const Json& value)
{
    if (value.is_number() || value.is_boolean())
        return sentence("errors", "\"%1\" to %2").with(ours.name, value.dump());
    return sentence("errors", "\"%1\"").with(ours.name);
}

Status checkKeys(std::string_view key, const Json& json, const OutputTokens& asked)
{
    for (const OurKey& ours : kOurKeys) {
        const auto found = json.find(ours.name);
        if (found == json.end() || ours.mayBe(*found, asked))
            continue;
        const bool drawn = ours.mayBe == asAsked && !asked;
        return Error{Errc::InvalidInput,
                     (drawn ? lengthsAreDrawn() : ours.instead())
                         .with(Figure::setting(key), assignment(ours, *found), Figure::setting(ours.setting),
                               Figure::setting(ours.other)),
                     key};
    }
    return {};
}

// Calls `visit` with every text and the name that it stands under; an error of it ends the walk.
template <typename AnyJson, typename Visit>
Status eachText(AnyJson& json, const std::string& name, const Visit& visit)
{
    if (json.is_string())
        return visit(name, json);
    Status status;
    if (json.is_object()) {
        for (auto member = json.begin(); status && member != json.end(); ++member)
            status = eachText(member.value(), member.key(), visit);
    } else if (json.is_array()) {
        for (auto item = json.begin(); status && item != json.end(); ++item)
            status = eachText(*item, name, visit);
    }
    return status;
}

// The setting stands at %1 of the pattern, a member's name at %2.
Error memberError(std::string_view key, const Sentence& pattern, const std::string& member)
{
    return {Errc::InvalidInput, pattern.with(Figure::setting(key), shownName(member)), key};
}

Status checkSecrets(std::string_view key, const Json& json)
{
    return eachText(json, "", [key](const std::string& name, const Json& text) -> Status {
        const auto& value = text.get_ref<const std::string&>();
        if (holdsPlainSecret(name, value))
            return memberError(
                key,
                sentence("errors",
                         "%1 may not hold \"%2\" in plain text; write ${NAME} as its value to take it from an "
                         "environment variable when a request is sent."),
                name);
        return {};
    });
}

}  // namespace

Result<std::string> expandBodySetting(std::string_view key, const std::string& text, const VariableLookup& lookup)
{
    if (text.find("${") == std::string::npos)
        return text;
    auto json = parseForeignJson<nlohmann::ordered_json>(text);
    bool changed = false;
    const Status status = eachText(json, "", [&](const std::string& name, auto& member) -> Status {
        auto& value = member.template get_ref<std::string&>();
        if (!namesSecret(name) || value.find("${") == std::string::npos)
            return {};
        Result<std::string> expanded = expandVariables(value, lookup, key);
        if (!expanded)
            return expanded.error();
        value = toValidUtf8(expanded.value());
        changed = true;
        return {};
    });
    if (!status)
        return status.error();
    return changed ? json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) : text;
}

Status checkBodySetting(std::string_view key, const std::string& text, std::optional<std::int64_t> outputTokens)
{
    if (text.empty())
        return {};
    if (nestsDeeperThan(text, kForeignDepth))
        return Error{Errc::InvalidInput,
                     sentence("errors", "%1 nests more than %2 deep, which no request needs; write it flatter.")
                         .with(Figure::setting(key), kForeignDepth),
                     key};
    if (hasTooManyMembers(text))
        return Error{Errc::InvalidInput,
                     sentence("errors", "%1 has more members than any request needs; %2 in one object is the most.")
                         .with(Figure::setting(key), Figure::number(static_cast<double>(kForeignMembers))),
                     key};
    const auto ordered = nlohmann::ordered_json::parse(text, nullptr, false);
    const Json json = ordered;
    if (!json.is_object())
        return Error{
            Errc::InvalidInput,
            sentence("errors", "%1 must be a JSON object such as {\"temperature\": 0}; check quotes and braces.")
                .with(Figure::setting(key)),
            key};
    if (const std::string twice = keyGivenTwice(text, ordered); !twice.empty())
        return Error{
            Errc::InvalidInput,
            sentence("errors", "%1 has the key \"%2\" twice; remove one.").with(Figure::setting(key), shownName(twice)),
            key};
    if (Status status = checkKeys(key, json, outputTokens); !status)
        return status;
    if (Status status = checkSecrets(key, json); !status)
        return status;
    for (const char* holder : kHolders) {
        const auto held = json.find(holder);
        if (held == json.end() || !held->is_object())
            continue;
        if (Status status = checkKeys(key, *held, outputTokens); !status)
            return status;
    }
    return {};
}

}  // namespace inferometer
