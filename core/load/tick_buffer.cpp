// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/load/tick_buffer.h"

#include <algorithm>

namespace inferometer {

namespace {

constexpr std::size_t kSlotsReserved = 64;

}  // namespace

SeriesSlot& TickBuffer::slotAt(Nanos moment)
{
    const std::int64_t slot = std::max<std::int64_t>(moment / kSeriesStep, 0);
    const auto found
        = std::find_if(slots.rbegin(), slots.rend(), [slot](const SlotGain& gain) { return gain.slot == slot; });
    if (found != slots.rend())
        return found->gain;
    if (slots.capacity() == 0)
        slots.reserve(kSlotsReserved);
    return slots.emplace_back(SlotGain{slot, {}}).gain;
}

void TickBuffer::clear()
{
    if (!block || block.use_count() > 1)
        block = std::make_shared<RecordBlock>();
    else
        block->clear();
    slots.clear();
    slots.reserve(kSlotsReserved);
    inFlight.clear();
    userLag.clear();
    turnaround.clear();
    ttft.clear();
    stamps = firstStamps = {};
    started = tokens = retries = staleConnections = connections = retransmits = fullReads = 0;
    minRtt = kUnset;
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
