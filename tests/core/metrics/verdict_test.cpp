// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/verdict.h"

#include <gtest/gtest.h>

#include <functional>

namespace inferometer {
namespace {

// A run without a flaw.
VerdictInput clean()
{
    VerdictInput in;
    in.ended = true;
    in.requests = 1000;
    in.ok = 990;
    in.concurrencyAsked = 100;
    in.inFlightMean = 99.5;
    in.turnaroundP99 = 0.001;
    in.e2eP50 = 1;
    in.busiestSecond = 0.5;
    in.firstTokens = 1000;
    in.hasGaps = true;
    in.chunks = 100'000;
    in.chunksInexact = 10;
    in.uniquePrompts = true;
    in.exactOutput = true;
    return in;
}

using Set = std::function<void(VerdictInput&)>;

struct Row
{
    const char* id;
    VerdictLevel level;
    Set just;    // still holds
    Set beyond;  // no more
    const char* figure;
};

constexpr VerdictLevel kBound = VerdictLevel::ClientBound;
constexpr VerdictLevel kSuspect = VerdictLevel::Suspect;

// NOLINTNEXTLINE(readability-function-size): a table of rows, with nothing to follow
const std::vector<Row>& rows()
{
    using In = VerdictInput;
    static const std::vector<Row> kRows{
        {"in-flight", kBound, [](In& in) { in.inFlightMean = 99; }, [](In& in) { in.inFlightMean = 98.99; }, "98.99"},
        {"in-flight", kBound,
         [](In& in) {
             in.requests = in.ok = 8;  // of 100 streams only 8 had work
             in.inFlightMean = 7.92;
         },
         [](In& in) { in.inFlightMean = 7.91; }, "7.91"},
        {"turnaround", kBound, [](In& in) { in.turnaroundP99 = 0.01; }, [](In& in) { in.turnaroundP99 = 0.0101; },
         "10.1 ms"},
        {"lateness", kBound,
         [](In& in) {
             in.latenessP99 = 0.0005;  // whatever the TTFT is
             in.ttftP50 = 0.001;
         },
         [](In& in) {
             in.latenessP99 = 0.00051;
             in.ttftP50 = 0.001;
         },
         "510 us (p99) after they were due, and 500 us"},
        {"lateness", kBound,
         [](In& in) {
             in.latenessP99 = 0.002;
             in.ttftP50 = 0.2;
         },
         [](In& in) {
             in.latenessP99 = 0.0021;
             in.ttftP50 = 0.2;
         },
         "2.10 ms (p99) after they were due, and 2.00 ms"},
        {"lateness", kBound, [](In& in) { in.latenessP99 = 0.0005; }, [](In& in) { in.latenessP99 = 0.001; },
         "1.00 ms (p99)"},
        {"streams", kBound, [](In& in) { in.capsThatBound = {}; },
         [](In& in) { in.capsThatBound = {boundReason("streams", 33)}; }, "33 requests were due while"},
        {"busy", kBound, [](In& in) { in.busiestSecond = 0.9; }, [](In& in) { in.busiestSecond = 0.91; }, "91.0 %"},
        {"first-tokens", kBound, [](In& in) { in.firstTokensInexact = 1; }, [](In& in) { in.firstTokensInexact = 2; },
         "2 of 1000"},
        {"descriptors", kBound, [](In& in) { in.capsThatBound = {}; },
         [](In& in) { in.capsThatBound = {boundReason("descriptors", 1020)}; }, "1020"},
        {"tokenizer", kSuspect, [](In& in) { in.countedMore = -0.05; }, [](In& in) { in.countedMore = 0.06; },
         "counts 106.0 % of the tokens"},
        {"failures", kSuspect, [](In& in) { in.ok = 1; }, [](In& in) { in.ok = 0; }, "None of the 1000"},
        {"nothing-measured", kSuspect, [](In& in) { in.requests = in.ok = 1; }, [](In& in) { in.requests = in.ok = 0; },
         "No measured request"},
        {"steal", kSuspect, [](In& in) { in.stealShare = 0.01; }, [](In& in) { in.stealShare = 0.0125; }, "1.25 %"},
        {"steal", kSuspect,
         [](In& in) {
             in.stealShare = 0.0027;  // of an ordinary virtual machine, and nothing was late
             in.userLagP99 = 0.01;
         },
         [](In& in) {
             in.stealShare = 0.0027;
             in.userLagP99 = 0.0101;
         },
         "0.27 %"},
        {"steal", kSuspect,
         [](In& in) {
             in.userLagP99 = 0.1;  // late, but not for want of what was stolen
             in.stealShare = 0.001;
         },
         [](In& in) {
             in.userLagP99 = 0.1;
             in.stealShare = 0.0011;
         },
         "0.11 %"},
        {"throttled", kSuspect, [](In& in) { in.throttledSeconds = 0; }, [](In& in) { in.throttledSeconds = 0.25; },
         "250 ms"},
        {"cached", kSuspect, [](In& in) { in.cachedShare = 0.05; }, [](In& in) { in.cachedShare = 0.06; }, "6.0 %"},
        {"coalesced", kSuspect, [](In& in) { in.chunksInexact = 50'000; }, [](In& in) { in.chunksInexact = 99'000; },
         "99.0 %"},
        {"coalesced", kSuspect,
         [](In& in) {
             in.chunksInexact = 50'000;
             in.userLagP99 = 0.0001;
             in.firstTokenBound = 0.2;
         },
         [](In& in) {
             in.chunksInexact = 99'000;
             in.firstTokensInexact = 1000;
             in.userLagP99 = 0.049;
             in.firstTokenBound = 0.2;
         },
         "option http-no-delay"},
        {"kept-open", kSuspect, [](In& in) { in.keptOpen = 9; },
         [](In& in) {
             in.keptOpen = 10;
             in.inFlightMean = 1;
         },
         "10 of 990 answers"},
        {"finish-reason", kSuspect, [](In& in) { in.unknownEnds = 0; },
         [](In& in) {
             in.unknownEnds = 3;
             in.unknownEnd = "tired";
         },
         "3 of 990 answers ended with a finish reason that is not known (\"tired\")"},
        {"token-counts", kSuspect, [](In& in) { in.disbelieved = 0; },
         [](In& in) {
             in.disbelieved = 2;
             in.disbelievedTokens = 7;
             in.disbelievedChunks = 40;
         },
         "2 of 990 answers (7 tokens in 40 chunks)"},
        {"output-length", kSuspect, [](In& in) { in.outputShortfall = 0.05; }, [](In& in) { in.outputShortfall = 0.5; },
         "50.0 %"},
    };
    return kRows;
}

TEST(Judge, IsOkForACleanRun)
{
    const Verdict verdict = judge(clean());
    EXPECT_EQ(verdict.level, VerdictLevel::Ok);
    EXPECT_TRUE(verdict.reasons.empty());
}

TEST(Judge, HoldsAtEveryThreshold)
{
    for (const Row& row : rows()) {
        VerdictInput in = clean();
        row.just(in);
        EXPECT_EQ(judge(in).level, VerdictLevel::Ok) << row.id;
    }
}

TEST(Judge, SpeaksBeyondEveryThreshold)
{
    for (const Row& row : rows()) {
        VerdictInput in = clean();
        row.beyond(in);
        const Verdict verdict = judge(in);
        ASSERT_EQ(verdict.reasons.size(), 1U) << row.id;
        EXPECT_EQ(verdict.level, row.level) << row.id;
        EXPECT_EQ(verdict.reasons[0].level, row.level);
        EXPECT_EQ(verdict.reasons[0].id, row.id);
        EXPECT_NE(verdict.reasons[0].text.find(row.figure), std::string::npos) << verdict.reasons[0].text;
        EXPECT_EQ(verdict.reasons[0].text.back(), '.');
    }
}

TEST(Judge, PutsItsFiguresIntoTheSentence)
{
    VerdictInput in = clean();
    in.firstTokensInexact = 12;
    const VerdictReason reason = judge(in).reasons.at(0);
    EXPECT_EQ(reason.figures, (std::vector<std::string>{"12", "1000", "1.20 %"}));
    EXPECT_EQ(reason.text.substr(0, 36), "12 of 1000 first tokens (1.20 %) hav");
    EXPECT_EQ(interruptedReason(5).text.find('%'), std::string::npos);
    for (const VerdictSentence& sentence : verdictSentences()) {
        EXPECT_EQ(findVerdictSentence(sentence.id), &sentence);
        EXPECT_FALSE(sentence.brief.empty()) << sentence.id;
        EXPECT_LE(sentence.brief.size(), 20U) << sentence.id;
    }
    EXPECT_EQ(findVerdictSentence("no-such"), nullptr);
}

TEST(Judge, TakesTheWorstReason)
{
    VerdictInput in = clean();
    in.cachedShare = 0.5;
    EXPECT_EQ(judge(in).level, VerdictLevel::Suspect);
    in.busiestSecond = 1;
    const Verdict verdict = judge(in);
    EXPECT_EQ(verdict.level, VerdictLevel::ClientBound);
    EXPECT_EQ(verdict.reasons.size(), 2U);
}

TEST(Judge, BlamesTheClientForMergedChunksWhenItReadLate)
{
    VerdictInput in = clean();
    in.chunksInexact = 99'000;
    in.firstTokensInexact = 1000;
    in.firstTokenBound = 0.2;
    in.userLagP99 = 0.051;
    const Verdict verdict = judge(in);
    EXPECT_EQ(verdict.level, VerdictLevel::ClientBound);
    ASSERT_EQ(verdict.reasons.size(), 2U);
    EXPECT_EQ(verdict.reasons[0].id, "first-tokens");
    EXPECT_EQ(verdict.reasons[1].id, "coalesced");
}

TEST(Judge, LeavesAloneWhatDoesNotApply)
{
    VerdictInput in = clean();
    in.uniquePrompts = false;
    in.cachedShare = 1;
    in.exactOutput = false;
    in.outputShortfall = 1;
    EXPECT_EQ(judge(in).level, VerdictLevel::Ok);
    const double none = std::numeric_limits<double>::quiet_NaN();
    in.inFlightMean = in.turnaroundP99 = in.busiestSecond = in.stealShare = none;
    EXPECT_EQ(judge(in).level, VerdictLevel::Ok);
    in.chunksInexact = in.chunks;  // one a request: there is no gap to be lost
    in.hasGaps = false;
    EXPECT_EQ(judge(in).level, VerdictLevel::Ok);
    EXPECT_EQ(judge({}).level, VerdictLevel::Ok);
}

TEST(Judge, WaitsForTheFirstAnswerWhileTheRunGoesOn)
{
    VerdictInput in;
    EXPECT_EQ(judge(in).level, VerdictLevel::Ok);
    in.requests = 1;
    EXPECT_EQ(judge(in).level, VerdictLevel::Suspect);
}

TEST(VerdictName, IsThatOfTheFiles)
{
    EXPECT_EQ(verdictName(VerdictLevel::Ok), "ok");
    EXPECT_EQ(verdictName(VerdictLevel::Suspect), "suspect");
    EXPECT_EQ(verdictName(VerdictLevel::ClientBound), "client-bound");
}

}  // namespace
}  // namespace inferometer
