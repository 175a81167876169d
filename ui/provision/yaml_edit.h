// SPDX-License-Identifier: GPL-3.0-or-later
// Single values of a YAML text, and maps of them, read and replaced by their path ("engine/port"): what a form changes
// of a file that is also written by hand. Only the entry of the top level that holds the value is written anew, in
// block style; all other lines, their comments and their order stay as they are.
#pragma once

#include "core/config/run_spec.h"

#include <string>
#include <string_view>

namespace inferometer::ui {

// Empty: it is not given, or not a single value, or the text is no YAML.
std::string yamlValue(std::string_view text, std::string_view path);

// The text with that value; an empty one takes the entry away. A text that is no YAML, or no map, comes back as it is.
std::string withYamlValue(const std::string& text, std::string_view path, std::string_view value);

// A map of single values in its order; empty: it is not given, or no such map, or the text is no YAML.
NamedValues yamlPairs(std::string_view text, std::string_view path);

// The text with that map; an empty one takes the entry away. REQUIRES: no name twice.
std::string withYamlPairs(const std::string& text, std::string_view path, const NamedValues& pairs);

}  // namespace inferometer::ui
