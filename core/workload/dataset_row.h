// SPDX-License-Identifier: GPL-3.0-or-later
// One row of a dataset in each of the formats: what of it is sent, and the rules it must keep.
#pragma once

#include "core/base/result.h"
#include "core/workload/dataset.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

using RowJson = nlohmann::ordered_json;

// What a row gives to a request.
struct RowParts
{
    std::string text;  // as DatasetRow::text
    std::string image{};
    std::int64_t inputTokens = 0;
    std::int64_t outputTokens = -1;
    bool ownSystem = false;
};

// An error of a row or its file, without the place.
Error rowFault(const Sentence& said);

// An object without a key twice; the error says what else it is.
Result<RowJson> parseRow(std::string_view text);

// By the members of the first object in the file.
DatasetFormat formatOf(const RowJson& first);

// Reads rows of one format. Keeps what is not sent, and nothing else, from row to row.
class RowReader
{
public:
    RowReader(DatasetFormat format, const std::set<std::string>& reserved) : m_format(format), m_reserved(reserved) {}

    // Calls `take` for each request of the object: one, or one for each of AIPerf's payloads, or none for a
    // conversation that asks nothing.
    using Take = std::function<Status(const RowParts& parts)>;
    Status read(const RowJson& row, const Take& take);

    std::uint64_t leftOut() const { return m_leftOut; }
    const std::set<std::string>& notSent() const { return m_notSent; }

private:
    Status readPrompt(const RowJson& row, const Take& take);
    Status readPromptWithLength(const RowJson& row, const Take& take);
    Status readMessages(const RowJson& row, const Take& take);
    Status readConversation(const RowJson& row, const Take& take);
    Status readSession(const RowJson& row, const Take& take);
    Status readPayload(const RowJson& payload, const Take& take);
    std::string sentOf(const RowJson& row, bool (*isSent)(std::string_view name));
    Result<RowParts> membersOf(const RowJson& row, bool (*isSent)(std::string_view name));
    void leave(std::string_view name);

    const DatasetFormat m_format;
    const std::set<std::string>& m_reserved;
    std::set<std::string> m_notSent;
    std::uint64_t m_leftOut = 0;
};

// The head line of CSV: which columns are read.
class CsvColumns
{
public:
    // `wanted`: as DatasetOptions::column. The error lists the columns.
    static Result<CsvColumns> of(std::vector<std::string> names, const std::string& wanted);

    const std::vector<std::string>& names() const { return m_names; }
    const std::string& sent() const { return m_names[m_text]; }
    Result<RowParts> read(const std::vector<std::string>& cells) const;

private:
    static constexpr std::size_t kNone = ~std::size_t{0};

    std::vector<std::string> m_names;
    std::size_t m_text = 0;
    std::size_t m_image = kNone;
    std::size_t m_output = kNone;
};

// The last words of the user among OpenAI's messages, for a person to read.
std::string lastQuestion(const RowJson& messages);
// The texts of all of them, a line each.
std::string allTexts(const RowJson& messages);

}  // namespace inferometer
