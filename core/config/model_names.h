// SPDX-License-Identifier: GPL-3.0-or-later
// The text of model-names: names separated by blanks; one that holds blanks itself stands in quotes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// `"Llama 3 8B Instruct" other` names two models. Quotes, double or single, count where they begin a name and close
// before a blank or the end; anywhere else they belong to it. An empty name is none.
std::vector<std::string> splitModelNames(std::string_view text);

// The first of them; empty: there is none.
std::string firstModelName(std::string_view text);

// The name as splitModelNames() reads it back: in quotes where it needs them.
std::string quotedModelName(std::string_view name);

}  // namespace inferometer
