// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journal_reader.h"

#include "core/store/disk_error.h"
#include "core/store/journal_frame.h"
#include "core/store/leb128.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace inferometer {

namespace {

constexpr std::uint64_t kWindow = 1U << 18U;
// A file made to be slow has lengths that fit everywhere, and would have the checksum of each made. In good faith there
// is hardly one such length behind a damaged place.
constexpr std::uint64_t kPatience = 1U << 24U;
constexpr std::uint64_t kPatiencePerByte = 4;

// How much of `bytes` could be read.
std::size_t readAt(int fd, std::uint64_t offset, std::string& bytes)
{
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t got = ::pread(fd, bytes.data() + done, bytes.size() - done, static_cast<off_t>(offset + done));
        if (got == 0 || (got < 0 && errno != EINTR))
            break;
        done += got > 0 ? static_cast<std::size_t>(got) : 0;
    }
    return done;
}

Error noJournal(const std::string& path)
{
    return {
        Errc::InvalidInput,
        sentence("errors", "%1 is no journal of a run; give the folder that a run wrote its results into.").with(path)};
}

Error wrongVersion(const std::string& path, std::uint32_t version)
{
    return {Errc::Unsupported,
            sentence("errors",
                     "%1 has journal version %2, and this Inferometer reads versions %3 to %4; open it with the one "
                     "that wrote it.")
                .with(path, version, kOldestJournalVersion, kJournalVersion)};
}

}  // namespace

JournalReader::JournalReader(Fd fd, std::uint64_t size, std::uint32_t version)
    : m_fd(std::move(fd))
    , m_size(size)
    , m_version(version)
    , m_patience(kPatience + kPatiencePerByte * size)
{}

Result<JournalReader> JournalReader::open(const std::string& path)
{
    Fd fd{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};  // a pipe of that name must not hold us up
    if (!fd.isOpen())
        return diskError(DiskAction::Read, path, errno);
    struct stat status
    {};
    std::string preamble(kJournalPreamble, '\0');
    if (::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode) || readAt(fd.get(), 0, preamble) < preamble.size()
        || !preamble.starts_with(kJournalMagic))
        return noJournal(path);
    const std::uint32_t version = wordAt(preamble, kJournalMagic.size());
    if (version < kOldestJournalVersion || version > kJournalVersion)
        return wrongVersion(path, version);
    return JournalReader{std::move(fd), static_cast<std::uint64_t>(status.st_size), version};
}

// Empty when the file has not that much. Valid until the next call.
std::string_view JournalReader::bytesAt(std::uint64_t at, std::uint64_t length)
{
    if (at > m_size || length > m_size - at)
        return {};
    if (at < m_windowAt || at + length > m_windowAt + m_window.size()) {
        m_window.resize(static_cast<std::size_t>(std::min(std::max(length, kWindow), m_size - at)));
        m_windowAt = at;
        m_window.resize(readAt(m_fd.get(), at, m_window));
    }
    if (at + length > m_windowAt + m_window.size())
        return {};
    return std::string_view{m_window}.substr(static_cast<std::size_t>(at - m_windowAt),
                                             static_cast<std::size_t>(length));
}

std::optional<JournalEntry> JournalReader::entryAt(std::uint64_t at)
{
    const EntryFrame frame = frameOf(m_version);
    const std::string_view head = bytesAt(at, frame.body());
    if (head.empty() || head.substr(0, frame.mark) != kEntryMark.substr(0, frame.mark))
        return std::nullopt;
    const auto kind = static_cast<JournalKind>(head[frame.kind()]);
    if (m_version == 3 && (kind < JournalKind::Header || kind > JournalKind::End))
        return std::nullopt;
    const std::uint64_t length = frame.body() + std::uint64_t{wordAt(head, frame.length())};
    if (length > kMostBody + frame.body() || length > m_size - at || length > m_patience)
        return std::nullopt;
    const std::string_view whole = bytesAt(at, length);
    if (whole.empty())
        return std::nullopt;
    JournalEntry entry{kind, whole.substr(frame.body()), 0, at, length, wordAt(whole, frame.checksum())};
    if (entry.checksum != checksumOf(whole, frame)) {
        m_patience -= length;
        return std::nullopt;
    }
    if (frame.mark == 0)
        return entry;
    ByteReader body{entry.payload};
    entry.requests = body.number();
    entry.payload = body.rest();
    return body.ok() ? std::optional{entry} : std::nullopt;
}

// What is in memory of the file from `at` on, at least a frame of it; empty at its end.
std::string_view JournalReader::windowFrom(std::uint64_t at)
{
    if (bytesAt(at, frameOf(m_version).body()).empty())
        return {};
    return std::string_view{m_window}.substr(static_cast<std::size_t>(at - m_windowAt));
}

// Where an entry may begin, from `at` on. Version 3 marks nothing.
std::optional<std::uint64_t> JournalReader::markFrom(std::uint64_t at)
{
    for (std::string_view bytes = windowFrom(at); !bytes.empty(); bytes = windowFrom(at)) {
        const std::size_t found = bytes.find(kEntryMark.substr(0, frameOf(m_version).mark));
        if (found != std::string_view::npos)
            return at + found;
        at += bytes.size() - kEntryMark.size() + 1;
    }
    return std::nullopt;
}

// The first entry behind a damaged one that begins at `at`.
std::optional<JournalEntry> JournalReader::entryBehind(std::uint64_t at)
{
    for (auto mark = markFrom(at + 1); mark; mark = markFrom(*mark + 1))
        if (auto entry = entryAt(*mark))
            return entry;
    return std::nullopt;
}

std::optional<JournalEntry> JournalReader::next()
{
    if (m_at >= m_size)
        return std::nullopt;
    auto entry = entryAt(m_at);
    if (!entry) {
        entry = entryBehind(m_at);
        const std::uint64_t end = entry ? entry->at : m_size;
        m_unread.bytes += end - m_at;
        ++m_unread.places;
        m_unread.atEnd = !entry;
    }
    m_at = entry ? entry->at + entry->length : m_size;
    return entry;
}

bool JournalReader::hasEnd()
{
    const EntryFrame frame = frameOf(m_version);
    const std::size_t longest = frame.mark == 0 ? 0 : kLongestNumber;
    for (std::size_t number = frame.mark == 0 ? 0 : 1; number <= longest; ++number) {
        const std::uint64_t length = frame.body() + number;
        if (m_size < kJournalPreamble + length)
            return false;
        const auto entry = entryAt(m_size - length);
        if (entry && entry->length == length && entry->kind == JournalKind::End)
            return true;
    }
    return false;
}

bool journalHasEnd(const std::string& path)
{
    Result<JournalReader> reader = JournalReader::open(path);
    return reader && reader.value().hasEnd();
}

}  // namespace inferometer
