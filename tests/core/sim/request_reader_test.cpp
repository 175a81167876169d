// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/request_reader.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

using State = RequestReader::State;

const std::string kPost = "POST /v1/x?y=1 HTTP/1.1\r\nHost: h\r\nX-Request-Id: run-7\r\nContent-Length: 5\r\n\r\nhello";

std::string shown(RequestReader& reader)
{
    const HttpRequest& request = reader.request();
    return request.method + " " + request.target + " " + request.requestId + " " + request.body
        + (request.keepAlive ? " keep" : " close");
}

TEST(RequestReader, ReadsARequestCutAnywhere)
{
    for (std::size_t cut = 0; cut <= kPost.size(); ++cut) {
        RequestReader reader;
        if (cut > 0 && cut < kPost.size()) {
            EXPECT_EQ(reader.feed(kPost.substr(0, cut)), State::NeedsMore) << cut;
        }
        EXPECT_EQ(reader.feed(kPost.substr(cut == kPost.size() ? 0 : cut)), State::Complete) << cut;
        EXPECT_EQ(shown(reader), "POST /v1/x?y=1 run-7 hello keep") << cut;
    }
}

TEST(RequestReader, ReadsByteByByte)
{
    RequestReader reader;
    for (std::size_t i = 0; i + 1 < kPost.size(); ++i)
        ASSERT_EQ(reader.feed(kPost.substr(i, 1)), State::NeedsMore);
    EXPECT_EQ(reader.feed(kPost.substr(kPost.size() - 1)), State::Complete);
    EXPECT_EQ(shown(reader), "POST /v1/x?y=1 run-7 hello keep");
}

TEST(RequestReader, KeepsWhatComesBehindForTheNext)
{
    RequestReader reader;
    const std::string second = "GET /health HTTP/1.1\r\nConnection: close\r\n\r\n";
    EXPECT_EQ(reader.feed(kPost + second.substr(0, 9)), State::Complete);
    EXPECT_EQ(reader.feed(second.substr(9)), State::Complete);
    EXPECT_EQ(reader.keptBytes(), second.size());
    EXPECT_EQ(shown(reader), "POST /v1/x?y=1 run-7 hello keep");
    EXPECT_EQ(reader.next(), State::Complete);
    EXPECT_EQ(shown(reader), "GET /health   close");
    EXPECT_EQ(reader.next(), State::NeedsMore);
}

TEST(RequestReader, ReadsChunkedBodies)
{
    RequestReader reader;
    EXPECT_EQ(reader.feed("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n"), State::NeedsMore);
    EXPECT_EQ(reader.feed("2\r\nde\r\n0\r\nTrailer: t\r\n\r\n"), State::Complete);
    EXPECT_EQ(reader.request().body, "abcde");
}

TEST(RequestReader, TellsOnceWhenTheClientWaitsForContinue)
{
    RequestReader reader;
    EXPECT_EQ(reader.feed("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"), State::NeedsMore);
    EXPECT_TRUE(reader.takeContinue());
    EXPECT_FALSE(reader.takeContinue());
    EXPECT_EQ(reader.feed("ok"), State::Complete);
    EXPECT_FALSE(reader.takeContinue());
}

TEST(RequestReader, RefusesWhatIsNotHttpOrTooLarge)
{
    RequestReader garbage;
    EXPECT_EQ(garbage.feed("\x16\x03\x01 this is TLS\r\n\r\n"), State::Broken);
    EXPECT_EQ(garbage.errorStatus(), 400);
    RequestReader large;
    EXPECT_EQ(large.feed("POST / HTTP/1.1\r\nContent-Length: 999999999\r\n\r\n"), State::Broken);
    EXPECT_EQ(large.errorStatus(), 413);
    RequestReader header;
    EXPECT_EQ(header.feed("GET / HTTP/1.1\r\nX: " + std::string(RequestReader::kMaxHeader, 'x')), State::Broken);
}

}  // namespace
}  // namespace inferometer
