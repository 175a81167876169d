// SPDX-License-Identifier: GPL-3.0-or-later
// Reads HTTP/1.1 responses (RFC 9112) piece by piece and hands the body on in place: no copy, no allocation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace inferometer {

// What the head of a response says.
struct ResponseHead
{
    int status = 0;
    bool keepAlive = false;
    bool chunked = false;
    double retryAfter = -1;   // s from now, 0 for a date that has passed; -1: not given
    std::string contentType;  // lower case, without parameters
    std::string location;     // of a redirect
    std::string lines;        // status line and fields, a line each, as they came but for cookies; up to 4 KiB
};

// Takes the pieces of a body as they are read.
class BodySink
{
public:
    virtual ~BodySink() = default;
    virtual void onBody(std::string_view bytes) = 0;
};

class ResponseReader
{
public:
    explicit ResponseReader(BodySink& sink);
    ~ResponseReader();
    ResponseReader(const ResponseReader&) = delete;
    ResponseReader& operator=(const ResponseReader&) = delete;

    // Begins the next response. Allocates nothing.
    void reset();

    enum class Step : std::uint8_t { NeedMore, Done, Failed };

    // Reads on. `consumed` bytes are done with; the rest must come again, in front of what is read next. Interim (1xx)
    // responses are passed over. After Done: what is not consumed belongs to no request of ours.
    Step feed(std::string_view bytes, std::size_t& consumed);

    // The peer closed: Done when the body ends that way, else Failed.
    Step closed();

    bool headSeen() const;
    const ResponseHead& head() const;

    // What is wrong, after Failed.
    const std::string& errorText() const;

private:
    class Parser;
    std::unique_ptr<Parser> m_parser;
};

}  // namespace inferometer
