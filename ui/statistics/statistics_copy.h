// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of the Statistics tab as text that pastes elsewhere: English, C locale, every figure in the unit of its
// row.
#pragma once

#include "core/metrics/definitions.h"
#include "core/metrics/time_range.h"
#include "ui/statistics/statistics_rows.h"

#include <QString>

#include <optional>
#include <span>

namespace inferometer::ui {

enum class CopyFormat : std::uint8_t {
    Tsv,       // ten digits, bare: what is to be said with figures stands in the last column
    Markdown,  // four digits, marked; notes under the table
    Latex,     // likewise, a tabular
};

// A line of `rows` each. `timeouts`: requests that did not keep their time limit, which are in no latency. `range`: of
// the run, which the heading names; none: the figures are of all of it.
QString statisticsText(std::span<const StatisticsRow> rows, std::uint64_t timeouts, CopyFormat format,
                       const std::optional<TimeRange>& range = {});
// The figures of another tool likewise: a line of each, with its name on that tool's screen and in its files.
QString definedText(std::span<const DefinedFigure> figures, const Definition& definition, CopyFormat format,
                    const std::optional<TimeRange>& range = {});
// What the marks of the rows mean, each a sentence; as `statisticsText` writes them under a table.
QStringList plainNotes(std::span<const StatisticsRow> rows, std::uint64_t timeouts);

// Text of a cell as its format takes it: no cell ends early, nothing in it is obeyed.
QString escaped(const QString& text, CopyFormat format);

}  // namespace inferometer::ui
