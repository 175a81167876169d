// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/time_plot.h"

#include "plots/hover_overlay.h"
#include "plots/makers.h"
#include "plots/plot_navigation.h"
#include "plots/plot_style.h"
#include "plots/plot_text.h"
#include "plots/si_ticker.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace inferometer::plots {

namespace {

constexpr double kSlotSeconds = seconds(kSeriesStep);
constexpr std::size_t kMostPoints = 600;
constexpr double kLeastTime = 1;  // s in view
constexpr double kAboveLine = 1.05;
constexpr double kAboveEvents = 1.2;  // a cross is as high as it is wide

constexpr std::array kThroughput{TimeSeries{
    [](const SeriesSlot& slot) { return static_cast<double>(slot.tokens); },
    1.0 / kSlotSeconds,
    10,
    QT_TRANSLATE_NOOP("plots", "Output"),
    QT_TRANSLATE_NOOP("plots", "tokens / s"),
    "output_tokens_per_s",
    10,
}};

constexpr std::array kLoad{
    TimeSeries{
        [](const SeriesSlot& slot) { return static_cast<double>(slot.inFlight); },
        1,
        1,
        QT_TRANSLATE_NOOP("plots", "in flight"),
        QT_TRANSLATE_NOOP("plots", "requests"),
        "in_flight_requests",
        4,
        true,
        QT_TRANSLATE_N_NOOP("plots", "%1 request(s)"),
    },
    TimeSeries{
        [](const SeriesSlot& slot) { return static_cast<double>(slot.failed); },
        1.0 / kSlotSeconds,
        10,
        QT_TRANSLATE_NOOP("plots", "failed"),
        QT_TRANSLATE_NOOP("plots", "failed / s"),
        "failed_requests_per_s",
        4,
    },
};

constexpr TimeChart kThroughputChart{
    kThroughput,
    QT_TRANSLATE_NOOP("plots", "all streams, mean of 1 s"),
    QT_TRANSLATE_NOOP("plots", "Output throughput: %1 tokens a second now, %2 at most."),
    QT_TRANSLATE_NOOP("plots", "Tokens of all streams together, each second"),
};

constexpr TimeChart kLoadChart{
    kLoad,
    QT_TRANSLATE_NOOP("plots", "sent and not ended"),
    QT_TRANSLATE_NOOP("plots", "Requests in flight: %1 now, %2 at most. Failed a second: %3 now, %4 at most."),
    QT_TRANSLATE_NOOP("plots", "This many requests are open at once"),
};

// Of the window of so many slots in which a moment lies, in s.
double middleOfWindow(double moment, std::size_t window)
{
    const double length = static_cast<double>(window) * kSlotSeconds;
    return (std::floor(moment / length + 1e-9) + 0.5) * length;
}

QString valueText(const TimeSeries& series, double value)
{
    const QString figure = countOrMean(value);
    if (!series.counted)
        return QStringLiteral("%1 %2").arg(figure, translated(series.axis));
    return QCoreApplication::translate("plots", series.counted, nullptr, static_cast<int>(std::ceil(value)))
        .arg(figure);
}

}  // namespace

Plot* makeThroughputPlot(QWidget* parent) { return new TimePlot{kThroughputChart, parent}; }

Plot* makeInFlightPlot(QWidget* parent) { return new TimePlot{kLoadChart, parent}; }

double TimePlot::Line::meanOf(std::size_t first, std::size_t last) const
{
    return last > first ? (sums[last] - sums[first]) / static_cast<double>(last - first) * series->scale : 0;
}

// Where nothing happened there is no point: nought.
double TimePlot::Line::at(double key) const
{
    const auto found = graph->data()->findBegin(key - 1e-9, false);
    return found != graph->data()->constEnd() && std::abs(found->key - key) < 1e-6 ? found->value : 0;
}

TimePlot::TimePlot(const TimeChart& chart, QWidget* parent) : Plot{parent}, m_chart{chart}
{
    canvas().xAxis->setTicker(QSharedPointer<SiTicker>::create());
    canvas().xAxis->ticker()->setTickCount(5);
    canvas().xAxis->setLabel(translated(QT_TRANSLATE_NOOP("plots", "Seconds since start")));
    addLine(chart.series[0], *canvas().yAxis);
    if (chart.series.size() > 1)
        addLine(chart.series[1], *canvas().yAxis2);
    hover().setSource([this](QPointF at) { return hoverAt(at); });
    offerRange();
    fitAxes();
    applyStyle();
}

void TimePlot::addLine(const TimeSeries& series, QCPAxis& axis)
{
    axis.setVisible(true);
    axis.setTicker(QSharedPointer<SiTicker>::create(series.whole));
    axis.ticker()->setTickCount(4);
    axis.setLabel(translated(series.axis));
    QCPGraph* graph = canvas().addGraph(canvas().xAxis, &axis);
    // An antialiased area costs four times a plain one, and its edge lies under the line anyway.
    graph->setAntialiasedFill(false);
    m_lines.push_back({&series, &axis, graph, NiceRange{series.least}});
}

std::vector<LegendEntry> TimePlot::legend() const
{
    if (m_lines.size() < 2)
        return {};
    const PlotColors colors = plotColors(palette());
    return {{translated(m_lines[0].series->label), colors.accent, u'\u2501'},
            {translated(m_lines[1].series->label), colors.marks.bad, u'\u00d7'}};
}

QString TimePlot::subtitle() const { return translated(m_chart.subtitle); }

QString TimePlot::sentence() const
{
    QString text = translated(m_chart.sentence);
    for (const Line& line : m_lines)
        text = text.arg(countOrMean(line.now), countOrMean(line.highest));
    return text;
}

std::vector<Landmark> TimePlot::landmarks()
{
    const auto& points = *m_lines[0].graph->data();
    if (points.isEmpty() || !isSeriesVisible(0))
        return {};
    const auto middle = points.constBegin() + points.size() / 2;
    const QPointF at{canvas().xAxis->coordToPixel(middle->key), canvas().yAxis->coordToPixel(middle->value)};
    if (!canvas().axisRect()->rect().contains(at.toPoint()))
        return {};
    return {{translated(m_chart.meaning), at, {0.3, 1}}};
}

void TimePlot::clear()
{
    for (Line& line : m_lines) {
        line.sums.assign(1, 0.0);
        line.highest = 0;
        line.now = 0;
        line.range.reset();
        line.graph->data()->clear();
    }
    m_sealed = 0;
    m_time.reset();
    fitAxes();
}

void TimePlot::takeSlots(const Snapshot& snapshot)
{
    for (Line& line : m_lines) {
        line.sums.resize(m_sealed + 1);
        for (std::size_t i = m_sealed; i < snapshot.sealedSlots; ++i)
            line.take(snapshot.series->at(i));
        for (const SeriesSlot& slot : snapshot.openSlots)
            line.take(slot);
    }
    m_sealed = snapshot.sealedSlots;
    // A slot that is not over yet would draw a dip at the end of every live chart.
    const auto whole = std::max<std::size_t>(static_cast<std::size_t>(snapshot.elapsed / kSeriesStep), m_sealed);
    if (snapshot.state != RunState::Finished && slotCount() > whole) {
        for (Line& line : m_lines)
            line.sums.resize(whole + 1);
    }
}

void TimePlot::refresh(const Snapshot& snapshot)
{
    takeSlots(snapshot);
    fillArea(m_lines[0]);
    if (m_lines.size() > 1)
        fillEvents(m_lines[1]);
    const bool final = snapshot.state == RunState::Finished;
    if (final)
        m_time.fitExactly(seconds(snapshot.elapsed));
    else
        m_time.include(seconds(snapshot.elapsed));
    for (Line& line : m_lines) {
        const double top = line.highest * (line.graph == m_lines[0].graph ? kAboveLine : kAboveEvents);
        if (final)
            line.range.fit(top);
        else
            line.range.include(top);
    }
    fitAxes();
}

std::size_t TimePlot::step() const { return slotCount() / kMostPoints + 1; }

// A whole number of the area's steps, so that windows stay aligned to points.
std::size_t TimePlot::eventWindow() const
{
    const std::size_t step = this->step();
    return (m_lines[1].series->window + step - 1) / step * step;
}

void TimePlot::fillArea(Line& line) const
{
    const std::size_t count = slotCount();
    const std::size_t step = this->step();
    const std::size_t window = std::max(step, line.series->window);
    QVector<QCPGraphData> points;
    points.reserve(static_cast<qsizetype>(count / step) + 2);
    for (std::size_t i = step; i <= count; i += step) {
        const double value = line.meanOf(i > window ? i - window : 0, i);
        points.append(QCPGraphData{static_cast<double>(i) * kSlotSeconds, value});
        line.highest = std::max(line.highest, value);
    }
    line.now = points.isEmpty() ? 0 : points.last().value;
    line.graph->data()->set(points, true);
}

// Windows side by side, each event in one of them; a point stands where the line has one.
void TimePlot::fillEvents(Line& line) const
{
    const std::size_t count = slotCount();
    const std::size_t window = eventWindow();
    QVector<QCPGraphData> points;
    for (std::size_t i = 0; i < count; i += window) {
        const std::size_t last = std::min(count, i + window);
        line.now = line.meanOf(i, last);
        line.highest = std::max(line.highest, line.now);
        if (line.now > 0)
            points.append(QCPGraphData{middleOfWindow(static_cast<double>(i) * kSlotSeconds, window), line.now});
    }
    line.graph->data()->set(points, true);
}

void TimePlot::fitAxes()
{
    navigation().setExtent({0, m_time.end(), kLeastTime}, {0, m_lines[0].range.end()});
    canvas().yAxis->setRange(0, m_lines[0].range.end());
    if (m_lines.size() > 1)
        fitBeside(*canvas().yAxis2, *canvas().yAxis, m_lines[1].range.end(), kCountSteps);
}

void TimePlot::restyle()
{
    const PlotColors colors = plotColors(palette());
    QColor area = colors.accent;
    area.setAlphaF(0.14F);
    m_lines[0].graph->setPen(QPen{colors.accent, 1.6});
    m_lines[0].graph->setBrush(area);
    canvas().xAxis->grid()->setPen(Qt::NoPen);
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        m_lines[i].graph->setVisible(isSeriesVisible(i));
    if (m_lines.size() < 2)
        return;
    m_lines[1].graph->setLineStyle(QCPGraph::lsImpulse);
    m_lines[1].graph->setPen(QPen{colors.marks.bad, 1});
    m_lines[1].graph->setScatterStyle({QCPScatterStyle::ssCross, QPen{colors.marks.bad, 1.6}, Qt::NoBrush, 6});
}

std::optional<HoverInfo> TimePlot::hoverAt(QPointF at) const
{
    const QCPAxis* time = m_lines[0].graph->keyAxis();
    const auto& points = *m_lines[0].graph->data();
    if (points.isEmpty() || !time->axisRect()->rect().contains(at.toPoint()))
        return std::nullopt;
    const double asked = time->pixelToCoord(at.x());
    const auto next = points.findBegin(asked, false);
    const double key = (next == points.constEnd() ? next - 1 : next)->key;
    HoverInfo info;
    info.text = QLocale{}.toString(key, 'f', 1) + QStringLiteral(" s");
    info.hairline = time->coordToPixel(key);
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        if (!isSeriesVisible(i))
            continue;
        const Line& line = m_lines[i];
        const double where = i == 0 ? key : middleOfWindow(asked, eventWindow());
        const double value = line.at(where);
        info.text += QLatin1Char{'\n'} + valueText(*line.series, value);
        if (i == 0 || value > 0)
            info.marks.push_back(
                {{time->coordToPixel(where), line.axis->coordToPixel(value)}, line.graph->pen().color()});
    }
    return info;
}

QString TimePlot::csv() const
{
    QString text = QStringLiteral("seconds_since_start");
    for (const Line& line : m_lines)
        text += QLatin1Char{','} + QLatin1String{line.series->column};
    for (std::size_t i = 0; i < slotCount(); ++i) {
        text += QLatin1Char{'\n'} + csvNumber(static_cast<double>(i + 1) * kSlotSeconds);
        for (const Line& line : m_lines)
            text += QLatin1Char{','} + csvNumber(line.meanOf(i, i + 1));
    }
    return text + QLatin1Char{'\n'};
}

}  // namespace inferometer::plots
