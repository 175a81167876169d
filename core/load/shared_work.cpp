// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/load/shared_work.h"

#include <new>

namespace inferometer {

Sentence faultOf(const std::exception& thrown)
{
    if (dynamic_cast<const std::bad_alloc*>(&thrown) != nullptr)
        return sentence(
            "errors",
            "This machine has no more memory for the run; what was measured until then is kept. Ask for fewer "
            "streams or shorter answers, or free memory.");
    return sentence("errors", "The run broke off (%1); what was measured until then is kept.")
        .with(Figure::cause(thrown.what()));
}

SharedWork::SharedWork(const Plan& plan)
    : target(plan.target)
    , source(*plan.source)
    , openLoop(plan.openLoop)
    , capped(plan.openLoop && plan.streams > 0)
    , gracePeriod(fromSeconds(plan.spec.limits.gracePeriod))
    , m_arrivals(plan.arrivals())
{
    const RunSpec& spec = plan.spec;
    options.idPrefix = plan.runId + "-";
    options.requestTimeout = fromSeconds(spec.limits.requestTimeout);
    options.idleTimeout = fromSeconds(spec.limits.idleTimeout);
    options.retry429 = spec.limits.retry429;
    options.newConnections = spec.arrivals.newConnections;
    options.keepText = spec.keep.saveLlmResponses;
    options.countText = plan.tokenizer != nullptr;
    options.needText = source.needsAnswers();
    options.listener = plan.listener.get();
    options.keepRaw = spec.keep.saveRawEvents;
    if (spec.limits.timeout > 0)
        timeout = fromSeconds(spec.limits.timeout);
}

SharedWork::Job SharedWork::take(Nanos now, Nanos freeSince)
{
    const std::lock_guard lock{m_mutex};
    if (stopped() != 0)
        return {};
    const Due due = m_arrivals->next(now, freeSince);
    if (due.kind != Due::Kind::Now)
        return {due.kind, due.moment, {}};
    m_warmup += due.phase == Phase::Warmup ? 1U : 0U;
    Slot slot{m_taken++, 0, due.phase};
    slot.number = due.phase == Phase::Warmup ? slot.sequence : slot.sequence - m_warmup;
    return {due.kind, due.moment, slot};
}

void SharedWork::requestStop()
{
    int running = 0;
    if (m_stop.compare_exchange_strong(running, 1))
        m_stoppedAt.store(now().count());
    else
        cut();
}

void SharedWork::stopAt(Nanos moment)
{
    int running = 0;
    if (m_stop.compare_exchange_strong(running, 1))
        m_stoppedAt.store(moment.count());
}

void SharedWork::fail(const Sentence& fault)
{
    {
        const std::lock_guard lock{m_faultMutex};
        if (m_fault.pattern.empty())
            m_fault = fault;
    }
    cut();
}

Sentence SharedWork::fault() const
{
    const std::lock_guard lock{m_faultMutex};
    return m_fault;
}

Planned SharedWork::progress() const
{
    const std::lock_guard lock{m_mutex};
    return m_arrivals->progress();
}

Nanos SharedWork::loadEnd() const
{
    const std::lock_guard lock{m_mutex};
    const std::int64_t stoppedAt = m_stoppedAt.load();
    if (const Nanos end = m_arrivals->loadEnd(); isSet(end))
        return end;
    return stoppedAt < 0 ? kUnset : Nanos{stoppedAt};
}

}  // namespace inferometer
