// SPDX-License-Identifier: GPL-3.0-or-later
// `validate`: every fault of a run's YAML file at once, or the command line that repeats it.
#include "app/cli/commands.h"
#include "core/config/run_yaml.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>
#include <string>

namespace inferometer::cli {
namespace {

ExitCode validate(const std::string& path)
{
    const Result<RunSpec> spec = loadRunYaml(path);
    if (!spec)
        return fail(spec.error());
    const std::vector<Error> errors = validateAll(spec.value());
    for (const Error& error : errors)
        fail({error.code, path + ": " + error.message, error.field});
    if (!errors.empty())
        return ExitCode::Usage;
    std::printf("%s is a valid run. The same as flags:\n  %s\n", path.c_str(), commandLine(spec.value()).c_str());
    return ExitCode::Done;
}

}  // namespace

Action declareValidate(CLI::App& app)
{
    auto path = std::make_shared<std::string>();
    app.add_option("FILE", *path, "The run's YAML file")->required();
    return [path] { return validate(*path); };
}

}  // namespace inferometer::cli
