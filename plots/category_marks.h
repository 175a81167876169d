// SPDX-License-Identifier: GPL-3.0-or-later
// The plottable of CategoryPlot and the ticks under it (QCustomPlot; for .cpp files).
#pragma once

#include "plots/category_plot.h"

#include <qcustomplot.h>

namespace inferometer::plots {

// Category i lies around i; its marks keep a person's size, however few categories there are.
class CategoryMarks : public QCPAbstractPlottable
{
    Q_OBJECT

public:
    CategoryMarks(QCPAxis* key, QCPAxis* value, CategoryPlot::Look look, const std::vector<Category>& categories);

    struct Style
    {
        std::array<QColor, 2> sides;  // invalid: hidden
        QColor text;
        QFont font;
    };
    void setStyle(const Style& style) { m_style = style; }
    // Labels say a value times this.
    void setFactor(double factor) { m_factor = factor; }

    // Marks stand in the middle of their category: none has both.
    void setOneSided() { m_isOneSided = true; }

    // The pixels of a mark, empty when there is none.
    QRectF areaOf(std::size_t category, Side side) const;

    double selectTest(const QPointF& at, bool onlySelectable, QVariant* details) const override;
    QCPRange getKeyRange(bool& found, QCP::SignDomain domain) const override;
    QCPRange getValueRange(bool& found, QCP::SignDomain domain, const QCPRange& keys) const override;

protected:
    void draw(QCPPainter* painter) override;
    void drawLegendIcon(QCPPainter* painter, const QRectF& area) const override;

private:
    // Where labels stand: of boxes beside them, at the line of the value; where that is too narrow, and of bars, side
    // by side above the marks, then the server's under its box or one line higher; nowhere when not even that fits.
    enum class LabelPlace : std::uint8_t { Beside, Above, Staggered, Nowhere };

    double slotWidth() const;
    double markWidth() const;
    QString labelOf(const CategoryMark& mark) const;
    LabelPlace placeFor(const QFontMetricsF& metrics) const;
    void drawMark(QCPPainter& painter, std::size_t category, Side side) const;
    void drawLabel(QCPPainter& painter, std::size_t category, Side side, LabelPlace place) const;
    void drawBeside(QCPPainter& painter, std::size_t category, Side side) const;
    void drawMissing(QCPPainter& painter) const;

    const CategoryPlot::Look m_look;
    const std::vector<Category>& m_categories;
    Style m_style;
    double m_factor = 1;
    bool m_isOneSided = false;
};

// A tick a category, fewer where there are many.
class CategoryTicker : public QCPAxisTicker
{
public:
    explicit CategoryTicker(const std::vector<Category>& categories) : m_categories{categories} {}

protected:
    double getTickStep(const QCPRange& range) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar formatChar, int precision) override;

private:
    const std::vector<Category>& m_categories;
};

}  // namespace inferometer::plots
