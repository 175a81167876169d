// SPDX-License-Identifier: GPL-3.0-or-later
// For the test of the load beside the server: has a run measured by a copied client, and tells how far a run's figures
// are from the truth log of the simulator that it asked.
//   beside_probe run RUN.yaml RESULTS     on this machine, by the folder that INFEROMETER_PORTABLE names; its folder
//   beside_probe truth FOLDER LOG         JSON
#include "core/config/run_yaml.h"
#include "core/provision/remote_run.h"
#include "core/sim/accuracy.h"
#include "core/store/finished_run.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

namespace inferometer {
namespace {

using Json = nlohmann::ordered_json;

int fail(const Error& error)
{
    std::cerr << error.message << "\n";
    return 1;
}

int run(const std::string& file, const std::string& results)
{
    const ReadRun read = readRunFile(file);
    if (!read.errors.empty())
        return fail(read.errors.front());
    std::size_t looks = 0;
    RemoteRunWatch watch;
    watch.progress = [](const Sentence& step) { std::cerr << step.text() << "\n"; };
    watch.grew = [&looks](const RunMirror&) { ++looks; };
    const std::unique_ptr<Host> host = localHost();
    const Result<std::string> folder = runBeside(*host, read.spec, {results, results + "-notes"}, watch);
    if (!folder)
        return fail(folder.error());
    std::cout << Json{{"folder", folder.value()}, {"looks", looks}} << "\n";
    return 0;
}

Json toJson(const ErrorSet& errors)
{
    const auto worst
        = [](const std::vector<double>& all) { return all.empty() ? 0 : *std::max_element(all.begin(), all.end()); };
    return {{"exact", errors.exact.size()},
            {"exact_worst_s", worst(errors.exact)},
            {"bounded", errors.bounded.size()},
            {"broken_bounds", errors.brokenBounds},
            {"user", errors.user},
            {"wide", errors.wide}};
}

int tellTruth(const std::string& folder, const std::string& log)
{
    const Result<FinishedRun> run = loadResult(folder);
    const auto truth = readTruthLog(log);
    if (!run || !truth)
        return fail(run ? truth.error() : run.error());
    const RunFacts& facts = run.value().facts;
    const Accuracy accuracy
        = compareWithTruth(*run.value().snapshot, facts.startMonotonic, run.value().header.runId, truth.value());
    std::cout << Json{{"first", toJson(accuracy.first)},
                      {"later", toJson(accuracy.later)},
                      {"ttft", toJson(accuracy.ttft)},
                      {"gaps", accuracy.gaps.size()},
                      {"unmatched", accuracy.unmatched}}
              << "\n";
    return 0;
}

}  // namespace
}  // namespace inferometer

int main(int count, char** words)
{
    if (count != 4)
        return 2;
    return std::string{words[1]} == "run" ? inferometer::run(words[2], words[3])
                                          : inferometer::tellTruth(words[2], words[3]);
}
