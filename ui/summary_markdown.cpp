// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/summary_markdown.h"

#include "core/base/visible_text.h"
#include "ui/text.h"

#include <QUrl>

#include <cmath>

namespace inferometer::ui {

namespace {

QString number(double value) { return std::isfinite(value) ? QString::number(value, 'g', 4) : QStringLiteral("–"); }

QString rowOf(const QStringList& cells) { return QStringLiteral("| %1 |\n").arg(cells.join(QStringLiteral(" | "))); }

QString quantileText(const Statistics& statistics, double q)
{
    for (const Quantile& one : statistics.quantiles) {
        if (std::abs(one.q - q) < 1e-9)
            return (one.censored ? QStringLiteral(">= ") : QString{}) + number(one.value);
    }
    return QStringLiteral("–");
}

QString metricsTable(const Summary& summary)
{
    QString text = rowOf({QStringLiteral("metric"), QStringLiteral("unit"), QStringLiteral("n"), QStringLiteral("mean"),
                          QStringLiteral("p50"), QStringLiteral("p95"), QStringLiteral("p99"), QStringLiteral("max")});
    text += QStringLiteral("|---|---|---:|---:|---:|---:|---:|---:|\n");
    for (const MetricStatistics& one : summary.metrics) {
        const Statistics& s = one.statistics;
        if (!one.metric || s.n == 0)
            continue;
        text += rowOf({toQt(one.metric->label), toQt(one.metric->unit), QString::number(s.n), number(s.mean),
                       quantileText(s, 0.5), quantileText(s, 0.95), quantileText(s, 0.99), number(s.max)});
    }
    return text;
}

QString line(const char* what, const QString& value)
{
    return QStringLiteral("- %1: %2\n").arg(QString::fromLatin1(what), value);
}

}  // namespace

QString summaryMarkdown(const ShownRun& run)
{
    const FinishedRun& saved = *run.finished();
    const Summary& summary = saved.summary;
    QString text = QStringLiteral("## %1\n\n").arg(toQt(saved.header.stem));
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
    text += line(
        "requests",
        QStringLiteral("%1 ok, %2 failed, %3 cancelled").arg(summary.ok).arg(summary.failed).arg(summary.cancelled));
    text += line("output",
                 QStringLiteral("%1 tok/s, %2 requests/s").arg(number(summary.outputRate), number(summary.pace.rate)));
    text += line("verdict", toQt(verdictName(saved.facts.verdict.level)));
    for (const VerdictReason& reason : saved.facts.verdict.reasons)
        text += QStringLiteral("  - %1\n").arg(toQt(visibleText(reason.text)));
    return text + QLatin1Char{'\n'} + metricsTable(summary);
}

}  // namespace inferometer::ui
