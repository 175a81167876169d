// SPDX-License-Identifier: GPL-3.0-or-later
// `plot` and `open`: start inferometer-workbench, which stands beside this program.
#include "app/cli/commands.h"
#include "app/cli/run_place.h"
#include "app/cli/terminal.h"
#include "core/base/result.h"
#include "core/store/finished_run.h"

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace inferometer::cli {
namespace {

constexpr const char* kProgram = "inferometer-workbench";

// Becomes the workbench; returns only when that fails.
ExitCode becomeWorkbench(std::vector<std::string> arguments)
{
    std::error_code missing;
    const std::filesystem::path program
        = std::filesystem::read_symlink("/proc/self/exe", missing).parent_path() / kProgram;
    if (missing || !std::filesystem::exists(program, missing))
        return fail(Error::verbatim(Errc::Unsupported,
                                    "This build has no workbench (" + program.string()
                                        + "); configure with -DINFEROMETER_GUI=ON and build it."));
    std::vector<char*> argv;
    std::string name = program.string();
    argv.push_back(name.data());
    for (std::string& argument : arguments)
        argv.push_back(argument.data());
    argv.push_back(nullptr);
    std::signal(SIGPIPE, SIG_DFL);  // NOLINT(cert-err33-c): cannot fail for a valid signal
    execv(name.c_str(), argv.data());
    return fail(Error::verbatim(Errc::Disk, name + " cannot be started; check that it may be executed."));
}

bool isSet(const char* variable)
{
    const char* value = std::getenv(variable);  // NOLINT(concurrency-mt-unsafe): this program has one thread here
    return value != nullptr && *value != '\0';
}

ExitCode open(const std::string& path)
{
    const Result<std::string> run = runAt(path);
    if (!run)
        return fail(run.error());
    if (!isSet("DISPLAY") && !isSet("WAYLAND_DISPLAY") && !isSet("QT_QPA_PLATFORM"))
        return fail(Error::verbatim(
            Errc::Unsupported,
            "There is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set); start this "
            "in a desktop session, or draw pictures by `inferometer plot`."));
    return becomeWorkbench({run.value()});
}

ExitCode plot(const std::string& result, const std::string& output)
{
    const Result<std::string> run = runAt(result);
    if (!run)
        return fail(run.error());
    setenv("QT_QPA_PLATFORM", "offscreen", 1);  // NOLINT(concurrency-mt-unsafe): this program has one thread here
    std::vector<std::string> arguments{"--render-plots", run.value()};
    if (!output.empty())
        arguments.insert(arguments.end(), {"--output", output});
    return becomeWorkbench(std::move(arguments));
}

}  // namespace

Action declarePlot(CLI::App& app)
{
    struct Options
    {
        std::string result;
        std::string output;
    };
    auto options = std::make_shared<Options>();
    app.add_option("RESULT", options->result, kRunPlaceHelp)->required();
    app.add_option("--output", options->output, "Where the pictures go [default: beside the results]")
        ->type_name("FOLDER");
    return [options] { return plot(options->result, options->output); };
}

Action declareOpen(CLI::App& app)
{
    auto path = std::make_shared<std::string>();
    app.add_option(
           "PATH", *path,
           "The folder of a run, the zip exported from one, a folder of results (its newest run) or a run's YAML file")
        ->required();
    return [path] { return open(*path); };
}

}  // namespace inferometer::cli
