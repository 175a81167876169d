// SPDX-License-Identifier: GPL-3.0-or-later
// Lays items out in equal columns, as many as the width allows, the rows filled evenly: seven items are 7, 4 + 3, ...
// never 6 + 1. Hidden items take no room.
#pragma once

#include <QLayout>

#include <memory>
#include <vector>

namespace inferometer::widgets {

class EvenGrid : public QLayout
{
    Q_OBJECT

public:
    // `columnWidth`: the least width of a column in device-independent pixels; `mostColumns` bounds their number.
    EvenGrid(int columnWidth, int mostColumns, QWidget* parent = nullptr);
    ~EvenGrid() override;
    EvenGrid(const EvenGrid&) = delete;
    EvenGrid& operator=(const EvenGrid&) = delete;

    // Whether the last item takes what its row has left, which it does at first; else all are of one width.
    void setLastFills(bool fills) { m_lastFills = fills; }
    // As given to the constructor: what it was made for may be known later.
    void setColumnWidth(int width);
    // Columns used at this width.
    int columnsFor(int width) const;

    void addItem(QLayoutItem* item) override;
    int count() const override;
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect& area) override;

private:
    std::vector<QLayoutItem*> shown() const;
    int shownCount() const { return static_cast<int>(shown().size()); }
    int rowsFor(int width) const;
    int rowHeight() const;

    int m_columnWidth;
    const int m_mostColumns;
    bool m_lastFills = true;
    std::vector<std::unique_ptr<QLayoutItem>> m_items;
};

}  // namespace inferometer::widgets
