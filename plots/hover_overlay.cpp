// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/hover_overlay.h"

#include "plots/plot_style.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace inferometer::plots {

namespace {
constexpr double kGap = 12;
constexpr double kPadding = 8;
constexpr double kKeyStep = 8;
}  // namespace

HoverOverlay::HoverOverlay(QWidget& canvas) : QWidget{&canvas}
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    canvas.setMouseTracking(true);
    canvas.installEventFilter(this);
}

void HoverOverlay::setSource(Source source) { m_source = std::move(source); }

void HoverOverlay::clear()
{
    m_info.reset();
    if (std::exchange(m_at, std::nullopt))
        emit pointed(std::nullopt);
    update();
}

void HoverOverlay::setLine(const std::optional<QLineF>& line)
{
    if (std::exchange(m_line, line) != line)
        update();
}

void HoverOverlay::setHinting(bool hinting)
{
    if (std::exchange(m_hinting, hinting) == hinting)
        return;
    if (!hinting)
        m_hint.clear();
    update();
}

void HoverOverlay::refresh()
{
    if (m_at)
        ask(*m_at);
}

void HoverOverlay::setFramed(bool framed)
{
    m_framed = framed;
    update();
}

void HoverOverlay::ask(QPointF at)
{
    m_at = at;
    emit pointed(at);  // also where the mouse rests: data may have moved the axis under it
    const bool had = m_info.has_value();
    m_info = m_source ? m_source(at) : std::nullopt;
    if (had || m_info)
        update();
}

bool HoverOverlay::takeKey(const QKeyEvent& key)
{
    if (key.modifiers() != Qt::ShiftModifier)
        return false;
    QPointF step;
    switch (key.key()) {
    case Qt::Key_Left:
        step = {-1, 0};
        break;
    case Qt::Key_Right:
        step = {1, 0};
        break;
    case Qt::Key_Up:
        step = {0, -1};
        break;
    case Qt::Key_Down:
        step = {0, 1};
        break;
    default:
        return false;
    }
    const QPointF to = m_at.value_or(QRectF{rect()}.center()) + step * kKeyStep;
    ask({std::clamp(to.x(), 0.0, width() - 1.0), std::clamp(to.y(), 0.0, height() - 1.0)});
    return true;
}

bool HoverOverlay::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::MouseMove:
        setHinting(!m_hint.isEmpty());
        ask(static_cast<QMouseEvent*>(event)->position());  // NOLINT(cppcoreguidelines-pro-type-static-cast-downcast)
        break;
    case QEvent::Leave:
        setHinting(false);
        clear();
        break;
    case QEvent::MouseButtonPress:
        clear();
        break;
    case QEvent::Resize:
        setGeometry(parentWidget()->rect());
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

QRectF HoverOverlay::labelArea() const
{
    const QFontMetricsF metrics{tickFont(font())};
    const QRectF text = metrics.boundingRect(QRectF{0, 0, 400, 400}, Qt::AlignLeft, m_info->text);
    QRectF area{0, 0, text.width() + 2 * kPadding, text.height() + 1.5 * kPadding};
    area.moveTopLeft(*m_at + QPointF{kGap, kGap});
    if (area.right() > width() - 1)
        area.moveRight(m_at->x() - kGap);
    if (area.bottom() > height() - 1)
        area.moveBottom(m_at->y() - kGap);
    area.moveLeft(std::max(1.0, std::min(area.left(), width() - 1 - area.width())));
    area.moveTop(std::max(1.0, std::min(area.top(), height() - 1 - area.height())));
    return area;
}

void HoverOverlay::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_framed) {
        painter.setPen(QPen{plotColors(palette()).accent, 1.5});
        painter.drawRoundedRect(QRectF{rect()}.adjusted(1, 1, -1, -1), 4, 4);
    }
    if (m_line) {
        painter.setPen(QPen{plotColors(palette()).accent, 1});
        painter.drawLine(m_line->translated(0.5, 0));
    }
    if (m_hinting)
        paintHint(painter);
    if (!m_info || !m_at)
        return;
    paintMarks(painter);
    paintLabel(painter);
}

void HoverOverlay::paintMarks(QPainter& painter) const
{
    const PlotColors colors = plotColors(palette());
    painter.setBrush(Qt::NoBrush);
    if (m_info->hairline) {
        const double x = std::round(*m_info->hairline) + 0.5;
        painter.setPen(QPen{colors.muted, 1, Qt::DashLine});
        painter.drawLine(QPointF{x, 0}, QPointF{x, height() * 1.0});
    }
    painter.setPen(QPen{colors.text, 1});
    if (!m_info->outline.isEmpty())
        painter.drawRoundedRect(m_info->outline, 2, 2);
    painter.setPen(QPen{colors.surface, 1.5});
    for (const HoverMark& mark : m_info->marks) {
        painter.setBrush(mark.color);
        painter.drawEllipse(mark.at, 4, 4);
    }
}

void HoverOverlay::paintHint(QPainter& painter) const
{
    const PlotColors colors = plotColors(palette());
    painter.setFont(tickFont(font()));
    const QRectF room{0, 0, width() - 4 * kPadding, height() * 1.0};
    const QRectF text = QFontMetricsF{painter.font()}.boundingRect(room, Qt::TextWordWrap, m_hint);
    QRectF area{0, 1, text.width() + 2 * kPadding, text.height() + kPadding / 2};
    area.moveRight(width() - kPadding);
    QColor ground = colors.surface;
    ground.setAlphaF(0.85F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(area, 4, 4);
    painter.setPen(colors.muted);
    painter.drawText(area, Qt::AlignCenter | Qt::TextWordWrap, m_hint);
}

void HoverOverlay::paintLabel(QPainter& painter) const
{
    const PlotColors colors = plotColors(palette());
    const QRectF area = labelArea();
    painter.setPen(QPen{colors.grid, 1});
    painter.setBrush(colors.surface);
    painter.drawRoundedRect(area, 6, 6);
    painter.setFont(tickFont(font()));
    painter.setPen(colors.text);
    painter.drawText(area.adjusted(kPadding, 0, -kPadding, 0), Qt::AlignLeft | Qt::AlignVCenter, m_info->text);
}

}  // namespace inferometer::plots
