// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/gap_plot.h"

#include "core/metrics/token_counts.h"
#include "plots/hover_overlay.h"
#include "plots/plot_navigation.h"
#include "plots/plot_style.h"
#include "plots/plot_text.h"
#include "plots/si_ticker.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace inferometer::plots {

namespace {

constexpr double kLeastShare = 0.01;  // of the x axis in view

template <typename Value>
double largest(const std::vector<ChunkGap>& gaps, Value ChunkGap::*value)
{
    const auto most = std::max_element(gaps.begin(), gaps.end(),
                                       [value](const ChunkGap& a, const ChunkGap& b) { return a.*value < b.*value; });
    return most == gaps.end() ? 0 : (*most).*value;
}

double medianGap(const std::vector<ChunkGap>& gaps)
{
    std::vector<double> lengths;
    lengths.reserve(gaps.size());
    for (const ChunkGap& one : gaps)
        lengths.push_back(one.gap);
    const auto middle = lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() / 2);
    std::nth_element(lengths.begin(), middle, lengths.end());
    return lengths.empty() ? 0 : *middle;
}

}  // namespace

std::vector<ChunkGap> chunkGapsOf(const RecordBlock& block, const RequestRecord& record)
{
    const std::vector<Chunk> chunks = chunksOf(block, record);
    std::vector<ChunkGap> gaps;
    for (std::size_t i = 1; i < chunks.size(); ++i) {
        const Arrival& before = chunks[i - 1].arrival;
        const Arrival& now = chunks[i].arrival;
        gaps.push_back({seconds(now.at - record.sent), std::max(0.0, seconds(now.at - before.at)),
                        chunkTokensOf(record, chunks[i], i), chunks[i].kind == ChunkKind::Reasoning,
                        seconds(std::max(before.bound, now.bound))});
    }
    return gaps;
}

GapPlot::GapPlot(QWidget* parent)
    : Plot{parent}
    , m_times{QSharedPointer<SiTicker>::create()}
    , m_lengths{QSharedPointer<SiTicker>::create()}
    , m_series{canvas().addGraph(), canvas().addGraph()}
{
    canvas().xAxis->setTicker(m_times);
    canvas().yAxis->setTicker(m_lengths);
    m_times->setTickCount(6);
    m_lengths->setTickCount(3);
    for (QCPGraph* series : m_series) {
        series->setLineStyle(QCPGraph::lsImpulse);
        series->setAntialiased(false);
    }
    hover().setSource([this](QPointF at) { return hoverAt(at); });
    fitAxes();
    applyStyle();
}

void GapPlot::setGaps(std::vector<ChunkGap> gaps)
{
    m_gaps = std::move(gaps);
    std::array<QVector<QCPGraphData>, 2> points;
    for (const ChunkGap& one : m_gaps)
        points.at(one.isReasoning ? 1 : 0).append(QCPGraphData{one.at, one.gap});
    for (std::size_t i = 0; i < m_series.size(); ++i)
        m_series.at(i)->data()->set(points.at(i), false);
    resetZoom();
    fitAxes();
    setAccessibleDescription(sentence());
    hover().clear();
    queueReplot();
}

void GapPlot::fitAxes()
{
    const double end = m_gaps.empty() ? 1 : m_gaps.back().at;
    const double begin = m_gaps.empty() ? 0 : std::max(0.0, m_gaps.front().at - m_gaps.front().gap);
    const double most = m_gaps.empty() ? 1 : largest(m_gaps, &ChunkGap::gap);
    const DurationUnit time = durationUnit(end);
    const DurationUnit length = durationUnit(most);
    m_times->setFactor(time.perSecond);
    m_lengths->setFactor(length.perSecond);
    canvas().xAxis->setLabel(translated(QT_TRANSLATE_NOOP("plots", "Since the request was sent (%1)")).arg(time.name));
    canvas().yAxis->setLabel(translated(QT_TRANSLATE_NOOP("plots", "Gap before (%1)")).arg(length.name));
    const double around = std::max(end - begin, 1e-6) * 0.02;
    navigation().setExtent({begin - around, end + around, (end - begin) * kLeastShare},
                           {0, std::max(most, 1e-6) * 1.08});
}

std::vector<LegendEntry> GapPlot::legend() const
{
    const PlotColors colors = plotColors(palette());
    return {{translated(QT_TRANSLATE_NOOP("plots", "text")), colors.marks.server},
            {translated(QT_TRANSLATE_NOOP("plots", "reasoning")), colors.accent}};
}

QString GapPlot::sentence() const
{
    if (m_gaps.empty())
        return translated(QT_TRANSLATE_NOOP("plots", "No gaps between chunks are known."));
    const auto longest = std::max_element(m_gaps.begin(), m_gaps.end(),
                                          [](const ChunkGap& a, const ChunkGap& b) { return a.gap < b.gap; });
    return translated(QT_TRANSLATE_NOOP(
                          "plots", "%1 gaps between chunks: half at or below %2, the longest %3, %4 after sending."))
        .arg(countText(m_gaps.size()), durationText(medianGap(m_gaps)), durationText(longest->gap),
             durationText(longest->at));
}

QString GapPlot::csv() const
{
    QString text = QStringLiteral("at_s,gap_s,tokens,kind,bound_s\n");
    for (const ChunkGap& one : m_gaps)
        text += csvNumber(one.at) + QLatin1Char{','} + csvNumber(one.gap) + QLatin1Char{','} + csvNumber(one.tokens)
            + (one.isReasoning ? QStringLiteral(",reasoning,") : QStringLiteral(",text,")) + csvNumber(one.bound)
            + QLatin1Char{'\n'};
    return text;
}

void GapPlot::restyle()
{
    const PlotColors colors = plotColors(palette());
    m_series[0]->setPen(QPen{colors.marks.server, 2});
    m_series[1]->setPen(QPen{colors.accent, 2});
    for (std::size_t i = 0; i < m_series.size(); ++i)
        m_series.at(i)->setVisible(isSeriesVisible(i));
    canvas().xAxis->grid()->setPen(Qt::NoPen);
}

std::optional<HoverInfo> GapPlot::hoverAt(QPointF at) const
{
    const QCPAxis* axis = m_series[0]->keyAxis();
    if (m_gaps.empty() || !axis->axisRect()->rect().contains(at.toPoint()))
        return std::nullopt;
    const double value = axis->pixelToCoord(at.x());
    const auto nearest = std::min_element(m_gaps.begin(), m_gaps.end(), [value](const ChunkGap& a, const ChunkGap& b) {
        return std::abs(a.at - value) < std::abs(b.at - value);
    });
    const double x = axis->coordToPixel(nearest->at);
    HoverInfo info;
    info.hairline = x;
    info.text
        = translated(QT_TRANSLATE_NOOP("plots", "chunk %1, %2 token(s)"))
              .arg(countText(static_cast<std::uint64_t>(nearest - m_gaps.begin()) + 2), countOrMean(nearest->tokens))
        + QLatin1Char{'\n'}
        + translated(QT_TRANSLATE_NOOP("plots", "%1 after the one before")).arg(durationText(nearest->gap));
    if (nearest->bound > 0)
        info.text += QStringLiteral(" ±") + durationText(nearest->bound);
    info.marks.push_back({{x, m_series[0]->valueAxis()->coordToPixel(nearest->gap)},
                          m_series.at(nearest->isReasoning ? 1 : 0)->pen().color()});
    return info;
}

}  // namespace inferometer::plots
