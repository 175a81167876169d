// SPDX-License-Identifier: GPL-3.0-or-later
// `explain`: what a run that is over says, by our definitions or by those of another tool.
#include "app/cli/commands.h"
#include "app/cli/defined_report.h"
#include "app/cli/json_report.h"
#include "app/cli/report.h"
#include "app/cli/run_place.h"
#include "app/cli/terminal.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>
#include <string>

namespace inferometer::cli {
namespace {

struct ExplainOptions
{
    std::string path;
    std::string definitions = "ours";
    bool json = false;
};

ExitCode refuse(const Error& error, bool json)
{
    const ExitCode code = fail(error);
    if (json) {
        JsonReport report;
        report.addError(error);
        print(stdout, report.text(code) + "\n");
    }
    return code;
}

ExitCode explain(const ExplainOptions& options)
{
    const Result<const Definition*> definition = definitionNamed(options.definitions);
    if (!definition)
        return refuse(definition.error(), options.json);
    const Result<std::string> place = runAt(options.path);
    if (!place)
        return refuse(place.error(), options.json);
    const Result<FinishedRun> run = loadResult(place.value());
    if (!run)
        return refuse(run.error(), options.json);
    if (options.json) {
        JsonReport report;
        report.addRun(run.value(), definition.value());
        print(stdout, report.text(ExitCode::Done) + "\n");
    } else {
        print(stdout, reportText(run.value(), runFigures(), definition.value()));
    }
    return ExitCode::Done;
}

}  // namespace

Action declareExplain(CLI::App& app)
{
    auto options = std::make_shared<ExplainOptions>();
    app.add_option("PATH", options->path, kRunPlaceHelp)->required();
    addDefinitionsOption(app, options->definitions);
    app.add_flag("--json", options->json, "One JSON object on standard output and nothing else there");
    return [options] { return explain(*options); };
}

}  // namespace inferometer::cli
