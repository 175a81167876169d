// SPDX-License-Identifier: GPL-3.0-or-later
// Text to token ids, as the model's own tokenizer has it: byte-level BPE and Metaspace BPE of a Hugging Face
// tokenizer.json, and SentencePiece .model files. Ids are those of the reference packages (`tokenizers` with
// add_special_tokens=False, `sentencepiece`); tests/tokenizers/ holds them side by side.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// What is opened never changes. Thread-safe: yes, any number of calls of one tokenizer at once.
class Tokenizer
{
public:
    Tokenizer() = default;
    virtual ~Tokenizer() = default;
    Tokenizer(const Tokenizer&) = delete;
    Tokenizer& operator=(const Tokenizer&) = delete;

    // The ids of a text; nothing is added in front or behind, but an added token that stands in the text ("<|eot_id|>")
    // is that token. Any bytes: broken UTF-8 is read as Python's decode(errors="replace") reads it, a U+FFFD for each
    // maximal subpart. A pattern of the file that takes far longer than patterns do is given up for the rest of a text,
    // which is then not split further: ids are there, in bounded time, but they are nobody's.
    virtual std::vector<std::uint32_t> encode(std::string_view text) const = 0;
    // Their number, without keeping them.
    virtual std::int64_t count(std::string_view text) const = 0;
    // "BPE of 128,256 tokens".
    virtual std::string description() const = 0;
};

// A tokenizer.json, a SentencePiece .model, or a folder that holds one (tokenizer.json before tokenizer.model). The
// file is foreign: at most kTokenizerFileLimit bytes of it are read, and what it asks for that is not supported is an
// error that names it. Blocks: reads the disk, for a second at most. Errors name the file, the place in it and what to
// do.
Result<std::shared_ptr<const Tokenizer>> openTokenizer(const std::filesystem::path& fileOrFolder);

inline constexpr std::int64_t kTokenizerFileLimit = 256LL * 1024 * 1024;

}  // namespace inferometer
