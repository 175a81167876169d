// SPDX-License-Identifier: GPL-3.0-or-later
// Which tokenizer under a folder of the user's counts for a model: its own, else its family's (the SambaNova kit's
// table).
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace inferometer {

struct TokenizerChoice
{
    std::filesystem::path path;  // of a file that openTokenizer() takes
    std::string name;            // what it was found as: the model, or the name of its family's tokenizer
    bool ofFamily = false;       // not the model's own
};

// Looked for in this order, each as tokenizer.json, then tokenizer.model:
//   the model's own: ROOT itself (or ROOT as such a file); ROOT/<model>; ROOT/<last part of model>;
//     ROOT/models--<org>--<name>/snapshots/<what refs/main says, or the only one> (a Hugging Face cache), and the same
//     under ROOT/hub;
//   its family's: the same three, by familyTokenizer().
// The model's name is foreign: one "org/name" of plain names, or it names no folder. Blocks: on the disk. The error
// says where was looked.
Result<TokenizerChoice> tokenizerFor(const std::filesystem::path& root, std::string_view model);

// The Hugging Face name of the tokenizer that stands for a model's family: "unsloth/Llama-3.3-70B-Instruct". Every
// name has one; what is of no family counts as Llama 2, as in the kit.
std::string_view familyTokenizer(std::string_view model);

}  // namespace inferometer
