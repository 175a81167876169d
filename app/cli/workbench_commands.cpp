// SPDX-License-Identifier: GPL-3.0-or-later
// `plot` and `open`: start inferometer-workbench, which stands beside this program.
#include "app/cli/commands.h"
#include "core/base/result.h"

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <csignal>
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
        return fail({Errc::Unsupported,
                     "This build has no workbench (" + program.string()
                         + "); configure with -DINFEROMETER_GUI=ON and build it.",
                     {}});
    std::vector<char*> argv;
    std::string name = program.string();
    argv.push_back(name.data());
    for (std::string& argument : arguments)
        argv.push_back(argument.data());
    argv.push_back(nullptr);
    std::signal(SIGPIPE, SIG_DFL);  // NOLINT(cert-err33-c): cannot fail for a valid signal
    execv(name.c_str(), argv.data());
    return fail({Errc::Disk, name + " cannot be started; check that it may be executed.", {}});
}

ExitCode requireExisting(const std::string& path)
{
    std::error_code error;
    if (std::filesystem::exists(path, error))
        return ExitCode::Done;
    return fail(
        {Errc::NotFound, "There is no " + path + "; give the folder that a run named behind \"Results:\".", {}});
}

ExitCode plot(const std::string& result, const std::string& output)
{
    if (const ExitCode code = requireExisting(result); code != ExitCode::Done)
        return code;
    setenv("QT_QPA_PLATFORM", "offscreen", 1);  // NOLINT(concurrency-mt-unsafe): this program has one thread here
    return becomeWorkbench({"--render-plots", result, "--output", output.empty() ? result : output});
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
    app.add_option("RESULT", options->result, "The folder of a run's results")->required();
    app.add_option("--output", options->output, "Where the pictures go [default: beside the results]")
        ->type_name("FOLDER");
    return [options] { return plot(options->result, options->output); };
}

Action declareOpen(CLI::App& app)
{
    auto path = std::make_shared<std::string>();
    app.add_option("PATH", *path, "A result folder, a run's YAML file or a folder of results")->required();
    return [path] {
        const ExitCode code = requireExisting(*path);
        return code == ExitCode::Done ? becomeWorkbench({*path}) : code;
    };
}

}  // namespace inferometer::cli
