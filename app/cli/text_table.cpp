// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/text_table.h"

#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace inferometer::cli {
namespace {

// Characters of UTF-8 text, not bytes: what a terminal counts.
std::size_t columnsOf(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::vector<std::size_t> widthsOf(const std::vector<TableRow>& rows)
{
    std::vector<std::size_t> widths;
    for (const TableRow& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], columnsOf(row[i]));
    }
    return widths;
}

}  // namespace

std::string alignedTable(const std::vector<TableRow>& rows)
{
    const std::vector<std::size_t> widths = widthsOf(rows);
    std::string out;
    for (const TableRow& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string pad(widths[i] - columnsOf(row[i]), ' ');
            line += "  ";
            line += i == 0 ? row[i] + pad : pad + row[i];
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out += line + "\n";
    }
    return out;
}

std::string figure(double value, std::string_view unit)
{
    if (std::isnan(value))
        return "-";
    if (unit == "s")
        return formatDuration(value);
    if (value == std::floor(value) && std::fabs(value) < 1e15)
        return formatNumber(value);
    const double magnitude = std::floor(std::log10(std::fabs(value)));
    return formatFixed(value, std::clamp(2 - static_cast<int>(magnitude), 0, 9));
}

}  // namespace inferometer::cli
