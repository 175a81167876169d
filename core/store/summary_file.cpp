// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/foreign_json.h"
#include "core/base/text.h"
#include "core/metrics/failures.h"
#include "core/store/json_writer.h"
#include "core/store/result_files.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <map>
#include <span>
#include <utility>

namespace inferometer {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr int kKitDecimals = 4;
struct NamedQuantile
{
    std::string_view name;
    double q;
};
// Of kSummaryQuantiles; p99.9 is for the terminal.
constexpr std::array kQuantiles{NamedQuantile{"p5", 0.05},  NamedQuantile{"p25", 0.25}, NamedQuantile{"p50", 0.5},
                                NamedQuantile{"p75", 0.75}, NamedQuantile{"p90", 0.90}, NamedQuantile{"p95", 0.95},
                                NamedQuantile{"p99", 0.99}};

double rounded(double value) { return parseNumber(formatFixed(value, kKitDecimals)).value_or(kNone); }

// How Python prints a string in a dictionary.
std::string pythonText(const std::string& text) { return "'" + text + "'"; }

class SummaryFile
{
public:
    SummaryFile(JsonWriter::Sink sink, const FinishedRun& run, std::span<const RunFigure> rows)
        : m_json(std::move(sink))
        , m_run(run)
        , m_summary(run.summary)
        , m_rows(rows)
    {}

    void write()
    {
        m_json.beginObject();
        writeHead();
        writeKitMetrics();
        writeKitCounts();
        writeSettings();
        writeRun();
        writeVerdict();
        writeLags();
        writeCounts();
        writeGoodput();
        writeMetrics();
        m_json.endObject();
        m_json.endDocument();
    }

private:
    // The kit's part.

    void writeHead()
    {
        text("name", m_run.header.stem + "_summary");
        text("model", m_run.header.model);
        const RunSpec& spec = m_run.header.spec;
        if (!isOpenLoop(spec)) {
            m_json.key("num_concurrent_requests").value(spec.arrivals.numConcurrentRequests);
            return;
        }
        number("qps", meanRateOf(spec.arrivals));
        text("qps_distribution", fieldText(spec, *findRunField("qps-distribution")));
    }

    const Statistics& ours(std::string_view id) const
    {
        const auto found = std::find_if(m_summary.metrics.begin(), m_summary.metrics.end(),
                                        [id](const MetricStatistics& row) { return row.metric->id == id; });
        assert(found != m_summary.metrics.end());
        return found->statistics;
    }

    void writeKitMetrics()
    {
        for (const std::string_view id :
             {"client_ttft_s", "client_end_to_end_latency_s", "client_output_token_per_s_per_request"})
            writeKitMetric(id, ours(id));
        writeKitMetric("number_input_tokens", ours("input_tokens"));
        writeKitMetric("number_output_tokens", ours("output_tokens"));
        for (const ServerMetrics::Field field : {ServerMetrics::Ttft, ServerMetrics::EndToEnd,
                                                 ServerMetrics::OutputRate, ServerMetrics::OutputRateFirstTen})
            writeKitMetric(serverMetricName(field), m_summary.server[field].statistics);
        writeKitMetric("server_number_input_tokens", countsOf(&RequestRecord::serverInputTokens));
        writeKitMetric("server_number_output_tokens", countsOf(&RequestRecord::serverOutputTokens));
        writeKitMetric("acceptance_rate", m_summary.server[ServerMetrics::AcceptanceRate].statistics);
    }

    Statistics countsOf(std::int32_t RequestRecord::*member) const
    {
        std::vector<double> values;
        for (const auto& block : m_run.blocks)
            for (const RequestRecord& record : block->records)
                if (givesValues(record) && record.*member >= 0)
                    values.push_back(record.*member);
        return statisticsOf(std::move(values));
    }

    void writeKitMetric(std::string_view id, const Statistics& statistics)
    {
        const std::string base = "results_" + std::string{id} + "_";
        for (const auto& [name, q] : kQuantiles)
            number(base + "quantiles_" + std::string{name}, rounded(statistics.valueAt(q)));
        number(base + "mean", rounded(statistics.mean));
        number(base + "min", rounded(statistics.min));
        number(base + "max", rounded(statistics.max));
        number(base + "stddev", rounded(statistics.stddev));
    }

    void writeKitCounts()
    {
        const double length = m_summary.span.length();  // the kit counts the drain
        const auto perSecond = [length](double amount) { return length > 0 ? amount / length : kNone; };
        const auto started = static_cast<double>(m_summary.started);
        m_json.key("results_num_requests_started").value(m_summary.started);
        number("results_error_rate", m_summary.started == 0 ? kNone : static_cast<double>(m_summary.failed) / started);
        m_json.key("results_number_errors").value(m_summary.failed);
        text("results_error_code_frequency", errorFrequency());
        number("results_client_mean_output_token_per_s",
               rounded(perSecond(static_cast<double>(m_summary.outputTokens))));
        m_json.key("results_num_completed_requests").value(m_summary.ok);
        number("results_num_completed_requests_per_min", rounded(perSecond(static_cast<double>(m_summary.ok)) * 60));
    }

    // A Python dictionary as text, the most frequent first.
    std::string errorFrequency() const
    {
        std::map<std::string, std::uint64_t> counts;
        for (const FailureGroup& group : failuresOf(m_run.blocks))
            if (group.count > 0 && group.kind.outcome != Outcome::Cancelled)
                counts[isStatus(group.kind.outcome) ? std::to_string(group.kind.httpStatus)
                                                    : pythonText(std::string{outcomeName(group.kind.outcome)})]
                    += group.count;
        std::vector<std::pair<std::string, std::uint64_t>> rows{counts.begin(), counts.end()};
        std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
        std::string dictionary;
        for (const auto& [code, count] : rows)
            dictionary += (dictionary.empty() ? "" : ", ") + code + ": " + std::to_string(count);
        return "{" + dictionary + "}";
    }

    static bool isStatus(Outcome outcome) { return outcome == Outcome::HttpError || outcome == Outcome::RateLimited; }

    void writeSettings()
    {
        const RunSpec& spec = m_run.header.spec;
        if (isOfDataset(spec)) {
            // The kit gives the limit of answers as the first of the sampling parameters.
            m_json.key("request_count").value(m_run.header.requests - m_run.header.warmup);
            m_json.key("sampling_params_max_tokens_to_generate").value(spec.prompts.numOutputTokens);
            writeSamplingParams("sampling_params_");
        } else {
            if (!evaluationRow(spec.evaluation).byHand)
                m_json.key("num_input_tokens").value(meanTokensOf(spec).input);
            m_json.key("num_output_tokens").value(meanTokensOf(spec).output);
            writeSamplingParams("additional_sampling_params_");
            m_json.key("model_idx").value(m_run.header.modelIndex);
        }
        for (const auto& [key, value] : spec.keep.metadata)
            text(key, value);
        m_json.key("timestamp")
            .value(std::chrono::floor<std::chrono::seconds>(m_run.facts.startUtc + m_run.facts.elapsed).count());
    }

    void writeSamplingParams(const std::string& prefix)
    {
        const auto sampling = parseForeignJson<nlohmann::ordered_json>(m_run.header.spec.prompts.samplingParams);
        if (!sampling.is_object())
            return;
        for (const auto& [key, value] : sampling.items())
            if (prefix + key != "sampling_params_max_tokens_to_generate")
                m_json.key(prefix + key).raw(value.dump(-1, ' ', true));
    }

    // Ours.

    void writeRun()
    {
        text("run_id", m_run.header.runId);
        text("run_started_at", utcText(m_run.facts.startUtc));
        m_json.key("run_start_monotonic_ns").value(m_run.facts.startMonotonic.count());
        number("run_elapsed_s", seconds(m_run.facts.elapsed));
        text("inferometer_version", m_run.header.program);
        text("llm_api", m_run.header.spec.target.llmApi);
        text("base_url", m_run.header.spec.target.baseUrl);
        writePath();
        writeSchedule();
        text("token_count_method", m_run.header.countMethod);
        text("token_count_note", m_run.header.countNote);
        text("output_length_note", m_run.header.outputNote);
        text("multimodal_img_size", m_run.header.imageSize());
        m_json.key("exact_output").raw(m_run.header.exactOutput ? "true" : "false");
    }

    // Of an open loop alone, as the figures of its arrivals are.
    void writeSchedule()
    {
        const RunSpec& spec = m_run.header.spec;
        if (!isOpenLoop(spec))
            return;
        number("burstiness", spec.arrivals.gaps == GapShape::Gamma ? spec.arrivals.burstiness : kNone);
        text("stages", spec.arrivals.stages);
        m_json.key("max_in_flight").value(spec.arrivals.maxInFlight);
        const Result<TokenLengths> lengths = lengthsOf(spec);
        text("lengths", lengths ? lengthText(lengths.value().input) + "/" + lengthText(lengths.value().output) : "");
        text("schedule_note", m_run.header.scheduleNote);
    }

    void writePath()
    {
        text("scope", m_run.facts.scope);
        number("min_rtt_s", m_run.facts.minRtt.count() > 0 ? seconds(m_run.facts.minRtt) : kNone);
        m_json.key("retransmits").value(m_run.facts.retransmits);
        number("dns_s", seconds(m_run.header.dnsTime));
        m_json.key("tls_verified");  // null without TLS
        if (lowered(m_run.header.spec.target.baseUrl).starts_with("https://"))
            m_json.raw(m_run.header.spec.target.insecure ? "false" : "true");
        else
            m_json.null();
    }

    void writeVerdict()
    {
        text("verdict", verdictName(m_run.facts.verdict.level));
        std::vector<std::string> reasons;
        for (const VerdictReason& reason : m_run.facts.verdict.reasons)
            reasons.push_back(reason.text);
        texts("verdict_reasons", reasons);
        std::vector<std::string> caps;
        for (const Cap& cap : m_run.facts.caps)
            caps.push_back(cap.text);
        texts("caps", caps);
        m_json.key("local_fault");
        if (m_run.facts.localFault.empty())
            m_json.null();
        else
            m_json.value(m_run.facts.localFault.text());
    }

    void writeLags()
    {
        const Statistics& queue = ours("queue_s");
        if (const auto& arrivals = m_summary.arrivals)
            lag("schedule_lateness_s", arrivals->latenessP50, arrivals->latenessP99, arrivals->latenessMax);
        else
            lag("schedule_lateness_s", queue.valueAt(0.5), queue.valueAt(0.99), queue.max);
        lag("user_lag_s", m_run.facts.userLag);
        lag("turnaround_s", m_run.facts.turnaround);
    }

    void lag(std::string_view key, const Histogram& histogram)
    {
        lag(key, histogram.quantile(0.5), histogram.quantile(0.99),
            histogram.count() == 0 ? kNone : seconds(histogram.max()));
    }

    void lag(std::string_view key, double p50, double p99, double max)
    {
        m_json.key(key).beginObject();
        number("p50", p50);
        number("p99", p99);
        number("max", max);
        m_json.endObject();
    }

    void stamps(std::string_view key, const std::array<std::uint64_t, 3>& counts)
    {
        m_json.key(key).beginObject();
        for (const Stamp stamp : {Stamp::Exact, Stamp::Bounded, Stamp::User})
            m_json.key(stampName(stamp)).value(counts.at(static_cast<std::size_t>(stamp)));
        m_json.endObject();
    }

    void writeCounts()
    {
        stamps("stamps", m_run.facts.stamps);
        stamps("first_token_stamps", m_run.facts.firstStamps);
        m_json.key("outcomes").beginObject();
        for (std::size_t i = 0; i < kOutcomes; ++i)
            if (m_summary.outcomes.at(i) > 0)
                m_json.key(outcomeName(static_cast<Outcome>(i))).value(m_summary.outcomes.at(i));
        m_json.endObject();
        writeRunFigures();
        m_json.key("left_out_requests").beginObject();
        m_json.key("warmup").value(m_summary.warmup);
        m_json.key("cooldown").value(m_summary.cooldown);
        m_json.endObject();
        m_json.key("output_length").beginObject();
        number("asked_mean", m_summary.outputAsked);
        number("produced_mean", m_summary.outputProduced);
        number("asked_minus_produced_mean", m_summary.outputAsked - m_summary.outputProduced);
        m_json.endObject();
        m_json.key("token_count_source").beginObject();
        for (const TokenSource source : {TokenSource::Server, TokenSource::Tokenizer, TokenSource::Estimate})
            m_json.key(tokenSourceName(source)).value(m_summary.tokenSources.at(static_cast<std::size_t>(source)));
        m_json.endObject();
    }

    void writeRunFigures()
    {
        const RunFigureInput input{m_summary, m_run.facts};
        for (const RunFigure& row : m_rows) {
            const auto value = row.of(input);
            if (row.openLoop && !m_summary.arrivals)
                continue;
            m_json.key(row.id);
            if (value && row.kind == RunFigureKind::Count)
                m_json.value(static_cast<std::uint64_t>(*value));
            else
                m_json.value(value);
        }
        m_json.key("run_figure_marks").beginObject();
        for (std::size_t i = 0; i < runMarks().size(); ++i) {
            std::vector<std::string_view> marked;
            for (const RunFigure& row : m_rows)
                if (row.of(input) && (row.marksOf(input) >> i & 1U) != 0)
                    marked.push_back(row.id);
            writeNames(runMarks()[i].id, marked);
        }
        m_json.endObject();
    }

    // null where no limit was asked for.
    void writeGoodput()
    {
        m_json.key("goodput");
        if (!m_summary.goodput) {
            m_json.null();
            return;
        }
        m_json.beginObject();
        const RunSpec& spec = m_run.header.spec;
        for (const auto& [key, limit] : {std::pair{"ttft_s", spec.slo.ttft}, std::pair{"tpot_s", spec.slo.tpot},
                                         std::pair{"gap_s", spec.slo.gap}, std::pair{"e2e_s", spec.slo.e2e}})
            number(key, limit > 0 ? limit : kNone);
        m_json.key("scheduled").value(m_summary.goodput->scheduled);
        m_json.key("good").value(m_summary.goodput->good);
        m_json.key("undefined").value(m_summary.goodput->undefined);
        m_json.key("unjudged").value(m_summary.goodput->unjudged);
        number("share", m_summary.goodput->share);
        number("rate", m_summary.goodput->rate);
        m_json.endObject();
    }

    void writeMetrics()
    {
        for (const MetricStatistics& row : m_summary.metrics) {
            m_json.key(row.metric->id).beginObject();
            writeStatistics(row.statistics);
            stamps("stamps", row.stamps);
            number("arrival_error_max", row.arrivalErrorMax);
            m_json.key("estimated").value(row.estimated);
            m_json.endObject();
        }
    }

    void writeStatistics(const Statistics& statistics)
    {
        m_json.key("n").value(statistics.n);
        number("mean", statistics.mean);
        number("stddev", statistics.stddev);
        number("min", statistics.min);
        for (const auto& [name, q] : kQuantiles)
            number(name, statistics.valueAt(q));
        number("max", statistics.max);
        writeIntervals(statistics);
        writeNames("lower_limits", lowerLimits(statistics));
        writeNames("unsupported", marked(statistics, [](const Quantile& quantile) { return quantile.unsupported; }));
        m_json.key("censored").value(statistics.censored);
        m_json.key("requests").value(statistics.units);
    }

    void writeIntervals(const Statistics& statistics)
    {
        m_json.key("interval_95").beginObject();
        for (const auto& [name, q] : kQuantiles)
            if (const auto& interval = statistics.at(q)->interval)
                m_json.key(name).values(std::array{interval->low, interval->high});
        m_json.endObject();
    }

    static std::vector<std::string_view> marked(const Statistics& statistics, bool (*holds)(const Quantile&))
    {
        std::vector<std::string_view> names;
        for (const auto& [name, q] : kQuantiles)
            if (statistics.n + statistics.censored > 0 && holds(*statistics.at(q)))
                names.push_back(name);
        return names;
    }

    static std::vector<std::string_view> lowerLimits(const Statistics& statistics)
    {
        auto names = marked(statistics, [](const Quantile& quantile) { return quantile.censored; });
        if (statistics.meanCensored)
            names.insert(names.begin(), "mean");
        if (statistics.maxCensored)
            names.emplace_back("max");
        return names;
    }

    void writeNames(std::string_view key, const std::vector<std::string_view>& names)
    {
        std::string list;
        for (const std::string_view name : names)
            list.append(list.empty() ? "\"" : ", \"").append(name).append("\"");
        m_json.key(key).raw("[" + list + "]");
    }

    void text(std::string_view key, std::string_view value) { m_json.key(key).value(value); }
    void number(std::string_view key, double value) { m_json.key(key).value(value); }
    void texts(std::string_view key, const std::vector<std::string>& values)
    {
        m_json.key(key).beginArray();
        for (const std::string& value : values)
            m_json.value(std::string_view{value});
        m_json.endArray();
    }

    JsonWriter m_json;
    const FinishedRun& m_run;
    const Summary& m_summary;
    std::span<const RunFigure> m_rows;
};

}  // namespace

std::string summaryFileText(const FinishedRun& run, std::span<const RunFigure> rows)
{
    std::string text;
    SummaryFile{[&text](std::string_view piece) { text += piece; }, run, rows}.write();
    return text;
}

Status writeSummaryFile(const std::string& path, const FinishedRun& run, std::span<const RunFigure> rows)
{
    AtomicFile file{path};
    file.write(summaryFileText(run, rows));
    return file.commit();
}

}  // namespace inferometer
