// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/category_plot.h"

#include "plots/category_marks.h"
#include "plots/hover_overlay.h"
#include "plots/plot_navigation.h"
#include "plots/plot_style.h"
#include "plots/plot_text.h"
#include "plots/si_ticker.h"
#include "plots/spread_samples.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace inferometer::plots {

namespace {

constexpr double kHeadroom = 1.25;          // for the labels above the highest mark
constexpr double kLeastShare = 0.02;        // of the y axis in view
constexpr std::size_t kMostInSentence = 8;  // categories

QString sideName(Side side)
{
    return side == Side::Server ? translated(QT_TRANSLATE_NOOP("plots", "Server"))
                                : translated(QT_TRANSLATE_NOOP("plots", "Client"));
}

}  // namespace

QString sideId(Side side) { return side == Side::Server ? QStringLiteral("server") : QStringLiteral("client"); }

CategoryMark markOf(const Spread& spread) { return {spread.n, spread.p5, spread.median, spread.p95, spread.isExact}; }

CategoryPlot::CategoryPlot(Look look, QWidget* parent)
    : Plot{parent}
    , m_marks{new CategoryMarks{canvas().xAxis, canvas().yAxis, look, m_categories}}
    , m_ticker{QSharedPointer<SiTicker>::create()}
{
    canvas().xAxis->setTicker(QSharedPointer<CategoryTicker>::create(m_categories));
    canvas().yAxis->setTicker(m_ticker);
    m_ticker->setTickCount(4);
    hover().setSource([this](QPointF at) { return hoverAt(at); });
    fitAxes();
    applyStyle();
}

std::vector<LegendEntry> CategoryPlot::legend() const
{
    const MarkColors marks = plotColors(palette()).marks;
    return {{sideName(Side::Server), marks.server}, {sideName(Side::Client), marks.client}};
}

void CategoryPlot::setCategories(std::vector<Category> categories, bool exposed, bool final)
{
    m_categories = std::move(categories);
    m_exposed = exposed;
    if (final)
        m_y.reset();
    m_least = 0;
    for (const Category& category : m_categories) {
        for (const CategoryMark& mark : category.sides) {
            if (mark.n > 0)
                m_y.include(mark.high * kHeadroom);
            if (mark.n > 0)
                m_least = std::min(m_least, mark.low * kHeadroom);
        }
    }
    fitAxes();
}

void CategoryPlot::setOneSided()
{
    m_isOneSided = true;
    m_marks->setOneSided();
}

void CategoryPlot::setKeyTitle(const QString& title) { m_keyTitle = title; }

void CategoryPlot::setTimeAxis(const char* title)
{
    double largest = 0;
    for (const Category& category : m_categories) {
        for (const CategoryMark& mark : category.sides)
            largest = std::max(largest, mark.n > 0 ? mark.value : 0);
    }
    const DurationUnit unit = durationUnit(largest > 0 ? largest : 1);
    setAxis(translated(title).arg(unit.name), unit.name, unit.perSecond);
}

void CategoryPlot::setAxis(const QString& title, const QString& unit, double factor)
{
    m_unit = unit;
    m_factor = factor;
    m_ticker->setFactor(factor);
    m_marks->setFactor(factor);
    canvas().yAxis->setLabel(title);
}

QString CategoryPlot::figureText(double value) const { return threeDigits(value * m_factor); }

QString CategoryPlot::valueText(const CategoryMark& mark) const
{
    return mark.isExact ? figureText(mark.value) : nearly(figureText(mark.value));
}

QString CategoryPlot::boxText(const CategoryMark& mark) const
{
    return translated(QT_TRANSLATE_NOOP("plots", "median %1 %4, p5 to p95 %2 to %3 %4"))
        .arg(valueText(mark), figureText(mark.low), figureText(mark.high), m_unit);
}

QString CategoryPlot::boxesCsv(const char* head) const
{
    QString text = QString::fromLatin1(head);
    for (const Category& category : m_categories) {
        for (const Side side : {Side::Server, Side::Client}) {
            const CategoryMark& mark = category.of(side);
            if (mark.n > 0)
                text += QStringLiteral("%1,%2,%3,%4,%5,%6\n")
                            .arg(category.id, sideId(side), QString::number(mark.n), csvNumber(mark.low),
                                 csvNumber(mark.value), csvNumber(mark.high));
        }
    }
    return text;
}

void CategoryPlot::clear()
{
    m_categories.clear();
    m_exposed = false;
    m_least = 0;
    m_y.reset();
    fitAxes();
}

void CategoryPlot::fitAxes()
{
    const double count = std::max(1.0, static_cast<double>(m_categories.size()));
    canvas().xAxis->setTickLabels(m_exposed);
    canvas().xAxis->setLabel(m_exposed ? m_keyTitle : QString{});
    const double end = m_categories.empty() ? 1 : m_y.end();
    navigation().setExtent({-0.5, count - 0.5, 1}, {m_least, end, (end - m_least) * kLeastShare});
}

void CategoryPlot::restyle()
{
    const PlotColors colors = plotColors(palette());
    const auto shown = [&](Side side, const QColor& color) {
        return isSeriesVisible(static_cast<std::size_t>(side)) ? color : QColor{};
    };
    m_marks->setStyle({{shown(Side::Server, colors.marks.server), shown(Side::Client, colors.marks.client)},
                       colors.muted,
                       tickFont(font())});
    canvas().xAxis->grid()->setPen(Qt::NoPen);
}

QString CategoryPlot::sideText(const Category& category, Side side) const
{
    const CategoryMark& mark = category.of(side);
    const QString none = category.hasEnded ? translated(QT_TRANSLATE_NOOP("plots", "not reported"))
                                           : translated(QT_TRANSLATE_NOOP("plots", "not reported yet"));
    return sideName(side) + QLatin1Char{' '} + (mark.n > 0 ? markText(mark) : none);
}

std::vector<Side> CategoryPlot::sidesOf(const Category& category) const
{
    std::vector<Side> sides;
    for (const Side side : {Side::Server, Side::Client})
        if (!m_isOneSided || category.of(side).n > 0)
            sides.push_back(side);
    return sides;
}

QString CategoryPlot::sentence() const
{
    QStringList parts;
    for (std::size_t i = 0; i < std::min(m_categories.size(), kMostInSentence); ++i) {
        const Category& category = m_categories[i];
        QStringList sides;
        for (const Side side : sidesOf(category))
            sides += sideText(category, side);
        if (!sides.isEmpty())
            parts += (m_exposed ? category.name + QStringLiteral(": ") : QString{}) + sides.join(QStringLiteral("; "));
    }
    return parts.isEmpty() ? translated(QT_TRANSLATE_NOOP("plots", "No request has succeeded yet."))
                           : parts.join(QStringLiteral(". ")) + QLatin1Char{'.'};
}

std::optional<HoverInfo> CategoryPlot::hoverAt(QPointF at) const
{
    const QCPAxis* keys = m_marks->keyAxis();
    if (m_categories.empty() || !keys->axisRect()->rect().contains(at.toPoint()))
        return std::nullopt;
    const double last = static_cast<double>(m_categories.size()) - 1;
    const auto index = static_cast<std::size_t>(std::clamp(std::round(keys->pixelToCoord(at.x())), 0.0, last));
    const Category& category = m_categories[index];
    const MarkColors marks = plotColors(palette()).marks;
    QStringList lines;
    if (m_exposed)
        lines += category.name;
    HoverInfo info;
    for (const Side side : sidesOf(category)) {
        if (!isSeriesVisible(static_cast<std::size_t>(side)))
            continue;
        lines += sideText(category, side);
        const QRectF area = m_marks->areaOf(index, side);
        if (category.of(side).n > 0)
            info.marks.push_back({{area.center().x(), m_marks->valueAxis()->coordToPixel(category.of(side).value)},
                                  side == Side::Server ? marks.server : marks.client});
    }
    info.text = lines.join(QLatin1Char{'\n'});
    return info;
}

}  // namespace inferometer::plots
