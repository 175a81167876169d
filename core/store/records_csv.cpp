// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/store/atomic_file.h"
#include "core/store/result_files.h"

#include <array>
#include <cmath>

namespace inferometer {

namespace {

struct CsvRow
{
    const RunHeader& header;
    const RecordBlock& block;
    const RequestRecord& record;
};

struct Column
{
    std::string_view name;
    std::string (*cell)(const CsvRow&);
};

std::string momentCell(Nanos moment) { return isSet(moment) ? formatNumber(seconds(moment)) : std::string{}; }
std::string countCell(std::int64_t count) { return count >= 0 ? std::to_string(count) : std::string{}; }
std::string numberCell(std::optional<double> number)
{
    return number && std::isfinite(*number) ? formatNumber(*number) : std::string{};
}
std::string stampCell(const Arrival& arrival)
{
    return isSet(arrival.at) ? std::string{stampName(arrival.stamp)} : std::string{};
}
std::string boundCell(const Arrival& arrival) { return momentCell(isSet(arrival.at) ? arrival.bound : kUnset); }

// Behind them: every metric with one value a request, then what the server reported.
constexpr std::array kColumns{
    Column{"request_id", [](const CsvRow& row) { return row.header.requestId(row.record); }},
    Column{"sequence", [](const CsvRow& row) { return std::to_string(row.record.sequence); }},
    Column{"phase", [](const CsvRow& row) { return std::string{phaseName(row.record.phase)}; }},
    Column{"worker", [](const CsvRow& row) { return std::to_string(row.record.worker); }},
    Column{"stream", [](const CsvRow& row) { return std::to_string(row.record.stream); }},
    Column{"attempt", [](const CsvRow& row) { return std::to_string(row.record.attempt); }},
    Column{"retry_after_s",
           [](const CsvRow& row) {
               const std::int32_t wait = row.record.retryAfterMs;
               return momentCell(wait < 0 ? kUnset : std::chrono::milliseconds{wait});
           }},
    Column{"prompt_name", [](const CsvRow& row) { return std::string{row.header.promptName(row.record)}; }},
    Column{"dataset_row",
           [](const CsvRow& row) {
               const std::int64_t number = row.header.datasetRow(row.record);
               return number < 0 ? std::string{} : std::to_string(number);
           }},
    Column{"outcome", [](const CsvRow& row) { return std::string{outcomeName(row.record.outcome)}; }},
    Column{"http_status",
           [](const CsvRow& row) { return countCell(row.record.httpStatus == 0 ? -1 : row.record.httpStatus); }},
    Column{"error", [](const CsvRow& row) { return std::string{row.block.textOf(row.record.error)}; }},
    Column{"scheduled_s", [](const CsvRow& row) { return momentCell(row.record.scheduled); }},
    Column{"ready_s", [](const CsvRow& row) { return momentCell(row.record.ready); }},
    Column{"connect_start_s", [](const CsvRow& row) { return momentCell(row.record.connectStart); }},
    Column{"connected_s", [](const CsvRow& row) { return momentCell(row.record.connected); }},
    Column{"secured_s", [](const CsvRow& row) { return momentCell(row.record.secured); }},
    Column{"sent_s", [](const CsvRow& row) { return momentCell(row.record.sent); }},
    Column{"written_s", [](const CsvRow& row) { return momentCell(row.record.written); }},
    Column{"first_byte_s", [](const CsvRow& row) { return momentCell(row.record.firstByte); }},
    Column{"first_event_s", [](const CsvRow& row) { return momentCell(row.record.firstEvent); }},
    Column{"first_reasoning_s", [](const CsvRow& row) { return momentCell(row.record.firstReasoning); }},
    Column{"first_visible_s", [](const CsvRow& row) { return momentCell(row.record.firstVisible); }},
    Column{"first_token_s", [](const CsvRow& row) { return momentCell(row.record.firstToken.at); }},
    Column{"first_token_stamp", [](const CsvRow& row) { return stampCell(row.record.firstToken); }},
    Column{"first_token_bound_s", [](const CsvRow& row) { return boundCell(row.record.firstToken); }},
    Column{"last_token_s", [](const CsvRow& row) { return momentCell(row.record.lastToken.at); }},
    Column{"last_token_stamp", [](const CsvRow& row) { return stampCell(row.record.lastToken); }},
    Column{"last_token_bound_s", [](const CsvRow& row) { return boundCell(row.record.lastToken); }},
    Column{"end_s", [](const CsvRow& row) { return momentCell(row.record.end); }},
    Column{"chunks", [](const CsvRow& row) { return std::to_string(row.record.chunkCount); }},
    Column{"tokens_requested", [](const CsvRow& row) { return countCell(row.record.tokensRequested); }},
    Column{"tokens_streamed", [](const CsvRow& row) { return countCell(streamedTokensOf(row.record).value_or(-1)); }},
    Column{"tokens_cached", [](const CsvRow& row) { return countCell(row.record.serverCachedTokens); }},
    Column{"tokens_reasoning", [](const CsvRow& row) { return countCell(row.record.serverReasoningTokens); }},
    Column{"multimodal_img_size", [](const CsvRow& row) { return row.header.imageSize(); }},
    Column{"token_count_source",
           [](const CsvRow& row) { return std::string{tokenSourceName(row.record.tokenSource)}; }},
    Column{"first_chunk_marked",
           [](const CsvRow& row) {
               return std::string{tokenBasisOf(row.record) == TokenBasis::PerChunk ? "false" : "true"};
           }},
};

// A spreadsheet takes a text that begins so for a formula.
bool looksLikeFormula(std::string_view cell)
{
    return !cell.empty() && std::string_view{"=+-@\t\r\n"}.find(cell.front()) != std::string_view::npos
        && !parseNumber(cell);
}

// RFC 4180: quoted where it must be. What looks like a formula gets an apostrophe in front, which spreadsheets take for
// the mark of a text.
void appendCell(std::string_view cell, std::string& line)
{
    if (!line.empty())
        line += ',';
    const bool quoted = cell.find_first_of(",\"\r\n") != std::string_view::npos;
    line += quoted ? "\"" : "";
    line += looksLikeFormula(cell) ? "'" : "";
    for (const char c : cell) {
        if (c == '"')
            line += '"';
        line += c;
    }
    line += quoted ? "\"" : "";
}

std::string headLine()
{
    std::string line;
    for (const Column& column : kColumns)
        appendCell(column.name, line);
    for (const Metric& metric : metrics())
        if (!metric.perToken)
            appendCell(metric.id, line);
    for (std::uint8_t field = 0; field < ServerMetrics::kFields; ++field)
        appendCell(serverMetricName(static_cast<ServerMetrics::Field>(field)), line);
    return line + "\r\n";
}

// Latencies of a request that failed would be taken for figures: the moments above say all there is.
std::string lineOf(const CsvRow& row)
{
    const RequestRecord& record = row.record;
    std::string line;
    for (const Column& column : kColumns)
        appendCell(visibleText(column.cell(row)), line);
    const bool isOk = record.outcome == Outcome::Ok;
    for (const Metric& metric : metrics())
        if (!metric.perToken)
            appendCell(isOk ? numberCell(metric.of(row.block, record)) : std::string{}, line);
    for (const double value : row.block.serverMetricsOf(record).values)
        appendCell(numberCell(value), line);
    return line + "\r\n";
}

}  // namespace

Status writeRecordsCsv(const std::string& path, const FinishedRun& run)
{
    AtomicFile file{path};
    file.write(headLine());
    for (const RecordRef& ref : inCompletionOrder(run.blocks))
        file.write(lineOf({run.header, *ref.block, *ref.record}));
    return file.commit();
}

}  // namespace inferometer
