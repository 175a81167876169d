// SPDX-License-Identifier: GPL-3.0-or-later
// Snapshots of a run that never was: for pictures, tests and benchmarks of whatever draws snapshots. Deterministic.
#pragma once

#include "core/load/snapshot.h"

#include <cstdint>
#include <memory>

namespace inferometer::test {

// A closed loop of `streams`, each request a wait of about `ttft` and then `tokens` tokens `itl` apart.
struct SampleShape
{
    std::uint64_t asked = 80;
    std::uint64_t streams = 8;
    std::uint32_t tokens = 100;
    double ttft = 0.3;   // s
    double itl = 0.019;  // s
    double failedShare = 0.03;
    double queue = 0;  // s between a stream's end and its next send
    std::uint64_t warmup = 0;
    std::uint64_t seed = 7;
    // Server figures with batch sizes 1, 2, 4 ... in turn, so many of them; 0: the server reports nothing.
    std::uint32_t batchSizes = 0;
};

// A run that goes on as far as it is told to: each snapshot() shares its blocks with the ones before.
class SampleRun
{
public:
    explicit SampleRun(const SampleShape& shape);
    ~SampleRun();
    SampleRun(const SampleRun&) = delete;
    SampleRun& operator=(const SampleRun&) = delete;

    // Lets time pass until `elapsedSeconds`; requests that ended since make one block. REQUIRES: not earlier than
    // before.
    void advanceTo(double elapsedSeconds);
    // Until every request has ended.
    void finish();
    // No more requests are sent from now on.
    void drain();
    SnapshotPtr snapshot();
    // When the last request of the plan will have ended, in s.
    double duration() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// Nothing happened yet.
SnapshotPtr emptySnapshot();
// A finished run of `requests`.
SnapshotPtr finishedSnapshot(std::uint64_t requests, SampleShape shape = {});

}  // namespace inferometer::test
