// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journal.h"

#include "core/store/block_codec.h"
#include "core/store/disk_error.h"
#include "core/store/journal_frame.h"
#include "core/store/leb128.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cassert>
#include <cerrno>
#include <cstdio>
#include <new>

namespace inferometer {

namespace {

constexpr Nanos kSyncEvery = std::chrono::seconds{1};

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
    std::string preamble{kJournalMagic};
    preamble.resize(kJournalPreamble);
    putWord(kJournalVersion, preamble.data() + kJournalMagic.size());
    if (const int error = writeAll(fd.get(), preamble); error != 0)
        return diskError(DiskAction::Write, path, error);
    return std::make_unique<JournalWriter>(std::move(fd), path);
}

std::unique_ptr<JournalWriter> JournalWriter::resume(Fd locked, const std::string& path, const JournalPlace& place)
{
    auto writer = std::make_unique<JournalWriter>(std::move(locked), path);
    writer->m_place = place;
    return writer;
}

void JournalWriter::beginEntry(JournalKind kind)
{
    const EntryFrame frame = frameOf(m_place.version);
    m_frame.assign(frame.body(), '\0');
    kEntryMark.copy(m_frame.data(), frame.mark);
    m_frame[frame.kind()] = static_cast<char>(kind);
    if (frame.mark > 0)
        appendNumber(m_place.requests, m_frame);
}

Status JournalWriter::endEntry()
{
    const EntryFrame frame = frameOf(m_place.version);
    const std::size_t length = m_frame.size() - frame.body();
    if (length > kMostBody)
        return fail(EFBIG);
    putWord(static_cast<std::uint32_t>(length), m_frame.data() + frame.length());
    putWord(checksumOf(m_frame, frame), m_frame.data() + frame.checksum());
    if (const int error = writeAll(m_fd.get(), m_frame); error != 0)
        return fail(error);
    m_place.end += m_frame.size();
    const std::lock_guard lock{m_mutex};
    m_dirty = true;
    return m_fault ? Status{*m_fault} : Status{};
}

Status JournalWriter::append(JournalKind kind, std::string_view payload)
{
    beginEntry(kind);
    m_frame += payload;
    return endEntry();
}

Status JournalWriter::append(const RecordBlock& block)
{
    assert(m_place.version == kJournalVersion);
    beginEntry(JournalKind::Block);
    appendEncoded(block, m_frame);
    Status status = endEntry();
    m_place.requests += block.records.size();
    return status;
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
        const auto status = syncIfMemoryAllows();
        lock.lock();
        if (!status)
            m_dirty = true;  // the next second
        else if (!*status && !m_fault)
            m_fault = status->error();
    }
}

// nullopt: it did not.
std::optional<Status> JournalWriter::syncIfMemoryAllows()
{
    try {
        return sync();
    } catch (const std::bad_alloc&) {
        return std::nullopt;
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
    // A part of an entry would be told as damage; if this fails too, it is.
    [[maybe_unused]] const int ignored = ::ftruncate(m_fd.get(), static_cast<off_t>(m_place.end));
    const std::lock_guard lock{m_mutex};
    return diskError(DiskAction::Write, m_path, error);
}

Fd lockJournal(const std::string& path)
{
    Fd fd{::open(path.c_str(), O_RDWR | O_CLOEXEC | O_APPEND | O_NOFOLLOW)};
    if (fd.isOpen() && ::flock(fd.get(), LOCK_EX | LOCK_NB) != 0)
        fd.reset();
    return fd;
}

}  // namespace inferometer
