// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/http_client.h"
#include "tests/support/loopback_server.h"
#include <gtest/gtest.h>

namespace inferometer {
namespace {

using Step = ServerStep;

const std::string kReply = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

TEST(LoopbackServer, SendsExactBytesAndKeepsRequests)
{
    LoopbackServer server(
        ServerScript{Step::expectRequest(), Step::send(kReply), Step::expectRequest(), Step::send(kReply)});
    HttpClient client(server.port());
    EXPECT_EQ(client.post("/a", "one").body, "hello");
    EXPECT_EQ(client.post("/b", "two").body, "hello");
    EXPECT_EQ(client.receive().end, HttpReply::End::Closed) << "the script has ended";
    ASSERT_EQ(server.requests().size(), 2U);
    EXPECT_EQ(server.requests()[1], HttpClient::postText("/b", "two"));
}

TEST(LoopbackServer, SendsInPieces)
{
    const std::string body = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n";
    const std::size_t second = body.find("3\r\ndef");
    LoopbackServer server(
        ServerScript{Step::expectRequest(), Step::sendCut(body, {5, second}, std::chrono::milliseconds{20})});
    const Nanos start = monotonicNow();
    const HttpReply reply = HttpClient(server.port()).get("/");
    EXPECT_GE(monotonicNow() - start, std::chrono::milliseconds{40}) << "a pause before each further piece";
    EXPECT_EQ(reply.chunks.size(), 2U);
    EXPECT_EQ(reply.body, "abcdef");
}

TEST(LoopbackServer, ClosesResetsAndStalls)
{
    const Step begin = Step::send(kReply.substr(0, kReply.size() - 2));
    LoopbackServer server(std::vector<ServerScript>{{Step::expectRequest(), begin, Step::close()},
                                                    {Step::expectRequest(), begin, Step::reset()},
                                                    {Step::expectRequest(), begin, Step::stall()}});
    EXPECT_EQ(HttpClient(server.port()).get("/").end, HttpReply::End::Closed);
    EXPECT_EQ(HttpClient(server.port()).get("/").end, HttpReply::End::Reset);
    HttpClient stalled(server.port());
    stalled.send("GET / HTTP/1.1\r\n\r\n");
    EXPECT_EQ(stalled.receive(std::chrono::milliseconds{50}).end, HttpReply::End::Silent);
    HttpClient further(server.port());
    further.send("GET / HTTP/1.1\r\n\r\n");
    EXPECT_EQ(further.receive(std::chrono::milliseconds{50}).end, HttpReply::End::Silent) << "the last script again";
    EXPECT_EQ(server.connections(), 4U);
}

TEST(LoopbackServer, WaitsAndStopsInTheMiddleOfAWait)
{
    const Nanos start = monotonicNow();
    {
        LoopbackServer server(ServerScript{Step::expectRequest(), Step::wait(std::chrono::milliseconds{20}),
                                           Step::send(kReply), Step::wait(std::chrono::minutes{1})});
        HttpClient client(server.port());
        EXPECT_EQ(client.get("/").body, "hello");
        EXPECT_GE(monotonicNow() - start, std::chrono::milliseconds{20});
    }
    EXPECT_LT(monotonicNow() - start, std::chrono::seconds{30});
}

}  // namespace
}  // namespace inferometer
