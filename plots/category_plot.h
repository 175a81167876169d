// SPDX-License-Identifier: GPL-3.0-or-later
// A chart of categories, in each of them the server's mark and, to its right, the client's: a box from low to high with
// a line at its value, or a bar. The value is written above the mark.
#pragma once

#include "plots/nice_range.h"
#include "plots/plot.h"

#include <array>
#include <optional>
#include <vector>

class QCPAxisTicker;

namespace inferometer::plots {

struct HoverInfo;
class CategoryMarks;
class CategoryTicker;

enum class Side : std::uint8_t { Server, Client };

// A mark of one side; n == 0: there is none.
struct CategoryMark
{
    std::size_t n = 0;
    double low = 0;
    double value = 0;
    double high = 0;
};

struct Category
{
    double batch = 0;  // kNoBatchSize: not reported
    std::array<CategoryMark, 2> sides{};

    const CategoryMark& of(Side side) const { return sides[static_cast<std::size_t>(side)]; }
};

class CategoryPlot : public Plot
{
    Q_OBJECT

public:
    // Box: translucent, its value a line. Bar: solid, its value the upper end.
    enum class Look : std::uint8_t { Box, Bar };

    CategoryPlot(Look look, const QString& yTitle, QWidget* parent);

    std::vector<LegendEntry> legend() const override;
    QString sentence() const override;
    const std::vector<Category>& categories() const { return m_categories; }

protected:
    // `exposed`: batch sizes stand under the categories; else there is one without a name.
    void setCategories(std::vector<Category> categories, bool exposed);
    bool isExposed() const { return m_exposed; }
    void clear() override;
    void restyle() override;

    // One line about a mark: "median 0.220 s, p5 to p95 0.180 to 0.270 s".
    virtual QString markText(const CategoryMark& mark) const = 0;

private:
    void fitAxes();
    QString sideText(const Category& category, Side side) const;
    QString categoryText(const Category& category) const;
    std::optional<HoverInfo> hoverAt(QPointF at) const;

    CategoryMarks* m_marks;
    std::vector<Category> m_categories;
    NiceRange m_y{0.001};
    bool m_exposed = false;
};

// "4", "37.5", "n/a".
QString batchText(double batch);
// "server", "client": in files.
QString sideId(Side side);

}  // namespace inferometer::plots
