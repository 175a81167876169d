// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/atomic_file.h"

#include "core/store/disk_error.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>

namespace inferometer {

namespace {

constexpr std::size_t kBuffer = 1U << 18U;

}  // namespace

AtomicFile::AtomicFile(std::string path)
    : m_path(std::move(path))
    , m_partPath(m_path + ".part")
    , m_fd(::open(m_partPath.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644))
{
    if (!m_fd.isOpen())
        m_error = errno;
}

AtomicFile::~AtomicFile()
{
    if (m_fd.isOpen())
        ::unlink(m_partPath.c_str());
}

void AtomicFile::write(std::string_view text)
{
    m_buffer += text;
    if (m_buffer.size() >= kBuffer)
        flush();
}

void AtomicFile::flush()
{
    if (m_error == 0)
        m_error = writeAll(m_fd.get(), m_buffer);
    m_buffer.clear();
}

Status AtomicFile::commit()
{
    flush();
    if (m_error == 0 && ::fsync(m_fd.get()) != 0)
        m_error = errno;
    if (m_error == 0 && std::rename(m_partPath.c_str(), m_path.c_str()) != 0)
        m_error = errno;
    if (m_error != 0)
        return diskError(DiskAction::Write, m_path, m_error);
    m_fd.reset();
    return {};
}

void syncFolder(const std::string& folder)
{
    const Fd fd{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (fd.isOpen())
        ::fsync(fd.get());
}

}  // namespace inferometer
