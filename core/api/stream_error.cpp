// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/stream_error.h"

#include "core/base/text.h"

namespace inferometer {

namespace {

bool namesKind(std::string_view name) { return name == "type" || name == "code" || name == "status"; }

// The message; without one, what names the kind of error.
JsonError readErrorObject(ondemand::value& value, EventFacts& facts)
{
    std::string_view kind;
    const JsonError error = eachMember(value, [&](std::string_view name, ondemand::value& member) {
        facts.error = true;
        if (name == "message")
            return textOf(member, facts.errorText);
        if (!namesKind(name) || !kind.empty())
            return SUCCESS;
        const std::string_view raw = trimmed(member.raw_json_token());
        const JsonError textError = textOf(member, kind);
        if (kind.empty() && raw != "null" && raw != R"("")")
            kind = raw;
        return textError;
    });
    if (facts.errorText.empty())
        facts.errorText = kind;
    return error;
}

}  // namespace

JsonError readError(ondemand::value& value, EventFacts& facts)
{
    if (typeOf(value) == ondemand::json_type::object)
        return readErrorObject(value, facts);
    std::string_view text;
    const JsonError error = textOf(value, text);
    if (!text.empty()) {
        facts.error = true;
        facts.errorText = text;
    }
    return error;
}

}  // namespace inferometer
