// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journal_stream.h"

#include "core/store/journal_frame.h"
#include "core/store/leb128.h"

namespace inferometer {

void JournalStream::add(std::string_view bytes)
{
    m_done += m_at;
    m_bytes.erase(0, m_at);
    m_at = 0;
    m_bytes += bytes;
}

Error JournalStream::damaged() const
{
    return {Errc::Protocol,
            sentence("errors", "The journal is damaged at byte %1, or another version of Inferometer wrote it.")
                .with(m_done + m_at)};
}

Result<std::optional<JournalEntry>> JournalStream::next()
{
    constexpr EntryFrame kFrame = frameOf(kJournalVersion);
    const std::string_view rest = std::string_view{m_bytes}.substr(m_at);
    if (!m_hasPreamble) {
        if (rest.size() < kJournalPreamble)
            return std::optional<JournalEntry>{};
        if (!rest.starts_with(kJournalMagic) || wordAt(rest, kJournalMagic.size()) != kJournalVersion)
            return damaged();
        m_hasPreamble = true;
        m_at += kJournalPreamble;
        return next();
    }
    if (rest.size() < kFrame.body())
        return std::optional<JournalEntry>{};
    const std::uint64_t body = wordAt(rest, kFrame.length());
    if (!rest.starts_with(kEntryMark) || body > kMostBody)
        return damaged();
    const std::uint64_t length = kFrame.body() + body;
    if (rest.size() < length)
        return std::optional<JournalEntry>{};
    const std::string_view whole = rest.substr(0, static_cast<std::size_t>(length));
    JournalEntry entry{
        static_cast<JournalKind>(whole[kFrame.kind()]), {}, 0, m_done + m_at, length, wordAt(whole, kFrame.checksum())};
    ByteReader reader{whole.substr(kFrame.body())};
    entry.requests = reader.number();
    entry.payload = reader.rest();
    if (entry.checksum != checksumOf(whole, kFrame) || !reader.ok())
        return damaged();
    m_at += whole.size();
    return std::optional{entry};
}

}  // namespace inferometer
