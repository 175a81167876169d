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

std::string markdownNumber(RunFigureKind kind, double value)
{
    if (kind == RunFigureKind::Duration)
        return formatDuration(value);
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

QString loadText(const RunSpec& spec, const RunHeader& header)
{
    const MeanTokens tokens = meanTokensOf(spec);
    const QString load = isOpenLoop(spec)
        ? QStringLiteral("%1 requests by a schedule, %2 a second, %3")
              .arg(header.requests)
              .arg(number(meanRateOf(spec.arrivals)), toQt(fieldText(spec, *findRunField("qps-distribution"))))
        : QStringLiteral("%1 requests, %2 concurrent")
              .arg(spec.arrivals.numRequests)
              .arg(spec.arrivals.numConcurrentRequests);
    // Of a dataset, prompts have no one length.
    const QString input = isOfDataset(spec) ? QString{} : QStringLiteral("%1 input and ").arg(tokens.input);
    return QStringLiteral("%1, %2%3 output tokens").arg(load, input).arg(tokens.output);
}

// As a quotation, a line each.
QString noteText(const RunLabel& label)
{
    if (label.note.empty())
        return {};
    QString text;
    for (const QString& one : toQt(label.note).split(QLatin1Char{'\n'}))
        text += QStringLiteral("> %1  \n").arg(escaped(one, CopyFormat::Markdown));
    return text + QLatin1Char{'\n'};
}

}  // namespace

QString summaryMarkdown(const ShownRun& run, std::span<const RunFigure> rows)
{
    const FinishedRun& saved = *run.finished();
    const Summary& summary = saved.summary;
    const QString name = toQt(runName(saved.header, saved.label).text());
    QString text = QStringLiteral("## %1\n\n").arg(escaped(name, CopyFormat::Markdown)) + noteText(saved.label);
    text += line("run", toQt(saved.header.stem)) + line("ended", toQt(endOf(saved).said.text()));
    if (run.spec()) {
        // A person may have put a password into the URL.
        const QString url = QUrl{toQt(run.spec()->target.baseUrl)}.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
        text += line("endpoint", QStringLiteral("%1, %2").arg(url, toQt(run.spec()->target.llmApi)));
        text += line("load", loadText(*run.spec(), saved.header));
    }
    const RunFigureInput input{summary, saved.facts};
    for (const RunFigureLine& one : runFigureLines(rows, input, markdownNumber))
        text += line(one.line.data(), toQt(one.text));
    text += line("verdict", toQt(verdictName(saved.facts.verdict.level)));
    for (const VerdictReason& reason : saved.facts.verdict.reasons)
        text += QStringLiteral("  - %1\n").arg(toQt(reason.text));
    text += QLatin1Char{'\n'} + metricsTable(run) + footnotes(marksOf(rows, input));
    return toQt(visibleLines(toStd(text)));
}

}  // namespace inferometer::ui
