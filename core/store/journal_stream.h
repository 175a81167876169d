// SPDX-License-Identifier: GPL-3.0-or-later
// A journal that comes in pieces, cut anywhere, while its run goes on elsewhere: entry by entry, as soon as one is
// whole. Unlike JournalReader it passes over nothing: what travelled well and is damaged was damaged before.
#pragma once

#include "core/store/journal_reader.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace inferometer {

class JournalStream
{
public:
    // The bytes that follow those of the last call.
    void add(std::string_view bytes);

    // The next entry that is whole; nullopt: more must come first. Its payload holds until the next call of add(). The
    // error: this is no journal of kJournalVersion, or it is damaged, and says where.
    Result<std::optional<JournalEntry>> next();

private:
    Error damaged() const;

    std::string m_bytes;       // not yet told as an entry, behind m_at
    std::size_t m_at = 0;      // within m_bytes
    std::uint64_t m_done = 0;  // bytes of the journal that are no longer in m_bytes
    bool m_hasPreamble = false;
};

}  // namespace inferometer
