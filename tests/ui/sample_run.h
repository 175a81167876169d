// SPDX-License-Identifier: GPL-3.0-or-later
// A run that is over and never was, of records that a test gives: on a network, eight connections, a bit of CPU steal.
#pragma once

#include "core/load/snapshot.h"
#include "core/metrics/verdict.h"
#include "core/store/finished_run.h"

namespace inferometer::test {

inline FinishedRun sampleRun(const RunSpec& spec, const SnapshotPtr& snapshot)
{
    FinishedRun run;
    run.ended = true;
    run.folder = "/home/ada/results/simulated_250_100_8_2026-11-22";
    run.header.stem = "simulated_250_100_8";
    run.header.spec = spec;
    run.header.runId = "0199f3a2-7c41-7d11-9c1e-5b0c6f2f8a10";
    run.header.startUtc = std::chrono::seconds{1'795'348'500};  // 2026-11-22, 11:55
    run.facts.scope = "network";
    run.facts.stamps = {5'913, 42, 0};
    run.facts.firstStamps = {61, 0, 0};
    run.facts.busiestSecond = 0.04;
    run.facts.inFlightMean = 7.96;
    run.facts.minRtt = std::chrono::microseconds{412};
    run.facts.connections = 8;
    run.facts.caps = {capOf("descriptors", {"1048576", "164"}), capOf("local-ports", {"28232", "100"})};
    for (int i = 0; i < 100; ++i) {
        run.facts.userLag.add(std::chrono::microseconds{40 + i});
        run.facts.turnaround.add(std::chrono::microseconds{120 + i});
    }
    VerdictInput input;
    input.stealShare = 0.041;
    run.facts.verdict = judge(input);
    run.snapshot = snapshot;
    run.blocks = blocksOf(*snapshot);
    run.summary = summarize(run.blocks, run.facts.loadEnd, sloOf(spec));
    return run;
}

}  // namespace inferometer::test
