// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/figures.h"

#include "ui/errors/error_catalog.h"
#include "ui/run/run_figure_text.h"
#include "ui/run/verdict_text.h"
#include "ui/statistics/metric_figure.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace inferometer::ui {

namespace {

using widgets::FigureText;
using widgets::Tone;
using Rows = std::span<const RunFigure* const>;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

class FigureWords
{
    Q_DECLARE_TR_FUNCTIONS(figures)
};

MetricFigure quantileOf(const FigureSource& source, std::string_view id, double q)
{
    if (!source.saved()) {
        const auto soFar = statisticsSoFar(source.snapshot(), id);
        MetricFigure figure = soFar ? quantileFigure(*soFar, q) : MetricFigure{};
        figure.marks |= SoFar;
        return figure;
    }
    for (const MetricStatistics& one : source.saved()->summary.metrics)
        if (one.metric && one.metric->id == id)
            return quantileFigure(one.statistics, q);
    return {};
}

QString durationText(const MetricFigure& figure) { return figureText(figure, durationQuantity(figure.value)); }

FigureText latency(const FigureSource& source, std::string_view id)
{
    const MetricFigure p50 = quantileOf(source, id, 0.5);
    const MetricFigure p95 = quantileOf(source, id, 0.95);
    const Quantity value = durationQuantity(p50.value);
    FigureText text{figurePrefix(p50) + value.number,
                    value.unit + (p50.has(Unsupported) ? QStringLiteral("*") : QString{}),
                    std::isfinite(p95.value) ? FigureWords::tr("p95 %1").arg(durationText(p95)) : QString{}};
    text.details = (QStringList{text.note} << markNotes(p50.marks | p95.marks)).join(QLatin1Char{'\n'});
    return text;
}

FigureText ttft(const FigureSource& source, Rows /*rows*/) { return latency(source, "ttft_s"); }
FigureText interToken(const FigureSource& source, Rows /*rows*/) { return latency(source, "itl_s"); }

double valueOf(const FigureSource& source, const RunFigure& row) { return row.of(source.run()).value_or(kNone); }

// The figure of a row, with its marks; of a run that is over, the first of them is its note.
FigureText largeOf(const FigureSource& source, const RunFigure& row)
{
    const double number = valueOf(source, row);
    const Quantity value = runFigureQuantity(row, number);
    const RunMarks marks = std::isnan(number) ? 0 : row.marksOf(source.run());
    const QStringList labels = markLabels(marks);
    return {value.number, value.unit + toQt(signsOf(marks)),
            source.saved() && !labels.isEmpty() ? labels.front() : QString{}};
}

// Unless a mark stands there.
void setNote(FigureText& text, const QString& note)
{
    if (text.note.isEmpty())
        text.note = note;
}

// Tokens a second over the last whole second.
double currentRate(const Snapshot& snapshot)
{
    constexpr std::size_t kSlots = 10;
    const auto whole = std::min<std::size_t>(static_cast<std::size_t>(snapshot.elapsed / kSeriesStep),
                                             snapshot.sealedSlots + snapshot.openSlots.size());
    if (whole < kSlots)
        return kNone;
    double tokens = 0;
    for (std::size_t i = whole - kSlots; i < whole; ++i) {
        const bool sealed = i < snapshot.sealedSlots;
        tokens += static_cast<double>(sealed ? snapshot.series->at(i).tokens
                                             : snapshot.openSlots[i - snapshot.sealedSlots].tokens);
    }
    return tokens / (kSlots * seconds(kSeriesStep));
}

FigureText output(const FigureSource& source, Rows rows)
{
    const Snapshot& snapshot = source.snapshot();
    FigureText text = largeOf(source, *rows.front());
    const double streams = source.run().summary.pace.atOnce;
    const double rate = valueOf(source, *rows.front());
    const double now = snapshot.state == RunState::Finished ? kNone : currentRate(snapshot);
    if (std::isfinite(now))
        setNote(text, FigureWords::tr("now %1").arg(rateQuantity(now, {}).text().trimmed()));
    else if (streams > 0 && std::isfinite(rate))
        setNote(text, FigureWords::tr("%1 per stream").arg(threeDigits(rate / streams)));
    return text;
}

FigureText requests(const FigureSource& source, Rows rows)
{
    FigureText text = largeOf(source, *rows.front());
    const MetricFigure e2e = quantileOf(source, "e2e_s", 0.5);
    if (std::isfinite(e2e.value))
        setNote(text, FigureWords::tr("E2E p50 %1").arg(durationText(e2e)));
    return text;
}

// While the run goes on, those in flight now; the mean once it is over.
FigureText inFlight(const FigureSource& source, Rows rows)
{
    FigureText mean = largeOf(source, *rows.front());
    if (source.saved() || source.snapshot().state == RunState::Finished) {
        setNote(mean, FigureWords::tr("mean"));
        return mean;
    }
    const auto& all = source.snapshot().inFlight;
    const auto now = std::count_if(all.begin(), all.end(), [](const InFlight& one) { return isSet(one.sent); });
    return {countText(static_cast<std::uint64_t>(now)), {}, FigureWords::tr("mean %1").arg(mean.number)};
}

// "1 × 429", "1 × Connection reset": the commonest first.
QStringList outcomeTexts(const std::array<std::uint64_t, kOutcomes>& outcomes)
{
    std::vector<std::size_t> order(kOutcomes);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return outcomes[a] > outcomes[b]; });
    QStringList parts;
    for (const std::size_t i : order) {
        const auto outcome = static_cast<Outcome>(i);
        if (outcomes[i] == 0 || outcome == Outcome::Ok || outcome == Outcome::Cancelled)
            continue;
        const QString words = outcome == Outcome::RateLimited ? QStringLiteral("429") : outcomeText(outcome);
        parts << QStringLiteral("%1 × %2").arg(countText(outcomes[i]), words);
    }
    return parts;
}

QString noErrorsText(const FigureSource& source)
{
    const std::uint64_t aside = failedAside(source.snapshot());
    if (aside > 0)
        return FigureWords::tr("%1 in no figure").arg(countText(aside));
    if (source.counts().cancelled > 0)
        return FigureWords::tr("%1 cancelled").arg(countText(source.counts().cancelled));
    return source.snapshot().state == RunState::Finished ? FigureWords::tr("none") : FigureWords::tr("none so far");
}

FigureText errors(const FigureSource& source, Rows rows)
{
    const RequestCounts& counts = source.counts();
    FigureText text = largeOf(source, *rows.front());
    text.tone = counts.failed > 0 ? Tone::Bad : Tone::Neutral;
    const QStringList parts = outcomeTexts(counts.outcomes);
    text.details = text.note = parts.join(QStringLiteral(", "));
    if (counts.failed == 0)
        text.note = noErrorsText(source);
    if (const std::uint64_t aside = failedAside(source.snapshot()); aside > 0)
        text.details += (text.details.isEmpty() ? QString{} : QStringLiteral("\n"))
            + FigureWords::tr("In the warm-up or cool-down %1 more failed; they are in no figure.")
                  .arg(countText(aside));
    return text;
}

FigureText verdict(const FigureSource& source, Rows /*rows*/)
{
    const FinishedRun* const saved = source.saved();
    const Verdict& verdict = saved ? saved->facts.verdict : source.snapshot().verdict;
    const Histogram& lag = saved ? saved->facts.userLag : source.snapshot().userLag;
    FigureText text{verdictText(verdict.level), {}, {}};
    text.tone = verdictTone(verdict.level);
    if (verdict.level == VerdictLevel::Ok) {
        if (lag.count() > 0)
            text.note = FigureWords::tr("delay p99 %1").arg(durationQuantity(lag.quantile(0.99)).text());
    } else {
        text.note = verdictBrief(verdict);
        text.details = verdictDetails(verdict);
    }
    return text;
}

struct Face
{
    const char* id;
    const char* label;  // context "figures"
    const char* help;
    FigureText (*of)(const FigureSource& source, Rows rows);
};

constexpr std::array kFaces{
    Face{"ttft", QT_TRANSLATE_NOOP("figures", "TTFT p50"),
         QT_TRANSLATE_NOOP("figures", "From sending a request to the arrival of its first token."), ttft},
    Face{"inter-token", QT_TRANSLATE_NOOP("figures", "Inter-token p50"),
         QT_TRANSLATE_NOOP("figures", "Time between two tokens of a stream."), interToken},
    Face{"output", QT_TRANSLATE_NOOP("figures", "Output"),
         QT_TRANSLATE_NOOP("figures", "Tokens that arrived, per second, all streams together."), output},
    Face{"requests", QT_TRANSLATE_NOOP("figures", "Requests"),
         QT_TRANSLATE_NOOP("figures", "Requests that succeeded, per second."), requests},
    Face{"in-flight", QT_TRANSLATE_NOOP("figures", "In flight"),
         QT_TRANSLATE_NOOP("figures", "Requests sent and not ended: now, and on average once the run is over."),
         inFlight},
    Face{"errors", QT_TRANSLATE_NOOP("figures", "Errors"),
         QT_TRANSLATE_NOOP("figures",
                           "Measured requests that ended neither ok nor cancelled; they enter no latency figure."),
         errors},
    Face{"verdict", QT_TRANSLATE_NOOP("figures", "Verdict"),
         QT_TRANSLATE_NOOP("figures", "Whether this computer was quick enough for the figures to be trusted."),
         verdict},
};

}  // namespace

FigureSource::FigureSource(const Snapshot& snapshot, const FinishedRun* saved)
    : m_snapshot{snapshot}
    , m_saved{saved}
    , m_soFar{saved ? Summary{} : summarySoFar(snapshot)}
{}

RunFigureInput FigureSource::run() const
{
    static const RunFacts kUnknown;
    return m_saved ? RunFigureInput{m_saved->summary, m_saved->facts} : RunFigureInput{m_soFar, kUnknown};
}

std::vector<FigureEntry> figures(std::span<const RunFigure> rows)
{
    std::vector<FigureEntry> entries;
    entries.reserve(kFaces.size() + rows.size());
    for (const Face& face : kFaces)
        entries.push_back({face.id, FigureWords::tr(face.label), FigureWords::tr(face.help), {}, face.of});
    for (const RunFigure& row : rows) {
        if (row.card.empty())
            continue;
        auto entry = std::find_if(entries.begin(), entries.end(), [&](const auto& one) { return one.id == row.card; });
        if (entry == entries.end()) {
            entries.push_back({row.card, metricText(row.label), metricText(row.help), {}, nullptr});
            entry = std::prev(entries.end());
        }
        entry->rows.push_back(&row);
    }
    return entries;
}

FigureText emptyFigure(const FigureEntry& entry)
{
    FigureText text;
    text.number = QChar{0x2013};
    text.details = entry.help;
    return text;
}

FigureText figureOf(const FigureEntry& entry, const FigureSource& source)
{
    FigureText text = entry.face ? entry.face(source, entry.rows) : largeOf(source, *entry.rows.front());
    QStringList parts{entry.help};
    if (const QString more = text.details.isEmpty() ? text.note : text.details; !more.isEmpty())
        parts << more;
    QStringList lines;
    RunMarks marks = 0;
    for (const RunFigure* row : entry.rows) {
        const QString value = runFigureText(*row, source.run());
        if (value.isEmpty())
            continue;
        lines << QStringLiteral("%1: %2").arg(metricText(row->label), value);
        marks |= row->marksOf(source.run());
    }
    lines << markHelps(marks);
    if (!lines.isEmpty())
        parts << lines.join(QLatin1Char{'\n'});
    text.details = parts.join(QStringLiteral("\n\n"));
    return text;
}

}  // namespace inferometer::ui
