// SPDX-License-Identifier: GPL-3.0-or-later
// `validate`: every fault of a run's YAML file at once, or the command line that repeats it.
#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "core/config/endpoints.h"
#include "core/config/model_names.h"
#include "core/config/run_yaml.h"
#include "core/config/user_folders.h"
#include "core/http/tls.h"
#include "core/store/disk_error.h"
#include "core/store/user_prompts.h"
#include "core/workload/dataset_plan.h"
#include "core/workload/endpoint_access.h"
#include "core/workload/local_tokenizer.h"
#include "core/workload/prompt_file.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace inferometer::cli {
namespace {

// As a run speaks it; where the address is not known here, as most do.
const Dialect* dialectOf(const RunSpec& spec)
{
    const Result<DialectAt> page = requestPage(spec);
    return page ? page.value().form : findDialect(spec.target.llmApi);
}

Status checkPrompts(const RunSpec& spec)
{
    if (isOfDataset(spec)) {
        const Dialect* const dialect = dialectOf(spec);
        if (dialect == nullptr || spec.prompts.inputFilePath.empty())
            return {};  // told already
        const auto dataset = datasetOf(spec, *dialect, {});
        return dataset ? Status{} : Status{dataset.error()};
    }
    const auto prompts = loadPromptFile(spec.prompts.promptsFile, spec.prompts.imageSize != ImageSize::Na);
    if (!prompts)
        return prompts.error();
    if (spec.prompts.useMultiplePrompts && prompts.value().multiple.empty())
        return Error::verbatim(Errc::InvalidInput,
                               spec.prompts.promptsFile
                                   + " has no multiple_prompts; add some or turn use-multiple-prompts off.",
                               "prompts-file");
    return {};
}

// Of every model; where none is named, nobody knows yet which one of a folder it is to be.
void checkTokenizers(const TargetSpec& target, std::vector<Error>& errors)
{
    std::error_code ignored;
    std::vector<std::string> models = splitModelNames(target.modelNames);
    if (models.empty() && !std::filesystem::is_directory(target.tokenizer, ignored))
        models.emplace_back();
    for (const std::string& model : models)
        if (const auto opened = localTokenizer(target, model); !opened)
            errors.push_back(opened.error());
}

// The files and folders that the run needs of this machine.
void checkFiles(const RunSpec& spec, std::vector<Error>& errors)
{
    if (const Status prompts = checkPrompts(spec); !prompts)
        errors.push_back(prompts.error());
    if (!spec.target.caFile.empty()) {
        if (const auto trusted = TlsContext::client(spec.target.caFile, false); !trusted)
            errors.push_back(trusted.error());
    }
    checkTokenizers(spec.target, errors);
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
    spec = resolvePrompts(std::move(spec), dataFolder());
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
