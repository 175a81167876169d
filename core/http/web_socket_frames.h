// SPDX-License-Identifier: GPL-3.0-or-later
// The frames of a WebSocket as a client reads and writes them (RFC 6455, section 5).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace inferometer {

enum class WebSocketFrame : std::uint8_t { More = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

struct WebSocketMessage
{
    WebSocketFrame kind = WebSocketFrame::Binary;  // never More: pieces come as their whole
    std::string bytes;
};

// A frame of a client, masked as section 5.3 has it, appended.
void appendWebSocketFrame(WebSocketFrame kind, std::string_view bytes, const std::array<unsigned char, 4>& mask,
                          std::string& out);

// What a server sends, as messages. One thread at a time.
class WebSocketReader
{
public:
    // Of a message with all its pieces; a longer one breaks it.
    static constexpr std::size_t kMostMessage = 16U << 20U;

    void feed(std::string_view bytes) { m_bytes.append(bytes); }
    // nullopt: more bytes are needed, or what came is no WebSocket.
    std::optional<WebSocketMessage> next();
    // What came breaks the protocol; nothing more is read.
    bool isBroken() const { return m_isBroken; }

private:
    struct Head
    {
        WebSocketFrame kind = WebSocketFrame::Binary;
        bool isLast = true;
        std::size_t size = 0;    // of the head
        std::uint64_t body = 0;  // bytes behind it
    };
    std::optional<Head> head();
    std::optional<WebSocketMessage> take(const Head& head);

    std::string m_bytes;
    std::size_t m_at = 0;  // read so far
    std::optional<WebSocketMessage> m_pieces;
    bool m_isBroken = false;
};

}  // namespace inferometer
