// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures.h"

#include "core/metrics/run_figures.h"
#include "ui/text.h"
#include "ui/verdict_text.h"

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

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

class FigureWords
{
    Q_DECLARE_TR_FUNCTIONS(figures)
};

// A figure of a card and the signs behind it: "*" unsupported, "≥" a lower limit.
struct Figure
{
    double value = kNone;
    bool isLeast = false;
    bool isUnsupported = false;

    QString text(const Quantity& quantity) const
    {
        return prefix() + quantity.text() + (isUnsupported ? QStringLiteral("*") : QString{});
    }
    QString prefix() const { return isLeast ? QStringLiteral("≥ ") : QString{}; }
};

Figure quantileOf(const FigureSource& source, std::string_view id, const Histogram& live, double q)
{
    if (!source.saved)
        return {live.quantile(q)};
    for (const MetricStatistics& one : source.saved->summary.metrics) {
        const Quantile* const quantile = one.metric && one.metric->id == id ? one.statistics.at(q) : nullptr;
        if (quantile)
            return {quantile->value, quantile->censored, quantile->unsupported && !std::isnan(quantile->value)};
    }
    return {};
}

FigureText latency(const Figure& p50, const Figure& p95)
{
    const Quantity value = durationQuantity(p50.value);
    FigureText text{p50.prefix() + value.number, value.unit + (p50.isUnsupported ? QStringLiteral("*") : QString{}),
                    std::isfinite(p95.value) ? FigureWords::tr("p95 %1").arg(p95.text(durationQuantity(p95.value)))
                                             : QString{}};
    text.details = text.note;
    if (p50.isUnsupported || p95.isUnsupported)
        text.details += QLatin1Char{'\n'} + FigureWords::tr("* fewer requests than this percentile needs.");
    if (p50.isLeast || p95.isLeast)
        text.details += QLatin1Char{'\n'} + FigureWords::tr("≥ requests were cut: the true value is at least this.");
    return text;
}

FigureText ttft(const FigureSource& source)
{
    return latency(quantileOf(source, "ttft_s", source.snapshot.ttft, 0.5),
                   quantileOf(source, "ttft_s", source.snapshot.ttft, 0.95));
}

FigureText interToken(const FigureSource& source)
{
    return latency(quantileOf(source, "itl_s", source.snapshot.itl, 0.5),
                   quantileOf(source, "itl_s", source.snapshot.itl, 0.95));
}

// A row of the catalog of run figures; nullopt: the run goes on, or has no such figure.
std::optional<double> finalFigure(const FigureSource& source, std::string_view id)
{
    return source.saved
        ? findRunFigure(id)->of({source.saved->summary, runCountsOf(source.saved->facts)}).value_or(kNone)
        : std::optional<double>{};
}

void mark(const FigureSource& source, std::string_view id, FigureText& text)
{
    if (!source.saved)
        return;
    const RunMarks marks = findRunFigure(id)->marksOf({source.saved->summary, runCountsOf(source.saved->facts)});
    text.unit += toQt(signsOf(marks));
    QStringList helps;
    for (std::size_t i = 0; i < runMarks().size(); ++i) {
        if ((marks >> i & 1U) == 0)
            continue;
        if (helps.isEmpty())
            text.note = metricText(runMarks()[i].label);
        helps << metricText(runMarks()[i].help);
    }
    if (!helps.isEmpty())
        text.details = helps.join(QLatin1Char{'\n'});
}

double perElapsed(double amount, const Snapshot& snapshot)
{
    return snapshot.elapsed > Nanos{0} ? amount / seconds(snapshot.elapsed) : kNone;
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

FigureText output(const FigureSource& source)
{
    const Snapshot& snapshot = source.snapshot;
    const double rate
        = finalFigure(source, "output_rate").value_or(perElapsed(static_cast<double>(snapshot.tokens), snapshot));
    const double streams = finalFigure(source, "in_flight_mean").value_or(snapshot.inFlightMean);
    const Quantity value = rateQuantity(rate, FigureWords::tr("tok/s"));
    FigureText text{value.number, value.unit, {}};
    const double now = snapshot.state == RunState::Finished ? kNone : currentRate(snapshot);
    if (std::isfinite(now))
        text.note = FigureWords::tr("now %1").arg(rateQuantity(now, {}).text().trimmed());
    else if (streams > 0 && std::isfinite(rate))
        text.note = FigureWords::tr("%1 per stream").arg(threeDigits(rate / streams));
    mark(source, "output_rate", text);
    return text;
}

FigureText requests(const FigureSource& source)
{
    const double rate = finalFigure(source, "request_rate")
                            .value_or(perElapsed(static_cast<double>(source.snapshot.ok), source.snapshot));
    const Figure e2e = quantileOf(source, "e2e_s", source.snapshot.e2e, 0.5);
    const Quantity value = rateQuantity(rate, FigureWords::tr("/s"));
    FigureText text{value.number, value.unit,
                    std::isfinite(e2e.value) ? FigureWords::tr("E2E p50 %1").arg(e2e.text(durationQuantity(e2e.value)))
                                             : QString{}};
    mark(source, "request_rate", text);
    return text;
}

FigureText inFlight(const FigureSource& source)
{
    const double mean = finalFigure(source, "in_flight_mean").value_or(source.snapshot.inFlightMean);
    const auto now = std::count_if(source.snapshot.inFlight.begin(), source.snapshot.inFlight.end(),
                                   [](const InFlight& request) { return isSet(request.sent); });
    return {countText(static_cast<std::uint64_t>(now)),
            {},
            std::isfinite(mean) ? FigureWords::tr("mean %1").arg(threeDigits(mean)) : QString{}};
}

// "1 × 429", "1 × reset": the commonest first.
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
        const QString name = outcome == Outcome::RateLimited ? QStringLiteral("429")
            : outcome == Outcome::HttpError                  ? QStringLiteral("HTTP")
                                                             : toQt(outcomeName(outcome));
        parts << QStringLiteral("%1 × %2").arg(countText(outcomes[i]), name);
    }
    return parts;
}

FigureText errors(const FigureSource& source)
{
    const Snapshot& snapshot = source.snapshot;
    FigureText text{countText(snapshot.failed), {}, {}, snapshot.failed > 0 ? Tone::Bad : Tone::Neutral};
    const QStringList parts = outcomeTexts(snapshot.outcomes);
    constexpr qsizetype kRoom = 20;  // of a card's line
    text.details = text.note = parts.join(QStringLiteral(", "));
    if (text.note.size() > kRoom)
        text.note = FigureWords::tr("%1, …").arg(parts.front());
    if (snapshot.failed == 0)
        text.note = snapshot.cancelled > 0 ? FigureWords::tr("%1 cancelled").arg(countText(snapshot.cancelled))
                                           : FigureWords::tr("none so far");
    if (snapshot.failed == 0 && snapshot.cancelled == 0 && snapshot.state == RunState::Finished)
        text.note = FigureWords::tr("none");
    return text;
}

FigureText verdict(const FigureSource& source)
{
    const Verdict& verdict = source.saved ? source.saved->facts.verdict : source.snapshot.verdict;
    const Histogram& lag = source.saved ? source.saved->facts.userLag : source.snapshot.userLag;
    FigureText text{verdictText(verdict.level), {}, {}};
    QStringList reasons;
    for (const VerdictReason& reason : verdict.reasons)
        reasons << verdictText(reason);
    if (verdict.level == VerdictLevel::Ok) {
        text.tone = Tone::Good;
        if (lag.count() > 0)
            text.note = FigureWords::tr("user lag p99 %1").arg(durationQuantity(lag.quantile(0.99)).text());
    } else {
        text.tone = Tone::Bad;
        text.note = reasons.isEmpty() ? QString{} : reasons.front();
        text.details = reasons.join(QStringLiteral("\n\n"));
    }
    return text;
}

constexpr std::array kFigures{
    FigureEntry{"ttft", QT_TRANSLATE_NOOP("figures", "TTFT p50"),
                QT_TRANSLATE_NOOP("figures", "From sending a request to the arrival of its first token."), ttft},
    FigureEntry{"inter-token", QT_TRANSLATE_NOOP("figures", "Inter-token p50"),
                QT_TRANSLATE_NOOP("figures", "Time between two tokens of a stream."), interToken},
    FigureEntry{"output", QT_TRANSLATE_NOOP("figures", "Output"),
                QT_TRANSLATE_NOOP("figures", "Tokens that arrived, per second, all streams together."), output},
    FigureEntry{"requests", QT_TRANSLATE_NOOP("figures", "Requests"),
                QT_TRANSLATE_NOOP("figures", "Requests that succeeded, per second."), requests},
    FigureEntry{"in-flight", QT_TRANSLATE_NOOP("figures", "In flight"),
                QT_TRANSLATE_NOOP("figures", "Requests sent and not ended at this moment."), inFlight},
    FigureEntry{"errors", QT_TRANSLATE_NOOP("figures", "Errors"),
                QT_TRANSLATE_NOOP("figures", "Requests that failed; they never enter latency figures."), errors},
    FigureEntry{"verdict", QT_TRANSLATE_NOOP("figures", "Verdict"),
                QT_TRANSLATE_NOOP("figures", "Whether this computer was quick enough for the figures to be trusted."),
                verdict},
};

}  // namespace

std::span<const FigureEntry> figures() { return kFigures; }

QString figureLabel(const FigureEntry& entry) { return FigureWords::tr(entry.label); }

FigureText emptyFigure(const FigureEntry& entry)
{
    FigureText text;
    text.number = QChar{0x2013};
    text.details = FigureWords::tr(entry.help);
    return text;
}

FigureText figureOf(const FigureEntry& entry, const FigureSource& source)
{
    FigureText text = entry.of(source);
    const QString more = text.details.isEmpty() ? text.note : text.details;
    text.details = FigureWords::tr(entry.help) + (more.isEmpty() ? more : QStringLiteral("\n\n") + more);
    return text;
}

}  // namespace inferometer::ui
