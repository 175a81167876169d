// SPDX-License-Identifier: GPL-3.0-or-later
// The ledger by hand: what load threads report, requests that ended, and the same run counted from its blocks.
#include "core/metrics/ledger.h"

#include "tests/support/records.h"
#include <gtest/gtest.h>

#include <algorithm>

namespace inferometer {
namespace {

using test::ms;
using test::records;

constexpr Asked kAsked{10, 2, 4, true, false, false};

std::vector<std::uint32_t> seriesOf(const RunTotals& totals, std::uint32_t SeriesSlot::*count)
{
    std::vector<std::uint32_t> counts;
    for (std::size_t i = 0; i < totals.sealedSlots; ++i)
        counts.push_back(totals.series->at(i).*count);
    for (const SeriesSlot& slot : totals.openSlots)
        counts.push_back(slot.*count);
    return counts;
}

std::vector<std::uint32_t> inFlightOf(const RunTotals& totals) { return seriesOf(totals, &SeriesSlot::inFlight); }

Gains sentAt(std::initializer_list<double> moments)
{
    Gains gains;
    for (const double moment : moments)
        gains.sent(ms(moment), true);
    return gains;
}

using InFlightCounts = std::vector<std::uint32_t>;

TEST(RunLedger, CountsRequestsInFlightFromTheFirstSlotOn)
{
    RunLedger ledger{kAsked};
    Gains gains = sentAt({10, 50, 120});
    gains.left(ms(250));
    gains.left(ms(310));
    ledger.arrived(gains);
    ledger.seal(ms(450), Nanos{0});
    EXPECT_EQ(inFlightOf(ledger.totals()), (InFlightCounts{2, 3, 2, 1, 1}));
    ledger.seal(ms(450), ms(200));
    EXPECT_EQ(ledger.totals().sealedSlots, 2U);
    EXPECT_EQ(inFlightOf(ledger.totals()), (InFlightCounts{2, 3, 2, 1, 1}));
    EXPECT_EQ(ledger.totals().started, 3U);
}

TEST(RunLedger, IsNotConfusedByLateLooks)
{
    // Four streams, one look after 0.95 s and one after 1.25 s: they were busy all the time.
    RunLedger ledger{kAsked};
    ledger.arrived(sentAt({1, 2, 3, 4}));
    ledger.seal(ms(950), Nanos{0});
    ledger.seal(ms(1250), Nanos{0});
    EXPECT_EQ(inFlightOf(ledger.totals()), InFlightCounts(13, 4));
}

TEST(RunLedger, IsRightAgainBehindWhatComesTooLate)
{
    RunLedger ledger{kAsked};
    ledger.seal(ms(450), ms(300));
    Gains late = sentAt({50, 350});
    ledger.arrived(late);
    ledger.seal(ms(450), ms(300));
    EXPECT_EQ(inFlightOf(ledger.totals()), (InFlightCounts{0, 0, 0, 2, 2}));
}

TEST(RunLedger, CountsAnAttemptThatWaitsToBeSentAgainAsNotInFlight)
{
    RunLedger ledger{kAsked};
    Gains gains;
    gains.sent(ms(10), true);
    gains.left(ms(110));  // 429; it waits
    gains.sent(ms(410), false);
    ledger.arrived(gains);
    ledger.seal(ms(450), Nanos{0});
    EXPECT_EQ(inFlightOf(ledger.totals()), (InFlightCounts{1, 0, 0, 0, 1}));
    EXPECT_EQ(ledger.totals().started, 1U);
}

TEST(RunLedger, KnowsOfPromptsThatItMadeAloneThatTheyAreUnique)
{
    RunSpec spec;
    EXPECT_TRUE(askedOf(spec, 1, 0, false).uniquePrompts);
    spec.prompts.promptReuse = PromptReuse::Shared;
    EXPECT_FALSE(askedOf(spec, 1, 0, false).uniquePrompts);
    const RunSpec dataset = defaultSpec(Evaluation::Custom);  // its rows may stand there twice
    EXPECT_FALSE(askedOf(dataset, 1, 0, false).uniquePrompts);
    RunLedger ledger{askedOf(dataset, 1, 0, false)};
    ledger.ended(records("ok 0 0 10 20 2 in=80 prompt=100 cached=80"));
    EXPECT_TRUE(judge(ledger.judged()).reasons.empty());
}

TEST(RunLedger, MeansInFlightByTime)
{
    RunLedger ledger{kAsked};
    EXPECT_NEAR(ledger.inFlightSoFar(ms(100), std::vector{ms(50), kUnset}), 0.5, 1e-9);
    ledger.ended(records("ok 0 0 50 100 2\nok 0 0 50 300 2"));
    // From the first end at 100 ms: one for 200 ms that ended, one for 100 ms that goes on.
    EXPECT_NEAR(ledger.inFlightSoFar(ms(450), std::vector{ms(350)}), 300 / 350.0, 1e-9);
    EXPECT_TRUE(std::isnan(ledger.inFlightSoFar(ms(100), {})));
}

TEST(RunLedger, TakesLatenciesUpToTheLastToken)
{
    RunLedger ledger{kAsked};
    ledger.ended(records("ok 0 10 20 110 2 end=400\nok 0 10 20 210 2 end=400 phase=warmup"));
    EXPECT_EQ(ledger.totals().e2e.count(), 1U);
    EXPECT_EQ(ledger.totals().e2e.max(), ms(100));
}

TEST(RunLedger, TakesCachedTokensAsAShareOfWhatTheServerCounted)
{
    RunLedger ledger{kAsked};
    // The server counted 80 input tokens where we counted 100; of another request it said nothing; the last is warm-up.
    ledger.ended(records("ok 0 0 10 20 2 in=80 prompt=100 cached=40\nok 0 0 10 20 2 prompt=20\n"
                         "ok 0 0 10 20 2 in=80 cached=80 phase=warmup\nreset 0 0 10 20 2 in=80 cached=80"));
    EXPECT_DOUBLE_EQ(ledger.judged().cachedShare, 40.0 / 100.0);
    EXPECT_EQ(ledger.judged().requests, 3U);
    EXPECT_EQ(ledger.judged().ok, 2U);
}

TEST(RunLedger, TakesTheFirstTokenOfARequestThatFailsOutOfTheDistribution)
{
    const RunLedger ledger = RunLedger::of(kAsked,
                                           {records("ok 0 0 10 20 2\nreset 0 0 250 300 2\n"
                                                    "cancelled 0 0 40 50 2\nreset 0 0 30 40 2 phase=warmup")});
    EXPECT_EQ(ledger.totals().ttft.count(), 2U);
    EXPECT_LE(ledger.totals().ttft.max(), ms(41));
    const Summary summary = summarize(blocksOf(ledger.totals()));
    const auto ttft = std::find_if(summary.metrics.begin(), summary.metrics.end(),
                                   [](const MetricStatistics& row) { return row.metric->id == "ttft_s"; });
    ASSERT_NE(ttft, summary.metrics.end());
    EXPECT_EQ(ttft->statistics.n, 2U);
}

// What a run shows must not depend on the way it was counted.
TEST(RunLedger, ReadsBackWhatItWasFed)
{
    const auto block = records("ok 0 0 100 190 10\nok 100 100 300 480 10 stamp=bounded connect=100:101:102\n"
                               "reset 150 150 250 250 1 end=350\ncancelled 200 200 - - 0 end=700\n"
                               "connect_refused 300 - - - 0 end=310\nok 0 0 50 60 2 phase=warmup");
    RunLedger live{kAsked};
    Gains gains;
    for (const RequestRecord& record : block->records) {
        if (isSet(record.sent)) {
            gains.sent(record.sent, true);
            gains.left(record.end);
        }
        for (const Chunk& chunk : chunksOf(*block, record))
            gains.chunk(chunk.arrival, chunk.tokens);
        if (isSet(record.firstToken.at))
            gains.firstToken(record);
        gains.ended(record);
    }
    live.arrived(gains);
    live.ended(block);
    live.seal(ms(700), Nanos::max());
    const RunLedger back = RunLedger::of(kAsked, {block});
    EXPECT_EQ(inFlightOf(back.totals()), inFlightOf(live.totals()));
    EXPECT_EQ(back.totals().started, 5U);  // what never left was not sent
    EXPECT_EQ(back.totals().started, live.totals().started);
    EXPECT_EQ(back.totals().tokens, live.totals().tokens);
    EXPECT_EQ(back.totals().stamps, live.totals().stamps);
    EXPECT_EQ(back.totals().ttft.parts(), live.totals().ttft.parts());
    EXPECT_EQ(back.elapsed(), ms(700));
    EXPECT_EQ(back.turnaround().count(), 4U);  // of measured and warm-up alike, on connections that were kept
}

TEST(RunLedger, CountsOnlyTheLastAttemptOfARequestThatWasSentAgain)
{
    auto block = std::make_shared<RecordBlock>(*records("ok 0 300 310 320 2\nrate_limited 0 - - - 0 end=250"));
    block->records[0].attempt = 1;
    block->records[1].attempt = 2;  // cut while it connected anew
    const RunLedger ledger = RunLedger::of(kAsked, {block});
    EXPECT_EQ(ledger.totals().started, 2U);
    // The first sending of either is in no record: the one that never left again counts where it ended.
    EXPECT_EQ(seriesOf(ledger.totals(), &SeriesSlot::started), (std::vector<std::uint32_t>{0, 0, 1, 1}));
    EXPECT_EQ(ledger.turnaround().count(), 0U);
    EXPECT_EQ(inFlightOf(ledger.totals()), (InFlightCounts{0, 0, 0, 0}));
    EXPECT_EQ(ledger.close({}, 0).retries, 3U);
}

TEST(RunLedger, IsNotHeldUpByARecordThatClaimsChunksWithoutEnd)
{
    auto block = std::make_shared<RecordBlock>(*records("ok 0 0 100 900 10 nochunks=1"));
    block->records[0].chunkCount = 4'000'000'000;
    block->records[0].streamedTokens = 5;
    const Nanos before = monotonicNow();
    const RunLedger ledger = RunLedger::of(kAsked, {block});
    EXPECT_LT(monotonicNow() - before, std::chrono::seconds{10});
    EXPECT_EQ(ledger.totals().chunks, 4'000'000'000U);
    EXPECT_EQ(ledger.totals().tokens, 4'000'000'000U);
    EXPECT_EQ(ledger.totals().stamps[0], 4'000'000'000U);
}

TEST(RunLedger, JudgesTheWorstTurnarounds)
{
    std::string lines;
    for (int i = 0; i < 100; ++i) {
        const double due = 100 * i;
        const double sent = due + (i < 97 ? 0.1 : 50);
        lines += "ok " + std::to_string(due) + " " + std::to_string(sent) + " " + std::to_string(due + 60) + " "
            + std::to_string(due + 70) + " 2\n";
    }
    EXPECT_NEAR(RunLedger::of(kAsked, {records(lines)}).judged().turnaroundP99, 0.05, 0.001);
}

TEST(RunLedger, TakesNoTurnaroundFromAStaleConnection)
{
    auto block = std::make_shared<RecordBlock>(*records("ok 0 50 60 70 2\nok 100 101 160 170 2"));
    block->records[0].staleRetry = true;
    const RunLedger ledger = RunLedger::of(kAsked, {block});
    EXPECT_EQ(ledger.turnaround().count(), 1U);
    EXPECT_NEAR(seconds(ledger.turnaround().max()), 0.001, 0.0001);
}

TEST(RunLedger, TakesTheShortfallOfAnswersThatTheServerCounted)
{
    RunLedger ledger{kAsked};
    ledger.ended(records("ok 0 0 10 20 8 out=8 asked=10\nok 0 0 10 20 3 asked=10"));
    EXPECT_DOUBLE_EQ(ledger.judged().outputShortfall, 0.2);
}

TEST(RunLedger, ClosesWithWhatTheMachineKnows)
{
    MachineFacts machine;
    machine.loadEnd = ms(200);
    machine.scope = "loopback";
    machine.busiestSecond = 0.95;
    const RunLedger ledger = RunLedger::of(kAsked, {records("ok 0 0 10 100 10\nok 100 100 110 200 10")});
    const RunFacts facts = ledger.close(machine, 0);
    EXPECT_EQ(facts.scope, "loopback");
    EXPECT_EQ(facts.elapsed, ms(200));
    EXPECT_EQ(facts.neverSent, 8U);
    EXPECT_EQ(facts.firstStamps[0], 2U);
    ASSERT_FALSE(facts.verdict.reasons.empty());
    EXPECT_EQ(facts.verdict.reasons.back().id, "busy");
}

}  // namespace
}  // namespace inferometer
