// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/store/block_codec.h"
#include "core/store/leb128.h"

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

TEST(BlockCodec, SpendsNothingOnRequestsThatStandAlone)
{
    auto block = *test::records(kLines);
    const std::size_t alone = encoded(block).size();
    block.records[1].conversation = 1;
    EXPECT_EQ(encoded(block).size(), alone + 6) << "a column's key and length, and a byte for each of four records";
}

TEST(BlockCodec, KeepsEveryField)
{
    auto block = *test::records(kLines, 1'000'000'000'000);
    RequestRecord& first = block.records[0];
    first.worker = 65535;
    first.stream = 70'000;
    first.prompt = 3;
    first.conversation = 70'001;
    first.turn = 4;
    first.attempt = 2;
    first.retryAfterMs = 1500;
    first.ready = Nanos{777};
    first.staleRetry = true;
    first.disbelievedTokens = 2'000'000'000;
    first.keptOpen = true;
    first.finishReason = {static_cast<std::uint32_t>(block.text.size()), 4};
    block.text += "odd!";
    first.salt = {static_cast<std::uint32_t>(block.text.size()), 8};
    block.text += "red fox ";
    std::string raw;
    appendRawEvent({test::ms(10), "data: {\"a\":1}\n\n"}, first.sent, raw);
    appendRawEvent({test::ms(9), std::string_view{"\0\xff", 2}}, test::ms(10), raw);
    first.rawEvents = {static_cast<std::uint32_t>(block.text.size()), static_cast<std::uint32_t>(raw.size())};
    block.text += raw;
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
    EXPECT_EQ(record.conversation, 70'001U);
    EXPECT_EQ(record.turn, 4U);
    EXPECT_EQ(decoded->records[1].conversation, 0U);
    EXPECT_EQ(record.promptTokens, 39);
    EXPECT_EQ(record.tokensRequested, 15);
    EXPECT_EQ(record.streamedTokens, 11);
    EXPECT_EQ(record.worker, 65535);
    EXPECT_EQ(record.stream, 70'000U);
    EXPECT_EQ(record.prompt, 3U);
    EXPECT_EQ(record.attempt, 2);
    EXPECT_EQ(record.retryAfterMs, 1500);
    EXPECT_EQ(record.ready, Nanos{777});
    EXPECT_EQ(record.disbelievedTokens, 2'000'000'000);
    EXPECT_EQ(decoded->textOf(record.finishReason), "odd!");
    EXPECT_EQ(decoded->textOf(record.salt), "red fox ");
    const std::vector<RawEvent> events = rawEventsOf(*decoded, record);
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0].at, test::ms(10));
    EXPECT_EQ(events[0].bytes, "data: {\"a\":1}\n\n");
    EXPECT_EQ(events[1].at, test::ms(9));
    EXPECT_EQ(events[1].bytes, (std::string_view{"\0\xff", 2}));
    EXPECT_TRUE(rawEventsOf(*decoded, decoded->records[1]).empty());
    EXPECT_TRUE(record.keptOpen);
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

void expectSafe(const std::string& bytes)
{
    const auto decoded = decodeBlock(bytes);
    if (!decoded)
        return;
    for (const RequestRecord& record : decoded->records) {  // what is read must be safe to use
        for (const Piece piece : {record.error, record.response, record.salt, record.headers, record.finishReason})
            EXPECT_LE(decoded->textOf(piece).size(), bytes.size());
        for (const RawEvent& event : rawEventsOf(*decoded, record))
            EXPECT_LE(event.bytes.size(), bytes.size());
        EXPECT_LE(chunksOf(*decoded, record).size(), bytes.size());
        EXPECT_LT(record.serverMetrics, static_cast<std::int64_t>(decoded->serverMetrics.size()));
    }
}

TEST(BlockCodec, SurvivesEveryCut)
{
    const std::string bytes = encoded(*test::records(kLines));
    for (std::size_t length = 0; length < bytes.size(); ++length)
        expectSafe(bytes.substr(0, length));
    EXPECT_FALSE(decodeBlock(""));
    EXPECT_FALSE(decodeBlock(bytes + '\0'));
}

TEST(BlockCodec, SurvivesEveryFlippedBit)
{
    const std::string bytes = encoded(*test::records(kLines));
    for (std::size_t i = 0; i < bytes.size() * 8; ++i) {
        std::string broken = bytes;
        broken[i / 8] = static_cast<char>(broken[i / 8] ^ (1 << (i % 8)));
        expectSafe(broken);
    }
}

TEST(BlockCodec, SurvivesRandomBytes)
{
    Random random{5};
    for (int round = 0; round < 5000; ++round) {
        std::string bytes;
        for (std::uint64_t i = random.below(200); i > 0; --i)
            bytes.push_back(static_cast<char>(random.below(256)));
        expectSafe(bytes);
    }
}

TEST(BlockCodec, RefusesPiecesOutsideTheBlock)
{
    for (Piece RequestRecord::*piece : {&RequestRecord::chunks, &RequestRecord::error, &RequestRecord::response,
                                        &RequestRecord::headers, &RequestRecord::finishReason})
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

// Bytes of a block as another program may write them.
class Columns
{
public:
    explicit Columns(std::uint64_t records) { number(records); }
    Columns& same(unsigned id, std::uint64_t code) { return key(id, 0), number(code); }
    Columns& each(unsigned id, const std::vector<std::uint64_t>& codes)
    {
        key(id, 1);
        std::string bytes;
        for (const std::uint64_t code : codes)
            appendNumber(code, bytes);
        return piece(bytes);
    }
    Columns& bytes(unsigned id, const std::string& value) { return key(id, 2), piece(value); }
    Columns& future(unsigned id, const std::string& value) { return key(id, 3), piece(value); }
    const std::string& text() const { return m_bytes; }

private:
    Columns& key(unsigned id, unsigned form)
    {
        number((id - m_last) << 2U | form);
        m_last = id;
        return *this;
    }
    Columns& number(std::uint64_t value) { return appendNumber(value, m_bytes), *this; }
    Columns& piece(const std::string& value)
    {
        number(value.size());
        m_bytes += value;
        return *this;
    }

    std::string m_bytes;
    unsigned m_last = 0;
};

TEST(BlockCodec, ReadsWhatADocumentedWriterWrites)
{
    const auto block = decodeBlock(Columns{2}
                                       .bytes(2, "oops")
                                       .each(16, {7, 300})
                                       .same(17, 1 + 2 * 1000)    // scheduled: 1000 ns
                                       .each(21, {0, 1 + 2 * 5})  // sent: never, and 5 ns later
                                       .each(36, {0, 1})          // error: offset
                                       .each(37, {0, 3})
                                       .same(57, 503)
                                       .same(58, 1)
                                       .text());
    ASSERT_TRUE(block);
    ASSERT_EQ(block->records.size(), 2U);
    EXPECT_EQ(block->records[1].sequence, 300U);
    EXPECT_EQ(block->records[0].scheduled, Nanos{1000});
    EXPECT_FALSE(isSet(block->records[0].sent));
    EXPECT_EQ(block->records[1].sent, Nanos{1005});
    EXPECT_EQ(block->textOf(block->records[1].error), "ops");
    EXPECT_EQ(block->records[0].httpStatus, 503);
    EXPECT_EQ(block->records[0].outcome, Outcome::HttpError);
}

TEST(BlockCodec, PassesOverFieldsOfALaterProgram)
{
    const auto block = decodeBlock(Columns{2}
                                       .future(15, "?")
                                       .each(16, {1, 2})
                                       .same(57, 200)
                                       .future(99, "compressed")
                                       .each(100, {5, 6})
                                       .same(127, 9)
                                       .bytes(5000, std::string(300, 'x'))
                                       .text());
    ASSERT_TRUE(block);
    EXPECT_EQ(block->records.size(), 2U);
    EXPECT_EQ(block->records[1].httpStatus, 200);
}

// The defaults of RequestRecord are part of the format: what is not there reads as them.
TEST(BlockCodec, ReadsFieldsThatAreMissingAsTheDefaultsOfTheFormat)
{
    const auto block = decodeBlock(Columns{1}.each(16, {41}).text());
    ASSERT_TRUE(block);
    const RequestRecord& record = block->records.at(0);
    EXPECT_EQ(record.sequence, 41U);
    for (const Nanos at : {record.scheduled, record.connectStart, record.connected, record.secured, record.sent,
                           record.written, record.firstByte, record.firstEvent, record.firstReasoning,
                           record.firstVisible, record.end, record.firstToken.at, record.lastToken.at})
        EXPECT_FALSE(isSet(at));
    EXPECT_EQ(record.firstToken.bound, Nanos{0});
    EXPECT_EQ(record.firstToken.stamp, Stamp::User);
    for (const Piece piece : {record.chunks, record.error, record.response, record.salt, record.headers,
                              record.rawEvents, record.finishReason})
        EXPECT_EQ(piece.length, 0U);
    for (const std::int32_t number : {record.serverMetrics, record.tokensRequested, record.promptTokens,
                                      record.serverInputTokens, record.serverOutputTokens, record.serverCachedTokens,
                                      record.serverReasoningTokens, record.streamedTokens, record.retryAfterMs})
        EXPECT_EQ(number, -1);
    for (const std::uint32_t number : {record.chunkCount, record.firstChunkTokens, record.stream, record.prompt})
        EXPECT_EQ(number, 0U);
    EXPECT_EQ(record.worker + record.attempt + record.httpStatus, 0);
    EXPECT_EQ(record.outcome, Outcome::Local);
    EXPECT_EQ(record.phase, Phase::Measured);
    EXPECT_EQ(record.tokenSource, TokenSource::Estimate);
    EXPECT_FALSE(record.chunkTokensKnown || record.staleRetry || record.complete || record.keptOpen);
}

TEST(BlockCodec, ReadsAnEnumeratorOfALaterProgramAsTheDefault)
{
    const auto block = decodeBlock(Columns{2}.each(16, {1, 2}).each(58, {0, 200}).same(60, 9).text());
    ASSERT_TRUE(block);
    EXPECT_EQ(block->records[0].outcome, Outcome::Ok);
    EXPECT_EQ(block->records[1].outcome, Outcome::Local);
    EXPECT_EQ(block->records[1].tokenSource, TokenSource::Estimate);
}

TEST(BlockCodec, RefusesWhatNoRecordHolds)
{
    const std::uint64_t far = std::uint64_t{1} << 63U;
    EXPECT_FALSE(decodeBlock(Columns{3}.each(16, {1, 2}).text()));                 // too few
    EXPECT_FALSE(decodeBlock(Columns{1}.each(16, {1, 2}).text()));                 // too many
    EXPECT_FALSE(decodeBlock(Columns{1}.bytes(16, "a").text()));                   // of another form
    EXPECT_FALSE(decodeBlock(Columns{1}.each(16, {1}).same(17, far + 1).text()));  // beyond 73 years
    EXPECT_FALSE(decodeBlock(Columns{1}.each(16, {1}).same(29, far).text()));      // a bound, too
    EXPECT_FALSE(decodeBlock(Columns{1}.each(16, {1}).same(55, 65536).text()));    // worker has 16 bits
    EXPECT_FALSE(decodeBlock(Columns{1}.each(16, {1}).same(36, 1).text()));  // outside the text, though of no length
    EXPECT_FALSE(decodeBlock(Columns{1}.bytes(2, "abc").each(16, {1}).same(36, 2).same(37, 2).text()));
    EXPECT_FALSE(decodeBlock(Columns{1}.same(3, 2).bytes(4, std::string(8, 'x')).each(16, {1}).text()));
    EXPECT_FALSE(decodeBlock(Columns{std::uint64_t{1} << 60U}.same(57, 200).text()));  // would take all memory
}

}  // namespace
}  // namespace inferometer
