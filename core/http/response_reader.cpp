// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/response_reader.h"

#include "core/base/text.h"
#include "core/base/time.h"

#include <algorithm>
#include <charconv>

namespace inferometer {

namespace {

constexpr std::size_t kHeaderLimit = 64U << 10U;
constexpr std::size_t kSizeLineLimit = 4U << 10U;  // a chunk's size with its extensions
constexpr std::size_t kKeptLines = 4U << 10U;
constexpr std::string_view kVersion = "HTTP/1.";
constexpr std::string_view kHttp2 = "the endpoint answers in HTTP/2; give the port that speaks HTTP/1.1, or a gateway";

// Of a Retry-After: a number of seconds or a date.
double secondsUntil(std::string_view text)
{
    if (const auto date = parseHttpDate(text))
        return std::max(0.0, seconds(*date - realtimeNow()));
    return parseNumber(text).value_or(-1);
}

char lowerOf(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// `word` is in lower case.
bool is(std::string_view text, std::string_view word)
{
    return std::equal(text.begin(), text.end(), word.begin(), word.end(),
                      [](char a, char b) { return lowerOf(a) == b; });
}

bool isControl(char c) { return (c >= 0 && c < ' ' && c != '\t') || c == 0x7F; }

// Calls `onWord` for each of a comma-separated list.
template <typename OnWord>
void forEachWord(std::string_view list, OnWord&& onWord)
{
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        if (const std::string_view word = trimmed(list.substr(0, comma)); !word.empty())
            onWord(word);
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
}

// In place: the room that was reserved is kept, so that no answer costs an allocation.
void setLowered(std::string& to, std::string_view value)
{
    to.assign(trimmed(value));
    lower(to);
}

// RFC 9113, sections 4.1 and 3.4: the first frame of a server is SETTINGS, or GOAWAY where it likes us not; both belong
// to stream 0.
constexpr std::size_t kFrameHead = 9;
bool isHttp2Frame(std::string_view bytes)
{
    return bytes.size() >= kFrameHead && (bytes[3] == 4 || bytes[3] == 7)
        && bytes.substr(5, 4) == std::string_view{"\0\0\0\0", 4};
}

}  // namespace

ResponseReader::ResponseReader(BodySink& sink) : m_sink(sink)
{
    m_head.contentType.reserve(64);
    m_head.contentEncoding.reserve(32);
    m_head.lines.reserve(512);
    reset();
}

void ResponseReader::reset()
{
    m_head.status = 0;
    m_head.keepAlive = m_head.chunked = false;
    m_head.retryAfter = m_retryAfterMs = -1;
    m_head.contentType.clear();
    m_head.contentEncoding.clear();
    m_head.location.clear();
    m_head.lines.clear();
    m_error.clear();
    m_left = 0;
    m_length = -1;
    m_headBytes = m_bodyEnd = 0;
    m_place = Place::StatusLine;
    m_headSeen = m_isHttp10 = m_saysClose = m_saysKeepAlive = m_otherCoding = m_skipsBody = false;
}

ResponseReader::Step ResponseReader::feed(std::string_view bytes, std::size_t& consumed)
{
    consumed = 0;
    m_bodyEnd = 0;
    while (m_place < Place::Done && (takesBody() ? takeBody(bytes, consumed) : takeLine(bytes, consumed))) {
    }
    if (m_place == Place::Failed)
        return Step::Failed;
    return m_place == Place::Done ? Step::Done : Step::NeedMore;
}

// False: the bytes are used up.
bool ResponseReader::takeBody(std::string_view bytes, std::size_t& consumed)
{
    std::string_view piece = bytes.substr(consumed);
    if (piece.empty())
        return false;
    if (m_place != Place::UntilClose)
        piece = piece.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), m_left)));
    consumed += piece.size();
    m_bodyEnd = consumed;
    m_left -= m_place == Place::UntilClose ? 0 : piece.size();
    if (!m_skipsBody && !m_decoder.feed(piece, m_sink))
        passOverBody();
    if (m_left == 0 && m_place == Place::Sized)
        finishBody();
    else if (m_left == 0 && m_place == Place::ChunkData)
        m_place = Place::ChunkEnd;
    return true;
}

// False: no whole line is there.
bool ResponseReader::takeLine(std::string_view bytes, std::size_t& consumed)
{
    const std::string_view rest = bytes.substr(consumed);
    const std::size_t end = rest.find('\n');
    if (!mayBegin(rest.substr(0, end)) || end == std::string_view::npos)
        return false;
    consumed += end + 1;
    if (!isOfChunk())
        m_headBytes += end + 1;
    onLine(rest.substr(0, end - (end > 0 && rest[end - 1] == '\r' ? 1 : 0)));
    return true;
}

// Whether a line may begin so; fails where it may not.
bool ResponseReader::mayBegin(std::string_view begun)
{
    switch (m_place) {
    case Place::StatusLine:
        // Binary: whether it is a frame shows when its head is there.
        if (!begun.empty() && begun[0] == '\0' && begun.size() < kFrameHead)
            return true;
        if (begun.substr(0, kVersion.size()) != kVersion.substr(0, begun.size()))
            failStatus(begun);
        break;
    case Place::ChunkSize:
        if (begun.size() > kSizeLineLimit)
            fail("the size of a chunk cannot be read");
        break;
    case Place::ChunkEnd:
        if (!begun.empty() && begun != "\r")
            fail("a chunk of the answer is longer than it says");
        break;
    default:
        break;
    }
    if (!isOfChunk() && m_headBytes + begun.size() >= kHeaderLimit)
        fail("the head of the answer is larger than 64 KiB");
    return m_place != Place::Failed;
}

void ResponseReader::onLine(std::string_view line)
{
    switch (m_place) {
    case Place::StatusLine:
        onStatusLine(line);
        break;
    case Place::Fields:
        onField(line);
        break;
    case Place::ChunkSize:
        onChunkSize(line);
        break;
    case Place::ChunkEnd:
        m_place = Place::ChunkSize;
        break;
    default:  // a trailer
        if (line.empty())
            finishBody();
        break;
    }
}

// "HTTP/1.1 200 OK"; the reason may be missing with the blank before it.
void ResponseReader::onStatusLine(std::string_view line)
{
    constexpr std::size_t kStatusAt = 9;
    const std::string_view digits = line.size() >= kStatusAt + 3 ? line.substr(kStatusAt, 3) : std::string_view{};
    const auto status = parseInteger(digits);
    const char minor = status ? line[kVersion.size()] : ' ';
    if (minor < '0' || minor > '9' || line[kVersion.size() + 1] != ' ' || *status < 100
        || (line.size() > kStatusAt + 3 && line[kStatusAt + 3] != ' '))
    {
        failStatus(line);
        return;
    }
    m_isHttp10 = minor == '0';
    m_head.status = static_cast<int>(*status);
    keepLine(line);
    m_place = Place::Fields;
}

void ResponseReader::failStatus(std::string_view begun)
{
    if (isHttp2Frame(begun) || begun.starts_with("HTTP/2") || begun.starts_with("PRI * HTTP/2"))
        fail(kHttp2);
    else if (begun.starts_with("\x15\x03") || begun.starts_with("\x16\x03"))
        fail("the port speaks TLS; begin the base URL with https://");
    else
        fail("the answer is not HTTP/1.1; check the port");
}

void ResponseReader::onField(std::string_view line)
{
    if (line.empty()) {
        onHeadEnd();
        return;
    }
    if (std::any_of(line.begin(), line.end(), isControl)) {
        fail("the answer is not HTTP/1.1 (a control character in its head)");
        return;
    }
    // A line that goes on with the one before (RFC 9112, section 5.2) says nothing that we read.
    if (line[0] == ' ' || line[0] == '\t')
        return;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) {
        fail("the answer is not HTTP/1.1 (a line of its head has no name)");
        return;
    }
    const std::string_view name = trimmed(line.substr(0, colon));
    const std::string_view value = trimmed(line.substr(colon + 1));
    // A cookie is a credential: it may open the account that was measured.
    keepLine(name, ": ", is(name, "set-cookie") ? "(not kept)" : value);
    noteField(name, value);
}

void ResponseReader::noteField(std::string_view name, std::string_view value)
{
    if (is(name, "content-type"))
        setLowered(m_head.contentType, value.substr(0, value.find(';')));
    else if (is(name, "content-encoding"))
        setLowered(m_head.contentEncoding, value);
    else if (is(name, "content-length"))
        noteLength(value);
    else if (is(name, "transfer-encoding"))
        noteCodings(value);
    else if (is(name, "connection"))
        noteConnection(value);
    else if (is(name, "retry-after"))
        m_head.retryAfter = secondsUntil(value);
    else if (is(name, "retry-after-ms"))
        m_retryAfterMs = parseNumber(value).value_or(-1);
    else if (is(name, "location"))
        m_head.location = value;
}

void ResponseReader::noteLength(std::string_view value)
{
    forEachWord(value, [this](std::string_view word) {
        const auto length = parseInteger(word);
        if (!length || *length < 0 || (m_length >= 0 && m_length != *length))
            fail("the answer is not HTTP/1.1 (its Content-Length cannot be read)");
        else
            m_length = *length;
    });
}

void ResponseReader::noteCodings(std::string_view value)
{
    forEachWord(value, [this](std::string_view word) {
        m_head.chunked = m_head.chunked || is(word, "chunked");
        m_otherCoding = m_otherCoding || !(is(word, "chunked") || is(word, "identity"));
    });
}

void ResponseReader::noteConnection(std::string_view value)
{
    forEachWord(value, [this](std::string_view word) {
        m_saysClose = m_saysClose || is(word, "close");
        m_saysKeepAlive = m_saysKeepAlive || is(word, "keep-alive");
    });
}

void ResponseReader::onHeadEnd()
{
    if (m_head.status / 100 == 1) {
        reset();  // an interim response: the real one follows
        return;
    }
    m_headSeen = true;
    if (m_otherCoding) {
        fail("the answer has a Transfer-Encoding that was not asked for");
        return;
    }
    if (m_head.retryAfter < 0 && m_retryAfterMs >= 0)
        m_head.retryAfter = m_retryAfterMs / 1000;
    m_head.keepAlive = !m_saysClose && (!m_isHttp10 || m_saysKeepAlive);
    m_decoder.begin(m_head.contentEncoding);
    if (m_head.status == 204 || m_head.status == 304) {
        m_place = Place::Done;
    } else if (m_head.chunked) {
        // With a length beside it somebody on the way may have seen another end (RFC 9112, section 6.3).
        m_head.keepAlive = m_head.keepAlive && m_length < 0 && !m_isHttp10;
        m_place = Place::ChunkSize;
    } else if (m_length >= 0) {
        m_left = static_cast<std::uint64_t>(m_length);
        m_place = m_left > 0 ? Place::Sized : Place::Done;
    } else {
        m_head.keepAlive = false;
        m_place = Place::UntilClose;
    }
}

void ResponseReader::onChunkSize(std::string_view line)
{
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), m_left, 16);
    const std::string_view behind = line.substr(static_cast<std::size_t>(end - line.data()));
    if (error != std::errc{} || (!behind.empty() && behind[0] != ';' && behind[0] != ' ' && behind[0] != '\t'))
        fail("the size of a chunk cannot be read");
    else
        m_place = m_left > 0 ? Place::ChunkData : Place::Trailers;
}

void ResponseReader::finishBody()
{
    m_place = Place::Done;
    if (!m_skipsBody && !m_decoder.end(m_sink))
        passOverBody();
}

// A good status promised an answer; that of an error says enough without its body.
void ResponseReader::passOverBody()
{
    m_error = m_decoder.errorText();
    m_skipsBody = true;
    if (m_head.status / 100 == 2)
        m_place = Place::Failed;
}

ResponseReader::Step ResponseReader::closed()
{
    if (m_place == Place::UntilClose)
        finishBody();
    if (m_place == Place::Done)
        return Step::Done;
    if (m_place != Place::Failed)
        fail("the connection closed before the answer was whole");
    return Step::Failed;
}

void ResponseReader::fail(std::string_view text)
{
    m_error = text;
    m_place = Place::Failed;
}

void ResponseReader::keepLine(std::string_view name, std::string_view parting, std::string_view value)
{
    const std::size_t size = name.size() + parting.size() + value.size() + 1;
    if (m_head.lines.size() + size <= kKeptLines)
        m_head.lines.append(name).append(parting).append(value).append("\n");
}

}  // namespace inferometer
