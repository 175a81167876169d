// SPDX-License-Identifier: GPL-3.0-or-later
// `simulate`: the built-in endpoint, until a signal ends it.
#include "app/cli/commands.h"
#include "app/cli/field_options.h"
#include "app/cli/interrupts.h"
#include "app/cli/terminal.h"
#include "core/sim/simulator.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>
#include <string>

namespace inferometer::cli {
namespace {

ExitCode simulate(const Given<SimField>& given)
{
    SimSpec spec;
    if (const std::vector<Error> errors = applyGiven(spec, given); !errors.empty())
        return fail(errors);
    const Interrupts interrupts;
    Result<std::unique_ptr<Simulator>> simulator = Simulator::start(spec);
    if (!simulator)
        return fail(simulator.error());
    // Flushed at once: whoever started us reads the address from a pipe.
    printLine(stdout, "Listening on " + simulator.value()->url());
    std::fflush(stdout);
    interrupts.waitForOne();
    const Status stopped = simulator.value()->stop();
    printLine(stderr, "Answered " + std::to_string(simulator.value()->requestsSeen()) + " requests.");
    if (stopped)
        return ExitCode::Done;
    fail(stopped.error());
    return ExitCode::LocalFault;
}

}  // namespace

Action declareSimulate(CLI::App& app)
{
    auto given = std::make_shared<Given<SimField>>();
    for (const SimField& field : simFields())
        addFieldOption(app, field, *given);
    return [given] { return simulate(*given); };
}

}  // namespace inferometer::cli
