// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a journal entry by entry and passes over what is damaged, counting it.
#pragma once

#include "core/store/journal.h"

namespace inferometer {

struct JournalEntry
{
    JournalKind kind = JournalKind::End;  // may be one that this program does not know
    std::string_view payload;             // until the next call
    std::uint64_t requests = 0;           // in the entries before it; 0 in version 3, which does not say
    std::uint64_t at = 0;                 // where it stands in the file
    std::uint64_t length = 0;             // bytes there
    std::uint32_t checksum = 0;
};

// What could not be read of a file.
struct UnreadBytes
{
    std::uint64_t bytes = 0;
    std::uint64_t places = 0;
    bool atEnd = false;  // nothing that can be read comes behind the last of them
};

class JournalReader
{
public:
    // An error when the file cannot be read, is no journal, or has a version that is not read.
    static Result<JournalReader> open(const std::string& path);

    std::uint32_t version() const { return m_version; }

    // The next entry that is whole; nullopt when there is none any more.
    std::optional<JournalEntry> next();

    // Behind the last call of next().
    const UnreadBytes& unread() const { return m_unread; }
    std::uint64_t size() const { return m_size; }

    // Whether the last entry of the file is `end`. Does not move next().
    bool hasEnd();

private:
    JournalReader(Fd fd, std::uint64_t size, std::uint32_t version);

    std::string_view bytesAt(std::uint64_t at, std::uint64_t length);
    std::optional<JournalEntry> entryAt(std::uint64_t at);
    std::optional<JournalEntry> entryBehind(std::uint64_t at);
    std::string_view windowFrom(std::uint64_t at);
    std::optional<std::uint64_t> markFrom(std::uint64_t at);

    Fd m_fd;
    std::uint64_t m_size = 0;
    std::uint32_t m_version = kJournalVersion;
    std::uint64_t m_at = kJournalPreamble;
    UnreadBytes m_unread;
    std::uint64_t m_patience = 0;  // bytes that may still be looked at for entries that are none
    std::string m_window;          // a piece of the file
    std::uint64_t m_windowAt = 0;
};

// True when the last entry of the file is `end`.
bool journalHasEnd(const std::string& path);

}  // namespace inferometer
