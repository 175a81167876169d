// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/summary_markdown.h"

#include "core/base/visible_text.h"
#include "core/store/run_end.h"
#include "core/store/run_name.h"
#include "ui/base/text.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <cmath>

namespace inferometer::ui {

namespace {

QString number(double value) { return std::isfinite(value) ? QString::number(value, 'g', 4) : QStringLiteral("–"); }

QString rowOf(const QStringList& cells) { return QStringLiteral("| %1 |\n").arg(cells.join(QStringLiteral(" | "))); }

// ">= 3.5" of what was cut.
QString limitText(bool isLeast, double value) { return (isLeast ? QStringLiteral(">= ") : QString{}) + number(value); }

QString quantileText(const Statistics& statistics, double q)
{
    const Quantile* const one = statistics.at(q);
    if (!one)
        return QStringLiteral("–");
    return limitText(one->censored, one->value)
        + (one->unsupported && std::isfinite(one->value) ? QStringLiteral("\\*") : QString{});
}

QString metricsTable(const Summary& summary)
{
    QString text = rowOf({QStringLiteral("metric"), QStringLiteral("unit"), QStringLiteral("n"), QStringLiteral("mean"),
                          QStringLiteral("p50"), QStringLiteral("p95"), QStringLiteral("p99"), QStringLiteral("max")});
    text += QStringLiteral("|---|---|---:|---:|---:|---:|---:|---:|\n");
    for (const MetricStatistics& one : summary.metrics) {
        const Statistics& s = one.statistics;
        if (!one.metric || s.n + s.censored == 0)
            continue;
        text += rowOf({toQt(one.metric->label), toQt(one.metric->unit), QString::number(s.n),
                       limitText(s.meanCensored, s.mean), quantileText(s, 0.5), quantileText(s, 0.95),
                       quantileText(s, 0.99), limitText(s.maxCensored, s.max)});
    }
    return text;
}

std::string figureText(RunFigureKind kind, double value)
{
    return kind == RunFigureKind::Count ? std::to_string(static_cast<std::uint64_t>(value)) : toStd(number(value));
}

// What the signs in the tables and lines mean.
QString footnotes(const Summary& summary, RunMarks marks)
{
    QStringList notes;
    const bool isUnsupported = std::any_of(summary.metrics.begin(), summary.metrics.end(), [](const auto& one) {
        return one.statistics.n > 0
            && std::any_of(one.statistics.quantiles.begin(), one.statistics.quantiles.end(),
                           [](const Quantile& quantile) { return quantile.unsupported; });
    });
    if (isUnsupported)
        notes << QStringLiteral("\\* fewer requests than this percentile needs to be trusted");
    for (std::size_t i = 0; i < runMarks().size(); ++i)
        if ((marks >> i & 1U) != 0)
            notes << QStringLiteral("%1 %2: %3")
                         .arg(toQt(runMarks()[i].sign), toQt(runMarks()[i].label), toQt(runMarks()[i].help));
    if (const auto late = summary.outcomes[static_cast<std::size_t>(Outcome::Timeout)]; late > 0)
        notes << QStringLiteral("latencies are of the requests that kept their time limit; %1 did not").arg(late);
    return notes.isEmpty() ? QString{} : QStringLiteral("\n%1\n").arg(notes.join(QStringLiteral("  \n")));
}

QString line(const char* what, const QString& value)
{
    return QStringLiteral("- %1: %2\n").arg(QString::fromLatin1(what), value);
}

// A name from outside, as text and nothing else.
QString escaped(const QString& name)
{
    static const QRegularExpression kMarks{QStringLiteral("([\\\\`*_{}\\[\\]<>#|~!&])")};
    return QString{name}.replace(kMarks, QStringLiteral("\\\\1"));
}

}  // namespace

QString summaryMarkdown(const ShownRun& run, std::span<const RunFigure> rows)
{
    const FinishedRun& saved = *run.finished();
    const Summary& summary = saved.summary;
    QString text = QStringLiteral("## %1\n\n").arg(escaped(toQt(runName(saved.header, saved.label).text())));
    text += line("run", toQt(saved.header.stem)) + line("ended", toQt(endOf(saved).said.text()));
    if (run.spec()) {
        // A person may have put a password into the URL.
        const QString url = QUrl{toQt(run.spec()->target.baseUrl)}.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
        text += line("endpoint", QStringLiteral("%1, %2").arg(url, toQt(run.spec()->target.llmApi)));
        text += line("load",
                     QStringLiteral("%1 requests, %2 concurrent, %3 input and %4 output tokens")
                         .arg(run.spec()->arrivals.numRequests)
                         .arg(run.spec()->arrivals.numConcurrentRequests)
                         .arg(run.spec()->prompts.numInputTokens)
                         .arg(run.spec()->prompts.numOutputTokens));
    }
    const RunFigureInput input{summary, saved.facts};
    for (const RunFigureLine& one : runFigureLines(rows, input, figureText))
        text += line(one.line.data(), toQt(one.text));
    text += line("verdict", toQt(verdictName(saved.facts.verdict.level)));
    for (const VerdictReason& reason : saved.facts.verdict.reasons)
        text += QStringLiteral("  - %1\n").arg(toQt(reason.text));
    text += QLatin1Char{'\n'} + metricsTable(summary) + footnotes(summary, marksOf(rows, input));
    return toQt(visibleLines(toStd(text)));
}

}  // namespace inferometer::ui
