// SPDX-License-Identifier: GPL-3.0-or-later
// Prompt templates in the form of the SambaNova AI Starter Kit's benchmark: default_prompt and multiple_prompts, each a
// list of {name, template}.
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

struct PromptTemplate
{
    std::string name;
    std::string text;  // as in the file, line breaks included; never blank
};

struct PromptFile
{
    PromptTemplate defaultPrompt;          // the first of the list
    std::vector<PromptTemplate> multiple;  // empty when the file has none
};

// The error names `origin`, the line and what is missing. Refuses unknown keys, a key twice and a name twice.
Result<PromptFile> parsePromptFile(std::string_view text, std::string_view origin);

// The file at `path`; when it is empty the built-in one, or that for prompts with an image, which has a default only.
Result<PromptFile> loadPromptFile(const std::string& path, bool withImage = false);

}  // namespace inferometer
