// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/metrics/request_record.h"
#include "core/metrics/request_texts.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace inferometer {
namespace {

struct Encoded
{
    RecordBlock block;
    RequestRecord record;
};

Encoded encode(const std::vector<Chunk>& chunks, Nanos origin)
{
    ChunkWriter writer;
    writer.begin(origin);
    for (const Chunk& chunk : chunks)
        writer.add(chunk);
    Encoded encoded;
    encoded.block.chunkBytes.assign(3, 0xFF);  // so that the offset matters
    encoded.block.chunkBytes.insert(encoded.block.chunkBytes.end(), writer.bytes().begin(), writer.bytes().end());
    encoded.record.sent = origin;
    encoded.record.chunkCount = writer.count();
    encoded.record.chunks = {3, static_cast<std::uint32_t>(writer.bytes().size())};
    return encoded;
}

Chunk randomChunk(Random& random, Nanos& now)
{
    const auto width = random.below(45);
    now += Nanos{static_cast<std::int64_t>(random.below(1ULL << width)) - (width < 12 ? 100 : 0)};
    Chunk chunk;
    chunk.arrival = {now, random.below(2) == 0 ? Nanos{0} : Nanos{static_cast<std::int64_t>(random.below(1ULL << 33U))},
                     static_cast<Stamp>(random.below(3))};
    chunk.tokens = random.below(3) == 0 ? static_cast<std::uint32_t>(random.below(1ULL << random.below(32))) : 1;
    chunk.bytes = static_cast<std::uint32_t>(random.below(1ULL << random.below(32)));
    chunk.kind = static_cast<ChunkKind>(random.below(3));
    return chunk;
}

bool same(const Chunk& a, const Chunk& b)
{
    return a.arrival.at == b.arrival.at && a.arrival.bound == b.arrival.bound && a.arrival.stamp == b.arrival.stamp
        && a.tokens == b.tokens && a.bytes == b.bytes && a.kind == b.kind;
}

std::vector<Chunk> randomChunks(std::uint64_t seed, std::size_t n)
{
    Random random{seed};
    Nanos now{1000};
    std::vector<Chunk> chunks;
    for (std::size_t i = 0; i < n; ++i)
        chunks.push_back(randomChunk(random, now));
    return chunks;
}

TEST(ChunkWriter, EncodesAsDocumented)
{
    // 300 ns after `sent`: zigzag 600 = 0x258 -> D8 04; reasoning | bounded << 2 | both flags; 5 bytes; bound 7; 2
    // tokens.
    const Chunk chunk{{Nanos{1300}, Nanos{7}, Stamp::Bounded}, 2, 5, ChunkKind::Reasoning};
    const Encoded encoded = encode({chunk}, Nanos{1000});
    const std::vector<std::uint8_t> expected{0xFF, 0xFF, 0xFF, 0xD8, 0x04, 0x35, 5, 7, 2};
    EXPECT_EQ(encoded.block.chunkBytes, expected);
}

TEST(ChunkWriter, RoundTripsRandomChunks)
{
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const std::vector<Chunk> chunks = randomChunks(seed, seed % 37);
        const Encoded encoded = encode(chunks, Nanos{static_cast<std::int64_t>(seed) - 50});
        const std::vector<Chunk> decoded = chunksOf(encoded.block, encoded.record);
        ASSERT_EQ(decoded.size(), chunks.size());
        for (std::size_t i = 0; i < chunks.size(); ++i)
            EXPECT_TRUE(same(decoded[i], chunks[i])) << "seed " << seed << " chunk " << i;
    }
}

TEST(ChunkWriter, StartsAfreshAndKeepsItsCapacity)
{
    ChunkWriter writer;
    writer.reserve(1000);
    const std::size_t reserved = writer.capacity();
    for (int request = 0; request < 3; ++request) {
        writer.begin(Nanos{0});
        Nanos at{0};
        for (int i = 0; i < 1000; ++i) {
            at += std::chrono::seconds{8};
            writer.add({{at, std::chrono::seconds{8}, Stamp::Bounded}, 16383, 16383, ChunkKind::Content});
        }
        EXPECT_EQ(writer.count(), 1000U);
        EXPECT_EQ(writer.capacity(), reserved);
    }
}

TEST(ChunkWriter, NeedsSixBytesForAnOrdinaryChunk)
{
    ChunkWriter writer;
    writer.begin(Nanos{0});
    for (int i = 1; i <= 100; ++i)
        writer.add({{std::chrono::milliseconds{20} * i, Nanos{0}, Stamp::Exact}, 1, 5, ChunkKind::Content});
    EXPECT_EQ(writer.bytes().size(), 600U);
    EXPECT_LE(writer.bytes().size() + sizeof(RequestRecord), 1024U);
}

TEST(ChunkWriter, KeepsTheBoundOfAReadOnce)
{
    // Reads of four chunks each: the bound is written with the first, not with those that share it.
    ChunkWriter writer;
    writer.begin(Nanos{0});
    std::vector<Chunk> chunks;
    for (int i = 0; i < 100; ++i) {
        const Nanos at = std::chrono::milliseconds{4} * (i / 4 + 1);
        chunks.push_back({{at, std::chrono::milliseconds{4}, Stamp::Bounded}, 1, 5, ChunkKind::Content});
        writer.add(chunks.back());
    }
    EXPECT_LE(writer.bytes().size(), 500U);
    const Encoded encoded = encode(chunks, Nanos{0});
    const std::vector<Chunk> decoded = chunksOf(encoded.block, encoded.record);
    ASSERT_EQ(decoded.size(), 100U);
    for (std::size_t i = 0; i < chunks.size(); ++i)
        EXPECT_TRUE(same(decoded[i], chunks[i])) << i;
}

TEST(ChunksOf, IsEmptyWithoutChunks) { EXPECT_TRUE(chunksOf({}, {}).empty()); }

TEST(ChunksOf, EndsEarlyWhereBytesAreCut)
{
    const std::vector<Chunk> chunks = randomChunks(3, 20);
    Encoded encoded = encode(chunks, Nanos{0});
    std::size_t before = chunks.size();
    while (encoded.record.chunks.length > 0) {
        --encoded.record.chunks.length;
        const std::vector<Chunk> decoded = chunksOf(encoded.block, encoded.record);
        ASSERT_LE(decoded.size(), before);
        ASSERT_LT(decoded.size(), chunks.size());
        for (std::size_t i = 0; i < decoded.size(); ++i)
            EXPECT_TRUE(same(decoded[i], chunks[i]));
        before = decoded.size();
    }
    EXPECT_EQ(before, 0U);
}

TEST(ChunksOf, SurvivesRandomBytes)
{
    Random random{11};
    for (int round = 0; round < 2000; ++round) {
        RecordBlock block;
        for (std::uint64_t i = random.below(60); i > 0; --i)
            block.chunkBytes.push_back(static_cast<std::uint8_t>(random.below(256)));
        RequestRecord record;
        record.chunkCount = static_cast<std::uint32_t>(random.next());
        record.chunks = {0, static_cast<std::uint32_t>(block.chunkBytes.size())};
        for (const Chunk& chunk : chunksOf(block, record)) {
            EXPECT_LE(static_cast<int>(chunk.kind), 2);
            EXPECT_LE(static_cast<int>(chunk.arrival.stamp), 2);
        }
    }
}

TEST(ChunksOf, RefusesAPieceOutsideTheBlock)
{
    Encoded encoded = encode(randomChunks(1, 4), Nanos{0});
    ++encoded.record.chunks.length;
    EXPECT_TRUE(chunksOf(encoded.block, encoded.record).empty());
    encoded.record.chunks = {0xFFFFFFFF, 2};
    EXPECT_TRUE(chunksOf(encoded.block, encoded.record).empty());
}

TEST(ChunksOf, StopsAtReservedBits)
{
    Encoded encoded = encode({{{Nanos{5}, Nanos{0}, Stamp::Exact}, 1, 1, ChunkKind::Content}}, Nanos{0});
    EXPECT_EQ(chunksOf(encoded.block, encoded.record).size(), 1U);
    encoded.block.chunkBytes[4] = 0x80;
    EXPECT_TRUE(chunksOf(encoded.block, encoded.record).empty());
}

// Two of them may be subtracted from each other.
TEST(ChunksOf, StopsAtAMomentOutsideAnyRun)
{
    const Nanos far{(std::int64_t{1} << 61U) + 1};
    for (const Chunk& chunk : {Chunk{{far, Nanos{0}, Stamp::Exact}, 1, 1, ChunkKind::Content},
                               Chunk{{-far, Nanos{0}, Stamp::Exact}, 1, 1, ChunkKind::Content},
                               Chunk{{Nanos{5}, far, Stamp::Bounded}, 1, 1, ChunkKind::Content}})
    {
        const Encoded encoded
            = encode({{{Nanos{5}, Nanos{0}, Stamp::Exact}, 1, 1, ChunkKind::Content}, chunk}, Nanos{0});
        EXPECT_EQ(chunksOf(encoded.block, encoded.record).size(), 1U);
    }
}

TEST(Names, OfOutcomesGoBothWays)
{
    for (std::size_t i = 0; i < kOutcomes; ++i)
        EXPECT_EQ(outcomeFromName(outcomeName(static_cast<Outcome>(i))), static_cast<Outcome>(i));
    EXPECT_EQ(outcomeName(Outcome::StreamError), "stream_error");
    EXPECT_EQ(outcomeName(Outcome::Cancelled), "cancelled");
    EXPECT_EQ(outcomeFromName("anything else"), Outcome::Local);
}

TEST(Names, AreThoseOfTheFiles)
{
    EXPECT_EQ(stampName(Stamp::Exact), "exact");
    EXPECT_EQ(stampName(Stamp::Bounded), "bounded");
    EXPECT_EQ(stampName(Stamp::User), "user");
    EXPECT_EQ(tokenSourceName(TokenSource::Server), "server");
    EXPECT_EQ(tokenSourceName(TokenSource::Tokenizer), "tokenizer");
    EXPECT_EQ(tokenSourceName(TokenSource::Estimate), "estimate");
}

// As a file may hold them.
TEST(RawEvents, EndWhereTheirBytesAreBroken)
{
    std::string good;
    appendRawEvent({Nanos{1000}, "one"}, Nanos{0}, good);
    appendRawEvent({Nanos{2000}, ""}, Nanos{1000}, good);
    const auto eventsOf = [](const std::string& bytes) {
        RecordBlock block;
        block.text = bytes;
        RequestRecord record;
        record.sent = Nanos{0};
        record.rawEvents = {0, static_cast<std::uint32_t>(bytes.size())};
        return rawEventsOf(block, record).size();
    };
    EXPECT_EQ(eventsOf(good), 2U);
    EXPECT_EQ(eventsOf(good + "\x02"), 2U);                           // a moment and no length
    EXPECT_EQ(eventsOf(good + "\x02\x05xxxx"), 2U);                   // longer than what there is
    EXPECT_EQ(eventsOf(good + std::string(9, '\xff') + "\x01"), 2U);  // a moment beyond all years
    EXPECT_EQ(eventsOf(good + std::string(30, '\xff')), 2U);
    for (std::size_t cut = 0; cut < good.size(); ++cut)
        EXPECT_LE(eventsOf(good.substr(0, cut)), 1U) << cut;
}

TEST(RawEvents, AreToldLineByLineBehindTheirTimes)
{
    RecordBlock block;
    RequestRecord record;
    record.sent = Nanos{1'000'000};
    appendRawEvent({Nanos{13'345'678}, "event: x\r\ndata: \x1b[2J\xE2\x80\xAE\r\n\r\n"}, record.sent, block.text);
    appendRawEvent({Nanos{500'000}, "\xff"}, Nanos{13'345'678}, block.text);
    record.rawEvents = {0, static_cast<std::uint32_t>(block.text.size())};
    EXPECT_EQ(rawEventsText(block, record),
              "+12.346 ms  event: x\n"
              "            data: \\x1b[2J\\u202e\n"
              "-0.500 ms  \xEF\xBF\xBD\n");
    EXPECT_EQ(rawEventsText(block, RequestRecord{}), "");
}

}  // namespace
}  // namespace inferometer
