// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/own_runs.h"

#include "core/base/text.h"
#include "core/config/run_yaml.h"
#include "core/config/user_folders.h"
#include "core/metrics/run_figures.h"
#include "core/provision/deployed_endpoint.h"
#include "core/store/run_list.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <utility>

namespace inferometer {

namespace {

constexpr double kComparable = 2;
constexpr int kMostGpus = 1024;
constexpr double kLeastOk = 0.9;  // of its requests: of an engine that broke down little is known

std::string_view labelOf(const RunCard& run, std::string_view name)
{
    const NamedValues& labels = run.header.spec.keep.metadata;
    const auto found
        = std::find_if(labels.begin(), labels.end(), [name](const auto& label) { return label.first == name; });
    return found == labels.end() ? std::string_view{} : std::string_view{found->second};
}

// How many times as many requests at once, or as few; at least 1.
double distance(const RunCard& run, const ChooseSpec& choose)
{
    const double ratio = static_cast<double>(run.header.spec.arrivals.numConcurrentRequests)
        / static_cast<double>(std::max(1, choose.concurrency));
    return ratio >= 1 ? ratio : 1 / ratio;
}

bool didServe(const Summary& summary)
{
    return summary.ok > 0 && static_cast<double>(summary.ok) >= kLeastOk * static_cast<double>(summary.started);
}

bool isComparable(const RunCard& run, const DeploymentSpec& spec)
{
    return labelOf(run, kModelLabel) == spec.model && labelOf(run, kRecipeLabel) == spec.engine.recipe
        && !isOpenLoop(run.header.spec) && run.header.spec.arrivals.numConcurrentRequests > 0
        && distance(run, spec.choose.value_or(ChooseSpec{})) <= kComparable && didServe(run.summary)
        && run.facts.verdict.level != VerdictLevel::ClientBound;
}

std::optional<MeasuredSpeed> speedOf(const RunCard& run)
{
    const std::optional<double> rate = findRunFigure("output_rate")->of({run.summary, run.facts});
    const std::optional<std::int64_t> gpus = parseInteger(labelOf(run, kGpusLabel));
    const std::string_view gpu = labelOf(run, kGpuLabel);
    if (!rate || !std::isfinite(*rate) || !(*rate > 0) || gpu.empty() || !gpus || *gpus < 1 || *gpus > kMostGpus)
        return std::nullopt;
    return MeasuredSpeed{std::string{gpu}, static_cast<int>(*gpus), *rate, run.header.startUtc};
}

std::vector<std::string> foldersOf(const DeploymentSpec& spec, const std::string& resultsDir)
{
    KeepSpec usual;
    usual.resultsDir = resultsDir;
    std::vector<std::string> folders{resultsFolder(usual)};
    if (spec.runFile.empty())
        return folders;
    // One that cannot be read is complained of where it is to be measured.
    std::string other = resultsFolder(readRunFile(spec.runFile).spec.keep);
    if (other != folders.front())
        folders.push_back(std::move(other));
    return folders;
}

}  // namespace

std::vector<MeasuredSpeed> measuredSpeeds(std::span<const RunCard> runs, const DeploymentSpec& spec)
{
    const ChooseSpec choose = spec.choose.value_or(ChooseSpec{});
    std::vector<std::pair<double, MeasuredSpeed>> found;
    for (const RunCard& run : runs)
        if (std::optional<MeasuredSpeed> speed = isComparable(run, spec) ? speedOf(run) : std::nullopt)
            found.emplace_back(distance(run, choose), std::move(*speed));
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first < b.first : a.second.at > b.second.at;
    });
    std::vector<MeasuredSpeed> speeds;
    std::transform(found.begin(), found.end(), std::back_inserter(speeds),
                   [](auto& one) { return std::move(one.second); });
    return speeds;
}

std::vector<MeasuredSpeed> ownSpeeds(const DeploymentSpec& spec, const std::string& resultsDir,
                                     const std::stop_token& stop)
{
    std::vector<RunCard> runs;
    for (const std::string& folder : foldersOf(spec, resultsDir)) {
        std::vector<RunCard> some = listRuns(folder, kMostListed, stop).cards;
        std::move(some.begin(), some.end(), std::back_inserter(runs));
    }
    return measuredSpeeds(runs, spec);
}

}  // namespace inferometer
