// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/machine/cpu_pressure.h"

#include <unistd.h>

#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

namespace {

// The first numbers of the line that starts with `key`.
std::vector<double> numbersAfter(const char* path, std::string_view key)
{
    std::ifstream file{path};
    for (std::string line; std::getline(file, line);) {
        if (line.rfind(key, 0) != 0)
            continue;
        std::istringstream rest{line.substr(key.size())};
        std::vector<double> numbers;
        for (double number = 0; rest >> number;)
            numbers.push_back(number);
        return numbers;
    }
    return {};
}

}  // namespace

CpuPressure cpuPressure()
{
    constexpr std::size_t kSteal = 7;  // user nice system idle iowait irq softirq steal: proc(5)
    CpuPressure pressure;
    const std::vector<double> jiffies = numbersAfter("/proc/stat", "cpu ");
    const auto perSecond = static_cast<double>(sysconf(_SC_CLK_TCK));
    for (std::size_t i = 0; i < jiffies.size() && i <= kSteal; ++i)
        pressure.totalSeconds += jiffies[i] / perSecond;
    if (jiffies.size() > kSteal)
        pressure.stealSeconds = jiffies[kSteal] / perSecond;
    // Of the process's own group where cgroup v2 is mounted and the group is not the root.
    std::ifstream group{"/proc/self/cgroup"};
    std::string line;
    std::getline(group, line);
    if (line.rfind("0::", 0) == 0) {
        const std::string path = "/sys/fs/cgroup" + line.substr(3) + "/cpu.stat";
        const std::vector<double> throttled = numbersAfter(path.c_str(), "throttled_usec");
        if (!throttled.empty())
            pressure.throttledSeconds = throttled[0] / 1e6;
    }
    return pressure;
}

}  // namespace inferometer
