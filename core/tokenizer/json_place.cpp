// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/json_place.h"

namespace inferometer {

std::optional<JsonPlace> JsonPlace::find(std::string_view key) const
{
    simdjson::dom::object object;
    simdjson::dom::element member;
    if (m_value.get(object) != simdjson::SUCCESS || object.at_key(key).get(member) != simdjson::SUCCESS
        || member.is_null())
        return std::nullopt;
    return JsonPlace{member, m_path.empty() ? std::string{key} : m_path + "." + std::string{key}};
}

Result<std::vector<JsonPlace>> JsonPlace::items(std::size_t most) const
{
    simdjson::dom::array array;
    if (m_value.get(array) != simdjson::SUCCESS)
        return wrongKind();
    std::vector<JsonPlace> items;
    for (const simdjson::dom::element item : array) {
        if (items.size() == most)
            return fault(sentence("errors", "there are more than the %1 entries that are read").with(most));
        items.emplace_back(item, m_path + "[" + std::to_string(items.size()) + "]");
    }
    return items;
}

Result<std::string_view> JsonPlace::text() const
{
    std::string_view text;
    if (m_value.get(text) != simdjson::SUCCESS)
        return wrongKind();
    return text;
}

Result<std::string_view> JsonPlace::text(std::string_view key) const
{
    const auto member = find(key);
    return member ? member->text() : missing(key);
}

Result<bool> JsonPlace::flag(std::string_view key, bool usual) const
{
    const auto member = find(key);
    bool flag = usual;
    if (member && member->m_value.get(flag) != simdjson::SUCCESS)
        return member->wrongKind();
    return flag;
}

Error JsonPlace::fault(const Sentence& what) const
{
    return {Errc::InvalidInput, m_path.empty() ? what : sentence("errors", "at %1, %2").with(m_path, what)};
}

Error JsonPlace::wrongKind() const
{
    return fault(sentence("errors", "there is a value of another kind than a tokenizer has there"));
}

Error JsonPlace::missing(std::string_view key) const
{
    return fault(sentence("errors", "\"%1\" is missing").with(key));
}

Error JsonPlace::unsupported(std::string_view what) const
{
    Error error = fault(sentence("errors", "it asks for %1, which is not supported").with(what));
    error.code = Errc::Unsupported;
    return error;
}

}  // namespace inferometer
