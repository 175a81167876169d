// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/time_plot.h"

#include "plots/hover_overlay.h"
#include "plots/makers.h"
#include "plots/plot_style.h"
#include "plots/si_ticker.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace inferometer::plots {

namespace {

constexpr double kSlotSeconds = seconds(kSeriesStep);
constexpr std::size_t kMostPoints = 600;

constexpr TimeSeries kThroughput{
    [](const SeriesSlot& slot) { return static_cast<double>(slot.tokens); },
    1.0 / kSlotSeconds,
    10,
    QT_TRANSLATE_NOOP("plots", "tokens / s"),
    QT_TRANSLATE_NOOP("plots", "all streams, mean of 1 s"),
    QT_TRANSLATE_NOOP("plots", "Output throughput: %1 tokens a second now, %2 at most."),
    10,
};

constexpr TimeSeries kInFlight{
    [](const SeriesSlot& slot) { return static_cast<double>(slot.inFlight); },
    1,
    1,
    QT_TRANSLATE_NOOP("plots", "requests"),
    QT_TRANSLATE_NOOP("plots", "sent and not ended"),
    QT_TRANSLATE_NOOP("plots", "Requests in flight: %1 now, %2 at most."),
    4,
};

QString translated(const char* text) { return QCoreApplication::translate("plots", text); }

QString threeDigits(double value)
{
    const int before = value >= 1 ? static_cast<int>(std::floor(std::log10(value))) + 1 : 1;
    return QLocale{}.toString(value, 'f', std::clamp(3 - before, 0, 2));
}

}  // namespace

Plot* makeThroughputPlot(QWidget* parent) { return new TimePlot{kThroughput, parent}; }

Plot* makeInFlightPlot(QWidget* parent) { return new TimePlot{kInFlight, parent}; }

TimePlot::TimePlot(const TimeSeries& series, QWidget* parent)
    : Plot{parent}
    , m_series{series}
    , m_graph{canvas().addGraph()}
    , m_y{series.least}
{
    canvas().xAxis->setTicker(QSharedPointer<SiTicker>::create());
    canvas().yAxis->setTicker(QSharedPointer<SiTicker>::create());
    canvas().yAxis->ticker()->setTickCount(4);
    canvas().xAxis->setLabel(translated(QT_TRANSLATE_NOOP("plots", "Seconds since start")));
    canvas().yAxis->setLabel(translated(series.axis));
    hover().setSource([this](QPointF at) { return hoverAt(at); });
    fitAxes();
    applyStyle();
}

QString TimePlot::subtitle() const { return translated(m_series.subtitle); }

void TimePlot::clear()
{
    m_sums.assign(1, 0.0);
    m_sealed = 0;
    m_highest = 0;
    m_x.reset();
    m_y.reset();
    m_graph->data()->clear();
    setAccessibleDescription({});
    fitAxes();
}

void TimePlot::takeSealed(const Snapshot& snapshot)
{
    m_sums.resize(m_sealed + 1);
    for (; m_sealed < snapshot.sealedSlots; ++m_sealed)
        m_sums.push_back(m_sums.back() + m_series.valueOf(snapshot.series->at(m_sealed)));
}

void TimePlot::refresh(const Snapshot& snapshot)
{
    takeSealed(snapshot);
    for (const SeriesSlot& slot : snapshot.openSlots)
        m_sums.push_back(m_sums.back() + m_series.valueOf(slot));
    // A slot that is not over yet would draw a dip at the end of every live chart.
    const auto whole = static_cast<std::size_t>(snapshot.elapsed / kSeriesStep);
    if (snapshot.state != RunState::Finished && m_sums.size() > whole + 1)
        m_sums.resize(std::max<std::size_t>(whole, m_sealed) + 1);
    m_x.include(seconds(snapshot.elapsed));
    fillGraph();
    fitAxes();
    describe();
    hover().refresh();
}

double TimePlot::meanOf(std::size_t first, std::size_t last) const
{
    return last > first ? (m_sums[last] - m_sums[first]) / static_cast<double>(last - first) * m_series.scale : 0;
}

void TimePlot::fillGraph()
{
    const std::size_t count = m_sums.size() - 1;
    const std::size_t step = count / kMostPoints + 1;
    const std::size_t window = std::max(step, m_series.window);
    QVector<QCPGraphData> points;
    points.reserve(static_cast<qsizetype>(count / step + 2));
    for (std::size_t i = step; i <= count; i += step) {
        const double value = meanOf(i > window ? i - window : 0, i);
        points.append(QCPGraphData{static_cast<double>(i) * kSlotSeconds, value});
        m_highest = std::max(m_highest, value);
    }
    m_graph->data()->set(points, true);
    m_y.include(m_highest * 1.05);
}

void TimePlot::fitAxes()
{
    canvas().xAxis->setRange(0, m_x.end());
    canvas().yAxis->setRange(0, m_y.end());
}

void TimePlot::describe()
{
    if (m_graph->data()->isEmpty())
        return;
    const double now = (m_graph->data()->constEnd() - 1)->value;
    setAccessibleDescription(translated(m_series.sentence).arg(threeDigits(now), threeDigits(m_highest)));
}

void TimePlot::restyle()
{
    const PlotColors colors = plotColors(palette());
    QColor area = colors.accent;
    area.setAlphaF(0.14F);
    m_graph->setPen(QPen{colors.accent, 1.6});
    m_graph->setBrush(area);
    canvas().xAxis->grid()->setPen(Qt::NoPen);
    canvas().xAxis->ticker()->setTickCount(5);
}

std::optional<HoverInfo> TimePlot::hoverAt(QPointF at) const
{
    const auto& points = *m_graph->data();
    const QCPAxisRect* frame = m_graph->keyAxis()->axisRect();
    if (points.isEmpty() || !frame->rect().contains(at.toPoint()))
        return std::nullopt;
    const auto found = points.findBegin(m_graph->keyAxis()->pixelToCoord(at.x()), false);
    const auto point = found == points.constEnd() ? found - 1 : found;
    const QPointF pixel{m_graph->keyAxis()->coordToPixel(point->key), m_graph->valueAxis()->coordToPixel(point->value)};
    HoverInfo info;
    info.text = QStringLiteral("%1 s\n%2 %3")
                    .arg(QLocale{}.toString(point->key, 'f', 1), threeDigits(point->value), translated(m_series.axis));
    info.marks = {pixel};
    info.hairline = pixel.x();
    return info;
}

}  // namespace inferometer::plots
