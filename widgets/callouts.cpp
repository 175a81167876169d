// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/callouts.h"

#include "widgets/metrics.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QPainter>
#include <QtMath>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace inferometer::widgets {

namespace {

constexpr double kNoPlace = std::numeric_limits<double>::infinity();
constexpr int kWords = Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap;

QPointF nearest(const QRectF& area, QPointF to)
{
    return {std::clamp(to.x(), area.left(), area.right()), std::clamp(to.y(), area.top(), area.bottom())};
}

bool crosses(const QLineF& line, const QRectF& area)
{
    const std::array corners{area.topLeft(), area.topRight(), area.bottomRight(), area.bottomLeft()};
    for (std::size_t i = 0; i < corners.size(); ++i)
        if (line.intersects({corners[i], corners[(i + 1) % corners.size()]}, nullptr) == QLineF::BoundedIntersection)
            return true;
    return false;
}

}  // namespace

Callouts::Callouts(QWidget& ground) : QWidget{&ground}
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFont(scaledFont(ground.font(), 0.85));
    ground.installEventFilter(this);
    setGeometry(ground.rect());
}

void Callouts::set(std::vector<Callout> callouts)
{
    m_callouts = std::move(callouts);
    QString all;
    for (const Callout& callout : m_callouts)
        all += callout.text + QLatin1Char{'\n'};
    setAccessibleName(all.trimmed());
    place();
}

QSizeF Callouts::sizeOf(const QString& text) const
{
    const double most = std::min<double>(rhythm(font(), 22), width() * 0.6);
    const QRectF room{0, 0, most, static_cast<double>(height())};
    const double pad = rhythm(font(), 0.75);
    return QFontMetricsF{font()}.boundingRect(room, kWords, text).size() + QSizeF{2 * pad, pad};
}

void Callouts::place()
{
    m_places.clear();
    for (std::size_t i = 0; i < m_callouts.size(); ++i)
        m_places.push_back(bestPlace(i));
    update();
}

// Beside the point, over or under it, near or further off, inside the widget.
QRectF Callouts::bestPlace(std::size_t index) const
{
    const QPointF at = m_callouts[index].at;
    const QSizeF size = sizeOf(m_callouts[index].text);
    const double near = rhythm(font(), 1.5);
    QRectF best;
    double least = kNoPlace;
    for (const double away : {1.0, 2.5, 4.0, 6.0, 9.0}) {
        const double x = near * away + size.width() / 2;
        const double y = near * away + size.height() / 2;
        for (const QPointF& step : {QPointF{x, 0}, QPointF{-x, 0}, QPointF{x, -y}, QPointF{x, y}, QPointF{-x, -y},
                                    QPointF{-x, y}, QPointF{0, -y}, QPointF{0, y}})
        {
            QRectF place{QPointF{}, size};
            place.moveCenter(at + step);
            if (const double cost = costOf(place, index); cost < least) {
                least = cost;
                best = place;
            }
        }
    }
    return best;
}

double Callouts::costOf(const QRectF& place, std::size_t index) const
{
    const double gap = rhythm(font(), 0.5);
    const QRectF around = place.adjusted(-gap, -gap, gap, gap);
    if (!QRectF{rect()}.contains(place))
        return kNoPlace;
    for (const Callout& other : m_callouts) {
        if (around.contains(other.at))
            return kNoPlace;
    }
    const Callout& callout = m_callouts[index];
    const QLineF leader = leaderTo(place, index);
    for (std::size_t other = 0; other < m_places.size(); ++other) {
        const QRectF& words = m_places[other];
        if (words.isEmpty())
            continue;
        if (around.intersects(words) || crosses(leader, words) || crosses(leaderTo(words, other), around))
            return kNoPlace;
    }
    const QLineF away{callout.at, place.center()};
    const QLineF wanted{QPointF{}, callout.toward};
    const double turned = 1 - std::cos(qDegreesToRadians(away.angleTo(wanted)));
    return leader.length() + turned * rhythm(font(), 8);
}

QLineF Callouts::leaderTo(const QRectF& place, std::size_t index) const
{
    const QPointF at = m_callouts[index].at;
    return {at, nearest(place, at)};
}

void Callouts::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor accent = palette().color(QPalette::Link);
    const QColor ground = palette().color(QPalette::Base);
    const double radius = rhythm(font(), 0.5);
    for (std::size_t i = 0; i < m_callouts.size(); ++i) {
        if (m_places[i].isEmpty())
            continue;
        const QPointF at = m_callouts[i].at;
        // Seen on bars of any colour.
        for (const auto& [color, width] : std::array{std::pair{ground, 4.0}, std::pair{accent, 1.5}}) {
            painter.setPen(QPen{color, width});
            painter.setBrush(accent);
            painter.drawLine(leaderTo(m_places[i], i));
            painter.drawEllipse(at, radius / 2, radius / 2);
        }
        painter.setBrush(ground);
        painter.drawRoundedRect(m_places[i], radius, radius);
        painter.setPen(palette().color(QPalette::Text));
        const double pad = rhythm(font(), 0.75);
        painter.drawText(m_places[i].adjusted(pad, 0, 0, 0), kWords, m_callouts[i].text);
    }
}

bool Callouts::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize) {
        setGeometry(static_cast<QWidget*>(watched)->rect());
        place();
    }
    return false;
}

}  // namespace inferometer::widgets
