// SPDX-License-Identifier: GPL-3.0-or-later
// A small table as CSV (RFC 4180) with a head line: ours, or one that a user keeps.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

inline constexpr std::size_t kMostCsvBytes = 8'000'000;

struct CsvRow
{
    int line = 1;  // in which it begins
    std::vector<std::string> cells;
};

struct CsvTable
{
    std::vector<std::string> columns;  // trimmed, in small letters, each once
    std::vector<CsvRow> rows;          // each with as many cells; empty lines are passed over

    bool has(std::string_view column) const;
    // Trimmed; empty where there is no such column. REQUIRES: the row is of this table.
    std::string_view at(const CsvRow& row, std::string_view column) const;
};

// The error names `origin` and the line.
Result<CsvTable> parseCsv(std::string_view text, std::string_view origin);

}  // namespace inferometer
