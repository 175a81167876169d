// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/share_plot.h"

#include "plots/hover_overlay.h"
#include "plots/line_labels.h"
#include "plots/nice_range.h"
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

constexpr std::size_t kMarks = 3;
constexpr double kTop = 102;          // %
constexpr double kLeastShare = 0.01;  // of the x axis in view
// What lies beyond takes no room until asked for: one outlier would squeeze all others into a line.
constexpr std::size_t kShown = 998;
constexpr QMargins kPadding{6, 1, 6, 1};  // of the words at a line

struct Range
{
    double low;
    double high;
};

// To steps that a person would choose, so that it stands still while values keep coming.
Range roundRange(double low, double high)
{
    if (low > 0 && low < high / 3)
        low = 0;
    const double span = high > low ? high - low : std::max(std::abs(high), 1e-6) / 5;
    const double step = niceCeiling(span / 8);
    const double from = std::floor((low - span / 20) / step) * step;
    return {low >= 0 ? std::max(0.0, from) : from, std::ceil((high + span / 20) / step) * step};
}

}  // namespace

SharePlot::SharePlot(QWidget* parent)
    : Plot{parent}
    , m_ticker{QSharedPointer<SiTicker>::create()}
    , m_line{canvas().addGraph()}
    , m_beyond{canvas().addGraph()}
{
    for (std::size_t i = 0; i < kMarks; ++i) {
        m_rules.push_back(canvas().addGraph());
        m_intervals.push_back(canvas().addGraph());
        auto* label = new QCPItemText{&canvas()};
        label->position->setType(QCPItemPosition::ptAbsolute);
        label->setPositionAlignment(Qt::AlignTop | Qt::AlignLeft);
        label->setPadding(kPadding);
        m_labels.push_back(label);
    }
    canvas().xAxis->setTicker(m_ticker);
    canvas().yAxis->setTicker(QSharedPointer<SiTicker>::create());
    canvas().xAxis->ticker()->setTickCount(6);
    canvas().yAxis->ticker()->setTickCount(4);
    canvas().yAxis->setLabel(translated(QT_TRANSLATE_NOOP("plots", "Share at or below (%)")));
    connect(&canvas(), &QCustomPlot::afterLayout, this, &SharePlot::placeLabels);
    hover().setSource([this](QPointF at) { return hoverAt(at); });
    fitAxes();
    applyStyle();
}

void SharePlot::setCurve(ShareCurve curve)
{
    const bool isOther = curve.id != m_curve.id;
    m_curve = std::move(curve);
    if (m_curve.marks.size() > kMarks)
        m_curve.marks.resize(kMarks);
    if (isOther)
        resetZoom();
    fitAxes();
    fill();
    setAccessibleDescription(sentence());
    hover().refresh();
    queueReplot();
}

QString SharePlot::valueText(double value) const
{
    if (m_curve.unit == QLatin1String{"s"})
        return durationText(value);
    return m_curve.unit.isEmpty() ? threeDigits(value) : threeDigits(value) + QChar{QChar::Nbsp} + m_curve.unit;
}

std::vector<LegendEntry> SharePlot::legend() const
{
    const PlotColors colors = plotColors(palette());
    return {{translated(QT_TRANSLATE_NOOP("plots", "at or below")), colors.accent, u'\u2501'},
            {translated(QT_TRANSLATE_NOOP("plots", "95\u00a0% interval")), colors.muted, u'\u2501'}};
}

QString SharePlot::sentence() const
{
    if (!hasData())
        return translated(QT_TRANSLATE_NOOP("plots", "No value is known yet."));
    QStringList marks;
    for (const ShareMark& mark : m_curve.marks)
        marks << mark.words;
    const auto& values = m_curve.distribution.values;
    return translated(QT_TRANSLATE_NOOP("plots", "%1: from %2 to %3; %4."))
        .arg(m_curve.name, valueText(values.front()), valueText(values.back()), marks.join(QStringLiteral(", ")));
}

void SharePlot::fitAxes()
{
    Range shown{0, 1};
    double most = 0;
    if (hasData()) {
        const auto& values = m_curve.distribution.values;
        double high = values[kShown];
        double low = values.front();
        for (const ShareMark& mark : m_curve.marks)
            if (std::isfinite(mark.value))
                high = std::max(high, mark.value);
        const bool isTime = m_curve.unit == QLatin1String{"s"};
        const DurationUnit unit = isTime ? durationUnit(values[kDistributionSteps / 2]) : DurationUnit{1, m_curve.unit};
        m_ticker->setFactor(unit.perSecond);
        shown = roundRange(low * unit.perSecond, high * unit.perSecond);
        shown = {shown.low / unit.perSecond, shown.high / unit.perSecond};
        most = values.back();
        canvas().xAxis->setLabel(unit.name.isEmpty() ? m_curve.name
                                                     : QStringLiteral("%1 (%2)").arg(m_curve.name, unit.name));
    }
    canvas().xAxis->setTickLabels(hasData());
    navigation().setExtent({shown.low, shown.high, (shown.high - shown.low) * kLeastShare, most}, {0, kTop});
}

void SharePlot::fill()
{
    const auto& values = m_curve.distribution.values;
    QVector<QCPGraphData> known;
    QVector<QCPGraphData> beyond;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const QCPGraphData point{values[i], 100.0 * static_cast<double>(i) / kDistributionSteps};
        if (i < m_curve.distribution.reached)
            known.append(point);
        if (i + 1 >= m_curve.distribution.reached)
            beyond.append(point);
    }
    m_line->data()->set(known, true);
    m_beyond->data()->set(m_curve.distribution.reached < values.size() ? beyond : QVector<QCPGraphData>{}, true);
    placeMarks();
}

void SharePlot::placeMarks()
{
    for (std::size_t i = 0; i < kMarks; ++i) {
        const ShareMark* const mark = hasData() && i < m_curve.marks.size() && std::isfinite(m_curve.marks[i].value)
            ? &m_curve.marks[i]
            : nullptr;
        m_rules[i]->data()->clear();
        m_intervals[i]->data()->clear();
        m_labels[i]->setVisible(mark != nullptr);
        if (!mark)
            continue;
        const double at = mark->value;
        m_rules[i]->addData(QVector<double>{at, at}, QVector<double>{0, mark->share * 100}, true);
        if (const auto& interval = mark->interval)
            m_intervals[i]->addData(QVector<double>{interval->low, interval->high},
                                    QVector<double>{mark->share * 100, mark->share * 100}, true);
        m_labels[i]->setText(mark->words);
    }
}

// Once the axes have their place.
void SharePlot::placeLabels()
{
    const QCPAxis& values = *canvas().xAxis;
    const QCPAxis& shares = *canvas().yAxis;
    std::vector<QCPItemText*> labels;
    std::vector<LabelledLine> lines;
    for (std::size_t i = 0; i < m_curve.marks.size(); ++i) {
        if (!m_labels[i]->visible())
            continue;
        const QSize words = QFontMetrics{m_labels[i]->font()}.size(Qt::TextSingleLine, m_labels[i]->text());
        labels.push_back(m_labels[i]);
        lines.push_back({values.coordToPixel(m_curve.marks[i].value), shares.coordToPixel(m_curve.marks[i].share * 100),
                         words.grownBy(kPadding)});
    }
    const std::vector<QRectF> places = plots::placeLabels(canvas().axisRect()->rect(), lines, [&](double x) {
        return shares.coordToPixel(m_curve.distribution.shareBelow(values.pixelToCoord(x)) * 100);
    });
    for (std::size_t i = 0; i < labels.size(); ++i)
        labels[i]->position->setCoords(places[i].topLeft());
}

void SharePlot::restyle()
{
    const PlotColors colors = plotColors(palette());
    QColor ground = colors.surface;
    ground.setAlphaF(0.85F);
    QColor interval = colors.muted;
    interval.setAlphaF(0.55F);
    m_line->setPen(QPen{colors.accent, 1.6});
    m_beyond->setPen(QPen{colors.accent, 1.6, Qt::DotLine});
    m_line->setVisible(isSeriesVisible(0));
    m_beyond->setVisible(isSeriesVisible(0));
    for (std::size_t i = 0; i < kMarks; ++i) {
        m_rules[i]->setPen(QPen{colors.text, 1, Qt::DashLine});
        m_intervals[i]->setPen(QPen{interval, 6, Qt::SolidLine, Qt::FlatCap});
        m_intervals[i]->setVisible(isSeriesVisible(1));
        m_labels[i]->setFont(tickFont(font()));
        m_labels[i]->setColor(colors.text);
        m_labels[i]->setBrush(ground);
    }
    canvas().xAxis->grid()->setPen(Qt::NoPen);
}

std::optional<HoverInfo> SharePlot::hoverAt(QPointF at) const
{
    const QCPAxis* axis = m_line->keyAxis();
    if (!hasData() || !axis->axisRect()->rect().contains(at.toPoint()))
        return std::nullopt;
    const double value = axis->pixelToCoord(at.x());
    const double share = m_curve.distribution.shareBelow(value);
    HoverInfo info;
    info.hairline = at.x();
    info.text = valueText(value) + QLatin1Char{'\n'}
        + translated(QT_TRANSLATE_NOOP("plots", "%1 at or below")).arg(percent(share));
    info.marks.push_back({{at.x(), m_line->valueAxis()->coordToPixel(share * 100)}, m_line->pen().color()});
    return info;
}

QString SharePlot::csv() const
{
    QString text = QStringLiteral("share,%1\n").arg(m_curve.id);
    const auto& values = m_curve.distribution.values;
    for (std::size_t i = 0; i < values.size(); ++i)
        text += csvNumber(static_cast<double>(i) / kDistributionSteps) + QLatin1Char{','}
            + (i < m_curve.distribution.reached ? csvNumber(values[i]) : QString{}) + QLatin1Char{'\n'};
    return text;
}

}  // namespace inferometer::plots
