// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/machine_check.h"

#include "core/http/wire.h"
#include "core/machine/limits.h"

#include <fstream>
#include <thread>

namespace inferometer::cli {
namespace {

constexpr int kWakeUps = 400;
constexpr Nanos kWakeUpStep = std::chrono::microseconds{1250};
constexpr std::uint64_t kDescriptorsWanted = 1U << 20U;

Histogram measureWakeUps()
{
    Histogram lateness;
    Poller poller;
    Nanos due = monotonicNow();
    for (int i = 0; i < kWakeUps; ++i) {
        due += kWakeUpStep;
        poller.wait(due);
        lateness.add(monotonicNow() - due);
    }
    return lateness;
}

std::string governorOfFirstCpu()
{
    std::ifstream file("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
    std::string name;
    std::getline(file, name);
    return name;
}

}  // namespace

MachineCheck checkMachine()
{
    return {std::thread::hardware_concurrency(), governorOfFirstCpu(), raiseDescriptorLimit(kDescriptorsWanted),
            localPortCount(), measureWakeUps()};
}

}  // namespace inferometer::cli
