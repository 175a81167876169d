// SPDX-License-Identifier: GPL-3.0-or-later
// A run that another machine measures by a copy of this program, while its records come
// here as if it were measured here.
//
// There it has a folder of its own, HOME/runs/NAME of ours (far_files.h), and goes on by itself: a connection that is
// lost costs no figure, for the journal is read from where it was read to; and so does this program, should it die, for
// the next one fetches the rest. Its end is armed before it begins (`timeout`).
#pragma once

#include "core/provision/far_files.h"
#include "core/provision/left_run.h"
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

// Where it is kept here.
struct RemoteRunHome
{
    std::string results;   // the folder of results
    std::string notes;     // where it is noted until its results are here (left_run.h)
    RunMachine machine{};  // that it is measured on
};

// Measures the run there and returns the folder of its result, whole, however it ended; loadResult() tells. An error:
// it did not begin, its results could not be kept here, or the machine is not reached any more, where what came is in a
// folder that recoverRuns() finishes and followLeft() completes. REQUIRES: validateAll(spec) has no errors;
// spec.endpoint is empty. Blocks.
Result<std::string> runBeside(Host& host, const RunSpec& spec, const RemoteRunHome& home,
                              const RemoteRunWatch& watch = {});

// The rest of a run that an earlier program left there, to its end; then as runBeside(), as if that had never died. Its
// note is gone with it. `watch.stop` leaves it there, going on: Errc::Cancelled. NotFound: nothing of it is there any
// more; what had arrived stays, and its note is gone. InvalidInput: it is not on that `machine`, which the host is, and
// that is another than the one it was begun on; Unsupported: nobody can say whether it is there. Both leave the note.
// An empty folder: it had not begun, or it is whole here already. Blocks.
Result<std::string> followLeft(Host& host, const RunMachine& machine, LeftRun left, const RemoteRunWatch& watch = {});

}  // namespace inferometer
