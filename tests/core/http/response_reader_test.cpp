// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/response_reader.h"

#include <gtest/gtest.h>

#include <vector>

namespace inferometer {
namespace {

class Collect : public BodySink
{
public:
    void onBody(std::string_view bytes) override { body.append(bytes); }
    std::string body;
};

struct Outcome
{
    ResponseReader::Step step = ResponseReader::Step::NeedMore;
    std::string body;
    int status = 0;
    bool keepAlive = false;
    std::size_t left = 0;
};

// Feeds `bytes` in the given pieces, handing back what the reader did not consume, as a connection does.
Outcome feed(std::string_view bytes, const std::vector<std::size_t>& cuts, bool close = false)
{
    Collect sink;
    ResponseReader reader{sink};
    Outcome outcome;
    std::string carry;
    std::size_t at = 0;
    std::vector<std::size_t> ends = cuts;
    ends.push_back(bytes.size());
    for (const std::size_t end : ends) {
        carry.append(bytes.substr(at, end - at));
        at = end;
        std::size_t consumed = 0;
        outcome.step = reader.feed(carry, consumed);
        carry.erase(0, consumed);
        if (outcome.step != ResponseReader::Step::NeedMore)
            break;
    }
    if (close && outcome.step == ResponseReader::Step::NeedMore)
        outcome.step = reader.closed();
    outcome.left = carry.size() + bytes.size() - at;
    outcome.body = sink.body;
    outcome.status = reader.head().status;
    outcome.keepAlive = reader.head().keepAlive;
    return outcome;
}

constexpr std::string_view kChunked = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n"
                                      "Transfer-Encoding: chunked\r\n\r\n"
                                      "5\r\nhello\r\n7;name=value\r\n, world\r\n0\r\nX-Trailer: yes\r\n\r\n";

TEST(ResponseReader, ReadsChunksHoweverTheyAreSplit)
{
    for (std::size_t first = 0; first <= kChunked.size(); ++first) {
        const Outcome outcome = feed(kChunked, {first});
        ASSERT_EQ(outcome.step, ResponseReader::Step::Done) << first;
        ASSERT_EQ(outcome.body, "hello, world") << first;
    }
}

TEST(ResponseReader, ReadsChunksByteByByte)
{
    std::vector<std::size_t> cuts;
    for (std::size_t i = 1; i < kChunked.size(); ++i)
        cuts.push_back(i);
    const Outcome outcome = feed(kChunked, cuts);
    EXPECT_EQ(outcome.step, ResponseReader::Step::Done);
    EXPECT_EQ(outcome.body, "hello, world");
    EXPECT_TRUE(outcome.keepAlive);
}

TEST(ResponseReader, PassesOverInterimResponses)
{
    const std::string bytes
        = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + std::string{kChunked};
    for (std::size_t first = 0; first <= bytes.size(); ++first) {
        const Outcome outcome = feed(bytes, {first});
        ASSERT_EQ(outcome.step, ResponseReader::Step::Done) << first;
        ASSERT_EQ(outcome.status, 200);
        ASSERT_EQ(outcome.body, "hello, world");
    }
}

TEST(ResponseReader, StopsAtTheContentLength)
{
    const Outcome outcome = feed("HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\n\r\nabcHTTP/1.1", {});
    EXPECT_EQ(outcome.step, ResponseReader::Step::Done);
    EXPECT_EQ(outcome.status, 404);
    EXPECT_EQ(outcome.body, "abc");
    EXPECT_EQ(outcome.left, 8U);
}

TEST(ResponseReader, EndsABodyWithoutLengthAtTheClose)
{
    constexpr std::string_view kBytes = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: x\n\n";
    EXPECT_EQ(feed(kBytes, {}).step, ResponseReader::Step::NeedMore);
    const Outcome outcome = feed(kBytes, {}, true);
    EXPECT_EQ(outcome.step, ResponseReader::Step::Done);
    EXPECT_EQ(outcome.body, "data: x\n\n");
    EXPECT_FALSE(outcome.keepAlive);
}

TEST(ResponseReader, FailsWhenTheConnectionClosesEarly)
{
    for (std::size_t length = 1; length < kChunked.size(); ++length)
        ASSERT_EQ(feed(kChunked.substr(0, length), {}, true).step, ResponseReader::Step::Failed) << length;
    EXPECT_EQ(feed("", {}, true).step, ResponseReader::Step::Failed);
}

TEST(ResponseReader, RefusesWhatIsNotHttp)
{
    Collect sink;
    ResponseReader reader{sink};
    std::size_t consumed = 0;
    EXPECT_EQ(reader.feed("SSH-2.0-OpenSSH_9.2\r\n\r\n\r\n", consumed), ResponseReader::Step::Failed);
    EXPECT_NE(reader.errorText().find("not HTTP/1.1"), std::string::npos);
    EXPECT_EQ(feed("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", {}).step,
              ResponseReader::Step::Failed);
}

TEST(ResponseReader, NotesWhatTheHeadSays)
{
    Collect sink;
    ResponseReader reader{sink};
    std::size_t consumed = 0;
    reader.feed("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 2\r\nContent-Type: Application/JSON; a=b\r\n"
                "Connection: close\r\nContent-Length: 0\r\n\r\n",
                consumed);
    EXPECT_TRUE(reader.headSeen());
    EXPECT_EQ(reader.head().status, 429);
    EXPECT_DOUBLE_EQ(reader.head().retryAfter, 2);
    EXPECT_EQ(reader.head().contentType, "application/json");
    EXPECT_FALSE(reader.head().keepAlive);
    reader.reset();
    EXPECT_FALSE(reader.headSeen());
    reader.feed("HTTP/1.1 200 OK\r\nRetry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\n\r\n", consumed);
    EXPECT_DOUBLE_EQ(reader.head().retryAfter, 0);
    EXPECT_EQ(reader.head().contentType, "");
    reader.reset();
    reader.feed("HTTP/1.1 200 OK\r\nRetry-After: Wed, 21 Oct 2099 07:28:00 GMT\r\n\r\n", consumed);
    EXPECT_GT(reader.head().retryAfter, 1e8);
    reader.reset();
    reader.feed("HTTP/1.1 200 OK\r\nRetry-After: soon\r\n\r\n", consumed);
    EXPECT_DOUBLE_EQ(reader.head().retryAfter, -1);
}

TEST(ResponseReader, KeepsTheLinesOfTheHeadWithoutCookies)
{
    Collect sink;
    ResponseReader reader{sink};
    std::size_t consumed = 0;
    reader.feed("HTTP/1.1 100 Continue\r\nX-Interim: 1\r\n\r\n"
                "HTTP/1.1 200 Fine\r\nServer: vLLM\r\nset-cookie: session=abc\r\nX-Odd:  two  words \r\n"
                "Content-Length: 0\r\n\r\n",
                consumed);
    EXPECT_EQ(reader.head().lines,
              "HTTP/1.1 200 Fine\nServer: vLLM\nset-cookie: (not kept)\nX-Odd: two  words\nContent-Length: 0\n");
    reader.reset();
    EXPECT_EQ(reader.head().lines, "");
    reader.feed("HTTP/1.1 200 OK\r\nX-Long: " + std::string(5000, 'x') + "\r\nX-Short: 1\r\n\r\n", consumed);
    EXPECT_EQ(reader.head().lines, "HTTP/1.1 200 OK\nX-Short: 1\n");
}

}  // namespace
}  // namespace inferometer
