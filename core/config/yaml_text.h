// SPDX-License-Identifier: GPL-3.0-or-later
// Nodes of YAML that were read strictly, changed and written again.
#pragma once

#include "core/config/strict_yaml.h"

#include <string>
#include <string_view>

namespace inferometer {

// The node again, in block style, as lines of YAML behind `key`.
void appendYaml(std::string_view key, const YamlNode& node, const std::string& indent, std::string& out);

// A single value of the map, in the place of the one it has or behind all others.
void putYaml(YamlNode& map, std::string_view key, std::string_view value);
bool hasYaml(const YamlNode& map, std::string_view key);

}  // namespace inferometer
