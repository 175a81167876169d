// SPDX-License-Identifier: GPL-3.0-or-later
// JSON from outside: an endpoint's answer, a setting, a file that somebody else may have written. nlohmann's values are
// copied, written and compared by recursion, so a text that nests deep enough would end the program.
#pragma once

#include <nlohmann/json.hpp>

#include <string_view>

namespace inferometer {

// The one limit for JSON and YAML from outside: far beyond what any API nests, far below what a stack holds.
inline constexpr int kForeignDepth = 128;

// Whether arrays and objects of the text stand more than `limit` inside each other. One pass, no memory; a text that is
// no JSON gets some answer.
bool nestsDeeperThan(std::string_view json, int limit);

// The value in `text`; a discarded one when it is no JSON or nests deeper than kForeignDepth.
template <typename Json = nlohmann::json>
Json parseForeignJson(std::string_view text)
{
    return nestsDeeperThan(text, kForeignDepth) ? Json(Json::value_t::discarded) : Json::parse(text, nullptr, false);
}

}  // namespace inferometer
