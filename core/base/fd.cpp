// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fd.h"

#include <unistd.h>

#include <cerrno>

namespace inferometer {

void Fd::reset()
{
    // Linux frees the descriptor even when close() reports EINTR, so it is never called twice.
    if (m_fd >= 0)
        ::close(std::exchange(m_fd, -1));
}

int writeAll(int fd, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written == 0)
            return EIO;  // asked again it would say the same, for ever
        if (written < 0 && errno != EINTR)
            return errno;
        bytes.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
    }
    return 0;
}

}  // namespace inferometer
