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

// What one series slot gained in one tick.
struct SlotGain
{
    std::int64_t slot = 0;
    SeriesSlot gain;
};

struct TickBuffer
{
    std::shared_ptr<RecordBlock> block = std::make_shared<RecordBlock>();
    std::vector<SlotGain> slots;
    std::vector<InFlight> inFlight;  // replaces the one before
    Histogram userLag, turnaround, ttft;
    std::array<std::uint64_t, 3> stamps{};
    std::array<std::uint64_t, 3> firstStamps{};
    std::uint64_t started = 0;
    std::uint64_t tokens = 0;
    std::uint64_t retries = 0;
    std::uint64_t staleConnections = 0;
    std::uint64_t connections = 0;
    std::uint64_t retransmits = 0;
    std::uint64_t fullReads = 0;  // late reads that found more waiting than they could take
    Nanos minRtt = kUnset;
    double busy = 0;    // share of the last whole second on the CPU
    Nanos cpu{0};       // CPU time of the thread so far
    bool last = false;  // the worker has ended

    // The gains of the slot a moment belongs to. Allocates nothing while slots are within the reserved ones.
    SeriesSlot& slotAt(Nanos moment);
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
