// SPDX-License-Identifier: GPL-3.0-or-later
// Compresses what a test server sends.
#pragma once

#include <zlib.h>

#include <string>
#include <string_view>

namespace inferometer {

// Forms of deflate: with gzip's frame, with zlib's, with none.
inline constexpr int kGzipForm = 15 + 16;
inline constexpr int kZlibForm = 15;
inline constexpr int kRawForm = -15;

class Compressor
{
public:
    explicit Compressor(int form)
    {
        deflateInit2(&m_stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, form, 8, Z_DEFAULT_STRATEGY);
    }
    ~Compressor() { deflateEnd(&m_stream); }
    Compressor(const Compressor&) = delete;
    Compressor& operator=(const Compressor&) = delete;

    // All that is needed to read `text`, as a server flushes an event.
    std::string flushed(std::string_view text) { return run(text, Z_SYNC_FLUSH); }
    std::string finished(std::string_view text) { return run(text, Z_FINISH); }

private:
    std::string run(std::string_view text, int flush)
    {
        std::string bytes(deflateBound(&m_stream, text.size()) + 64, '\0');
        std::string input{text};
        m_stream.next_in = reinterpret_cast<Bytef*>(input.data());
        m_stream.avail_in = static_cast<uInt>(input.size());
        m_stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
        m_stream.avail_out = static_cast<uInt>(bytes.size());
        deflate(&m_stream, flush);
        bytes.resize(bytes.size() - m_stream.avail_out);
        return bytes;
    }

    z_stream m_stream{};
};

inline std::string compressed(std::string_view text, int form) { return Compressor{form}.finished(text); }

}  // namespace inferometer
