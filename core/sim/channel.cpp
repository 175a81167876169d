// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/channel.h"

#include <array>
#include <utility>

namespace inferometer {

Channel::Channel(Fd fd, const std::shared_ptr<TlsContext>& tls)
    : m_fd(std::move(fd))
    , m_tls(tls ? TlsStream::make(tls, {}) : nullptr)
    , m_handshaking(tls != nullptr)
{}

Channel::Read Channel::read(const Buffers& buffers, StampClock& clock)
{
    const ReadResult got = readStamped(m_fd, buffers.raw, clock);
    Read result;
    if (got.kind == ReadResult::Kind::WouldBlock)
        return result;
    if (got.kind != ReadResult::Kind::Bytes) {
        result.kind = Read::Kind::Closed;
        return result;
    }
    const std::string_view bytes{buffers.raw.data(), got.bytes};
    if (m_tls) {
        result = decrypt(bytes, buffers);
    } else {
        result.kind = Read::Kind::Bytes;
        result.bytes = bytes;
    }
    result.stamp = got.stamp;
    result.readAt = got.readAt;
    result.more = got.filled;
    return result;
}

Channel::Read Channel::decrypt(std::string_view ciphertext, const Buffers& buffers)
{
    constexpr long kCloseNotify = -1;
    Read result;
    m_tls->received(ciphertext);
    if (m_handshaking) {
        const TlsStream::Progress progress = m_tls->handshake();
        m_handshaking = progress == TlsStream::Progress::NeedsPeer;
        if (!sendPendingTls() || progress == TlsStream::Progress::Failed)
            result.kind = Read::Kind::Closed;
        if (progress != TlsStream::Progress::Done)
            return result;
    }
    buffers.plain->clear();
    std::array<char, 16384> piece;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled by read
    long got = 0;
    while ((got = m_tls->read(piece)) > 0)
        buffers.plain->append(piece.data(), static_cast<std::size_t>(got));
    if (got <= kCloseNotify && buffers.plain->empty())
        result.kind = Read::Kind::Closed;
    else if (!buffers.plain->empty())
        result.kind = Read::Kind::Bytes;
    result.bytes = *buffers.plain;
    return result;
}

Channel::Sent Channel::send(std::string_view bytes)
{
    Sent sent;
    std::string_view wire = bytes;
    if (m_tls) {
        if (!m_tls->write(bytes)) {
            sent.broken = true;
            return sent;
        }
        wire = m_tls->pending();
    }
    std::size_t taken = 0;
    sent.before = monotonicNow();
    if (!hasPending()) {
        const WriteResult written = writeSome(m_fd, wire);
        taken = written.bytes;
        sent.broken = written.error != 0;
    }
    sent.after = monotonicNow();
    sent.whole = taken == wire.size();
    m_out.append(wire.substr(taken));
    if (m_tls)
        m_tls->consume(wire.size());
    return sent;
}

bool Channel::sendPendingTls()
{
    const std::string_view wire = m_tls->pending();
    m_out.append(wire);
    m_tls->consume(wire.size());
    return flush();
}

bool Channel::flush()
{
    if (!hasPending())
        return true;
    const WriteResult written = writeSome(m_fd, std::string_view{m_out}.substr(m_sent));
    m_sent += written.bytes;
    if (!hasPending()) {
        m_out.clear();
        m_out.shrink_to_fit();
        m_sent = 0;
    }
    return written.error == 0;
}

}  // namespace inferometer
