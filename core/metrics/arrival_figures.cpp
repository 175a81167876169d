// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/arrival_figures.h"

#include "core/metrics/gains.h"
#include "core/metrics/summary.h"

#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace inferometer {

namespace {

constexpr double kTail = 0.025;       // on either side of a range of 95 %
constexpr double kDeviations = 1.96;  // of a normal distribution that leave both tails
constexpr std::size_t kFewestGaps = 30;

// Of chi-squared with that many degrees of freedom, divided by them.
double chiSquaredShare(double degrees, double q) { return 2 * boost::math::gamma_p_inv(degrees / 2, q) / degrees; }

struct Moments
{
    double mean = 0;
    double squares = 0;  // sum of squared distances from the mean
};

Moments momentsOf(const std::vector<double>& values)
{
    Moments moments;
    for (const double value : values)
        moments.mean += value / static_cast<double>(values.size());
    for (const double value : values)
        moments.squares += (value - moments.mean) * (value - moments.mean);
    return moments;
}

// Of so many requests, of which the moments are known of all or most.
double rateOf(const std::vector<Nanos>& moments, std::uint64_t requests)
{
    if (moments.size() < 2 || moments.back() <= moments.front())
        return kNoFigure;
    return static_cast<double>(requests - 1) / seconds(moments.back() - moments.front());
}

std::vector<double> countsOf(const std::vector<Nanos>& moments, const RateProfile& profile)
{
    std::vector<double> counts;
    counts.reserve(moments.size());
    for (const Nanos moment : moments)
        counts.push_back(profile.countAt(seconds(moment)));
    return counts;
}

// Behind the schedule's end the wanted rate is 0, and a gap there is none.
void dropBehind(std::vector<Nanos>& moments, const RateProfile& profile)
{
    while (!moments.empty() && seconds(moments.back()) > profile.duration())
        moments.pop_back();
}

struct Collected
{
    std::vector<Nanos> due;
    std::vector<Nanos> sent;  // of first attempts: a later one comes when the server asks for it
    std::uint64_t times = 0;  // that requests were sent, each once

    void take(const RequestRecord& record)
    {
        if (record.phase != Phase::Measured || !isSet(record.ready) || !isSet(record.scheduled))
            return;
        due.push_back(record.scheduled);
        times += wasSent(record) ? 1U : 0U;
        if (isSet(record.sent) && record.attempt == 0)
            sent.push_back(record.sent);
    }

    void sort()
    {
        std::sort(due.begin(), due.end());
        std::sort(sent.begin(), sent.end());
    }
};

void setProcess(Collected& all, const RateProfile& profile, GapShape gaps, ArrivalFigures& figures)
{
    dropBehind(all.sent, profile);
    const std::vector<double> due = countsOf(all.due, profile);
    const std::vector<double> sent = countsOf(all.sent, profile);
    figures.dueDispersion = dispersionOf(due, due.front(), due.back());
    figures.sentDispersion = dispersionOf(sent, due.front(), due.back());
    if (gaps == GapShape::Constant)
        return;
    figures.dueAutocorrelation = autocorrelationOf(due);
    figures.sentAutocorrelation = autocorrelationOf(sent);
}

}  // namespace

Expected dispersionOf(const std::vector<double>& counts, double from, double to)
{
    const double length = to - from;
    const auto windows = static_cast<std::size_t>(std::clamp(length / kRequestsPerWindow, 0.0, 1e9));
    if (windows < kFewestWindows || windows > counts.size())
        return {};
    std::vector<double> inEach(windows);
    for (const double count : counts) {
        const double window = (count - from) / kRequestsPerWindow;
        if (window >= 0 && window < static_cast<double>(windows))
            ++inEach[static_cast<std::size_t>(window)];
    }
    const Moments moments = momentsOf(inEach);
    if (moments.mean <= 0)
        return {};
    const auto degrees = static_cast<double>(windows - 1);
    return {moments.squares / degrees / moments.mean, chiSquaredShare(degrees, kTail),
            chiSquaredShare(degrees, 1 - kTail)};
}

Expected autocorrelationOf(const std::vector<double>& counts)
{
    constexpr double kAlike = 1e-12;  // of the mean, squared: what rounding leaves of equal gaps
    if (counts.size() < kFewestGaps + 1)
        return {};
    std::vector<double> gaps;
    for (std::size_t i = 1; i < counts.size(); ++i)
        gaps.push_back(counts[i] - counts[i - 1]);
    const auto n = static_cast<double>(gaps.size());
    const Moments moments = momentsOf(gaps);
    if (moments.squares / n <= kAlike * moments.mean * moments.mean)
        return {};
    double products = 0;
    for (std::size_t i = 1; i < gaps.size(); ++i)
        products += (gaps[i] - moments.mean) * (gaps[i - 1] - moments.mean);
    const double reach = kDeviations / std::sqrt(n);
    return {products / moments.squares, -1 / n - reach, -1 / n + reach};
}

std::vector<double> latenessesOf(const Blocks& blocks)
{
    std::vector<double> late;
    for (const auto& block : blocks)
        for (const RequestRecord& record : block->records)
            if (const auto lateness = latenessOf(record); lateness && record.phase == Phase::Measured)
                late.push_back(seconds(*lateness));
    std::sort(late.begin(), late.end());
    return late;
}

std::optional<ArrivalFigures> arrivalFiguresOf(const Blocks& blocks, const RunSpec& spec)
{
    Collected all;
    for (const auto& block : blocks)
        for (const RequestRecord& record : block->records)
            all.take(record);
    if (all.due.empty())
        return std::nullopt;
    all.sort();
    ArrivalFigures figures;
    figures.due = all.due.size();
    figures.sent = all.times;
    figures.dueRate = rateOf(all.due, all.due.size());
    figures.sentRate = rateOf(all.sent, all.times);
    if (const std::vector<double> late = latenessesOf(blocks); !late.empty()) {
        figures.latenessP50 = quantileOf(late, 0.5);
        figures.latenessP99 = quantileOf(late, 0.99);
        figures.latenessMax = late.back();
    }
    if (const Result<RateProfile> profile = profileOf(spec.arrivals))
        setProcess(all, profile.value(), spec.arrivals.gaps, figures);
    return figures;
}

Nanos dueUntil(const Blocks& blocks)
{
    std::vector<std::pair<std::uint64_t, Nanos>> known;
    for (const auto& block : blocks)
        for (const RequestRecord& record : block->records)
            known.emplace_back(record.sequence, isSet(record.scheduled) ? record.scheduled : Nanos{0});
    std::sort(known.begin(), known.end());
    Nanos until{0};
    for (std::size_t i = 0; i < known.size() && known[i].first == i; ++i)
        until = std::max(until, known[i].second);
    return until;
}

}  // namespace inferometer
