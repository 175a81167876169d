// SPDX-License-Identifier: GPL-3.0-or-later
// A blocking HTTP/1.1 client for tests of servers. It shares no code with what it tests and tells how the bytes came.
#pragma once

#include "core/base/fd.h"
#include "core/base/time.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

struct HttpReply
{
    enum class End : std::uint8_t { Complete, Closed, Reset, Silent };  // Silent: the time-out came first
    struct Chunk
    {
        std::string data;
        Nanos at{0};  // CLOCK_MONOTONIC when it was read
    };

    int status = 0;
    std::string headers;  // without the status line, each line with its end
    std::string body;     // without chunk framing
    std::vector<Chunk> chunks;
    End end = End::Closed;
    Nanos headersAt = kUnset;  // when the header was whole

    // The value of a header, or empty.
    std::string header(std::string_view name) const;
    // The data of server-sent events, or the lines of JSON lines.
    std::vector<std::string> events() const;
};

class HttpClient
{
public:
    explicit HttpClient(std::uint16_t port);

    bool send(std::string_view bytes) const;
    HttpReply receive(std::chrono::milliseconds timeout = std::chrono::seconds{10});

    HttpReply get(std::string_view path);
    HttpReply post(std::string_view path, std::string_view body, std::string_view headers = {});

    // A POST as text; `headers` has each line with its end.
    static std::string postText(std::string_view path, std::string_view body, std::string_view headers = {});

    // How many "100 Continue" came before answers.
    int continues() const { return m_continues; }
    bool isOpen() const { return m_fd.isOpen(); }
    void close() { m_fd.reset(); }

private:
    // Takes in the next bytes. Unset: some came.
    std::optional<HttpReply::End> readMore(Nanos deadline);
    bool readHeader(HttpReply& reply);
    void readChunks(HttpReply& reply);
    bool readLine(HttpReply& reply, std::string& line);
    bool readExactly(HttpReply& reply, std::size_t bytes, std::string& out);

    Fd m_fd;
    std::string m_received;
    Nanos m_deadline{0};
    int m_continues = 0;
};

}  // namespace inferometer
