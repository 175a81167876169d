// SPDX-License-Identifier: GPL-3.0-or-later
// AIPerf's dag_jsonl: conversations that begin from turns of others, wait for them, or are sent round by round.
#include "core/base/visible_text.h"
#include "core/trace/dag_file.h"
#include "core/trace/trace_formats.h"

#include <unordered_map>

namespace inferometer {

namespace {

class DagReader
{
public:
    explicit DagReader(TraceBuilder& builder) : m_builder(builder) {}

    Status keep(DagConversation conversation)
    {
        if (!m_places.emplace(conversation.name, m_all.size()).second)
            return traceFault(
                sentence("errors", "the session \"%1\" stands in the file twice.").with(shownName(conversation.name)));
        m_all.push_back({std::move(conversation), m_builder.newSession()});
        return {};
    }

    // Every conversation, those that no other one begins first.
    Status build()
    {
        for (Known& known : m_all)
            if (Status named = claimChildren(known.conversation); !named)
                return named;
        std::vector<std::size_t> next;
        for (std::size_t i = 0; i < m_all.size(); ++i)
            if (!m_all[i].isChild)
                next.push_back(i);
        std::size_t built = 0;
        for (; built < next.size(); ++built)
            if (Status added = add(m_all[next[built]], next); !added)
                return added;
        for (const Known& known : m_all)
            if (!known.isBuilt) {
                m_builder.setLine(known.conversation.line);
                return traceFault(sentence("errors", "the session \"%1\" begins from itself, by a circle of branches.")
                                      .with(shownName(known.conversation.name)));
            }
        return {};
    }

private:
    struct Known
    {
        DagConversation conversation;
        std::uint32_t session = 0;
        bool isChild = false;
        bool isBuilt = false;
        std::uint32_t parent = TraceRequest::kNone;
        TraceLink link = TraceLink::None;
        Nanos delay{0};                      // before its first turn, beside its own
        std::vector<std::uint32_t> joins{};  // of its first turn
    };

    Status claim(const std::string& child)
    {
        const auto found = m_places.find(child);
        if (found == m_places.end())
            return traceFault(
                sentence("errors", "the file has no session \"%1\", which begins here.").with(shownName(child)));
        if (m_all[found->second].isChild)
            return traceFault(sentence("errors", "the session \"%1\" begins from two places.").with(shownName(child)));
        if (m_all[found->second].conversation.turns.empty())
            return traceFault(sentence("errors", "the session \"%1\" is an orchestrator, which begins from no other.")
                                  .with(shownName(child)));
        m_all[found->second].isChild = true;
        return {};
    }

    Status claimChildren(const DagConversation& conversation)
    {
        m_builder.setLine(conversation.line);
        std::vector<std::string> children = conversation.before;
        for (const DagTurn& turn : conversation.turns)
            for (const DagBranch& branch : turn.branches)
                children.push_back(branch.child);
        for (const DagRound& round : conversation.rounds)
            children.insert(children.end(), round.children.begin(), round.children.end());
        for (const std::string& child : children)
            if (Status claimed = claim(child); !claimed)
                return claimed;
        return {};
    }

    Known& begin(const std::string& child, std::uint32_t parent, TraceLink link, std::vector<std::size_t>& next)
    {
        next.push_back(m_places.at(child));
        Known& known = m_all[next.back()];
        known.parent = parent;
        known.link = parent == TraceRequest::kNone ? TraceLink::None : link;
        return known;
    }

    Status add(Known& known, std::vector<std::size_t>& next)
    {
        known.isBuilt = true;
        m_builder.setLine(known.conversation.line);
        for (const std::string& child : known.conversation.before)
            begin(child, known.parent, TraceLink::Spawn, next);
        addRounds(known, next);
        return addTurns(known, next);
    }

    void addRounds(const Known& known, std::vector<std::size_t>& next)
    {
        Nanos think{0};
        std::vector<std::uint32_t> before;
        for (const DagRound& round : known.conversation.rounds) {
            std::vector<std::uint32_t> sessions;
            for (const std::string& name : round.children) {
                Known& child = begin(name, known.parent, TraceLink::Spawn, next);
                child.delay = think;
                child.joins = before;
                sessions.push_back(child.session);
            }
            before = std::move(sessions);
            think = round.think;
        }
    }

    Status addTurns(Known& known, std::vector<std::size_t>& next)
    {
        std::unordered_multimap<std::int64_t, std::uint32_t> joins;  // sessions by the turn that waits for them
        for (const std::uint32_t session : known.joins)
            joins.emplace(0, session);
        std::int64_t number = 0;
        for (DagTurn& turn : known.conversation.turns) {
            turn.row.session = known.session;
            turn.row.delay += number == 0 ? known.delay : Nanos{0};
            turn.row.parent = number == 0 ? known.parent : TraceRequest::kNone;
            turn.row.link = known.link;
            const Result<std::uint32_t> added = m_builder.add(std::move(turn.row));
            if (!added)
                return added.error();
            for (auto [at, end] = joins.equal_range(number); at != end; ++at)
                m_builder.join(added.value(), at->second);
            for (const DagBranch& branch : turn.branches)
                joins.emplace(branch.joinAt, begin(branch.child, added.value(), branch.link, next).session);
            ++number;
        }
        return {};
    }

    TraceBuilder& m_builder;
    std::vector<Known> m_all;
    std::unordered_map<std::string, std::size_t> m_places;
};

}  // namespace

Status readDag(const TraceSource& source, TraceBuilder& builder)
{
    DagReader reader{builder};
    const Status read = eachObject(source.file, builder, [&](const TraceJson& object) -> Status {
        Result<DagConversation> conversation = readConversation(object, builder);
        return conversation ? reader.keep(std::move(conversation.value())) : Status{conversation.error()};
    });
    return read ? reader.build() : read;
}

}  // namespace inferometer
