// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/http_client.h"

#include "core/base/text.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>

namespace inferometer {

std::string HttpReply::header(std::string_view name) const
{
    const std::string key = "\r\n" + lowered(name) + ":";
    const std::string all = "\r\n" + headers;
    const std::size_t at = lowered(all).find(key);
    if (at == std::string::npos)
        return {};
    const std::size_t begin = at + key.size();
    return std::string{trimmed(std::string_view{all}.substr(begin, all.find("\r\n", begin) - begin))};
}

std::vector<std::string> HttpReply::events() const
{
    std::vector<std::string> found;
    for (std::size_t at = 0; at < body.size();) {
        const std::size_t lineEnd = std::min(body.find('\n', at), body.size());
        std::string line = body.substr(at, lineEnd - at);
        at = lineEnd + 1;
        if (line.ends_with('\r'))
            line.pop_back();
        if (line.starts_with("data:"))
            line.erase(0, line.starts_with("data: ") ? 6 : 5);
        if (!line.empty() && !line.starts_with("event: "))
            found.push_back(std::move(line));
    }
    return found;
}

HttpClient::HttpClient(std::uint16_t port) : m_fd(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    setsockopt(m_fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(m_fd.get(), std::bit_cast<const sockaddr*>(&address), sizeof address) != 0)
        m_fd.reset();
}

bool HttpClient::send(std::string_view bytes) const
{
    while (!bytes.empty()) {
        const ssize_t sent = ::send(m_fd.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

std::optional<HttpReply::End> HttpClient::readMore(Nanos deadline)
{
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - monotonicNow());
    pollfd waiting{m_fd.get(), POLLIN, 0};
    if (poll(&waiting, 1, static_cast<int>(std::max<std::int64_t>(left.count(), 0))) <= 0)
        return HttpReply::End::Silent;
    std::array<char, 65536> buffer{};
    const ssize_t got = recv(m_fd.get(), buffer.data(), buffer.size(), 0);
    if (got > 0) {
        m_received.append(buffer.data(), static_cast<std::size_t>(got));
        return std::nullopt;
    }
    return got == 0 ? HttpReply::End::Closed : HttpReply::End::Reset;
}

HttpReply HttpClient::receive(std::chrono::milliseconds timeout)
{
    HttpReply reply;
    m_deadline = monotonicNow() + timeout;
    while (readHeader(reply) && reply.status == 100) {
        ++m_continues;
        reply = {};
    }
    if (!isSet(reply.headersAt))
        return reply;
    if (reply.header("Transfer-Encoding") == "chunked")
        readChunks(reply);
    else if (readExactly(reply, std::stoul("0" + reply.header("Content-Length")), reply.body))
        reply.end = HttpReply::End::Complete;
    return reply;
}

bool HttpClient::readHeader(HttpReply& reply)
{
    std::string line;
    if (!readLine(reply, line) || line.size() < 12)
        return false;
    reply.status = std::stoi(line.substr(9, 3));
    while (readLine(reply, line)) {
        if (line.empty()) {
            reply.headersAt = monotonicNow();
            return true;
        }
        reply.headers.append(line).append("\r\n");
    }
    return false;
}

void HttpClient::readChunks(HttpReply& reply)
{
    std::string line;
    std::string end;
    while (readLine(reply, line)) {
        const std::size_t size = std::stoul(line, nullptr, 16);
        HttpReply::Chunk chunk;
        if (!readExactly(reply, size, chunk.data) || !readExactly(reply, 2, end))
            return;
        if (size == 0) {
            reply.end = HttpReply::End::Complete;
            return;
        }
        chunk.at = monotonicNow();
        reply.body.append(chunk.data);
        reply.chunks.push_back(std::move(chunk));
    }
}

bool HttpClient::readLine(HttpReply& reply, std::string& line)
{
    std::size_t end = 0;
    while ((end = m_received.find("\r\n")) == std::string::npos) {
        if (const auto ended = readMore(m_deadline)) {
            reply.end = *ended;
            return false;
        }
    }
    line = m_received.substr(0, end);
    m_received.erase(0, end + 2);
    return true;
}

bool HttpClient::readExactly(HttpReply& reply, std::size_t bytes, std::string& out)
{
    while (m_received.size() < bytes) {
        if (const auto ended = readMore(m_deadline)) {
            reply.end = *ended;
            out = m_received;
            return false;
        }
    }
    out = m_received.substr(0, bytes);
    m_received.erase(0, bytes);
    return true;
}

HttpReply HttpClient::get(std::string_view path)
{
    std::string text{"GET "};
    text.append(path).append(" HTTP/1.1\r\nHost: localhost\r\n\r\n");
    return send(text) ? receive() : HttpReply{};
}

HttpReply HttpClient::post(std::string_view path, std::string_view body, std::string_view headers)
{
    return send(postText(path, body, headers)) ? receive() : HttpReply{};
}

std::string HttpClient::postText(std::string_view path, std::string_view body, std::string_view headers)
{
    std::string text{"POST "};
    text.append(path).append(" HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n").append(headers);
    return text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n").append(body);
}

}  // namespace inferometer
