// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/machine/thread.h"

#include <pthread.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>
#include <ctime>

namespace inferometer {

void nameThread(const std::string& name) { pthread_setname_np(pthread_self(), name.substr(0, 15).c_str()); }

void askForShortTurns()
{
    // sched_setattr(2): no wrapper in the C library, and the kernel's own header clashes with it.
    struct Attributes
    {
        std::uint32_t size;
        std::uint32_t policy;
        std::uint64_t flags;
        std::int32_t nice;
        std::uint32_t priority;
        std::uint64_t runtime;
        std::uint64_t deadline;
        std::uint64_t period;
    };
    Attributes attributes{};
    attributes.size = sizeof attributes;
    if (syscall(SYS_sched_getattr, 0, &attributes, sizeof attributes, 0) != 0)
        return;
    attributes.runtime = 100'000;  // a fair task's own slice: the shortest there is
    syscall(SYS_sched_setattr, 0, &attributes, 0);
}

void askForExactTimers() { prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL); }

void giveWay() { setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), 19); }

Nanos threadCpuTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds{time.tv_sec} + Nanos{time.tv_nsec};
}

}  // namespace inferometer
