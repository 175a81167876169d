// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/report.h"

#include "app/cli/defined_report.h"
#include "app/cli/text_table.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/config/model_names.h"
#include "core/metrics/token_counts.h"
#include "core/store/run_end.h"
#include "core/workload/endpoint_access.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace inferometer::cli {
namespace {

constexpr std::array kShown{0.5, 0.90, 0.95, 0.99, 0.999};
constexpr std::size_t kExampleLength = 120;

struct Marks
{
    bool censored = false;
    bool unsupported = false;
    bool inexact = false;
    bool estimated = false;
};

std::string quantileText(const Statistics& statistics, double q, std::string_view unit, Marks& marks)
{
    const Quantile* const found = statistics.at(q);
    if (found == nullptr)
        return "-";
    marks.censored |= found->censored;
    marks.unsupported |= found->unsupported;
    return (found->censored ? ">= " : "") + figure(found->value, unit) + (found->unsupported ? "*" : "");
}

TableRow metricRow(std::string name, const Statistics& statistics, std::string_view unit, Marks& marks)
{
    TableRow row{std::move(name), std::to_string(statistics.n),
                 (statistics.meanCensored ? ">= " : "") + figure(statistics.mean, unit)};
    marks.censored |= statistics.meanCensored;
    for (const double q : kShown)
        row.push_back(quantileText(statistics, q, unit, marks));
    return row;
}

// The label, its unit, "~" where token counts are estimated, "!3 % +-2 ms" where so many values have no exact arrival
// and may be off by as much.
std::string metricName(const MetricStatistics& entry, Marks& marks)
{
    const Metric& metric = *entry.metric;
    std::string name{metric.label};
    if (!metric.unit.empty() && metric.unit != "s")
        name.append(" (").append(metric.unit).append(")");
    if (entry.estimated > 0)
        name += " ~";
    const std::uint64_t inexact = entry.stamps[1] + entry.stamps[2];
    if (inexact > 0)
        name += " !" + figure(100 * static_cast<double>(inexact) / static_cast<double>(entry.stamps[0] + inexact), "")
            + " % +-" + figure(entry.arrivalErrorMax, metric.unit == "s" ? "s" : "");
    marks.estimated |= entry.estimated > 0;
    marks.inexact |= inexact > 0;
    return name;
}

std::string footnotes(const Marks& marks, const Summary& summary)
{
    const bool assumed = summary.tokenBases[static_cast<std::size_t>(TokenBasis::Assumed)] > 0;
    std::string text;
    if (marks.unsupported)
        text += "  * fewer requests than this percentile needs to be trusted: unsupported\n";
    if (marks.censored)
        text += "  >= requests were cut before they ended: the true value is at least this\n";
    if (const auto late = summary.outcomes[static_cast<std::size_t>(Outcome::Timeout)]; late > 0)
        text += "  latencies are of the requests that kept their time limit; " + grouped(late) + " did not\n";
    if (marks.inexact)
        text += "  ! share of the values whose arrival is not known exactly, +- how far such a value may be off at "
                "most\n";
    if (marks.estimated)
        text += assumed ? "  ~ estimate: the server says no token counts, 1 token a chunk is assumed\n"
                        : "  ~ estimate: the server says only the total, which is spread evenly over the chunks\n";
    return text;
}

std::string metricTable(const Summary& summary)
{
    Marks marks;
    std::vector<TableRow> rows{{"metric", "n", "mean", "p50", "p90", "p95", "p99", "p99.9"}};
    for (const MetricStatistics& entry : summary.metrics) {
        if (entry.statistics.n + entry.statistics.censored > 0)
            rows.push_back(metricRow(metricName(entry, marks), entry.statistics, entry.metric->unit, marks));
    }
    for (std::size_t i = 0; i < summary.server.size(); ++i) {
        const std::string name{serverMetricName(static_cast<ServerMetrics::Field>(i))};
        const bool duration = name.size() > 2 && name.compare(name.size() - 2, 2, "_s") == 0;
        if (summary.server[i].statistics.n > 0)
            rows.push_back(metricRow(name, summary.server[i].statistics, duration ? "s" : "", marks));
    }
    if (rows.size() == 1)
        return {};  // nothing succeeded
    std::string text = alignedTable(rows) + footnotes(marks, summary);
    return text + "\n";
}

// "93.1 % kept TTFT <= 500 ms and E2E <= 4 s, 12.4 /s"
std::string goodputText(const FinishedRun& run, const RunSpec& spec)
{
    const Summary& summary = run.summary;
    const Goodput& goodput = *summary.goodput;
    std::string limits;
    for (const auto& [name, limit] : {std::pair{"TTFT", spec.slo.ttft}, std::pair{"TPOT", spec.slo.tpot},
                                      std::pair{"every gap", spec.slo.gap}, std::pair{"E2E", spec.slo.e2e}})
        if (limit > 0)
            limits.append(limits.empty() ? "" : " and ").append(name).append(" <= ").append(formatDuration(limit));
    std::string text = figure(100 * goodput.share, "") + " % of " + grouped(goodput.scheduled - goodput.undefined)
        + " requests kept " + limits + ", " + figure(goodput.rate, "") + " /s"
        + signsOf(findRunFigure("goodput_rate")->marksOf({summary, run.facts}));
    if (goodput.undefined > 0)
        text += "; " + grouped(goodput.undefined) + " without TPOT left out";
    if (goodput.unjudged > 0)
        text += "; " + grouped(goodput.unjudged) + " not good for want of their chunks";
    return text;
}

// Where the counts of output tokens come from, in requests.
std::string countText(const Summary& summary)
{
    std::string text;
    for (std::size_t source = 0; source < kTokenSources; ++source)
        if (const std::uint64_t n = summary.tokenSources.at(source); n > 0)
            text.append(text.empty() ? "" : ", ")
                .append(grouped(n) + " " + tokenSourceWords(static_cast<TokenSource>(source)).text());
    return text;
}

std::string outputLengthText(const Summary& summary, const RunSpec& spec)
{
    if (std::isnan(summary.outputProduced))
        return "asked " + grouped(static_cast<std::uint64_t>(meanTokensOf(spec).output))
            + ", produced not known: the server reports no usage";
    const double difference = summary.outputAsked - summary.outputProduced;
    return "asked " + figure(summary.outputAsked, "") + ", produced " + figure(summary.outputProduced, "")
        + " (mean), asked minus produced " + (difference > 0 ? "+" : "") + figure(difference, "");
}

std::string networkText(const RunFacts& facts, Nanos dnsTime)
{
    return facts.scope + ", min RTT " + (facts.minRtt.count() > 0 ? formatDuration(seconds(facts.minRtt)) : "not known")
        + ", " + grouped(facts.retransmits) + " retransmits, DNS " + formatDuration(seconds(dnsTime));
}

// What is said only when there is something to say.
void addRarer(const FinishedRun& saved, std::vector<TableRow>& rows)
{
    const RunSpec& spec = saved.header.spec;
    const Summary& summary = saved.summary;
    const RunFacts& facts = saved.facts;
    if (spec.target.insecure)
        rows.push_back({"certificates", "NOT VERIFIED (--insecure): anyone on the way could have answered"});
    if (summary.goodput)
        rows.push_back({"goodput", goodputText(saved, spec)});
    if (facts.userLag.count() > 0)
        rows.push_back({"read after arrival",
                        "p50 " + formatDuration(facts.userLag.quantile(0.5)) + ", p99 "
                            + formatDuration(facts.userLag.quantile(0.99)) + ", max "
                            + formatDuration(seconds(facts.userLag.max()))});
}

std::string figureText(RunFigureKind kind, double value)
{
    if (kind == RunFigureKind::Duration)
        return formatDuration(value);
    return kind == RunFigureKind::Count ? grouped(static_cast<std::uint64_t>(value)) : figure(value, "");
}

std::string rowsText(const std::vector<TableRow>& rows)
{
    std::size_t width = 0;
    for (const TableRow& row : rows)
        width = std::max(width, row[0].size());
    std::string text;
    for (const TableRow& row : rows)
        text += "  " + row[0] + std::string(width - row[0].size() + 2, ' ') + row[1] + "\n";
    return text;
}

// What the signs behind run figures mean; "~" is told with the metrics.
std::string markNotes(RunMarks marks)
{
    std::string text;
    for (std::size_t i = 0; i < runMarks().size(); ++i)
        if (const RunMark& mark = runMarks()[i]; (marks >> i & 1U) != 0 && mark.sign != "~")
            text.append("  ").append(mark.sign).append(" ").append(mark.label).append(": ").append(mark.help) += "\n";
    return text;
}

std::string totalsTable(const FinishedRun& saved, std::span<const RunFigure> figures)
{
    const Summary& summary = saved.summary;
    const RunFacts& facts = saved.facts;
    const RunFigureInput input{summary, facts};
    std::vector<TableRow> rows{{"ended", endOf(saved).said.text()}};
    for (const RunFigureLine& line : runFigureLines(figures, input, figureText))
        rows.push_back({std::string{line.line}, line.text});
    if (summary.ok > 0)
        rows.push_back({"token counts", countText(summary)});
    rows.push_back({"output length", outputLengthText(summary, saved.header.spec)});
    rows.push_back({"arrivals",
                    grouped(facts.stamps[0]) + " exact, " + grouped(facts.stamps[1]) + " bounded, "
                        + grouped(facts.stamps[2]) + " by our own clock"});
    rows.push_back({"network", networkText(facts, saved.header.dnsTime)});
    addRarer(saved, rows);
    return rowsText(rows) + markNotes(marksOf(figures, input));
}

// "2 x http_error (HTTP 500), 1 more in warm-up or cool-down: no room"
std::string failureText(const Blocks& blocks)
{
    std::string text;
    for (const FailureGroup& group : failuresOf(blocks)) {
        text += "  " + grouped(group.count > 0 ? group.count : group.leftOut) + " x "
            + std::string{outcomeName(group.kind.outcome)};
        if (group.kind.httpStatus >= 300)
            text += " (HTTP " + std::to_string(group.kind.httpStatus) + ")";
        if (group.leftOut > 0)
            text += (group.count > 0 ? ", " + grouped(group.leftOut) + " more" : std::string{})
                + " in warm-up or cool-down";
        const std::string example = exampleOf(group);
        text += (example.empty() ? "" : ": " + example) + "\n";
    }
    return text.empty() ? text : "Failures\n" + text + "\n";
}

std::string verdictText(const RunFacts& facts)
{
    std::string text = "Verdict: " + std::string{verdictName(facts.verdict.level)} + "\n";
    for (const VerdictReason& reason : facts.verdict.reasons)
        text += "  " + std::string{verdictName(reason.level)} + ": " + visibleText(reason.text) + "\n";
    return text;
}

// One line of text, short enough for a terminal; what was cut shows as dots.
std::string oneLine(std::string_view text)
{
    std::string line;
    for (const std::string& word : splitWords(toValidUtf8(text)))
        line.append(line.empty() ? "" : " ").append(word);
    if (line.size() <= kExampleLength)
        return line;
    std::size_t cut = kExampleLength;
    while ((static_cast<unsigned char>(line[cut]) & 0xC0U) == 0x80U)  // not inside a character
        --cut;
    return line.substr(0, cut) + "...";
}

}  // namespace

std::string exampleOf(const FailureGroup& group) { return oneLine(group.block->textOf(group.first->error)); }

std::string reportText(const FinishedRun& saved, std::span<const RunFigure> figures, const Definition* definition)
{
    const TargetSpec& target = saved.header.spec.target;
    const Result<Url> url = requestUrl(saved.header.spec);
    std::string text = "\n"
        + visibleText(firstModelName(target.modelNames) + " at " + (url ? url.value().text() : target.baseUrl)) + ", "
        + formatDuration(seconds(saved.facts.elapsed)) + "\n\n";
    if (definition == nullptr || definition->recipe == nullptr)
        text += metricTable(saved.summary) + totalsTable(saved, figures);
    else
        text += definedTable(*definition, saved) + rowsText({{"ended", endOf(saved).said.text()}});
    text += "\n" + failureText(saved.blocks);
    text += verdictText(saved.facts);
    return text + "\nResults: " + visibleText(saved.place()) + "\n";
}

}  // namespace inferometer::cli
