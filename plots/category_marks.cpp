// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/category_marks.h"

#include "plots/plot_text.h"

#include <algorithm>
#include <cmath>

namespace inferometer::plots {

namespace {

constexpr double kGap = 3;       // px between the two marks
constexpr double kWidest = 56;   // px a mark
constexpr double kLabelGap = 4;  // px between two labels
constexpr double kMostTicks = 10;
constexpr float kBoxOpacity = 0.35F;

QColor translucent(QColor color)
{
    color.setAlphaF(kBoxOpacity);
    return color;
}

}  // namespace

CategoryMarks::CategoryMarks(QCPAxis* key, QCPAxis* value, CategoryPlot::Look look,
                             const std::vector<Category>& categories)
    : QCPAbstractPlottable{key, value}
    , m_look{look}
    , m_categories{categories}
{
    setAntialiased(false);
}

double CategoryMarks::selectTest(const QPointF& /*at*/, bool /*onlySelectable*/, QVariant* /*details*/) const
{
    return -1;
}

QCPRange CategoryMarks::getKeyRange(bool& found, QCP::SignDomain /*domain*/) const
{
    found = !m_categories.empty();
    return {-0.5, static_cast<double>(m_categories.size()) - 0.5};
}

QCPRange CategoryMarks::getValueRange(bool& found, QCP::SignDomain /*domain*/, const QCPRange& /*keys*/) const
{
    QCPRange range{0, 0};
    for (const Category& category : m_categories) {
        for (const CategoryMark& mark : category.sides)
            range.upper = std::max(range.upper, mark.n > 0 ? mark.high : 0);
    }
    found = range.upper > 0;
    return range;
}

double CategoryMarks::slotWidth() const { return std::abs(keyAxis()->coordToPixel(1) - keyAxis()->coordToPixel(0)); }

double CategoryMarks::markWidth() const { return std::clamp(slotWidth() * 0.36, 1.0, kWidest); }

QRectF CategoryMarks::areaOf(std::size_t category, Side side) const
{
    const CategoryMark& mark = m_categories[category].of(side);
    if (mark.n == 0)
        return {};
    const double width = markWidth();
    const double middle = keyAxis()->coordToPixel(static_cast<double>(category));
    const double beside = side == Side::Server ? middle - kGap / 2 - width : middle + kGap / 2;
    const double left = m_isOneSided ? middle - width / 2 : beside;
    const double top = valueAxis()->coordToPixel(mark.high);
    const double bottom = valueAxis()->coordToPixel(mark.low);
    return {left, top, width, std::max(1.0, bottom - top)};
}

QString CategoryMarks::labelOf(const CategoryMark& mark) const
{
    const QString figure = threeDigits(mark.value * m_factor);
    return mark.isExact ? figure : nearly(figure);
}

CategoryMarks::LabelPlace CategoryMarks::placeFor(const QFontMetricsF& metrics) const
{
    double widest = 0;
    for (const Category& category : m_categories) {
        for (const CategoryMark& mark : category.sides)
            widest = std::max(widest, mark.n > 0 ? metrics.horizontalAdvance(labelOf(mark)) : 0);
    }
    if (m_isOneSided)
        return widest + kLabelGap <= slotWidth() ? LabelPlace::Above : LabelPlace::Nowhere;
    if (m_look == CategoryPlot::Look::Box && widest + 2 * kLabelGap <= (slotWidth() - kGap) / 2 - markWidth())
        return LabelPlace::Beside;
    if (widest + kLabelGap <= slotWidth() / 2)
        return LabelPlace::Above;
    return widest + kLabelGap <= slotWidth() ? LabelPlace::Staggered : LabelPlace::Nowhere;
}

void CategoryMarks::drawMark(QCPPainter& painter, std::size_t category, Side side) const
{
    const QColor color = m_style.sides[static_cast<std::size_t>(side)];
    const QRectF area = areaOf(category, side);
    if (m_look == CategoryPlot::Look::Bar)
        return painter.fillRect(area, color);
    painter.fillRect(area, translucent(color));
    const double y = valueAxis()->coordToPixel(m_categories[category].of(side).value);
    painter.fillRect(QRectF{area.left(), std::round(y) - 1, area.width(), 2}, color);
}

void CategoryMarks::drawBeside(QCPPainter& painter, std::size_t category, Side side) const
{
    const CategoryMark& mark = m_categories[category].of(side);
    const QRectF area = areaOf(category, side);
    const QFontMetricsF metrics{m_style.font};
    const double width = metrics.horizontalAdvance(labelOf(mark)) + 2;
    const double x = side == Side::Server ? area.left() - kLabelGap - width : area.right() + kLabelGap;
    const double y = valueAxis()->coordToPixel(mark.value) - metrics.height() / 2;
    painter.drawText(QRectF{x, y, width, metrics.height()}, Qt::AlignCenter, labelOf(mark));
}

void CategoryMarks::drawLabel(QCPPainter& painter, std::size_t category, Side side, LabelPlace place) const
{
    if (place == LabelPlace::Beside)
        return drawBeside(painter, category, side);
    const QRectF area = areaOf(category, side);
    const QString text = labelOf(m_categories[category].of(side));
    const QFontMetricsF metrics{m_style.font};
    const double width = metrics.horizontalAdvance(text);
    const bool apart = place == LabelPlace::Staggered && side == Side::Server;
    const bool below = apart && m_look == CategoryPlot::Look::Box;
    double y = below ? area.bottom() + 1 : area.top() - metrics.height() - 1;
    if (apart && !below
        && m_categories[category].of(Side::Client).n
            > 0)  // nothing is below a bar: a line higher, over the client's label
        y = std::min(y, areaOf(category, Side::Client).top() - 2 * metrics.height() - 1);
    if (below && y + metrics.height() > keyAxis()->axisRect()->bottom())
        return;
    double middle = area.center().x();
    if (place == LabelPlace::Above && !m_isOneSided) {  // a label wider than its mark gives way to the outside
        const double between = keyAxis()->coordToPixel(static_cast<double>(category));
        const double away = (width + kLabelGap) / 2;
        middle = side == Side::Server ? std::min(middle, between - away) : std::max(middle, between + away);
    }
    painter.drawText(QRectF{middle - width / 2 - 1, y, width + 2, metrics.height()}, Qt::AlignCenter, text);
}

// One group: the empty half of it says why it is empty.
void CategoryMarks::drawMissing(QCPPainter& painter) const
{
    if (m_categories.size() != 1 || !m_categories[0].hasEnded || m_categories[0].of(Side::Server).n > 0
        || !m_style.sides[0].isValid())
        return;
    const QRectF client = areaOf(0, Side::Client);
    const double right = client.left() - kGap;
    const QRectF room{keyAxis()->axisRect()->left() * 1.0, client.top(), right - keyAxis()->axisRect()->left() - 6,
                      client.height()};
    painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip,
                     translated(QT_TRANSLATE_NOOP("plots", "not reported\nby the server")));
}

void CategoryMarks::draw(QCPPainter* painter)
{
    painter->setFont(m_style.font);
    painter->setPen(m_style.text);
    const LabelPlace place = placeFor(QFontMetricsF{m_style.font});
    const QCPRange view = keyAxis()->range();
    for (std::size_t i = 0; i < m_categories.size(); ++i) {
        const auto at = static_cast<double>(i);
        if (at < view.lower - 0.5 || at > view.upper + 0.5)
            continue;
        for (const Side side : {Side::Server, Side::Client}) {
            if (m_categories[i].of(side).n == 0 || !m_style.sides[static_cast<std::size_t>(side)].isValid())
                continue;
            drawMark(*painter, i, side);
            if (place != LabelPlace::Nowhere)
                drawLabel(*painter, i, side, place);
        }
    }
    drawMissing(*painter);
}

void CategoryMarks::drawLegendIcon(QCPPainter* painter, const QRectF& area) const
{
    painter->fillRect(area, m_style.sides[0]);
}

double CategoryTicker::getTickStep(const QCPRange& range)
{
    return std::max(1.0, std::ceil(std::min(range.size(), static_cast<double>(m_categories.size())) / kMostTicks));
}

QString CategoryTicker::getTickLabel(double tick, const QLocale& /*locale*/, QChar /*formatChar*/, int /*precision*/)
{
    const auto index = static_cast<std::size_t>(std::max(0.0, std::round(tick)));
    return tick > -0.5 && index < m_categories.size() ? m_categories[index].tick : QString{};
}

}  // namespace inferometer::plots
