// SPDX-License-Identifier: GPL-3.0-or-later
// Mooncake's lines, what AIPerf added to them, and vLLM's timed trace, which has the same lines on another scale.
#include "core/trace/trace_formats.h"

namespace inferometer {

namespace {

void readBody(TraceFields& fields, TraceRow& row)
{
    TraceBody body;
    const bool isDelta = fields.name("message_mode") == "delta";
    if (fields.has("text_input")) {
        body.content = TraceJson(fields.name("text_input")).dump();
    } else if (fields.has("messages")) {
        body = {TraceBody::Kind::Messages, isDelta, fields.list("messages").dump()};
        body.tools = fields.has("tools") ? fields.list("tools").dump() : std::string{};
    } else if (fields.has("payload")) {
        body = {TraceBody::Kind::Payload, false, fields.object("payload").dump()};
    }
    body.extra = fields.has("extra") ? fields.object("extra").dump() : std::string{};
    if (!body.content.empty() || !body.extra.empty())
        row.body = std::move(body);
}

void checkShape(TraceFields& fields)
{
    int said = 0;
    for (const std::string_view key : {"input_length", "text_input", "messages", "payload"})
        said += fields.has(key) ? 1 : 0;
    if (said != 1)
        fields.blame(sentence("errors", R"(it must have one of "input_length", "text_input", "messages", "payload".)"));
    if (fields.has("tools") && !fields.has("messages"))
        fields.blame(sentence("errors", R"("tools" stand without "messages"; remove them or add those.)"));
    if (fields.has("timestamp") && fields.has("delay"))
        fields.blame(sentence("errors", R"(it has a "timestamp" and a "delay"; give it one of them.)"));
    const std::string mode = fields.name("message_mode");
    if (!mode.empty() && mode != "history" && mode != "delta")
        fields.blame(sentence("errors", R"("message_mode" must be history or delta.)"));
}

Status readLines(const TraceSource& source, TraceBuilder& builder, double unit, std::int64_t blockTokens)
{
    return eachObject(source.file, builder, [&](const TraceJson& object) -> Status {
        TraceFields fields{object};
        checkShape(fields);
        TraceRow row{.at = fields.moment("timestamp", unit), .delay = fields.moment("delay", unit)};
        row.input = fields.whole("input_length");
        row.output = fields.whole("output_length");
        row.images = std::max<std::int64_t>(fields.whole("num_images", kMostTraceImages), 0);
        row.blocks = fields.ids("hash_ids");
        const std::int64_t tokens = fields.has("block_size") ? fields.whole("block_size") : blockTokens;
        readBody(fields, row);
        if (const std::string session = fields.name("session_id"); !session.empty())
            row.session = builder.session(session);
        fields.leaveOthers({"timestamp", "delay", "input_length", "output_length", "num_images", "hash_ids",
                            "block_size", "text_input", "messages", "payload", "tools", "extra", "message_mode",
                            "session_id"},
                           builder);
        Status sound = fields.status();
        if (sound && !row.blocks.empty())
            sound = builder.setBlockTokens(tokens);
        if (!sound)
            return sound;
        const Result<std::uint32_t> added = builder.add(std::move(row));
        return added ? Status{} : added.error();
    });
}

}  // namespace

Status readMooncake(const TraceSource& source, TraceBuilder& builder) { return readLines(source, builder, 1e-3, 512); }

Status readVllmTrace(const TraceSource& source, TraceBuilder& builder) { return readLines(source, builder, 1, 16); }

}  // namespace inferometer
