// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/metrics/gains.h"
#include "core/metrics/ledger.h"
#include "core/metrics/run_figures.h"
#include "core/metrics/summary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace inferometer {
namespace {

using namespace std::chrono_literals;

// Moments of a Poisson process of rate 1.
std::vector<double> poisson(std::size_t count, std::uint64_t seed)
{
    Random random{seed};
    std::vector<double> moments{0};
    while (moments.size() < count)
        moments.push_back(moments.back() + random.exponential(1));
    return moments;
}

TEST(Dispersion, OfPoissonProcessesLiesInItsRangeNineteenTimesInTwenty)
{
    int within = 0;
    int independent = 0;
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        const std::vector<double> moments = poisson(2000, seed);
        const Expected dispersion = dispersionOf(moments, moments.front(), moments.back());
        within += dispersion.value > dispersion.low && dispersion.value < dispersion.high ? 1 : 0;
        const Expected correlation = autocorrelationOf(moments);
        independent += correlation.value > correlation.low && correlation.value < correlation.high ? 1 : 0;
    }
    EXPECT_NEAR(within, 380, 16);  // 3.7 deviations of a binomial
    EXPECT_NEAR(independent, 380, 16);
}

TEST(Dispersion, HasTheRangeOfChiSquared)
{
    const std::vector<double> moments = poisson(20'000, 1);
    const Expected few = dispersionOf(moments, 0, 210);  // 21 windows: 20 degrees of freedom
    EXPECT_NEAR(few.low * 20, 9.5908, 1e-3);             // of any table
    EXPECT_NEAR(few.high * 20, 34.1696, 1e-3);
    EXPECT_TRUE(std::isnan(dispersionOf(moments, 0, 90).value));
    EXPECT_TRUE(std::isnan(dispersionOf({}, 0, 1e12).value));
}

TEST(Dispersion, IsZeroOfEqualGapsAndTheSizeOfABurst)
{
    std::vector<double> equal;
    std::vector<double> bursts;
    for (int i = 0; i < 1000; ++i) {
        equal.push_back(i);
        bursts.push_back(i - i % 100);  // a hundred at once
    }
    EXPECT_LT(dispersionOf(equal, 0, 999).value, 0.01);
    EXPECT_GT(dispersionOf(bursts, 0, 999).value, 50);
}

TEST(Autocorrelation, IsKnownForKnownGaps)
{
    std::vector<double> alternating{0};
    std::vector<double> equal{0};
    for (int i = 0; i < 100; ++i) {
        alternating.push_back(alternating.back() + (i % 2 == 0 ? 1 : 3));
        equal.push_back(equal.back() + 2);
    }
    EXPECT_NEAR(autocorrelationOf(alternating).value, -0.99, 1e-9);
    EXPECT_TRUE(std::isnan(autocorrelationOf(equal).value));
    EXPECT_TRUE(std::isnan(autocorrelationOf({0, 1, 2}).value));
    EXPECT_NEAR(autocorrelationOf(alternating).low, -0.01 - 0.196, 1e-9);
}

// A request that was due, could go, and was sent then; ms.
RequestRecord request(std::uint64_t sequence, std::int64_t due, std::int64_t ready, std::int64_t sent)
{
    RequestRecord record;
    record.sequence = sequence;
    record.scheduled = std::chrono::milliseconds{due};
    record.ready = std::chrono::milliseconds{ready};
    record.sent = std::chrono::milliseconds{sent};
    record.firstToken.at = record.sent + 10ms;
    record.lastToken.at = record.sent + 20ms;
    record.end = record.sent + 20ms;
    record.outcome = Outcome::Ok;
    return record;
}

Blocks blocksOf(std::vector<RequestRecord> records)
{
    auto block = std::make_shared<RecordBlock>();
    block->records = std::move(records);
    return {block};
}

RunSpec openSpec(double qps)
{
    RunSpec spec;
    spec.evaluation = Evaluation::RealWorkload;
    spec.arrivals.qps = qps;
    return spec;
}

TEST(ArrivalFigures, SayWhatWasDueAndWhatWasSent)
{
    std::vector<RequestRecord> records;
    for (std::int64_t i = 0; i < 100; ++i)
        records.push_back(request(static_cast<std::uint64_t>(i), 100 * i, 100 * i, 100 * i + (i == 50 ? 40 : 1)));
    records[3].sent = kUnset;  // no connection came about
    records[3].outcome = Outcome::ConnectRefused;
    records[7].connectStart = records[7].sent;  // taken up at once, and sent when it was connected
    records[7].sent += 30ms;
    const auto figures = arrivalFiguresOf(blocksOf(records), openSpec(10));
    ASSERT_TRUE(figures);
    EXPECT_EQ(figures->due, 100U);
    EXPECT_EQ(figures->sent, 99U);
    EXPECT_NEAR(figures->dueRate, 10, 1e-9);
    EXPECT_NEAR(figures->sentRate, 98 / 9.9, 1e-9);
    EXPECT_NEAR(figures->latenessP50, 0.001, 1e-9);
    EXPECT_NEAR(figures->latenessMax, 0.040, 1e-9);
    EXPECT_GT(figures->latenessP99, 0.001);
}

TEST(ArrivalFigures, CountWhatWasSentAndTimeItsFirstAttempts)
{
    std::vector<RequestRecord> records;
    for (std::int64_t i = 0; i < 100; ++i)
        records.push_back(request(static_cast<std::uint64_t>(i), 100 * i, 100 * i, 100 * i));
    records[40].attempt = 1;  // the server asked to wait
    records[40].sent += 20s;
    records[41].attempt = 2;
    records[41].sent = kUnset;  // and the last attempt had no connection
    RunSpec spec = openSpec(10);
    spec.arrivals.gaps = GapShape::Exponential;
    const auto figures = arrivalFiguresOf(blocksOf(records), spec);
    ASSERT_TRUE(figures);
    EXPECT_EQ(figures->sent, 100U);
    EXPECT_NEAR(figures->sentRate, 10, 1e-9) << "the moment of a second attempt is none of the schedule";
}

TEST(ArrivalFigures, SayNothingOfTheGapsOfAConstantSchedule)
{
    std::vector<RequestRecord> records;
    for (std::int64_t i = 0; i < 3'000; ++i) {
        RequestRecord record = request(static_cast<std::uint64_t>(i), 0, 0, 0);
        record.scheduled = record.ready = std::chrono::nanoseconds{std::llround(static_cast<double>(i) * 1e9 / 3'000)};
        record.sent = record.scheduled + std::chrono::microseconds{i * 7'919 % 50};  // a timer's grain
        records.push_back(record);
    }
    RunSpec spec = openSpec(3'000);
    const auto constant = arrivalFiguresOf(blocksOf(records), spec);
    EXPECT_TRUE(std::isnan(constant->sentAutocorrelation.value))
        << "-0.5 by lateness alone, of a schedule that was kept";
    EXPECT_TRUE(std::isnan(constant->dueAutocorrelation.value)) << "-0.5 by rounding to nanoseconds";
    spec.arrivals.gaps = GapShape::Uniform;
    EXPECT_LT(arrivalFiguresOf(blocksOf(records), spec)->sentAutocorrelation.value, -0.3) << "that is another process";
}

TEST(ArrivalFigures, AreNoneOfAClosedLoop)
{
    RequestRecord record = request(0, 0, 0, 1);
    record.ready = kUnset;
    EXPECT_FALSE(arrivalFiguresOf(blocksOf({record}), {}));
    const Summary summary = summaryOf(blocksOf({record}), windowsOf(blocksOf({record})), {});
    for (const RunFigure& row : runFigures()) {
        if (row.openLoop) {
            EXPECT_FALSE(row.of({summary, {}})) << row.id;
        }
    }
}

TEST(ArrivalFigures, DoNotCallACapOfTheUsersLate)
{
    // It waited 500 ms for another one to end, and was sent 1 ms after that.
    const auto figures = arrivalFiguresOf(blocksOf({request(0, 0, 0, 1), request(1, 100, 600, 601)}), openSpec(10));
    EXPECT_NEAR(figures->latenessMax, 0.001, 1e-9);
    EXPECT_EQ(latenessOf(request(1, 100, 600, 601)), 1ms);
}

TEST(ArrivalFigures, TakeARampForNoBurst)
{
    RunSpec spec = openSpec(1);
    spec.arrivals.stages = "1-200:60s";
    const RateProfile profile = profileOf(spec.arrivals).value();
    std::vector<RequestRecord> records;
    for (const double count : poisson(6000, 3)) {
        const Nanos at = fromSeconds(profile.momentOf(count));
        RequestRecord record = request(records.size(), 0, 0, 0);
        record.scheduled = record.ready = record.sent = at;
        records.push_back(record);
    }
    const auto figures = arrivalFiguresOf(blocksOf(records), spec);
    EXPECT_GT(figures->sentDispersion.value, figures->sentDispersion.low);
    EXPECT_LT(figures->sentDispersion.value, figures->sentDispersion.high);
    const auto straight = arrivalFiguresOf(blocksOf(records), openSpec(100));
    EXPECT_GT(straight->sentDispersion.value, straight->sentDispersion.high);
}

TEST(ArrivalFigures, SurviveForeignRecords)
{
    RunSpec spec = openSpec(10);
    spec.arrivals.stages = "nonsense";
    RequestRecord strange = request(0, 0, 0, 1);
    strange.scheduled = kUnset;
    RequestRecord late = request(1, 2'000'000'000'000, 2'000'000'000'000, 2'000'000'000'001);
    const auto figures = arrivalFiguresOf(blocksOf({strange, late}), spec);
    EXPECT_EQ(figures->due, 1U);
    EXPECT_TRUE(std::isnan(figures->dueDispersion.value));
    EXPECT_TRUE(
        std::isnan(arrivalFiguresOf(blocksOf({request(0, 0, 0, 1), late}), openSpec(1e6))->dueDispersion.value));
}

TEST(ArrivalFigures, KnowTheScheduleUpToTheFirstGap)
{
    Blocks blocks = blocksOf(
        {request(2, 200, 200, 201), request(0, 0, 0, 1), request(1, 100, 100, 101), request(4, 400, 400, 401)});
    EXPECT_EQ(dueUntil(blocks), 200ms);
    EXPECT_EQ(dueUntil({}), 0ms);
}

TEST(Metrics, CountFromTheScheduleAndFromSending)
{
    const RequestRecord record = request(0, 100, 100, 150);
    EXPECT_EQ(findMetric("ttft_s")->of(RecordBlock{}, record), 0.010);
    EXPECT_EQ(findMetric("ttft_scheduled_s")->of(RecordBlock{}, record), 0.060);
    EXPECT_EQ(findMetric("e2e_scheduled_s")->of(RecordBlock{}, record), 0.070);
    EXPECT_EQ(findMetric("queue_s")->of(RecordBlock{}, record), 0.050);
    RequestRecord closed = record;
    closed.ready = kUnset;
    EXPECT_FALSE(findMetric("ttft_scheduled_s")->of(RecordBlock{}, closed));
}

// 100 requests a second for 5 s, each answered whole, at once, with one token that came with its end: `late` of them
// found the client stalled for 50 ms.
Verdict verdictOfOpenLoop(std::int64_t late, Nanos bound)
{
    std::vector<RequestRecord> records;
    for (std::int64_t i = 0; i < 500; ++i) {
        records.push_back(request(static_cast<std::uint64_t>(i), 10 * i, 10 * i, 10 * i));
        RequestRecord& record = records.back();
        record.sent += i < late ? 50ms : 100us;
        record.firstToken.at = record.sent + 250us;
        record.firstToken.bound = bound;
        record.firstToken.stamp = Stamp::Bounded;
        record.lastToken = record.firstToken;
        record.end = record.firstToken.at;
        record.chunkCount = 1;
        record.streamedTokens = 1;
    }
    const RunSpec spec = openSpec(100);
    VerdictInput input = RunLedger::of(askedOf(spec, 500, 0, false), blocksOf(std::move(records))).judged();
    input.ended = true;
    return judge(input);
}

// The verdict and the figure of one name say the same, of requests that count.
TEST(ArrivalFigures, HaveTheLatenessThatTheVerdictJudges)
{
    std::vector<RequestRecord> records;
    for (std::int64_t i = 0; i < 250; ++i) {
        records.push_back(request(static_cast<std::uint64_t>(i), 10 * i, 10 * i, 10 * i));
        RequestRecord& record = records.back();
        const bool isWarmup = i < 50;
        record.phase = isWarmup ? Phase::Warmup : Phase::Measured;
        record.sent += isWarmup ? 500'000us : std::chrono::microseconds{137 * (i - 49)};
        record.firstToken.at = record.sent + 10ms;
        record.lastToken.at = record.end = record.sent + 20ms;
    }
    const RunSpec spec = openSpec(100);
    const Blocks blocks = blocksOf(records);
    const auto figures = arrivalFiguresOf(blocks, spec);
    EXPECT_NEAR(figures->latenessP99, 137e-6 * 198.01, 1e-9);
    const RunLedger ledger = RunLedger::of(askedOf(spec, 250, 50, false), blocks);
    EXPECT_NEAR(ledger.judged().latenessP99, figures->latenessP99, figures->latenessP99 / 50) << "while it goes on";
    const Verdict verdict = ledger.close({}, 50).verdict;
    const auto late = std::find_if(verdict.reasons.begin(), verdict.reasons.end(),
                                   [](const VerdictReason& reason) { return reason.id == "lateness"; });
    ASSERT_NE(late, verdict.reasons.end());
    EXPECT_EQ(late->figures.front(), formatDuration(figures->latenessP99));
}

TEST(ArrivalFigures, OfAnOpenLoopThatKeepsItsScheduleAreNotDoubted)
{
    const Verdict kept = verdictOfOpenLoop(0, 250us);
    EXPECT_EQ(kept.level, VerdictLevel::Ok) << (kept.reasons.empty() ? "" : kept.reasons.front().text);
    const Verdict stalled = verdictOfOpenLoop(6, 250us);
    EXPECT_EQ(stalled.level, VerdictLevel::ClientBound);
    ASSERT_EQ(stalled.reasons.size(), 1U);
    EXPECT_EQ(stalled.reasons.front().id, "lateness");
    const Verdict unknown = verdictOfOpenLoop(0, 20ms);
    EXPECT_EQ(unknown.level, VerdictLevel::ClientBound);
    EXPECT_EQ(unknown.reasons.front().id, "first-tokens");
}

}  // namespace
}  // namespace inferometer
