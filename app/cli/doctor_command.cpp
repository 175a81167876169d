// SPDX-License-Identifier: GPL-3.0-or-later
// `doctor`: this client against the simulator's truth log, its highest rate, and the limits of the machine.
#include "app/cli/commands.h"
#include "app/cli/interrupts.h"
#include "app/cli/machine_check.h"
#include "app/cli/terminal.h"
#include "app/cli/text_table.h"
#include "core/base/scratch_folder.h"
#include "core/base/text.h"
#include "core/metrics/summary.h"
#include "core/sim/accuracy.h"
#include "core/sim/simulator.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace inferometer::cli {
namespace {

// What an exact arrival may be off at p99, and how late this machine may wake, before it is called unfit.
constexpr double kAllowedError = 20e-6;
constexpr double kAllowedWakeUp = 1e-3;
constexpr double kAllowedBounded = 0.01;
constexpr std::uint64_t kFewDescriptors = 4096;

struct Measured
{
    std::string runId;
    SnapshotPtr last;
    RunFacts facts;
};

Result<Measured> measure(const RunSpec& spec, const Interrupts& interrupts)
{
    const Result<std::shared_ptr<const Plan>> plan = makePlan(
        spec, [](const Sentence&) {}, interrupts.token());
    if (!plan)
        return plan.error();
    Result<std::unique_ptr<Run>> started
        = Run::start(plan.value(), [](const std::shared_ptr<const RecordBlock>&) { return Status{}; });
    if (!started)
        return started.error();
    Run& run = *started.value();
    while (run.snapshot()->state != RunState::Finished) {
        if (interrupts.count() > 0)
            return Error::verbatim(Errc::Cancelled, "Interrupted; start doctor again for its figures.");
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    return Measured{plan.value()->runId, run.snapshot(), run.facts()};
}

// A run against a simulator of its own, which has stopped when this returns: its truth log is whole.
Result<Measured> measureAgainst(const SimSpec& simSpec, RunSpec spec, const Interrupts& interrupts)
{
    const Result<std::unique_ptr<Simulator>> simulator = Simulator::start(simSpec);
    if (!simulator)
        return simulator.error();
    spec.target.baseUrl = simulator.value()->url();
    spec.target.modelNames = simSpec.model;
    spec.prompts.numInputTokens = 50;
    spec.limits.gracePeriod = 5;
    return measure(spec, interrupts);
}

struct AccuracyRun
{
    Measured measured;
    Accuracy accuracy;
};

Result<AccuracyRun> measureAccuracy(const Interrupts& interrupts)
{
    const ScratchFolder scratch;
    if (scratch.path().empty())
        return Error::verbatim(Errc::Disk,
                               "No temporary folder can be made; set TMPDIR to one that can be written to.");
    SimSpec simSpec;
    simSpec.truthLog = scratch.path() + "/truth.jsonl";
    simSpec.ttft = 0.1;
    simSpec.ttftDeviation = 0.3;
    simSpec.ttftShape = DelayShape::Lognormal;
    RunSpec spec;
    spec.prompts.numOutputTokens = 50;
    spec.arrivals.numRequests = 192;
    spec.arrivals.numConcurrentRequests = 64;
    const Result<Measured> measured = measureAgainst(simSpec, spec, interrupts);
    if (!measured)
        return measured.error();
    const Result<std::vector<TruthRecord>> truth = readTruthLog(simSpec.truthLog);
    if (!truth)
        return truth.error();
    const Measured& run = measured.value();
    Accuracy accuracy = compareWithTruth(*run.last, run.facts.startMonotonic, run.runId, truth.value());
    return AccuracyRun{run, std::move(accuracy)};
}

// The highest request rate: one-token answers without delay, for two seconds.
Result<Measured> measureRate(const Interrupts& interrupts)
{
    SimSpec simSpec;
    simSpec.ttft = 0;
    simSpec.itl = 0;
    RunSpec spec;
    spec.prompts.numOutputTokens = 1;
    spec.arrivals.numRequests = 1'000'000;
    spec.arrivals.numConcurrentRequests = 32;
    spec.limits.timeout = 2;
    return measureAgainst(simSpec, spec, interrupts);
}

// The highest chunk rate: long answers that come all at once, for two seconds.
Result<Measured> measureChunkRate(const Interrupts& interrupts)
{
    SimSpec simSpec;
    simSpec.ttft = 0;
    simSpec.itl = 0;
    RunSpec spec;
    spec.prompts.numOutputTokens = 2000;
    spec.arrivals.numRequests = 1'000'000;
    spec.arrivals.numConcurrentRequests = 16;
    spec.limits.timeout = 2;
    return measureAgainst(simSpec, spec, interrupts);
}

std::uint64_t brokenBounds(const Accuracy& accuracy)
{
    return accuracy.first.brokenBounds + accuracy.later.brokenBounds;
}

TableRow errorRow(std::string name, const std::vector<double>& errors)
{
    const Statistics statistics = statisticsOf(errors);
    std::vector<double> sorted = errors;
    std::sort(sorted.begin(), sorted.end());
    if (sorted.empty())
        return {std::move(name), "0", "-", "-", "-"};
    return {std::move(name), grouped(statistics.n), formatDuration(quantileOf(sorted, 0.5)),
            formatDuration(quantileOf(sorted, 0.99)), formatDuration(statistics.max)};
}

TableRow latenessRow(std::string name, const Histogram& histogram)
{
    if (histogram.count() == 0)
        return {std::move(name), "0", "-", "-", "-"};
    return {std::move(name), grouped(histogram.count()), formatDuration(histogram.quantile(0.5)),
            formatDuration(histogram.quantile(0.99)), formatDuration(seconds(histogram.max()))};
}

std::string accuracyText(const AccuracyRun& run, const MachineCheck& machine)
{
    const Accuracy& accuracy = run.accuracy;
    const std::array<std::uint64_t, 3>& stamps = run.measured.facts.stamps;
    std::string text = "Against the simulator's truth log: 64 streams of 50 tok/s, 192 requests\n";
    text += alignedTable({{"", "n", "p50", "p99", "max"},
                          errorRow("time to first token, error", accuracy.ttft.exact),
                          errorRow("gap between tokens, error", accuracy.gaps),
                          latenessRow("read after arrival", run.measured.facts.userLag),
                          latenessRow("wake-up after deadline", machine.wakeUp)});
    text += "  arrivals: " + grouped(stamps[0]) + " exact, " + grouped(stamps[1]) + " bounded ("
        + grouped(brokenBounds(accuracy)) + " outside their bound), " + grouped(stamps[2])
        + " without a kernel stamp\n";
    return text + "  left out: " + grouped(accuracy.first.wide + accuracy.later.wide)
        + " arrivals while the simulator was preempted\n\n";
}

struct Rates
{
    Measured requests;
    Measured chunks;
};

std::string machineText(const MachineCheck& machine, const Rates& rates)
{
    const Measured& rate = rates.requests;
    const RunFacts& chunks = rates.chunks.facts;
    const double chunkRate = static_cast<double>(chunks.stamps[0] + chunks.stamps[1] + chunks.stamps[2])
        / std::max(1e-9, seconds(chunks.workerCpu));
    const double requestRate = static_cast<double>(rate.last->ok) / std::max(1e-9, seconds(rate.facts.elapsed));
    return "This machine\n"
        + alignedTable({{"highest request rate (the simulator on the same cores)",
                         grouped(static_cast<std::uint64_t>(requestRate)) + " /s"},
                        {"highest chunk rate of one CPU (several chunks a read)",
                         grouped(static_cast<std::uint64_t>(chunkRate)) + " /s"},
                        {"cores", std::to_string(machine.cores)},
                        {"CPU governor", machine.governor.empty() ? "not told" : machine.governor},
                        {"descriptors: streams at once, about", grouped(machine.descriptors)},
                        {"local ports: connections to one address", grouped(machine.localPorts)}})
        + "\n";
}

// What makes the figures untrue here; empty when nothing does.
std::vector<std::string> faultsOf(const AccuracyRun& run)
{
    std::vector<std::string> faults;
    std::vector<double> errors = run.accuracy.ttft.exact;
    std::sort(errors.begin(), errors.end());
    if (errors.empty())
        faults.emplace_back("no first token could be compared; close what else runs and try again");
    else if (const double p99 = quantileOf(errors, 0.99); p99 > kAllowedError)
        faults.push_back("exact first tokens are off by " + formatDuration(p99) + " at p99");
    if (brokenBounds(run.accuracy) > 0)
        faults.push_back(grouped(brokenBounds(run.accuracy)) + " bounded arrivals lie outside their bound");
    if (run.accuracy.first.user + run.accuracy.later.user > 0)
        faults.emplace_back("the kernel stamped only some arrivals");
    if (run.accuracy.unmatched > 0)
        faults.push_back(grouped(run.accuracy.unmatched) + " requests do not match the simulator's log");
    return faults;
}

// What makes the machine a weak client, though its figures are true.
std::vector<std::string> weaknessesOf(const AccuracyRun& run, const MachineCheck& machine)
{
    std::vector<std::string> weaknesses;
    const auto& stamps = run.measured.facts.firstStamps;
    const auto firsts = static_cast<double>(stamps[0] + stamps[1] + stamps[2]);
    if (static_cast<double>(stamps[1]) > kAllowedBounded * firsts)
        weaknesses.emplace_back("many first tokens are only bounded: it is busy with something else");
    if (const double p99 = machine.wakeUp.quantile(0.99); p99 > kAllowedWakeUp)
        weaknesses.push_back("it wakes " + formatDuration(p99) + " late at p99");
    if (machine.governor == "powersave")
        weaknesses.emplace_back("its CPU governor is powersave; choose performance");
    if (machine.descriptors < kFewDescriptors)
        weaknesses.push_back("only " + grouped(machine.descriptors)
                             + " descriptors; raise the hard limit (ulimit -Hn)");
    return weaknesses;
}

std::string joined(const std::vector<std::string>& items)
{
    std::string text;
    for (const std::string& item : items)
        text.append(text.empty() ? "" : "; ").append(item);
    return text;
}

ExitCode doctor()
{
    const Interrupts interrupts;
    const MachineCheck machine = checkMachine();
    const Result<AccuracyRun> accuracy = measureAccuracy(interrupts);
    if (!accuracy)
        return fail(accuracy.error());
    const Result<Measured> rate = measureRate(interrupts);
    if (!rate)
        return fail(rate.error());
    const Result<Measured> chunks = measureChunkRate(interrupts);
    if (!chunks)
        return fail(chunks.error());
    const Rates rates{rate.value(), chunks.value()};
    print(stdout, accuracyText(accuracy.value(), machine) + machineText(machine, rates));
    const std::vector<std::string> faults = faultsOf(accuracy.value());
    const std::vector<std::string> weaknesses = weaknessesOf(accuracy.value(), machine);
    if (!faults.empty())
        printLine(stdout, "Verdict: its figures cannot be trusted here: " + joined(faults) + ".");
    else if (!weaknesses.empty())
        printLine(stdout,
                  "Verdict: its figures are true, but this machine is a weak client: " + joined(weaknesses) + ".");
    else
        printLine(stdout, "Verdict: this machine measures truthfully.");
    return faults.empty() ? ExitCode::Done : ExitCode::GateFailed;
}

}  // namespace

Action declareDoctor(CLI::App& /*app*/)
{
    return [] { return doctor(); };
}

}  // namespace inferometer::cli
