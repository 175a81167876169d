// SPDX-License-Identifier: GPL-3.0-or-later
// The runs over which every figure must be the same wherever it stands: each fault of the simulator, each way to leave
// out the edges, each end.
#pragma once

#include "core/sim/simulator.h"
#include "core/store/recorded_run.h"

#include "tests/support/load_plan.h"
#include "tests/support/simulated_endpoint.h"

#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <thread>

namespace inferometer::test {

struct FaultCase
{
    const char* name;
    void (*faults)(SimSpec& sim);
    void (*asks)(RunSpec& spec);
    bool stopped = false;
};

inline void noFault(SimSpec& /*sim*/) {}
inline void nothingElse(RunSpec& /*spec*/) {}

inline void bySchedule(RunSpec& spec)
{
    spec.evaluation = Evaluation::RealWorkload;
    spec.seed = 5;
    spec.arrivals.qps = 200;
    spec.arrivals.gaps = GapShape::Exponential;
}

inline constexpr std::array kFaultMatrix{
    FaultCase{"Plain", noFault, nothingElse},
    FaultCase{"Chunks", [](SimSpec& sim) { sim.tokensPerChunk = 3; }, nothingElse},
    FaultCase{"Reasoning", [](SimSpec& sim) { sim.reasoningShare = 0.5; }, nothingElse},
    FaultCase{"Errors", [](SimSpec& sim) { sim.errorRate = 0.3; }, nothingElse},
    FaultCase{"RateLimits", [](SimSpec& sim) { sim.rateLimitRate = 0.3; }, nothingElse},
    FaultCase{"RetriedRateLimits", [](SimSpec& sim) { sim.rateLimitRate = 0.15; },
              [](RunSpec& spec) { spec.limits.retry429 = 3; }},
    FaultCase{"Stalls", [](SimSpec& sim) { sim.stallRate = 0.1; },
              [](RunSpec& spec) { spec.limits.idleTimeout = 0.2; }},
    FaultCase{"Resets", [](SimSpec& sim) { sim.resetRate = 0.3; }, nothingElse},
    FaultCase{"Truncations", [](SimSpec& sim) { sim.truncateRate = 0.3; }, nothingElse},
    FaultCase{"Malformed", [](SimSpec& sim) { sim.malformedRate = 0.3; }, nothingElse},
    FaultCase{"StreamErrors", [](SimSpec& sim) { sim.streamErrorRate = 0.3; }, nothingElse},
    FaultCase{"Empty", [](SimSpec& sim) { sim.emptyRate = 0.3; }, nothingElse},
    FaultCase{"SlowHeaders", [](SimSpec& sim) { sim.slowHeaderRate = 0.2; }, nothingElse},
    FaultCase{"SilentCloses", [](SimSpec& sim) { sim.silentCloseRate = 0.3; }, nothingElse},
    FaultCase{"NewConnections", noFault, [](RunSpec& spec) { spec.arrivals.newConnections = true; }},
    FaultCase{"WarmupRequests", noFault, [](RunSpec& spec) { spec.edges.warmupRequests = 5; }},
    FaultCase{"WarmupSeconds", noFault, [](RunSpec& spec) { spec.edges.warmupSeconds = 0.1; }},
    FaultCase{"WarmupShare", noFault, [](RunSpec& spec) { spec.edges.warmupShare = 25; }},
    FaultCase{"CooldownRequests", noFault, [](RunSpec& spec) { spec.edges.cooldownRequests = 5; }},
    FaultCase{"CooldownSeconds", noFault, [](RunSpec& spec) { spec.edges.cooldownSeconds = 0.1; }},
    FaultCase{"BothShares", [](SimSpec& sim) { sim.errorRate = 0.2; },
              [](RunSpec& spec) { spec.edges.warmupShare = spec.edges.cooldownShare = 25; }},
    FaultCase{"ErrorsInWarmup", [](SimSpec& sim) { sim.errorRate = 0.6; },
              [](RunSpec& spec) { spec.edges.warmupRequests = 8; }},
    FaultCase{"Goodput", noFault, [](RunSpec& spec) { spec.slo.ttft = 0.02; }},
    FaultCase{"FewerRequestsThanStreams", noFault, [](RunSpec& spec) { spec.arrivals.numRequests = 3; }},
    FaultCase{"CutByTimeout", noFault,
              [](RunSpec& spec) {
                  spec.limits.timeout = 0.12;
                  spec.limits.gracePeriod = 0;
              }},
    FaultCase{"StallsCutByTimeout", [](SimSpec& sim) { sim.stallRate = 0.3; },
              [](RunSpec& spec) {
                  spec.limits.timeout = 0.12;
                  spec.limits.gracePeriod = 0;
              }},
    FaultCase{"BySchedule", noFault, bySchedule},
    FaultCase{"ByScheduleWithErrors", [](SimSpec& sim) { sim.errorRate = 0.3; },
              [](RunSpec& spec) {
                  bySchedule(spec);
                  spec.arrivals.maxInFlight = 2;
                  spec.edges.warmupRequests = 5;
              }},
    FaultCase{"ByScheduleCutByTimeout", noFault,
              [](RunSpec& spec) {
                  bySchedule(spec);
                  spec.arrivals.qps = 100;
                  spec.limits.timeout = 0.12;
                  spec.limits.gracePeriod = 0;
              }},
    FaultCase{"Stopped", noFault, [](RunSpec& spec) { spec.arrivals.numRequests = 100'000; }, true},
};

inline RunSpec specOf(const FaultCase& one, const std::string& folder)
{
    RunSpec spec;
    spec.keep.resultsDir = folder;
    spec.target.modelNames = "simulated";
    spec.arrivals.numRequests = 24;
    spec.arrivals.numConcurrentRequests = 4;
    spec.prompts.numOutputTokens = 6;
    one.asks(spec);
    return spec;
}

inline std::shared_ptr<Plan> planFor(const Simulator& simulator, const RunSpec& spec)
{
    std::shared_ptr<Plan> plan = loadPlan(simulator.port(), spec);
    setPrompts(*plan, {{"default", "Say something.", 0, 2}},
               BodyTemplate{"{\"model\":\"simulated\",\"stream\":true,\"max_tokens\":6,"
                            "\"messages\":[{\"role\":\"user\",\"content\":\"",
                            "\"}]}"});
    if (isOpenLoop(spec))
        plan->setSchedule(sizeOf(spec).value());
    return plan;
}

// A simulator with the fault of the case.
inline std::unique_ptr<Simulator> simulatorFor(const FaultCase& one)
{
    SimSpec sim = instantSpec();
    sim.ttft = 0.01;
    sim.itl = 0.002;
    one.faults(sim);
    return startSimulator(sim);
}

// Runs it to its end, or stops it in the middle; what is left to do is finish().
inline Result<std::unique_ptr<RecordedRun>> startedRun(const FaultCase& one, const std::shared_ptr<const Plan>& plan)
{
    auto started = RecordedRun::start(plan);
    if (started && one.stopped) {
        std::this_thread::sleep_for(std::chrono::milliseconds{150});
        started.value()->run().requestStop();
    }
    return started;
}

}  // namespace inferometer::test
