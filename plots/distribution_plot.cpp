// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/distribution_plot.h"

#include "plots/hover_overlay.h"
#include "plots/line_labels.h"
#include "plots/makers.h"
#include "plots/plot_navigation.h"
#include "plots/plot_style.h"
#include "plots/plot_text.h"
#include "plots/si_ticker.h"

#include <QCoreApplication>
#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace inferometer::plots {

namespace {

constexpr int kPoints = 320;
constexpr int kPointsABar = 8;
constexpr double kLeastShare = 0.01;  // of the x axis in view
// What lies beyond takes no room until asked for: one outlier would squeeze all others into a line.
constexpr double kShown = 0.998;
constexpr QMargins kPadding{6, 2, 6, 2};  // of the words at the limit
// Of the greatest value: from there on data lie in a band so narrow that the axis of a finished run need not begin at
// 0.
constexpr double kNarrow = 0.6;
constexpr double kAround = 0.08;  // of the band, on either side of it

struct LatencyWords
{
    const char* name;  // QT_TRANSLATE_NOOP("plots", ...), as are the others
    const char* title;
    const char* column;
    const char* half;  // what the middle of the curve says
};
constexpr std::array kWords{
    LatencyWords{QT_TRANSLATE_NOOP("plots", "TTFT"), QT_TRANSLATE_NOOP("plots", "Distribution of TTFT"), "ttft_s",
                 QT_TRANSLATE_NOOP("plots", "Half of the requests waited no longer than this")},
    LatencyWords{QT_TRANSLATE_NOOP("plots", "Latency"), QT_TRANSLATE_NOOP("plots", "Distribution of latency"), "e2e_s",
                 QT_TRANSLATE_NOOP("plots", "Half of the requests took no longer than this")},
    LatencyWords{QT_TRANSLATE_NOOP("plots", "ITL"), QT_TRANSLATE_NOOP("plots", "Distribution of ITL"), "itl_s",
                 QT_TRANSLATE_NOOP("plots", "Half of the tokens came no later after the one before")},
};

}  // namespace

Plot* makeDistributionPlot(QWidget* parent) { return new DistributionPlot{parent}; }

DistributionPlot::DistributionPlot(QWidget* parent)
    : Plot{parent}
    , m_bars{new QCPBars{canvas().xAxis, canvas().yAxis2}}
    , m_curve{canvas().addGraph()}
    , m_limitLine{canvas().addGraph()}
    , m_limitLabel{new QCPItemText{&canvas()}}
    , m_ticker{QSharedPointer<SiTicker>::create()}
{
    canvas().xAxis->setTicker(m_ticker);
    m_ticker->setTickCount(5);
    for (QCPAxis* axis : {canvas().yAxis, canvas().yAxis2}) {
        axis->setTicker(QSharedPointer<SiTicker>::create());
        axis->ticker()->setTickCount(4);
    }
    canvas().yAxis->setLabel(translated(QT_TRANSLATE_NOOP("plots", "At or below (%)")));
    canvas().yAxis2->setLabel(translated(QT_TRANSLATE_NOOP("plots", "Per bar (%)")));
    canvas().yAxis2->setVisible(true);
    m_bars->setAntialiased(false);
    m_limitLabel->position->setType(QCPItemPosition::ptAbsolute);
    m_limitLabel->setPositionAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_limitLabel->setPadding(kPadding);
    connect(&canvas(), &QCustomPlot::afterLayout, this, &DistributionPlot::placeLabel);
    connect(&navigation(), &PlotNavigation::moved, this, &DistributionPlot::fill);
    hover().setSource([this](QPointF at) { return hoverAt(at); });
    fitAxes();
    applyStyle();
}

QStringList DistributionPlot::choices() const
{
    QStringList names;
    for (const LatencyWords& words : kWords)
        names += translated(words.name);
    return names;
}

void DistributionPlot::choose(int index)
{
    m_chosen = static_cast<std::size_t>(index);
    resetZoom();
    fitAxes();
    applyStyle();
}

void DistributionPlot::setLimits(const RunSpec& spec)
{
    const auto given = [](double seconds) { return seconds > 0 ? std::optional{seconds} : std::nullopt; };
    auto limits = m_limits;
    limits[static_cast<std::size_t>(Latency::Ttft)] = given(spec.slo.ttft);
    limits[static_cast<std::size_t>(Latency::EndToEnd)] = given(spec.slo.e2e);
    if (std::exchange(m_limits, limits) == limits)
        return;
    fitAxes();
    queueReplot();
}

double DistributionPlot::shareBelow(double seconds) const { return histogram().shareBelow(fromSeconds(seconds)); }

double DistributionPlot::share(double from, double to) const
{
    return shareBelow(to) - (from > 0 ? shareBelow(from) : 0);
}

std::vector<LegendEntry> DistributionPlot::legend() const
{
    const PlotColors colors = plotColors(palette());
    return {{translated(QT_TRANSLATE_NOOP("plots", "at or below")), colors.accent, u'\u2501'},
            {translated(QT_TRANSLATE_NOOP("plots", "histogram")), colors.muted}};
}

QString DistributionPlot::subtitle() const { return limitText(); }

QString DistributionPlot::ownTitle() const { return translated(kWords[m_chosen].title); }

QString DistributionPlot::limitName() const
{
    return translated(QT_TRANSLATE_NOOP("plots", "SLO %1")).arg(durationText(*limit()));
}

QString DistributionPlot::limitText() const
{
    if (!limit())
        return {};
    const QString text = limitName();
    return hasData() ? translated(QT_TRANSLATE_NOOP("plots", "%1 met by %2")).arg(text, percent(shareBelow(*limit())))
                     : text;
}

QString DistributionPlot::sentence() const
{
    if (!hasData())
        return translated(QT_TRANSLATE_NOOP("plots", "No request has succeeded yet."));
    const auto at = [this](double q) { return nearly(durationText(histogram().quantile(q))); };
    const QString text
        = translated(QT_TRANSLATE_NOOP("plots", "%1: half at or below %2, 95\u00a0% at or below %3, all %4."))
              .arg(translated(kWords[m_chosen].name), at(0.5), at(0.95), durationText(seconds(histogram().max())));
    return limit() ? text + QLatin1Char{' '} + limitText() + QLatin1Char{'.'} : text;
}

std::vector<Landmark> DistributionPlot::landmarks()
{
    std::vector<Landmark> marks;
    const auto mark = [&](const QString& text, QPointF at, QPointF toward) {
        if (canvas().axisRect()->rect().contains(at.toPoint()))
            marks.push_back({text, at, toward});
    };
    const QCPAxis& values = *canvas().xAxis;
    if (hasData() && isSeriesVisible(0))
        mark(translated(kWords[m_chosen].half),
             {values.coordToPixel(histogram().quantile(0.5)), canvas().yAxis->coordToPixel(50)}, {1, 0.3});
    const auto& bars = *m_bars->data();
    const auto highest = std::max_element(bars.constBegin(), bars.constEnd(),
                                          [](const auto& a, const auto& b) { return a.value < b.value; });
    if (hasData() && isSeriesVisible(1) && highest != bars.constEnd())
        mark(translated(QT_TRANSLATE_NOOP("plots", "The higher a bar, the more values lie there")),
             {values.coordToPixel(highest->key), canvas().yAxis2->coordToPixel(highest->value)}, {-1, -1});
    return marks;
}

void DistributionPlot::clear()
{
    for (Histogram& histogram : m_histograms)
        histogram.clear();
    for (NiceRange& range : m_ranges)
        range.reset();
    m_final = false;
    fitAxes();
}

void DistributionPlot::refresh(const Snapshot& snapshot)
{
    m_histograms = {snapshot.ttft, snapshot.e2e, snapshot.itl};
    m_final = snapshot.state == RunState::Finished;
    for (std::size_t i = 0; i < kLatencies; ++i) {
        if (m_histograms[i].count() == 0)
            continue;
        const double end = std::min(seconds(m_histograms[i].max()), m_histograms[i].quantile(kShown) * 1.1);
        if (m_final)
            m_ranges[i].fitExactly(end * (1 + kAround / 4));
        else
            m_ranges[i].include(end);
    }
    fitAxes();
}

void DistributionPlot::fitAxes()
{
    NiceRange shown = m_ranges[m_chosen];
    if (!hasData())
        shown.include(1);
    // A limit far beyond the data is told in words: it would leave the curve no room.
    if (limit() && *limit() < shown.end() * 3)
        shown.include(*limit() * 1.1);
    const double most = hasData() ? seconds(histogram().max()) : 0;
    const DurationUnit unit = durationUnit(hasData() ? histogram().quantile(0.5) : 1);
    m_ticker->setFactor(unit.perSecond);
    canvas().xAxis->setLabel(QStringLiteral("%1 (%2)").arg(translated(kWords[m_chosen].name), unit.name));
    navigation().setExtent({beginFor(shown.end()), shown.end(), shown.end() * kLeastShare, most}, {0, 102});
    fill();
}

double DistributionPlot::beginFor(double end) const
{
    if (!m_final || !hasData())
        return 0;
    const double least = std::min(histogram().quantile(0), limit().value_or(end));
    return least < end * kNarrow ? 0 : least - (end - least) * kAround;
}

void DistributionPlot::fill()
{
    const QCPRange view = canvas().xAxis->range();
    const auto at = [&](int point) { return view.lower + view.size() * point / kPoints; };
    std::vector<Nanos> limits;
    for (int i = 0; i <= kPoints; ++i)
        limits.push_back(fromSeconds(at(i)));
    const std::vector<double> shares = histogram().sharesBelow(limits);
    QVector<QCPGraphData> points;
    QVector<QCPBarsData> bars;
    double highest = 0;
    for (std::size_t i = 0; hasData() && i <= kPoints; ++i) {
        const int point = static_cast<int>(i);
        points.append(QCPGraphData{at(point), shares[i] * 100});
        if (i % kPointsABar > 0 || i == 0)
            continue;
        const double before = i == kPointsABar && view.lower <= 0 ? 0 : shares[i - kPointsABar];
        bars.append(QCPBarsData{(at(point) + at(point - kPointsABar)) / 2, (shares[i] - before) * 100});
        highest = std::max(highest, bars.last().value);
    }
    m_curve->data()->set(points, true);
    m_bars->data()->set(bars, true);
    m_barWidth = at(kPointsABar) - at(0);
    m_bars->setWidth(m_barWidth);
    fitBeside(*canvas().yAxis2, *canvas().yAxis, highest > 0 ? highest : 100, kNiceSteps);
    placeLimit();
}

void DistributionPlot::placeLimit()
{
    m_limitLine->data()->clear();
    m_limitLabel->setVisible(limit().has_value());
    if (!limit())
        return;
    const double at = *limit();
    m_limitLine->addData(QVector<double>{at, at}, QVector<double>{0, 102}, true);
}

// Once the axes have their place. Where the whole text would hide the curve its name stands there, and the subtitle
// tells the rest.
void DistributionPlot::placeLabel()
{
    if (!limit())
        return;
    const QCPAxis& values = *canvas().xAxis;
    const QCPAxis& shares = *canvas().yAxis;
    const QRectF area = canvas().axisRect()->rect();
    const auto curve = [&](double x) {
        const double share = hasData() ? shareBelow(values.pixelToCoord(x)) : 0;
        return shares.coordToPixel(share * 100);
    };
    const auto placed = [&](const QString& text) {
        m_limitLabel->setText(text);
        const QSize words = QFontMetrics{m_limitLabel->font()}.size(Qt::TextSingleLine, text);
        return placeLabels(area, {{values.coordToPixel(*limit()), area.top(), words.grownBy(kPadding)}}, curve).front();
    };
    QRectF place = placed(limitText());
    if (crossesCurve(place, curve))
        place = placed(limitName());
    m_limitLabel->position->setCoords(place.topLeft());
}

void DistributionPlot::restyle()
{
    const PlotColors colors = plotColors(palette());
    QColor bars = colors.muted;
    bars.setAlphaF(0.25F);
    m_bars->setPen(Qt::NoPen);
    m_bars->setBrush(bars);
    m_bars->setVisible(isSeriesVisible(1));
    canvas().yAxis2->setVisible(isSeriesVisible(1));
    m_curve->setPen(QPen{colors.accent, 1.6});
    m_curve->setVisible(isSeriesVisible(0));
    m_limitLine->setPen(QPen{colors.text, 1, Qt::DashLine});
    m_limitLabel->setFont(tickFont(font()));
    m_limitLabel->setColor(colors.text);
    QColor ground = colors.surface;
    ground.setAlphaF(0.8F);
    m_limitLabel->setBrush(ground);
    canvas().xAxis->grid()->setPen(Qt::NoPen);
}

std::optional<HoverInfo> DistributionPlot::hoverAt(QPointF at) const
{
    const QCPAxis* axis = m_curve->keyAxis();
    if (!hasData() || !axis->axisRect()->rect().contains(at.toPoint()))
        return std::nullopt;
    const double value = axis->pixelToCoord(at.x());
    const double below = shareBelow(value);
    const double begin = axis->range().lower;
    const double from = begin + std::floor((value - begin) / m_barWidth) * m_barWidth;
    HoverInfo info;
    info.hairline = at.x();
    info.text = durationText(value);
    if (isSeriesVisible(0)) {
        info.text += QLatin1Char{'\n'} + translated(QT_TRANSLATE_NOOP("plots", "%1 at or below")).arg(percent(below));
        info.marks.push_back({{at.x(), m_curve->valueAxis()->coordToPixel(below * 100)}, m_curve->pen().color()});
    }
    if (isSeriesVisible(1))
        info.text += QLatin1Char{'\n'}
            + translated(QT_TRANSLATE_NOOP("plots", "%1 from %2 to %3"))
                  .arg(percent(share(from, from + m_barWidth)), durationText(from), durationText(from + m_barWidth));
    return info;
}

QString DistributionPlot::csv() const
{
    constexpr int kSteps = 1000;
    QString text = QStringLiteral("share,%1\n").arg(QLatin1String{kWords[m_chosen].column});
    for (int i = 0; hasData() && i <= kSteps; ++i) {
        const double share = static_cast<double>(i) / kSteps;
        text += csvNumber(share) + QLatin1Char{','} + csvNumber(histogram().quantile(share)) + QLatin1Char{'\n'};
    }
    return text;
}

}  // namespace inferometer::plots
