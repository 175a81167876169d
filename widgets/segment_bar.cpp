// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/segment_bar.h"

#include "widgets/metrics.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <utility>

namespace inferometer::widgets {

namespace {

// Okabe and Ito's colours but black and yellow: told apart by those who see fewer of them, on light and on dark.
constexpr std::array<QRgb, 6> kColors{0xff0072b2, 0xffe69f00, 0xff009e73, 0xffcc79a7, 0xff56b4e9, 0xffd55e00};
constexpr int kRounding = 2;  // px: a text's width is no whole number
constexpr double kLeast = 2;  // px: a short one stays visible

}  // namespace

SegmentBar::SegmentBar(QWidget* parent) : QWidget{parent}
{
    QSizePolicy policy{QSizePolicy::Expanding, QSizePolicy::Preferred};
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void SegmentBar::setSegments(std::vector<Segment> segments)
{
    m_segments = std::move(segments);
    QStringList words;
    for (const Segment& segment : m_segments)
        words << entryText(segment);
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    setToolTip(words.join(QLatin1Char{'\n'}));
    updateGeometry();
    update();
}

QString SegmentBar::entryText(const Segment& segment) const { return segment.label + QLatin1Char{' '} + segment.size; }

QColor SegmentBar::colorOf(std::size_t index) const { return QColor::fromRgb(kColors.at(index % kColors.size())); }

int SegmentBar::barHeight() const { return rhythm(*this, 1.5); }

int SegmentBar::lineHeight() const { return fontMetrics().height() + rhythm(*this, 0.25); }

QRectF SegmentBar::pieceRect(std::size_t index) const
{
    double total = 0;
    for (const Segment& segment : m_segments)
        total += segment.share;
    const double room = std::max(0.0, width() - kLeast * static_cast<double>(m_segments.size()));
    const auto widthOf
        = [total, room](const Segment& segment) { return kLeast + (total > 0 ? room * segment.share / total : 0); };
    double left = 0;
    for (std::size_t i = 0; i < index; ++i)
        left += widthOf(m_segments[i]);
    return {left, 0, widthOf(m_segments[index]), static_cast<double>(barHeight())};
}

std::vector<SegmentBar::Entry> SegmentBar::legend(int width) const
{
    std::vector<Entry> entries;
    int x = 0;
    int y = barHeight() + rhythm(*this, 0.75);
    for (std::size_t i = 0; i < m_segments.size(); ++i) {
        const int wide = rhythm(*this, 1.5) + fontMetrics().horizontalAdvance(entryText(m_segments[i])) + kRounding;
        if (x > 0 && x + wide > width) {
            x = 0;
            y += lineHeight();
        }
        entries.push_back({QRect{x, y, std::min(wide, width), lineHeight()}, i});
        x += wide + rhythm(*this, 2);
    }
    return entries;
}

int SegmentBar::heightForWidth(int width) const
{
    const std::vector<Entry> entries = legend(width);
    return entries.empty() ? barHeight() : entries.back().place.bottom() + 1;
}

QSize SegmentBar::sizeHint() const
{
    const int wide = rhythm(*this, 50);
    return {wide, heightForWidth(std::max(width(), minimumSizeHint().width()))};
}

QSize SegmentBar::minimumSizeHint() const { return {rhythm(*this, 20), barHeight() + lineHeight()}; }

void SegmentBar::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    const double radius = rhythm(*this, 0.5);
    QPainterPath outline;
    outline.addRoundedRect(QRectF{0, 0, static_cast<double>(width()), static_cast<double>(barHeight())}, radius,
                           radius);
    painter.save();
    painter.setClipPath(outline);
    for (std::size_t i = 0; i < m_segments.size(); ++i) {
        const QRectF piece = pieceRect(i);
        painter.fillRect(piece, colorOf(i));
        if (i > 0)
            painter.fillRect(QRectF{piece.left(), piece.top(), 1, piece.height()}, palette().base());
    }
    painter.restore();
    for (const Entry& entry : legend(width())) {
        const double side = rhythm(*this, 1);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colorOf(entry.index));
        painter.drawRoundedRect(
            QRectF{static_cast<double>(entry.place.left()), entry.place.center().y() - side / 2 + 0.5, side, side},
            side / 4, side / 4);
        painter.setPen(palette().color(QPalette::PlaceholderText));
        const QRect words = entry.place.adjusted(rhythm(*this, 1.5), 0, 0, 0);
        painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                         fontMetrics().elidedText(entryText(m_segments[entry.index]), Qt::ElideRight, words.width()));
    }
}

}  // namespace inferometer::widgets
