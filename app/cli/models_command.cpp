// SPDX-License-Identifier: GPL-3.0-or-later
// `models`: what an endpoint serves, one name a line.
#include "app/cli/commands.h"
#include "app/cli/interrupts.h"
#include "app/cli/run_options.h"
#include "app/cli/terminal.h"
#include "core/workload/model_list.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

namespace inferometer::cli {
namespace {

ExitCode listModelsOf(const RunOptions& options)
{
    const ReadRun read = readRun(options);
    if (!read.errors.empty())
        return fail(read.errors);
    const Interrupts interrupts;
    const Result<std::vector<std::string>> models = listModels(read.spec, interrupts.token());
    if (interrupts.count() > 0)
        return interrupts.code();
    if (!models)
        return fail(models.error());
    for (const std::string& model : models.value())
        printLine(stdout, model);
    return ExitCode::Done;
}

}  // namespace

Action declareModels(CLI::App& app)
{
    auto options = std::make_shared<RunOptions>();
    addEndpointOptions(app, *options);
    return [options] { return listModelsOf(*options); };
}

}  // namespace inferometer::cli
