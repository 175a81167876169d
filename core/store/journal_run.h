// SPDX-License-Identifier: GPL-3.0-or-later
// A run in its journal: what was written of it, and where what can be read ends.
#pragma once

#include "core/store/journal.h"
#include "core/store/loaded_run.h"

#include <string>

namespace inferometer {

struct JournalRun
{
    LoadedRun run;  // without summary
    bool hasFacts = false;
    std::uint64_t wholeEnd = 0;
};

// An error when the file cannot be read or does not begin with a header; a damaged entry ends the run there.
Result<JournalRun> readJournal(const std::string& path);

}  // namespace inferometer
