// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/run_figures.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace inferometer {

namespace {

using In = RunFigureInput;
using Value = std::optional<double>;

constexpr std::array kMarks{
    RunMark{"no_steady_rate", "^", "no steady rate",
            "Fewer than three waves of requests: the rate rests on the edges of the run, give it more requests."},
    RunMark{"estimated", "~", "estimate", "The server says no token counts, 1 token a chunk is assumed."},
    RunMark{"drifting", "/", "drifting",
            "It still changed while it was measured, by 99 % confidence: give the run more time or less load."},
    RunMark{"steadiness_unknown", "?", "not shown to be steady",
            "A drift of a tenth could hide in the scatter of so few requests: give the run more of them."},
};
constexpr RunMarks kNotSteady = 1U << 0U;
constexpr RunMarks kEstimated = 1U << 1U;
constexpr RunMarks kDrifting = 1U << 2U;
constexpr RunMarks kUnknown = 1U << 3U;

template <auto Member>
Value counted(const In& in)
{
    return static_cast<double>(in.facts.*Member);
}
template <auto Member>
Value summed(const In& in)
{
    return static_cast<double>(in.summary.*Member);
}

Value known(double value) { return std::isnan(value) ? std::nullopt : Value{value}; }
Value part(double some, std::uint64_t all) { return all > 0 ? Value{some / static_cast<double>(all)} : std::nullopt; }

Value requestRate(const In& in) { return in.summary.pace.rate; }
Value outputRate(const In& in) { return in.summary.outputRate; }
// Prompts count as their requests do.
Value inputRate(const In& in)
{
    const auto perRequest = part(static_cast<double>(in.summary.inputTokens), in.summary.ok);
    return perRequest ? Value{*perRequest * in.summary.pace.rate} : std::nullopt;
}
Value totalRate(const In& in)
{
    const auto input = inputRate(in);
    return input ? Value{*input + in.summary.outputRate} : std::nullopt;
}
Value waves(const In& in) { return in.summary.pace.waves; }
Value errorRate(const In& in) { return part(static_cast<double>(in.summary.failed), in.summary.started); }
Value goodputShare(const In& in) { return in.summary.goodput ? known(in.summary.goodput->share) : std::nullopt; }
Value goodputRate(const In& in) { return in.summary.goodput ? Value{in.summary.goodput->rate} : std::nullopt; }
// Nothing was sent, or the run goes on.
Value peak(const In& in)
{
    return in.summary.peakInFlight > 0 ? Value{static_cast<double>(in.summary.peakInFlight)} : std::nullopt;
}
Value inFlight(const In& in) { return in.summary.pace.atOnce; }
Value windowStart(const In& in) { return seconds(in.summary.window.start); }
Value windowLength(const In& in) { return in.summary.window.length(); }
Value spanLength(const In& in) { return in.summary.span.length(); }
Value shortfall(const In& in) { return known(in.summary.outputShortfall); }
Value difference(const In& in) { return known(in.summary.outputDifference); }
Value switchingTime(const In& in) { return known(in.summary.inferred.switchingTime); }
Value inferredBatch(const In& in) { return known(in.summary.inferred.batchSize); }

Value steadyStart(const In& in)
{
    return isSet(in.summary.steady.start) ? Value{seconds(in.summary.steady.start)} : std::nullopt;
}
template <auto Member>
Value drift(const In& in)
{
    return known((in.summary.steady.*Member).drift);
}
template <auto Member>
RunMarks ofDrift(const In& in)
{
    const Steadiness steadiness = (in.summary.steady.*Member).steadiness;
    if (steadiness == Steadiness::Plateau)
        return 0;
    return steadiness == Steadiness::NotFound ? kUnknown : kDrifting;
}

// Of an open loop.
template <auto Member>
Value ofArrivals(const In& in)
{
    return in.summary.arrivals ? known(static_cast<double>((*in.summary.arrivals).*Member)) : std::nullopt;
}
template <auto Member, auto Part = &Expected::value>
Value expected(const In& in)
{
    return in.summary.arrivals ? known((*in.summary.arrivals).*Member.*Part) : std::nullopt;
}
// Measured requests of the schedule, whatever came of them.
Value planned(const In& in)
{
    const std::uint64_t all = in.summary.started + in.summary.cooldown + in.facts.neverSent;
    return in.summary.arrivals ? Value{static_cast<double>(all)} : std::nullopt;
}
Value missing(const In& in)
{
    const auto all = planned(in);
    const auto sent = in.summary.arrivals ? in.summary.arrivals->sent + in.summary.cooldown : 0;
    return all ? Value{std::max(0.0, *all - static_cast<double>(sent))} : std::nullopt;
}

RunMarks steadiness(const In& in) { return in.summary.pace.steady() ? 0 : kNotSteady; }
RunMarks estimates(const In& in)
{
    return in.summary.tokenBases[static_cast<std::size_t>(TokenBasis::Assumed)] > 0 ? kEstimated : 0;
}
RunMarks ofTokenRate(const In& in) { return steadiness(in) | estimates(in); }

using Kind = RunFigureKind;

constexpr RunFigure onCard(std::string_view card, RunFigure row)
{
    row.card = card;
    return row;
}

constexpr RunFigure ofSchedule(RunFigure row)
{
    row.openLoop = true;
    return row;
}

constexpr std::array kFigures{
    RunFigure{"requests", "Requests", "", "Measured requests that were begun.", Kind::Count, summed<&Summary::started>},
    RunFigure{"ok", "Succeeded", "", "Requests that ended ok.", Kind::Count, summed<&Summary::ok>, nullptr, "requests",
              "ok"},
    onCard("errors",
           {"failed", "Failed", "",
            "Measured requests that ended neither ok nor cancelled; those of warm-up and cool-down are in no figure.",
            Kind::Count, summed<&Summary::failed>, nullptr, "requests", "failed"}),
    onCard("errors",
           {"cancelled", "Cancelled", "", "Requests that were cut by Stop, the timeout or the grace period.",
            Kind::Count, summed<&Summary::cancelled>, nullptr, "requests", "cancelled"}),
    RunFigure{"never_sent", "Never sent", "", "The run ended before their turn.", Kind::Count,
              counted<&RunFacts::neverSent>, nullptr, "requests", "never sent"},
    onCard("errors",
           {"error_rate", "Error rate", "%", "Failed requests among the measured ones.", Kind::Share, errorRate}),
    onCard("requests",
           {"request_rate", "Request rate", "/s",
            "Requests that end ok, a second: those in flight over the mean time in flight.", Kind::Value, requestRate,
            steadiness, "request rate"}),
    onCard("requests",
           {"waves", "Waves", "", "Requests that ended for each that was in flight at once.", Kind::Value, waves}),
    ofSchedule(RunFigure{"requests_planned", "Planned", "", "Measured requests of the schedule.", Kind::Count, planned,
                         nullptr, "schedule", "planned"}),
    ofSchedule(RunFigure{
        "requests_missing", "Missing", "",
        "Planned requests of which not a byte was sent: the run ended before their turn, or no connection came "
        "about.",
        Kind::Count, missing, nullptr, "schedule", "missing"}),
    ofSchedule(onCard("requests",
                      {"sent_rate", "Sent rate", "/s",
                       "Requests sent, a second: their number less one over the time from the first to the last.",
                       Kind::Value, ofArrivals<&ArrivalFigures::sentRate>, nullptr, "schedule", "/s sent"})),
    ofSchedule(onCard("requests",
                      {"due_rate", "Due rate", "/s", "The same of the moments at which the schedule made them due.",
                       Kind::Value, ofArrivals<&ArrivalFigures::dueRate>, nullptr, "schedule", "/s due"})),
    ofSchedule(onCard(
        "requests",
        {"lateness_p50_s", "Lateness, p50", "s",
         "From the moment the schedule, and a cap on requests in flight, let a request go until this client began "
         "to send it or to connect.",
         Kind::Duration, ofArrivals<&ArrivalFigures::latenessP50>, nullptr, "lateness", "p50"})),
    ofSchedule(onCard("requests",
                      {"lateness_p99_s", "Lateness, p99", "s", "The same; 99 of 100 requests were taken up sooner.",
                       Kind::Duration, ofArrivals<&ArrivalFigures::latenessP99>, nullptr, "lateness", "p99"})),
    ofSchedule(onCard("requests",
                      {"lateness_max_s", "Lateness, max", "s", "The same, of the latest request.", Kind::Duration,
                       ofArrivals<&ArrivalFigures::latenessMax>, nullptr, "lateness", "max"})),
    ofSchedule(onCard(
        "requests",
        {"sent_dispersion", "Dispersion, sent", "",
         "Variance to mean of the requests sent in windows that are meant to have 10: 1 for a Poisson process, 0 for "
         "a constant one, more in bursts.",
         Kind::Value, expected<&ArrivalFigures::sentDispersion>, nullptr, "dispersion", "sent"})),
    ofSchedule(RunFigure{"due_dispersion", "Dispersion, due", "", "The same of the moments at which they were due.",
                         Kind::Value, expected<&ArrivalFigures::dueDispersion>, nullptr, "dispersion", "due"}),
    ofSchedule(RunFigure{"poisson_dispersion_low", "Dispersion of a Poisson process, from", "",
                         "95 of 100 runs of a Poisson process lie between it and the next figure.", Kind::Value,
                         expected<&ArrivalFigures::sentDispersion, &Expected::low>, nullptr, "dispersion",
                         "at least if Poisson"}),
    ofSchedule(RunFigure{"poisson_dispersion_high", "Dispersion of a Poisson process, to", "",
                         "The other end of that range.", Kind::Value,
                         expected<&ArrivalFigures::sentDispersion, &Expected::high>, nullptr, "dispersion", "at most"}),
    ofSchedule(
        onCard("requests",
               {"sent_autocorrelation", "Autocorrelation, sent", "",
                "Of each gap between requests sent and the next one: 0 where gaps know nothing of each other.",
                Kind::Value, expected<&ArrivalFigures::sentAutocorrelation>, nullptr, "autocorrelation", "sent"})),
    ofSchedule(RunFigure{"due_autocorrelation", "Autocorrelation, due", "",
                         "The same of the moments at which they were due.", Kind::Value,
                         expected<&ArrivalFigures::dueAutocorrelation>, nullptr, "autocorrelation", "due"}),
    ofSchedule(RunFigure{"independent_autocorrelation_low", "Autocorrelation of independent gaps, from", "",
                         "95 of 100 runs with independent gaps lie between it and the next figure.", Kind::Value,
                         expected<&ArrivalFigures::sentAutocorrelation, &Expected::low>, nullptr, "autocorrelation",
                         "at least if independent"}),
    ofSchedule(RunFigure{"independent_autocorrelation_high", "Autocorrelation of independent gaps, to", "",
                         "The other end of that range.", Kind::Value,
                         expected<&ArrivalFigures::sentAutocorrelation, &Expected::high>, nullptr, "autocorrelation",
                         "at most"}),
    onCard("output",
           {"output_rate", "Output rate", "tok/s", "Tokens that arrived inside the measured window, a second.",
            Kind::Value, outputRate, ofTokenRate, "output rate"}),
    onCard("output",
           {"input_rate", "Input rate", "tok/s", "Tokens of the prompts of requests that end ok, a second.",
            Kind::Value, inputRate, steadiness}),
    onCard("output",
           {"total_rate", "Total rate", "tok/s", "Input rate and output rate together.", Kind::Value, totalRate,
            ofTokenRate}),
    onCard("requests",
           {"goodput_share", "Goodput", "%", "Requests that kept every limit, among those due.", Kind::Share,
            goodputShare}),
    onCard("requests",
           {"goodput_rate", "Goodput rate", "/s", "Requests that kept every limit, a second.", Kind::Value, goodputRate,
            steadiness}),
    onCard("in-flight",
           {"in_flight_mean", "In flight, mean", "", "Time-weighted, while there was work for every stream.",
            Kind::Value, inFlight, nullptr, "in flight", "mean"}),
    onCard("in-flight",
           {"in_flight_peak", "In flight, peak", "", "The most requests in flight at once.", Kind::Count, peak, nullptr,
            "in flight", "peak"}),
    RunFigure{"total_input_tokens", "Input tokens", "tokens", "Of requests that ended ok.", Kind::Count,
              summed<&Summary::inputTokens>, nullptr, "tokens", "in"},
    RunFigure{"total_cached_tokens", "Cached input tokens", "tokens", "Input tokens that the server had in its cache.",
              Kind::Count, summed<&Summary::cachedTokens>, nullptr, "tokens", "of them cached"},
    RunFigure{"total_output_tokens", "Output tokens", "tokens", "Of requests that ended ok.", Kind::Count,
              summed<&Summary::outputTokens>, nullptr, "tokens", "out"},
    RunFigure{"total_hidden_reasoning_tokens", "Hidden reasoning tokens", "tokens",
              "Reasoning that the server counted and never showed; it is in no rate.", Kind::Count,
              summed<&Summary::hiddenTokens>, nullptr, "tokens", "of them hidden reasoning, in no rate", true},
    RunFigure{"output_shortfall", "Off the asked length", "%", "Mean distance of answers from the length asked for.",
              Kind::Share, shortfall},
    onCard("output",
           {"output_difference", "|Expected - generated|", "tokens",
            "Mean distance between the output tokens that a request asked for and those the server says it generated.",
            Kind::Value, difference}),
    RunFigure{
        "server_switching_time", "Switching time, inferred", "s",
        "Extra TTFT of the first request, as the server tells it: by more than mean + 3 deviations of the others.",
        Kind::Value, switchingTime, nullptr, "inferred", "s of switching time"},
    RunFigure{
        "batch_size_inferred", "Batch size, inferred", "",
        "Ok requests that end in a row with the very same server TTFT ran together: the next power of two that most "
        "were in.",
        Kind::Count, inferredBatch, nullptr, "inferred", "requests a batch"},
    RunFigure{"steady_start_s", "Steady from", "s",
              "Since the start of the run: behind the transient of TTFT and of TPOT (MSER-5), where neither drifts any "
              "more.",
              Kind::Duration, steadyStart, nullptr, "steady", "after the start"},
    RunFigure{"ttft_drift", "Drift of TTFT", "%",
              "Its change over the run, behind the transient, as a share of its mean there.", Kind::Share,
              drift<&SteadyState::ttft>, ofDrift<&SteadyState::ttft>, "steady", "% drift of TTFT"},
    RunFigure{"tpot_drift", "Drift of TPOT", "%", "The same of the time per output token.", Kind::Share,
              drift<&SteadyState::tpot>, ofDrift<&SteadyState::tpot>, "steady", "% drift of TPOT"},
    RunFigure{"window_start_s", "Measured window, start", "s", "Since the start of the run.", Kind::Value, windowStart},
    RunFigure{"window_s", "Measured window, length", "s", "Rates are of this window.", Kind::Value, windowLength},
    RunFigure{"span_s", "Measured span", "s", "What measured requests cover, drain included.", Kind::Value, spanLength},
    RunFigure{"warmup_left_out", "Warm-up", "", "Requests that were sent and enter no figure.", Kind::Count,
              summed<&Summary::warmup>, nullptr, "left out", "warm-up", true},
    RunFigure{"cooldown_left_out", "Cool-down", "", "Requests that were sent and enter no figure.", Kind::Count,
              summed<&Summary::cooldown>, nullptr, "left out", "cool-down", true},
    RunFigure{"connections", "Connections", "", "Opened during the run.", Kind::Count, counted<&RunFacts::connections>},
    RunFigure{"stale_connections", "Stale connections", "",
              "Kept-alive ones the server had closed; their requests were sent again.", Kind::Count,
              counted<&RunFacts::staleConnections>, nullptr, "sent again", "on a fresh connection", true},
    RunFigure{"retries", "Retries after 429", "", "They keep the time at which the request was due.", Kind::Count,
              counted<&RunFacts::retries>, nullptr, "sent again", "after 429", true},
};

std::string textOf(const RunFigure& row, double value, const RunFigureInput& run, const NumberText& number)
{
    std::string text = number(row.kind, row.kind == Kind::Share ? value * 100 : value);
    const std::string_view words = row.words.empty() ? row.unit : row.words;
    if (!words.empty())
        text.append(" ").append(words);
    return text + signsOf(row.marksOf(run));
}

}  // namespace

std::span<const RunMark> runMarks() { return kMarks; }

std::string signsOf(RunMarks marks)
{
    std::string signs;
    for (std::size_t i = 0; i < kMarks.size(); ++i)
        if ((marks >> i & 1U) != 0)
            signs.append(signs.empty() ? " " : "").append(kMarks[i].sign);
    return signs;
}

std::span<const RunFigure> runFigures() { return kFigures; }

const RunFigure* findRunFigure(std::string_view id)
{
    const auto* const found
        = std::find_if(kFigures.begin(), kFigures.end(), [id](const RunFigure& row) { return row.id == id; });
    return found == kFigures.end() ? nullptr : found;
}

std::vector<RunFigureLine> runFigureLines(std::span<const RunFigure> rows, const RunFigureInput& run,
                                          const NumberText& number)
{
    std::vector<RunFigureLine> lines;
    for (const RunFigure& row : rows) {
        const auto value = row.of(run);
        if (row.line.empty() || !value || (row.quiet && *value == 0))
            continue;
        const auto found = std::find_if(lines.begin(), lines.end(),
                                        [&](const RunFigureLine& line) { return line.line == row.line; });
        if (found == lines.end())
            lines.push_back({row.line, textOf(row, *value, run, number)});
        else
            found->text += ", " + textOf(row, *value, run, number);
    }
    return lines;
}

RunMarks marksOf(std::span<const RunFigure> rows, const RunFigureInput& run)
{
    RunMarks marks = 0;
    for (const RunFigure& row : rows)
        if (!row.line.empty() && row.of(run))
            marks |= row.marksOf(run);
    return marks;
}

}  // namespace inferometer
