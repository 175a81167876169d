// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/response_reader.h"

#include "tests/support/collect_body.h"
#include "tests/support/compressed.h"
#include <gtest/gtest.h>

#include <vector>

namespace inferometer {
namespace {

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
    test::CollectBody sink;
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
    test::CollectBody sink;
    ResponseReader reader{sink};
    std::size_t consumed = 0;
    EXPECT_EQ(reader.feed("SSH-2.0-OpenSSH_9.2\r\n\r\n\r\n", consumed), ResponseReader::Step::Failed);
    EXPECT_NE(reader.errorText().find("not HTTP/1.1"), std::string::npos);
    for (const char* line : {"HTTP/1.1\r\n", "HTTP/1.\r\n", "HTTP/1.1 20\r\n", "HTTP/1.1 2x0\r\n"})
        EXPECT_EQ(feed(line, {}).step, ResponseReader::Step::Failed) << line;
    EXPECT_EQ(feed("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", {}).step,
              ResponseReader::Step::Failed);
}

TEST(ResponseReader, NotesWhatTheHeadSays)
{
    test::CollectBody sink;
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
    test::CollectBody sink;
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

TEST(ResponseReader, TakesAStatusLineWithoutReason)
{
    for (const char* line : {"HTTP/1.1 200\r\n", "HTTP/1.1 200 \r\n", "HTTP/1.1 200\n", "HTTP/1.0 200 OK\r\n"}) {
        const Outcome outcome = feed(std::string{line} + "Content-Length: 2\r\n\r\nok", {});
        EXPECT_EQ(outcome.step, ResponseReader::Step::Done) << line;
        EXPECT_EQ(outcome.status, 200);
        EXPECT_EQ(outcome.body, "ok");
    }
    for (const char* line : {"HTTP/1.1200 OK\r\n", "HTTP/1.1 20\r\n", "HTTP/1.1 2000\r\n", "HTTP/1.x 200\r\n"})
        EXPECT_EQ(feed(std::string{line} + "\r\n", {}).step, ResponseReader::Step::Failed) << line;
}

TEST(ResponseReader, TakesChunkedThatIsSaidTwice)
{
    constexpr std::string_view kBody = "\r\n2\r\nok\r\n0\r\n\r\n";
    for (const char* fields : {"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                               "Transfer-Encoding: chunked, Chunked\r\n", "Transfer-Encoding: identity, chunked\r\n"})
    {
        const Outcome outcome = feed(std::string{"HTTP/1.1 200 OK\r\n"}.append(fields).append(kBody), {});
        EXPECT_EQ(outcome.step, ResponseReader::Step::Done) << fields;
        EXPECT_EQ(outcome.body, "ok");
        EXPECT_TRUE(outcome.keepAlive);
    }
    EXPECT_EQ(feed(std::string{"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n"}.append(kBody), {}).step,
              ResponseReader::Step::Failed);
}

TEST(ResponseReader, LetsChunkedWinOverALengthAndKeepsNothingAlive)
{
    for (const char* fields :
         {"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"})
    {
        const Outcome outcome
            = feed(std::string{"HTTP/1.1 200 OK\r\n"}.append(fields).append("\r\n2\r\nok\r\n0\r\n\r\n"), {});
        EXPECT_EQ(outcome.step, ResponseReader::Step::Done) << fields;
        EXPECT_EQ(outcome.body, "ok");
        EXPECT_FALSE(outcome.keepAlive);
    }
}

TEST(ResponseReader, TakesALengthOnlyWhereAllAgree)
{
    const std::string_view start = "HTTP/1.1 200 OK\r\nContent-Length: ";
    EXPECT_EQ(feed(std::string{start} + "2, 2\r\nContent-Length: 2\r\n\r\nok", {}).step, ResponseReader::Step::Done);
    for (const char* wrong : {"2, 3", "-2", "2x", "99999999999999999999"})
        EXPECT_EQ(feed(std::string{start} + wrong + "\r\n\r\nok", {}).step, ResponseReader::Step::Failed) << wrong;
}

TEST(ResponseReader, KeepsAliveWhatSaysSo)
{
    const auto keeps = [](std::string_view version, std::string_view field) {
        return feed(std::string{version} + " 200 OK\r\nContent-Length: 0\r\n" + std::string{field} + "\r\n", {})
            .keepAlive;
    };
    EXPECT_TRUE(keeps("HTTP/1.1", ""));
    EXPECT_FALSE(keeps("HTTP/1.1", "Connection: Close\r\n"));
    EXPECT_FALSE(keeps("HTTP/1.0", ""));
    EXPECT_TRUE(keeps("HTTP/1.0", "Connection: x, Keep-Alive\r\n"));
}

TEST(ResponseReader, ReadsNoBodyWhereThereIsNone)
{
    EXPECT_EQ(feed("HTTP/1.1 204 No Content\r\n\r\n", {}).step, ResponseReader::Step::Done);
    EXPECT_EQ(feed("HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n", {}).step, ResponseReader::Step::Done);
}

// Why a whole answer cannot be read.
std::string reason(std::string_view bytes)
{
    test::CollectBody sink;
    ResponseReader reader{sink};
    std::size_t consumed = 0;
    EXPECT_EQ(reader.feed(bytes, consumed), ResponseReader::Step::Failed) << bytes;
    return reader.errorText();
}

TEST(ResponseReader, KnowsOtherProtocols)
{
    using namespace std::string_view_literals;
    const auto settings = "\0\0\x06\x04\0\0\0\0\0\0\x03\0\0\0\x64"sv;
    const auto goAway = "\0\0\x08\x07\0\0\0\0\0\0\0\0\0\0\0\0\x01"sv;
    for (const std::string_view bytes : {settings, goAway, "HTTP/2.0 200 OK\r\n"sv, "HTTP/2 200\r\n"sv})
        EXPECT_NE(reason(bytes).find("answers in HTTP/2"), std::string::npos) << reason(bytes);
    EXPECT_NE(reason("\x15\x03\x01\0\x02\x02\x46"sv).find("https://"), std::string::npos);
    EXPECT_EQ(reason("220 mail.example ESMTP\r\n"sv), "the answer is not HTTP/1.1; check the port");
    EXPECT_EQ(reason("\0\x01\x02\x03\x04\x05\x06\x07\x08"sv), "the answer is not HTTP/1.1; check the port");
}

TEST(ResponseReader, RefusesAHeadThatHasNoEndOrNoSense)
{
    const std::string start = "HTTP/1.1 200 OK\r\n";
    EXPECT_NE(reason(start + "X: " + std::string(70000, 'x')).find("64 KiB"), std::string::npos);
    std::string many = start;
    while (many.size() < 70000)
        many += "X-Again: and again\r\n";
    EXPECT_NE(reason(many).find("64 KiB"), std::string::npos);
    EXPECT_NE(reason(start + "no colon\r\n\r\n").find("no name"), std::string::npos);
    EXPECT_NE(reason(start + "X: a\x01z\r\n\r\n").find("control character"), std::string::npos);
    const std::string chunked = start + "Transfer-Encoding: chunked\r\n\r\n";
    EXPECT_NE(reason(chunked + "fffffffffffffffff\r\n").find("size of a chunk"), std::string::npos);
    EXPECT_NE(reason(chunked + "1;" + std::string(5000, 'x')).find("size of a chunk"), std::string::npos);
    EXPECT_NE(reason(chunked + "1\r\nabc").find("longer than it says"), std::string::npos);
}

TEST(ResponseReader, ReadsRetryAfterInMillisecondsWhereNothingElseIsSaid)
{
    const auto after = [](std::string_view fields) {
        test::CollectBody sink;
        ResponseReader reader{sink};
        std::size_t consumed = 0;
        reader.feed("HTTP/1.1 429 Slow Down\r\n" + std::string{fields} + "\r\n", consumed);
        return reader.head().retryAfter;
    };
    EXPECT_DOUBLE_EQ(after("retry-after-ms: 150\r\n"), 0.15);
    EXPECT_DOUBLE_EQ(after("Retry-After-Ms: 150\r\nRetry-After: 2\r\n"), 2);
    EXPECT_DOUBLE_EQ(after("Retry-After: 2\r\nRetry-After-Ms: 150\r\n"), 2);
    EXPECT_DOUBLE_EQ(after("Retry-After-Ms: soon\r\n"), -1);
}

TEST(ResponseReader, InflatesAndStillKnowsWhereTheBodyEnds)
{
    const std::string body = compressed("data: {\"n\":1}\n\n", kGzipForm);
    const std::string head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ";
    test::CollectBody sink;
    ResponseReader reader{sink};
    std::size_t consumed = 0;
    const std::string bytes = head + std::to_string(body.size()) + "\r\n\r\n" + body + "more";
    EXPECT_EQ(reader.feed(bytes, consumed), ResponseReader::Step::Done);
    EXPECT_EQ(sink.body, "data: {\"n\":1}\n\n");
    EXPECT_EQ(consumed, bytes.size() - 4);
    EXPECT_EQ(reader.bodyEnd(), consumed);
}

TEST(ResponseReader, SaysWhyTheBodyOfAnErrorCannotBeRead)
{
    const std::string rest = " X\r\nContent-Encoding: br\r\nContent-Length: 4\r\n\r\n\x1b\x2a\x01\x01";
    test::CollectBody sink;
    ResponseReader reader{sink};
    std::size_t consumed = 0;
    EXPECT_EQ(reader.feed("HTTP/1.1 502" + rest, consumed), ResponseReader::Step::Done);
    EXPECT_NE(reader.errorText().find("br-compressed"), std::string::npos);
    EXPECT_EQ(sink.body, "");
    reader.reset();
    EXPECT_EQ(reader.errorText(), "");
    EXPECT_EQ(reader.feed("HTTP/1.1 200" + rest, consumed), ResponseReader::Step::Failed);
}

}  // namespace
}  // namespace inferometer
