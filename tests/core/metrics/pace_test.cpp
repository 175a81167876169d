// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/metrics/pace.h"

#include "tests/support/records.h"
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

namespace inferometer {
namespace {

using test::ms;

TEST(Pace, OfRequestsInsideTheWindowIsTheirNumberOverIt)
{
    const Blocks blocks{test::records("ok 0 0 10 100 10 end=190\nok 100 110 210 300 10 end=490\n"
                                      "http_error 0 0 - - 0 end=5\nok 200 200 210 220 10 end=800")};
    const Pace pace = paceOf(blocks, windowsOf(blocks, {ms(0), ms(800)}, kUnset));
    EXPECT_DOUBLE_EQ(pace.rate, 3 / 0.8);
    EXPECT_DOUBLE_EQ(pace.life, (190 + 380 + 5 + 600) / 4e3);
    EXPECT_DOUBLE_EQ(pace.atOnce, (190 + 380 + 5 + 600) / 800.0);
}

TEST(Pace, TakesARequestByTheShareOfItsLifeInTheWindow)
{
    // The first ends with the window; of the second half its life lies within, of the warm-up's a quarter.
    const Blocks blocks{test::records("ok 0 0 10 100 10 end=400 phase=warmup\nok 300 300 310 400 10 end=400\n"
                                      "ok 350 350 360 450 10 end=450")};
    EXPECT_DOUBLE_EQ(paceOf(blocks, windowsOf(blocks, {ms(300), ms(400)}, kUnset)).rate,
                     (100 + 100 + 50) / 100.0 / 0.1);
}

TEST(Pace, OfNothingIsNone)
{
    EXPECT_EQ(paceOf({}, {}).rate, 0);
    EXPECT_TRUE(std::isnan(paceOf({}, {{ms(0), ms(100)}, {}}).life));
    const Blocks one{test::records("cancelled 0 0 - - 0 end=100")};
    const Pace cut = paceOf(one, windowsOf(one, {ms(0), ms(100)}, kUnset));
    EXPECT_EQ(cut.rate, 0);
    EXPECT_FALSE(cut.steady());
}

TEST(Pace, OfEqualStreamsDoesNotDependOnWhichEndsFirst)
{
    std::string lines;
    for (int i = 0; i < 16; ++i)
        lines += "ok 0 0 200 882 60 end=" + formatFixed(882 + i * 0.06, 3) + " stream=" + std::to_string(i) + "\n";
    const Blocks blocks{test::records(lines)};
    for (const double loadEnd : {882.0, 882.001, 882.1, 882.9}) {
        const Summary summary = summarize(blocks, ms(loadEnd));
        EXPECT_NEAR(summary.pace.rate, 16 / 0.8825, 0.02) << loadEnd;
        EXPECT_NEAR(summary.pace.waves, 1, 0.001) << loadEnd;
        EXPECT_NEAR(summary.pace.atOnce, 16, 0.01) << loadEnd;
        EXPECT_NEAR(summary.outputRate, 16 * 60 / 0.882, 5) << loadEnd;
        EXPECT_FALSE(summary.pace.steady());
    }
}

TEST(Pace, IsSteadyFromThreeWavesOn)
{
    std::string lines;
    for (int wave = 0; wave < 3; ++wave)
        for (int i = 0; i < 4; ++i)
            lines += "ok " + std::to_string(100 * wave) + " " + std::to_string(100 * wave) + " "
                + std::to_string(100 * wave + 10) + " " + std::to_string(100 * (wave + 1))
                + " 10 stream=" + std::to_string(i) + "\n";
    const std::string two = lines.substr(0, lines.find("ok 200"));
    EXPECT_TRUE(summarize({test::records(lines)}, ms(300)).pace.steady());
    EXPECT_FALSE(summarize({test::records(two)}, ms(200)).pace.steady());
}

// A closed loop whose requests take times drawn by `life`, each stream at its own speed; 1 s in the mean.
struct Loop
{
    std::size_t streams = 16;
    std::size_t requests = 0;     // 0: until it is cut
    double cutAt = INFINITY;      // s; what is in flight then ...
    bool finishes = true;         // ... may end, or is cut,
    bool leavesNoRecord = false;  // or is lost with the program
};

struct Ran
{
    Blocks blocks;
    Nanos loadEnd = kUnset;
};

RequestRecord recordOf(std::size_t stream, double from, double to)
{
    RequestRecord record;
    record.outcome = Outcome::Ok;
    record.stream = static_cast<std::uint32_t>(stream);
    record.scheduled = record.sent = fromSeconds(from);
    record.end = fromSeconds(to);
    return record;
}

Ran ran(const Loop& loop, Random& random, const std::function<double(Random&)>& life)
{
    auto block = std::make_shared<RecordBlock>();
    std::vector<double> freeAt(loop.streams, 0);
    double loadEnd = INFINITY;
    for (std::size_t sent = 0, idle = 0; idle < loop.streams;) {
        const auto next = std::min_element(freeAt.begin(), freeAt.end());
        if (*next >= loop.cutAt || (loop.requests > 0 && sent == loop.requests)) {
            loadEnd = std::min(loadEnd, *next);
            *next = INFINITY;
            ++idle;
            continue;
        }
        ++sent;
        RequestRecord record = recordOf(static_cast<std::size_t>(next - freeAt.begin()), *next, *next + life(random));
        *next = seconds(record.end);
        if (*next > loop.cutAt && !loop.finishes) {
            record.outcome = Outcome::Cancelled;
            record.end = fromSeconds(loop.cutAt);
        }
        if (!loop.leavesNoRecord || *next <= loop.cutAt)
            block->records.push_back(record);
    }
    const Blocks blocks{block};
    return {blocks, loop.leavesNoRecord ? knownUntil(blocks) : fromSeconds(std::min(loadEnd, loop.cutAt))};
}

// Mean relative error of the rate over many runs.
double biasOf(const Loop& loop, const std::function<double(Random&)>& life)
{
    const int runs
        = std::max(static_cast<double>(loop.requests) / 16, loop.cutAt == INFINITY ? 0 : loop.cutAt) > 50 ? 20 : 200;
    Random random{11};
    double sum = 0;
    for (int i = 0; i < runs; ++i) {
        const Ran run = ran(loop, random, life);
        sum += paceOf(run.blocks, windowsOf(run.blocks, windowOf(run.blocks, run.loadEnd), kUnset)).rate
                / static_cast<double>(loop.streams)
            - 1;
    }
    return sum / runs;
}

double nearlyEqual(Random& random) { return 1 + 0.002 * (random.uniform() - 0.5); }
double spread(Random& random) { return std::max(0.05, random.normal(1, 0.2)); }

// The ways a run ends, by the number of waves.
const std::vector<std::pair<const char*, std::function<Loop(double)>>> kEnds{
    {"by count", [](double waves) { return Loop{.requests = static_cast<std::size_t>(16 * waves)}; }},
    {"cut, answers may end", [](double waves) { return Loop{.cutAt = waves + 0.5}; }},
    {"cut at once", [](double waves) { return Loop{.cutAt = waves + 0.5, .finishes = false}; }},
    {"recovered", [](double waves) { return Loop{.cutAt = waves + 0.5, .leavesNoRecord = true}; }},
};

TEST(Pace, IsTrueForAnyNumberOfWavesHoweverTheRunEnds)
{
    for (const auto& [name, loopOf] : kEnds) {
        for (const double waves : {1, 2, 3, 10, 100}) {
            EXPECT_LT(std::fabs(biasOf(loopOf(waves), nearlyEqual)), 0.001) << name << ", " << waves << " waves";
            EXPECT_LT(std::fabs(biasOf(loopOf(waves), spread)), 0.01) << name << ", " << waves << " waves";
        }
    }
}

}  // namespace
}  // namespace inferometer
