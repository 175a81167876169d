// SPDX-License-Identifier: GPL-3.0-or-later
// Reading one event with simdjson's on-demand parser: one pass, members in any order, no tree and no exception.
//
// A value of another type than expected is passed over, not refused: a benchmark must outlive a server's oddities.
// What is passed over is not checked beyond its brackets. Only this folder's .cpp files include it.
#pragma once

#include "core/api/dialect.h"
#include "core/api/padded_buffer.h"

#include <simdjson.h>

#include <string_view>
#include <utility>

namespace inferometer {

namespace ondemand = simdjson::ondemand;
using JsonError = simdjson::error_code;
using simdjson::SUCCESS;

// The member's name as it stands in the text. A name with an escape in it is none of those we look for.
inline std::string_view nameOf(const ondemand::field& member)
{
    const char* start = member.key().raw();
    const char* end = start;
    while (*end != '"')
        ++end;
    return {start, static_cast<std::size_t>(end - start)};
}

// That the value starts as one. The parser would pass over a bracket in its place and, depending on the byte behind the
// event, find the brackets balanced in the end or not.
inline JsonError checkStart(ondemand::value& value) { return value.type().error(); }

// The type its first character tells. REQUIRES: checkStart() found nothing, as eachMember() and eachElement() ensure.
inline ondemand::json_type typeOf(ondemand::value& value) { return value.type().value_unsafe(); }

// Calls `onMember(name, value) -> JsonError` for each member until one fails.
template <typename OnMember>
JsonError eachMember(ondemand::object object, OnMember&& onMember)
{
    for (auto result : object) {
        ondemand::field member;
        if (const JsonError error = std::move(result).get(member))
            return error;
        if (const JsonError error = checkStart(member.value()))
            return error;
        if (const JsonError error = onMember(nameOf(member), member.value()))
            return error;
    }
    return SUCCESS;
}

// The same, when the value is an object.
template <typename OnMember>
JsonError eachMember(ondemand::value& value, OnMember&& onMember)
{
    if (typeOf(value) != ondemand::json_type::object)
        return SUCCESS;
    ondemand::object object;
    const JsonError error = value.get_object().get(object);
    return error ? error : eachMember(object, std::forward<OnMember>(onMember));
}

// Calls `onElement(value) -> JsonError` for each element, when the value is an array.
template <typename OnElement>
JsonError eachElement(ondemand::value& value, OnElement&& onElement)
{
    if (typeOf(value) != ondemand::json_type::array)
        return SUCCESS;
    ondemand::array array;
    if (const JsonError error = value.get_array().get(array))
        return error;
    for (auto result : array) {
        ondemand::value element;
        if (const JsonError elementError = result.get(element))
            return elementError;
        if (const JsonError elementError = checkStart(element))
            return elementError;
        if (const JsonError elementError = onElement(element))
            return elementError;
    }
    return SUCCESS;
}

// The number of elements; -1 when the value is no array.
JsonError countOf(ondemand::value& value, std::int32_t& count);

// The decoded text; empty when the value is no string. The view is valid until the parser's next event.
JsonError textOf(ondemand::value& value, std::string_view& text);

// The number; NaN when the value is none.
JsonError numberOf(ondemand::value& value, double& number);

bool isBlank(std::string_view text);

// A count as the records keep it: -1 for what is none.
std::int32_t asCount(double number);

// The parser with its memory. One per decoder.
class JsonEvent
{
public:
    // Reads one object that fills the whole event. REQUIRES: kEventPadding readable bytes behind it.
    template <typename OnMember>
    JsonError read(std::string_view event, OnMember&& onMember)
    {
        ondemand::document document;
        if (const JsonError error = open(event, document))
            return error;
        ondemand::object root;
        if (const JsonError error = document.get_object().get(root))
            return error;
        if (const JsonError error = eachMember(root, std::forward<OnMember>(onMember)))
            return error;
        return document.current_location().error() == simdjson::OUT_OF_BOUNDS ? SUCCESS : simdjson::TAPE_ERROR;
    }

private:
    JsonError open(std::string_view event, ondemand::document& document);
    std::string_view withLineEnd(std::string_view event);

    ondemand::parser m_parser;
    PaddedBuffer m_copy;
};

}  // namespace inferometer
