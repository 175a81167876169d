// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/even_grid.h"

#include <algorithm>

namespace inferometer::widgets {

namespace {
int divideUp(int value, int by) { return (value + by - 1) / by; }
}  // namespace

EvenGrid::EvenGrid(int columnWidth, int mostColumns, QWidget* parent)
    : QLayout{parent}
    , m_columnWidth{columnWidth}
    , m_mostColumns{mostColumns}
{
    setContentsMargins(0, 0, 0, 0);
}

EvenGrid::~EvenGrid() = default;

void EvenGrid::addItem(QLayoutItem* item) { m_items.emplace_back(item); }

void EvenGrid::setColumnWidth(int width)
{
    m_columnWidth = width;
    invalidate();
}

int EvenGrid::count() const { return static_cast<int>(m_items.size()); }

QLayoutItem* EvenGrid::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[static_cast<std::size_t>(index)].get() : nullptr;
}

QLayoutItem* EvenGrid::takeAt(int index)
{
    if (index < 0 || index >= count())
        return nullptr;
    QLayoutItem* item = m_items[static_cast<std::size_t>(index)].release();
    m_items.erase(m_items.begin() + index);
    return item;
}

std::vector<QLayoutItem*> EvenGrid::shown() const
{
    std::vector<QLayoutItem*> items;
    for (const auto& item : m_items) {
        if (!item->isEmpty())
            items.push_back(item.get());
    }
    return items;
}

int EvenGrid::columnsFor(int width) const
{
    const int fitting = std::clamp((width + spacing()) / (m_columnWidth + spacing()), 1, m_mostColumns);
    const int count = shownCount();
    return std::max(1, divideUp(count, divideUp(std::max(1, count), fitting)));
}

int EvenGrid::rowsFor(int width) const { return divideUp(shownCount(), columnsFor(width)); }

int EvenGrid::rowHeight() const
{
    int height = 0;
    for (const QLayoutItem* item : shown())
        height = std::max(height, std::max(item->minimumSize().height(), item->sizeHint().height()));
    return height;
}

int EvenGrid::heightForWidth(int width) const
{
    const int rows = rowsFor(width);
    return rows * rowHeight() + std::max(0, rows - 1) * spacing();
}

QSize EvenGrid::sizeHint() const
{
    const int columns = std::min(shownCount(), m_mostColumns);
    return {columns * (m_columnWidth + spacing()), rowHeight()};
}

QSize EvenGrid::minimumSize() const { return {m_columnWidth, rowHeight()}; }

void EvenGrid::setGeometry(const QRect& area)
{
    QLayout::setGeometry(area);
    const int columns = columnsFor(area.width());
    const int rows = rowsFor(area.width());
    if (rows == 0)
        return;
    const double cellWidth = (area.width() - (columns - 1) * spacing()) / static_cast<double>(columns);
    const double cellHeight = (area.height() - (rows - 1) * spacing()) / static_cast<double>(rows);
    const std::vector<QLayoutItem*> items = shown();
    for (int i = 0; i < static_cast<int>(items.size()); ++i) {
        const int row = i / columns;
        const double x = area.x() + (i % columns) * (cellWidth + spacing());
        const double y = area.y() + row * (cellHeight + spacing());
        // Edges are rounded, not sizes: the gaps stay equal and the last column ends with the area.
        const QPoint topLeft{qRound(x), qRound(y)};
        const bool last = m_lastFills && i + 1 == static_cast<int>(items.size());
        const double width = last ? area.x() + area.width() - x : cellWidth;
        const QPoint bottomRight{qRound(x + width) - 1, qRound(y + cellHeight) - 1};
        items[static_cast<std::size_t>(i)]->setGeometry(QRect{topLeft, bottomRight});
    }
}

}  // namespace inferometer::widgets
