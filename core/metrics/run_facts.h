// SPDX-License-Identifier: GPL-3.0-or-later
// What a run knows of itself beside its records: what only the machine that measured can tell, and what its records
// say.
#pragma once

#include "core/metrics/cap.h"
#include "core/metrics/histogram.h"
#include "core/metrics/local_fault.h"
#include "core/metrics/verdict.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace inferometer {

// Seen while the run went on; no record holds it, so a run whose program died knows only what its header says. NaN
// where nobody measured.
struct MachineFacts
{
    Nanos startMonotonic{0};  // CLOCK_MONOTONIC at run start
    Nanos startUtc{0};        // Unix epoch at the same moment
    Nanos loadEnd{0};         // when the last request was due, or the load was stopped: the window's end for rates
    Histogram userLag;
    double busiestSecond = 0;
    Nanos workerCpu{0};  // CPU time of all load threads
    double stealShare = 0;
    double throttledSeconds = 0;
    std::uint64_t gaps = 0;  // times in which this program or its machine stood still, half a second or longer
    Nanos longestGap{0};
    std::uint64_t staleConnections = 0;
    std::uint64_t connections = 0;  // opened
    std::uint64_t retransmits = 0;  // TCP_INFO, summed over connections
    Nanos minRtt{0};                // TCP_INFO, least over connections
    std::string scope;              // "loopback", "network", "proxy": what arrivals mean
    std::vector<Cap> caps;          // under which it measured
    std::vector<VerdictReason> capsThatBound;
    LocalFault localFault;
};

// The same and what its ledger made of the records (RunLedger::close).
struct RunFacts : MachineFacts
{
    Nanos elapsed{0};                            // start to the end of the last request
    Histogram turnaround;                        // end of stream to the next send on it
    double inFlightMean = 0;                     // inFlightWhileBusy()
    std::array<std::uint64_t, 3> stamps{};       // chunks by Stamp
    std::array<std::uint64_t, 3> firstStamps{};  // first tokens of measured requests by Stamp
    std::uint64_t neverSent = 0;                 // of the plan's requests: the run ended before their turn
    std::uint64_t retries = 0;
    Verdict verdict;
};

}  // namespace inferometer
