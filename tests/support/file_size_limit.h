// SPDX-License-Identifier: GPL-3.0-or-later
// While it lives, no file can be written beyond `most` bytes, as on a disk that is full or under ulimit -f.
#pragma once

#include <sys/resource.h>

#include <csignal>
#include <cstdint>

namespace inferometer::test {

class FileSizeLimit
{
public:
    explicit FileSizeLimit(std::uint64_t most) : m_handler(std::signal(SIGXFSZ, SIG_IGN))
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit now{most, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &now);
    }
    ~FileSizeLimit()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    void (*m_handler)(int);
    rlimit m_before{};
};

}  // namespace inferometer::test
