// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/site_json.h"

#include "core/base/foreign_json.h"
#include "core/cloud/rest.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace inferometer {

const nlohmann::json& memberOf(const nlohmann::json& object, const char* name)
{
    static const nlohmann::json none;
    const auto found = object.find(name);
    return found == object.end() ? none : *found;
}

std::string textOf(const nlohmann::json& object, const char* name)
{
    const nlohmann::json& member = memberOf(object, name);
    return member.is_string() ? member.get<std::string>() : std::string{};
}

double numberOf(const nlohmann::json& object, const char* name)
{
    const nlohmann::json& member = memberOf(object, name);
    return member.is_number() ? member.get<double>() : std::numeric_limits<double>::quiet_NaN();
}

Error unreadableAnswer(std::string_view label, std::string_view what)
{
    return {Errc::Protocol,
            sentence("errors", "%1 did not answer as its API documents (%2); check its console.").with(label, what)};
}

Result<nlohmann::json> readList(Rest& rest, const std::string& path, const char* name, const std::stop_token& stop,
                                bool isObject)
{
    const Result<std::string> body = rest.read(path, stop);
    if (!body)
        return body.error();
    nlohmann::json answer = parseForeignJson(body.value());
    const auto list = answer.find(name);
    if (list == answer.end() || !(isObject ? list->is_object() : list->is_array()))
        return unreadableAnswer(rest.site().label, std::string{"no \""} + name + "\" in it");
    return std::move(*list);
}

std::string textOfBody(const nlohmann::json& body)
{
    return body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

bool isHostName(std::string_view text)
{
    constexpr std::size_t kLongest = 253;
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-'
            || c == ':';
    };
    return !text.empty() && text.size() <= kLongest && text.front() != '-'
        && std::all_of(text.begin(), text.end(), fits);
}

}  // namespace inferometer
