// SPDX-License-Identifier: GPL-3.0-or-later
// A file of prompts as a person has it, read whole and checked before anything is sent. Its format is told by what
// stands in it, never by its name:
//
// - the SambaNova AI Starter Kit's `.jsonl`: a line an object whose first key is `prompt`, its second, if any,
//   `image_path`, with the rules and the words of that benchmark;
// - the same with `output_tokens`, as vLLM's custom dataset has it;
// - OpenAI's `messages`, a line an object, with `tools` and what else belongs to a question;
// - ShareGPT's `conversations`, of which the first question is sent and the answer's length asked for;
// - AIPerf's inputs.json, whose payloads are sent as they stand but for what a run sets itself;
// - CSV (RFC 4180) with a head line, of which one column is sent.
//
// The objects of the first four may stand in one JSON list as well. A faulty row is an error that names it.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <memory>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

enum class DatasetFormat : std::uint8_t { Prompts, PromptsWithLengths, Messages, ShareGpt, Payloads, Csv };

// "SambaNova JSON Lines", "ShareGPT", ...
Sentence formatName(DatasetFormat format);

inline constexpr std::size_t kMostDatasetRows = 10'000'000;
inline constexpr std::size_t kMostImageBytes = 50'000'000;      // of a file
inline constexpr std::size_t kMostImagesBytes = 1'000'000'000;  // of all different ones together
inline constexpr std::int64_t kMostDatasetOutput = 1'000'000;   // tokens

struct DatasetImage
{
    std::string path;            // as the dataset names it
    std::string_view mediaType;  // by the file's first bytes
    std::string base64;
};

struct DatasetRow
{
    std::string_view
        text;  // the prompt; with holdsMembers() the members of a body, as `"messages":[...],"tools":[...]`
    std::uint32_t number = 0;        // its line in the file, or its place in the list, from 1
    std::int32_t image = -1;         // index into images
    std::int32_t inputTokens = 0;    // estimated, of the text alone
    std::int32_t outputTokens = -1;  // as the file asks; -1: it does not
    bool ownSystem = false;          // its messages begin with a system prompt of their own
};

// Texts one after the other in blocks, each kept once and never moved.
class TextStore
{
public:
    std::string_view keep(std::string_view text);
    std::size_t bytes() const { return m_bytes; }  // taken from the system

private:
    std::vector<std::unique_ptr<char[]>> m_blocks;
    std::size_t m_left = 0;
    std::size_t m_bytes = 0;
};

// Not to be copied: rows lead into its texts.
struct Dataset
{
    Dataset() = default;
    Dataset(const Dataset&) = delete;
    Dataset& operator=(const Dataset&) = delete;

    std::string path;
    DatasetFormat format = DatasetFormat::Prompts;
    std::vector<DatasetRow> rows;      // never empty
    bool inLines = true;               // a row's number is a line
    std::vector<DatasetImage> images;  // each file once
    std::vector<std::string> columns;  // of CSV
    std::string column;                // the one that is sent
    std::uint64_t leftOut = 0;         // conversations without a question and its answer
    std::set<std::string> notSent;     // members of rows that no request needs; the first few
    TextStore texts;

    bool holdsMembers() const { return format == DatasetFormat::Messages || format == DatasetFormat::Payloads; }
    // "prompts.jsonl"
    std::string fileName() const;
    // What is said of the row of that number, behind file and place.
    Sentence at(std::uint64_t number, const Sentence& said) const;
    // What is to be read of the row by a person: the prompt, or the last words of the user's.
    std::string shown(const DatasetRow& row) const;
    // What of it counts as input: the prompt, or the texts of all its messages.
    std::string counted(const DatasetRow& row) const;
};

struct DatasetOptions
{
    std::string column{};              // of CSV; empty: "prompt", or the only one
    std::set<std::string> reserved{};  // members of a body that the run sets: rows give theirs up
};

// Reads and checks the whole file and every image. The error names file, row and rule; its field is that of the setting
// to change. Blocks: reads the disk; ends soon after stop, as Errc::Cancelled. Thread-safe.
Result<std::shared_ptr<const Dataset>> loadDataset(const std::string& path, const DatasetOptions& options = {},
                                                   const std::stop_token& stop = {});

// The head line of CSV; empty for a file of another kind or one that cannot be read. Blocks: reads the disk.
std::vector<std::string> csvColumns(const std::string& path);

}  // namespace inferometer
