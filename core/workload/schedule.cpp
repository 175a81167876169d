// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/schedule.h"

#include "core/workload/readiness.h"

#include <algorithm>
#include <utility>

namespace inferometer {

namespace {

constexpr std::uint64_t kArrivalStream = 0x5C4ED01EULL;  // of the seed; prompts and lengths have others
constexpr double kNever = 10.0 * 365 * 86400;            // s: no run lasts so long, and nanoseconds still hold it

Error tooMany()
{
    return {Errc::InvalidInput,
            sentence("errors",
                     "The schedule comes to more than %1 requests with its warm-up; ask for fewer or give less of %2.")
                .with(Figure::number(kMostRequests), Figure::setting("warmup-seconds")),
            "warmup-seconds"};
}

ArrivalDraw drawOf(const RunSpec& spec, RateProfile profile)
{
    return {std::move(profile), spec.arrivals.gaps, spec.arrivals.burstiness, static_cast<std::uint64_t>(spec.seed)};
}

}  // namespace

ArrivalDraw::ArrivalDraw(RateProfile profile, GapShape gaps, double burstiness, std::uint64_t seed)
    : m_profile(std::move(profile))
    , m_gaps(gaps)
    , m_burstiness(burstiness)
    , m_random(seed, kArrivalStream)
{}

double ArrivalDraw::gap()
{
    switch (m_gaps) {
    case GapShape::Uniform:
        return 2 * m_random.uniform();
    case GapShape::Exponential:
        return m_random.exponential(1);
    case GapShape::Gamma:
        return m_random.gamma(m_burstiness, 1);
    case GapShape::Constant:
        break;
    }
    return 1;
}

std::optional<Nanos> ArrivalDraw::next()
{
    // Not "total <= count": a schedule of 300.0 requests whose total is rounded up has none at 300.
    constexpr double kRounding = 1e-9;
    if (m_profile.total() - m_count <= kRounding)
        return std::nullopt;
    const double moment = m_profile.momentOf(m_count);
    m_count += gap();
    return fromSeconds(std::min(moment, kNever));
}

Schedule::Schedule(const RunSpec& spec, const ScheduleSize& size)
    : m_size(size)
    , m_draw(drawOf(spec, profileOf(spec.arrivals).value()))
    , m_due(m_draw.next())
{}

Due Schedule::next(Nanos now, Nanos /*freeSince*/)
{
    if (m_taken == m_size.requests)
        return Due::done();
    if (*m_due > now)
        return Due::at(*m_due);
    const Due due = Due::now(*m_due, m_taken < m_size.warmup ? Phase::Warmup : Phase::Measured);
    ++m_taken;
    m_due = m_draw.next();
    return due;
}

Result<ScheduleSize> sizeOf(const RunSpec& spec, const std::stop_token& stop)
{
    constexpr auto kMost = static_cast<std::uint64_t>(kMostRequests);
    constexpr std::uint64_t kBetweenLooks = 1U << 16U;
    const Result<RateProfile> profile = profileOf(spec.arrivals);
    if (!profile)
        return profile.error();
    ArrivalDraw draw = drawOf(spec, profile.value());
    const auto byCount = static_cast<std::uint64_t>(spec.edges.warmupRequests);
    const Nanos until = fromSeconds(spec.edges.warmupSeconds);
    const bool ends = profile.value().ends();
    const auto measured = ends ? kMost : static_cast<std::uint64_t>(spec.arrivals.numRequests);
    if (!ends && profile.value().countAt(spec.edges.warmupSeconds) + static_cast<double>(measured) > kMostRequests)
        return tooMany();
    ScheduleSize size;
    while (size.requests - size.warmup < measured) {
        const std::optional<Nanos> due = draw.next();
        if (!due)
            break;
        if (size.requests % kBetweenLooks == 0 && stop.stop_requested())
            return stoppedEarly();
        size.warmup += size.requests < byCount || *due < until ? 1U : 0U;
        ++size.requests;
        size.last = *due;
    }
    return size;
}

}  // namespace inferometer
