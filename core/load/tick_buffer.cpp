// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/load/tick_buffer.h"

namespace inferometer {

namespace {

constexpr std::size_t kSlotsReserved = 64;

}  // namespace

void TickBuffer::clear()
{
    if (!block || block.use_count() > 1)
        block = std::make_shared<RecordBlock>();
    else
        block->clear();
    Gains::clear();
    reserve(kSlotsReserved);
    inFlight.clear();
    staleConnections = connections = retransmits = fullReads = 0;
    machineFaults = {};
    crowded = gaps = 0;
    longestGap = Nanos{0};
    minRtt = kUnset;
    upTo = Nanos{0};
    busy = 0;
    cpu = Nanos{0};
    last = false;
}

bool Mailbox::leave(std::unique_ptr<TickBuffer>& full)
{
    const std::lock_guard lock{m_mutex};
    if (m_waiting || !m_spare)
        return false;
    m_waiting = std::move(full);
    full = std::move(m_spare);
    return true;
}

bool Mailbox::take(std::unique_ptr<TickBuffer>& empty)
{
    const std::lock_guard lock{m_mutex};
    if (!m_waiting)
        return false;
    m_spare = std::move(empty);
    empty = std::move(m_waiting);
    return true;
}

}  // namespace inferometer
