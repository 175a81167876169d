// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fd.h"
#include "core/machine/cpu_pressure.h"
#include "core/machine/errno_text.h"
#include "core/machine/limits.h"
#include "core/machine/processor_hold.h"
#include "core/machine/thread.h"

#include <gtest/gtest.h>
#include <pthread.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <thread>

namespace inferometer {
namespace {

TEST(Limits, RaisesDescriptorsToWhatIsAllowed)
{
    rlimit low{};
    ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &low), 0);
    low.rlim_cur = 128;
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &low), 0);
    const std::uint64_t allowed = raiseDescriptorLimit(256);
    rlimit after{};
    ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &after), 0);
    EXPECT_EQ(allowed, after.rlim_cur);
    EXPECT_GE(allowed, low.rlim_max);
}

TEST(Limits, CountsOpenDescriptors)
{
    const std::uint64_t before = openDescriptors();
    const Fd one{dup(STDERR_FILENO)};
    const Fd two{dup(STDERR_FILENO)};
    EXPECT_EQ(openDescriptors(), before + 2);
}

TEST(Limits, CountsLocalPorts) { EXPECT_GT(localPortCount(), 0U); }

TEST(Thread, TakesTheFirstFifteenCharactersOfAName)
{
    std::array<char, 32> name{};
    std::thread{[&name] {
        nameThread("a-name-longer-than-fifteen");
        pthread_getname_np(pthread_self(), name.data(), name.size());
    }}.join();
    EXPECT_STREQ(name.data(), "a-name-longer-t");
}

TEST(Thread, CountsItsOwnCpuTime)
{
    const Nanos before = threadCpuTime();
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
    const Nanos slept = threadCpuTime();
    EXPECT_LT(slept - before, std::chrono::milliseconds{40});
    while (threadCpuTime() - slept < std::chrono::milliseconds{5}) {
    }
    EXPECT_GE(threadCpuTime() - before, std::chrono::milliseconds{5});
}

TEST(Thread, GivesWayAlone)
{
    const int before = getpriority(PRIO_PROCESS, static_cast<id_t>(gettid()));
    std::thread{[] {
        giveWay();
        EXPECT_EQ(getpriority(PRIO_PROCESS, static_cast<id_t>(gettid())), 19);
    }}.join();
    EXPECT_EQ(getpriority(PRIO_PROCESS, static_cast<id_t>(gettid())), before);
}

TEST(CpuPressure, CountsUpwards)
{
    const CpuPressure before = cpuPressure();
    EXPECT_GT(before.totalSeconds, 0);
    EXPECT_LE(before.stealSeconds, before.totalSeconds);
    EXPECT_GE(cpuPressure().totalSeconds, before.totalSeconds);
}

TEST(ErrnoText, SaysItInWords)
{
    EXPECT_EQ(errnoText(ECONNREFUSED), "Connection refused");
    EXPECT_EQ(errnoText(-1), "unknown error");
}

int processorsAllowed()
{
    cpu_set_t set;
    EXPECT_EQ(sched_getaffinity(0, sizeof set, &set), 0);
    return CPU_COUNT(&set);
}

// Keeps a processor for itself while it lives.
class Hog
{
public:
    explicit Hog(int processor)
        : m_thread([processor](const std::stop_token& stop) {
            cpu_set_t one;
            CPU_ZERO(&one);
            CPU_SET(static_cast<std::size_t>(processor), &one);
            sched_setaffinity(0, sizeof one, &one);
            while (!stop.stop_requested()) {
            }
        })
    {}

private:
    std::jthread m_thread;
};

TEST(ProcessorHold, StaysWhereItGetsOnAtOnceAndMovesOnWhereItWaits)
{
    const int allowed = processorsAllowed();
    if (allowed < 2)
        GTEST_SKIP() << "one processor only";
    {
        const Processors among;
        ProcessorHold hold{among, 1};
        ASSERT_TRUE(hold.isHeld());
        EXPECT_EQ(processorsAllowed(), 1);
        const Hog hog{sched_getcpu()};
        const Nanos end = monotonicNow() + std::chrono::seconds{10};
        while (hold.isHeld() && monotonicNow() < end)
            hold.review();
        EXPECT_FALSE(hold.isHeld());
        EXPECT_EQ(processorsAllowed(), allowed);
        while (!hold.isHeld() && monotonicNow() < end)
            hold.review();
        EXPECT_TRUE(hold.isHeld());
    }
    EXPECT_EQ(processorsAllowed(), allowed);
}

}  // namespace
}  // namespace inferometer
