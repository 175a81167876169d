// SPDX-License-Identifier: GPL-3.0-or-later
// Weka's traces of coding agents, which AgentX replays: an object a conversation, whose sub-agents lie within it.
#include "core/base/text.h"
#include "core/trace/trace_formats.h"

namespace inferometer {

namespace {

constexpr std::int64_t kWekaBlock = 64;  // where a file does not say

// One conversation, request by request.
class WekaReader
{
public:
    explicit WekaReader(TraceBuilder& builder) : m_builder(builder), m_session(builder.newSession()) {}

    Status take(const TraceJson& object)
    {
        const bool isAgent = memberOf(object, "type") == "subagent";
        return isAgent ? takeAgent(object) : takeCall(object, m_session, Nanos{0});
    }

private:
    Status takeCall(const TraceJson& object, std::uint32_t session, Nanos begin)
    {
        TraceFields fields{object};
        for (const std::string_view key : {"t", "type", "in", "out"})
            fields.require(key);
        if (const std::string type = fields.name("type"); type != "n" && type != "s")
            fields.blame(sentence("errors", R"("type" must be n, s or, outside a sub-agent, subagent.)"));
        TraceRow row{.at = begin + fields.moment("t", 1), .delay = fields.moment("think_time", 1), .session = session};
        row.input = fields.whole("in");
        row.output = fields.whole("out");
        row.blocks = fields.ids("hash_ids");
        const bool isFirst = m_builder.lastOf(session) == TraceRequest::kNone;
        row.parent = session == m_session || !isFirst ? TraceRequest::kNone : m_builder.lastOf(m_session);
        row.link = row.parent == TraceRequest::kNone ? TraceLink::None : TraceLink::Spawn;
        fields.leaveOthers({"t", "type", "in", "out", "hash_ids", "think_time"}, m_builder);
        if (Status sound = fields.status(); !sound)
            return sound;
        const Result<std::uint32_t> added = m_builder.add(std::move(row));
        if (!added)
            return added.error();
        for (; session == m_session && !m_running.empty(); m_running.pop_back())
            m_builder.join(added.value(), m_running.back());
        return {};
    }

    Status takeAgent(const TraceJson& object)
    {
        TraceFields fields{object};
        fields.require("t");
        fields.require("requests");
        const Nanos begin = fields.moment("t", 1);
        const TraceJson& calls = fields.list("requests");
        const bool waitedFor = fields.name("status") != "async_launched";
        fields.leaveOthers({"t", "type", "agent_id", "requests", "status"}, m_builder);
        if (Status sound = fields.status(); !sound || calls.empty())
            return sound;
        // Some files count a sub-agent's times from the conversation's begin, some from its own.
        TraceFields first{calls.front()};
        const Nanos own = first.moment("t", 1) < begin ? begin : Nanos{0};
        const std::uint32_t session = m_builder.newSession();
        for (const TraceJson& call : calls)
            if (Status taken = takeCall(call, session, own); !taken)
                return taken;
        if (waitedFor)
            m_running.push_back(session);
        return {};
    }

    TraceBuilder& m_builder;
    const std::uint32_t m_session;
    std::vector<std::uint32_t> m_running;  // sub-agents that the next call waits for
};

Status readConversation(RowFile& file, TraceBuilder& builder)
{
    WekaReader reader{builder};
    std::string name;
    std::string value;
    builder.beginBlockScope();
    for (;;) {
        builder.setLine(file.line());
        const Result<bool> any = file.takeMember(name);
        if (!any || !any.value())
            return any ? Status{} : any.error();
        Status read = name == "\"requests\""
            ? eachElement(file, builder, [&](const TraceJson& object) { return reader.take(object); })
            : file.takeValue(value);
        if (read && name == "\"hash_id_scope\"" && value != "\"local\"")
            read = traceFault(sentence("errors", R"("hash_id_scope" must be "local".)"));
        if (read && name == "\"block_size\"")
            read = builder.setBlockTokens(parseInteger(value).value_or(0));
        if (!read)
            return read;
    }
}

}  // namespace

Status readWeka(const TraceSource& source, TraceBuilder& builder)
{
    while (source.file.skipBlanks() != RowFile::kEnd)
        if (Status read = readConversation(source.file, builder); !read)
            return read;
    return builder.blockTokens() != 0 ? Status{} : builder.setBlockTokens(kWekaBlock);
}

}  // namespace inferometer
