// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journal_run.h"

#include "core/store/block_codec.h"

namespace inferometer {

namespace {

// False: the entry is damaged although its checksum holds, so nothing behind it is trusted.
bool takeEntry(const JournalEntry& entry, JournalRun& journal)
{
    switch (entry.kind) {
    case JournalKind::Block: {
        auto block = decodeBlock(entry.payload);
        if (!block)
            return false;
        journal.run.blocks.push_back(std::move(block));
        return true;
    }
    case JournalKind::Facts: {
        Result<RunFacts> facts = factsFromJson(entry.payload);
        if (!facts)
            return false;
        journal.run.facts = std::move(facts).value();
        journal.hasFacts = true;
        return true;
    }
    case JournalKind::End:
        journal.run.ended = true;
        return true;
    case JournalKind::Header:
        break;
    }
    return false;
}

}  // namespace

Result<JournalRun> readJournal(const std::string& path)
{
    Result<JournalReader> opened = JournalReader::open(path);
    if (!opened)
        return opened.error();
    JournalReader& reader = opened.value();
    const auto first = reader.next();
    if (!first || first->kind != JournalKind::Header)
        return Error{Errc::InvalidInput,
                     sentence("errors", "%1 ends before the run began, so there is nothing to read; delete its folder.")
                         .with(path)};
    Result<RunHeader> header = headerFromJson(first->payload);
    if (!header)
        return Error{header.error().code, sentence("errors", "%1: %2").with(path, header.error().said)};
    JournalRun journal;
    journal.run.header = std::move(header).value();
    journal.wholeEnd = reader.wholeEnd();
    for (auto entry = reader.next(); entry && takeEntry(*entry, journal); entry = reader.next())
        journal.wholeEnd = reader.wholeEnd();
    return journal;
}

}  // namespace inferometer
