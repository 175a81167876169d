// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/rate_schedule.h"

#include "core/base/text.h"
#include "core/config/secret_names.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace inferometer {

namespace {

constexpr double kEndless = std::numeric_limits<double>::infinity();
constexpr double kLongest = 30.0 * 86400;  // s, of all stages together; as the run's own timeout
constexpr std::size_t kMostStages = 1000;

// Requests of the first `time` s of a stage.
double countOf(const RateStage& stage, double time)
{
    if (stage.from == stage.to)
        return stage.from * time;
    const double slope = (stage.to - stage.from) / stage.seconds;
    return time * (stage.from + slope * time / 2);
}

// Its inverse: the root of a quadratic, in the form that divides by no small difference.
double timeOf(const RateStage& stage, double count)
{
    if (stage.from == stage.to)
        return count / stage.from;
    const double slope = (stage.to - stage.from) / stage.seconds;
    const double root = std::sqrt(std::max(0.0, stage.from * stage.from + 2 * slope * count));
    return count > 0 ? std::min(stage.seconds, 2 * count / (stage.from + root)) : 0;
}

std::optional<double> rateIn(std::string_view text)
{
    const std::optional<double> rate = parseNumber(trimmed(text));
    return rate && *rate >= 0 && *rate <= kMostRate ? rate : std::nullopt;
}

std::optional<double> timeIn(std::string_view text)
{
    constexpr std::array kUnits{std::pair{std::string_view{"ms"}, 0.001}, std::pair{std::string_view{"s"}, 1.0},
                                std::pair{std::string_view{"m"}, 60.0}, std::pair{std::string_view{"h"}, 3600.0}};
    text = trimmed(text);
    for (const auto& [unit, factor] : kUnits) {
        if (!text.ends_with(unit))
            continue;
        const std::optional<double> number = parseNumber(trimmed(text.substr(0, text.size() - unit.size())));
        if (number && *number > 0 && *number * factor <= kLongest)
            return *number * factor;
    }
    return std::nullopt;
}

// A dash behind the first sign parts two rates; one before it is a minus.
std::optional<RateStage> stageIn(std::string_view text)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos)
        return std::nullopt;
    const std::string_view rates = trimmed(text.substr(0, colon));
    const std::size_t dash = rates.find('-', 1);
    const auto from = rateIn(rates.substr(0, dash));
    const auto to = dash == std::string_view::npos ? from : rateIn(rates.substr(dash + 1));
    const auto time = timeIn(text.substr(colon + 1));
    if (!from || !to || !time)
        return std::nullopt;
    return RateStage{*from, *to, *time};
}

Error wrongStage(std::string_view key, std::size_t number, std::string_view text)
{
    return {Errc::InvalidInput,
            sentence("errors",
                     "%1: stage %2, \"%3\", is no rate and time; write requests a second and how long, such as "
                     "10:30s, or 5-50:2m for a ramp, with rates from 0 to 1000000 and times in ms, s, m or h.")
                .with(Figure::setting(key), number, typedText(trimmed(text))),
            key};
}

Status checkWhole(const std::vector<RateStage>& stages, std::string_view key)
{
    const RateProfile profile{stages};
    if (profile.duration() > kLongest)
        return Error{
            Errc::InvalidInput,
            sentence("errors", "%1 last longer than 30 days together; make them shorter.").with(Figure::setting(key)),
            key};
    if (profile.total() < 1 || profile.total() > kMostRequests)
        return Error{Errc::InvalidInput,
                     sentence("errors",
                              "%1 have %2 requests in all, and a run has from 1 to 100000000; change their rates or "
                              "times.")
                         .with(Figure::setting(key), Figure::number(std::floor(profile.total()))),
                     key};
    return {};
}

}  // namespace

Result<std::vector<RateStage>> parseStages(std::string_view text, std::string_view key)
{
    std::vector<RateStage> stages;
    for (bool more = true; more;) {
        const std::size_t comma = text.find(',');
        const std::string_view one = text.substr(0, comma);
        more = comma != std::string_view::npos;
        text.remove_prefix(more ? comma + 1 : text.size());
        const std::optional<RateStage> stage = stageIn(one);
        if (!stage)
            return wrongStage(key, stages.size() + 1, one);
        stages.push_back(*stage);
        if (stages.size() > kMostStages)
            return Error{
                Errc::InvalidInput,
                sentence("errors", "%1 may be %2 at most; leave some out.").with(Figure::setting(key), kMostStages),
                key};
    }
    if (const Status whole = checkWhole(stages, key); !whole)
        return whole.error();
    return stages;
}

RateProfile::RateProfile(double rate) { m_pieces.push_back({{rate, rate, kEndless}, 0, 0}); }

RateProfile::RateProfile(const std::vector<RateStage>& stages)
{
    double start = 0;
    double before = 0;
    for (const RateStage& stage : stages) {
        m_pieces.push_back({stage, start, before});
        start += stage.seconds;
        before += countOf(stage, stage.seconds);
    }
}

bool RateProfile::ends() const { return std::isfinite(m_pieces.back().seconds); }

double RateProfile::duration() const { return m_pieces.back().start + m_pieces.back().seconds; }

double RateProfile::total() const { return m_pieces.back().before + countOf(m_pieces.back(), m_pieces.back().seconds); }

double RateProfile::peak() const
{
    double peak = 0;
    for (const Piece& piece : m_pieces)
        peak = std::max({peak, piece.from, piece.to});
    return peak;
}

double RateProfile::countAt(double moment) const
{
    const auto behind = std::upper_bound(m_pieces.begin(), m_pieces.end(), moment,
                                         [](double at, const Piece& piece) { return at < piece.start; });
    if (behind == m_pieces.begin())
        return 0;
    const Piece& piece = *std::prev(behind);
    return piece.before + countOf(piece, std::min(moment - piece.start, piece.seconds));
}

double RateProfile::momentOf(double count) const
{
    // Pieces without requests begin at the same count as the one behind them, which is the one to take.
    const auto behind = std::upper_bound(m_pieces.begin(), m_pieces.end(), count,
                                         [](double wanted, const Piece& piece) { return wanted < piece.before; });
    const Piece& piece = *std::prev(behind);
    if (piece.from == 0 && piece.to == 0)
        return piece.start + piece.seconds;  // the last one: no more are wanted
    return piece.start + std::min(piece.seconds, timeOf(piece, count - piece.before));
}

}  // namespace inferometer
