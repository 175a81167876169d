// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journal.h"

#include "core/store/crc32c.h"
#include "core/store/disk_error.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>

namespace inferometer {

namespace {

constexpr std::string_view kMagic = "INFRJRNL";
constexpr Nanos kSyncEvery = std::chrono::seconds{1};
constexpr std::uint32_t kMostPayload = 1U << 30U;

void putWord(std::uint32_t value, std::string& out)
{
    for (unsigned shift = 0; shift < 32; shift += 8)
        out.push_back(static_cast<char>(value >> shift));
}

std::uint32_t wordAt(std::string_view bytes, std::size_t at)
{
    std::uint32_t value = 0;
    for (unsigned i = 0; i < 4; ++i)
        value |= std::uint32_t{static_cast<std::uint8_t>(bytes[at + i])} << (8 * i);
    return value;
}

// Of the entry without its checksum.
std::uint32_t checksumOf(std::string_view length, char kind, std::string_view payload)
{
    return crc32c(payload, crc32c({&kind, 1}, crc32c(length)));
}

void appendEntry(JournalKind kind, std::string_view payload, std::string& out)
{
    std::string length;
    putWord(static_cast<std::uint32_t>(payload.size()), length);
    const char code = static_cast<char>(kind);
    out += length;
    putWord(checksumOf(length, code, payload), out);
    out += code;
    out += payload;
}

// 0, or an errno.
int writeAll(int fd, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR)
            return errno;
        bytes.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
    }
    return 0;
}

bool readAt(int fd, std::uint64_t offset, std::string& bytes)
{
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t got = ::pread(fd, bytes.data() + done, bytes.size() - done, static_cast<off_t>(offset + done));
        if (got == 0 || (got < 0 && errno != EINTR))
            return false;
        done += got > 0 ? static_cast<std::size_t>(got) : 0;
    }
    return true;
}

}  // namespace

JournalWriter::JournalWriter(Fd fd, std::string path)
    : m_fd(std::move(fd))
    , m_path(std::move(path))
    , m_syncer([this](const std::stop_token& stop) { syncEverySecond(stop); })
{}

JournalWriter::~JournalWriter() = default;

Result<std::unique_ptr<JournalWriter>> JournalWriter::create(const std::string& path)
{
    Fd fd{::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_APPEND, 0644)};
    if (!fd.isOpen())
        return diskError(DiskAction::Create, path, errno);
    if (::flock(fd.get(), LOCK_EX) != 0)
        return diskError(DiskAction::Lock, path, errno);
    std::string preamble{kMagic};
    putWord(kJournalVersion, preamble);
    if (const int error = writeAll(fd.get(), preamble); error != 0)
        return diskError(DiskAction::Write, path, error);
    auto writer = std::make_unique<JournalWriter>(std::move(fd), path);
    writer->m_end = kJournalPreamble;
    return writer;
}

Result<std::unique_ptr<JournalWriter>> JournalWriter::resume(Fd locked, const std::string& path, std::uint64_t wholeEnd)
{
    if (::ftruncate(locked.get(), static_cast<off_t>(wholeEnd)) != 0)
        return diskError(DiskAction::Write, path, errno);
    auto writer = std::make_unique<JournalWriter>(std::move(locked), path);
    writer->m_end = wholeEnd;
    return writer;
}

Status JournalWriter::append(JournalKind kind, std::string_view payload)
{
    if (payload.size() > kMostPayload)
        return fail(EFBIG);
    m_frame.clear();
    appendEntry(kind, payload, m_frame);
    if (const int error = writeAll(m_fd.get(), m_frame); error != 0)
        return fail(error);
    m_end += m_frame.size();
    const std::lock_guard lock{m_mutex};
    m_dirty = true;
    return m_fault ? Status{*m_fault} : Status{};
}

Status JournalWriter::sync()
{
    std::string path;
    {
        // Before the sync: what is appended meanwhile needs another one.
        const std::lock_guard lock{m_mutex};
        m_dirty = false;
        path = m_path;
    }
    if (::fdatasync(m_fd.get()) != 0)
        return diskError(DiskAction::Write, path, errno);
    if (!isInPlace())
        return Error{Errc::Disk,
                     sentence("errors",
                              "The run's journal %1 was removed while the run was writing to it; keep the results "
                              "folder in place until a run has ended.")
                         .with(path),
                     "results-dir"};
    return {};
}

bool JournalWriter::isSynced() const
{
    const std::lock_guard lock{m_mutex};
    return !m_dirty;
}

void JournalWriter::syncEverySecond(const std::stop_token& stop)
{
    std::unique_lock lock{m_mutex};
    while (!m_stopped.wait_for(lock, stop, kSyncEvery, [&stop] { return stop.stop_requested(); })) {
        if (!m_dirty)
            continue;
        lock.unlock();
        const Status status = sync();
        lock.lock();
        if (!status && !m_fault)
            m_fault = status.error();
    }
}

Status JournalWriter::moveTo(const std::string& path)
{
    const std::lock_guard lock{m_mutex};
    if (std::rename(m_path.c_str(), path.c_str()) != 0)
        return diskError(DiskAction::Write, path, errno);
    m_path = path;
    return {};
}

bool JournalWriter::isInPlace() const
{
    const std::lock_guard lock{m_mutex};
    struct stat open
    {};
    struct stat named
    {};
    return ::fstat(m_fd.get(), &open) == 0 && ::stat(m_path.c_str(), &named) == 0 && open.st_ino == named.st_ino
        && open.st_dev == named.st_dev;
}

Status JournalWriter::fail(int error)
{
    // A part of an entry would hide every later one from readers; if this fails too, readers stop there.
    [[maybe_unused]] const int ignored = ::ftruncate(m_fd.get(), static_cast<off_t>(m_end));
    const std::lock_guard lock{m_mutex};
    return diskError(DiskAction::Write, m_path, error);
}

Result<JournalReader> JournalReader::open(const std::string& path)
{
    Fd fd{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!fd.isOpen())
        return diskError(DiskAction::Read, path, errno);
    struct stat status
    {};
    std::string preamble(kJournalPreamble, '\0');
    if (::fstat(fd.get(), &status) != 0 || !readAt(fd.get(), 0, preamble) || !preamble.starts_with(kMagic))
        return Error{Errc::InvalidInput,
                     sentence("errors", "%1 is no journal of a run; give the folder that a run wrote its results into.")
                         .with(path)};
    if (const std::uint32_t version = wordAt(preamble, kMagic.size()); version != kJournalVersion)
        return Error{
            Errc::Unsupported,
            sentence(
                "errors",
                "%1 has journal version %2, and this Inferometer reads version %3; open it with the one that wrote it.")
                .with(path, version, kJournalVersion)};
    return JournalReader{std::move(fd), static_cast<std::uint64_t>(status.st_size)};
}

std::optional<JournalEntry> JournalReader::next()
{
    std::string head(kEntryHead, '\0');
    if (m_wholeEnd + kEntryHead > m_size || !readAt(m_fd.get(), m_wholeEnd, head))
        return std::nullopt;
    const std::uint32_t length = wordAt(head, 0);
    const char kind = head[kEntryHead - 1];
    if (length > kMostPayload || length > m_size - m_wholeEnd - kEntryHead)
        return std::nullopt;
    JournalEntry entry{static_cast<JournalKind>(kind), std::string(length, '\0')};
    if (!readAt(m_fd.get(), m_wholeEnd + kEntryHead, entry.payload)
        || wordAt(head, 4) != checksumOf(std::string_view{head}.substr(0, 4), kind, entry.payload))
        return std::nullopt;
    m_wholeEnd += kEntryHead + length;
    return entry;
}

Fd lockJournal(const std::string& path)
{
    Fd fd{::open(path.c_str(), O_RDWR | O_CLOEXEC | O_APPEND)};
    if (fd.isOpen() && ::flock(fd.get(), LOCK_EX | LOCK_NB) != 0)
        fd.reset();
    return fd;
}

bool journalHasEnd(const std::string& path)
{
    const Fd fd{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    struct stat status
    {};
    std::string end;
    appendEntry(JournalKind::End, {}, end);
    std::string tail(end.size(), '\0');
    return fd.isOpen() && ::fstat(fd.get(), &status) == 0
        && static_cast<std::uint64_t>(status.st_size) >= kJournalPreamble + tail.size()
        && readAt(fd.get(), static_cast<std::uint64_t>(status.st_size) - tail.size(), tail) && tail == end;
}

}  // namespace inferometer
