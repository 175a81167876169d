// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/gantt_plot.h"

#include "plots/gantt_bars.h"
#include "plots/hover_overlay.h"
#include "plots/makers.h"
#include "plots/plot_navigation.h"
#include "plots/plot_style.h"
#include "plots/plot_text.h"
#include "plots/si_ticker.h"

#include <QApplication>

#include <array>
#include <cmath>

namespace inferometer::plots {

namespace {

// How near a moment a person can zoom in, in seconds, and how few rows.
constexpr double kLeastTime = 0.002;
constexpr double kLeastRows = 4;
constexpr std::size_t kMostTried = 1000;  // rows, in search of a complete request
constexpr double kBehind = 1.05;          // room for the cross of what failed last

// To a microsecond: the columns keep lengths no finer.
QString moment(double seconds) { return csvNumber(std::round(seconds * 1e6) / 1e6); }

const char* stateName(BarState state)
{
    constexpr std::array kNames{"", "in_flight", "ok", "failed", "cancelled"};
    return kNames.at(static_cast<std::size_t>(state));
}

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
    offerRange();
    connect(&canvas(), &QCustomPlot::mousePress, this, [this](const QMouseEvent* event) { m_pressed = event->pos(); });
    connect(&canvas(), &QCustomPlot::mouseRelease, this, &GanttPlot::click);
    fitAxes();
    applyStyle();
}

void GanttPlot::click(const QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton
        || (event->pos() - m_pressed).manhattanLength() >= QApplication::startDragDistance())
        return;
    const auto row = m_bars->rowAt(event->position());
    if (!row)
        return;
    setSelected(*row);
    emit requestSelected(*row);
}

void GanttPlot::setSelected(std::optional<std::uint64_t> sequence)
{
    m_selected = sequence;
    m_bars->setSelected(sequence);
    if (sequence && *sequence < m_columns.rows() && m_columns.state(*sequence) != BarState::None && !isFollowing()) {
        const Bar bar = m_columns.bar(*sequence);
        const QCPRange time = canvas().xAxis->range();
        const bool inView = bar.sent <= time.upper && bar.end >= time.lower;
        navigation().reveal(inView ? time.center() : bar.sent, static_cast<double>(*sequence));
    }
    queueReplot();
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
    fitAxes();
}

void GanttPlot::refresh(const Snapshot& snapshot)
{
    m_columns.update(snapshot);
    const auto rows = static_cast<double>(m_columns.rows());
    if (snapshot.state == RunState::Finished) {
        m_time.fitExactly(m_columns.now() * kBehind);
        m_rows.fitExactly(rows);
    } else {
        m_time.include(m_columns.now());
        m_rows.include(rows);
    }
    fitAxes();
}

void GanttPlot::fitAxes()
{
    navigation().setExtent({0, m_time.end(), kLeastTime}, {-0.5, m_rows.end() - 0.5, kLeastRows});
}

QString GanttPlot::sentence() const
{
    return tr("%Ln request(s) over %1: %2 complete, %3 in flight, %4 failed.", nullptr,
              static_cast<int>(m_columns.rows()))
        .arg(durationText(m_columns.now()), countText(m_columns.count(BarState::Ok)),
             countText(m_columns.count(BarState::InFlight)), countText(m_columns.count(BarState::Failed)));
}

std::optional<std::size_t> GanttPlot::completeRow(double share) const
{
    const auto from = static_cast<std::size_t>(static_cast<double>(m_columns.rows()) * share);
    for (std::size_t row = from; row < m_columns.rows() && row < from + kMostTried; ++row) {
        if (m_columns.state(row) == BarState::Ok && !std::isnan(m_columns.bar(row).firstToken))
            return row;
    }
    return std::nullopt;
}

// Bars begin later the further down they stand: there is room right above them and left below.
std::vector<Landmark> GanttPlot::landmarks()
{
    std::vector<Landmark> marks;
    const auto mark = [&](double share, const QString& text, QPointF toward, auto&& moment) {
        const std::optional<std::size_t> row = completeRow(share);
        if (!row)
            return;
        const QPointF at{canvas().xAxis->coordToPixel(moment(m_columns.bar(*row))),
                         canvas().yAxis->coordToPixel(static_cast<double>(*row))};
        if (canvas().axisRect()->rect().contains(at.toPoint()))
            marks.push_back({text, at, toward});
    };
    mark(0.25, tr("Each bar is one request, from its sending to its last token"), {1, -1},
         [](const Bar& bar) { return bar.end; });
    mark(0.5, tr("Here its tokens arrive"), {1, -1}, [](const Bar& bar) { return (bar.firstToken + bar.end) / 2; });
    mark(0.7, tr("This part is the wait for its first token"), {-1, 1},
         [](const Bar& bar) { return (bar.sent + bar.firstToken) / 2; });
    return marks;
}

void GanttPlot::restyle()
{
    const PlotColors colors = plotColors(palette());
    const auto shown
        = [this](std::size_t index, const QColor& color) { return isSeriesVisible(index) ? color : QColor{}; };
    m_bars->setColors({shown(0, colors.marks.client), shown(1, colors.marks.server), shown(2, colors.marks.bad),
                       shown(3, colors.muted)});
    m_bars->setFrame(colors.text, colors.surface);
}

std::optional<HoverInfo> GanttPlot::hoverAt(QPointF at) const
{
    const auto row = m_bars->rowAt(at);
    if (!row)
        return std::nullopt;
    HoverInfo info;
    info.text = textOf(*row);
    if (m_bars->view().rowHeight() >= 4)
        info.outline = m_bars->areaOf(*row);
    return info;
}

QString GanttPlot::textOf(std::size_t row) const
{
    const Bar bar = m_columns.bar(row);
    QString text = tr("Request %1, sent at %2").arg(countText(row), momentText(bar.sent));
    if (!std::isnan(bar.firstToken))
        text += QLatin1Char{'\n'} + tr("First token after %1").arg(durationText(bar.firstToken - bar.sent));
    const QString length = durationText(bar.end - bar.sent);
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
    return text;
}

QString GanttPlot::csv() const
{
    QString text = QStringLiteral("request,state,scheduled_s,sent_s,first_token_s,end_s\n");
    text.reserve(static_cast<qsizetype>(m_columns.rows()) * 64);
    for (std::size_t row = 0; row < m_columns.rows(); ++row) {
        if (m_columns.state(row) == BarState::None)
            continue;
        const Bar bar = m_columns.bar(row);
        text += QString::number(row) + QLatin1Char{','} + QLatin1String{stateName(bar.state)} + QLatin1Char{','}
            + moment(bar.scheduled) + QLatin1Char{','} + moment(bar.sent) + QLatin1Char{','} + moment(bar.firstToken)
            + QLatin1Char{','} + moment(bar.end) + QLatin1Char{'\n'};
    }
    return text;
}

}  // namespace inferometer::plots
