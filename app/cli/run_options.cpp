// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_options.h"

#include "core/config/endpoints.h"
#include "core/config/user_folders.h"

#include <algorithm>

namespace inferometer::cli {
namespace {

// What was given is not repeated: a key may stand in it.
Error malformed(const char* field, const std::string& wanted, const std::string& lacks)
{
    return Error::verbatim(Errc::InvalidInput,
                           std::string{"Each "} + field + " must be " + wanted + ", and one has no " + lacks
                               + "; write it in quotes if it holds blanks.",
                           field);
}

// Replaces what the file said under that name, else adds it.
void setNamed(NamedValues& values, std::string name, std::string value)
{
    for (auto& [known, text] : values) {
        if (known == name) {
            text = std::move(value);
            return;
        }
    }
    values.emplace_back(std::move(name), std::move(value));
}

Status addHeader(RunSpec& spec, const std::string& text)
{
    const std::size_t colon = text.find(':');
    const std::string_view name = trimmed(std::string_view{text}.substr(0, colon));
    if (colon == std::string::npos || name.empty())
        return malformed("header", "\"Name: value\"", "name before a colon");
    setNamed(spec.target.headers, std::string{name}, std::string{trimmed(std::string_view{text}.substr(colon + 1))});
    return {};
}

std::vector<std::string_view> splitAtCommas(std::string_view text)
{
    std::vector<std::string_view> pieces;
    for (std::size_t comma = 0; comma != std::string_view::npos; text.remove_prefix(std::min(text.size(), comma + 1))) {
        comma = text.find(',');
        pieces.push_back(text.substr(0, comma));
    }
    return pieces;
}

// "k=v,k2=v2"; a piece without an equals sign belongs to the value before it, comma and all.
Status addMetadata(RunSpec& spec, const std::string& text)
{
    NamedValues pairs;
    for (const std::string_view piece : splitAtCommas(text)) {
        const std::size_t equals = piece.find('=');
        if (equals == std::string_view::npos && !pairs.empty())
            pairs.back().second.append(",").append(piece);
        else if (equals == std::string_view::npos || trimmed(piece.substr(0, equals)).empty())
            return malformed("metadata", "\"name=value\"", "name before an equals sign");
        else
            pairs.emplace_back(trimmed(piece.substr(0, equals)), piece.substr(equals + 1));
    }
    for (auto& [name, value] : pairs)
        setNamed(spec.keep.metadata, std::move(name), std::move(value));
    return {};
}

std::vector<Error> applyFlags(RunSpec& spec, const RunOptions& options)
{
    std::vector<Error> errors = applyGiven(spec, options.given);
    for (const std::string& header : options.headers) {
        if (const Status set = addHeader(spec, header); !set)
            errors.push_back(set.error());
    }
    for (const std::string& metadata : options.metadata) {
        if (const Status set = addMetadata(spec, metadata); !set)
            errors.push_back(set.error());
    }
    return errors;
}

void addHeaderOption(CLI::App& app, RunOptions& options)
{
    app.add_option("--header", options.headers, "A header of every request; may be given several times")
        ->type_name("\"K: V\"")
        ->group("Endpoint")
        ->expected(1)
        ->take_all();
}

}  // namespace

void addRunOptions(CLI::App& app, RunOptions& options)
{
    std::string modes;
    for (const EvaluationRow& row : evaluations())
        modes.append(row.id).append(": ").append(row.help).append(". ");
    app.add_option("MODE", options.mode, modes + "May be left out with --config")->type_name("");
    app.add_option("--config", options.config, "The run as YAML; flags override it")->type_name("FILE.yaml");
    app.add_flag("--json", options.json, "One JSON object on standard output and nothing else there");
    for (const RunField& field : runFields())
        addFieldOption(app, field, options.given);
    addHeaderOption(app, options);
    app.add_option("--metadata", options.metadata, "Kept with the results; may be given several times")
        ->type_name("NAME=VALUE")
        ->group("Results")
        ->expected(1)
        ->take_all();
}

void addEndpointOptions(CLI::App& app, RunOptions& options)
{
    for (const RunField& field : runFields()) {
        const bool asksOnly = field.key == "model-names" || field.key == "extra-body";
        if (field.key == "wait-ready" || (field.group == "Endpoint" && !asksOnly))
            addFieldOption(app, field, options.given);
    }
    addHeaderOption(app, options);
}

ReadRun readRun(const RunOptions& options)
{
    ReadRun read = options.config.empty() ? ReadRun{} : readRunFile(options.config);
    for (const auto& [field, text] : options.given)
        read.spec.endpoint = field->key == "endpoint" ? text : read.spec.endpoint;
    if (Result<RunSpec> resolved = resolveEndpoint(read.spec, configFolder()); resolved)
        read.spec = std::move(resolved).value();
    else
        read.errors.push_back(resolved.error());
    const std::vector<Error> flags = applyFlags(read.spec, options);
    read.errors.insert(read.errors.end(), flags.begin(), flags.end());
    read.spec.endpoint.clear();
    if (const EvaluationRow* row = findEvaluation(options.mode))
        read.spec.evaluation = row->evaluation;
    return read;
}

}  // namespace inferometer::cli
