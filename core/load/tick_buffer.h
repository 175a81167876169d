// SPDX-License-Identifier: GPL-3.0-or-later
// What a load worker hands to the collector every tick: records that ended, and counts of what happened.
//
// Three buffers of a worker go round (being filled, waiting in the mailbox, being read), so a tick allocates nothing.
#pragma once

#include "core/load/snapshot.h"

#include <memory>
#include <mutex>
#include <vector>

namespace inferometer {

// What happened, and what else the worker tells.
struct TickBuffer : Gains
{
    std::shared_ptr<RecordBlock> block = std::make_shared<RecordBlock>();
    std::vector<InFlight> inFlight;  // replaces the one before
    std::uint64_t staleConnections = 0;
    std::uint64_t connections = 0;
    std::uint64_t retransmits = 0;
    std::uint64_t fullReads = 0;                   // late reads that found more waiting than they could take
    std::array<std::uint64_t, 3> machineFaults{};  // no descriptor, no port, no memory: ConnectFault from there on
    std::uint64_t crowded = 0;  // requests of a schedule that found no stream, since this machine allows no more
    std::uint64_t gaps = 0;     // times in which the load thread, or the machine, stood still
    Nanos longestGap{0};
    Nanos minRtt = kUnset;
    Nanos upTo{0};      // all that the worker saw by then is in this buffer or an earlier one
    double busy = 0;    // share of the last whole second on the CPU
    Nanos cpu{0};       // CPU time of the thread so far
    bool last = false;  // the worker has ended

    void clear();
};

// Where one worker leaves its buffer and one collector takes it.
class Mailbox
{
public:
    // Worker: leaves `full` and gets an empty one, unless the last one still waits (then it goes on filling).
    bool leave(std::unique_ptr<TickBuffer>& full);

    // Collector: takes what waits, leaving `empty` for the worker's next turn; false when nothing waits.
    bool take(std::unique_ptr<TickBuffer>& empty);

private:
    std::mutex m_mutex;
    std::unique_ptr<TickBuffer> m_waiting;                                 // guarded by m_mutex
    std::unique_ptr<TickBuffer> m_spare = std::make_unique<TickBuffer>();  // guarded by m_mutex
};

}  // namespace inferometer
