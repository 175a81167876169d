// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/trace_synthesis.h"

#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace inferometer {

namespace {

constexpr std::uint32_t kNone = TraceRequest::kNone;
constexpr std::size_t kAround = 16;
constexpr std::uint64_t kSynthesisStream = 0x5E55107EULL;

// Sessions that belong together, by branches and joins: they are dealt as one.
struct Unit
{
    Nanos begin{0};
    std::uint32_t sessions = 0;
    std::vector<std::uint32_t> requests{};  // by time
};

class Units
{
public:
    explicit Units(const Trace& trace) : m_root(trace.sessions), m_placeOfSession(trace.sessions, kNone)
    {
        std::iota(m_root.begin(), m_root.end(), 0U);
        for (const TraceRequest& request : trace.requests)
            if (request.parent != kNone)
                unite(request.session, trace.requests[request.parent].session);
        for (const TraceJoin& join : trace.joins)
            unite(trace.requests[join.request].session, join.session);
        std::vector<std::uint32_t> unitOf(trace.sessions, kNone);
        for (std::uint32_t i = 0; i < trace.requests.size(); ++i) {
            const std::uint32_t session = trace.requests[i].session;
            std::uint32_t& place = unitOf[rootOf(session)];
            if (place == kNone) {
                place = static_cast<std::uint32_t>(m_units.size());
                m_units.push_back({trace.requests[i].at});
            }
            Unit& unit = m_units[place];
            if (m_placeOfSession[session] == kNone)
                m_placeOfSession[session] = unit.sessions++;
            m_placeOfRequest.push_back(static_cast<std::uint32_t>(unit.requests.size()));
            unit.requests.push_back(i);
        }
    }

    const std::vector<Unit>& all() const { return m_units; }
    // Within its unit.
    std::uint32_t placeOfSession(std::uint32_t session) const { return m_placeOfSession[session]; }
    std::uint32_t placeOfRequest(std::uint32_t request) const { return m_placeOfRequest[request]; }

private:
    std::uint32_t rootOf(std::uint32_t session)
    {
        while (m_root[session] != session)
            session = m_root[session] = m_root[m_root[session]];
        return session;
    }
    void unite(std::uint32_t a, std::uint32_t b) { m_root[rootOf(a)] = rootOf(b); }

    std::vector<std::uint32_t> m_root;
    std::vector<std::uint32_t> m_placeOfSession;
    std::vector<std::uint32_t> m_placeOfRequest;
    std::vector<Unit> m_units;
};

// Numbers from a range in a random order, each once before any comes again.
class Deck
{
public:
    void open(std::size_t begin, std::size_t end)
    {
        m_cards.resize(end - begin);
        std::iota(m_cards.begin(), m_cards.end(), begin);
        m_left = 0;
        m_deals = 0;
    }
    std::size_t deal(Random& random)
    {
        if (m_left == 0) {
            m_left = m_cards.size();
            ++m_deals;
        }
        std::swap(m_cards[random.below(m_left)], m_cards[m_left - 1]);
        return m_cards[--m_left];
    }
    std::uint32_t deals() const { return m_deals; }

private:
    std::vector<std::size_t> m_cards;
    std::size_t m_left = 0;
    std::uint32_t m_deals = 0;  // from 1, once one is dealt
};

class Synthesis
{
public:
    Synthesis(const Trace& trace, const TraceSynthesis& how)
        : m_from(trace)
        , m_how(how)
        , m_units(trace)
        , m_random(how.seed, kSynthesisStream)
    {}

    Result<Trace> make()
    {
        const std::size_t units = m_units.all().size();
        if (units < 2 || m_units.all().back().begin <= Nanos{0})
            return traceFault(sentence("errors", "a trace like it needs two sessions that begin at different times."));
        const auto count = static_cast<double>(units);
        const double meant = std::max(1.0, std::round(count * m_how.longer * m_how.denser));
        if (meant / count * static_cast<double>(m_from.requests.size()) > kMostTraceRequests || !hasRoom(meant / count))
            return tooMuch();
        m_made.bodies = m_from.bodies;
        m_made.blocks = m_from.blocks;
        m_made.blockTokens = m_from.blockTokens;
        m_made.notes = m_from.notes;
        for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(meant); ++i) {
            deal(i);
            if (m_made.requests.size() > kMostTraceRequests || m_made.blocks.size() > kMostTraceBlocks)
                return tooMuch();
        }
        m_made.blockIds = m_from.blockIds * (m_mostCopy + 1);
        m_made.notes.push_back(sentence("errors", "It is drawn with the seed %1: %2 of its kind for every one.")
                                   .with(m_how.seed, Figure::number(meant / count)));
        arrange(m_made);
        return std::move(m_made);
    }

private:
    static Error tooMuch()
    {
        return {Errc::InvalidInput,
                sentence("errors", "It would have more than the %1 requests or %2 prefix blocks that a trace may have.")
                    .with(Figure::count(kMostTraceRequests), Figure::count(kMostTraceBlocks)),
                "longer"};
    }

    bool hasRoom(double times) const
    {
        const double copies = std::ceil(m_how.longer) * (std::ceil(m_how.denser) + 1);
        const double lasts = seconds(m_from.duration()) * (m_how.longer + 1) / std::min(m_how.denser, 1.0);
        return m_from.blockIds * copies < static_cast<double>(kNone) && lasts <= kLongestTrace
            && static_cast<double>(m_from.blocks.size()) * times < static_cast<double>(kMostTraceBlocks);
    }

    // In which of the rounds through the trace, and where in it, the session of that number begins.
    void deal(std::uint64_t number)
    {
        const std::size_t units = m_units.all().size();
        const auto passed = static_cast<std::uint64_t>(static_cast<double>(number) / m_how.denser);
        const std::uint64_t round = passed / units;
        const std::size_t block = passed % units / kAround;
        if (number == 0 || round != m_round || block != m_block) {
            const std::size_t begin = block * kAround;
            m_sessions.open(begin, std::min(begin + kAround, units));
            m_gaps.open(begin, std::min(begin + kAround, units));
            m_round = round;
            m_block = block;
        }
        const std::size_t unit = m_sessions.deal(m_random);
        const Nanos gap = gapBefore(m_gaps.deal(m_random));
        m_now += number == 0 ? 0.0 : static_cast<double>(gap.count()) / m_how.denser;
        const auto perRound = static_cast<std::uint32_t>(std::ceil(m_how.denser));
        const auto copy = static_cast<std::uint32_t>(round) * perRound + std::min(m_sessions.deals() - 1, perRound);
        add(m_units.all()[unit], copy);
    }

    Nanos gapBefore(std::size_t unit) const
    {
        const std::vector<Unit>& all = m_units.all();
        return unit > 0 ? all[unit].begin - all[unit - 1].begin
                        : all.back().begin / static_cast<std::int64_t>(all.size() - 1);
    }

    void add(const Unit& unit, std::uint32_t copy)
    {
        const auto first = static_cast<std::uint32_t>(m_made.requests.size());
        const Nanos begin{static_cast<std::int64_t>(m_now)};
        m_mostCopy = std::max(m_mostCopy, copy);
        for (const std::uint32_t number : unit.requests) {
            TraceRequest request = m_from.requests[number];
            request.at = begin + (request.at - unit.begin);
            request.session = m_sessionsMade + m_units.placeOfSession(request.session);
            request.parent = request.parent == kNone ? kNone : first + m_units.placeOfRequest(request.parent);
            if (copy > 0)
                renew(request, copy);
            for (auto [join, end] = joinsOf(number); join != end; ++join)
                m_made.joins.push_back({static_cast<std::uint32_t>(m_made.requests.size()),
                                        m_sessionsMade + m_units.placeOfSession(join->session)});
            m_made.requests.push_back(request);
        }
        m_sessionsMade += unit.sessions;
    }

    void renew(TraceRequest& request, std::uint32_t copy)
    {
        const auto at = static_cast<std::uint32_t>(m_made.blocks.size());
        for (const std::uint32_t id : m_from.blocksOf(request))
            m_made.blocks.push_back(id + copy * m_from.blockIds);
        request.blocksAt = at;
    }

    std::pair<std::vector<TraceJoin>::const_iterator, std::vector<TraceJoin>::const_iterator>
    joinsOf(std::uint32_t request) const
    {
        return std::equal_range(m_from.joins.begin(), m_from.joins.end(), TraceJoin{request, 0},
                                [](const TraceJoin& a, const TraceJoin& b) { return a.request < b.request; });
    }

    const Trace& m_from;
    const TraceSynthesis m_how;
    const Units m_units;
    Random m_random;
    Deck m_sessions;
    Deck m_gaps;
    std::uint64_t m_round = 0;
    std::size_t m_block = 0;
    double m_now = 0;  // ns
    std::uint32_t m_sessionsMade = 0;
    std::uint32_t m_mostCopy = 0;
    Trace m_made;
};

}  // namespace

Result<Trace> synthesized(const Trace& trace, const TraceSynthesis& how) { return Synthesis{trace, how}.make(); }

}  // namespace inferometer
