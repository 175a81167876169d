// SPDX-License-Identifier: GPL-3.0-or-later
// A chart of named categories, in each of them the server's mark and, to its right, the client's: a box from low to
// high with a line at its value, or a bar. The value is written above the mark.
#pragma once

#include "plots/nice_range.h"
#include "plots/plot.h"

#include <QSharedPointer>

#include <array>
#include <optional>
#include <vector>

class QCPAxisTicker;

namespace inferometer::plots {

struct HoverInfo;
class CategoryMarks;
class CategoryTicker;
class SiTicker;

enum class Side : std::uint8_t { Server, Client };

// A mark of one side; n == 0: there is none.
struct CategoryMark
{
    std::size_t n = 0;
    double low = 0;
    double value = 0;
    double high = 0;
    bool isExact = true;  // else within 1/64
};

struct Spread;
CategoryMark markOf(const Spread& spread);

struct Category
{
    QString id;    // in files
    QString tick;  // under the axis
    QString name;  // in sentences
    std::array<CategoryMark, 2> sides{};
    bool hasEnded = true;  // a request of it has: what the server reports is known

    const CategoryMark& of(Side side) const { return sides[static_cast<std::size_t>(side)]; }
};

class CategoryPlot : public Plot
{
    Q_OBJECT

public:
    // Box: translucent, its value a line. Bar: solid, its value the upper end.
    enum class Look : std::uint8_t { Box, Bar };

    CategoryPlot(Look look, QWidget* parent);

    std::vector<LegendEntry> legend() const override;
    QString sentence() const override;
    const std::vector<Category>& categories() const { return m_categories; }

protected:
    // `exposed`: ticks stand under the categories; else there is one without a name. `final`: the axis fits them.
    void setCategories(std::vector<Category> categories, bool exposed, bool final);
    // A category has a mark of one side: it stands in the middle, and the other is not missing.
    void setOneSided();
    // Of exposed categories.
    void setKeyTitle(const QString& title);
    // Marks show times in the unit of the largest of them, as a card would show that. `title`: of the axis, %1 the
    // unit.
    void setTimeAxis(const char* title);
    // Values are shown times `factor`, in `unit`; those in the categories stay as they are.
    void setAxis(const QString& title, const QString& unit, double factor);
    // A value as labels and hover text have it, and with its mark.
    QString figureText(double value) const;
    QString valueText(const CategoryMark& mark) const;
    // Of a box: "median 220 ms, p5 to p95 180 to 270 ms".
    QString boxText(const CategoryMark& mark) const;
    // A row a box behind the head: category, side, n, low, value, high, in the unit of the values.
    QString boxesCsv(const char* head) const;
    bool isExposed() const { return m_exposed; }
    void clear() override;
    void restyle() override;

    // One line about a mark: "median 0.220 s, p5 to p95 0.180 to 0.270 s".
    virtual QString markText(const CategoryMark& mark) const = 0;

private:
    void fitAxes();
    QString sideText(const Category& category, Side side) const;
    std::vector<Side> sidesOf(const Category& category) const;
    std::optional<HoverInfo> hoverAt(QPointF at) const;

    CategoryMarks* m_marks;
    QSharedPointer<SiTicker> m_ticker;
    double m_factor = 1;
    QString m_unit;
    std::vector<Category> m_categories;
    QString m_keyTitle;
    NiceRange m_y{1e-6};
    double m_least = 0;  // of the y axis
    bool m_exposed = false;
    bool m_isOneSided = false;
};

// "server", "client": in files.
QString sideId(Side side);

}  // namespace inferometer::plots
