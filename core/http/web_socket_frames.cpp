// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/web_socket_frames.h"

#include <utility>

namespace inferometer {

namespace {

constexpr unsigned kLast = 0x80;    // of the first byte
constexpr unsigned kMasked = 0x80;  // of the second
constexpr unsigned kTwoBytes = 126;
constexpr unsigned kEightBytes = 127;

unsigned byteAt(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

std::uint64_t bigEndian(std::string_view bytes)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        value = value << 8U | byteAt(bytes, i);
    return value;
}

void appendBigEndian(std::uint64_t value, unsigned bytes, std::string& out)
{
    while (bytes-- > 0)
        out += static_cast<char>(value >> 8U * bytes & 0xFFU);
}

bool isKnown(unsigned opcode) { return opcode <= 2 || (opcode >= 8 && opcode <= 10); }
bool isControl(WebSocketFrame kind) { return kind >= WebSocketFrame::Close; }

}  // namespace

void appendWebSocketFrame(WebSocketFrame kind, std::string_view bytes, const std::array<unsigned char, 4>& mask,
                          std::string& out)
{
    out += static_cast<char>(kLast | static_cast<unsigned>(kind));
    if (bytes.size() < kTwoBytes) {
        out += static_cast<char>(kMasked | static_cast<unsigned>(bytes.size()));
    } else if (bytes.size() <= 0xFFFF) {
        out += static_cast<char>(kMasked | kTwoBytes);
        appendBigEndian(bytes.size(), 2, out);
    } else {
        out += static_cast<char>(kMasked | kEightBytes);
        appendBigEndian(bytes.size(), 8, out);
    }
    for (const unsigned char byte : mask)
        out += static_cast<char>(byte);
    for (std::size_t i = 0; i < bytes.size(); ++i)
        out += static_cast<char>(byteAt(bytes, i) ^ mask.at(i % mask.size()));
}

std::optional<WebSocketReader::Head> WebSocketReader::head()
{
    const std::string_view left = std::string_view{m_bytes}.substr(m_at);
    if (left.size() < 2)
        return std::nullopt;
    const unsigned first = byteAt(left, 0);
    const unsigned length = byteAt(left, 1);
    Head head{static_cast<WebSocketFrame>(first & 0xFU), (first & kLast) != 0, 2, length};
    if (length == kTwoBytes || length == kEightBytes) {
        const std::size_t more = length == kTwoBytes ? 2 : 8;
        if (left.size() < 2 + more)
            return std::nullopt;
        head.size += more;
        head.body = bigEndian(left.substr(2, more));
    }
    const std::size_t before = m_pieces ? m_pieces->bytes.size() : 0;
    const bool isSound = isKnown(first & 0xFU) && (first & 0x70U) == 0 && (length & kMasked) == 0
        && head.body <= kMostMessage - before && (!isControl(head.kind) || (head.isLast && head.body < kTwoBytes));
    if (!isSound) {
        m_isBroken = true;
        return std::nullopt;
    }
    return left.size() - head.size >= head.body ? std::optional{head} : std::nullopt;
}

std::optional<WebSocketMessage> WebSocketReader::take(const Head& head)
{
    const auto size = static_cast<std::size_t>(head.body);
    std::string bytes = m_bytes.substr(m_at + head.size, size);
    m_at += head.size + size;
    if (m_at == m_bytes.size() || m_at > kMostMessage)
        m_bytes.erase(0, std::exchange(m_at, 0));
    if (isControl(head.kind))
        return WebSocketMessage{head.kind, std::move(bytes)};
    if ((head.kind == WebSocketFrame::More) != m_pieces.has_value()) {
        m_isBroken = true;  // the first piece says what it is, and no other does
        return std::nullopt;
    }
    if (!m_pieces)
        m_pieces = WebSocketMessage{head.kind, {}};
    m_pieces->bytes += bytes;
    return head.isLast ? std::exchange(m_pieces, std::nullopt) : std::nullopt;
}

std::optional<WebSocketMessage> WebSocketReader::next()
{
    while (!m_isBroken) {
        const std::optional<Head> read = head();
        if (!read)
            return std::nullopt;
        if (std::optional<WebSocketMessage> message = take(*read))
            return message;
    }
    return std::nullopt;
}

}  // namespace inferometer
