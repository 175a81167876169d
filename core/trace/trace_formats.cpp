// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/trace_formats.h"

#include "core/base/foreign_json.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"

#include <algorithm>
#include <array>
#include <filesystem>

namespace inferometer {

namespace {

// Mooncake's block is 512 tokens; that of vLLM's timed trace 16: so many blocks are more than 512 each could fill.
bool hasSmallBlocks(const TraceHead& head)
{
    constexpr double kLarge = 512;
    const TraceJson& blocks = memberOf(head.first, "hash_ids");
    const TraceJson& input = memberOf(head.first, "input_length");
    return blocks.is_array() && blocks.size() > 1 && input.is_number()
        && (static_cast<double>(blocks.size()) - 1) * kLarge >= input.get<double>();
}

bool hasMooncakeLines(const TraceHead& head)
{
    const bool isAsked = head.has("text_input") || head.has("messages") || head.has("payload");
    const bool isTraced = head.has("timestamp") || head.has("delay") || head.has("session_id") || head.has("hash_ids");
    return head.has("input_length") || (isAsked && isTraced);
}

bool knowsServeGen(const TraceHead& head)
{
    return head.names.size() == 6 && parseNumber(trimmed(head.names[0])) && parseNumber(trimmed(head.names[1]));
}

bool knowsOtel(const TraceHead& head)
{
    return head.has("resourceSpans")
        || (head.has("attributes")
            && (head.has("startTimeUnixNano") || head.has("start_time_unix_nano") || head.has("start_time")));
}

// The first that knows a file reads it.
constexpr std::array kFormats{
    TraceFormat{"azure", "Azure LLM inference trace", true,
                [](const TraceHead& head) {
                    return head.hasColumns({"timestamp", "contexttokens", "generatedtokens"});
                },
                readAzure},
    TraceFormat{"burstgpt", "BurstGPT", true,
                [](const TraceHead& head) {
                    return head.hasColumns({"timestamp", "request tokens", "response tokens"});
                },
                readBurstGpt},
    TraceFormat{"servegen", "ServeGen clients", false, knowsServeGen, readServeGen, readServeGenFolder},
    TraceFormat{"weka", "Weka / AgentX conversations", false,
                [](const TraceHead& head) {
                    return head.has("requests")
                        && (head.has("hash_id_scope") || head.has("block_size") || head.has("id"));
                },
                readWeka},
    TraceFormat{"otel", "OpenTelemetry GenAI spans", false, knowsOtel, readOtel},
    TraceFormat{
        "dag", "AIPerf dag_jsonl", false,
        [](const TraceHead& head) { return head.has("session_id") && (head.has("turns") || head.has("orchestrator")); },
        readDag},
    TraceFormat{"tracelab", "TraceLab rounds", false,
                [](const TraceHead& head) { return head.has("session_id") && head.has("input_tokens_total"); },
                readTraceLab},
    TraceFormat{"bailian", "Bailian usage trace", true,
                [](const TraceHead& head) { return head.has("chat_id") && head.has("input_length"); }, readBailian},
    TraceFormat{
        "vllm", "vLLM timed trace", true,
        [](const TraceHead& head) { return hasMooncakeLines(head) && hasSmallBlocks(head) && !head.has("block_size"); },
        readVllmTrace},
    TraceFormat{"mooncake", "Mooncake trace", true, hasMooncakeLines, readMooncake},
};

std::string listed()
{
    std::string all;
    for (const TraceFormat& format : kFormats)
        all.append(all.empty() ? "" : ", ").append(format.id);
    return all;
}

// The names of the members of the object that begins here, as far as they are seen.
std::vector<std::string> memberNames(std::string_view text)
{
    constexpr std::size_t kMost = 100;
    std::vector<std::string> names;
    int depth = 0;
    for (std::size_t at = 0; at < text.size() && names.size() < kMost; ++at) {
        const char c = text[at];
        depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
        if (depth == 0)
            break;
        if (c != '"')
            continue;
        const std::size_t begin = ++at;
        while (at < text.size() && text[at] != '"')
            at += text[at] == '\\' ? 2 : 1;
        const std::size_t behind = at < text.size() ? text.find_first_not_of(" \t\r\n", at + 1) : text.size();
        if (depth == 1 && behind < text.size() && text[behind] == ':')
            names.emplace_back(text.substr(begin, at - begin));
    }
    return names;
}

TraceHead headOf(RowFile& file)
{
    TraceHead head;
    head.isJson = file.skipBlanks() == '{';
    const std::string_view text = file.ahead();
    const std::string_view line = text.substr(0, text.find('\n'));
    head.first = head.isJson ? parseForeignJson<TraceJson>(line) : TraceJson(TraceJson::value_t::discarded);
    if (head.isJson)
        head.names = memberNames(text);
    constexpr std::size_t kLongestHead = 10'000;
    for (std::string_view rest = line; !head.isJson && !rest.empty() && line.size() < kLongestHead;) {
        const std::string_view cell = rest.substr(0, rest.find(','));
        head.names.push_back(lowered(trimmed(cell)));
        rest.remove_prefix(std::min(cell.size() + 1, rest.size()));
    }
    if (!head.isJson && line.ends_with(','))
        head.names.emplace_back();
    return head;
}

bool isPacked(std::string_view text)
{
    using namespace std::string_view_literals;
    for (const std::string_view mark : {"\x1F\x8B"sv, "\x28\xB5\x2F\xFD"sv, "PK\x03\x04"sv, "BZh"sv,
                                        "\xFD"
                                        "7zXZ"sv})
        if (text.starts_with(mark))
            return true;
    return false;
}

Result<const TraceFormat*> chosen(const TraceOptions& options, const TraceHead& head)
{
    for (const TraceFormat& format : kFormats)
        if (options.format.empty() ? format.knows(head) : format.id == options.format)
            return &format;
    if (options.format.empty())
        return traceFault(
            sentence("errors", "it is in none of the formats of traces that are read: %1.").with(listed()));
    return Error{Errc::InvalidInput,
                 sentence("errors", "There is no format of traces named \"%1\"; choose one of %2.")
                     .with(shownName(options.format), listed()),
                 "format"};
}

Error placed(const std::string& path, std::uint64_t line, const Error& error)
{
    if (error.code != Errc::InvalidInput || error.field == "format")
        return error;
    const Sentence said = line > 0 ? sentence("errors", "%1, line %2: %3").with(path, line, error.said)
                                   : sentence("errors", "%1: %2").with(path, error.said);
    return {error.code, said, kTraceField};
}

Result<ReadTrace> taken(const std::string& path, const Status& read, TraceBuilder& builder, const TraceFormat& format)
{
    if (!read)
        return placed(path, builder.line(), read.error());
    Result<Trace> trace = builder.take(format.ordered);
    if (!trace)
        return placed(path, 0, trace.error());
    return ReadTrace{std::move(trace.value()), &format};
}

Result<ReadTrace> readFolder(const std::string& path, const TraceOptions& options)
{
    TraceBuilder builder;
    for (const TraceFormat& format : kFormats)
        if (format.readFolder != nullptr && (options.format.empty() || options.format == format.id))
            return taken(path, format.readFolder(path, options.seed, builder), builder, format);
    return placed(path, 0, traceFault(sentence("errors", "it is a folder; this format is one file.")));
}

}  // namespace

bool TraceHead::has(std::string_view name) const
{
    return isJson && std::find(names.begin(), names.end(), name) != names.end();
}

bool TraceHead::hasColumns(std::initializer_list<std::string_view> columns) const
{
    return !isJson && std::all_of(columns.begin(), columns.end(), [this](std::string_view column) {
        return std::find(names.begin(), names.end(), column) != names.end();
    });
}

std::span<const TraceFormat> traceFormats() { return kFormats; }

Result<ReadTrace> readTrace(const std::string& path, const TraceOptions& options)
{
    std::error_code fault;
    if (std::filesystem::is_directory(path, fault))
        return readFolder(path, options);
    Result<RowFile> file = RowFile::open(path, kTraceField);
    if (!file)
        return file.error();
    if (isPacked(file.value().ahead()))
        return placed(path, 0, traceFault(sentence("errors", "it is packed; unpack it first.")));
    const Result<const TraceFormat*> format = chosen(options, headOf(file.value()));
    if (!format)
        return placed(path, 0, format.error());
    TraceBuilder builder;
    const Status read = format.value()->read({file.value(), path, options.seed}, builder);
    return taken(path, read, builder, *format.value());
}

}  // namespace inferometer
