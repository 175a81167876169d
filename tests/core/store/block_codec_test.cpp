// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/store/block_codec.h"

#include "tests/support/records.h"
#include <gtest/gtest.h>

namespace inferometer {
namespace {

constexpr const char* kLines
    = "ok 5 6 10 110 11 in=40 out=15 hidden=4 cached=3 prompt=39 asked=15 ttft=0.01 e2e=0.2 connect=5:5.5:5.8 "
      "text=hello headers=HTTP/1.1_\n"
      "ok 0 0 10 90 12 chunks=10x4,50x4,90x4 stamp=bounded visible=50 reasoning=10 phase=warmup source=tokenizer\n"
      "connect_refused 7 - - - 0 end=8 error=refused status=0\n"
      "rate_limited 9 9 - - 0 end=12 status=429 source=estimate e2e=3\n";

std::string encoded(const RecordBlock& block)
{
    std::string bytes;
    appendEncoded(block, bytes);
    return bytes;
}

TEST(BlockCodec, KeepsEveryField)
{
    auto block = *test::records(kLines, 1'000'000'000'000);
    RequestRecord& first = block.records[0];
    first.worker = 65535;
    first.stream = 70'000;
    first.prompt = 3;
    first.attempt = 2;
    first.retryAfterMs = 1500;
    first.staleRetry = true;
    const auto decoded = decodeBlock(encoded(block));
    ASSERT_TRUE(decoded);
    EXPECT_EQ(encoded(*decoded), encoded(block));
    ASSERT_EQ(decoded->records.size(), 4U);
    const RequestRecord& record = decoded->records[0];
    EXPECT_EQ(record.sequence, 1'000'000'000'000U);
    EXPECT_EQ(record.scheduled, test::ms(5));
    EXPECT_EQ(record.connectStart, test::ms(5));
    EXPECT_EQ(record.connected, test::ms(5.5));
    EXPECT_EQ(record.secured, test::ms(5.8));
    EXPECT_EQ(record.sent, test::ms(6));
    EXPECT_EQ(record.written, test::ms(6));
    EXPECT_EQ(record.firstByte, test::ms(10));
    EXPECT_EQ(record.firstEvent, test::ms(10));
    EXPECT_EQ(record.end, test::ms(110));
    EXPECT_EQ(record.firstToken.stamp, Stamp::Exact);
    EXPECT_EQ(record.lastToken.at, test::ms(110));
    EXPECT_EQ(record.serverInputTokens, 40);
    EXPECT_EQ(record.serverOutputTokens, 15);
    EXPECT_EQ(record.serverReasoningTokens, 4);
    EXPECT_EQ(record.serverCachedTokens, 3);
    EXPECT_EQ(record.promptTokens, 39);
    EXPECT_EQ(record.tokensRequested, 15);
    EXPECT_EQ(record.streamedTokens, 11);
    EXPECT_EQ(record.worker, 65535);
    EXPECT_EQ(record.stream, 70'000U);
    EXPECT_EQ(record.prompt, 3U);
    EXPECT_EQ(record.attempt, 2);
    EXPECT_EQ(record.retryAfterMs, 1500);
    EXPECT_TRUE(record.staleRetry);
    EXPECT_TRUE(record.complete);
    EXPECT_EQ(decoded->textOf(record.response), "hello");
    EXPECT_EQ(decoded->textOf(record.headers), "HTTP/1.1\n");
    EXPECT_EQ(chunksOf(*decoded, record).size(), 11U);
    EXPECT_DOUBLE_EQ(decoded->serverMetrics[0].values[ServerMetrics::EndToEnd], 0.2);
}

TEST(BlockCodec, KeepsWhatNeverCameAndWhatIsBounded)
{
    const auto decoded = decodeBlock(encoded(*test::records(kLines)));
    ASSERT_TRUE(decoded);
    const RequestRecord& bounded = decoded->records[1];
    EXPECT_EQ(bounded.firstToken.stamp, Stamp::Bounded);
    EXPECT_EQ(bounded.firstToken.bound, test::ms(1));
    EXPECT_EQ(bounded.firstReasoning, test::ms(10));
    EXPECT_EQ(bounded.firstVisible, test::ms(50));
    EXPECT_EQ(bounded.firstChunkTokens, 4U);
    EXPECT_TRUE(bounded.chunkTokensKnown);
    EXPECT_EQ(bounded.phase, Phase::Warmup);
    EXPECT_EQ(bounded.tokenSource, TokenSource::Tokenizer);
    const RequestRecord& refused = decoded->records[2];
    EXPECT_EQ(refused.outcome, Outcome::ConnectRefused);
    EXPECT_FALSE(isSet(refused.sent));
    EXPECT_FALSE(isSet(refused.firstToken.at));
    EXPECT_EQ(refused.serverMetrics, -1);
    EXPECT_EQ(decoded->textOf(refused.error), "refused");
    EXPECT_EQ(decoded->records[3].httpStatus, 429);
    EXPECT_EQ(decoded->records[3].serverMetrics, 1);
}

TEST(BlockCodec, KeepsAnEmptyBlock)
{
    const auto decoded = decodeBlock(encoded({}));
    ASSERT_TRUE(decoded);
    EXPECT_TRUE(decoded->records.empty());
}

TEST(BlockCodec, RefusesEveryCut)
{
    const std::string bytes = encoded(*test::records(kLines));
    for (std::size_t length = 0; length < bytes.size(); ++length)
        EXPECT_FALSE(decodeBlock(bytes.substr(0, length))) << length;
    EXPECT_FALSE(decodeBlock(bytes + '\0'));
}

TEST(BlockCodec, SurvivesEveryFlippedBit)
{
    const std::string bytes = encoded(*test::records(kLines));
    for (std::size_t i = 0; i < bytes.size() * 8; ++i) {
        std::string broken = bytes;
        broken[i / 8] = static_cast<char>(broken[i / 8] ^ (1 << (i % 8)));
        const auto decoded = decodeBlock(broken);
        if (!decoded)
            continue;
        for (const RequestRecord& record : decoded->records)  // what is read must be safe to use
            EXPECT_LE(decoded->textOf(record.error).size() + chunksOf(*decoded, record).size(), bytes.size());
    }
}

TEST(BlockCodec, SurvivesRandomBytes)
{
    Random random{5};
    for (int round = 0; round < 5000; ++round) {
        std::string bytes;
        for (std::uint64_t i = random.below(200); i > 0; --i)
            bytes.push_back(static_cast<char>(random.below(256)));
        EXPECT_NO_FATAL_FAILURE(static_cast<void>(decodeBlock(bytes)));
    }
}

TEST(BlockCodec, RefusesPiecesOutsideTheBlock)
{
    for (Piece RequestRecord::*piece :
         {&RequestRecord::chunks, &RequestRecord::error, &RequestRecord::response, &RequestRecord::headers})
    {
        RecordBlock block = *test::records(kLines);
        (block.records[1].*piece) = {1'000'000, 1};
        EXPECT_FALSE(decodeBlock(encoded(block)));
        (block.records[1].*piece) = {0, 0xFFFFFFFF};
        EXPECT_FALSE(decodeBlock(encoded(block)));
    }
    RecordBlock block = *test::records(kLines);
    block.records[1].serverMetrics = 2;
    EXPECT_FALSE(decodeBlock(encoded(block)));
}

}  // namespace
}  // namespace inferometer
