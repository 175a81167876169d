// SPDX-License-Identifier: GPL-3.0-or-later
// The usage traces of Qwen on Bailian: a line a request, which names the one whose answer it goes on from.
#include "core/trace/trace_formats.h"

#include <unordered_map>

namespace inferometer {

namespace {

constexpr std::int64_t kBailianBlock = 16;
constexpr std::int64_t kMostChat = 1'000'000'000'000'000;

// Requests by their chat, and where a request goes on from: its session, or a fork of it.
class Chats
{
public:
    void place(std::int64_t parent, TraceBuilder& builder, TraceRow& row)
    {
        const auto found = m_requests.find(parent);
        m_lost += parent >= 0 && found == m_requests.end() ? 1 : 0;
        row.session = builder.newSession();
        if (found == m_requests.end())
            return;
        Known& known = found->second;
        if (builder.lastOf(known.session) == known.request) {
            row.session = known.session;
        } else {
            row.parent = known.request;
            row.link = TraceLink::Fork;
        }
    }
    bool keep(std::int64_t chat, std::uint32_t request, std::uint32_t session)
    {
        return m_requests.emplace(chat, Known{request, session}).second;
    }
    std::uint64_t lost() const { return m_lost; }

private:
    struct Known
    {
        std::uint32_t request = 0;
        std::uint32_t session = 0;
    };
    std::unordered_map<std::int64_t, Known> m_requests;
    std::uint64_t m_lost = 0;
};

}  // namespace

Status readBailian(const TraceSource& source, TraceBuilder& builder)
{
    Chats chats;
    Status read = builder.setBlockTokens(kBailianBlock);
    if (read)
        read = eachObject(source.file, builder, [&](const TraceJson& object) -> Status {
            TraceFields fields{object};
            for (const std::string_view key : {"chat_id", "timestamp", "input_length", "output_length"})
                fields.require(key);
            const std::int64_t chat = fields.whole("chat_id", kMostChat);
            TraceRow row{.at = fields.moment("timestamp", 1)};
            row.input = fields.whole("input_length");
            row.output = fields.whole("output_length");
            row.blocks = fields.ids("hash_ids");
            const std::int64_t parent = fields.whole("parent_chat_id", kMostChat, -1);
            fields.leaveOthers(
                {"chat_id", "parent_chat_id", "timestamp", "input_length", "output_length", "hash_ids", "turn"},
                builder);
            if (Status sound = fields.status(); !sound)
                return sound;
            chats.place(parent, builder, row);
            const std::uint32_t session = row.session;
            const Result<std::uint32_t> added = builder.add(std::move(row));
            if (added && !chats.keep(chat, added.value(), session))
                return traceFault(sentence("errors", "chat %1 stands in the file twice; remove one.").with(chat));
            return added ? Status{} : added.error();
        });
    if (read && chats.lost() > 0)
        builder.note(sentence("errors",
                              "%1 requests go on from a chat that stands nowhere before them; each begins a "
                              "session of its own.")
                         .with(Figure::count(chats.lost())));
    return read;
}

}  // namespace inferometer
