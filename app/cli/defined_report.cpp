// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/defined_report.h"

#include "app/cli/text_table.h"
#include "core/base/text.h"
#include "core/config/secret_names.h"

#include <CLI/CLI.hpp>

namespace inferometer::cli {
namespace {

std::string namesOfAll()
{
    std::string names;
    for (const Definition& row : definitions())
        names.append(names.empty() ? "" : ", ").append(row.id);
    return names;
}

std::string numberText(const DefinedFigure& figure)
{
    return figure.value ? formatFixed(*figure.value, decimalsOf(figure)) : "-";
}

}  // namespace

void addDefinitionsOption(CLI::App& app, std::string& name)
{
    app.add_option("--definitions", name,
                   "Tell the summary by the definitions of another tool: " + namesOfAll() + "; files keep ours")
        ->type_name("NAME");
}

Result<const Definition*> definitionNamed(const std::string& name)
{
    if (const Definition* const found = findDefinition(name))
        return found;
    const std::string named = looksLikeCredential(name) ? "of that name" : "\"" + name + "\"";
    return Error::verbatim(Errc::InvalidInput, "There are no definitions " + named + ": give " + namesOfAll() + ".",
                           "definitions");
}

std::vector<DefinedFigure> figuresBy(const Definition& definition, const FinishedRun& run)
{
    return inferometer::figuresBy(definition, {run.blocks, {run.summary, run.facts}});
}

std::string definedTable(const Definition& definition, const FinishedRun& run)
{
    std::vector<TableRow> rows{{std::string{definition.label}, "value", "unit", "id"}};
    for (const DefinedFigure& figure : figuresBy(definition, run))
        rows.push_back({figure.label, numberText(figure), figure.unit, figure.id});
    return alignedTable(rows) + "  By the formulas of " + std::string{definition.source}
    + ".\n  Arrivals are Inferometer's own; the files keep its definitions.\n\n";
}

}  // namespace inferometer::cli
