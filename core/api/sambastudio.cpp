// SPDX-License-Identifier: GPL-3.0-or-later
// SambaStudio as the SambaNova AI Starter Kit's benchmark asks it. The address says the form: chat completions, or the
// generic API in its versions 1 and 2, whose answers are JSON lines.
#include "core/api/body.h"
#include "core/api/dialect_parts.h"
#include "core/api/json_decoder.h"
#include "core/base/sentence.h"

namespace inferometer {

namespace {

// A setting as version 1 takes it: {"type": "int", "value": "50"}, in Python's words.
BodyJson typedParam(const BodyJson& value)
{
    if (value.is_boolean())
        return {{"type", "bool"}, {"value", value.get<bool>() ? "True" : "False"}};
    if (value.is_string())
        return {{"type", "str"}, {"value", value}};
    const char* type = value.is_number_integer() ? "int" : value.is_number() ? "float" : "list";
    return {{"type", type}, {"value", value.dump()}};
}

// A model of a bundle is chosen by the part of its name behind the last slash.
BodyJson genericParams(const BodyParts& parts)
{
    BodyJson params{{"max_tokens_to_generate", parts.outputTokens}};
    params.update(renamedParams(parts, {{"max_tokens", "max_tokens_to_generate"}}));
    if (parts.model.find("Bundle") == std::string_view::npos)
        return params;
    params["select_expert"] = parts.model.substr(parts.model.rfind('/') + 1);
    params["process_prompt"] = false;
    params["top_k"] = 1;
    return params;
}

BodyTemplate bodyOfVersion1(const BodyParts& parts)
{
    return cutAtPrompt(parts, [&](const StandIns& of) {
        BodyJson body{{"instance", withSystemPrompt(parts, of)}};
        BodyJson& typed = body["params"];
        const BodyJson params = genericParams(parts);
        for (const auto& [name, value] : params.items())
            typed[name] = typedParam(value);
        mergeExtra(parts, "instance", body);
        return body;
    });
}

BodyTemplate bodyOfVersion2(const BodyParts& parts)
{
    return cutAtPrompt(parts, [&](const StandIns& of) {
        const BodyJson item{{"id", "item1"}, {"value", withSystemPrompt(parts, of)}};
        BodyJson body{{"items", BodyJson::array({item})}, {"params", genericParams(parts)}};
        mergeExtra(parts, "items", body);
        return body;
    });
}

// {"result": {"responses": [{...}]}}, or in version 2 {"result": {"items": [{"value": {...}}]}}.
class GenericDecoder final : public JsonDecoder<GenericDecoder>
{
    friend JsonDecoder;
    static constexpr bool kHasDone = false;

    void begin() { m_token = m_whole = {}; }

    JsonError readMember(std::string_view name, ondemand::value& value, EventFacts& facts)
    {
        const auto onField
            = [&](std::string_view field, ondemand::value& member) { return readField(field, member, facts); };
        if (name != "result")
            return name == "error" ? readError(value, facts) : SUCCESS;
        return eachMember(value, [&](std::string_view list, ondemand::value& elements) {
            if (list != "responses" && list != "items")
                return SUCCESS;
            return eachElement(elements, [&](ondemand::value& element) {
                return eachMember(element, [&](std::string_view field, ondemand::value& member) {
                    return field == "value" ? eachMember(member, onField) : onField(field, member);
                });
            });
        });
    }

    JsonError readField(std::string_view name, ondemand::value& value, EventFacts& facts)
    {
        if (name == "stream_token")
            return textOf(value, m_token);
        if (name == "completion")
            return textOf(value, m_whole);
        if (name == "is_last_response") {
            m_known = true;
            facts.endMark = isTrue(value);
            facts.finished |= facts.endMark;
        }
        return name == "stop_reason" ? readFinish(value, facts) : m_usage.readNumber(name, value);
    }

    // The last line has the whole answer instead of a token.
    void settle(EventFacts& facts)
    {
        const bool isWhole = facts.endMark && !m_whole.empty();
        m_payload.add(ChunkKind::Content, isWhole ? m_whole : m_token);
        JsonDecoder::settle(facts);
        facts.repeats = isWhole;
    }

    std::string_view m_token;
    std::string_view m_whole;
};

Dialect genericForm(const Dialect& row, std::string_view label, BodyTemplate (*body)(const BodyParts&))
{
    Dialect form = row;
    form.label = label;
    form.framing = Framing::JsonLines;
    form.key = {"key", ""};
    form.finishName = "stop_reason";
    form.endMarks = "is_last_response:true";
    form.takesImages = form.takesMessages = false;
    form.wishes = kNoWishes;
    form.body = body;
    form.makeDecoder = [] { return std::unique_ptr<EventDecoder>{std::make_unique<GenericDecoder>()}; };
    return form;
}

bool holds(const Url& url, std::string_view part) { return url.path.find(part) != std::string::npos; }

}  // namespace

BodyTemplate sambaStudioBody(const BodyParts& parts) { return chatCompletionsBody(parts, ExactBy::None); }

Result<DialectAt> sambaStudioAt(const Dialect& row, const Url& base)
{
    static const Dialect kVersion1 = genericForm(row, "SambaStudio generic v1", bodyOfVersion1);
    static const Dialect kVersion2 = genericForm(row, "SambaStudio generic v2", bodyOfVersion2);
    constexpr std::string_view kGeneric = "generic";
    if (holds(base, "chat/completions"))
        return DialectAt{&row, base};
    DialectAt found{holds(base, "/api/v2") ? &kVersion2 : &kVersion1, base};
    std::string& path = found.url.path;
    if (holds(base, "stream"))
        return found;
    if (!holds(base, kGeneric))
        return Error{Errc::InvalidInput,
                     sentence("errors",
                              "%1 must hold chat/completions, generic or stream with %2; give the whole address of the "
                              "endpoint as SambaStudio shows it, or export it as %3.")
                         .with(Figure::setting("base-url"), row.id, row.variables.url),
                     "base-url"};
    for (std::size_t at = path.find(kGeneric); at != std::string::npos; at = path.find(kGeneric, at)) {
        at += kGeneric.size();
        path.insert(at, "/stream");
    }
    return found;
}

}  // namespace inferometer
