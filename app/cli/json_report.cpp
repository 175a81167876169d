// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/json_report.h"

#include "app/cli/defined_report.h"
#include "core/config/model_names.h"
#include "core/store/result_files.h"

#include <nlohmann/json.hpp>

namespace inferometer::cli {
namespace {

using Json = nlohmann::ordered_json;

// In ASCII: it may be read on a terminal.
std::string dumped(const Json& json) { return json.dump(2, ' ', true, Json::error_handler_t::replace); }

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

Json errorJson(const Error& error) { return {{"message", error.message}, {"field", error.field}}; }

Json exchangeJson(const Exchange& exchange)
{
    const RequestRecord& record = exchange.record();
    Json facts = Json::object();
    for (const ExchangeFact& fact : exchange.facts)
        std::visit([&](const auto& value) { facts[std::string{fact.id}] = value; }, fact.value);
    Json parts = Json::object();
    for (const ExchangePart& part : exchange.parts)
        parts[part.id] = part.text;
    return {{"outcome", outcomeName(record.outcome)},
            {"http_status", record.httpStatus},
            {"error", exchange.block->textOf(record.error)},
            {"facts", std::move(facts)},
            {"parts", std::move(parts)},
            {"note", noteOf(exchange).text()}};
}

}  // namespace

void JsonReport::addRun(const FinishedRun& saved, const Definition* definition)
{
    Json run{{"model", firstModelName(saved.header.spec.target.modelNames)},
             {"folder", saved.place()},
             {"summary", Json::parse(summaryFileText(saved))},
             {"failures", Json::array()}};
    for (const FailureGroup& group : failuresOf(saved.blocks))
        run["failures"].push_back({{"outcome", outcomeName(group.kind.outcome)},
                                   {"count", group.count},
                                   {"left_out", group.leftOut},
                                   {"http_status", group.kind.httpStatus},
                                   {"example", exampleOf(group)}});
    if (definition != nullptr)
        run["definitions"] = definedJson(*definition, saved);
    m_runs.push_back(dumped(run));
}

void JsonReport::addError(const Error& error) { m_errors.push_back(dumped(errorJson(error))); }

std::string JsonReport::text(ExitCode code) const
{
    return "{\"exit_code\": " + std::to_string(static_cast<int>(code)) + ",\n\"runs\": " + listOf(m_runs)
        + ",\n\"errors\": " + listOf(m_errors) + "}";
}

std::string exchangeJson(const Exchange* exchange, const std::vector<Error>& errors, ExitCode code)
{
    Json told = Json::array();
    for (const Error& error : errors)
        told.push_back(errorJson(error));
    return dumped({{"exit_code", static_cast<int>(code)},
                   {"exchange", exchange ? exchangeJson(*exchange) : Json(nullptr)},
                   {"errors", std::move(told)}});
}

}  // namespace inferometer::cli
