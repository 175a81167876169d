// SPDX-License-Identifier: GPL-3.0-or-later
// Short facts in a grid: a small muted label over each value, as many columns as the width allows.
#pragma once

#include "widgets/figure_card.h"

#include <QWidget>

#include <vector>

namespace inferometer::widgets {

class ElidedLabel;
class EvenGrid;

struct Fact
{
    QString label;
    QString value;
    QString help{};  // tooltip
    bool operator==(const Fact&) const = default;
};

class FactList : public QWidget
{
    Q_OBJECT

public:
    explicit FactList(QWidget* parent = nullptr);
    ~FactList() override;

    void setFacts(const std::vector<Fact>& facts);
    const std::vector<Fact>& facts() const { return m_facts; }

private:
    struct Cell
    {
        QWidget* widget;
        ElidedLabel* label;
        ElidedLabel* value;
    };
    void addCell();

    EvenGrid* m_grid;
    std::vector<Cell> m_cells;
    std::vector<Fact> m_facts;
};

}  // namespace inferometer::widgets
