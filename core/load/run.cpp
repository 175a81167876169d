// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/load/run.h"

#include "core/load/collector.h"
#include "core/load/worker.h"
#include "core/machine/cpu_pressure.h"
#include "core/machine/limits.h"

#include <algorithm>
#include <condition_variable>
#include <thread>

namespace inferometer {

namespace {

constexpr Nanos kCollect = std::chrono::milliseconds{100};
constexpr std::uint64_t kDescriptorsKept = 64;  // files, pollers and the like beside the streams
constexpr std::int64_t kStreamsPerWorker = 2048;

std::uint16_t workerCount(const RunSpec& spec)
{
    if (spec.arrivals.workers > 0)
        return static_cast<std::uint16_t>(std::min(spec.arrivals.workers, spec.arrivals.numConcurrentRequests));
    const std::int64_t wanted = (spec.arrivals.numConcurrentRequests + kStreamsPerWorker - 1) / kStreamsPerWorker;
    const auto cores = static_cast<std::int64_t>(std::max(1U, std::thread::hardware_concurrency()));
    return static_cast<std::uint16_t>(std::clamp<std::int64_t>(wanted, 1, cores));
}

// The limits of this machine that a run of so many streams can meet; the error names the one that is too low.
Status checkCaps(const RunSpec& spec)
{
    const auto streams = static_cast<std::uint64_t>(spec.arrivals.numConcurrentRequests);
    const std::uint64_t descriptors = raiseDescriptorLimit(streams + kDescriptorsKept);
    const std::uint64_t ports = localPortCount();
    if (streams + kDescriptorsKept > descriptors)
        return Error{Errc::InvalidInput,
                     sentence("errors",
                              "%1 %2 needs more descriptors than the %3 this machine allows; raise the hard limit "
                              "(ulimit -Hn) or ask for fewer streams.")
                         .with(Figure::setting("num-concurrent-requests"), streams, descriptors),
                     "num-concurrent-requests"};
    if (streams > ports)
        return Error{Errc::InvalidInput,
                     sentence("errors",
                              "%1 %2 is more than the %3 local ports to one address; widen "
                              "net.ipv4.ip_local_port_range or ask for fewer streams.")
                         .with(Figure::setting("num-concurrent-requests"), streams, ports),
                     "num-concurrent-requests"};
    return {};
}

class LoadRun : public Run
{
public:
    LoadRun(std::shared_ptr<const Plan> plan, RecordSink sink)
        : m_plan(std::move(plan))
        , m_collector(m_plan, std::move(sink))
    {
        m_work.plan = m_plan;
        m_work.target = {m_plan->addresses, m_plan->tls, m_plan->tlsName, m_plan->proxyHead};
        m_work.warmupEnd = fromSeconds(m_plan->spec.edges.warmupSeconds);
        m_facts.caps = capsOf(*m_plan);
        m_facts.scope = scopeOf(*m_plan);
    }

    ~LoadRun() override
    {
        m_work.stop.store(2);
        wakeWorkers();
        if (m_thread.joinable())
            m_thread.join();
    }

    void begin()
    {
        const std::uint16_t workers = workerCount(m_plan->spec);
        const auto streams = static_cast<std::uint32_t>(m_plan->spec.arrivals.numConcurrentRequests);
        for (std::uint16_t i = 0; i < workers; ++i) {
            const std::uint32_t first = streams * i / workers;
            const std::uint32_t next = streams * (i + 1U) / workers;
            m_workers.push_back(std::make_unique<Worker>(m_work, i, first, next - first));
        }
        m_work.startUtc = realtimeNow();
        m_work.start = monotonicNow();
        m_thread = std::thread{[this] { collect(); }};
    }

    void requestStop() override
    {
        int running = 0;
        if (!m_work.stop.compare_exchange_strong(running, 1))
            m_work.stop.store(2);
        wakeWorkers();
    }

    SnapshotPtr snapshot() const override { return m_collector.snapshot(); }

    void wait() override
    {
        std::unique_lock lock{m_doneMutex};
        m_done.wait(lock, [this] { return m_isDone; });
    }

    const RunFacts& facts() const override { return m_facts; }

private:
    void wakeWorkers()
    {
        for (const auto& worker : m_workers)
            worker->wake();
    }

    Nanos now() const { return monotonicNow() - m_work.start; }

    void collect()
    {
        const CpuPressure before = cpuPressure();
        for (const auto& worker : m_workers)
            worker->start();
        std::size_t alive = m_workers.size();
        Nanos next = kCollect;
        auto spare = std::make_unique<TickBuffer>();
        while (alive > 0) {
            std::this_thread::sleep_for(std::clamp(next - now(), Nanos{0}, kCollect));
            next = std::max(next + kCollect, now());
            alive -= takeAll(spare);
            if (alive > 0)
                m_collector.publish(m_work.stop.load() == 0 ? RunState::Running : RunState::Draining, now());
        }
        finish(before);
    }

    // Returns how many workers have ended.
    std::size_t takeAll(std::unique_ptr<TickBuffer>& spare)
    {
        std::size_t ended = 0;
        for (std::size_t i = 0; i < m_workers.size(); ++i) {
            spare->clear();
            if (!m_workers[i]->mailbox().take(spare))
                continue;
            ended += spare->last ? 1U : 0U;
            if (const Status status = m_collector.take(*spare, i); !status && m_facts.localFault.empty()) {
                m_facts.localFault = status.error().message;
                m_work.stop.store(2);
                wakeWorkers();
            }
        }
        return ended;
    }

    void finish(const CpuPressure& before)
    {
        const CpuPressure after = cpuPressure();
        const double total = after.totalSeconds - before.totalSeconds;
        m_facts.stealShare = total > 0 ? (after.stealSeconds - before.stealSeconds) / total : 0;
        m_facts.throttledSeconds = after.throttledSeconds - before.throttledSeconds;
        m_facts.startMonotonic = m_work.start;
        m_facts.startUtc = m_work.startUtc;
        const std::int64_t workShort = m_work.workShort.load();
        m_collector.finish(m_facts, workShort < 0 ? kUnset : Nanos{workShort});
        const std::lock_guard lock{m_doneMutex};
        m_isDone = true;
        m_done.notify_all();
    }

    std::shared_ptr<const Plan> m_plan;
    Fd m_stamps = keepStampsOn();
    SharedWork m_work;
    Collector m_collector;
    std::vector<std::unique_ptr<Worker>> m_workers;
    RunFacts m_facts;  // collector's thread until Finished, then read-only

    std::mutex m_doneMutex;
    std::condition_variable m_done;
    bool m_isDone = false;  // guarded by m_doneMutex
    std::thread m_thread;
};

}  // namespace

std::string scopeOf(const Plan& plan)
{
    if (!plan.proxyHead.empty())
        return "proxy";
    if (std::all_of(plan.addresses.begin(), plan.addresses.end(), [](const auto& a) { return a.isLoopback(); }))
        return "loopback";
    return "network";
}

std::vector<std::string> capsOf(const Plan& plan)
{
    const auto streams = static_cast<std::uint64_t>(plan.spec.arrivals.numConcurrentRequests);
    const std::uint64_t descriptors = streams + kDescriptorsKept;
    return {
        "descriptors: " + std::to_string(raiseDescriptorLimit(descriptors)) + ", " + std::to_string(descriptors)
            + " needed",
        "local ports to one address: " + std::to_string(localPortCount()) + ", " + std::to_string(streams) + " needed",
        "streams: " + std::to_string(streams) + " over " + std::to_string(workerCount(plan.spec)) + " load thread(s)",
        "handshakes at once: " + std::to_string(Worker::kHandshakes) + " a load thread"};
}

Result<std::unique_ptr<Run>> Run::start(std::shared_ptr<const Plan> plan, RecordSink sink)
{
    if (const Status status = checkCaps(plan->spec); !status)
        return status.error();
    auto run = std::make_unique<LoadRun>(std::move(plan), std::move(sink));
    run->begin();
    return std::unique_ptr<Run>{std::move(run)};
}

}  // namespace inferometer
