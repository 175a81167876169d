// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/json_report.h"

#include "app/cli/defined_report.h"
#include "core/config/model_names.h"

#include <nlohmann/json.hpp>

#include <fstream>

namespace inferometer::cli {
namespace {

using Json = nlohmann::ordered_json;

// In ASCII: it may be read on a terminal.
std::string dumped(const Json& json) { return json.dump(2, ' ', true, Json::error_handler_t::replace); }

Json summaryIn(const std::string& path)
{
    std::ifstream file(path);
    return Json::parse(file, nullptr, false);
}

Json definedJson(const Definition& definition, const FinishedRun& run)
{
    Json figures = Json::object();
    for (const DefinedFigure& figure : figuresBy(definition, run))
        figures[figure.id] = figure.value ? Json(*figure.value) : Json(nullptr);
    return {{"id", definition.id},
            {"label", definition.label},
            {"source", definition.source},
            {"figures", std::move(figures)}};
}

std::string listOf(const std::vector<std::string>& items)
{
    std::string text;
    for (const std::string& item : items)
        text.append(text.empty() ? "" : ",\n").append(item);
    return "[" + text + "]";
}

}  // namespace

void JsonReport::addRun(const FinishedRun& saved, const ToldBy& by)
{
    Json run{{"model", firstModelName(saved.header.spec.target.modelNames)},
             {"folder", saved.folder},
             {"summary", nullptr},
             {"failures", Json::array()}};
    const Json summary
        = summaryIn(by.summaryPath.empty() ? saved.folder + "/" + saved.header.stem + "_summary.json" : by.summaryPath);
    if (!summary.is_discarded())
        run["summary"] = summary;
    for (const FailureGroup& group : failuresOf(saved.blocks))
        run["failures"].push_back({{"outcome", outcomeName(group.kind.outcome)},
                                   {"count", group.count},
                                   {"left_out", group.leftOut},
                                   {"http_status", group.kind.httpStatus},
                                   {"example", exampleOf(group)}});
    if (by.definition != nullptr)
        run["definitions"] = definedJson(*by.definition, saved);
    m_runs.push_back(dumped(run));
}

void JsonReport::addError(const Error& error)
{
    m_errors.push_back(dumped({{"message", error.message}, {"field", error.field}}));
}

std::string JsonReport::text(ExitCode code) const
{
    return "{\"exit_code\": " + std::to_string(static_cast<int>(code)) + ",\n\"runs\": " + listOf(m_runs)
        + ",\n\"errors\": " + listOf(m_errors) + "}";
}

}  // namespace inferometer::cli
