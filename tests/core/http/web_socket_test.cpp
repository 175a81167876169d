// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/web_socket.h"

#include "tests/support/loopback_server.h"
#include <gtest/gtest.h>

namespace inferometer {
namespace {

constexpr std::array<unsigned char, 4> kMask{1, 2, 3, 4};

// As a server sends it: not masked.
std::string frame(unsigned first, const std::string& bytes)
{
    std::string out(1, static_cast<char>(first));
    if (bytes.size() < 126)
        out += static_cast<char>(bytes.size());
    else
        out += std::string("\x7e") + static_cast<char>(bytes.size() >> 8U) + static_cast<char>(bytes.size() & 0xFFU);
    return out + bytes;
}

TEST(WebSocketFrames, AMessageIsReadHoweverItArrives)
{
    const std::string sent = frame(0x82, "one") + frame(0x02, "tw") + frame(0x89, "ping") + frame(0x80, "o")
        + frame(0x82, std::string(1000, 'x'));
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, sent.size()}) {
        WebSocketReader reader;
        std::string heard;
        for (std::size_t at = 0; at < sent.size(); at += piece) {
            reader.feed(std::string_view{sent}.substr(at, piece));
            while (const std::optional<WebSocketMessage> message = reader.next())
                heard += message->bytes.substr(0, 10) + ";";
        }
        EXPECT_EQ(heard, "one;ping;two;xxxxxxxxxx;");
        EXPECT_FALSE(reader.isBroken());
    }
}

TEST(WebSocketFrames, WhatBreaksTheProtocolIsNotRead)
{
    const std::string long8{"\x82\x7f\xff\xff\xff\xff\xff\xff\xff\xff", 10};
    for (const std::string& bad :
         {frame(0x83, "unknown"), frame(0xC2, "reserved"), frame(0x80, "no first piece"), frame(0x09, "half a ping"),
          frame(0x02, "a") + frame(0x82, "b"), frame(0x89, std::string(200, 'p')), long8, std::string{"\x82\x81mask!"}})
    {
        WebSocketReader reader;
        reader.feed(bad);
        EXPECT_FALSE(reader.next());
        EXPECT_TRUE(reader.isBroken()) << bad;
    }
}

TEST(WebSocketFrames, AMessageOfManyPiecesHasAnEnd)
{
    WebSocketReader reader;
    reader.feed(frame(0x02, "a"));
    for (std::size_t size = 0; size <= WebSocketReader::kMostMessage && !reader.isBroken(); size += 60'000) {
        reader.feed(frame(0x00, std::string(60'000, 'x')));
        EXPECT_FALSE(reader.next());
    }
    EXPECT_TRUE(reader.isBroken());
}

TEST(WebSocketFrames, AClientMasksWhatItSends)
{
    std::string out;
    appendWebSocketFrame(WebSocketFrame::Binary, "abc", kMask, out);
    EXPECT_EQ(out, (std::string{"\x82\x83\x01\x02\x03\x04", 6} + "``" + "`"));
    for (const std::size_t size : {std::size_t{125}, std::size_t{126}, std::size_t{0xFFFF}, std::size_t{0x10000}}) {
        out.clear();
        appendWebSocketFrame(WebSocketFrame::Binary, std::string(size, 'x'), kMask, out);
        EXPECT_EQ(out.size(), size + 6 + (size < 126 ? 0 : size <= 0xFFFF ? 2 : 8));
    }
}

Error refusal(const std::string& answer)
{
    const LoopbackServer server{ServerScript{ServerStep::expectRequest(), ServerStep::send(answer)}};
    FetchRequest request;
    request.url = server.url() + "/exec";
    request.timeout = std::chrono::seconds{5};
    const Result<std::unique_ptr<WebSocket>> socket = WebSocket::open(request, "v4.channel.k8s.io");
    EXPECT_FALSE(socket) << answer;
    return socket ? Error::verbatim(Errc::Unsupported, "") : socket.error();
}

TEST(WebSocket, WhatOpensNoneIsSaidWithTheServersWords)
{
    const auto withBody = [](const std::string& first, const std::string& body) {
        return first + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    };
    const Error forbidden = refusal(withBody("HTTP/1.1 403 Forbidden", R"({"message":"pods \"x\" is forbidden"})"));
    EXPECT_EQ(forbidden.code, Errc::Auth);
    EXPECT_NE(forbidden.message.find("opens no WebSocket (HTTP 403: pods \"x\" is forbidden)"), std::string::npos);
    EXPECT_EQ(refusal(withBody("HTTP/1.1 404 Not Found", "gone \x1b[31m")).message.find('\x1b'), std::string::npos);
    EXPECT_EQ(refusal(withBody("HTTP/1.1 500 Oops", "")).code, Errc::Network);
    EXPECT_EQ(refusal(withBody("HTTP/1.1 200 OK", "hello")).code, Errc::Unsupported);
    EXPECT_EQ(refusal("HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: forged\r\n"
                      "Sec-WebSocket-Protocol: v4.channel.k8s.io\r\n\r\n")
                  .code,
              Errc::Unsupported);
    EXPECT_EQ(refusal("nonsense").code, Errc::Network);
}

}  // namespace
}  // namespace inferometer
