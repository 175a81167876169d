// SPDX-License-Identifier: GPL-3.0-or-later
// A client's connection seen from the server: plain bytes in and out, over TLS or not. What the socket does not take is
// kept and goes when it is writable again; nothing here blocks.
#pragma once

#include "core/base/fd.h"
#include "core/base/time.h"
#include "core/http/tls.h"
#include "core/http/wire.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace inferometer {

class Channel
{
public:
    // `tls` may be null.
    Channel(Fd fd, const std::shared_ptr<TlsContext>& tls);

    struct Read
    {
        enum class Kind : std::uint8_t { Bytes, Nothing, Closed };
        Kind kind = Kind::Nothing;
        std::string_view bytes;  // plain; valid until the next read with the same buffers
        Nanos stamp = kUnset;    // kernel's arrival of the last byte
        Nanos readAt{0};
        bool more = false;  // the buffer was filled: read again
    };
    struct Buffers
    {
        std::span<char> raw;
        std::string* plain;
    };
    Read read(const Buffers& buffers, StampClock& clock);

    struct Sent
    {
        Nanos before{0};
        Nanos after{0};
        bool whole = false;   // the socket took all of it
        bool broken = false;  // the peer has gone
    };
    Sent send(std::string_view bytes);

    // Sends what is kept. False: the peer has gone.
    bool flush();
    bool hasPending() const { return m_sent < m_out.size(); }

    Fd& fd() { return m_fd; }

private:
    Read decrypt(std::string_view ciphertext, const Buffers& buffers);
    bool sendPendingTls();

    Fd m_fd;
    std::unique_ptr<TlsStream> m_tls;
    bool m_handshaking = false;
    std::string m_out;  // waits for the socket
    std::size_t m_sent = 0;
};

}  // namespace inferometer
