// SPDX-License-Identifier: GPL-3.0-or-later
// The catalog of figures of a whole run, as metrics() is that of one request: a row is a key of summary.json, a part of
// the terminal report and of the Markdown, a fact of the definition, and stands on the card that it names.
#pragma once

#include "core/metrics/run_facts.h"
#include "core/metrics/summary.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

struct RunFigureInput
{
    const Summary& summary;
    const RunFacts& facts;
};

// What is to be said with a figure, wherever it stands.
struct RunMark
{
    std::string_view id;     // in summary.json
    std::string_view sign;   // behind the figure, where there is no room
    std::string_view label;  // "no steady rate"
    std::string_view help;   // one sentence
};
// A set of marks: bit i is row i of runMarks().
using RunMarks = std::uint32_t;
std::span<const RunMark> runMarks();
std::string signsOf(RunMarks marks);  // " ^~"; empty when there is none

enum class RunFigureKind : std::uint8_t {
    Count,
    Value,
    Share,     // in [0, 1], shown in %
    Duration,  // s, shown in a unit that scales
};

struct RunFigure
{
    std::string_view id;     // key in summary.json, reserved there (config/reserved_names.cpp)
    std::string_view label;  // "Request rate"
    std::string_view unit;   // "/s"; empty where the label says it
    std::string_view help;   // definition, one sentence
    RunFigureKind kind;
    std::optional<double> (*of)(const RunFigureInput& run);  // nullopt: this run has no such figure
    RunMarks (*marks)(const RunFigureInput& run) = nullptr;  // nullptr: none
    std::string_view line{};                                 // the line of the report it stands in; empty: none
    std::string_view words{};                                // behind the figure there; empty: its unit
    bool quiet = false;                                      // 0 is not worth a word there
    std::string_view card{};                                 // the card it stands on, the first one large; empty: none
    bool openLoop = false;                                   // of requests that come by a schedule; others have no key

    RunMarks marksOf(const RunFigureInput& run) const { return marks == nullptr ? 0 : marks(run); }
};
std::span<const RunFigure> runFigures();
const RunFigure* findRunFigure(std::string_view id);

// A line of a report: what stands in it, "10 ok, 0 failed", in the order of the rows.
struct RunFigureLine
{
    std::string_view line;
    std::string text;
};
// `number` words a figure without unit; a share comes to it in %.
using NumberText = std::function<std::string(RunFigureKind kind, double value)>;
std::vector<RunFigureLine> runFigureLines(std::span<const RunFigure> rows, const RunFigureInput& run,
                                          const NumberText& number);
// The marks of all rows that stand in lines.
RunMarks marksOf(std::span<const RunFigure> rows, const RunFigureInput& run);

}  // namespace inferometer
