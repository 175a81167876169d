// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/trace_lines.h"

#include <algorithm>
#include <string>

namespace inferometer {

namespace {

constexpr std::uint32_t kNone = TraceRequest::kNone;
constexpr std::uint32_t kMooncakeBlock = 512;

// Milliseconds, exact: a double would lose nanoseconds of a trace of months.
void appendMilliseconds(Nanos moment, std::string& line)
{
    constexpr std::int64_t kMilli = 1'000'000;
    line += std::to_string(moment.count() / kMilli);
    if (const std::int64_t rest = moment.count() % kMilli; rest != 0) {
        std::string decimals = std::to_string(kMilli + rest).substr(1);
        decimals.erase(decimals.find_last_not_of('0') + 1);
        line += "." + decimals;
    }
}

void appendBody(const TraceBody& body, std::string& line)
{
    if (body.content.empty())
        return;
    line += body.kind == TraceBody::Kind::Text   ? ",\"text_input\":"
        : body.kind == TraceBody::Kind::Messages ? ",\"messages\":"
                                                 : ",\"payload\":";
    line += body.content;
    if (body.delta)
        line += R"(,"message_mode":"delta")";
    if (!body.tools.empty())
        line += ",\"tools\":" + body.tools;
}

void appendBlocks(const Trace& trace, const TraceRequest& request, std::string& line)
{
    if (request.blocks == 0)
        return;
    line += ",\"hash_ids\":[";
    for (const std::uint32_t id : trace.blocksOf(request))
        line += std::to_string(id) + ",";
    line.back() = ']';
    if (trace.blockTokens != kMooncakeBlock)
        line += ",\"block_size\":" + std::to_string(trace.blockTokens);
}

}  // namespace

Result<std::vector<Sentence>> lossesInLines(const Trace& trace)
{
    std::uint64_t branches = 0;
    std::uint64_t delays = 0;
    std::uint64_t lengths = 0;
    for (const TraceRequest& request : trace.requests) {
        branches += request.parent != kNone ? 1 : 0;
        delays += request.timed && request.waits() ? 1 : 0;
        lengths += request.input >= 0 && request.body != kNone && !trace.bodies[request.body].content.empty() ? 1 : 0;
        if (request.parent != kNone && !request.timed)
            return traceFault(sentence("errors",
                                       "Its sessions begin from each other without times, which Mooncake's "
                                       "lines cannot say; use the file as it is."));
    }
    std::vector<Sentence> losses;
    if (branches + trace.joins.size() > 0)
        losses.push_back(sentence("errors", "Not written: from where %1 sessions begin, and the %2 waits for them.")
                             .with(Figure::count(branches), Figure::count(trace.joins.size())));
    if (delays > 0)
        losses.push_back(sentence("errors", "Not written: the delays of %1 requests that have a time, too.")
                             .with(Figure::count(delays)));
    if (lengths > 0)
        losses.push_back(sentence("errors", "Not written: the lengths of %1 requests that have a text.")
                             .with(Figure::count(lengths)));
    return losses;
}

void writeTraceLines(const Trace& trace, const std::function<void(std::string_view line)>& write)
{
    std::vector<std::uint32_t> turns(trace.sessions);
    for (const TraceRequest& request : trace.requests)
        ++turns[request.session];
    std::string line;
    for (const TraceRequest& request : trace.requests) {
        const TraceBody* body = request.body == kNone ? nullptr : &trace.bodies[request.body];
        line = request.timed ? "{\"timestamp\":" : "{\"delay\":";
        appendMilliseconds(request.timed ? request.at : request.delay, line);
        if (turns[request.session] > 1 || !request.timed)
            line += ",\"session_id\":\"" + std::to_string(request.session) + "\"";
        if (body == nullptr || body->content.empty())
            line += ",\"input_length\":" + std::to_string(std::max(request.input, 0));
        else
            appendBody(*body, line);
        if (body != nullptr && !body->extra.empty())
            line += ",\"extra\":" + body->extra;
        if (request.output >= 0)
            line += ",\"output_length\":" + std::to_string(request.output);
        if (request.images > 0)
            line += ",\"num_images\":" + std::to_string(request.images);
        appendBlocks(trace, request, line);
        write(line += "}\n");
    }
}

}  // namespace inferometer
