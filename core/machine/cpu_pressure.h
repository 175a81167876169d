// SPDX-License-Identifier: GPL-3.0-or-later
// What others took of the CPUs that this process could have had.
#pragma once

namespace inferometer {

// Steal over all CPUs and cgroup throttling since boot; the difference of two readings is a run's.
struct CpuPressure
{
    double stealSeconds = 0;
    double totalSeconds = 0;  // all CPUs, all states
    double throttledSeconds = 0;
};
CpuPressure cpuPressure();

}  // namespace inferometer
