// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/stream_error.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace inferometer {

namespace {

constexpr int kMaxDepth = 4;

constexpr std::array<std::string_view, 11> kTextNames{
    "message",           "msg",        "detail",        "details", "error_msg", "errorMessage", "errorMessages",
    "error_description", "status_msg", "error_message", "errors"};
constexpr std::array<std::string_view, 8> kCodeNames{"code",      "status_code", "statusCode", "error_code",
                                                     "errorCode", "__type",      "errorType",  "error_type"};

template <typename Names>
bool isOneOf(const Names& names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool namesKind(std::string_view name) { return name == "type" || name == "code" || name == "status"; }

bool soundsBad(std::string_view word) { return finishKindOf(word, FinishWords::OpenAi) == FinishKind::Bad; }

// The text of a value: a string, or what stands under a telling name in an object or in the first element of a list.
JsonError tellingText(ondemand::value& value, std::string_view& text, int depth = 0)
{
    if (depth == kMaxDepth || !text.empty())
        return SUCCESS;
    if (typeOf(value) == ondemand::json_type::array)
        return eachElement(value, [&](ondemand::value& element) { return tellingText(element, text, depth + 1); });
    if (typeOf(value) != ondemand::json_type::object)
        return textOf(value, text);
    return eachMember(value, [&](std::string_view name, ondemand::value& member) {
        const bool tells = isOneOf(kTextNames, name) || name == "error";
        return tells ? tellingText(member, text, depth + 1) : SUCCESS;
    });
}

// The message; without one, what names the kind of error.
JsonError readErrorObject(ondemand::value& value, EventFacts& facts)
{
    std::string_view kind;
    std::string_view other;
    const JsonError error = eachMember(value, [&](std::string_view name, ondemand::value& member) {
        facts.error = true;
        if (name == "message" && typeOf(member) == ondemand::json_type::string)
            return textOf(member, facts.errorText);
        if (isOneOf(kTextNames, name) || name == "error")
            return tellingText(member, other);
        if (!namesKind(name) || !kind.empty())
            return SUCCESS;
        const std::string_view raw = trimmed(member.raw_json_token());
        const JsonError textError = textOf(member, kind);
        if (kind.empty() && raw != "null" && raw != R"("")")
            kind = raw;
        return textError;
    });
    if (facts.errorText.empty())
        facts.errorText = other.empty() ? kind : other;
    return error;
}

// What an event without choices says of a fault.
struct BareError
{
    bool isFault = false;
    std::string_view text;
    std::string_view code;

    JsonError read(std::string_view name, ondemand::value& value)
    {
        if (isOneOf(kTextNames, name)) {
            isFault |= name == "detail" || name == "errors";
            return tellingText(value, text);
        }
        if (name == "base_resp")
            return eachMember(value, [this](std::string_view inner, ondemand::value& member) {
                return inner == "base_resp" ? SUCCESS : read(inner, member);
            });
        if (isOneOf(kCodeNames, name))
            return readCode(value);
        if (name == "error" || name == "success") {
            isFault |= trimmed(value.raw_json_token()) == (name == "error" ? "true" : "false");
            return SUCCESS;
        }
        if (name != "object" && name != "type" && name != "status" && name != "event")
            return SUCCESS;
        if (name == "status" && typeOf(value) == ondemand::json_type::number)
            return readCode(value);
        std::string_view word;
        const JsonError error = textOf(value, word);
        isFault |= soundsBad(word);
        return error;
    }

private:
    JsonError readCode(ondemand::value& value)
    {
        constexpr std::array<std::string_view, 5> kFine{"ok", "OK", "success", "0", "200"};
        double number = 0;
        if (typeOf(value) == ondemand::json_type::number) {
            const std::string_view raw = trimmed(value.raw_json_token());
            const JsonError error = numberOf(value, number);
            if (number != 0 && !(number >= 200 && number < 300)) {
                isFault = true;
                code = raw;
            }
            return error;
        }
        std::string_view word;
        const JsonError error = textOf(value, word);
        if (!word.empty() && !isOneOf(kFine, word)) {
            isFault = true;
            code = word;
        }
        return error;
    }
};

}  // namespace

JsonError readError(ondemand::value& value, EventFacts& facts)
{
    if (typeOf(value) == ondemand::json_type::object)
        return readErrorObject(value, facts);
    std::string_view text;
    const JsonError error = tellingText(value, text);
    if (!text.empty()) {
        facts.error = true;
        facts.errorText = text;
    }
    return error;
}

JsonError readBareError(JsonEvent& json, std::string_view event, EventFacts& facts)
{
    BareError bare;
    const JsonError error
        = json.read(event, [&](std::string_view name, ondemand::value& value) { return bare.read(name, value); });
    facts.error = bare.isFault && !(bare.text.empty() && bare.code.empty());
    if (facts.error)
        facts.errorText = bare.text.empty() ? bare.code : bare.text;
    return error;
}

}  // namespace inferometer
