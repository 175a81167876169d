// SPDX-License-Identifier: GPL-3.0-or-later
// --definitions: a run told by the definitions of another tool.
#pragma once

#include "core/base/result.h"
#include "core/metrics/definitions.h"
#include "core/store/finished_run.h"

#include <string>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): the library's name
class App;
}

namespace inferometer::cli {

void addDefinitionsOption(CLI::App& app, std::string& name);

// The set of that name; the error lists those there are.
Result<const Definition*> definitionNamed(const std::string& name);

std::vector<DefinedFigure> figuresBy(const Definition& definition, const FinishedRun& run);

// Its figures as a table, with where the formulas come from.
std::string definedTable(const Definition& definition, const FinishedRun& run);

}  // namespace inferometer::cli
