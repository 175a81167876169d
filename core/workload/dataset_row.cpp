// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/dataset_row.h"

#include "core/base/foreign_object.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/workload/token_counter.h"

#include <algorithm>
#include <array>

namespace inferometer {

namespace {

constexpr std::string_view kField = "input-file-path";
constexpr std::string_view kPrompt = "prompt";
constexpr std::string_view kImage = "image_path";
constexpr std::string_view kOutput = "output_tokens";
constexpr std::size_t kMostNamed = 8;  // of what is not sent
constexpr std::size_t kShown = 40;     // bytes of a wrong value

bool isText(const RowJson& object, std::string_view name)
{
    const auto found = object.find(name);
    return found != object.end() && found->is_string();
}

bool isBlankText(std::string_view text) { return trimmed(text).empty(); }

Error blankPrompt(std::string_view name)
{
    return rowFault(sentence("errors", "\"%1\" holds no text; give it some or remove the row.").with(shownName(name)));
}

Error wrongLength(std::string_view name, const std::string& given)
{
    return rowFault(sentence("errors", "\"%1\" must be a whole number from 1 to %2, not %3.")
                        .with(name, Figure::number(static_cast<double>(kMostDatasetOutput)), given));
}

Result<std::int64_t> lengthOf(std::string_view name, const RowJson& value)
{
    const bool whole = value.is_number_integer() && value >= 1 && value <= kMostDatasetOutput;
    return whole ? Result<std::int64_t>{value.get<std::int64_t>()}
                 : Result<std::int64_t>{wrongLength(name, toValidUtf8(value.dump().substr(0, kShown)))};
}

// Of a text, or of the text parts of OpenAI's list of parts.
std::string textOf(const RowJson& content)
{
    if (content.is_string())
        return content.get<std::string>();
    std::string text;
    if (content.is_array())
        for (const RowJson& part : content)
            if (part.is_object() && isText(part, "text"))
                text.append(text.empty() ? "" : "\n").append(part["text"].get_ref<const std::string&>());
    return text;
}

std::string_view roleOf(const RowJson& message)
{
    return isText(message, "role") ? std::string_view{message["role"].get_ref<const std::string&>()}
                                   : std::string_view{};
}

const RowJson* contentOf(const RowJson& message)
{
    const auto found = message.find("content");
    return found == message.end() ? nullptr : &*found;
}

Status checkMessages(const RowJson& row)
{
    const auto found = row.find("messages");
    if (found == row.end() || !found->is_array() || found->empty())
        return rowFault(
            sentence("errors", R"("messages" must be a list of messages, each with "role" and "content".)"));
    for (const RowJson& message : *found)
        if (!message.is_object() || roleOf(message).empty())
            return rowFault(
                sentence("errors", R"(each of "messages" must be an object with a "role" such as "user".)"));
    return {};
}

// Beside `messages`, what belongs to the question.
bool belongsToQuestion(std::string_view name)
{
    constexpr std::array<std::string_view, 7> kSent{
        "messages", "tools", "tool_choice", "parallel_tool_calls", "functions", "function_call", "response_format"};
    return std::find(kSent.begin(), kSent.end(), name) != kSent.end();
}

// What a run sets itself in every body, or counts by.
bool isOfRun(std::string_view name)
{
    constexpr std::array<std::string_view, 7> kOurs{
        "model", "stream", "stream_options", "max_tokens", "max_completion_tokens", "output_tokens", "n"};
    return std::find(kOurs.begin(), kOurs.end(), name) != kOurs.end();
}

bool isOfPayload(std::string_view name) { return !isOfRun(name); }

// -1 where none of the names is there.
Result<std::int64_t> limitIn(const RowJson& row)
{
    for (const char* name : {"output_tokens", "max_completion_tokens", "max_tokens"})
        if (const auto found = row.find(name); found != row.end() && !found->is_null())
            return lengthOf(name, *found);
    return -1;
}

bool asks(const RowJson& turn)
{
    const std::string_view from
        = isText(turn, "from") ? std::string_view{turn["from"].get_ref<const std::string&>()} : "";
    return from == "human" || from == "user";
}

std::string valueOf(const RowJson& turn) { return isText(turn, "value") ? turn["value"].get<std::string>() : ""; }

Error notSameFormat(std::string_view name)
{
    return rowFault(
        sentence("errors", "it has no \"%1\", which the first row of this file has; mend or remove the row.")
            .with(name));
}

}  // namespace

Error rowFault(const Sentence& said) { return {Errc::InvalidInput, said, kField}; }

Result<RowJson> parseRow(std::string_view text)
{
    Result<RowJson> row = parseForeignObject(text);
    return row ? std::move(row) : row.error().about(kField);
}

DatasetFormat formatOf(const RowJson& first)
{
    if (first.contains("conversations"))
        return DatasetFormat::ShareGpt;
    if (first.contains("messages"))
        return DatasetFormat::Messages;
    if (first.contains("payloads"))
        return DatasetFormat::Payloads;
    return first.contains(kOutput) ? DatasetFormat::PromptsWithLengths : DatasetFormat::Prompts;
}

void RowReader::leave(std::string_view name)
{
    if (m_notSent.size() < kMostNamed)
        m_notSent.insert(shownName(name));
}

Status RowReader::read(const RowJson& row, const Take& take)
{
    switch (m_format) {
    case DatasetFormat::PromptsWithLengths:
        return readPromptWithLength(row, take);
    case DatasetFormat::Messages:
        return readMessages(row, take);
    case DatasetFormat::ShareGpt:
        return readConversation(row, take);
    case DatasetFormat::Payloads:
        return readSession(row, take);
    case DatasetFormat::Prompts:
    case DatasetFormat::Csv:
        break;
    }
    return readPrompt(row, take);
}

// The rules and the words of the SambaNova AI Starter Kit's custom evaluation.
Status RowReader::readPrompt(const RowJson& row, const Take& take)
{
    if (row.size() > 2)
        return rowFault(sentence("errors", "Input file can not contain more then two columns."));
    if (row.empty() || row.begin().key() != kPrompt || !row.begin().value().is_string())
        return rowFault(sentence("errors",
                                 "All rows in input file must contain the same first column name \"prompt\" and its "
                                 "respective text value."));
    RowParts parts{row.begin().value().get<std::string>()};
    if (row.size() == 2) {
        const auto second = std::next(row.begin());
        if (second.key() != kImage || !second.value().is_string())
            return rowFault(sentence("errors",
                                     "If input file has two columns, all rows in input file must contain the same "
                                     "second column name \"image_path\" and its respective text value."));
        parts.image = second.value().get<std::string>();
    }
    if (isBlankText(parts.text))
        return blankPrompt(kPrompt);
    parts.inputTokens = estimateTokens(parts.text);
    return take(parts);
}

Status RowReader::readPromptWithLength(const RowJson& row, const Take& take)
{
    if (!isText(row, kPrompt))
        return notSameFormat(kPrompt);
    RowParts parts{row[std::string{kPrompt}].get<std::string>()};
    if (isBlankText(parts.text))
        return blankPrompt(kPrompt);
    if (isText(row, kImage))
        parts.image = row[std::string{kImage}].get<std::string>();
    if (const auto length = row.find(kOutput); length != row.end()) {
        const Result<std::int64_t> tokens = lengthOf(kOutput, *length);
        if (!tokens)
            return tokens.error();
        parts.outputTokens = tokens.value();
    }
    for (const auto& [name, value] : row.items())
        if (name != kPrompt && name != kOutput && (name != kImage || !value.is_string()))
            leave(name);
    parts.inputTokens = estimateTokens(parts.text);
    return take(parts);
}

// `messages` first: a system prompt of the run is put in behind its bracket.
std::string RowReader::sentOf(const RowJson& row, bool (*isSent)(std::string_view name))
{
    std::string text = "\"messages\":" + row["messages"].dump();
    for (const auto& [name, value] : row.items()) {
        if (name == "messages" || isOfRun(name) || m_reserved.contains(name))
            continue;
        if (isSent(name))
            text.append(",").append(RowJson(name).dump()).append(":").append(value.dump());
        else
            leave(name);
    }
    return text;
}

Result<RowParts> RowReader::membersOf(const RowJson& row, bool (*isSent)(std::string_view name))
{
    RowParts parts{sentOf(row, isSent)};
    const std::string_view first = roleOf(row["messages"].front());
    parts.ownSystem = first == "system" || first == "developer";
    parts.inputTokens = estimateTokens(allTexts(row["messages"]));
    const Result<std::int64_t> limit = limitIn(row);
    if (!limit)
        return limit.error();
    parts.outputTokens = limit.value();
    return parts;
}

// A conversation that ends with the assistant's words holds the answer that was given: its length is asked for.
Status RowReader::readMessages(const RowJson& row, const Take& take)
{
    if (!row.contains("messages"))
        return notSameFormat("messages");
    if (Status messages = checkMessages(row); !messages)
        return messages;
    RowJson asked = row;
    RowJson& messages = asked["messages"];
    std::int64_t answer = -1;
    if (messages.size() > 1 && roleOf(messages.back()) == "assistant") {
        const RowJson* content = contentOf(messages.back());
        answer = content != nullptr ? estimateTokens(textOf(*content)) : 0;
        messages.erase(messages.size() - 1);
    }
    Result<RowParts> parts = membersOf(asked, belongsToQuestion);
    if (!parts)
        return parts.error();
    if (parts.value().outputTokens < 0 && answer > 0)
        parts.value().outputTokens = std::min(answer, kMostDatasetOutput);
    return take(parts.value());
}

Status RowReader::readConversation(const RowJson& row, const Take& take)
{
    const auto turns = row.find("conversations");
    if (turns == row.end())
        return notSameFormat("conversations");
    if (!turns->is_array()
        || !std::all_of(turns->begin(), turns->end(), [](const RowJson& turn) { return turn.is_object(); }))
        return rowFault(sentence("errors", R"("conversations" must be a list of objects with "from" and "value".)"));
    const auto question = std::find_if(turns->begin(), turns->end(), asks);
    if (question == turns->end() || std::next(question) == turns->end() || asks(*std::next(question))
        || isBlankText(valueOf(*question)) || isBlankText(valueOf(*std::next(question))))
    {
        ++m_leftOut;
        return {};
    }
    RowParts parts{valueOf(*question)};
    parts.inputTokens = estimateTokens(parts.text);
    parts.outputTokens = std::clamp<std::int64_t>(estimateTokens(valueOf(*std::next(question))), 1, kMostDatasetOutput);
    return take(parts);
}

Status RowReader::readSession(const RowJson& row, const Take& take)
{
    const auto payloads = row.find("payloads");
    if (payloads == row.end() || !payloads->is_array())
        return rowFault(sentence("errors", "each entry of AIPerf's inputs.json must have a list of \"payloads\"."));
    for (const RowJson& payload : *payloads) {
        if (!payload.is_object())
            return rowFault(sentence("errors", "each of \"payloads\" must be an object, the body of a request."));
        if (Status read = readPayload(payload, take); !read)
            return read;
    }
    return {};
}

Status RowReader::readPayload(const RowJson& payload, const Take& take)
{
    if (Status messages = checkMessages(payload); !messages)
        return messages;
    Result<RowParts> parts = membersOf(payload, isOfPayload);
    return parts ? take(parts.value()) : Status{parts.error()};
}

std::string lastQuestion(const RowJson& messages)
{
    if (!messages.is_array())
        return {};
    for (auto message = messages.rbegin(); message != messages.rend(); ++message)
        if (const RowJson* content = message->is_object() && roleOf(*message) == "user" ? contentOf(*message) : nullptr)
            return textOf(*content);
    return {};
}

std::string allTexts(const RowJson& messages)
{
    std::string all;
    for (const RowJson& message : messages)
        if (const RowJson* content = message.is_object() ? contentOf(message) : nullptr)
            all.append(all.empty() ? "" : "\n").append(textOf(*content));
    return all;
}

}  // namespace inferometer
