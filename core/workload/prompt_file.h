// SPDX-License-Identifier: GPL-3.0-or-later
// Prompt templates in the form of the SambaNova AI Starter Kit's benchmark: default_prompt and multiple_prompts, each a
// list of {name, template}.
#pragma once

#include "core/base/result.h"

#include <cstddef>
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
    PromptTemplate defaultPrompt{};          // the first of the list
    std::vector<PromptTemplate> multiple{};  // empty when the file has none
    std::vector<PromptTemplate> spare{};     // the others of default_prompt, which nobody asks for
};

// More than anybody writes, and little enough to be shown and laid out.
inline constexpr std::size_t kMostPromptName = 200;        // bytes
inline constexpr std::size_t kMostPromptText = 1'000'000;  // bytes
inline constexpr std::size_t kMostPrompts = 1000;
inline constexpr std::size_t kMostPromptFile = 8'000'000;  // bytes

// What is wrong with a prompt by itself, each with its key, `name` or `template`.
std::vector<Error> validatePrompt(const PromptTemplate& prompt);

// The error names `origin`, the line and what is missing. Refuses unknown keys, a key twice, a name twice, and every
// prompt that validatePrompt() does.
Result<PromptFile> parsePromptFile(std::string_view text, std::string_view origin);

// The file at `path`; when it is empty, or this word, the built-in one, or that for prompts with an image, which has a
// default only.
inline constexpr std::string_view kBuiltInName = "built-in";
Result<PromptFile> loadPromptFile(const std::string& path, bool withImage = false);

// As parsePromptFile() reads it back: a text of several lines as a block, to be read and edited by hand.
std::string toYaml(const PromptFile& file);

}  // namespace inferometer
