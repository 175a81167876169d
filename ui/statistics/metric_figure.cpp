// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/metric_figure.h"

#include "plots/plot_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace inferometer::ui {

namespace {

// Metrics that a run keeps a histogram of while it goes on.
constexpr std::array kSoFar{
    std::pair{std::string_view{"ttft_s"}, &Snapshot::ttft},
    std::pair{std::string_view{"itl_s"}, &Snapshot::itl},
    std::pair{std::string_view{"e2e_s"}, &Snapshot::e2e},
};

// `units`: requests that gave the values.
Statistics statisticsOf(const Histogram& histogram, std::size_t units)
{
    Statistics statistics;
    statistics.n = histogram.count();
    statistics.units = units;
    if (statistics.n == 0)
        return statistics;
    statistics.mean = histogram.meanSeconds();
    statistics.max = seconds(histogram.max());
    const std::vector<double> values = histogram.quantiles(kSummaryQuantiles);
    for (std::size_t i = 0; i < values.size(); ++i)
        statistics.quantiles.push_back(
            {kSummaryQuantiles[i], values[i], std::nullopt, false, isUnsupported(units, kSummaryQuantiles[i])});
    return statistics;
}

constexpr std::array kMarks{
    MarkWords{AtLeast, "≥", ">=",
              QT_TRANSLATE_NOOP("statistics", "requests were cut before they ended: the true value is at least this")},
    MarkWords{Unsupported, "*", "*",
              QT_TRANSLATE_NOOP("statistics", "fewer requests than this percentile needs to be trusted")},
    MarkWords{
        SoFar, "≈", "~=",
        QT_TRANSLATE_NOOP("statistics", "of the run so far, within 1.6\u00a0%; exact figures come when it has ended")},
    MarkWords{Inexact, "±", "!",
              QT_TRANSLATE_NOOP("statistics",
                                "share of the values whose arrival is not known exactly, and how far such a value may "
                                "be off at most")},
    MarkWords{TokensSpread, "~", "~",
              QT_TRANSLATE_NOOP("statistics",
                                "estimate: the server says only the total of tokens, it is spread evenly over the "
                                "chunks")},
    MarkWords{TokensAssumed, "~", "~",
              QT_TRANSLATE_NOOP("statistics", "estimate: the server says no token counts, 1 token a chunk is assumed")},
};

MetricMarks markIf(bool holds, MetricMark mark) { return holds ? mark : MetricMarks{0}; }

}  // namespace

MetricFigure meanFigure(const Statistics& statistics)
{
    return {statistics.mean, markIf(statistics.meanCensored, AtLeast)};
}

MetricFigure maxFigure(const Statistics& statistics)
{
    return {statistics.max, markIf(statistics.maxCensored, AtLeast)};
}

MetricFigure quantileFigure(const Statistics& statistics, double q)
{
    const Quantile* const quantile = statistics.at(q);
    if (!quantile)
        return {};
    const bool isUnsupported = quantile->unsupported && std::isfinite(quantile->value);
    return {quantile->value, markIf(quantile->censored, AtLeast) | markIf(isUnsupported, Unsupported)};
}

const Histogram* histogramSoFar(const Snapshot& snapshot, std::string_view metric)
{
    const auto* const found
        = std::find_if(kSoFar.begin(), kSoFar.end(), [&](const auto& one) { return one.first == metric; });
    return found == kSoFar.end() ? nullptr : &(snapshot.*(found->second));
}

std::optional<Statistics> statisticsSoFar(const Snapshot& snapshot, std::string_view metric)
{
    const Histogram* const histogram = histogramSoFar(snapshot, metric);
    if (!histogram)
        return std::nullopt;
    // Tokens are of the requests that ended ok, which are those of the latencies.
    const Histogram& requests = metric == "itl_s" ? snapshot.e2e : *histogram;
    return statisticsOf(*histogram, requests.count());
}

Quantity metricQuantity(std::string_view unit, double value)
{
    return unit == "s" ? durationQuantity(value) : Quantity{threeDigits(value), {}};
}

QString figurePrefix(const MetricFigure& figure)
{
    if (figure.has(AtLeast))
        return QStringLiteral("≥ ");
    return figure.has(SoFar) && std::isfinite(figure.value) ? plots::nearly({}) : QString{};
}

QString figureText(const MetricFigure& figure, const Quantity& quantity)
{
    return figurePrefix(figure) + quantity.text() + (figure.has(Unsupported) ? QStringLiteral("*") : QString{});
}

QString intervalText(const Interval& interval, std::string_view unit)
{
    const Quantity low = metricQuantity(unit, interval.low);
    const Quantity high = metricQuantity(unit, interval.high);
    return (low.unit == high.unit ? low.number : low.text() + QLatin1Char{' '}) + QChar{0x2013}
    + (low.unit == high.unit ? QString{} : QStringLiteral(" ")) + high.text();
}

std::span<const MarkWords> markWords() { return kMarks; }

QStringList markNotes(MetricMarks marks)
{
    QStringList notes;
    for (const MarkWords& one : kMarks)
        if ((marks & one.mark) != 0)
            notes << QString::fromUtf8(one.sign) + QLatin1Char{' '}
                    + QCoreApplication::translate("statistics", one.words);
    return notes;
}

}  // namespace inferometer::ui
