// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/records.h"
#include <gtest/gtest.h>

#include <set>

namespace inferometer {
namespace {

std::optional<double> valueOf(std::string_view id, const std::string& line)
{
    const auto block = test::records(line);
    return findMetric(id)->of(*block, block->records.at(0));
}

TEST(Metrics, HaveUniqueIdsAndWholeRows)
{
    std::set<std::string_view> ids;
    for (const Metric& metric : metrics()) {
        EXPECT_TRUE(ids.insert(metric.id).second) << metric.id;
        EXPECT_EQ(findMetric(metric.id), &metric);
        EXPECT_FALSE(metric.label.empty() || metric.unit.empty() || metric.help.empty()) << metric.id;
        EXPECT_NE(metric.of, nullptr);
    }
    EXPECT_EQ(findMetric("nonsense"), nullptr);
}

TEST(Metrics, FollowTheirDefinitions)
{
    const std::string line
        = "ok 100 130 230 1230 11 end=1400 visible=430 written=131 connect=110:120:128 in=40 out=15 hidden=4";
    const std::vector<std::pair<const char*, double>> expected{{"ttft_s", 0.1},
                                                               {"ttfo_s", 0.3},
                                                               {"tpot_s", 0.1},
                                                               {"e2e_s", 1.1},
                                                               {"e2e_scheduled_s", 1.13},
                                                               {"stream_end_s", 1.27},
                                                               {"queue_s", 0.03},
                                                               {"connect_s", 0.01},
                                                               {"tls_s", 0.008},
                                                               {"write_s", 0.001},
                                                               {"input_tokens", 40},
                                                               {"output_tokens", 15},
                                                               {"output_token_per_s_per_request", 10}};
    for (const auto& [id, value] : expected)
        EXPECT_NEAR(valueOf(id, line).value_or(-1), value, 1e-12) << id;
}

TEST(Metrics, HaveNoValueForMomentsThatNeverCame)
{
    for (const char* id : {"connect_s", "tls_s"})
        EXPECT_FALSE(valueOf(id, "ok 0 0 10 110 11")) << id;
    for (const char* id : {"ttft_s", "ttfo_s", "tpot_s", "e2e_s"})
        EXPECT_FALSE(valueOf(id, "timeout 0 0 - - 0")) << id;
    EXPECT_FALSE(valueOf("queue_s", "connect_refused 0 - - - 0"));
}

TEST(Tpot, IsUndefinedWithoutATokenAfterTheFirstChunk)
{
    EXPECT_FALSE(valueOf("tpot_s", "ok 0 0 10 10 1"));
    EXPECT_FALSE(valueOf("tpot_s", "ok 0 0 10 10 5 chunks=10x5"));
    EXPECT_DOUBLE_EQ(valueOf("tpot_s", "ok 0 0 10 30 2 chunks=10x1,30x1").value_or(0), 0.02);
}

TEST(Tpot, LeavesOutTheTokensOfTheFirstChunk)
{
    // 12 tokens, 4 of them in the first chunk: 80 ms over 8 tokens, not over 11.
    EXPECT_DOUBLE_EQ(valueOf("tpot_s", "ok 0 0 10 90 12 chunks=10x4,50x4,90x4").value_or(0), 0.01);
}

TEST(Tpot, ExcludesHiddenReasoning)
{
    const auto block = test::records("ok 0 0 10 110 -1 out=61 hidden=50 chunks=10,110");
    EXPECT_EQ(streamedTokensOf(block->records[0]), 11);
    EXPECT_DOUBLE_EQ(findMetric("tpot_s")->of(*block, block->records[0]).value_or(0), 0.1 / 5.5);
    const auto shown = test::records("ok 0 0 10 110 -1 out=61 hidden=50 reasoning=10 chunks=10,110");
    EXPECT_EQ(streamedTokensOf(shown->records[0]), 61);
}

TEST(Tpot, LeavesOutHiddenReasoningThatARunningCountPutIntoTheFirstChunk)
{
    // Usage on every chunk: 50 hidden tokens and 4 of the answer before the first chunk showed, then 4 and 4.
    const auto block = test::records("ok 0 0 10 90 62 chunks=10x54,50x4,90x4 out=62 hidden=50");
    const RequestRecord& record = block->records[0];
    EXPECT_EQ(streamedTokensOf(record), 12);
    EXPECT_EQ(hiddenTokensOf(record), 50);
    EXPECT_EQ(firstChunkTokensOf(record), 4);
    EXPECT_DOUBLE_EQ(findMetric("tpot_s")->of(RecordBlock{}, record).value_or(0), 0.01);
    // Chunks that list their own tokens hold nothing hidden.
    const auto listed = test::records("ok 0 0 10 90 12 chunks=10x4,50x4,90x4 out=62 hidden=50");
    EXPECT_EQ(streamedTokensOf(listed->records[0]), 12);
    EXPECT_EQ(firstChunkTokensOf(listed->records[0]), 4);
}

TEST(Tpot, SpreadsATotalOverTheChunks)
{
    // 12 tokens in 3 chunks whose sizes nobody said: 4 came with the first, so 8 in 80 ms.
    EXPECT_DOUBLE_EQ(valueOf("tpot_s", "ok 0 0 10 90 3 out=12 chunks=10,50,90").value_or(0), 0.01);
    EXPECT_DOUBLE_EQ(valueOf("output_token_per_s_per_request", "ok 0 0 10 90 3 out=12 chunks=10,50,90").value_or(0),
                     100);
    EXPECT_FALSE(valueOf("tpot_s", "ok 0 0 10 10 1 out=12 chunks=10"));
}

TEST(TokenBasisOf, TellsWhatIsKnownFromWhatIsNot)
{
    const auto basis = [](const std::string& line) { return tokenBasisOf(test::records(line)->records[0]); };
    EXPECT_EQ(basis("ok 0 0 10 90 12 out=12 chunks=10,50,90"), TokenBasis::Spread);
    EXPECT_EQ(basis("ok 0 0 10 90 12 chunks=10x4,50x4,90x4"), TokenBasis::PerChunk);
    EXPECT_EQ(basis("ok 0 0 10 90 3 chunks=10,50,90"), TokenBasis::PerChunk);  // one each, says the server
    EXPECT_EQ(basis("ok 0 0 10 90 3 chunks=10,50,90 source=estimate"), TokenBasis::Assumed);
}

TEST(TokenBasisOf, IsSpreadWhenNobodyKeptWhatTheServerSaidOfTheFirstChunk)
{
    RequestRecord record = test::records("ok 0 0 10 90 12 chunks=10x4,50x4,90x4")->records[0];
    record.firstChunkTokens = 0;
    EXPECT_EQ(tokenBasisOf(record), TokenBasis::Spread);
    EXPECT_DOUBLE_EQ(findMetric("tpot_s")->of(RecordBlock{}, record).value_or(0), 0.08 / 8);
}

TEST(TokensOf, TakeTheServersCountOverOneAChunk)
{
    const auto block
        = test::records("ok 0 0 10 90 3 out=12 chunks=10,50,90\nok 0 0 10 90 12 out=13 chunks=10x4,50x4,90x4");
    EXPECT_EQ(streamedTokensOf(block->records[0]), 12);
    EXPECT_EQ(streamedTokensOf(block->records[1]), 12);
}

TEST(TokensOf, PreferTheServersCount)
{
    const auto block = test::records("ok 0 0 10 90 3 in=7 prompt=5 out=4\n"
                                     "ok 0 0 10 90 3 prompt=5\n"
                                     "ok 0 0 10 90 -1");
    EXPECT_EQ(inputTokensOf(block->records[0]), 7);
    EXPECT_EQ(inputTokensOf(block->records[1]), 5);
    EXPECT_EQ(inputTokensOf(block->records[2]), std::nullopt);
    EXPECT_EQ(outputTokensOf(block->records[0]), 4);
    EXPECT_EQ(outputTokensOf(block->records[1]), 3);
    EXPECT_EQ(outputTokensOf(block->records[2]), std::nullopt);
}

TEST(AppendGaps, KeepsChunksAndTokensApart)
{
    const auto block = test::records("ok 0 0 10 100 7 chunks=10x2,40x3,100x2");
    std::vector<double> icl;
    std::vector<double> itl;
    appendGaps(*block, block->records[0], false, icl);
    appendGaps(*block, block->records[0], true, itl);
    EXPECT_EQ(icl, (std::vector<double>{0.03, 0.06}));
    EXPECT_EQ(itl, (std::vector<double>{0.01, 0.01, 0.01, 0.03, 0.03}));
}

TEST(AppendGaps, SpreadsATotalOverTheChunks)
{
    // 6 tokens in 4 chunks, one and a half each: the later three fill 2, 1 and 2 whole ones.
    const auto block = test::records("ok 0 0 10 100 4 out=6 chunks=10,40,70,100");
    std::vector<double> itl;
    appendGaps(*block, block->records[0], true, itl);
    ASSERT_EQ(itl.size(), 5U);
    for (const double gap : itl)
        EXPECT_DOUBLE_EQ(gap, 0.02);
}

}  // namespace
}  // namespace inferometer
