// SPDX-License-Identifier: GPL-3.0-or-later
// A figure of a metric's statistics and what is to be said with it: on cards, in the table of statistics, in its copies
// and in the Markdown of a run, the same figure with the same marks.
#pragma once

#include "core/load/snapshot.h"
#include "core/metrics/summary.h"
#include "ui/base/text.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <span>

namespace inferometer::ui {

// A set of what is said with figures.
using MetricMarks = std::uint32_t;
enum MetricMark : MetricMarks {
    AtLeast = 1U << 0U,      // requests were cut: the true value is at least this
    Unsupported = 1U << 1U,  // too few requests for this percentile
    SoFar = 1U << 2U,        // of a run that goes on, from a histogram
    Inexact = 1U << 3U,      // an arrival it rests on is not known exactly
    TokensSpread = 1U << 4U,
    TokensAssumed = 1U << 5U,
};

struct MetricFigure
{
    double value = std::numeric_limits<double>::quiet_NaN();
    MetricMarks marks = 0;

    bool has(MetricMark mark) const { return (marks & mark) != 0; }
};

MetricFigure meanFigure(const Statistics& statistics);
MetricFigure maxFigure(const Statistics& statistics);
MetricFigure quantileFigure(const Statistics& statistics, double q);
// Of a run that goes on: the metrics that it keeps a histogram of; nullopt: it knows nothing of that one yet.
std::optional<Statistics> statisticsSoFar(const Snapshot& snapshot, std::string_view metric);
// Null likewise.
const Histogram* histogramSoFar(const Snapshot& snapshot, std::string_view metric);

// In the user's locale and the unit that suits it; what is no time carries none.
Quantity metricQuantity(std::string_view unit, double value);
// "≥ 342 ms*": as the screen shows it.
QString figureText(const MetricFigure& figure, const Quantity& quantity);
// What stands before the number.
QString figurePrefix(const MetricFigure& figure);
// "330–350 ms"
QString intervalText(const Interval& interval, std::string_view unit);

// What a mark means: its sign and a sentence, in English.
struct MarkWords
{
    MetricMark mark;
    const char* sign;   // on the screen
    const char* plain;  // in files
    const char* words;  // context "statistics"
};
std::span<const MarkWords> markWords();
// "* fewer requests than ..." of each of the set, in the user's language.
QStringList markNotes(MetricMarks marks);

}  // namespace inferometer::ui
