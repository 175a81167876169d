// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of text in aligned columns, and figures as they are shown in them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer::cli {

using TableRow = std::vector<std::string>;

// The first column to the left, the others to the right; every row indented by two. Blanks at line ends are cut.
std::string alignedTable(const std::vector<TableRow>& rows);

// Three significant digits in its unit: seconds scale ("342 ms"), others carry none ("48.2"); "-" for NaN.
std::string figure(double value, std::string_view unit);

}  // namespace inferometer::cli
