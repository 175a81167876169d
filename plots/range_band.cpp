// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/range_band.h"

#include "plots/plot_style.h"
#include "plots/plot_text.h"

#include <QApplication>
#include <qcustomplot.h>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace inferometer::plots {

namespace {

constexpr double kGrip = 5;  // px beside an edge where the mouse takes it
constexpr double kPadding = 5;

// A file may say that its run took ages.
Nanos momentOf(double moment)
{
    constexpr double kLatest = 1e9;  // s, of which an int64 holds the nanoseconds
    return fromSeconds(std::clamp(moment, 0.0, kLatest));
}

TimeRange between(Nanos a, Nanos b) { return {std::min(a, b), std::max(a, b)}; }

}  // namespace

RangeBand::RangeBand(QCustomPlot& canvas) : QWidget{&canvas}, m_canvas{canvas}
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setGeometry(canvas.rect());
    hide();
    canvas.installEventFilter(this);
}

QCPAxis& RangeBand::axis() const { return *m_canvas.xAxis; }

QRect RangeBand::area() const { return m_canvas.axisRect()->rect(); }

TimeRange RangeBand::view() const
{
    const QCPRange range = axis().range();
    return {momentOf(range.lower), momentOf(range.upper)};
}

Nanos RangeBand::momentAt(double x) const
{
    const TimeRange all = view();
    return std::clamp(momentOf(axis().pixelToCoord(x)), all.begin, all.end);
}

void RangeBand::setRange(const std::optional<TimeRange>& range)
{
    m_range = range;
    if (!range)
        m_anchor.reset();
    setVisible(range.has_value());
    place();
    update();
}

void RangeBand::place()
{
    QRectF band;
    if (m_range) {
        const double left = axis().coordToPixel(seconds(m_range->begin));
        const double right = axis().coordToPixel(seconds(m_range->end));
        band = QRectF{QPointF{left, area().top() * 1.0}, QPointF{right, area().bottom() + 1.0}}.intersected(area());
    }
    if (std::exchange(m_band, band) != band)
        update();
}

bool RangeBand::isNear(Nanos edge, double x) const { return std::abs(axis().coordToPixel(seconds(edge)) - x) <= kGrip; }

std::optional<Nanos> RangeBand::anchorAt(const QMouseEvent& mouse) const
{
    const double x = mouse.position().x();
    if (!area().contains(mouse.pos()))
        return std::nullopt;
    if (m_range && isNear(m_range->end, x))
        return m_range->begin;
    if (m_range && isNear(m_range->begin, x))
        return m_range->end;
    return mouse.modifiers() & Qt::ShiftModifier ? std::optional{momentAt(x)} : std::nullopt;
}

bool RangeBand::press(const QMouseEvent& mouse)
{
    const auto anchor = mouse.button() == Qt::LeftButton ? anchorAt(mouse) : std::nullopt;
    if (!anchor)
        return false;
    m_anchor = anchor;
    m_before = m_range;
    m_pressed = mouse.position();
    emit grabbed();
    return true;
}

bool RangeBand::drag(const QMouseEvent& mouse)
{
    if (!m_anchor) {
        const bool grips = mouse.buttons() == Qt::NoButton && anchorAt(mouse);
        const bool selects = grips && mouse.modifiers() & Qt::ShiftModifier;
        const Qt::CursorShape shape = selects ? Qt::CrossCursor : grips ? Qt::SplitHCursor : Qt::ArrowCursor;
        if (m_canvas.cursor().shape() != shape)
            m_canvas.setCursor(shape);
        return false;
    }
    emit moved(between(*m_anchor, momentAt(mouse.position().x())));
    return true;
}

bool RangeBand::release(const QMouseEvent& mouse)
{
    if (!m_anchor || mouse.button() != Qt::LeftButton)
        return m_anchor.has_value();
    const Nanos anchor = *std::exchange(m_anchor, std::nullopt);
    const TimeRange range = between(anchor, momentAt(mouse.position().x()));
    const bool wasDragged = std::abs(mouse.position().x() - m_pressed.x()) >= QApplication::startDragDistance() / 2.0;
    emit wanted(wasDragged && range.begin < range.end ? range : m_before);
    return true;
}

bool RangeBand::takeKey(const QKeyEvent& key, std::optional<double> moment)
{
    const bool begins = key.text() == QLatin1String{"["};
    if (!begins && key.text() != QLatin1String{"]"})
        return false;
    const TimeRange all = view();
    const Nanos at = moment ? momentOf(*moment) : begins ? all.begin : all.end;
    TimeRange range = m_range.value_or(all);
    (begins ? range.begin : range.end) = at;
    if (range.begin >= range.end)
        (begins ? range.end : range.begin) = begins ? all.end : all.begin;
    if (range.begin < range.end)
        emit wanted(range);
    return true;
}

bool RangeBand::eventFilter(QObject* watched, QEvent* event)
{
    // NOLINTBEGIN(cppcoreguidelines-pro-type-static-cast-downcast): the type says what it is
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        return press(*static_cast<QMouseEvent*>(event));
    case QEvent::MouseMove:
        return drag(*static_cast<QMouseEvent*>(event));
    case QEvent::MouseButtonRelease:
        return release(*static_cast<QMouseEvent*>(event));
    case QEvent::Resize:
        setGeometry(parentWidget()->rect());
        break;
    default:
        break;
    }
    // NOLINTEND(cppcoreguidelines-pro-type-static-cast-downcast)
    return QWidget::eventFilter(watched, event);
}

void RangeBand::paintEvent(QPaintEvent* /*event*/)
{
    if (m_band.isEmpty())
        return;
    QPainter painter{this};
    const QColor accent = plotColors(palette()).accent;
    QColor ground = accent;
    ground.setAlphaF(0.12F);
    painter.fillRect(m_band, ground);
    painter.setPen(QPen{accent, 1.5});
    const auto edge = [&](Nanos moment) {
        const double x = std::round(axis().coordToPixel(seconds(moment))) + 0.5;
        if (x < m_band.left() - 1 || x > m_band.right() + 1)
            return;
        painter.drawLine(QPointF{x, m_band.top()}, QPointF{x, m_band.bottom()});
        painter.fillRect(QRectF{x - 2.5, m_band.center().y() - 8, 5, 16}, accent);
    };
    edge(m_range->begin);
    edge(m_range->end);
    paintTimes(painter);
}

void RangeBand::paintTimes(QPainter& painter) const
{
    const PlotColors colors = plotColors(palette());
    painter.setFont(tickFont(font()));
    const QString text = rangeText(*m_range);
    const QFontMetricsF metrics{painter.font()};
    QRectF label{0, m_band.top() + 2, metrics.horizontalAdvance(text) + 2 * kPadding, metrics.height() + 2};
    label.moveLeft(std::clamp(m_band.center().x() - label.width() / 2, area().left() * 1.0,
                              std::max(area().left() * 1.0, area().right() - label.width())));
    QColor ground = colors.surface;
    ground.setAlphaF(0.85F);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(label, 4, 4);
    painter.setPen(colors.text);
    painter.drawText(label, Qt::AlignCenter, text);
}

}  // namespace inferometer::plots
