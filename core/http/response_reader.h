// SPDX-License-Identifier: GPL-3.0-or-later
// Reads HTTP/1.1 responses (RFC 9112) piece by piece and hands the body on in place: no copy, no allocation. As lenient
// as the usual clients are: a status line without reason, lines that end in LF alone, chunked said twice, a length
// beside chunked (which wins).
#pragma once

#include "core/http/body_decoder.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace inferometer {

// What the head of a response says.
struct ResponseHead
{
    int status = 0;
    bool keepAlive = false;
    bool chunked = false;
    double retryAfter = -1;       // s from now, 0 for a date that has passed; -1: not given. Retry-After before its -ms
    std::string contentType;      // lower case, without parameters
    std::string contentEncoding;  // lower case; empty: none
    std::string location;         // of a redirect
    std::string lines;            // status line and fields, a line each, as they came but for cookies; up to 4 KiB
};

class ResponseReader
{
public:
    explicit ResponseReader(BodySink& sink);
    ResponseReader(const ResponseReader&) = delete;
    ResponseReader& operator=(const ResponseReader&) = delete;

    // Begins the next response. Allocates nothing.
    void reset();

    enum class Step : std::uint8_t { NeedMore, Done, Failed };

    // Reads on. `consumed` bytes are done with; the rest, less than 64 KiB, must come again, in front of what is read
    // next. Interim (1xx) responses are passed over. After Done: what is not consumed belongs to no request of ours.
    Step feed(std::string_view bytes, std::size_t& consumed);

    // The peer closed: Done when the body ends that way, else Failed.
    Step closed();

    bool headSeen() const { return m_headSeen; }
    const ResponseHead& head() const { return m_head; }

    // Where the last piece of body ended in the bytes of the last feed(); 0: there was none.
    std::size_t bodyEnd() const { return m_bodyEnd; }

    // What is wrong, after Failed. After Done of an error: why its body could not be read, empty when it could.
    const std::string& errorText() const { return m_error; }

private:
    enum class Place : std::uint8_t {
        StatusLine,
        Fields,
        Sized,
        UntilClose,
        ChunkSize,
        ChunkData,
        ChunkEnd,
        Trailers,
        Done,
        Failed
    };

    bool takesBody() const
    {
        return m_place == Place::Sized || m_place == Place::UntilClose || m_place == Place::ChunkData;
    }
    bool isOfChunk() const { return m_place == Place::ChunkSize || m_place == Place::ChunkEnd; }
    bool takeBody(std::string_view bytes, std::size_t& consumed);
    bool takeLine(std::string_view bytes, std::size_t& consumed);
    bool mayBegin(std::string_view begun);
    void onLine(std::string_view line);
    void onStatusLine(std::string_view line);
    void onField(std::string_view line);
    void noteField(std::string_view name, std::string_view value);
    void noteLength(std::string_view value);
    void noteCodings(std::string_view value);
    void noteConnection(std::string_view value);
    void onHeadEnd();
    void onChunkSize(std::string_view line);
    void finishBody();
    void passOverBody();
    void failStatus(std::string_view begun);
    void fail(std::string_view text);
    void keepLine(std::string_view name, std::string_view parting = {}, std::string_view value = {});

    BodySink& m_sink;
    BodyDecoder m_decoder;
    ResponseHead m_head;
    std::string m_error;
    std::uint64_t m_left = 0;     // of a sized body or a chunk
    std::int64_t m_length = -1;   // Content-Length
    std::size_t m_headBytes = 0;  // of head and trailers
    std::size_t m_bodyEnd = 0;
    double m_retryAfterMs = -1;
    Place m_place = Place::StatusLine;
    bool m_headSeen = false;
    bool m_isHttp10 = false;
    bool m_saysClose = false;
    bool m_saysKeepAlive = false;
    bool m_otherCoding = false;  // a transfer coding that is not chunked
    bool m_skipsBody = false;    // of an error, which cannot be read
};

}  // namespace inferometer
