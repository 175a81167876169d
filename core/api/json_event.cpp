// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/json_event.h"

#include <algorithm>
#include <limits>

namespace inferometer {

namespace {

constexpr std::size_t kFirstCapacity = 4096;

// A token may end between the halves of a surrogate pair (a server that cuts UTF-16 strings): legal JSON, no legal
// text.
bool hasSurrogate(std::string_view raw)
{
    return raw.find("\\ud") != std::string_view::npos || raw.find("\\uD") != std::string_view::npos;
}

}  // namespace

JsonError JsonEvent::open(std::string_view event, ondemand::document& document)
{
    static_assert(kEventPadding >= simdjson::SIMDJSON_PADDING);
    event = withLineEnd(event);
    if (event.size() > m_parser.capacity()) {
        const std::size_t capacity = std::max({kFirstCapacity, 2 * m_parser.capacity(), event.size()});
        if (const JsonError error = m_parser.allocate(capacity))
            return error;
    }
    return m_parser.iterate(event.data(), event.size(), event.size() + kEventPadding).get(document);
}

// Where brackets do not match, the parser looks at the byte behind the event: it must not decide, and a line end does
// not. Nearly all events have one there.
std::string_view JsonEvent::withLineEnd(std::string_view event)
{
    const char* const behind = event.data() + event.size();
    if (*behind == '\n' || *behind == '\r')
        return event;
    m_copy.clear();
    m_copy.append(event);
    return m_copy.view();
}

JsonError countOf(ondemand::value& value, std::int32_t& count)
{
    std::int32_t seen = 0;
    if (typeOf(value) != ondemand::json_type::array)
        return SUCCESS;
    const JsonError error = eachElement(value, [&](ondemand::value&) {
        ++seen;
        return SUCCESS;
    });
    count = seen;
    return error;
}

JsonError textOf(ondemand::value& value, std::string_view& text)
{
    text = {};
    if (typeOf(value) != ondemand::json_type::string)
        return SUCCESS;
    const std::string_view raw = value.raw_json_token();
    const JsonError error = value.get_string().get(text);
    if (error != simdjson::STRING_ERROR || !hasSurrogate(raw))
        return error;
    text = raw.substr(1, raw.rfind('"') - 1);
    return SUCCESS;
}

JsonError numberOf(ondemand::value& value, double& number)
{
    number = std::numeric_limits<double>::quiet_NaN();
    return typeOf(value) == ondemand::json_type::number ? value.get_double().get(number) : SUCCESS;
}

bool isBlank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

std::int32_t asCount(double number)
{
    constexpr double kMost = std::numeric_limits<std::int32_t>::max();
    return number >= 0 ? static_cast<std::int32_t>(std::min(number, kMost)) : -1;
}

}  // namespace inferometer
