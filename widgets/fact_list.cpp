// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/fact_list.h"

#include "widgets/elided_label.h"
#include "widgets/even_grid.h"
#include "widgets/metrics.h"

#include <QVBoxLayout>

namespace inferometer::widgets {

FactList::FactList(QWidget* parent) : QWidget{parent}, m_grid{new EvenGrid{rhythm(*this, 26), 4, this}}
{
    m_grid->setSpacing(rhythm(*this, 1.25));
}

FactList::~FactList() = default;

void FactList::addCell()
{
    auto* cell = new QWidget{this};
    auto* label = new ElidedLabel{cell};
    label->setRole(QPalette::PlaceholderText);
    label->setFont(scaledFont(font(), 0.85));
    auto* value = new ElidedLabel{cell};
    auto* layout = new QVBoxLayout{cell};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(rhythm(*this, 0.25));
    layout->addWidget(label);
    layout->addWidget(value);
    m_grid->addWidget(cell);
    m_cells.push_back({cell, label, value});
}

void FactList::setFacts(const std::vector<Fact>& facts)
{
    if (facts == m_facts)
        return;
    m_facts = facts;
    while (m_cells.size() > facts.size()) {
        m_grid->removeWidget(m_cells.back().widget);
        delete m_cells.back().widget;
        m_cells.pop_back();
    }
    while (m_cells.size() < facts.size())
        addCell();
    for (std::size_t i = 0; i < facts.size(); ++i) {
        const Cell& cell = m_cells[i];
        cell.label->setText(facts[i].label);
        cell.value->setText(facts[i].value);
        cell.widget->setToolTip(facts[i].help);
        cell.widget->setAccessibleName(QStringLiteral("%1: %2").arg(facts[i].label, facts[i].value));
        cell.widget->show();
    }
    updateGeometry();
}

}  // namespace inferometer::widgets
