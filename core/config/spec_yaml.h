// SPDX-License-Identifier: GPL-3.0-or-later
// Pieces of reading and writing settings as YAML that run files and endpoints.yaml share.
#pragma once

#include "core/config/run_spec.h"
#include "core/config/strict_yaml.h"

#include <string>
#include <string_view>

namespace inferometer {

// Sets the field from a single value; the error names origin, line and key.
Status readField(const YamlEntry& entry, std::string_view origin, const RunField& field, RunSpec& spec);

// Appends a map of single values, in the order of the file.
Status readNamedValues(const YamlEntry& entry, std::string_view origin, NamedValues& values);

// `key:` and its pairs as lines behind `indent`; nothing when there are none.
void appendNamedValues(std::string_view key, const NamedValues& values, std::string_view indent, std::string& out);

}  // namespace inferometer
