// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_layout.h"

#include "plots/plot.h"

#include <QByteArrayList>

#include <algorithm>

namespace inferometer::ui {

ChartLayout::ChartLayout()
{
    for (const plots::PlotEntry& entry : plots::plots())
        m_order.emplace_back(entry.id);
}

bool ChartLayout::isHidden(std::string_view id) const
{
    return std::find(m_hidden.begin(), m_hidden.end(), id) != m_hidden.end();
}

void ChartLayout::setHidden(std::string_view id, bool hidden)
{
    std::erase(m_hidden, id);
    if (hidden)
        m_hidden.emplace_back(id);
}

void ChartLayout::moveTo(std::string_view id, std::string_view place)
{
    const auto from = std::find(m_order.begin(), m_order.end(), id);
    const auto to = std::find(m_order.begin(), m_order.end(), place);
    if (from == m_order.end() || to == m_order.end())
        return;
    if (from < to)
        std::rotate(from, from + 1, to + 1);
    else
        std::rotate(to, from, from + 1);
}

QByteArray ChartLayout::text() const
{
    QByteArrayList parts;
    for (const std::string& id : m_order)
        parts << QByteArray::fromStdString(isHidden(id) ? '!' + id : id);
    return parts.join(' ');
}

ChartLayout ChartLayout::fromText(const QByteArray& text)
{
    ChartLayout layout;
    std::size_t place = 0;
    const QByteArrayList parts = text.split(' ');
    for (const QByteArray& part : parts) {
        const bool hidden = part.startsWith('!');
        const std::string id = part.mid(hidden ? 1 : 0).toStdString();
        const auto at
            = std::find(layout.m_order.begin() + static_cast<std::ptrdiff_t>(place), layout.m_order.end(), id);
        if (at == layout.m_order.end())
            continue;
        layout.setHidden(id, hidden);
        layout.moveTo(id, layout.m_order[place++]);
    }
    return layout;
}

}  // namespace inferometer::ui
