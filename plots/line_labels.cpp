// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/line_labels.h"

#include <algorithm>
#include <limits>

namespace inferometer::plots {

namespace {

// What is crossed, by how much it disturbs.
constexpr int kOverWords = 100;
constexpr int kOverCurve = 10;
constexpr int kOverLine = 1;

bool crossesLine(const QRectF& words, const LabelledLine& line)
{
    return words.left() < line.x && words.right() > line.x && words.bottom() > line.top;
}

int costOf(const QRectF& words, std::size_t own, const std::vector<LabelledLine>& lines,
           const std::vector<QRectF>& placed, const std::function<double(double x)>& curve)
{
    int cost = crossesCurve(words, curve) ? kOverCurve : 0;
    for (std::size_t i = 0; i < lines.size(); ++i)
        cost += i != own && crossesLine(words, lines[i]) ? kOverLine : 0;
    for (const QRectF& other : placed)
        cost += words.intersects(other) ? kOverWords : 0;
    return cost;
}

// Beside a line at x, from the lower edge upwards.
std::vector<QRectF> candidates(const QRectF& area, double x, const QSizeF& words)
{
    std::vector<QRectF> all;
    const double step = std::max(1.0, words.height() / 4);
    for (double y = area.bottom() - words.height(); y >= area.top(); y -= step)
        for (const double left : {x, x - words.width()})
            if (left >= area.left() && left + words.width() <= area.right())
                all.emplace_back(QPointF{left, y}, words);
    if (all.empty())  // there is no room on either side
        all.emplace_back(QPointF{area.left(), area.bottom() - words.height()}, words);
    return all;
}

}  // namespace

bool crossesCurve(const QRectF& words, const std::function<double(double x)>& curve)
{
    return words.bottom() > curve(words.right()) && words.top() < curve(words.left());
}

std::vector<QRectF> placeLabels(const QRectF& area, const std::vector<LabelledLine>& lines,
                                const std::function<double(double x)>& curve)
{
    std::vector<QRectF> placed;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const double x = std::clamp(lines[i].x, area.left(), area.right());
        QRectF best;
        int least = std::numeric_limits<int>::max();
        for (const QRectF& at : candidates(area, x, lines[i].words)) {
            const int cost = costOf(at, i, lines, placed, curve);
            if (cost < least)
                best = at;
            least = std::min(least, cost);
        }
        placed.push_back(best);
    }
    return placed;
}

}  // namespace inferometer::plots
