// SPDX-License-Identifier: GPL-3.0-or-later
// Reads HTTP/1.1 requests from a connection's bytes, however they are cut; keeps what comes behind a request for the
// next one.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace inferometer {

struct HttpRequest
{
    std::string method;
    std::string target;     // as sent, query included
    std::string requestId;  // x-request-id
    std::string body;
    bool keepAlive = true;
    bool expectsContinue = false;
    int version = 11;  // 10 for HTTP/1.0
};

class RequestReader
{
public:
    enum class State : std::uint8_t { NeedsMore, Complete, Broken };

    RequestReader();
    ~RequestReader();
    RequestReader(RequestReader&& other) noexcept;
    RequestReader& operator=(RequestReader&& other) noexcept;

    // Reads on. While a request is complete, bytes are only kept. Broken: errorStatus() says why; nothing follows.
    State feed(std::string_view bytes);

    // The request in progress, or complete.
    HttpRequest& request();

    // Forgets the complete request and reads the next from the bytes that are kept.
    State next();

    // The header is complete, the body is not, and the client waits for "100 Continue". True once a request.
    bool takeContinue();

    int errorStatus() const;
    std::size_t keptBytes() const;

    static constexpr std::size_t kMaxHeader = 64U << 10U;
    static constexpr std::size_t kMaxBody = 64U << 20U;

private:
    struct Parser;
    State parseKept();

    std::unique_ptr<Parser> m_parser;
    std::string m_kept;
    State m_state = State::NeedsMore;
    int m_errorStatus = 400;
};

}  // namespace inferometer
