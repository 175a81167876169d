// SPDX-License-Identifier: GPL-3.0-or-later
// Spans of OpenTelemetry with the GenAI attributes: OTLP's JSON, or a span a line. Other spans are left out.
#include "core/base/foreign_json.h"
#include "core/base/foreign_object.h"
#include "core/base/text.h"
#include "core/trace/otel_messages.h"
#include "core/trace/trace_formats.h"

namespace inferometer {

namespace {

// OTLP's {"stringValue": "x"} or {"intValue": "12"}, or the value as it stands.
TraceJson plain(const TraceJson& value)
{
    if (!value.is_object() || value.size() != 1)
        return value;
    const std::string kind = value.begin().key();
    const TraceJson& inner = value.front();
    if (kind == "intValue" && inner.is_string())
        return parseInteger(inner.get<std::string>()).value_or(-1);
    return kind == "stringValue" || kind == "intValue" || kind == "doubleValue" ? inner : value;
}

// The attributes by name, whether they are OTLP's list or an object.
TraceJson attributesOf(const TraceJson& span)
{
    TraceJson named = TraceJson::object();
    const TraceJson& all = memberOf(span, "attributes");
    if (all.is_object())
        return all;
    for (const TraceJson& one : all)
        if (const TraceJson& key = memberOf(one, "key"); key.is_string())
            named[key.get<std::string>()] = plain(memberOf(one, "value"));
    return named;
}

// A list that may be written as its text, as attributes hold no lists of objects.
Result<TraceJson> listOf(TraceFields& fields, std::string_view key, const TraceJson& value)
{
    TraceJson list = value.is_string() ? parseForeignJson<TraceJson>(value.get<std::string>()) : value;
    if (!list.is_array())
        fields.blame(sentence("errors", "\"%1\" must be a list, or the text of one.").with(key));
    return list.is_array() ? list : TraceJson::array();
}

class SpanReader
{
public:
    explicit SpanReader(TraceBuilder& builder) : m_builder(builder) {}

    Status take(const TraceJson& span)
    {
        const TraceJson attributes = attributesOf(span);
        TraceFields values{attributes};
        const bool isCall = values.has("gen_ai.usage.input_tokens") || values.has("gen_ai.input.messages");
        if (!isCall)
            return ++m_others, Status{};
        TraceFields fields{span};
        TraceRow row{.at = startOf(fields)};
        row.input = values.whole("gen_ai.usage.input_tokens");
        row.output = values.whole("gen_ai.usage.output_tokens");
        std::string session = values.name("gen_ai.conversation.id");
        for (const std::string_view key : {"traceId", "trace_id"})
            session = session.empty() ? fields.name(key) : session;
        if (!session.empty())
            row.session = m_builder.session(session);
        Status sound = values.has("gen_ai.input.messages") ? readMessages(values, attributes, row) : Status{};
        for (const Status& status : {sound, fields.status(), values.status()})
            if (!status)
                return status;
        const Result<std::uint32_t> added = m_builder.add(std::move(row));
        return added ? Status{} : added.error();
    }

    std::uint64_t others() const { return m_others; }

private:
    static Nanos startOf(TraceFields& fields)
    {
        for (const std::string_view key : {"startTimeUnixNano", "start_time_unix_nano"})
            if (const std::optional<std::int64_t> nanos = parseInteger(fields.name(key)); nanos)
                return Nanos{*nanos};
        fields.require("start_time");
        return fields.isoMoment("start_time");
    }

    static Status readMessages(TraceFields& values, const TraceJson& attributes, TraceRow& row)
    {
        const Result<TraceJson> list
            = listOf(values, "gen_ai.input.messages", memberOf(attributes, "gen_ai.input.messages"));
        const Result<TraceJson> messages = openAiMessages(list.value());
        if (!messages)
            return messages.error();
        row.body = TraceBody{TraceBody::Kind::Messages, false, messages.value().dump()};
        if (values.has("gen_ai.tool.definitions"))
            row.body->tools = listOf(values, "gen_ai.tool.definitions", memberOf(attributes, "gen_ai.tool.definitions"))
                                  .value()
                                  .dump();
        return {};
    }

    TraceBuilder& m_builder;
    std::uint64_t m_others = 0;
};

// {"resourceSpans": [{"scopeSpans": [{"spans": [...]}]}]}
Status readOtlp(const TraceJson& object, SpanReader& reader)
{
    for (const TraceJson& resource : memberOf(object, "resourceSpans"))
        for (const TraceJson& scope : memberOf(resource, "scopeSpans"))
            for (const TraceJson& span : memberOf(scope, "spans"))
                if (Status taken = reader.take(span); !taken)
                    return taken;
    return {};
}

}  // namespace

Status readOtel(const TraceSource& source, TraceBuilder& builder)
{
    SpanReader reader{builder};
    std::string value;
    while (source.file.skipBlanks() != RowFile::kEnd) {
        builder.setLine(source.file.line());
        if (Status taken = source.file.takeValue(value); !taken)
            return taken;
        const Result<TraceJson> object = parseForeignObject(value);
        if (!object)
            return object.error();
        const bool isOtlp = object.value().contains("resourceSpans");
        if (Status read = isOtlp ? readOtlp(object.value(), reader) : reader.take(object.value()); !read)
            return read;
    }
    if (reader.others() > 0)
        builder.note(sentence("errors", "%1 spans are no calls of a model and are left out.")
                         .with(Figure::count(reader.others())));
    return {};
}

}  // namespace inferometer
