// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/machine/limits.h"

#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace inferometer {

std::uint64_t raiseDescriptorLimit(std::uint64_t wanted)
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 0;
    const rlimit before = limit;
    limit.rlim_cur = std::max<rlim_t>(limit.rlim_max, wanted);
    limit.rlim_max = limit.rlim_cur;  // above the hard limit only a privileged process succeeds
    if (setrlimit(RLIMIT_NOFILE, &limit) == 0)
        return limit.rlim_cur;
    limit = before;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur;
}

std::uint64_t openDescriptors()
{
    std::error_code error;
    std::uint64_t count = 0;
    for (std::filesystem::directory_iterator entry{"/proc/self/fd", error}, end; !error && entry != end;
         entry.increment(error))
        ++count;
    return count > 0 ? count - 1 : 0;  // less the one that reads the folder
}

std::uint64_t localPortCount()
{
    std::ifstream file{"/proc/sys/net/ipv4/ip_local_port_range"};
    std::uint64_t low = 32768;
    std::uint64_t high = 60999;
    file >> low >> high;
    return high - low + 1;
}

}  // namespace inferometer
