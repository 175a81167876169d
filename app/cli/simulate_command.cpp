// SPDX-License-Identifier: GPL-3.0-or-later
// `simulate`: the built-in endpoint, until a signal ends it.
#include "app/cli/commands.h"
#include "app/cli/field_options.h"
#include "app/cli/interrupts.h"
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
    std::printf("Listening on %s\n", simulator.value()->url().c_str());
    std::fflush(stdout);
    interrupts.waitForOne();
    std::fprintf(stderr, "Answered %llu requests.\n",
                 static_cast<unsigned long long>(simulator.value()->requestsSeen()));
    return ExitCode::Done;
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
