// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_options.h"

#include "app/cli/defined_report.h"
#include "core/config/endpoints.h"
#include "core/config/user_folders.h"
#include "core/store/user_prompts.h"

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

// What a person asks by hand cannot be run.
void refuseByHand(ReadRun& read, const RunOptions& options)
{
    const EvaluationRow& row = evaluationRow(read.spec.evaluation);
    if (row.byHand && options.mode != row.id)
        read.errors.push_back(Error::verbatim(Errc::InvalidInput,
                                              "This is a chat, which has nothing to run: open it by inferometer "
                                                  + std::string{row.id} + " --config FILE.yaml.",
                                              "config"));
}

// A flag that the evaluation does not have would change nothing.
void refuseForeign(ReadRun& read, const RunOptions& options)
{
    for (const auto& [field, text] : options.given)
        if (!field->isOf(read.spec.evaluation))
            read.errors.push_back(Error::verbatim(Errc::InvalidInput,
                                                  "--" + std::string{field->key} + " is no setting of run "
                                                      + std::string{evaluationName(read.spec.evaluation)}
                                                      + "; leave it out.",
                                                  field->key));
}

// A file says one evaluation and the command another.
Error notOfMode(const RunOptions& options, Evaluation evaluation)
{
    return Error::verbatim(Errc::InvalidInput,
                           options.config + " is a run of " + std::string{evaluationName(evaluation)} + ", not of "
                               + options.mode + "; leave \"" + options.mode + "\" out or give another file.",
                           "run");
}

void addHeaderOption(CLI::App& app, RunOptions& options)
{
    app.add_option("--header", options.headers, "A header of every request; may be given several times")
        ->type_name("\"K: V\"")
        ->group("Endpoint")
        ->expected(1)
        ->take_all();
}

void addConfig(CLI::App& app, RunOptions& options)
{
    app.add_option("--config", options.config, "The run as YAML; flags override it")->type_name("FILE.yaml");
}

void addJson(CLI::App& app, RunOptions& options)
{
    app.add_flag("--json", options.json, "One JSON object on standard output and nothing else there");
}

void addSource(CLI::App& app, RunOptions& options)
{
    std::string modes;
    for (const EvaluationRow& row : evaluations())
        if (!row.byHand)
            modes.append(row.id).append(": ").append(row.help).append(". ");
    app.add_option("MODE", options.mode, modes + "May be left out with --config")->type_name("");
    addConfig(app, options);
}

// Those that an evaluation by hand, or one of the others, has.
void addSettings(CLI::App& app, RunOptions& options, bool byHand)
{
    const auto isOf = [byHand](const RunField& field) {
        const auto rows = evaluations();
        return std::any_of(rows.begin(), rows.end(), [&](const EvaluationRow& row) {
            return row.byHand == byHand && field.isOf(row.evaluation);
        });
    };
    for (const RunField& field : runFields())
        if (isOf(field))
            addFieldOption(app, field, options.given);
    addHeaderOption(app, options);
    app.add_option("--metadata", options.metadata, "Kept with the results; may be given several times")
        ->type_name("NAME=VALUE")
        ->group("Results")
        ->expected(1)
        ->take_all();
}

}  // namespace

void addAskOptions(CLI::App& app, RunOptions& options)
{
    addSource(app, options);
    addJson(app, options);
    addSettings(app, options, false);
}

void addRunOptions(CLI::App& app, RunOptions& options)
{
    addSource(app, options);
    addJson(app, options);
    addDefinitionsOption(app, options.definitions);
    addSettings(app, options, false);
}

void addChatOptions(CLI::App& app, RunOptions& options)
{
    addConfig(app, options);
    addJson(app, options);
    addSettings(app, options, true);
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
    const EvaluationRow* const mode = findEvaluation(options.mode);
    const Evaluation unsaid = mode != nullptr ? mode->evaluation : Evaluation::Synthetic;
    ReadRun read = options.config.empty() ? ReadRun{defaultSpec(unsaid), {}} : readRunFile(options.config, unsaid);
    if (read.spec.evaluation != unsaid && mode != nullptr) {
        read.errors = {notOfMode(options, read.spec.evaluation)};
        return read;
    }
    for (const auto& [field, text] : options.given)
        read.spec.endpoint = field->key == "endpoint" ? text : read.spec.endpoint;
    if (Result<RunSpec> resolved = resolveEndpoint(read.spec, configFolder()); resolved)
        read.spec = std::move(resolved).value();
    else
        read.errors.push_back(resolved.error());
    const std::vector<Error> flags = applyFlags(read.spec, options);
    read.errors.insert(read.errors.end(), flags.begin(), flags.end());
    read.spec.endpoint.clear();
    read.spec = resolvePrompts(std::move(read.spec), dataFolder());
    refuseByHand(read, options);
    refuseForeign(read, options);
    return read;
}

}  // namespace inferometer::cli
