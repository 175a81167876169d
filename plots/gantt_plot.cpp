// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/gantt_plot.h"

#include "plots/gantt_painter.h"
#include "plots/hover_overlay.h"
#include "plots/makers.h"
#include "plots/plot_style.h"
#include "plots/si_ticker.h"

#include <QLocale>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <memory>

namespace inferometer::plots {

// The plottable that paints the columns into QCustomPlot's axes.
class GanttBars : public QCPAbstractPlottable
{
    Q_OBJECT

public:
    GanttBars(QCPAxis* time, QCPAxis* rows, const GanttColumns& columns)
        : QCPAbstractPlottable{time, rows}
        , m_columns{columns}
    {
        setAntialiased(false);
    }

    void setColors(const GanttColors& colors) { m_colors = colors; }

    GanttView view() const
    {
        const QCPRange time = keyAxis()->range();
        const QCPRange rows = valueAxis()->range();
        // Row r is drawn around y = r + 1: people count from one.
        return {QRectF{keyAxis()->axisRect()->rect()}, time.lower, time.upper, rows.lower - 0.5, rows.upper - 0.5};
    }

    double selectTest(const QPointF& /*at*/, bool /*onlySelectable*/, QVariant* /*details*/) const override
    {
        return -1;
    }

    QCPRange getKeyRange(bool& found, QCP::SignDomain /*domain*/) const override
    {
        found = m_columns.rows() > 0;
        return {0, m_columns.now()};
    }

    QCPRange getValueRange(bool& found, QCP::SignDomain /*domain*/, const QCPRange& /*keys*/) const override
    {
        found = m_columns.rows() > 0;
        return {0.5, static_cast<double>(m_columns.rows()) + 0.5};
    }

protected:
    void draw(QCPPainter* painter) override { m_painter.paint(*painter, m_columns, view(), m_colors); }

    void drawLegendIcon(QCPPainter* painter, const QRectF& area) const override
    {
        painter->fillRect(area, m_colors.waiting);
    }

private:
    const GanttColumns& m_columns;
    GanttColors m_colors;
    GanttPainter m_painter;
};

namespace {

QString secondsText(double value)
{
    const QLocale locale;
    if (value < 1)
        return locale.toString(value * 1000, 'f', value < 0.1 ? 1 : 0) + QStringLiteral(" ms");
    return locale.toString(value, 'f', 2) + QStringLiteral(" s");
}

// How near a moment a person can zoom in, in seconds, and how few rows.
constexpr double kLeastTime = 0.002;
constexpr double kLeastRows = 4;

}  // namespace

Plot* makeGanttPlot(QWidget* parent) { return new GanttPlot{parent}; }

GanttPlot::GanttPlot(QWidget* parent) : Plot{parent}, m_bars{new GanttBars{canvas().xAxis, canvas().yAxis, m_columns}}
{
    canvas().xAxis->setTicker(QSharedPointer<SiTicker>::create());
    canvas().yAxis->setTicker(QSharedPointer<SiTicker>::create(true));
    canvas().xAxis->ticker()->setTickCount(8);
    canvas().yAxis->ticker()->setTickCount(4);
    canvas().xAxis->setLabel(tr("Seconds since start"));
    canvas().yAxis->setLabel(tr("Request"));
    canvas().yAxis->setRangeReversed(true);
    hover().setSource([this](QPointF at) { return hoverAt(at); });
    setUpNavigation();
    follow();
    applyStyle();
}

void GanttPlot::setUpNavigation()
{
    canvas().setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    canvas().axisRect()->setRangeZoomFactor(0.8);
    canvas().installEventFilter(this);
    for (QCPAxis* axis : {canvas().xAxis, canvas().yAxis}) {
        connect(axis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, [this] {
            if (m_fitting)
                return;
            m_following = false;
            keepInBounds();
        });
    }
    connect(&canvas(), &QCustomPlot::mouseDoubleClick, this, &GanttPlot::follow);
}

bool GanttPlot::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &canvas() && event->type() == QEvent::Wheel) {
        const auto modifiers = static_cast<QWheelEvent*>(event)->modifiers();  // NOLINT: the type was just asked
        Qt::Orientations along = Qt::Horizontal | Qt::Vertical;
        if (modifiers & Qt::ControlModifier)
            along = Qt::Horizontal;
        else if (modifiers & Qt::ShiftModifier)
            along = Qt::Vertical;
        canvas().axisRect()->setRangeZoom(along);
    }
    return Plot::eventFilter(watched, event);
}

std::vector<LegendEntry> GanttPlot::legend() const
{
    const PlotColors colors = plotColors(palette());
    return {{tr("time to first token"), colors.marks.client},
            {tr("first to last token"), colors.marks.server},
            {tr("failed"), colors.marks.bad},
            {tr("queued, cancelled"), colors.muted}};
}

void GanttPlot::clear()
{
    m_columns.clear();
    m_time.reset();
    m_rows.reset();
    setAccessibleDescription({});
    follow();
}

void GanttPlot::refresh(const Snapshot& snapshot)
{
    m_columns.update(snapshot);
    m_time.include(m_columns.now());
    m_rows.include(static_cast<double>(m_columns.rows()));
    if (m_following)
        fitAxes();
    describe();
    hover().refresh();
}

void GanttPlot::follow()
{
    m_following = true;
    fitAxes();
    queueReplot();
}

void GanttPlot::fitAxes()
{
    m_fitting = true;
    canvas().xAxis->setRange(0, m_time.end());
    canvas().yAxis->setRange(0.5, m_rows.end() + 0.5);
    m_fitting = false;
}

void GanttPlot::keepInBounds()
{
    const auto bounded = [](const QCPRange& range, double low, double high, double least) {
        const double size = std::clamp(range.size(), std::min(least, high - low), high - low);
        const double lower = std::clamp(range.center() - size / 2, low, high - size);
        return QCPRange{lower, lower + size};
    };
    m_fitting = true;
    canvas().xAxis->setRange(bounded(canvas().xAxis->range(), 0, m_time.end(), kLeastTime));
    canvas().yAxis->setRange(bounded(canvas().yAxis->range(), 0.5, m_rows.end() + 0.5, kLeastRows));
    m_fitting = false;
}

void GanttPlot::describe()
{
    const QLocale locale;
    setAccessibleDescription(tr("%1 requests over %2: %3 complete, %4 in flight, %5 failed.")
                                 .arg(locale.toString(static_cast<qulonglong>(m_columns.rows())),
                                      secondsText(m_columns.now()),
                                      locale.toString(static_cast<qulonglong>(m_columns.count(BarState::Ok))),
                                      locale.toString(static_cast<qulonglong>(m_columns.count(BarState::InFlight))),
                                      locale.toString(static_cast<qulonglong>(m_columns.count(BarState::Failed)))));
}

void GanttPlot::restyle()
{
    const PlotColors colors = plotColors(palette());
    m_bars->setColors({colors.marks.client, colors.marks.server, colors.marks.bad, colors.muted});
}

std::optional<HoverInfo> GanttPlot::hoverAt(QPointF at) const
{
    const GanttView view = m_bars->view();
    if (!view.area.contains(at))
        return std::nullopt;
    const double position = view.top + (at.y() - view.area.top()) / view.rowHeight();
    const auto row = static_cast<std::size_t>(std::max(0.0, position));
    if (row >= m_columns.rows() || m_columns.state(row) == BarState::None)
        return std::nullopt;
    const Bar bar = m_columns.bar(row);
    QString text
        = tr("Request %1, sent at %2").arg(QLocale{}.toString(static_cast<qulonglong>(row + 1)), secondsText(bar.sent));
    if (!std::isnan(bar.firstToken))
        text += QLatin1Char{'\n'} + tr("First token after %1").arg(secondsText(bar.firstToken - bar.sent));
    const QString length = secondsText(bar.end - bar.sent);
    switch (bar.state) {
    case BarState::Ok:
        text += QLatin1Char{'\n'} + tr("Last token after %1").arg(length);
        break;
    case BarState::InFlight:
        text += QLatin1Char{'\n'} + tr("In flight for %1").arg(length);
        break;
    case BarState::Failed:
        text += QLatin1Char{'\n'} + tr("Failed after %1").arg(length);
        break;
    default:
        text += QLatin1Char{'\n'} + tr("Cancelled after %1").arg(length);
    }
    HoverInfo info;
    info.text = text;
    if (view.rowHeight() >= 4) {
        const double scale = view.area.width() / (view.right - view.left);
        const QRectF outline{view.area.left() + (bar.sent - view.left) * scale,
                             view.area.top() + (static_cast<double>(row) - view.top) * view.rowHeight(),
                             std::max(1.0, (bar.end - bar.sent) * scale), view.rowHeight()};
        info.outline = outline.intersected(view.area);
    }
    return info;
}

}  // namespace inferometer::plots

#include "gantt_plot.moc"
