// SPDX-License-Identifier: GPL-3.0-or-later
// JSON from outside: an endpoint's answer, a setting, a file that somebody else may have written. nlohmann's values are
// copied, written and compared by recursion, so a text that nests deep enough would end the program.
#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

namespace inferometer {

// The one limit for JSON and YAML from outside: far beyond what any API nests, far below what a stack holds.
inline constexpr int kForeignDepth = 128;

// Whether arrays and objects of the text stand more than `limit` inside each other. One pass, no memory; a text that is
// no JSON gets some answer.
bool nestsDeeperThan(std::string_view json, int limit);

// Far beyond what an object of any API has.
inline constexpr std::size_t kForeignMembers = 20'000;

// Whether ordered_json, which looks for each key among those before it, would look at more of them than for one object
// of kForeignMembers. One pass, no memory. REQUIRES: the text nests no deeper than kForeignDepth.
bool hasTooManyMembers(std::string_view json);

// The text indented by two, keys in their order; as it is where it is no JSON.
std::string indentedJson(std::string_view text);

// The value in `text`; a discarded one when it is no JSON, nests deeper than kForeignDepth or, of ordered JSON, has too
// many members.
template <typename Json = nlohmann::json>
Json parseForeignJson(std::string_view text)
{
    const bool tooMuch = nestsDeeperThan(text, kForeignDepth)
        || (std::is_same_v<Json, nlohmann::ordered_json> && hasTooManyMembers(text));
    return tooMuch ? Json(Json::value_t::discarded) : Json::parse(text, nullptr, false);
}

// A key that an object of the text has twice, wherever it stands; nlohmann keeps the last of the two without a word.
// Empty: there is none. `parsed` is the value of the text, by which the usual answer costs one pass and no memory.
std::string keyGivenTwice(std::string_view text, const nlohmann::ordered_json& parsed);

}  // namespace inferometer
