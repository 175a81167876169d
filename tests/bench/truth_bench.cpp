// SPDX-License-Identifier: GPL-3.0-or-later
// How true the figures are: every request's TTFT and every gap against the simulated endpoint's truth log, by request
// id. A true arrival lies between the moments before and after the server's send(); what our figure is outside of that
// is its error. Brackets wider than 50 us (the server was preempted) are left out and counted.
#include "core/load/run.h"
#include "core/sim/truth_log.h"

#include "tests/support/endpoint_process.h"
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <map>
#include <numeric>
#include <thread>
#include <vector>

namespace inferometer {
namespace {

constexpr Nanos kWideBracket = std::chrono::microseconds{50};

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
};

constexpr std::array kCases{
    Case{"512x50", 512, 0.2, 0.02, 100, 1024, false, false},
    Case{"512x50-busy", 512, 0.2, 0.02, 100, 1024, true, false},
    Case{"64x1ms", 64, 0.2, 0.001, 1000, 256, false, false},
    Case{"512x50-starved", 512, 0.2, 0.02, 100, 1024, false, true},
};

struct Errors
{
    std::vector<double> exact;      // us outside the bracket, of what was called exact
    std::uint64_t bounded = 0;      // what was not
    std::uint64_t boundBroken = 0;  // bounded, and the truth is outside of the bound
    std::uint64_t wide = 0;         // brackets left out
    double worstBounded = 0;        // us off, among the bounded

    void add(Nanos at, const Arrival& arrival, const TruthSend& send, Nanos slack)
    {
        if (!isSet(send.after) || send.after - send.before > kWideBracket) {
            ++wide;
            return;
        }
        const double off = std::max({0.0, seconds(send.before - at) * 1e6, seconds(at - send.after) * 1e6});
        if (arrival.stamp == Stamp::Exact) {
            exact.push_back(off);
            return;
        }
        ++bounded;
        worstBounded = std::max(worstBounded, off);
        boundBroken += send.after < at - arrival.bound - slack ? 1U : 0U;
    }

    void print(const char* name)
    {
        std::sort(exact.begin(), exact.end());
        const double mean
            = exact.empty() ? 0 : std::accumulate(exact.begin(), exact.end(), 0.0) / static_cast<double>(exact.size());
        const auto at = [this](double q) {
            return exact.empty()
                ? 0.0
                : exact[std::min(exact.size() - 1, static_cast<std::size_t>(q * static_cast<double>(exact.size())))];
        };
        const auto over = exact.end() - std::upper_bound(exact.begin(), exact.end(), 100.0);
        std::printf(
            "  %-5s exact n=%zu mean %.4f p99 %.4f p99.9 %.4f max %.4f ms, over 0.1 ms: %zd; bounded %llu (worst "
            "off %.3f ms, bound broken %llu); wide brackets %llu\n",
            name, exact.size(), mean / 1e3, at(0.99) / 1e3, at(0.999) / 1e3, exact.empty() ? 0 : exact.back() / 1e3,
            over, static_cast<unsigned long long>(bounded), worstBounded / 1e3,
            static_cast<unsigned long long>(boundBroken), static_cast<unsigned long long>(wide));
    }
};

// Payload sends only: the client's chunks, in order.
std::vector<TruthSend> payload(const TruthRecord& record)
{
    std::vector<TruthSend> sends;
    for (const TruthSend& send : record.sends) {
        if (send.kind == TruthKind::First || send.kind == TruthKind::Token)
            sends.push_back(send);
    }
    return sends;
}

void compare(const Plan& plan, const Snapshot& last, const RunFacts& facts, const std::string& log)
{
    const auto truth = readTruthLog(log);
    if (!truth) {
        std::printf("  %s\n", truth.error().message.c_str());
        return;
    }
    std::map<std::string, const TruthRecord*> byId;
    for (const TruthRecord& record : truth.value())
        byId[record.id] = &record;
    Errors arrival;
    Errors ttft;
    Errors itl;
    std::uint64_t missing = 0;
    for (std::size_t i = 0; i < last.blocks; ++i) {
        const RecordBlock& block = *last.records->at(i);
        for (const RequestRecord& record : block.records) {
            const auto found = byId.find(plan.runId + "-" + std::to_string(record.sequence));
            const std::vector<Chunk> chunks = chunksOf(block, record);
            if (found == byId.end() || payload(*found->second).size() != chunks.size()) {
                ++missing;
                continue;
            }
            const std::vector<TruthSend> sends = payload(*found->second);
            for (std::size_t c = 0; c < chunks.size(); ++c)
                (c == 0 ? arrival : itl)
                    .add(chunks[c].arrival.at + facts.startMonotonic, chunks[c].arrival, sends[c], Nanos{0});
            // TTFT as a whole: our arrival - sent against the server's send - its arrival of the request.
            const Nanos ours = chunks[0].arrival.at - record.sent;
            const Nanos asked = found->second->arrival;
            ttft.add(
                ours, chunks[0].arrival,
                {sends[0].before - asked, isSet(sends[0].after) ? sends[0].after - asked : kUnset, TruthKind::First},
                Nanos{0});
        }
    }
    arrival.print("first");
    ttft.print("TTFT");
    itl.print("later");
    std::printf("  verdict %s, user lag p99 %.3f ms, busiest second %.0f %%, ok %llu of %llu, not in the log %llu\n",
                std::string{verdictName(facts.verdict.level)}.c_str(), facts.userLag.quantile(0.99) * 1e3,
                facts.busiestSecond * 100, static_cast<unsigned long long>(last.ok),
                static_cast<unsigned long long>(last.asked), static_cast<unsigned long long>(missing));
}

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
    run.baseUrl = "http://127.0.0.1:" + std::to_string(port);
    run.modelNames = "simulated";
    run.numInputTokens = 50;
    run.numOutputTokens = c.tokens;
    run.numRequests = c.requests;
    run.numConcurrentRequests = c.streams;
    return run;
}

void measure(const Case& c)
{
    std::printf("%s: %lld streams, TTFT %.0f ms, ITL %.0f ms%s%s\n", c.name, static_cast<long long>(c.streams),
                c.ttft * 1e3, c.itl * 1e3, c.busyCores ? ", a busy loop on both cores" : "",
                c.starved ? ", client starved" : "");
    SimSpec sim;
    sim.ttft = c.ttft;
    sim.itl = c.itl;
    sim.truthLog
        = (std::filesystem::temp_directory_path() / ("inferometer-truth-" + std::to_string(getpid()))).string();
    Endpoint endpoint{sim};
    auto plan = makePlan(runSpecOf(c, endpoint.port()), [](const std::string&) {}, {});
    if (!plan) {
        std::printf("  %s\n", plan.error().message.c_str());
        std::exit(1);
    }
    const BusyLoops loops{c.busyCores || c.starved ? 2 : 0, c.starved ? 0 : -1};
    if (c.starved) {
        BusyLoops::pinTo(0);
        setpriority(PRIO_PROCESS, 0, 10);
    }
    auto run = Run::start(plan.value(), {});
    if (!run)
        std::exit(1);
    run.value()->wait();
    endpoint.stop();
    compare(*plan.value(), *run.value()->snapshot(), run.value()->facts(), sim.truthLog);
    std::filesystem::remove(sim.truthLog);
}

}  // namespace
}  // namespace inferometer

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
