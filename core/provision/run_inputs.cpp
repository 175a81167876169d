// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/run_inputs.h"

#include "core/base/visible_text.h"
#include "core/config/model_names.h"
#include "core/config/secret_names.h"
#include "core/tokenizer/tokenizer_folder.h"
#include "core/workload/dataset_plan.h"
#include "core/workload/endpoint_access.h"
#include "core/workload/environment.h"
#include "core/workload/prompt_file.h"

#include <algorithm>
#include <cassert>
#include <filesystem>

namespace inferometer {

namespace {

namespace fs = std::filesystem;

class Collecting
{
public:
    Collecting(RunSpec spec, std::string folder) : m_folder{std::move(folder)} { m_inputs.spec = std::move(spec); }

    // The setting that names a file names its copy from now on.
    Status take(std::string& setting, std::string_view key, const std::string& to)
    {
        if (setting.empty())
            return {};
        Result<SentFile> file = sentFile(setting, to, key);
        if (!file)
            return file.error();
        m_inputs.files.push_back(std::move(file).value());
        setting = m_folder + "/" + to;
        return {};
    }

    // The user's own prompts of that machine are nobody's here.
    Status takePrompts()
    {
        std::string& setting = m_inputs.spec.prompts.promptsFile;
        if (setting.empty())
            setting = kBuiltInName;
        return setting == kBuiltInName ? Status{} : take(setting, "prompts-file", "prompts.yaml");
    }

    Status takeTokenizer()
    {
        TargetSpec& target = m_inputs.spec.target;
        if (target.tokenizer.empty())
            return {};
        const std::vector<std::string> models = splitModelNames(target.modelNames);
        if (models.empty())
            return Error{Errc::InvalidInput,
                         sentence("errors",
                                  "Name the model by %1: the tokenizer for it is copied before the endpoint "
                                  "can be asked what it serves.")
                             .with(Figure::flag("model-names")),
                         "model-names"};
        const Result<TokenizerChoice> chosen = tokenizerFor(target.tokenizer, models.front());
        if (!chosen)
            return chosen.error().about("tokenizer");
        target.tokenizer = chosen.value().path.string();
        return take(target.tokenizer, "tokenizer", "tokenizer/" + chosen.value().path.filename().string());
    }

    // A dataset names its images relative to its own folder.
    Status takeDataset(const Dialect& dialect, const std::stop_token& stop)
    {
        RunSpec& spec = m_inputs.spec;
        if (!isOfDataset(spec))
            return {};
        const fs::path here{spec.prompts.inputFilePath};
        const Result<std::shared_ptr<const Dataset>> dataset = datasetOf(spec, dialect, stop);
        if (!dataset)
            return dataset.error();
        for (const DatasetImage& image : dataset.value()->images)
            if (Status taken = takeImage(here, image.path); !taken)
                return taken;
        return take(spec.prompts.inputFilePath, "input-file-path", "dataset/" + here.filename().string());
    }

    // What the spec names of the environment, as its sender would read it.
    void takeEnvironment()
    {
        const RunSpec& spec = m_inputs.spec;
        std::vector<std::string_view> texts{spec.target.baseUrl, spec.target.extraBody, spec.prompts.samplingParams};
        for (const auto& [name, value] : spec.target.headers)
            texts.push_back(value);
        if (!spec.target.apiKeyEnv.empty())
            takeVariable(spec.target.apiKeyEnv);
        for (const std::string_view text : texts)
            for (std::size_t at = text.find("${"); at != std::string_view::npos; at = text.find("${", at + 1))
                takeVariable(std::string{referenceAt(text.substr(at))});
    }

    RunInputs& inputs() { return m_inputs; }

private:
    Status takeImage(const fs::path& dataset, const std::string& path)
    {
        const fs::path image = fs::path{path}.lexically_normal();
        if (image.is_absolute() || image.empty() || *image.begin() == "..")
            return Error{Errc::InvalidInput,
                         sentence("errors",
                                  "The image %1 of %2 lies outside the folder of that file, so it has no place "
                                  "beside it on the other machine; put it into that folder.")
                             .with(shownName(path, 200), dataset.string()),
                         "input-file-path"};
        Result<SentFile> file
            = sentFile((dataset.parent_path() / image).string(), "dataset/" + image.string(), "input-file-path");
        if (!file)
            return file.error();
        m_inputs.files.push_back(std::move(file).value());
        return {};
    }

    // Those that are not set were told of by accessOf().
    void takeVariable(const std::string& name)
    {
        NamedValues& all = m_inputs.environment;
        const bool isTaken = std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.first == name; });
        const std::optional<std::string> value
            = hasDotenvUrl(m_inputs.spec.target) ? dotenvValue(name) : environmentValue(name);
        if (isVariableName(name) && !isTaken && value)
            all.emplace_back(name, *value);
    }

    const std::string m_folder;
    RunInputs m_inputs;
};

}  // namespace

Result<RunInputs> runInputs(const RunSpec& asked, const std::string& folder, const std::stop_token& stop)
{
    assert(asked.endpoint.empty());
    RunSpec spec = asked;
    spec.target = withVariables(spec.target);
    const Result<EndpointAccess> access = accessOf(spec, {});
    if (!access)
        return access.error();
    Collecting collecting{spec, folder};
    collecting.takeEnvironment();
    if (const Status taken = collecting.takeDataset(*access.value().dialect, stop); !taken)
        return taken.error();
    if (const Status taken = collecting.takePrompts(); !taken)
        return taken.error();
    if (const Status taken = collecting.takeTokenizer(); !taken)
        return taken.error();
    if (const Status taken = collecting.take(collecting.inputs().spec.target.caFile, "ca-file", "ca.pem"); !taken)
        return taken.error();
    return std::move(collecting.inputs());
}

}  // namespace inferometer
