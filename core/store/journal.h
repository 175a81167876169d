// SPDX-License-Identifier: GPL-3.0-or-later
// The journal of a run: append-only, so that whatever kills the program, all but the last second is kept.
//
// File: 8 bytes "INFRJRNL", 4 bytes version (3), then entries. Entry: 4 bytes length of the payload, 4 bytes CRC32C of
// length, kind and payload, 1 byte kind, payload. Numbers are little-endian. Kinds: 1 header, JSON, what the run is
// (run_header.h), always the first; 2 block of records (block_codec.h); 3 facts, JSON, what the run knows of itself
// (the last one counts); 4 end, empty: the run is over and its result files are written. A lock (flock) on the file
// marks a run that still goes on.
#pragma once

#include "core/base/fd.h"
#include "core/base/result.h"
#include "core/base/time.h"

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

enum class JournalKind : std::uint8_t { Header = 1, Block = 2, Facts = 3, End = 4 };

inline constexpr std::uint32_t kJournalVersion = 3;
inline constexpr std::size_t kJournalPreamble = 12;
inline constexpr std::size_t kEntryHead = 9;

class JournalWriter
{
public:
    // A new, locked journal; an existing file is an error.
    static Result<std::unique_ptr<JournalWriter>> create(const std::string& path);

    // Goes on behind the entries that are whole, dropping what follows them. `locked` comes from lockJournal().
    static Result<std::unique_ptr<JournalWriter>> resume(Fd locked, const std::string& path, std::uint64_t wholeEnd);

    // For a file of any kind that is open already. `path` is for messages.
    JournalWriter(Fd fd, std::string path);

    ~JournalWriter();
    JournalWriter(const JournalWriter&) = delete;
    JournalWriter& operator=(const JournalWriter&) = delete;

    // Writes the entry, which is on the disk a second later: a thread of its own sees to that, silence or not. An error
    // names file and cause, and may be that of such a sync; what was whole before stays whole. Blocks: on the disk.
    Status append(JournalKind kind, std::string_view payload);

    // Makes sure that everything is on the disk, and that the file is still where it was.
    Status sync();

    // Nothing that was appended is still to be synced. Thread-safe: yes.
    bool isSynced() const;

    // Renames the journal over whatever is there.
    Status moveTo(const std::string& path);

private:
    Status fail(int error);
    bool isInPlace() const;
    void syncEverySecond(const std::stop_token& stop);

    // Owner's thread only.
    std::string m_frame;  // keeps its capacity
    std::uint64_t m_end = 0;

    const Fd m_fd;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_stopped;
    std::string m_path;            // guarded by m_mutex
    bool m_dirty = false;          // guarded by m_mutex
    std::optional<Error> m_fault;  // of a sync nobody waited for; guarded by m_mutex
    std::jthread m_syncer;         // last: stops before the rest goes
};

struct JournalEntry
{
    JournalKind kind = JournalKind::End;
    std::string payload;
};

class JournalReader
{
public:
    // An error when the file cannot be read, is no journal, or was written by a newer version.
    static Result<JournalReader> open(const std::string& path);

    // The next entry; nullopt at the end of the file or at the first entry that is torn or corrupt.
    std::optional<JournalEntry> next();

    // Where the entries read so far end.
    std::uint64_t wholeEnd() const { return m_wholeEnd; }

private:
    JournalReader(Fd fd, std::uint64_t size) : m_fd(std::move(fd)), m_size(size) {}

    Fd m_fd;
    std::uint64_t m_size = 0;
    std::uint64_t m_wholeEnd = kJournalPreamble;
};

// Locks a journal for finishing it; a closed Fd when a run still writes to it or it cannot be opened.
Fd lockJournal(const std::string& path);

// True when the last entry of the file is `end`.
bool journalHasEnd(const std::string& path);

}  // namespace inferometer
