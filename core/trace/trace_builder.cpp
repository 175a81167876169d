// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/trace_builder.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"

#include <algorithm>

namespace inferometer {

namespace {

constexpr std::uint32_t kNone = TraceRequest::kNone;
constexpr double kMega = 1e6;
constexpr std::size_t kMostLeft = 8;  // names that are told

Error tooMany(std::size_t most)
{
    return traceFault(
        sentence("errors", "this is more than the %1 requests that a trace may have; split the file or take a window.")
            .with(Figure::count(most)));
}

Error tooManyBlocks(std::size_t most)
{
    return traceFault(sentence("errors", "this is more than the %1 prefix blocks that all requests may have; split it.")
                          .with(Figure::count(most)));
}

}  // namespace

std::uint32_t TraceBuilder::session(std::string_view name)
{
    const auto [place, isNew] = m_names.try_emplace(std::string{name}, m_sessions);
    m_sessions += isNew ? 1 : 0;
    return place->second;
}

std::uint32_t TraceBuilder::lastOf(std::uint32_t session) const
{
    return session < m_last.size() ? m_last[session] : kNone;
}

Nanos TraceBuilder::earliest(const TraceRow& row) const
{
    if (isSet(row.at))
        return row.at;
    const std::uint32_t before = lastOf(row.session) != kNone ? lastOf(row.session) : row.parent;
    return (before == kNone ? Nanos{0} : m_trace.requests[before].at) + std::max(row.delay, Nanos{0});
}

Status TraceBuilder::checkMoments(const TraceRow& row)
{
    if ((isSet(row.at) && row.at < Nanos{0}) || (isSet(row.delay) && row.delay < Nanos{0}))
        return traceFault(sentence("errors", "its time is negative; write it from the trace's begin on."));
    return {};
}

Status TraceBuilder::check(const TraceRow& row)
{
    if (m_trace.requests.size() >= kMostTraceRequests)
        return tooMany(kMostTraceRequests);
    if (row.blocks.size() > kMostRequestBlocks)
        return traceFault(sentence("errors", "it has %1 prefix blocks, more than the %2 that a request may have.")
                              .with(Figure::count(row.blocks.size()), Figure::count(kMostRequestBlocks)));
    if (m_trace.blocks.size() + row.blocks.size() > kMostTraceBlocks)
        return tooManyBlocks(kMostTraceBlocks);
    return checkMoments(row);
}

Status TraceBuilder::keep(TraceBody body, TraceRequest& request)
{
    m_textBytes += body.content.size() + body.tools.size() + body.extra.size();
    if (m_textBytes > kMostTraceTextBytes)
        return traceFault(sentence("errors", "this is more than the %1 MB of text that a trace may have; split it.")
                              .with(Figure::number(static_cast<double>(kMostTraceTextBytes) / kMega)));
    request.body = static_cast<std::uint32_t>(m_trace.bodies.size());
    m_trace.bodies.push_back(std::move(body));
    return {};
}

void TraceBuilder::keepBlocks(const TraceRow& row, TraceRequest& request)
{
    request.blocksAt = static_cast<std::uint32_t>(m_trace.blocks.size());
    request.blocks = static_cast<std::uint32_t>(row.blocks.size());
    for (const std::uint64_t id : row.blocks)
        m_trace.blocks.push_back(m_ids.at(id, m_trace.blockIds));
    const auto filled = static_cast<std::int64_t>(request.blocks) * m_trace.blockTokens;
    m_crowded += row.input >= 0 && filled >= row.input + m_trace.blockTokens && filled > 0 ? 1 : 0;
}

Result<std::uint32_t> TraceBuilder::add(TraceRow row)
{
    if (const Status sound = check(row); !sound)
        return sound.error();
    if (row.session == kNone)
        row.session = newSession();
    if (row.session >= m_last.size())
        m_last.resize(row.session + std::size_t{1}, kNone);
    TraceRequest request;
    request.at = earliest(row);
    request.timed = isSet(row.at);
    request.delay = request.timed ? row.delay : std::max(row.delay, Nanos{0});
    request.input = static_cast<std::int32_t>(row.input);
    request.output = static_cast<std::int32_t>(row.output);
    request.images = static_cast<std::uint16_t>(row.images);
    request.session = row.session;
    if (m_last[row.session] == kNone && row.parent != kNone) {
        request.parent = row.parent;
        request.link = row.link;
        request.at = std::max(request.at, m_trace.requests[row.parent].at);  // no child before its parent
    }
    keepBlocks(row, request);
    if (row.body)
        if (const Status kept = keep(std::move(*row.body), request); !kept)
            return kept.error();
    m_late += isSet(row.at) && isSet(m_latest) && row.at < m_latest ? 1 : 0;
    m_latest = isSet(row.at) ? std::max(m_latest, row.at) : m_latest;
    m_first = std::min(m_first, request.at);
    m_last[row.session] = static_cast<std::uint32_t>(m_trace.requests.size());
    m_trace.requests.push_back(request);
    return m_last[row.session];
}

Status TraceBuilder::setBlockTokens(std::int64_t tokens)
{
    constexpr std::int64_t kMost = 1'000'000;
    if (tokens < 1 || tokens > kMost)
        return traceFault(sentence("errors", "a block must have from 1 to %1 tokens, not %2.")
                              .with(Figure::number(static_cast<double>(kMost)), tokens));
    if (m_trace.blockTokens != 0 && m_trace.blockTokens != tokens)
        return traceFault(sentence("errors", "its blocks have %1 tokens, those before it %2; make two traces of them.")
                              .with(tokens, m_trace.blockTokens));
    m_trace.blockTokens = static_cast<std::uint32_t>(tokens);
    return {};
}

void TraceBuilder::leave(std::string_view name)
{
    if (m_left.size() < kMostLeft && !m_left.contains(name))
        m_left.insert(shownName(std::string{name}));
}

void TraceBuilder::noteWhatWasFound(bool ordered)
{
    if (ordered && m_late > 0)
        note(sentence("errors", "%1 requests stood behind a later one; all are sorted by their times.")
                 .with(Figure::count(m_late)));
    if (m_crowded > 0)
        note(sentence("errors",
                      "%1 requests have more prefix blocks than their tokens fill; are these blocks of %2 tokens?")
                 .with(Figure::count(m_crowded), m_trace.blockTokens));
    std::string names;
    for (const std::string& name : m_left)
        names.append(names.empty() ? "" : ", ").append(name);
    if (!names.empty())
        note(sentence("errors", "Not used of the file: %1.").with(names));
}

Result<Trace> TraceBuilder::take(bool ordered)
{
    if (m_trace.requests.empty())
        return traceFault(sentence("errors", "it holds no request; choose another file."));
    Nanos last = m_first;
    for (const TraceRequest& request : m_trace.requests)
        last = std::max(last, request.at);
    if (seconds(last) - seconds(m_first) > kLongestTrace)
        return traceFault(
            sentence("errors", "its requests lie %1 days apart, more than the %2 that a trace may last.")
                .with(Figure::count(static_cast<std::uint64_t>((last - m_first) / std::chrono::hours{24})),
                      Figure::number(kLongestTrace / 86400)));
    if (m_trace.blocks.empty())
        m_trace.blockTokens = 0;
    noteWhatWasFound(ordered);
    arrange(m_trace);
    return std::move(m_trace);
}

}  // namespace inferometer
