// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/user_prompts.h"

#include "core/base/visible_text.h"
#include "core/store/atomic_file.h"
#include "core/store/disk_error.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

namespace inferometer {

namespace {

namespace fs = std::filesystem;

std::string asidePath(const std::string& folder) { return userPromptsPath(folder) + ".replaced"; }

// A link to nowhere is something, too: that it cannot be read is to be told.
bool isThere(const std::string& path)
{
    std::error_code ignored;
    return fs::exists(fs::symlink_status(path, ignored));
}

Status moveFile(const std::string& from, const std::string& to)
{
    std::error_code error;
    fs::rename(from, to, error);
    return error ? Status{diskError(DiskAction::Write, to, error.value())} : Status{};
}

std::vector<PromptTemplate>::iterator placeOf(PromptFile& prompts, std::string_view name)
{
    return std::find_if(prompts.multiple.begin(), prompts.multiple.end(),
                        [name](const PromptTemplate& one) { return one.name == name; });
}

bool isTaken(const PromptFile& prompts, std::string_view name)
{
    const auto named = [name](const PromptTemplate& one) { return one.name == name; };
    return named(prompts.defaultPrompt) || std::any_of(prompts.multiple.begin(), prompts.multiple.end(), named)
        || std::any_of(prompts.spare.begin(), prompts.spare.end(), named);
}

Error unknownPrompt(std::string_view name)
{
    return {Errc::NotFound,
            sentence("errors", "There is no prompt \"%1\" any more; choose another one.").with(shownName(name)),
            "name"};
}

}  // namespace

std::string userPromptsPath(const std::string& folder) { return folder + "/prompts.yaml"; }

Result<std::optional<PromptFile>> loadUserPrompts(const std::string& folder)
{
    const std::string path = userPromptsPath(folder);
    if (folder.empty() || !isThere(path))
        return std::optional<PromptFile>{};
    Result<PromptFile> prompts = importPrompts(path);
    if (!prompts)
        return prompts.error();
    return std::optional<PromptFile>{std::move(prompts).value()};
}

Result<PromptFile> importPrompts(const std::string& path)
{
    // A pipe that nobody writes to would be waited for.
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (fs::exists(status) && !fs::is_regular_file(status))
        return Error{Errc::InvalidInput, sentence("errors", "%1 is no file; choose one that holds prompts.").with(path),
                     "prompts-file"};
    return loadPromptFile(path);
}

Status saveUserPrompts(const std::string& folder, const PromptFile& prompts)
{
    if (folder.empty())
        return Error{Errc::Disk,
                     sentence("errors", "There is no folder to keep prompts in; export them to keep them.")};
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        return diskError(DiskAction::CreateFolder, folder, error.value());
    return exportPrompts(userPromptsPath(folder), prompts);
}

Status exportPrompts(const std::string& path, const PromptFile& prompts)
{
    const std::string yaml = toYaml(prompts);
    if (const auto readBack = parsePromptFile(yaml, "prompts.yaml"); !readBack)
        return readBack.error();
    if (yaml.size() > kMostPromptFile)
        return Error{
            Errc::InvalidInput,
            sentence("errors", "The prompts hold %1 MB, more than the %2 MB that a file may have; remove some.")
                .with(Figure::number(static_cast<double>(yaml.size()) / 1e6),
                      Figure::number(static_cast<double>(kMostPromptFile) / 1e6))};
    AtomicFile file{path};
    file.write(yaml);
    return file.commit();
}

Status changeUserPrompts(const std::string& folder, const PromptChange& change)
{
    const Result<std::optional<PromptFile>> own = loadUserPrompts(folder);
    if (!own)
        return own.error();
    PromptFile prompts = own.value() ? *own.value() : loadPromptFile({}).value();
    if (const Status changed = change(prompts); !changed)
        return changed.error();
    return saveUserPrompts(folder, prompts);
}

Result<bool> setUserPromptsAside(const std::string& folder)
{
    const std::string path = userPromptsPath(folder);
    if (folder.empty() || !isThere(path))
        return false;
    const Status moved = moveFile(path, asidePath(folder));
    return moved ? Result<bool>{true} : Result<bool>{moved.error()};
}

Status bringBackUserPrompts(const std::string& folder) { return moveFile(asidePath(folder), userPromptsPath(folder)); }

Status putPrompt(PromptFile& prompts, std::string_view replaced, PromptTemplate prompt)
{
    if (const std::vector<Error> errors = validatePrompt(prompt); !errors.empty())
        return errors.front();
    if (prompt.name != replaced && isTaken(prompts, prompt.name))
        return Error{
            Errc::InvalidInput,
            sentence("errors", "Another prompt is named \"%1\"; choose another name.").with(shownName(prompt.name)),
            "name"};
    if (!replaced.empty() && prompts.defaultPrompt.name == replaced)
        prompts.defaultPrompt = std::move(prompt);
    else if (const auto place = placeOf(prompts, replaced); place != prompts.multiple.end())
        *place = std::move(prompt);
    else
        prompts.multiple.push_back(std::move(prompt));
    return {};
}

Status removePrompt(PromptFile& prompts, std::string_view name)
{
    const auto place = placeOf(prompts, name);
    if (place == prompts.multiple.end())
        return unknownPrompt(name);
    prompts.multiple.erase(place);
    return {};
}

Status makeDefaultPrompt(PromptFile& prompts, std::string_view name)
{
    const auto place = placeOf(prompts, name);
    if (place == prompts.multiple.end())
        return unknownPrompt(name);
    std::swap(*place, prompts.defaultPrompt);
    return {};
}

RunSpec resolvePrompts(RunSpec spec, const std::string& folder)
{
    const RunField* const field = findRunField("prompts-file");
    const bool usesTexts = field->isOf(spec.evaluation) && spec.prompts.imageSize == ImageSize::Na;
    if (usesTexts && spec.prompts.promptsFile.empty() && !folder.empty() && isThere(userPromptsPath(folder)))
        spec.prompts.promptsFile = userPromptsPath(folder);
    return spec;
}

}  // namespace inferometer
