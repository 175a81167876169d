// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/kit_figures.h"
#include "core/store/json_writer.h"
#include "core/store/result_files.h"

#include <cmath>

namespace inferometer {

namespace {

void writeCount(JsonWriter& json, std::string_view key, std::int64_t count)
{
    json.key(key);
    if (count < 0)
        json.null();
    else
        json.value(count);
}

void writeCount(JsonWriter& json, std::string_view key, const std::optional<std::int64_t>& count)
{
    writeCount(json, key, count.value_or(-1));
}

void writeMoment(JsonWriter& json, std::string_view key, Nanos moment)
{
    json.key(key);
    if (isSet(moment))
        json.value(seconds(moment));
    else
        json.null();
}

std::optional<std::int64_t> sum(std::optional<std::int64_t> a, std::optional<std::int64_t> b)
{
    return a && b ? std::optional{*a + *b} : std::nullopt;
}

std::optional<std::int64_t> known(std::int32_t count)
{
    return count >= 0 ? std::optional<std::int64_t>{count} : std::nullopt;
}

class ResponsesFile
{
public:
    ResponsesFile(AtomicFile& file, const FinishedRun& run) : m_json(file), m_run(run), m_image(run.header.imageSize())
    {}

    void write()
    {
        const std::vector<RecordRef> records = inCompletionOrder(m_run.blocks);
        m_switching = switchingTimeOf(m_run.blocks);
        m_json.beginArray();
        for (const RecordRef& ref : records)
            if (ref.record->phase == Phase::Measured)
                writeRecord(ref);
        m_json.endArray();
        m_json.endDocument();
    }

private:
    void writeRecord(const RecordRef& ref)
    {
        m_json.beginObject();
        writeError(ref);
        m_json.key("prompt_name").value(m_run.header.promptName(*ref.record));
        writeTimeOfDay("start_time", ref.record->sent);
        if (ref.record->outcome == Outcome::Ok) {
            writeTimeOfDay("end_time", ref.record->end);
            writeServer(ref);
            writeClient(*ref.record);
        }
        writeOurs(ref);
        m_json.endObject();
    }

    void writeError(const RecordRef& ref)
    {
        const RequestRecord& record = *ref.record;
        m_json.key("error_code");
        if (record.outcome == Outcome::Ok)
            m_json.null();
        else if (record.outcome == Outcome::HttpError || record.outcome == Outcome::RateLimited)
            m_json.value(record.httpStatus);
        else
            m_json.value(outcomeName(record.outcome));
        m_json.key("error_msg")
            .value(record.outcome == Outcome::Ok ? std::string_view{} : ref.block->textOf(record.error));
    }

    // A request that was never sent has none.
    void writeTimeOfDay(std::string_view key, Nanos moment)
    {
        if (isSet(moment))
            m_json.key(key).value(std::string_view{localTimeOfDay(m_run.facts.startUtc + moment)});
    }

    void writeServer(const RecordRef& ref)
    {
        const RequestRecord& record = *ref.record;
        const auto input = known(record.serverInputTokens);
        const auto output = known(record.serverOutputTokens);
        writeCount(m_json, "server_number_input_tokens", input);
        writeCount(m_json, "server_number_output_tokens", output);
        writeCount(m_json, "server_number_total_tokens", sum(input, output));
        const ServerMetrics reported = ref.block->serverMetricsOf(record);
        for (std::size_t i = 0; i < ServerMetrics::kKitFields; ++i) {
            const auto field = static_cast<ServerMetrics::Field>(i);
            writeServerValue(field, reported.values.at(i));
            if (field == ServerMetrics::Ttft && m_run.header.spec.evaluation == Evaluation::Synthetic)
                writeSwitchingTime(record);
        }
    }

    void writeServerValue(ServerMetrics::Field field, double value)
    {
        m_json.key(serverMetricName(field));
        if (field == ServerMetrics::BatchSize && std::abs(value) < 1e9 && value == std::floor(value))
            m_json.value(static_cast<std::int64_t>(value));
        else
            m_json.value(value);
    }

    void writeSwitchingTime(const RequestRecord& record)
    {
        m_json.key("server_switching_time");
        if (m_switching && m_switching->record == &record)
            m_json.value(m_switching->value);
        else
            m_json.null();
    }

    void writeClient(const RequestRecord& record)
    {
        writeCount(m_json, "number_input_tokens", inputTokensOf(record));
        writeCount(m_json, "number_output_tokens", outputTokensOf(record));
        writeCount(m_json, "number_total_tokens", sum(inputTokensOf(record), outputTokensOf(record)));
        m_json.key("client_ttft_s").value(kitTtft(record));
        m_json.key("client_end_to_end_latency_s").value(kitLatency(record));
        m_json.key("client_output_token_per_s_per_request").value(kitOutputRate(record));
        m_json.key("client_total_tokens_per_s_per_request").value(kitTotalRate(record));
    }

    void writeOurs(const RecordRef& ref)
    {
        const RequestRecord& record = *ref.record;
        m_json.key("request_id").value(std::string_view{m_run.header.requestId(record)});
        m_json.key("outcome").value(outcomeName(record.outcome));
        writeCount(m_json, "http_status", record.httpStatus == 0 ? -1 : std::int64_t{record.httpStatus});
        writeMoment(m_json, "scheduled_s", record.scheduled);
        if (isSet(record.ready))
            writeMoment(m_json, "ready_s", record.ready);
        writeMoment(m_json, "sent_s", record.sent);
        writeMoment(m_json, "written_s", record.written);
        writeMoment(m_json, "first_byte_s", record.firstByte);
        writeMoment(m_json, "first_token_s", record.firstToken.at);
        writeMoment(m_json, "last_token_s", record.lastToken.at);
        writeMoment(m_json, "end_s", record.end);
        m_json.key("first_token_stamp");
        if (isSet(record.firstToken.at))
            m_json.value(stampName(record.firstToken.stamp));
        else
            m_json.null();
        writeMoment(m_json, "first_token_bound_s", isSet(record.firstToken.at) ? record.firstToken.bound : kUnset);
        if (m_run.header.spec.keep.saveChunks)
            writeChunks(ref);
        m_json.key("token_count_source").value(tokenSourceName(record.tokenSource));
        writeCount(m_json, "tokens_requested", known(record.tokensRequested));
        writeCount(m_json, "tokens_streamed", streamedTokensOf(record));
        writeCount(m_json, "tokens_cached", known(record.serverCachedTokens));
        const ServerMetrics reported = ref.block->serverMetricsOf(record);
        for (std::size_t i = ServerMetrics::kKitFields; i < ServerMetrics::kFields; ++i)
            writeServerValue(static_cast<ServerMetrics::Field>(i), reported.values.at(i));
        m_json.key("multimodal_img_size").value(std::string_view{m_image});
        if (m_run.header.datasetRow(record) >= 0)
            m_json.key("dataset_row").value(m_run.header.datasetRow(record));
        m_json.key("attempt").value(record.attempt);
        writeMoment(m_json, "retry_after_s",
                    record.retryAfterMs < 0 ? kUnset : std::chrono::milliseconds{record.retryAfterMs});
        if (record.headers.length > 0)
            m_json.key("response_headers").value(ref.block->textOf(record.headers));
        if (record.rawEvents.length > 0)
            writeRawEvents(ref);
    }

    void writeRawEvents(const RecordRef& ref)
    {
        m_json.key("raw_events").beginArray();
        for (const RawEvent& event : rawEventsOf(*ref.block, *ref.record)) {
            m_json.beginObject();
            writeMoment(m_json, "arrival_s", event.at);
            m_json.key("text").value(event.bytes);
            m_json.endObject();
        }
        m_json.endArray();
    }

    void writeChunks(const RecordRef& ref)
    {
        m_arrivals.clear();
        m_tokens.clear();
        for (const Chunk& chunk : chunksOf(*ref.block, *ref.record)) {
            m_arrivals.push_back(seconds(chunk.arrival.at));
            m_tokens.push_back(chunk.tokens);
        }
        m_json.key("chunk_arrivals_s").values(m_arrivals);
        m_json.key("chunk_tokens").values(m_tokens);
        // Else one a chunk stands there, and the figures spread the total evenly.
        m_json.key("chunk_tokens_known").raw(tokenBasisOf(*ref.record) == TokenBasis::PerChunk ? "true" : "false");
    }

    JsonWriter m_json;
    const FinishedRun& m_run;
    const std::string m_image;
    std::optional<SwitchingTime> m_switching;
    std::vector<double> m_arrivals;
    std::vector<std::uint32_t> m_tokens;
};

}  // namespace

Status writeIndividualResponses(const std::string& path, const FinishedRun& run)
{
    AtomicFile file{path};
    ResponsesFile{file, run}.write();
    return file.commit();
}

}  // namespace inferometer
