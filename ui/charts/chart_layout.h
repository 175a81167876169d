// SPDX-License-Identifier: GPL-3.0-or-later
// In which order the charts stand, and which of them a person hid.
#pragma once

#include <QByteArray>

#include <string>
#include <string_view>
#include <vector>

namespace inferometer::ui {

class ChartLayout
{
public:
    // The catalog's order, all shown.
    ChartLayout();

    const std::vector<std::string>& order() const { return m_order; }
    bool isHidden(std::string_view id) const;
    void setHidden(std::string_view id, bool hidden);
    // Puts a chart where another stands, which makes room.
    void moveTo(std::string_view id, std::string_view place);
    // By `steps` among the charts that `mayPass` says yes to.
    template <typename Filter>
    void moveBy(std::string_view id, int steps, const Filter& mayPass);

    // "ttft !latency ...": an exclamation mark hides. Unknown ids are skipped, missing ones keep the catalog's order.
    QByteArray text() const;
    static ChartLayout fromText(const QByteArray& text);
    bool operator==(const ChartLayout&) const = default;

private:
    std::vector<std::string> m_order;
    std::vector<std::string> m_hidden;
};

template <typename Filter>
void ChartLayout::moveBy(std::string_view id, int steps, const Filter& mayPass)
{
    std::vector<std::string> row;
    for (const std::string& one : m_order) {
        if (one == id || mayPass(one))
            row.push_back(one);
    }
    for (std::size_t i = 0; i < row.size(); ++i) {
        const auto target = static_cast<std::ptrdiff_t>(i) + steps;
        if (row[i] == id && target >= 0 && target < static_cast<std::ptrdiff_t>(row.size()))
            return moveTo(id, row[static_cast<std::size_t>(target)]);
    }
}

}  // namespace inferometer::ui
