// SPDX-License-Identifier: GPL-3.0-or-later
// The journal of a run: append-only, so that whatever kills the program, all but the last second is kept, and made of
// entries that stand for themselves, so that damage costs what it hits and no more.
//
// File: 8 bytes "INFRJRNL", 4 bytes version (4), then entries. Entry:
//   4 bytes  FF 4A 45 FE, which stand in no text that is valid UTF-8: by them a reader finds the next entry behind
//   damage 4 bytes  length of the body 4 bytes  CRC32C of length, kind and body 1 byte   kind body     LEB128 of how
//   many requests the entries before it hold, then the payload
// Numbers are little-endian. Kinds: 1 header, JSON, what the run is (run_header.h): the first entry, and once more when
// the run is over; 2 block of records (block_codec.h); 3 facts, JSON, what the run knows of itself (the last one
// counts); 4 end, empty: the run is over and its result files are written; 5 counts of answers (answer_counts.h). A
// reader passes over a kind that it does not know. A block with the checksum, length and first sequence of an earlier
// one is that block again and counts once. Version 3 had no such 4 bytes and no number of requests (the length is that
// of the payload), and blocks as block_v3.h has them; it is read. A lock (flock) on the file marks a run that still
// goes on.
#pragma once

#include "core/base/fd.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/metrics/request_record.h"

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

namespace inferometer {

enum class JournalKind : std::uint8_t { Header = 1, Block = 2, Facts = 3, End = 4, Counts = 5 };

inline constexpr std::uint32_t kJournalVersion = 4;
inline constexpr std::uint32_t kOldestJournalVersion = 3;
inline constexpr std::size_t kJournalPreamble = 12;

// Where a journal can be gone on with.
struct JournalPlace
{
    std::uint32_t version = kJournalVersion;  // of its entries
    std::uint64_t end = kJournalPreamble;     // bytes
    std::uint64_t requests = 0;               // in its blocks
};

class JournalWriter
{
public:
    // A new, locked journal; an existing file is an error.
    static Result<std::unique_ptr<JournalWriter>> create(const std::string& path);

    // Goes on behind the last entry. `locked` comes from lockJournal().
    static std::unique_ptr<JournalWriter> resume(Fd locked, const std::string& path, const JournalPlace& place);

    // For a file of any kind that is open already. `path` is for messages.
    JournalWriter(Fd fd, std::string path);

    ~JournalWriter();
    JournalWriter(const JournalWriter&) = delete;
    JournalWriter& operator=(const JournalWriter&) = delete;

    // Writes the entry, which is on the disk a second later: a thread of its own sees to that, silence or not. An error
    // names file and cause, and may be that of such a sync; what was whole before stays whole. Blocks: on the disk.
    Status append(JournalKind kind, std::string_view payload);
    // REQUIRES: not gone on with in another version.
    Status append(const RecordBlock& block);

    // Makes sure that everything is on the disk, and that the file is still where it was.
    Status sync();

    // Nothing that was appended is still to be synced. Thread-safe: yes.
    bool isSynced() const;

    // Renames the journal over whatever is there.
    Status moveTo(const std::string& path);

private:
    void beginEntry(JournalKind kind);
    Status endEntry();
    Status fail(int error);
    bool isInPlace() const;
    void syncEverySecond(const std::stop_token& stop);
    std::optional<Status> syncIfMemoryAllows();

    // Owner's thread only.
    std::string m_frame;  // the entry being written; keeps its capacity
    JournalPlace m_place;

    const Fd m_fd;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_stopped;
    std::string m_path;            // guarded by m_mutex
    bool m_dirty = false;          // guarded by m_mutex
    std::optional<Error> m_fault;  // of a sync nobody waited for; guarded by m_mutex
    std::jthread m_syncer;         // last: stops before the rest goes
};

// Locks a journal for finishing it; a closed Fd when a run still writes to it, it cannot be opened, or is a link, which
// could lead out of the run's folder.
Fd lockJournal(const std::string& path);

}  // namespace inferometer
