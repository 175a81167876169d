// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/foreign_json.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <set>
#include <vector>

namespace inferometer {

namespace {

// Behind the string that begins at `open`; the end of the text when it does not end.
std::size_t behindString(std::string_view json, std::size_t open)
{
    for (std::size_t at = open + 1; at < json.size(); ++at) {
        if (json[at] == '\\')
            ++at;
        else if (json[at] == '"')
            return at + 1;
    }
    return json.size();
}

// Finds the name once it is known that there is one.
class DuplicateFinder
{
public:
    bool operator()(int /*depth*/, nlohmann::json::parse_event_t event, nlohmann::json& parsed)
    {
        using Event = nlohmann::json::parse_event_t;
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

// A colon outside of strings is a member.
std::size_t membersIn(std::string_view json)
{
    std::size_t members = 0;
    for (std::size_t at = 0; (at = json.find_first_of("\":", at)) < json.size();) {
        members += json[at] == ':' ? 1 : 0;
        at = json[at] == ':' ? at + 1 : behindString(json, at);
    }
    return members;
}

// Deep enough for a stack: what is parsed is within kForeignDepth.
std::size_t membersIn(const nlohmann::ordered_json& json)
{
    std::size_t members = json.is_object() ? json.size() : 0;
    if (json.is_structured())
        for (const auto& item : json)
            members += membersIn(item);
    return members;
}

}  // namespace

bool nestsDeeperThan(std::string_view json, int limit)
{
    int depth = 0;
    for (std::size_t at = 0; (at = json.find_first_of("\"[]{}", at)) < json.size();) {
        if (json[at] == '"') {
            at = behindString(json, at);
            continue;
        }
        depth += json[at] == '[' || json[at] == '{' ? 1 : -1;
        if (depth > limit)
            return true;
        ++at;
    }
    return false;
}

bool hasTooManyMembers(std::string_view json)
{
    constexpr std::size_t kMostLooks = kForeignMembers * kForeignMembers / 2;
    std::array<std::size_t, kForeignDepth + 1> members{};  // of the object at each depth
    std::size_t depth = 0;
    std::size_t looks = 0;
    for (std::size_t at = 0; (at = json.find_first_of("\":[]{}", at)) < json.size() && looks <= kMostLooks;) {
        const char c = json[at];
        at = c == '"' ? behindString(json, at) : at + 1;
        if (c == ':')
            looks += members.at(depth)++;
        else if (c == '[' || c == '{')
            members.at(depth = std::min(depth + 1, members.size() - 1)) = 0;
        else if (c != '"')
            depth -= depth > 0 ? 1 : 0;
    }
    return looks > kMostLooks;
}

std::string indentedJson(std::string_view text)
{
    using Json = nlohmann::ordered_json;
    const Json json = parseForeignJson<Json>(text);
    return json.is_discarded() ? std::string{text} : json.dump(2, ' ', false, Json::error_handler_t::replace);
}

std::string keyGivenTwice(std::string_view text, const nlohmann::ordered_json& parsed)
{
    if (membersIn(text) == membersIn(parsed))
        return {};
    DuplicateFinder finder;
    const nlohmann::json again = nlohmann::json::parse(text, std::ref(finder), false);
    return again.is_discarded() ? std::string{} : finder.duplicate();
}

}  // namespace inferometer
