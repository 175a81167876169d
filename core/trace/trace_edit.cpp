// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/trace_edit.h"

#include "core/base/text.h"
#include "core/trace/trace_synthesis.h"

#include <algorithm>

namespace inferometer {

namespace {

constexpr std::uint32_t kNone = TraceRequest::kNone;

Error wrong(std::string_view key, const Sentence& said) { return {Errc::InvalidInput, said, key}; }

Status checkFactor(std::string_view key, double value)
{
    if (value >= 1 / kMostTraceFactor && value <= kMostTraceFactor)
        return {};
    return wrong(key,
                 sentence("errors", "%1 must be from %2 to %3, not %4.")
                     .with(Figure::flag(key), 1 / kMostTraceFactor, kMostTraceFactor, value));
}

Status check(const TraceEdit& edit)
{
    constexpr std::int64_t kMostLoops = 100'000;
    for (const auto& [key, value] : {std::pair{"speed", edit.speed}, {"longer", edit.longer}, {"denser", edit.denser}})
        if (Status fits = checkFactor(key, value); !fits)
            return fits;
    if (!(edit.from >= 0 && edit.from < edit.to && edit.to <= kLongestTrace))
        return wrong("from",
                     sentence("errors", "%1 must be 0 or more, and less than %2.")
                         .with(Figure::flag("from"), Figure::flag("to")));
    if (!(edit.maxGap >= 0 && edit.maxGap <= kLongestTrace))
        return wrong("max-gap", sentence("errors", "%1 must be 0 or more, in seconds.").with(Figure::flag("max-gap")));
    if (edit.loops < 1 || edit.loops > kMostLoops)
        return wrong(
            "loop",
            sentence("errors", "%1 must be from 1 to %2, not %3.").with(Figure::flag("loop"), kMostLoops, edit.loops));
    return {};
}

// What is left out is forgotten: a session that loses its first requests begins with the next one, at its time.
Status cut(Trace& trace, const TraceEdit& edit)
{
    const auto within
        = [&](const TraceRequest& one) { return seconds(one.at) >= edit.from && seconds(one.at) < edit.to; };
    std::vector<std::uint32_t> to(trace.requests.size(), kNone);
    std::vector<bool> begun(trace.sessions);
    std::vector<TraceRequest> kept;
    std::uint64_t beheaded = 0;
    for (std::size_t i = 0; i < to.size(); ++i) {
        TraceRequest request = trace.requests[i];
        if (!within(request))
            continue;
        to[i] = static_cast<std::uint32_t>(kept.size());
        const bool lost = request.parent == kNone ? request.turn > 0 : to[request.parent] == kNone;
        if (!begun[request.session] && lost) {
            ++beheaded;
            request.parent = kNone;
            request.link = TraceLink::None;
            request.delay = kUnset;
            request.timed = true;
        } else if (request.parent != kNone) {
            request.parent = to[request.parent];
        }
        begun[request.session] = true;
        kept.push_back(request);
    }
    if (kept.empty())
        return wrong("from",
                     sentence("errors", "no request lies within %1 and %2 of a trace of %3 s.")
                         .with(Figure::flag("from"), Figure::flag("to"), seconds(trace.duration())));
    std::erase_if(trace.joins,
                  [&](const TraceJoin& join) { return to[join.request] == kNone || !begun[join.session]; });
    for (TraceJoin& join : trace.joins)
        join.request = to[join.request];
    trace.notes.push_back(
        sentence("errors", "%1 of %2 requests lie in the window; %3 sessions lost what came before it.")
            .with(Figure::count(kept.size()), Figure::count(trace.requests.size()), Figure::count(beheaded)));
    trace.requests = std::move(kept);
    arrange(trace);
    return {};
}

void capGaps(Trace& trace, Nanos most)
{
    Nanos out{0};
    Nanos before{0};
    std::uint64_t capped = 0;
    std::uint64_t delays = 0;
    for (TraceRequest& request : trace.requests) {
        const Nanos gap = request.at - before;
        before = request.at;
        if (gap > most) {
            out += gap - most;
            ++capped;
        }
        request.at -= out;
        delays += request.delay > most ? 1 : 0;
        request.delay = std::min(request.delay, most);
    }
    trace.notes.push_back(sentence("errors", "%1 pauses of more than %2 s are cut to that; %3 s are taken out.")
                              .with(Figure::count(capped), seconds(most), Figure::number(seconds(out))));
    if (delays > 0)
        trace.notes.push_back(sentence("errors", "%1 delays behind an answer of more than %2 s are cut to that.")
                                  .with(Figure::count(delays), seconds(most)));
}

void scale(Trace& trace, double speed)
{
    const auto scaled
        = [speed](Nanos span) { return Nanos{static_cast<std::int64_t>(static_cast<double>(span.count()) / speed)}; };
    for (TraceRequest& request : trace.requests) {
        request.at = scaled(request.at);
        request.delay = request.waits() ? scaled(request.delay) : kUnset;
    }
}

// Each time as far behind the last request as requests are apart in the mean.
Status loop(Trace& trace, std::int64_t loops)
{
    const std::size_t once = trace.requests.size();
    const auto times = static_cast<std::uint64_t>(loops);
    if (times * once > kMostTraceRequests)
        return wrong("loop",
                     sentence("errors", "%1 times %2 requests are more than the %3 that a trace may have.")
                         .with(loops, Figure::count(once), Figure::count(kMostTraceRequests)));
    const Nanos period
        = trace.duration() + trace.duration() / std::max<std::int64_t>(static_cast<std::int64_t>(once) - 1, 1);
    if (seconds(period) * static_cast<double>(loops) > kLongestTrace)
        return wrong("loop",
                     sentence("errors", "so many times it would last more than the %1 days that a trace may.")
                         .with(Figure::number(kLongestTrace / 86400)));
    const std::size_t joins = trace.joins.size();
    trace.requests.reserve(once * times);
    for (std::uint32_t round = 1; round < times; ++round) {
        for (std::size_t i = 0; i < once; ++i) {
            TraceRequest request = trace.requests[i];
            request.at += period * round;
            request.session += trace.sessions * round;
            request.parent += request.parent == kNone ? 0 : static_cast<std::uint32_t>(once) * round;
            trace.requests.push_back(request);
        }
        for (std::size_t i = 0; i < joins; ++i)
            trace.joins.push_back({trace.joins[i].request + static_cast<std::uint32_t>(once) * round,
                                   trace.joins[i].session + trace.sessions * round});
    }
    trace.notes.push_back(
        sentence("errors", "It comes %1 times; from the second time on, a cache may know all of it.").with(loops));
    arrange(trace);
    return {};
}

}  // namespace

Result<Trace> edited(Trace trace, const TraceEdit& edit)
{
    Status done = check(edit);
    if (done && (edit.from > 0 || edit.to < kLongestTrace))
        done = cut(trace, edit);
    if (done && edit.maxGap < kLongestTrace)
        capGaps(trace, fromSeconds(edit.maxGap));
    if (done && edit.speed != 1) {
        if (seconds(trace.duration()) / edit.speed > kLongestTrace)
            return wrong("speed",
                         sentence("errors", "so slowly it would last more than the %1 days that a trace may.")
                             .with(Figure::number(kLongestTrace / 86400)));
        scale(trace, edit.speed);
    }
    if (done && edit.loops > 1)
        done = loop(trace, edit.loops);
    if (!done)
        return done.error();
    if (edit.longer == 1 && edit.denser == 1)
        return trace;
    return synthesized(trace, {edit.longer, edit.denser, edit.seed});
}

}  // namespace inferometer
