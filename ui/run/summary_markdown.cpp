// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/summary_markdown.h"

#include "core/base/visible_text.h"
#include "core/store/run_end.h"
#include "core/store/run_name.h"
#include "ui/base/text.h"
#include "ui/statistics/statistics_copy.h"

#include <QUrl>

#include <cmath>

namespace inferometer::ui {

namespace {

QString number(double value) { return std::isfinite(value) ? QString::number(value, 'g', 4) : QStringLiteral("–"); }

// The table of statistics, without the metrics of which this run has nothing.
QString metricsTable(const ShownRun& run)
{
    std::vector<StatisticsRow> rows = statisticsRows(run);
    std::erase_if(rows, [](const StatisticsRow& row) { return !row.hasValues(); });
    const auto timeouts = run.finished()->summary.outcomes[static_cast<std::size_t>(Outcome::Timeout)];
    return statisticsText(rows, timeouts, CopyFormat::Markdown);
}

std::string numberText(RunFigureKind kind, double value)
{
    return kind == RunFigureKind::Count ? std::to_string(static_cast<std::uint64_t>(value)) : toStd(number(value));
}

// What the signs in the lines mean.
QString footnotes(RunMarks marks)
{
    QStringList notes;
    for (std::size_t i = 0; i < runMarks().size(); ++i)
        if ((marks >> i & 1U) != 0)
            notes << QStringLiteral("%1 %2: %3")
                         .arg(toQt(runMarks()[i].sign), toQt(runMarks()[i].label), toQt(runMarks()[i].help));
    return notes.isEmpty() ? QString{} : QStringLiteral("\n%1\n").arg(notes.join(QStringLiteral("  \n")));
}

QString line(const char* what, const QString& value)
{
    return QStringLiteral("- %1: %2\n").arg(QString::fromLatin1(what), value);
}

}  // namespace

QString summaryMarkdown(const ShownRun& run, std::span<const RunFigure> rows)
{
    const FinishedRun& saved = *run.finished();
    const Summary& summary = saved.summary;
    QString text = QStringLiteral("## %1\n\n")
                       .arg(escaped(toQt(runName(saved.header, saved.label).text()), CopyFormat::Markdown));
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
    for (const RunFigureLine& one : runFigureLines(rows, input, numberText))
        text += line(one.line.data(), toQt(one.text));
    text += line("verdict", toQt(verdictName(saved.facts.verdict.level)));
    for (const VerdictReason& reason : saved.facts.verdict.reasons)
        text += QStringLiteral("  - %1\n").arg(toQt(reason.text));
    text += QLatin1Char{'\n'} + metricsTable(run) + footnotes(marksOf(rows, input));
    return toQt(visibleLines(toStd(text)));
}

}  // namespace inferometer::ui
