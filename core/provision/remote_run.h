// SPDX-License-Identifier: GPL-3.0-or-later
// A run that another machine measures by a copy of this program, while its records come
// here as if it were measured here.
//
// There it has a folder of its own, HOME/runs/NAME of ours (far_files.h), and goes on by itself: a connection that is
// lost costs no figure, for the journal is read from where it was read to. Its end is armed before it begins
// (`timeout`).
#pragma once

#include "core/provision/far_files.h"
#include "core/store/run_mirror.h"

#include <chrono>
#include <functional>
#include <stop_token>
#include <string>

namespace inferometer {

struct RemoteRunWatch
{
    PlanProgress progress{};  // what is done: copying, starting, a machine that does not answer
    std::stop_token stop{};   // as SIGTERM to the run there: no new requests, and what was measured is kept
    std::stop_token cut{};    // as a second one: requests in flight are cut
    // Whenever records came. The mirror has the folder, the header and the snapshot so far.
    std::function<void(const RunMirror& mirror)> grew{};
    std::chrono::milliseconds look{500};                           // between two looks at its journal
    std::chrono::milliseconds patience{std::chrono::minutes{15}};  // with a machine that does not answer
};

// Measures the run there and returns the folder of its result under `resultsFolder`, whole, however it ended;
// loadResult() tells. An error: it did not begin, its results could not be kept here, or the machine is not reached any
// more, where what came is in a folder that recoverRuns() finishes. REQUIRES: validateAll(spec) has no errors;
// spec.endpoint is empty. Blocks.
Result<std::string> runBeside(Host& host, const RunSpec& spec, const std::string& resultsFolder,
                              const RemoteRunWatch& watch = {});

}  // namespace inferometer
