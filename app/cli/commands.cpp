// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/terminal.h"
#include "core/base/result.h"

#include <array>
#include <cstdio>

namespace inferometer::cli {
namespace {

constexpr std::array kCommands{
    Command{"run", "Measure an endpoint: progress on stderr, a summary, result files", declareRun},
    Command{"ask", "Send one request as a run would and show all that went over the wire", declareAsk},
    Command{"chat", "Talk with a model: every answer with its figures, every turn a record", declareChat},
    Command{"models", "List the models an endpoint serves", declareModels},
    Command{"validate", "Check a run's YAML file without running it", declareValidate},
    Command{"simulate", "Serve a simulated endpoint with known timing", declareSimulate},
    Command{"doctor", "Check this machine: accuracy and highest rates against the simulator", declareDoctor},
    Command{"explain", "Tell a run that is over again, by our definitions or another tool's", declareExplain},
    Command{"trace", "Sum up a trace of requests before it is sent; cut it, make it longer or denser", declareTrace},
    Command{"plot", "Draw the charts of a result as PNG and SVG", declarePlot},
    Command{"open", "Open a result, a run file or a folder in the workbench", declareOpen},
    Command{"deployment", "Start an engine on a machine, measure it and end it, a step at a time", declareDeployment},
    Command{"campaign", "Measure many models on many GPUs with many engines, a deployment after the other",
            declareCampaign},
    Command{"generate", "Print the man page or a shell's completion", declareGenerate},
};

ExitCode codeOf(const Error& error)
{
    switch (error.code) {
    case Errc::Cancelled:
        return ExitCode::Interrupted;
    case Errc::Network:
    case Errc::Timeout:
    case Errc::RateLimited:
    case Errc::Protocol:
        return ExitCode::NoneSucceeded;
    case Errc::Disk:
        return error.field.empty() ? ExitCode::LocalFault : ExitCode::Usage;
    default:
        return ExitCode::Usage;
    }
}

}  // namespace

std::span<const Command> commands() { return kCommands; }

ExitCode fail(const Error& error)
{
    complain(error.message);
    return codeOf(error);
}

ExitCode fail(const std::vector<Error>& errors)
{
    for (const Error& error : errors)
        fail(error);
    return codeOf(errors.front());
}

}  // namespace inferometer::cli
