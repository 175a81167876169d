// SPDX-License-Identifier: GPL-3.0-or-later
// What one load thread can do beside a server on the same machine: requests a second, streams held, memory, faults.
#include "core/load/run.h"
#include "core/metrics/summary.h"

#include "tests/support/endpoint_process.h"

#include <cstdio>
#include <cstring>
#include <fstream>
#include <set>
#include <string>
#include <thread>

namespace inferometer {
namespace {

std::shared_ptr<const Plan> planFor(const Endpoint& endpoint, RunSpec spec)
{
    spec.target.baseUrl = "http://127.0.0.1:" + std::to_string(endpoint.port());
    spec.target.modelNames = "simulated";
    spec.prompts.numInputTokens = 50;
    auto plan = makePlan(spec, [](const Sentence&) {}, {});
    if (!plan) {
        std::printf("%s\n", plan.error().message.c_str());
        std::exit(1);
    }
    return plan.value();
}

std::unique_ptr<Run> started(const std::shared_ptr<const Plan>& plan)
{
    auto run = Run::start(plan, {});
    if (!run) {
        std::printf("%s\n", run.error().message.c_str());
        std::exit(1);
    }
    return std::move(run).value();
}

// Resident anonymous memory of this process, in bytes.
double memory()
{
    std::ifstream file{"/proc/self/status"};
    for (std::string line; std::getline(file, line);) {
        if (line.rfind("RssAnon:", 0) == 0)
            return std::strtod(line.c_str() + 8, nullptr) * 1024;
    }
    return 0;
}

void rate()
{
    SimSpec sim;
    sim.ttft = sim.itl = 0;
    Endpoint endpoint{sim};
    RunSpec spec;
    spec.arrivals.numRequests = 200000;
    spec.arrivals.numConcurrentRequests = 64;
    spec.prompts.numOutputTokens = 1;
    spec.arrivals.workers = 1;
    const auto run = started(planFor(endpoint, spec));
    run->wait();
    const RunFacts& facts = run->facts();
    const auto ok = static_cast<double>(run->snapshot()->ok);
    std::printf(
        "rate: %.0f of %lld requests ok, %.0f requests/s of wall time, %.0f requests per CPU-second of the load "
        "thread (%.2f s CPU of %.2f s)\n",
        ok, static_cast<long long>(spec.arrivals.numRequests), ok / seconds(facts.elapsed),
        ok / seconds(facts.workerCpu), seconds(facts.workerCpu), seconds(facts.elapsed));
}

void streams()
{
    SimSpec sim;
    sim.ttft = 1;
    sim.itl = 0.5;
    Endpoint endpoint{sim};
    RunSpec spec;
    spec.arrivals.numRequests = spec.arrivals.numConcurrentRequests = 5000;
    spec.prompts.numOutputTokens = 20;
    spec.arrivals.workers = 1;
    const auto plan = planFor(endpoint, spec);
    const double before = memory();
    const auto run = started(plan);
    std::this_thread::sleep_for(std::chrono::seconds{4});  // all connected and streaming
    const double during = memory();
    const std::size_t held = run->snapshot()->inFlight.size();
    run->wait();
    std::printf(
        "streams: %zu held at once at 2 tok/s, %llu of 5000 ok, %.1f KiB a stream, user lag p99 %.3f ms, verdict %s\n",
        held, static_cast<unsigned long long>(run->snapshot()->ok), (during - before) / 1024 / 5000,
        run->facts().userLag.quantile(0.99) * 1e3, std::string{verdictName(run->facts().verdict.level)}.c_str());
}

void records()
{
    SimSpec sim;
    sim.ttft = 0;
    sim.itl = 0.0001;
    Endpoint endpoint{sim};
    RunSpec spec;
    spec.arrivals.numRequests = 20000;
    spec.arrivals.numConcurrentRequests = 100;
    spec.prompts.numOutputTokens = 100;
    spec.arrivals.workers = 1;
    const auto run = started(planFor(endpoint, spec));
    run->wait();
    const SnapshotPtr last = run->snapshot();
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < last->blocks; ++i) {
        const RecordBlock& block = *last->records->at(i);
        bytes += block.records.capacity() * sizeof(RequestRecord) + block.chunkBytes.capacity() + block.text.capacity()
            + block.serverMetrics.capacity() * sizeof(ServerMetrics);
    }
    std::printf("records: %llu of 100 chunks each, %.0f bytes a record (of which %zu fixed)\n",
                static_cast<unsigned long long>(last->finished),
                static_cast<double>(bytes) / static_cast<double>(last->finished), sizeof(RequestRecord));
}

void faults()
{
    SimSpec sim;
    sim.ttft = 0.01;
    sim.itl = 0.001;
    sim.errorRate = sim.rateLimitRate = sim.stallRate = sim.resetRate = sim.truncateRate = 0.1;
    sim.malformedRate = sim.streamErrorRate = sim.emptyRate = sim.slowHeaderRate = 0.1;
    Endpoint endpoint{sim};
    RunSpec spec;
    spec.arrivals.numRequests = 10000;
    spec.arrivals.numConcurrentRequests = 500;
    spec.prompts.numOutputTokens = 20;
    spec.limits.idleTimeout = 1;
    const auto run = started(planFor(endpoint, spec));
    run->wait();
    const SnapshotPtr last = run->snapshot();
    std::set<std::uint64_t> seen;
    for (std::size_t i = 0; i < last->blocks; ++i) {
        for (const RequestRecord& record : last->records->at(i)->records)
            seen.insert(record.sequence);
    }
    std::uint64_t total = 0;
    std::printf("faults:");
    for (std::size_t i = 0; i < kOutcomes; ++i) {
        total += last->outcomes[i];
        if (last->outcomes[i] > 0)
            std::printf(" %s %llu", std::string{outcomeName(static_cast<Outcome>(i))}.c_str(),
                        static_cast<unsigned long long>(last->outcomes[i]));
    }
    std::printf("; sum %llu, distinct %zu, never sent %llu\n", static_cast<unsigned long long>(total), seen.size(),
                static_cast<unsigned long long>(run->facts().neverSent));
}

struct Bench
{
    const char* name;
    void (*run)();
};
constexpr std::array kBenches{Bench{"rate", rate}, Bench{"streams", streams}, Bench{"records", records},
                              Bench{"faults", faults}};

}  // namespace
}  // namespace inferometer

// load_bench [rate|streams|records|faults]...: all without one, each in a process of its own.
int main(int argc, char** argv)
{
    for (const inferometer::Bench& bench : inferometer::kBenches) {
        bool wanted = argc == 1;
        for (int i = 1; i < argc; ++i)
            wanted = wanted || std::strcmp(argv[i], bench.name) == 0;
        if (!wanted)
            continue;
        const pid_t child = fork();
        if (child == 0) {
            bench.run();
            std::fflush(stdout);
            _exit(0);
        }
        int status = 0;
        waitpid(child, &status, 0);
        if (status != 0)
            return 1;
    }
}
