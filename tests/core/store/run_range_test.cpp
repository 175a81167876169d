// SPDX-License-Identifier: GPL-3.0-or-later
// Figures of a range against those worked out by hand, and against the run's own where the range holds all of it.
#include "core/metrics/run_figures.h"
#include "core/store/run_end.h"
#include "core/store/run_range.h"
#include "core/store/summary_json.h"

#include "store_fixture.h"
#include "tests/support/run_description.h"
#include <gtest/gtest.h>

#include <cmath>

namespace inferometer {
namespace {

using test::ms;
using test::records;

// Two streams; every token is a chunk.
constexpr const char* kTwoStreams = "ok 0 0 100 190 10 end=200 stream=0\n"
                                    "ok 0 0 200 290 10 end=300 stream=1\n"
                                    "ok 200 200 300 480 10 end=500 stream=0\n"
                                    "ok 300 300 350 440 10 end=450 stream=1\n"
                                    "reset 450 450 500 500 1 end=600 stream=1\n"
                                    "ok 500 500 600 690 10 end=700 stream=0";

// A warm-up, a failure, one that was cut, chunks that were not kept, an edge of the run.
constexpr const char* kAllKinds = "ok 0 0 50 150 12 phase=warmup nochunks=1 end=160\n"
                                  "ok 120 120 160 260 21 nochunks=1 end=270\n"
                                  "http_error 150 150 - - 0 end=170 status=503\n"
                                  "cancelled 200 200 - - 0 end=500\n"
                                  "ok 250 250 290 410 13 nochunks=1 end=420\n"
                                  "ok 310 310 320 330 2 end=340";

FinishedRun runOf(const char* lines, double loadEnd)
{
    RunHeader header = test::headerIn("r");
    header.requests = 6;
    header.spec.slo.ttft = 0.08;
    RunFacts facts = test::someFacts();
    facts.loadEnd = ms(loadEnd);
    return finishedRun(std::move(header), std::move(facts), {records(lines)});
}

const Statistics& statisticsOf(const FinishedRun& run, std::string_view id)
{
    const auto found = std::find_if(run.summary.metrics.begin(), run.summary.metrics.end(),
                                    [&](const MetricStatistics& row) { return row.metric->id == id; });
    return found->statistics;
}

TEST(RunRange, OfTwoStreamsIsWhatOneCountsByHand)
{
    const FinishedRun run = runOf(kTwoStreams, 600);
    const FinishedRun part = rangeOf(run, {ms(200), ms(450)});
    // Those scheduled at 200 and 300 ms; the one at 450 ms is in the next range.
    EXPECT_EQ(part.summary.started, 2U);
    EXPECT_EQ(part.summary.ok, 2U);
    EXPECT_EQ(part.summary.failed, 0U);
    EXPECT_EQ(part.summary.warmup + part.summary.cooldown, 0U);
    EXPECT_EQ(part.summary.outputTokens, 20U);
    EXPECT_EQ(part.summary.window.start, ms(200));
    EXPECT_EQ(part.summary.window.end, ms(450));
    // 10 of the second request, 8 of the third, 10 of the fourth.
    EXPECT_DOUBLE_EQ(part.summary.outputRate, 28 / 0.25);
    EXPECT_DOUBLE_EQ(part.summary.pace.atOnce, (100 + 250 + 150) / 250.0);
    EXPECT_DOUBLE_EQ(part.facts.inFlightMean, 2);
    EXPECT_EQ(part.summary.peakInFlight, 2U);
    EXPECT_DOUBLE_EQ(part.summary.pace.life, (0.3 + 0.15) / 2);
    EXPECT_DOUBLE_EQ(part.summary.pace.rate, 2 / 0.225);
    EXPECT_DOUBLE_EQ(part.summary.pace.waves, 1);
    const Statistics& ttft = statisticsOf(part, "ttft_s");
    EXPECT_EQ(ttft.n, 2U);
    EXPECT_DOUBLE_EQ(ttft.mean, 0.075);
    EXPECT_DOUBLE_EQ(ttft.valueAt(0.5), 0.075);
    EXPECT_DOUBLE_EQ(ttft.valueAt(0.95), 0.05 + 0.95 * 0.05);
    EXPECT_DOUBLE_EQ(statisticsOf(part, "e2e_s").valueAt(0.5), (0.28 + 0.14) / 2);
    ASSERT_TRUE(part.summary.goodput);
    EXPECT_DOUBLE_EQ(part.summary.goodput->share, 0.5);
    EXPECT_EQ(part.snapshot->finished, 2U);
    EXPECT_EQ(part.snapshot->asked, 2U);
    EXPECT_EQ(part.snapshot->ttft.count(), 2U);
    EXPECT_EQ(part.snapshot->state, RunState::Finished);
}

TEST(RunRange, OfAllKindsOfRequestsIsWhatOneCountsByHand)
{
    const FinishedRun run = runOf(kAllKinds, 500);
    const FinishedRun part = rangeOf(run, {ms(100), ms(300)});
    EXPECT_EQ(part.summary.started, 4U);
    EXPECT_EQ(part.summary.ok, 2U);
    EXPECT_EQ(part.summary.failed, 1U);
    EXPECT_EQ(part.summary.cancelled, 1U);
    EXPECT_EQ(part.summary.outcomes.at(static_cast<std::size_t>(Outcome::HttpError)), 1U);
    EXPECT_EQ(part.summary.warmup, 0U);
    EXPECT_EQ(failedAside(*part.snapshot), 0U);
    // The run's window begins with its first measured request.
    EXPECT_EQ(part.summary.window.start, ms(120));
    EXPECT_EQ(part.summary.window.end, ms(300));
    // Evenly spread: 30 of the 100 ms of the warm-up, all of the second, 10 of the 120 ms of the fifth.
    EXPECT_NEAR(part.summary.outputRate, (12 * 0.3 + 21 + 13 * 10 / 120.0) / 0.18, 1e-9);
    EXPECT_NEAR(part.summary.pace.atOnce, (40 + 150 + 20 + 100 + 50) / 180.0, 1e-9);
    EXPECT_EQ(part.summary.peakInFlight, 3U);
    const Statistics& ttft = statisticsOf(part, "ttft_s");
    EXPECT_EQ(ttft.n, 2U);
    EXPECT_EQ(ttft.censored, 1U);
    EXPECT_NEAR(ttft.valueAt(0.5), 0.04, 1e-12);
    EXPECT_TRUE(ttft.at(0.95)->censored);
    // With the warm-up's time in it, that is told apart as in the run.
    EXPECT_EQ(rangeOf(run, {ms(0), ms(300)}).summary.warmup, 1U);
    EXPECT_EQ(rangeOf(run, {ms(0), ms(300)}).summary.started, 4U);
}

TEST(RunRange, ThatHoldsTheWholeRunHasItsFigures)
{
    for (const auto& [lines, loadEnd] : {std::pair{kTwoStreams, 600.0}, std::pair{kAllKinds, 500.0}}) {
        const FinishedRun run = runOf(lines, loadEnd);
        for (const TimeRange& range : {TimeRange{}, TimeRange{Nanos{0}, ms(10'000)}}) {
            const FinishedRun part = rangeOf(run, range);
            EXPECT_EQ(toJson(part.summary), toJson(run.summary));
            const RunFigureInput a{part.summary, part.facts};
            const RunFigureInput b{run.summary, run.facts};
            for (const RunFigure& row : runFigures()) {
                EXPECT_EQ(row.of(a).value_or(-1), row.of(b).value_or(-1)) << row.id;
                EXPECT_EQ(row.marksOf(a), row.marksOf(b)) << row.id;
            }
            test::Description ofRange = test::describe(*part.snapshot);
            test::Description ofRun = test::describe(*run.snapshot);
            // What was asked for and never sent belongs to no range; the mean in flight of the run is that of facts
            // which this test made up.
            for (const char* other : {"asked", "warmup", "in flight, mean"}) {
                ofRange.erase(other);
                ofRun.erase(other);
            }
            EXPECT_EQ(ofRange, ofRun);
            EXPECT_EQ(part.blocks, run.blocks);
        }
    }
}

TEST(RunRange, HasNoRequestsThatWereNeverSent)
{
    FinishedRun run = runOf(kTwoStreams, 600);
    run.facts.neverSent = 7;
    const FinishedRun part = rangeOf(run, {ms(0), ms(250)});
    EXPECT_EQ(part.facts.neverSent, 0U);
    EXPECT_EQ(part.snapshot->asked, part.snapshot->finished);
    EXPECT_EQ(endOf(part.header.spec, part.facts, part.summary).said.text(), "whole");
}

TEST(RunRange, RangesSideBySideShareNoRequest)
{
    const FinishedRun run = runOf(kTwoStreams, 600);
    std::uint64_t started = 0;
    std::uint64_t failed = 0;
    double tokens = 0;
    for (double from = 0; from < 700; from += 50) {
        const FinishedRun part = rangeOf(run, {ms(from), ms(from + 50)});
        started += part.summary.started;
        failed += part.summary.failed;
        if (part.summary.window.length() > 0)
            tokens += part.summary.outputRate * part.summary.window.length();
    }
    EXPECT_EQ(started, run.summary.started);
    EXPECT_EQ(failed, run.summary.failed);
    EXPECT_NEAR(run.summary.outputRate * run.summary.window.length(), 42, 1e-9);
    // Windows have both their ends: what arrives on the very nanosecond between two is in both. That is how these nine
    // were chosen.
    EXPECT_NEAR(tokens, 42 + 9, 1e-9);
}

TEST(RunRange, SaysNothingWhereItKnowsNothing)
{
    const FinishedRun run = runOf(kTwoStreams, 600);
    // In it tokens arrive, and no request is scheduled.
    const FinishedRun between = rangeOf(run, {ms(210), ms(290)});
    EXPECT_EQ(between.summary.started, 0U);
    EXPECT_TRUE(std::isnan(between.summary.pace.rate));
    EXPECT_DOUBLE_EQ(between.summary.outputRate, 9 / 0.08);  // 210, 220, ... 290 ms
    EXPECT_DOUBLE_EQ(between.summary.pace.atOnce, 2);
    EXPECT_EQ(statisticsOf(between, "ttft_s").n, 0U);
    // Behind the load: the run's rates are not of that time either.
    const FinishedRun drain = rangeOf(run, {ms(610), ms(690)});
    EXPECT_TRUE(std::isnan(drain.summary.outputRate));
    EXPECT_TRUE(std::isnan(drain.summary.pace.rate));
    EXPECT_TRUE(std::isnan(drain.summary.pace.atOnce));
}

TEST(RunRange, KeepsWhatIsOfTheWholeRun)
{
    const FinishedRun run = runOf(kTwoStreams, 600);
    const FinishedRun part = rangeOf(run, {ms(200), ms(450)});
    EXPECT_EQ(part.facts.verdict.reasons.size(), run.facts.verdict.reasons.size());
    EXPECT_EQ(part.snapshot->verdict.level, VerdictLevel::Suspect);
    EXPECT_EQ(part.snapshot->userLag.count(), 3U);
    EXPECT_EQ(part.header.runId, run.header.runId);
}

Snapshot liveAt(double elapsed, const char* ended, std::vector<InFlight> inFlight)
{
    RunLedger ledger{{6, 0, 2, false, false, false}};
    ledger.ended(records(ended));
    Snapshot live;
    static_cast<RunTotals&>(live) = ledger.totals();
    live.elapsed = ms(elapsed);
    live.inFlight = std::move(inFlight);
    live.verdict.level = VerdictLevel::Suspect;
    return live;
}

constexpr const char* kTwoEnded = "ok 0 0 100 190 10 end=200 stream=0\nok 0 0 200 290 10 end=300 stream=1";

TEST(RunRange, OfARunThatGoesOnCountsWhatCameOfRequestsInFlight)
{
    const Snapshot live
        = liveAt(400, kTwoEnded, {{2, ms(200), ms(200), ms(300), ms(400), 6}, {3, ms(300), ms(300)}, {4, ms(390)}});
    const FinishedRun part = rangeOf(live, {}, {ms(200), ms(450)});
    EXPECT_EQ(part.summary.started, 0U);
    EXPECT_EQ(part.summary.warmup, 0U);
    EXPECT_EQ(part.summary.window.end, ms(400));
    EXPECT_DOUBLE_EQ(part.summary.outputRate, (10 + 6) / 0.2);
    EXPECT_DOUBLE_EQ(part.summary.pace.atOnce, (100 + 200 + 100) / 200.0);
    EXPECT_EQ(part.snapshot->inFlight.size(), 3U);
    EXPECT_EQ(part.facts.verdict.level, VerdictLevel::Suspect);
    const FinishedRun first = rangeOf(live, {}, {ms(0), ms(200)});
    EXPECT_EQ(first.summary.ok, 2U);
    EXPECT_TRUE(first.snapshot->inFlight.empty());
    EXPECT_DOUBLE_EQ(first.summary.pace.rate, 2 / 0.25);
    EXPECT_DOUBLE_EQ(statisticsOf(first, "ttft_s").valueAt(0.5), 0.15);
}

TEST(RunRange, SettlesWhenItIsPastAndNothingOfItIsInFlight)
{
    const TimeRange range{ms(100), ms(350)};
    const InFlight before{2, ms(200), ms(200), ms(300), ms(400), 6};
    const InFlight waiting{3, ms(300)};
    const InFlight after{4, ms(400), ms(400)};
    EXPECT_FALSE(isSettled(liveAt(1200, kTwoEnded, {after}), range));  // the load threads may not have told all
    EXPECT_TRUE(isSettled(liveAt(1400, kTwoEnded, {after}), range));
    EXPECT_FALSE(isSettled(liveAt(1400, kTwoEnded, {after, before}), range));
    EXPECT_FALSE(isSettled(liveAt(1400, kTwoEnded, {waiting}), range));
    Snapshot over = liveAt(1200, kTwoEnded, {});
    over.state = RunState::Finished;
    EXPECT_TRUE(isSettled(over, range));
    EXPECT_FALSE(isSettled(liveAt(9000, kTwoEnded, {}), {ms(100), Nanos::max()}));
}

}  // namespace
}  // namespace inferometer
