// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of `inferometer`. To add one: a file here that declares its options, and a row in commands.cpp.
#pragma once

#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): the library's name
class App;
}

namespace inferometer {
struct Error;
}

namespace inferometer::cli {

enum class ExitCode : int {
    Done = 0,
    Usage = 1,          // usage or settings
    SomeFailed = 2,     // finished, but requests failed
    NoneSucceeded = 3,  // no request succeeded, or the endpoint cannot be reached
    GateFailed = 4,
    LocalFault = 5,  // a fault of this machine ended it; what was measured is saved
    MayRun = 6,      // something that this program started may still run or bill
    HungUp = 129,
    Interrupted = 130,
    Terminated = 143,
};

// What a command does once its options are parsed.
using Action = std::function<ExitCode()>;

struct Command
{
    std::string_view name;
    std::string_view help;
    Action (*declare)(CLI::App& app);  // adds the options to `app`
};

std::span<const Command> commands();

// Says the error on stderr and returns the code that goes with it.
ExitCode fail(const Error& error);
// The same for each of several; the code of the first. REQUIRES: one at least.
ExitCode fail(const std::vector<Error>& errors);

Action declareRun(CLI::App& app);
Action declareAsk(CLI::App& app);
Action declareChat(CLI::App& app);
Action declareModels(CLI::App& app);
Action declareValidate(CLI::App& app);
Action declareSimulate(CLI::App& app);
Action declareDoctor(CLI::App& app);
Action declareExplain(CLI::App& app);
Action declareTrace(CLI::App& app);
Action declarePlot(CLI::App& app);
Action declareOpen(CLI::App& app);
Action declareDeployment(CLI::App& app);
Action declareCampaign(CLI::App& app);
Action declareGenerate(CLI::App& app);

}  // namespace inferometer::cli
