// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fd.h"

#include <unistd.h>

namespace inferometer {

void Fd::reset()
{
    // Linux frees the descriptor even when close() reports EINTR, so it is never called twice.
    if (m_fd >= 0)
        ::close(std::exchange(m_fd, -1));
}

}  // namespace inferometer
