// SPDX-License-Identifier: GPL-3.0-or-later
// prompts.yaml: the user's own prompts in the data folder, shared by the command line and the workbench. Where it is
// not there, those built in are used. It is read as any prompts file is, and what cannot be read is never written over.
// Every function blocks: for the disk.
#pragma once

#include "core/config/run_spec.h"
#include "core/workload/prompt_file.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace inferometer {

// FOLDER/prompts.yaml
std::string userPromptsPath(const std::string& folder);

// Nothing when there is no file. What is no ordinary file is refused unread.
Result<std::optional<PromptFile>> loadUserPrompts(const std::string& folder);

// One from elsewhere, as the user's are read. REQUIRES: a path.
Result<PromptFile> importPrompts(const std::string& path);

// Makes the folder if need be and replaces the file whole or not at all. Refuses what could not be read back.
Status saveUserPrompts(const std::string& folder, const PromptFile& prompts);
// The same anywhere.
Status exportPrompts(const std::string& path, const PromptFile& prompts);

// Reads the file as it is now, or those built in, changes the prompts and saves them: what others wrote meanwhile
// stays. An error of `change` leaves the file alone.
using PromptChange = std::function<Status(PromptFile& prompts)>;
Status changeUserPrompts(const std::string& folder, const PromptChange& change);

// Takes the file out of use, whatever it holds, till the next call; false when there was none. bringBack() puts it in
// the place of whatever is there then.
Result<bool> setUserPromptsAside(const std::string& folder);
Status bringBackUserPrompts(const std::string& folder);

// Puts the prompt in the place of the one named `replaced`, or last when there is none. Refuses a name that another
// has.
Status putPrompt(PromptFile& prompts, std::string_view replaced, PromptTemplate prompt);
// Of one that is not the default.
Status removePrompt(PromptFile& prompts, std::string_view name);
// The one that was takes its place in the list.
Status makeDefaultPrompt(PromptFile& prompts, std::string_view name);

// The run with the user's prompts as its prompts file, where there are any and it would use those built in for texts:
// what is saved says which were used, and repeats the run.
RunSpec resolvePrompts(RunSpec spec, const std::string& folder);

}  // namespace inferometer
