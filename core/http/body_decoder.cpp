// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/body_decoder.h"

#include <zlib.h>

#include <algorithm>
#include <utility>

namespace inferometer {

namespace {

constexpr std::size_t kPiece = 16U << 10U;
constexpr int kWindow = 15;
constexpr int kGzip = kWindow + 16;
constexpr int kRaw = -kWindow;
constexpr unsigned char kGzipFirst = 0x1F;
constexpr unsigned char kGzipSecond = 0x8B;

// How streams, JSON and pages begin. A body without a header of its own (raw deflate, br) is told from them by this.
bool beginsAsText(unsigned char first, unsigned char second)
{
    constexpr std::array<std::string_view, 14> kBeginnings{"da",  "ev", "id", "re", ": ", "{\"", "{ ",
                                                           "{\n", "{}", "[{", "[ ", "<!", "<h",  "<H"};
    return std::any_of(kBeginnings.begin(), kBeginnings.end(), [&](std::string_view beginning) {
        return static_cast<unsigned char>(beginning[0]) == first && static_cast<unsigned char>(beginning[1]) == second;
    });
}

// RFC 1950, section 2.2: method 8, and a multiple of 31 as a check.
bool hasZlibHeader(unsigned char first, unsigned char second)
{
    return (first & 0x0FU) == 8 && (first * 256U + second) % 31U == 0;
}

}  // namespace

struct BodyDecoder::Inflater
{
    z_stream stream{};
    std::array<char, kPiece + kPadding> piece{};
    std::uint64_t in = 0;
    std::uint64_t out = 0;
    bool ended = false;
    bool ready = false;

    Inflater() = default;
    ~Inflater()
    {
        if (ready)
            inflateEnd(&stream);
    }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
};

BodyDecoder::BodyDecoder() { m_label.reserve(32); }
BodyDecoder::~BodyDecoder() = default;

void BodyDecoder::begin(std::string_view label)
{
    m_label.assign(label);
    m_error.clear();
    m_holds = false;
    m_kind = Kind::Undecided;
}

bool BodyDecoder::feed(std::string_view bytes, BodySink& sink)
{
    if (m_kind != Kind::Undecided)
        return pass(bytes, sink);
    if (bytes.empty())
        return true;
    const auto at = [&bytes](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    if (!m_holds && m_label.empty() && at(0) != kGzipFirst) {
        m_kind = Kind::Plain;
    } else if (!m_holds && bytes.size() == 1) {
        m_held[0] = bytes[0];
        m_holds = true;
        return true;
    } else if (m_holds) {
        decide(static_cast<unsigned char>(m_held[0]), at(0));
    } else {
        decide(at(0), at(1));
    }
    const bool held = std::exchange(m_holds, false);
    return (!held || pass({m_held.data(), 1}, sink)) && pass(bytes, sink);
}

bool BodyDecoder::end(BodySink& sink)
{
    if (std::exchange(m_holds, false))
        sink.onBody({m_held.data(), 1});
    if (m_kind == Kind::Deflated && m_inflater->out == 0 && !m_inflater->ended)
        return fail("the compressed answer is cut short");
    return m_kind != Kind::Unreadable;
}

void BodyDecoder::decide(unsigned char first, unsigned char second)
{
    m_kind = Kind::Plain;
    if (first == kGzipFirst && second == kGzipSecond) {
        startInflating(kGzip);
    } else if (m_label == "deflate") {
        if (hasZlibHeader(first, second))
            startInflating(kWindow);
        else if (!beginsAsText(first, second))
            startInflating(kRaw);
    } else if (!m_label.empty() && m_label != "gzip" && m_label != "x-gzip" && m_label != "identity"
               && !beginsAsText(first, second))
    {
        fail("the answer is " + m_label.substr(0, 20)
             + "-compressed though not asked for; turn compression off for text/event-stream");
    }
}

bool BodyDecoder::startInflating(int windowBits)
{
    if (!m_inflater)
        m_inflater = std::make_unique<Inflater>();
    Inflater& inflater = *m_inflater;
    const int result
        = inflater.ready ? inflateReset2(&inflater.stream, windowBits) : inflateInit2(&inflater.stream, windowBits);
    if (result != Z_OK)
        return fail("no memory to inflate the compressed answer");
    inflater.ready = true;
    inflater.ended = false;
    inflater.in = inflater.out = 0;
    m_kind = Kind::Deflated;
    return true;
}

bool BodyDecoder::pass(std::string_view bytes, BodySink& sink)
{
    if (m_kind == Kind::Deflated)
        return inflatePiece(bytes, sink);
    if (m_kind == Kind::Plain)
        sink.onBody(bytes);
    return m_kind != Kind::Unreadable;
}

// Behind the end of one member another of the same body may follow (RFC 1952, section 2.2); all else is padding.
bool BodyDecoder::isOver()
{
    Inflater& inflater = *m_inflater;
    if (!inflater.ended)
        return false;
    if (inflater.stream.avail_in == 0 || *inflater.stream.next_in != kGzipFirst)
        return true;
    inflateReset(&inflater.stream);
    inflater.ended = false;
    return false;
}

bool BodyDecoder::inflatePiece(std::string_view bytes, BodySink& sink)
{
    Inflater& inflater = *m_inflater;
    z_stream& stream = inflater.stream;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // NOLINT: zlib's way to say const
    stream.avail_in = static_cast<uInt>(bytes.size());
    inflater.in += bytes.size();
    do {
        if (isOver())
            return true;
        stream.next_out = reinterpret_cast<Bytef*>(inflater.piece.data());
        stream.avail_out = static_cast<uInt>(kPiece);
        const int result = inflate(&stream, Z_SYNC_FLUSH);
        const std::size_t made = kPiece - stream.avail_out;
        inflater.out += made;
        if (inflater.out > kFreeGrowth + kMaxGrowth * inflater.in)
            return fail("the compressed answer grows without end");
        if (made > 0)
            sink.onBody({inflater.piece.data(), made});
        inflater.ended = result == Z_STREAM_END;
        if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
            return fail("the compressed answer is damaged");
        if (result == Z_BUF_ERROR)
            return true;
    } while (stream.avail_in > 0 || stream.avail_out == 0);
    return true;
}

bool BodyDecoder::fail(std::string_view text)
{
    m_kind = Kind::Unreadable;
    m_error = text;
    return false;
}

}  // namespace inferometer
