// SPDX-License-Identifier: GPL-3.0-or-later
// `validate`: every fault of a run's YAML file at once, or the command line that repeats it.
#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "core/config/endpoints.h"
#include "core/config/run_yaml.h"
#include "core/config/user_folders.h"
#include "core/http/tls.h"
#include "core/store/disk_error.h"
#include "core/workload/prompt_file.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace inferometer::cli {
namespace {

// The files and folders that the run needs of this machine.
void checkFiles(const RunSpec& spec, std::vector<Error>& errors)
{
    if (const auto prompts = loadPromptFile(spec.prompts.promptsFile, spec.prompts.imageSize != ImageSize::Na);
        !prompts)
        errors.push_back(prompts.error());
    else if (spec.prompts.useMultiplePrompts && prompts.value().multiple.empty())
        errors.push_back(Error::verbatim(Errc::InvalidInput,
                                         spec.prompts.promptsFile
                                             + " has no multiple_prompts; add some or turn use-multiple-prompts off.",
                                         "prompts-file"));
    if (!spec.target.caFile.empty()) {
        if (const auto trusted = TlsContext::client(spec.target.caFile, false); !trusted)
            errors.push_back(trusted.error());
    }
    if (const Status folder = checkFolderPath(resultsFolder(spec.keep)); !folder)
        errors.push_back(folder.error());
}

ExitCode validate(const std::string& path)
{
    auto [spec, errors] = readRunFile(path);
    const bool unread = !errors.empty() && errors.front().code != Errc::InvalidInput;
    if (unread)  // then nothing more is known of the run
        return fail(errors);
    const std::size_t inFile = errors.size();  // these name file and line
    const Result<RunSpec> resolved = resolveEndpoint(spec, configFolder());
    if (resolved)
        spec = resolved.value();
    else
        errors.push_back(resolved.error());
    const std::vector<Error> rules = validateAll(spec);
    errors.insert(errors.end(), rules.begin(), rules.end());
    checkFiles(spec, errors);
    for (std::size_t i = 0; i < errors.size(); ++i)
        fail(Error::verbatim(errors[i].code, i < inFile ? errors[i].message : path + ": " + errors[i].message,
                             errors[i].field));
    if (!errors.empty())
        return ExitCode::Usage;
    printLine(stdout, path + " is a valid run. The same as flags:");
    printLine(stdout, "  " + commandLine(spec));
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
