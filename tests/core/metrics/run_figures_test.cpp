// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/metrics/run_figures.h"

#include "tests/support/records.h"
#include <gtest/gtest.h>

#include <set>

namespace inferometer {
namespace {

using test::ms;

std::string number(RunFigureKind kind, double value)
{
    return kind == RunFigureKind::Count ? std::to_string(static_cast<std::uint64_t>(value)) : formatFixed(value, 1);
}

std::string textOf(const std::vector<RunFigureLine>& lines)
{
    std::string text;
    for (const RunFigureLine& line : lines)
        text.append(line.line).append(": ").append(line.text) += "\n";
    return text;
}

// One wave of two streams, 200 ms each.
Summary oneWave()
{
    return summarize({test::records("ok 0 0 100 190 10 out=10 in=20 end=200\n"
                                    "ok 0 0 100 190 10 out=10 in=40 end=200 stream=1 source=estimate\n"
                                    "http_error 0 0 - - 0 end=200 stream=2")},
                     ms(200));
}

TEST(RunFigures, AreNamedOnceAndExplained)
{
    std::set<std::string_view> ids;
    for (const RunFigure& row : runFigures()) {
        EXPECT_TRUE(ids.insert(row.id).second) << row.id;
        EXPECT_FALSE(row.label.empty() || row.help.empty()) << row.id;
        EXPECT_EQ(findRunFigure(row.id), &row);
    }
    EXPECT_EQ(findRunFigure("nothing"), nullptr);
}

TEST(RunFigures, AreThoseOfTheSummaryAndTheCounts)
{
    const Summary summary = oneWave();
    RunFacts facts;
    facts.neverSent = 7;
    facts.connections = 3;
    const RunFigureInput run{summary, facts};
    const auto value = [&](std::string_view id) { return findRunFigure(id)->of(run).value_or(-1); };
    EXPECT_EQ(value("requests"), 3);
    EXPECT_EQ(value("ok"), 2);
    EXPECT_EQ(value("failed"), 1);
    EXPECT_EQ(value("never_sent"), 7);
    EXPECT_EQ(value("connections"), 3);
    EXPECT_DOUBLE_EQ(value("error_rate"), 1.0 / 3);
    EXPECT_DOUBLE_EQ(value("request_rate"), 10);
    EXPECT_DOUBLE_EQ(value("input_rate"), 300);
    EXPECT_DOUBLE_EQ(value("total_rate"), 300 + summary.outputRate);
    EXPECT_DOUBLE_EQ(value("in_flight_mean"), 3);
    EXPECT_EQ(value("in_flight_peak"), 3);
    EXPECT_EQ(value("goodput_rate"), -1);
}

TEST(RunFigures, OfFewWavesSaySo)
{
    const Summary summary = oneWave();
    const RunFacts facts;
    const RunFigureInput run{summary, facts};
    EXPECT_EQ(signsOf(findRunFigure("request_rate")->marksOf(run)), " ^");
    EXPECT_EQ(signsOf(findRunFigure("output_rate")->marksOf(run)), " ^~");
    EXPECT_EQ(signsOf(findRunFigure("in_flight_mean")->marksOf(run)), "");
    Summary steady = summary;
    steady.pace.waves = 3;
    EXPECT_EQ(signsOf(findRunFigure("request_rate")->marksOf({steady, facts})), "");
}

TEST(RunFigures, StandInTheLinesOfAReport)
{
    const Summary summary = oneWave();
    RunFacts facts;
    facts.neverSent = 7;
    facts.retries = 2;
    const RunFigureInput run{summary, facts};
    EXPECT_EQ(textOf(runFigureLines(runFigures(), run, number)),
              "requests: 2 ok, 1 failed, 0 cancelled, 7 never sent\n"
              "request rate: 10.0 /s ^\n"
              "output rate: 100.0 tok/s ^~\n"
              "in flight: 3.0 mean, 3 peak\n"
              "tokens: 60 in, 0 of them cached, 20 out\n"
              "sent again: 2 after 429\n");
    EXPECT_EQ(marksOf(runFigures(), run), 3U);
}

TEST(RunFigures, TakeARowThatIsAdded)
{
    std::vector<RunFigure> rows{runFigures().begin(), runFigures().end()};
    rows.push_back({"toy", "Toy", "J", "A row that a test adds.", RunFigureKind::Share,
                    [](const RunFigureInput& /*run*/) { return std::optional{0.25}; }, nullptr, "toys"});
    const Summary summary = oneWave();
    const RunFacts facts;
    const auto lines = runFigureLines(rows, {summary, facts}, number);
    EXPECT_EQ(lines.back().line, "toys");
    EXPECT_EQ(lines.back().text, "25.0 J");
}

}  // namespace
}  // namespace inferometer
