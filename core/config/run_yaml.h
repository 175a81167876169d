// SPDX-License-Identifier: GPL-3.0-or-later
// A run as YAML: `version: 2` and `run: EVALUATION` first, then one key a field, and headers, metadata as maps.
// Version 1, which knew one evaluation and has no `run`, is read as well.
#pragma once

#include "core/config/run_spec.h"

#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// Refuses duplicate keys, unknown keys (naming the nearest known one), those of another evaluation, wrong types and
// values out of range; each error names `origin` (a file name), the line and the key.
Result<RunSpec> parseRunYaml(std::string_view text, std::string_view origin);

// The same for a person who wants to see every fault at once: reads on behind each. The spec holds what was right.
struct ReadRun
{
    RunSpec spec;
    std::vector<Error> errors;
};
// `unsaid`: the evaluation of a text that names none.
ReadRun readRunYaml(std::string_view text, std::string_view origin, Evaluation unsaid = Evaluation::Synthetic);
// Of a file; one that cannot be read is the only error then.
ReadRun readRunFile(const std::string& path, Evaluation unsaid = Evaluation::Synthetic);

// Everything that reproduces the run, defaults included; rows of another evaluation are passed over. Never a key.
std::string toYaml(const RunSpec& spec, std::span<const RunField> rows = runFields());

}  // namespace inferometer
