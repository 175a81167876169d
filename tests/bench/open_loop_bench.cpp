// SPDX-License-Identifier: GPL-3.0-or-later
// Open loop: how late requests leave at which rate, one load thread beside an endpoint on the same machine, and whether
// what leaves is still the process that was asked for.
#include "core/load/run.h"
#include "core/metrics/summary.h"

#include "tests/support/endpoint_process.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace inferometer {
namespace {

constexpr double kGoal = 0.2e-3;  // s, lateness p99
constexpr double kSeconds = 5;    // of requests at each rate

Blocks blocksOfRun(const Run& run)
{
    const SnapshotPtr last = run.snapshot();
    return blocksOf(*last);
}

RunSpec specOf(const Endpoint& endpoint, double rate, std::int64_t workers)
{
    RunSpec spec;
    spec.evaluation = Evaluation::RealWorkload;
    spec.seed = 1;
    spec.target.baseUrl = "http://127.0.0.1:" + std::to_string(endpoint.port());
    spec.target.modelNames = "simulated";
    spec.prompts.numInputTokens = 50;
    spec.prompts.numOutputTokens = 1;
    spec.arrivals.qps = rate;
    spec.arrivals.gaps = GapShape::Exponential;
    spec.arrivals.numRequests = static_cast<std::int64_t>(rate * kSeconds);
    spec.arrivals.workers = workers;
    spec.edges.warmupRequests = static_cast<std::int64_t>(rate / 2);
    return spec;
}

// Whether the goal was kept, and nothing was missing.
bool measure(const Endpoint& endpoint, double rate, std::int64_t workers)
{
    const RunSpec spec = specOf(endpoint, rate, workers);
    const auto plan = makePlan(spec, [](const Sentence&) {}, {});
    auto run = plan ? Run::start(plan.value(), {}) : Result<std::unique_ptr<Run>>{plan.error()};
    if (!run) {
        std::printf("%s\n", run.error().message.c_str());
        std::exit(1);
    }
    run.value()->wait();
    const RunFacts& facts = run.value()->facts();
    const auto arrivals = arrivalFiguresOf(blocksOfRun(*run.value()), spec);
    const std::uint64_t missing = facts.neverSent + arrivals->due - arrivals->sent;
    std::printf("%7.0f/s  due %9.1f/s  sent %9.1f/s  missing %llu  lateness p50 %.3f p99 %.3f max %.3f ms  "
                "dispersion %.3f (%.3f to %.3f)  autocorrelation %+.4f (%+.4f to %+.4f)  thread %.0f %%  %s\n",
                rate, arrivals->dueRate, arrivals->sentRate, static_cast<unsigned long long>(missing),
                arrivals->latenessP50 * 1e3, arrivals->latenessP99 * 1e3, arrivals->latenessMax * 1e3,
                arrivals->sentDispersion.value, arrivals->sentDispersion.low, arrivals->sentDispersion.high,
                arrivals->sentAutocorrelation.value, arrivals->sentAutocorrelation.low,
                arrivals->sentAutocorrelation.high, facts.busiestSecond * 100,
                std::string{verdictName(facts.verdict.level)}.c_str());
    for (const VerdictReason& reason : facts.verdict.reasons)
        std::printf("           %s\n", reason.text.c_str());
    std::fflush(stdout);
    return missing == 0 && arrivals->latenessP99 <= kGoal;
}

}  // namespace
}  // namespace inferometer

// open_loop_bench [--workers N] [RATE]...: a ladder of rates without one; states the highest that keeps the goal.
int main(int argc, char** argv)
{
    std::int64_t workers = 1;
    std::vector<double> rates;
    for (int i = 1; i < argc; ++i) {
        if (std::string{argv[i]} == "--workers" && i + 1 < argc)
            workers = std::strtoll(argv[++i], nullptr, 10);
        else
            rates.push_back(std::strtod(argv[i], nullptr));
    }
    if (rates.empty())
        rates = {100, 1000, 2000, 5000, 10'000, 15'000, 20'000, 25'000, 30'000, 40'000};
    inferometer::SimSpec sim;
    sim.ttft = sim.itl = 0;
    const inferometer::Endpoint endpoint{sim};
    double best = 0;
    for (const double rate : rates)
        if (inferometer::measure(endpoint, rate, workers))
            best = std::max(best, rate);
    std::printf("lateness p99 <= 0.2 ms and nothing missing up to %.0f/s\n", best);
}
