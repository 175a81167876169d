// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/dag_file.h"

#include "core/base/visible_text.h"

namespace inferometer {

namespace {

constexpr double kMilli = 1e-3;
constexpr std::int64_t kMostTurns = 1'000'000;

std::vector<std::string> namesIn(TraceFields& fields, std::string_view key)
{
    std::vector<std::string> names;
    for (const TraceJson& name : fields.list(key)) {
        if (!name.is_string())
            fields.blame(sentence("errors", "\"%1\" must be a list of names.").with(key));
        else
            names.push_back(name.get<std::string>());
    }
    return names;
}

// A name, or {child, background}.
void readFork(TraceFields& fields, const TraceJson& fork, bool isLast, DagTurn& turn)
{
    const TraceJson& child = fork.is_string() ? fork : memberOf(fork, "child");
    if (!child.is_string())
        return fields.blame(sentence("errors", R"("forks" must be a list of names, or of objects with a "child".)"));
    if (memberOf(fork, "background") != true && !isLast)
        fields.blame(sentence("errors", R"(a fork ends its conversation, which has more turns; set "background".)"));
    turn.branches.push_back({child.get<std::string>(), TraceLink::Fork, -1});
}

// A name, or {children, join_at}: joined at the next turn, where there is one.
void readSpawn(TraceFields& fields, const TraceJson& spawn, std::int64_t next, std::int64_t turns, DagTurn& turn)
{
    if (spawn.is_string()) {
        turn.branches.push_back({spawn.get<std::string>(), TraceLink::Spawn, next < turns ? next : -1});
        return;
    }
    TraceFields group{spawn};
    group.require("children");
    const std::int64_t told = group.whole("join_at", kMostTurns);
    const std::int64_t joinAt = told < 0 && next < turns ? next : told;
    if (told >= 0 && (told < next || told >= turns))
        group.blame(sentence("errors", R"("join_at" must be a later turn of the conversation.)"));
    for (std::string& child : namesIn(group, "children"))
        turn.branches.push_back({std::move(child), TraceLink::Spawn, joinAt});
    if (const Status sound = group.status(); !sound)
        fields.blame(sound.error().said);
}

Result<DagTurn> readTurn(const TraceJson& object, std::int64_t at, std::int64_t turns, TraceBuilder& builder)
{
    TraceFields fields{object};
    fields.require("messages");
    const bool isLast = at + 1 == turns;
    DagTurn turn;
    turn.row.delay = fields.has("delay") ? fields.moment("delay", kMilli) : Nanos{0};
    turn.row.output = fields.whole("max_tokens");
    turn.row.body = TraceBody{TraceBody::Kind::Messages, true, fields.list("messages").dump()};
    turn.row.body->tools = fields.has("tools") ? fields.list("tools").dump() : std::string{};
    turn.row.body->extra = fields.has("extra") ? fields.object("extra").dump() : std::string{};
    for (const TraceJson& fork : fields.list("forks"))
        readFork(fields, fork, isLast, turn);
    for (const TraceJson& spawn : fields.list("spawns"))
        readSpawn(fields, spawn, at + 1, turns, turn);
    fields.leaveOthers({"messages", "max_tokens", "tools", "extra", "forks", "spawns", "delay"}, builder);
    if (const Status sound = fields.status(); !sound)
        return sound.error();
    return turn;
}

void readRounds(TraceFields& fields, const TraceJson& object, DagConversation& made)
{
    const Nanos think = fields.has("think_time_ms") ? fields.moment("think_time_ms", kMilli) : Nanos{0};
    if (!memberOf(object, "rounds").is_array()) {
        if (fields.has("rounds") && memberOf(object, "rounds") != 1)
            fields.blame(
                sentence("errors", R"("rounds" must be a list: a number of them sends the same sessions again.)"));
        made.rounds.push_back({namesIn(fields, "spawns"), think});
        return;
    }
    for (const TraceJson& one : fields.list("rounds")) {
        TraceFields round{one};
        round.require("spawns");
        made.rounds.push_back({namesIn(round, "spawns"), think});
        if (round.has("think_time_ms"))
            made.rounds.back().think = round.moment("think_time_ms", kMilli);
        if (const Status sound = round.status(); !sound)
            fields.blame(sound.error().said);
    }
}

}  // namespace

Result<DagConversation> readConversation(const TraceJson& object, TraceBuilder& builder)
{
    TraceFields fields{object};
    fields.require("session_id");
    DagConversation made{fields.name("session_id"), builder.line()};
    const TraceJson& turns = fields.list("turns");
    made.before = namesIn(fields, "pre_session_spawns");
    const bool isDelta = fields.name("context_mode") != "message_array_with_responses";
    const bool isOrchestrator = memberOf(object, "orchestrator") == true;
    if (isOrchestrator)
        readRounds(fields, object, made);
    if (turns.empty() != isOrchestrator)
        fields.blame(sentence("errors", R"(it must have "turns", or be an "orchestrator" and have none.)"));
    fields.leaveOthers({"session_id", "turns", "pre_session_spawns", "context_mode", "orchestrator", "spawns", "rounds",
                        "think_time_ms"},
                       builder);
    if (const Status sound = fields.status(); !sound)
        return sound.error();
    for (const TraceJson& turn : turns) {
        Result<DagTurn> read = readTurn(turn, static_cast<std::int64_t>(made.turns.size()),
                                        static_cast<std::int64_t>(turns.size()), builder);
        if (!read)
            return read.error();
        read.value().row.body->delta = isDelta;
        made.turns.push_back(std::move(read.value()));
    }
    return made;
}

}  // namespace inferometer
