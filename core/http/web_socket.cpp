// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/web_socket.h"

#include "core/base/foreign_json.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/http/address.h"

#include <openssl/evp.h>
#include <openssl/rand.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <utility>

namespace inferometer {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostHead = 64U << 10U;
constexpr std::size_t kPiece = 32U << 10U;
constexpr int kLook = 50;  // ms, for a stop

template <std::size_t size>
std::array<unsigned char, size> randomBytes()
{
    std::array<unsigned char, size> bytes{};
    RAND_bytes(bytes.data(), static_cast<int>(size));
    return bytes;
}

std::string newKey()
{
    const auto bytes = randomBytes<16>();
    std::string key;
    appendBase64({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, key);  // NOLINT: bytes as text
    return key;
}

// RFC 6455, 4.2.2.
std::string acceptOf(const std::string& key)
{
    const std::string text = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha1(), nullptr);
    std::string accept;
    appendBase64({reinterpret_cast<const char*>(digest.data()), size}, accept);  // NOLINT: bytes as text
    return accept;
}

// Empty where there is no such header.
std::string headerOf(std::string_view head, std::string_view name)
{
    while (!head.empty()) {
        const std::size_t end = std::min(head.find("\r\n"), head.size());
        const std::string_view line = head.substr(0, end);
        head.remove_prefix(std::min(end + 2, head.size()));
        const std::size_t colon = line.find(':');
        if (colon != std::string_view::npos && lowered(line.substr(0, colon)) == name)
            return std::string{trimmed(line.substr(colon + 1))};
    }
    return {};
}

// 0 where it is none.
int statusOf(std::string_view head)
{
    constexpr std::size_t kAt = 9;  // behind "HTTP/1.1 "
    return head.starts_with("HTTP/1.") && head.size() > kAt + 3
        ? static_cast<int>(parseInteger(head.substr(kAt, 3)).value_or(0))
        : 0;
}

Errc meaningOf(int status)
{
    switch (status) {
    case 401:
    case 403:
        return Errc::Auth;
    case 404:
        return Errc::NotFound;
    case 429:
        return Errc::RateLimited;
    default:
        return status >= 500 ? Errc::Network : status >= 400 ? Errc::InvalidInput : Errc::Unsupported;
    }
}

std::string wordsIn(const std::string& body, std::span<const Secret> secrets)
{
    constexpr std::size_t kMost = 300;
    const auto json = parseForeignJson(body);
    const bool isTold = json.is_object() && json.contains("message") && json["message"].is_string();
    const std::string text = withoutSecrets(isTold ? json["message"].get<std::string>() : body, secrets);
    return text.empty() ? std::string{"it gave no reason"} : visibleText(shownName(trimmed(text), kMost));
}

std::string placeOf(const FetchRequest& request)
{
    const Result<Url> url = parseUrl(request.url);
    return url ? url.value().authority() : std::string{};
}

std::string requestText(const FetchRequest& request, const Url& url, std::string_view protocols, const std::string& key)
{
    std::string text = "GET " + url.path + " HTTP/1.1\r\nHost: " + url.authority()
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + key
        + "\r\nSec-WebSocket-Protocol: ";
    text.append(protocols).append("\r\n");
    for (const auto& [name, value] : request.headers)
        text.append(name).append(": ").append(value).append("\r\n");
    return text + "\r\n";
}

Error noAnswer(const FetchRequest& request)
{
    return {Errc::Network,
            sentence("errors", "%1 did not open a WebSocket in time; try again.").with(placeOf(request))};
}

}  // namespace

Result<std::unique_ptr<WebSocket>> WebSocket::open(const FetchRequest& request, std::string_view protocols,
                                                   const std::stop_token& stop)
{
    std::unique_ptr<WebSocket> socket{new WebSocket};
    if (const Status dialed = socket->m_fetcher.dial(request, stop); !dialed)
        return dialed.error();
    if (const Status shaken = socket->shake(request, protocols, stop); !shaken)
        return shaken.error();
    return socket;
}

Status WebSocket::shake(const FetchRequest& request, std::string_view protocols, const std::stop_token& stop)
{
    const Result<Url> url = parseUrl(request.url);
    if (!url)
        return url.error();
    const std::string key = newKey();
    m_waiting = requestText(request, url.value(), protocols, key);
    const Result<std::string> head = readHead(request, stop);
    if (!head)
        return head.error();
    if (statusOf(head.value()) != 101)
        return refused(request, head.value(), stop);
    const std::string chosen = headerOf(head.value(), "sec-websocket-protocol");
    if (headerOf(head.value(), "sec-websocket-accept") != acceptOf(key) || chosen.empty()
        || protocols.find(chosen) == std::string_view::npos)
        return Error{
            Errc::Unsupported,
            sentence("errors", "%1 opens no WebSocket for %2; an older server, or a proxy on the way, may not know it.")
                .with(placeOf(request), protocols)};
    m_reader.feed(std::exchange(m_early, {}));
    sort();
    return {};
}

// False when the time is over, or it was stopped.
bool WebSocket::await(Clock::time_point until, const std::stop_token& stop) const
{
    if (stop.stop_requested() || Clock::now() > until)
        return false;
    pollfd ready{descriptor(), static_cast<short>(isSending() ? POLLIN | POLLOUT : POLLIN), 0};
    ::poll(&ready, 1, kLook);
    return true;
}

Result<std::string> WebSocket::readHead(const FetchRequest& request, const std::stop_token& stop)
{
    const Clock::time_point until = Clock::now() + request.timeout;
    std::array<char, kPiece> piece{};
    for (;;) {
        flush();
        const std::optional<std::size_t> got = m_fetcher.read(piece);
        if (got)
            m_early.append(piece.data(), *got);
        if (const std::size_t end = m_early.find("\r\n\r\n"); end != std::string::npos) {
            std::string head = m_early.substr(0, end);
            m_early.erase(0, end + 4);
            return head;
        }
        if (!got || m_early.size() > kMostHead)
            return Error{Errc::Network,
                         sentence("errors", "%1 closed the connection without a whole answer; check the server's log.")
                             .with(placeOf(request))};
        if (*got == 0 && !await(until, stop))
            return stop.stop_requested() ? Error{Errc::Cancelled, sentence("errors", "It was stopped.")}
                                         : noAnswer(request);
    }
}

Error WebSocket::refused(const FetchRequest& request, const std::string& head, const std::stop_token& stop)
{
    constexpr std::chrono::seconds kPatience{2};
    const Clock::time_point until = Clock::now() + kPatience;
    const auto length = static_cast<std::size_t>(
        std::clamp<std::int64_t>(parseInteger(headerOf(head, "content-length")).value_or(kMostHead), 0, kMostHead));
    std::array<char, kPiece> piece{};
    while (m_early.size() < length) {
        const std::optional<std::size_t> got = m_fetcher.read(piece);
        if (!got || (*got == 0 && !await(until, stop)))
            break;
        m_early.append(piece.data(), *got);
    }
    const int status = statusOf(head);
    return {meaningOf(status),
            sentence("errors", "%1 opens no WebSocket (HTTP %2: %3).")
                .with(placeOf(request), status, wordsIn(m_early, request.secrets))};
}

void WebSocket::queue(WebSocketFrame kind, std::string_view bytes)
{
    appendWebSocketFrame(kind, bytes, randomBytes<4>(), m_waiting);
}

void WebSocket::send(std::string_view bytes) { queue(WebSocketFrame::Binary, bytes); }

bool WebSocket::flush()
{
    bool moved = false;
    while (isSending()) {
        if (m_sending.empty()) {
            m_sending = std::exchange(m_waiting, {});
            m_sent = 0;
        }
        const std::optional<std::size_t> sent = m_fetcher.write(std::string_view{m_sending}.substr(m_sent));
        if (!sent) {
            m_sending.clear();
            m_waiting.clear();
            return moved;  // what came before is still read
        }
        if (*sent == 0)
            return moved;
        moved = true;
        m_sent += *sent;
        if (m_sent == m_sending.size())
            m_sending.clear();
    }
    return moved;
}

bool WebSocket::fetch()
{
    constexpr int kMostPieces = 32;  // at a time
    std::array<char, kPiece> piece{};
    bool moved = false;
    for (int count = 0; count < kMostPieces && !m_isOver; ++count) {
        const std::optional<std::size_t> got = m_fetcher.read(piece);
        m_isOver = !got;
        if (!got || *got == 0)
            break;
        moved = true;
        m_reader.feed({piece.data(), *got});
        sort();
    }
    return moved || m_isOver;
}

void WebSocket::sort()
{
    while (std::optional<WebSocketMessage> message = m_reader.next()) {
        if (message->kind == WebSocketFrame::Ping)
            queue(WebSocketFrame::Pong, message->bytes);
        else if (message->kind == WebSocketFrame::Close)
            m_isOver = true;
        else if (message->kind != WebSocketFrame::Pong)
            m_came.push_back(std::move(message->bytes));
    }
    m_isOver = m_isOver || m_reader.isBroken();
}

bool WebSocket::step()
{
    if (m_isOver)
        return false;
    const bool sent = flush();
    return fetch() || sent;
}

std::optional<std::string> WebSocket::take()
{
    if (m_came.empty())
        return std::nullopt;
    std::string first = std::move(m_came.front());
    m_came.pop_front();
    return first;
}

}  // namespace inferometer
