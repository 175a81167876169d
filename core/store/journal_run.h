// SPDX-License-Identifier: GPL-3.0-or-later
// A run in its journal: what can be read of it, and what cannot.
#pragma once

#include "core/store/finished_run.h"
#include "core/store/journal_reader.h"

#include <string>
#include <vector>

namespace inferometer {

struct JournalDamage
{
    UnreadBytes unread;
    std::uint64_t missing = 0;          // requests that later entries tell of
    std::uint64_t repeated = 0;         // blocks that stand there once more
    std::vector<std::string> settings;  // keys of header and facts whose value could not be read

    bool any() const { return unread.places > 0 || repeated > 0; }
};

struct JournalRun
{
    FinishedRun run;  // without summary; the verdict has the damage among its reasons
    bool hasFacts = false;
    JournalDamage damage;
    JournalPlace place;  // where it can be gone on with, when nothing is damaged
};

// Who reads: whoever finishes the run holds its lock, and a half entry is damage then; else it may be one that a run
// which goes on is just writing.
enum class JournalUse : std::uint8_t { Look, Finish };

// What entries can be read, of a journal without a header nothing. Facts that are not there are worked out from the
// records. The stem is one that can be a file's name: the folder's when the header has another.
Result<JournalRun> readJournal(const std::string& path, JournalUse use = JournalUse::Look);

}  // namespace inferometer
