// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/summary_json.h"

#include "core/base/foreign_json.h"

#include <nlohmann/json.hpp>

#include <limits>

namespace inferometer {

namespace {

using Json = nlohmann::json;

// One list of members for both directions (visit()): a Writer fills an object, a Reader a struct.
struct Writer
{
    Json object = Json::object();

    template <typename Value>
    void operator()(const char* key, const Value& value)
    {
        object[key] = value;
    }
    void operator()(const char* key, const Nanos& value) { object[key] = value.count(); }
    void operator()(const char* key, const std::optional<Interval>& value)
    {
        object[key] = value ? Json{value->low, value->high} : Json{};
    }
    void operator()(const char* key, const Steadiness& value) { object[key] = steadinessName(value); }
    void operator()(const char* key, const Metric* value) { object[key] = value ? Json(value->id) : Json{}; }
    template <typename Part>
    void part(const char* key, const Part& value);
    template <typename Part>
    void list(const char* key, const std::vector<Part>& values);
    template <typename Part>
    void maybe(const char* key, const std::optional<Part>& value);
};

// Throws Json::exception where something is missing or of the wrong type.
struct Reader
{
    const Json& object;

    template <typename Value>
    void operator()(const char* key, Value& value)
    {
        object.at(key).get_to(value);
    }
    void operator()(const char* key, double& value)
    {
        const Json& found = object.at(key);
        value = found.is_null() ? std::numeric_limits<double>::quiet_NaN() : found.get<double>();
    }
    void operator()(const char* key, Nanos& value) { value = Nanos{object.at(key).get<std::int64_t>()}; }
    void operator()(const char* key, std::optional<Interval>& value)
    {
        if (const Json& found = object.at(key); !found.is_null())
            value = Interval{found.at(0).get<double>(), found.at(1).get<double>()};
    }
    void operator()(const char* key, Steadiness& value)
    {
        value = steadinessFromName(object.at(key).get<std::string>()).value_or(Steadiness::NotFound);
    }
    // A metric that is none of ours shows in the order of the rows.
    void operator()(const char* key, const Metric*& value)
    {
        const Json& found = object.at(key);
        value = found.is_null() ? nullptr : findMetric(found.get<std::string>());
    }
    template <typename Part>
    void part(const char* key, Part& value);
    template <typename Part>
    void list(const char* key, std::vector<Part>& values);
    template <typename Part>
    void maybe(const char* key, std::optional<Part>& value);
};

// Arguments that are alike but for const: `Of` is Window or const Window.
template <typename A, typename Of>
requires std::is_same_v<std::remove_const_t<Of>, Window>
void visit(A& archive, Of& window)
{
    archive("start_ns", window.start);
    archive("end_ns", window.end);
}

template <typename A, typename Of>
requires std::is_same_v<std::remove_const_t<Of>, Quantile>
void visit(A& archive, Of& quantile)
{
    archive("q", quantile.q);
    archive("value", quantile.value);
    archive("interval", quantile.interval);
    archive("censored", quantile.censored);
    archive("unsupported", quantile.unsupported);
}

template <typename A, typename Of>
requires std::is_same_v<std::remove_const_t<Of>, Statistics>
void visit(A& archive, Of& statistics)
{
    archive("n", statistics.n);
    archive("units", statistics.units);
    archive("censored", statistics.censored);
    archive("mean", statistics.mean);
    archive("stddev", statistics.stddev);
    archive("min", statistics.min);
    archive("max", statistics.max);
    archive("mean_censored", statistics.meanCensored);
    archive("max_censored", statistics.maxCensored);
    archive.list("quantiles", statistics.quantiles);
}

template <typename A, typename Of>
requires std::is_same_v<std::remove_const_t<Of>, MetricStatistics>
void visit(A& archive, Of& row)
{
    archive("metric", row.metric);
    archive.part("statistics", row.statistics);
    archive("stamps", row.stamps);
    archive("arrival_error_max", row.arrivalErrorMax);
    archive("estimated", row.estimated);
}

template <typename A, typename Of>
requires std::is_same_v<std::remove_const_t<Of>, Pace>
void visit(A& archive, Of& pace)
{
    archive("rate", pace.rate);
    archive("at_once", pace.atOnce);
    archive("life", pace.life);
    archive("waves", pace.waves);
}

template <typename A, typename Of>
requires std::is_same_v<std::remove_const_t<Of>, Goodput>
void visit(A& archive, Of& goodput)
{
    archive("scheduled", goodput.scheduled);
    archive("good", goodput.good);
    archive("undefined", goodput.undefined);
    archive("unjudged", goodput.unjudged);
    archive("share", goodput.share);
    archive("rate", goodput.rate);
}

template <typename A, typename Of>
requires std::is_same_v<std::remove_const_t<Of>, Expected>
void visit(A& archive, Of& expected)
{
    archive("value", expected.value);
    archive("low", expected.low);
    archive("high", expected.high);
}

template <typename A, typename Of>
requires std::is_same_v<std::remove_const_t<Of>, ArrivalFigures>
void visit(A& archive, Of& arrivals)
{
    archive("due", arrivals.due);
    archive("sent", arrivals.sent);
    archive("due_rate", arrivals.dueRate);
    archive("sent_rate", arrivals.sentRate);
    archive("lateness_p50", arrivals.latenessP50);
    archive("lateness_p99", arrivals.latenessP99);
    archive("lateness_max", arrivals.latenessMax);
    archive.part("due_dispersion", arrivals.dueDispersion);
    archive.part("sent_dispersion", arrivals.sentDispersion);
    archive.part("due_autocorrelation", arrivals.dueAutocorrelation);
    archive.part("sent_autocorrelation", arrivals.sentAutocorrelation);
}

template <typename A, typename Of>
requires std::is_same_v<std::remove_const_t<Of>, Trend>
void visit(A& archive, Of& trend)
{
    archive("steadiness", trend.steadiness);
    archive("start", trend.start);
    archive("drift", trend.drift);
    archive("least", trend.least);
    archive("most", trend.most);
}

template <typename A, typename Of>
requires std::is_same_v<std::remove_const_t<Of>, SteadyState>
void visit(A& archive, Of& steady)
{
    archive.part("ttft", steady.ttft);
    archive.part("tpot", steady.tpot);
    archive("start_ns", steady.start);
}

template <typename A, typename Of>
requires std::is_same_v<std::remove_const_t<Of>, Summary>
void visit(A& archive, Of& summary)
{
    archive.part("window", summary.window);
    archive.part("span", summary.span);
    archive.list("metrics", summary.metrics);
    archive.list("server", summary.server);
    archive("started", summary.started);
    archive("ok", summary.ok);
    archive("failed", summary.failed);
    archive("cancelled", summary.cancelled);
    archive("outcomes", summary.outcomes);
    archive("input_tokens", summary.inputTokens);
    archive("output_tokens", summary.outputTokens);
    archive("cached_tokens", summary.cachedTokens);
    archive("hidden_tokens", summary.hiddenTokens);
    archive("token_sources", summary.tokenSources);
    archive("token_bases", summary.tokenBases);
    archive("warmup", summary.warmup);
    archive("cooldown", summary.cooldown);
    archive.part("pace", summary.pace);
    archive("output_rate", summary.outputRate);
    archive.maybe("goodput", summary.goodput);
    archive.maybe("arrivals", summary.arrivals);
    archive("peak_in_flight", summary.peakInFlight);
    archive("output_asked", summary.outputAsked);
    archive("output_produced", summary.outputProduced);
    archive("output_shortfall", summary.outputShortfall);
    archive("output_difference", summary.outputDifference);
    archive("switching_time", summary.inferred.switchingTime);
    archive("batch_size", summary.inferred.batchSize);
    archive.part("steady", summary.steady);
}

template <typename Part>
void Writer::part(const char* key, const Part& value)
{
    Writer inner;
    visit(inner, value);
    object[key] = std::move(inner.object);
}

template <typename Part>
void Writer::list(const char* key, const std::vector<Part>& values)
{
    Json array = Json::array();
    for (const Part& value : values) {
        Writer inner;
        visit(inner, value);
        array.push_back(std::move(inner.object));
    }
    object[key] = std::move(array);
}

template <typename Part>
void Writer::maybe(const char* key, const std::optional<Part>& value)
{
    if (value)
        part(key, *value);
    else
        object[key] = nullptr;
}

template <typename Part>
void Reader::part(const char* key, Part& value)
{
    Reader inner{object.at(key)};
    visit(inner, value);
}

template <typename Part>
void Reader::list(const char* key, std::vector<Part>& values)
{
    for (const Json& item : object.at(key)) {
        Reader inner{item};
        visit(inner, values.emplace_back());
    }
}

template <typename Part>
void Reader::maybe(const char* key, std::optional<Part>& value)
{
    if (!object.at(key).is_null())
        part(key, value.emplace());
}

// What later code takes for granted of a summary.
bool isWhole(const Summary& summary)
{
    if (summary.metrics.size() != metrics().size() || summary.server.size() != ServerMetrics::kFields)
        return false;
    for (std::size_t i = 0; i < summary.metrics.size(); ++i)
        if (summary.metrics[i].metric != &metrics()[i])
            return false;
    for (const auto* rows : {&summary.metrics, &summary.server})
        for (const MetricStatistics& row : *rows)
            if (row.statistics.quantiles.size() != kSummaryQuantiles.size())
                return false;
    return true;
}

}  // namespace

std::string toJson(const Summary& summary)
{
    Writer writer;
    visit(writer, summary);
    return writer.object.dump();
}

std::optional<Summary> summaryFromJson(std::string_view text)
{
    const Json json = parseForeignJson<Json>(text);
    if (!json.is_object())
        return std::nullopt;
    try {
        Summary summary;
        Reader reader{json};
        visit(reader, summary);
        return isWhole(summary) ? std::optional{std::move(summary)} : std::nullopt;
    } catch (const Json::exception&) {
        return std::nullopt;
    }
}

}  // namespace inferometer
