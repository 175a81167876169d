// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/answer_doubts.h"

#include <gtest/gtest.h>

#include <cmath>

namespace inferometer {
namespace {

RequestRecord okRecord()
{
    RequestRecord record;
    record.outcome = Outcome::Ok;
    record.firstToken = {std::chrono::milliseconds{5}, Nanos{0}, Stamp::Exact};
    record.chunkCount = 4;
    record.serverInputTokens = 111;
    record.promptTokens = 100;
    record.serverCachedTokens = 11;
    return record;
}

VerdictInput inputOf(const RequestRecord& record, const RecordBlock& block = {})
{
    AnswerDoubts doubts;
    doubts.take(block, record);
    VerdictInput input;
    doubts.fill(input);
    return input;
}

TEST(AnswerDoubts, LeaveOutWhatStandsAroundThePrompt)
{
    RequestRecord record = okRecord();
    EXPECT_EQ(inputOf(record).cachedShare, 0);
    record.serverCachedTokens = 61;
    EXPECT_DOUBLE_EQ(inputOf(record).cachedShare, 50.0 / 111);
    record.promptTokens = -1;
    EXPECT_DOUBLE_EQ(inputOf(record).cachedShare, 61.0 / 111) << "not known";
    EXPECT_TRUE(std::isnan(inputOf(RequestRecord{}).cachedShare)) << "no ok request";
}

TEST(AnswerDoubts, CountWhatAnswersSay)
{
    RecordBlock block;
    block.text = "tired";
    RequestRecord record = okRecord();
    record.finishReason = {0, 5};
    record.disbelievedTokens = 0;
    record.keptOpen = true;
    const VerdictInput input = inputOf(record, block);
    EXPECT_EQ(input.unknownEnds, 1U);
    EXPECT_EQ(input.unknownEnd, "tired");
    EXPECT_EQ(input.disbelieved, 1U);
    EXPECT_EQ(input.disbelievedTokens, 0);
    EXPECT_EQ(input.disbelievedChunks, 4);
    EXPECT_EQ(input.keptOpen, 1U);
    record.phase = Phase::Warmup;
    EXPECT_EQ(inputOf(record, block).keptOpen, 0U);
}

TEST(AnswerDoubts, KnowWhetherThereAreGaps)
{
    RequestRecord record = okRecord();
    EXPECT_TRUE(inputOf(record).hasGaps);
    record.chunkCount = 1;
    EXPECT_FALSE(inputOf(record).hasGaps);
}

TEST(AnswerDoubts, TakeTheBoundOfInexactFirstTokensOnly)
{
    EXPECT_TRUE(std::isnan(inputOf(okRecord()).firstTokenBound));
    RequestRecord record = okRecord();
    record.firstToken.stamp = Stamp::Bounded;
    record.firstToken.bound = std::chrono::milliseconds{200};
    EXPECT_DOUBLE_EQ(inputOf(record).firstTokenBound, 0.2);
}

}  // namespace
}  // namespace inferometer
