// SPDX-License-Identifier: GPL-3.0-or-later
// TraceLab's coding sessions: a line a round, with the part of its input that the cache had. It hashes no content, so
// the blocks are made of that part: they are those of the session's round before, and new ones behind.
#include "core/trace/trace_formats.h"

#include <algorithm>
#include <unordered_map>

namespace inferometer {

namespace {

constexpr std::int64_t kTraceLabBlock = 64;

// When the round was asked: its last input, since no request leaves before that; else its first output.
Nanos askedAt(TraceFields& fields)
{
    Nanos input = kUnset;
    Nanos output = kUnset;
    for (const TraceJson& one : fields.list("timing_events")) {
        TraceFields event{one};
        const Nanos moment = event.isoMoment("timestamp");
        const std::string type = event.name("event_type");
        const bool isInput = type == "user_message" || type == "tool_result";
        if (!event.status())
            fields.blame(event.status().error().said);
        else if (isSet(moment) && isInput)
            input = std::max(input, moment);
        else if (isSet(moment))
            output = isSet(output) ? std::min(output, moment) : moment;
    }
    return isSet(input) ? input : output;
}

}  // namespace

Status readTraceLab(const TraceSource& source, TraceBuilder& builder)
{
    std::unordered_map<std::uint32_t, std::vector<std::uint64_t>> before;  // blocks by session
    std::uint64_t fresh = 0;
    std::uint64_t undated = 0;
    Status read = builder.setBlockTokens(kTraceLabBlock);
    if (read)
        read = eachObject(source.file, builder, [&](const TraceJson& object) -> Status {
            TraceFields fields{object};
            fields.require("session_id");
            fields.require("input_tokens_total");
            TraceRow row{.at = askedAt(fields)};
            row.input = fields.whole("input_tokens_total");
            row.output = fields.whole("output_tokens");
            const std::int64_t cached = fields.whole("prefix_tokens");
            const std::string session = fields.name("session_id");
            fields.leaveOthers({"session_id", "round_index", "input_tokens_total", "output_tokens", "prefix_tokens",
                                "newly_append_tokens", "timing_events"},
                               builder);
            if (Status sound = fields.status(); !sound)
                return sound;
            row.session = builder.session(session);
            std::vector<std::uint64_t>& blocks = before[row.session];
            const auto most = static_cast<std::size_t>(row.input / kTraceLabBlock);
            const auto known = static_cast<std::size_t>(std::max<std::int64_t>(cached, 0) / kTraceLabBlock);
            if (most > kMostRequestBlocks)
                return traceFault(sentence("errors", "it has more input than a request of a trace may have."));
            blocks.resize(std::min({known, blocks.size(), most}));
            while (blocks.size() < most)
                blocks.push_back(fresh++);
            row.blocks = blocks;
            undated += isSet(row.at) ? 0 : 1;
            const Result<std::uint32_t> added = builder.add(std::move(row));
            return added ? Status{} : added.error();
        });
    if (read && undated > 0)
        builder.note(sentence("errors", "%1 rounds have no time and follow the one before them at once.")
                         .with(Figure::count(undated)));
    return read;
}

}  // namespace inferometer
