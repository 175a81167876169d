// SPDX-License-Identifier: GPL-3.0-or-later
// How true the figures are: every request's TTFT and every gap against the simulated endpoint's truth log, by request
// id (core/sim/accuracy.h).
#include "tests/support/endpoint_process.h"
#include "tests/support/print_accuracy.h"
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <thread>
#include <vector>

namespace inferometer {
namespace {

struct Case
{
    const char* name;
    std::int64_t streams;
    double ttft;
    double itl;
    std::int64_t tokens;
    std::int64_t requests;
    bool busyCores;
    bool starved;  // the client alone is reniced and shares one core with two busy loops
    int slowRead;  // us that every read of the client takes longer
};

constexpr std::array kCases{
    Case{"512x50", 512, 0.2, 0.02, 100, 1024, false, false, 0},
    Case{"512x50-busy", 512, 0.2, 0.02, 100, 1024, true, false, 0},
    Case{"128x50", 128, 0.2, 0.02, 100, 512, false, false, 0},
    Case{"short", 16, 0.002, 0.001, 2, 60'000, false, false, 0},
    Case{"64x1ms", 64, 0.2, 0.001, 1000, 256, false, false, 0},
    Case{"512x50-starved", 512, 0.2, 0.02, 100, 1024, false, true, 0},
    Case{"512x50-slow", 512, 0.2, 0.02, 100, 1024, false, false, 100},
};

// What every read of this process waits for before it asks the kernel.
std::atomic<int> readDelayUs{0};

// Children that do nothing but use up the processor.
class BusyLoops
{
public:
    BusyLoops(int count, int core)
    {
        for (int i = 0; i < count; ++i) {
            const pid_t child = fork();
            if (child != 0) {
                m_children.push_back(child);
                continue;
            }
            close_range(3, ~0U, 0);  // or the endpoint would never see its pipe close
            if (core >= 0)
                pinTo(core);
            const Nanos until = monotonicNow() + std::chrono::minutes{2};  // also without a parent that ends it
            while (monotonicNow() < until) {
            }
            _exit(0);
        }
    }
    ~BusyLoops()
    {
        for (const pid_t child : m_children) {
            kill(child, SIGKILL);
            waitpid(child, nullptr, 0);
        }
    }
    static void pinTo(int core)
    {
        cpu_set_t set;
        CPU_ZERO(&set);
        CPU_SET(static_cast<std::size_t>(core), &set);
        sched_setaffinity(0, sizeof set, &set);
    }

private:
    std::vector<pid_t> m_children;
};

RunSpec runSpecOf(const Case& c, std::uint16_t port)
{
    RunSpec run;
    run.target.baseUrl = "http://127.0.0.1:" + std::to_string(port);
    run.target.modelNames = "simulated";
    run.prompts.numInputTokens = 50;
    run.prompts.numOutputTokens = c.tokens;
    run.arrivals.numRequests = c.requests;
    run.arrivals.numConcurrentRequests = c.streams;
    return run;
}

void measure(const Case& c)
{
    std::printf("%s: %lld streams, TTFT %.0f ms, ITL %.0f ms%s%s%s\n", c.name, static_cast<long long>(c.streams),
                c.ttft * 1e3, c.itl * 1e3, c.busyCores ? ", a busy loop on both cores" : "",
                c.starved ? ", client starved" : "", c.slowRead > 0 ? ", every read slowed" : "");
    SimSpec sim;
    sim.ttft = c.ttft;
    sim.itl = c.itl;
    sim.truthLog
        = (std::filesystem::temp_directory_path() / ("inferometer-truth-" + std::to_string(getpid()))).string();
    Endpoint endpoint{sim};
    auto plan = makePlan(runSpecOf(c, endpoint.port()), [](const Sentence&) {}, {});
    if (!plan) {
        std::printf("  %s\n", plan.error().message.c_str());
        std::exit(1);
    }
    const BusyLoops loops{c.busyCores || c.starved ? 2 : 0, c.starved ? 0 : -1};
    if (c.starved) {
        BusyLoops::pinTo(0);
        setpriority(PRIO_PROCESS, 0, 10);
    }
    readDelayUs = c.slowRead;
    auto run = Run::start(plan.value(), {});
    if (!run)
        std::exit(1);
    run.value()->wait();
    endpoint.stop();
    printAccuracy(*run.value()->snapshot(), run.value()->facts(), plan.value()->runId, sim.truthLog);
    std::filesystem::remove(sim.truthLog);
}

}  // namespace
}  // namespace inferometer

// In place of the C library's: the program that is measured needs no hook to be slowed down.
extern "C" ssize_t recvmsg(int fd, msghdr* message, int flags)
{
    using namespace inferometer;
    if (const int delay = readDelayUs.load(std::memory_order_relaxed); delay > 0) {
        const Nanos until = monotonicNow() + std::chrono::microseconds{delay};
        while (monotonicNow() < until) {
        }
    }
    return syscall(SYS_recvmsg, fd, message, flags);
}

// truth_bench [case...]: all cases without one. Each runs in a process of its own: renicing cannot be undone.
int main(int argc, char** argv)
{
    for (const inferometer::Case& c : inferometer::kCases) {
        bool wanted = argc == 1;
        for (int i = 1; i < argc; ++i)
            wanted = wanted || std::strcmp(argv[i], c.name) == 0;
        if (!wanted)
            continue;
        const pid_t child = fork();
        if (child == 0) {
            inferometer::measure(c);
            std::fflush(stdout);
            _exit(0);
        }
        int status = 0;
        waitpid(child, &status, 0);
        if (status != 0)
            return 1;
    }
}
