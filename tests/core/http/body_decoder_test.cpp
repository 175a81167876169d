// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/body_decoder.h"

#include "tests/support/collect_body.h"
#include "tests/support/compressed.h"
#include <gtest/gtest.h>

namespace inferometer {
namespace {

const std::string kEvents = "data: {\"n\":1}\n\ndata: {\"n\":2}\n\ndata: [DONE]\n\n";

// What comes out of `bytes`, given in pieces of `piece`; the reason where it cannot be read.
std::string decoded(std::string_view label, std::string_view bytes, std::size_t piece)
{
    test::CollectBody sink;
    BodyDecoder decoder;
    decoder.begin(label);
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        if (!decoder.feed(bytes.substr(at, piece), sink))
            return decoder.errorText();
    }
    decoder.end(sink);
    return sink.body;
}

TEST(BodyDecoder, ReadsEveryFormHoweverItIsSplit)
{
    const std::string twoMembers
        = compressed("data: {\"n\":1}\n\n", kGzipForm) + compressed("data: {\"n\":2}\n\ndata: [DONE]\n\n", kGzipForm);
    const std::vector<std::pair<std::string, std::string>> bodies{
        {"gzip", compressed(kEvents, kGzipForm)},
        {"x-gzip", compressed(kEvents, kGzipForm)},
        {"", compressed(kEvents, kGzipForm)},
        {"br", compressed(kEvents, kGzipForm)},
        {"deflate", compressed(kEvents, kZlibForm)},
        {"deflate", compressed(kEvents, kRawForm)},
        {"gzip", twoMembers},
    };
    for (const auto& [label, bytes] : bodies) {
        for (std::size_t piece = 1; piece <= bytes.size(); ++piece)
            ASSERT_EQ(decoded(label, bytes, piece), kEvents) << label << " " << piece;
    }
}

TEST(BodyDecoder, ReadsPlainTextUnderAnyLabelAsItIs)
{
    for (const char* label : {"", "identity", "gzip", "deflate", "br", "zstd"}) {
        for (const std::string& text :
             {kEvents, std::string{"{\"error\":\"no\"}"}, std::string{"<!doctype html>"}, std::string{": ping\n\n"}})
        {
            EXPECT_EQ(decoded(label, text, 1), text) << label;
            EXPECT_EQ(decoded(label, text, 1000), text) << label;
        }
    }
    EXPECT_EQ(decoded("gzip", "x", 1), "x");
    EXPECT_EQ(decoded("", "\x1f", 1), "\x1f");
    EXPECT_EQ(decoded("", "\x1fplain", 1), "\x1fplain");
}

TEST(BodyDecoder, GivesEveryEventWhenItIsFlushed)
{
    test::CollectBody sink;
    BodyDecoder decoder;
    decoder.begin("gzip");
    Compressor server{kGzipForm};
    ASSERT_TRUE(decoder.feed(server.flushed("data: one\n\n"), sink));
    EXPECT_EQ(sink.body, "data: one\n\n");
    ASSERT_TRUE(decoder.feed(server.flushed("data: two\n\n"), sink));
    EXPECT_EQ(sink.body, "data: one\n\ndata: two\n\n");
}

TEST(BodyDecoder, NamesACodingThatItCannotRead)
{
    EXPECT_EQ(decoded("br", "\x1b\x2a\x01", 100),
              "the answer is br-compressed though not asked for; turn compression off for text/event-stream");
    EXPECT_NE(decoded("zstd", "\x28\xb5\x2f\xfd", 1).find("zstd-compressed"), std::string::npos);
}

TEST(BodyDecoder, RefusesDamageAndEndlessGrowth)
{
    std::string damaged = compressed(kEvents, kGzipForm);
    damaged[12] = static_cast<char>(~damaged[12]);
    EXPECT_EQ(decoded("gzip", damaged, 1000), "the compressed answer is damaged");
    test::CollectBody sink;
    BodyDecoder cut;
    cut.begin("gzip");
    EXPECT_TRUE(cut.feed(std::string_view{damaged}.substr(0, 8), sink));
    EXPECT_FALSE(cut.end(sink));
    EXPECT_EQ(cut.errorText(), "the compressed answer is cut short");
    const std::string bomb = compressed(std::string(64U << 20U, '\n'), kGzipForm);
    ASSERT_LT(bomb.size(), 100'000U);
    EXPECT_EQ(decoded("gzip", bomb, 4096), "the compressed answer grows without end");
}

TEST(BodyDecoder, StartsAnewWithEachBody)
{
    test::CollectBody sink;
    BodyDecoder decoder;
    for (int i = 0; i < 3; ++i) {
        sink.body.clear();
        decoder.begin("gzip");
        ASSERT_TRUE(decoder.feed(compressed(kEvents, kGzipForm), sink));
        EXPECT_EQ(sink.body, kEvents);
        decoder.begin("br");
        EXPECT_FALSE(decoder.feed("\x1b\x2a\x01", sink));
        EXPECT_FALSE(decoder.feed("more", sink));
        decoder.begin("");
        EXPECT_TRUE(decoder.feed("plain", sink));
        EXPECT_EQ(decoder.errorText(), "");
    }
}

}  // namespace
}  // namespace inferometer
