// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/load/run.h"

#include "core/load/collector.h"
#include "core/load/worker.h"
#include "core/machine/cpu_pressure.h"
#include "core/machine/limits.h"

#include <algorithm>
#include <cmath>
#include <condition_variable>
#include <thread>

namespace inferometer {

namespace {

constexpr Nanos kCollect = std::chrono::milliseconds{100};
constexpr std::uint64_t kDescriptorsKept = 64;  // files, pollers and the like beside the streams
constexpr double kStreamsPerWorker = 2048;
constexpr std::uint64_t kMostStreams = 1'000'000;
constexpr double kRequestsPerWorker = 15'000;  // a second, of an open loop

// Of a run of so many streams, beside what is open already; the same before it, at its end and in its files.
std::uint64_t descriptorsOf(std::uint64_t streams) { return streams + kDescriptorsKept; }

// Requests in flight at once that the plan, or this machine where the plan leaves it open, allows.
std::uint32_t mostStreams(const Plan& plan)
{
    if (plan.streams > 0)
        return plan.streams;
    // Half of what is kept aside is for what is open already: the figure must not change while the run is prepared.
    const std::uint64_t descriptors = raiseDescriptorLimit(0);
    const std::uint64_t free = descriptors - std::min(descriptors, 2 * kDescriptorsKept);
    const std::uint64_t most = std::min(free, localPortCount());
    return static_cast<std::uint32_t>(std::clamp<std::uint64_t>(most, 1, kMostStreams));
}

// The load threads that the streams, or the rate of an open loop, need.
double workersNeeded(const Plan& plan)
{
    const double byStreams = static_cast<double>(plan.streams) / kStreamsPerWorker;
    const Result<RateProfile> profile = profileOf(plan.spec.arrivals);
    return plan.openLoop && profile ? std::max(byStreams, profile.value().peak() / kRequestsPerWorker) : byStreams;
}

std::uint16_t workerCount(const Plan& plan)
{
    const std::int64_t streams = mostStreams(plan);
    if (plan.spec.arrivals.workers > 0)
        return static_cast<std::uint16_t>(std::min(plan.spec.arrivals.workers, streams));
    const auto wanted = static_cast<std::int64_t>(std::ceil(workersNeeded(plan)));
    const auto cores = static_cast<std::int64_t>(std::max(1U, std::thread::hardware_concurrency()));
    return static_cast<std::uint16_t>(std::clamp<std::int64_t>(wanted, 1, cores));
}

// The limits of this machine that a run of so many streams can meet; the error names the one that is too low.
Status checkCaps(const Plan& plan)
{
    const std::uint64_t streams = plan.streams;
    const std::string_view setting = plan.openLoop ? "max-in-flight" : "num-concurrent-requests";
    const std::uint64_t open = openDescriptors();
    const std::uint64_t needed = descriptorsOf(streams) + open;
    const std::uint64_t descriptors = raiseDescriptorLimit(needed);
    const std::uint64_t ports = localPortCount();
    if (needed > descriptors)
        return Error{Errc::InvalidInput,
                     sentence("errors",
                              "%1 %2 needs more descriptors than the %3 this machine allows, %4 of which are open "
                              "already; raise the hard limit (ulimit -Hn) or ask for fewer streams.")
                         .with(Figure::setting(setting), Figure::count(streams), Figure::count(descriptors),
                               Figure::count(open)),
                     setting};
    if (streams > ports)
        return Error{Errc::InvalidInput,
                     sentence("errors",
                              "%1 %2 is more than the %3 local ports to one address; widen "
                              "net.ipv4.ip_local_port_range or ask for fewer streams.")
                         .with(Figure::setting(setting), Figure::count(streams), Figure::count(ports)),
                     setting};
    return {};
}

class LoadRun : public Run
{
public:
    LoadRun(std::shared_ptr<const Plan> plan, RecordSink sink)
        : m_plan(std::move(plan))
        , m_work(*m_plan)
        , m_collector(m_plan, std::move(sink))
    {
        m_facts.caps = capsOf(*m_plan);
        m_facts.scope = scopeOf(*m_plan);
    }

    ~LoadRun() override
    {
        m_work.cut();
        wakeWorkers();
        if (m_thread.joinable())
            m_thread.join();
    }

    void begin()
    {
        const std::uint16_t workers = workerCount(*m_plan);
        const std::uint64_t streams = mostStreams(*m_plan);
        for (std::uint16_t i = 0; i < workers; ++i) {
            const auto most = static_cast<std::uint32_t>(streams * (i + 1U) / workers - streams * i / workers);
            m_workers.push_back(std::make_unique<Worker>(m_work, i, m_plan->openLoop ? 0 : most, most));
        }
        m_work.startUtc = realtimeNow();
        m_work.start = monotonicNow();
        m_thread = std::thread{[this] { collect(); }};
    }

    void requestStop() override
    {
        m_work.requestStop();
        wakeWorkers();
    }

    void cutRequests() override
    {
        m_work.cutRequests();
        wakeWorkers();
    }

    void lookForWork() override { wakeWorkers(); }

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

    void collect()
    {
        const CpuPressure before = cpuPressure();
        // Beside the first load thread, for what it takes now and then would else push the endpoint from its processor.
        ProcessorHold hold{m_work.processors, 0};
        for (const auto& worker : m_workers)
            worker->start();
        m_alive = m_workers.size();
        Nanos next = kCollect;
        auto spare = std::make_unique<TickBuffer>();
        while (m_alive > 0) {
            std::this_thread::sleep_for(std::clamp(next - m_work.now(), Nanos{0}, kCollect));
            next = std::max(next + kCollect, m_work.now());
            hold.review();
            guarded([this, &spare] {
                takeAll(spare);
                if (m_alive > 0)
                    m_collector.publish(m_work.stopped() == 0 ? RunState::Running : RunState::Draining, m_work.now(),
                                        m_work.progress());
            });
        }
        guarded([this, &before] { finish(before); });
        const std::lock_guard lock{m_doneMutex};
        m_isDone = true;
        m_done.notify_all();
    }

    // A step of the collector: what it throws ends the run, not the program.
    template <typename Step>
    void guarded(Step&& step)
    {
        try {
            step();
        } catch (const std::exception& thrown) {
            end(faultOf(thrown));
        }
    }

    void end(const Sentence& fault)
    {
        m_work.fail(fault);
        wakeWorkers();
    }

    void takeAll(std::unique_ptr<TickBuffer>& spare)
    {
        for (std::size_t i = 0; i < m_workers.size(); ++i) {
            spare->clear();
            if (!m_workers[i]->mailbox().take(spare))
                continue;
            m_alive -= spare->last ? 1U : 0U;
            if (const Status status = m_collector.take(*spare, i); !status)
                end(status.error().said);
        }
        if (!m_work.fault().pattern.empty())
            wakeWorkers();  // one of them ended the run: the others shall see it
    }

    void finish(const CpuPressure& before)
    {
        const CpuPressure after = cpuPressure();
        const double total = after.totalSeconds - before.totalSeconds;
        m_facts.stealShare = total > 0 ? (after.stealSeconds - before.stealSeconds) / total : 0;
        m_facts.throttledSeconds = after.throttledSeconds - before.throttledSeconds;
        m_facts.startMonotonic = m_work.start;
        m_facts.startUtc = m_work.startUtc;
        for (const TextRoom* room : {&m_work.room, &m_work.rawRoom})
            if (const std::optional<Cap> cut = room->cap())
                m_facts.caps.push_back(*cut);
        m_facts.localFault = LocalFault{m_work.fault()};
        if (const std::uint64_t faults = m_collector.localFaults(); faults > 0 && m_facts.localFault.empty())
            m_facts.localFault = LocalFault{
                sentence("errors",
                         "%1 requests failed for a fault of this machine: no descriptor, local port or memory was to "
                         "be had.")
                    .with(faults)};
        m_collector.finish(m_facts, m_work.loadEnd());
    }

    std::shared_ptr<const Plan> m_plan;
    Fd m_stamps = keepStampsOn();
    SharedWork m_work;
    Collector m_collector;
    std::vector<std::unique_ptr<Worker>> m_workers;
    std::size_t m_alive = 0;  // workers that have not ended; collector's thread
    RunFacts m_facts;         // collector's thread until Finished, then read-only

    std::mutex m_doneMutex;
    std::condition_variable m_done;
    bool m_isDone = false;  // guarded by m_doneMutex
    std::thread m_thread;
};

}  // namespace

std::string scopeOf(const Plan& plan)
{
    if (!plan.target.proxyHead.empty())
        return "proxy";
    const std::vector<SocketAddress>& addresses = plan.target.addresses;
    if (std::all_of(addresses.begin(), addresses.end(), [](const auto& a) { return a.isLoopback(); }))
        return "loopback";
    return "network";
}

std::vector<Cap> capsOf(const Plan& plan)
{
    const auto streams = std::uint64_t{mostStreams(plan)};
    const std::string_view held = !plan.openLoop ? "streams" : plan.streams > 0 ? "most-in-flight" : "open-streams";
    const std::uint64_t descriptors = descriptorsOf(streams);
    const auto text = [](auto number) { return std::to_string(number); };
    return {capOf("descriptors", {text(raiseDescriptorLimit(descriptors)), text(descriptors)}),
            capOf("local-ports", {text(localPortCount()), text(streams)}),
            capOf(held, {text(streams), text(workerCount(plan))}), capOf("handshakes", {text(Worker::kHandshakes)}),
            capOf("addresses",
                  {formatDuration(seconds(Connection::kNextAddressAfter)),
                   formatDuration(seconds(Connection::kConnectTimeout))})};
}

Result<std::unique_ptr<Run>> Run::start(std::shared_ptr<const Plan> plan, RecordSink sink)
{
    if (const Status status = checkCaps(*plan); !status)
        return status.error();
    auto run = std::make_unique<LoadRun>(std::move(plan), std::move(sink));
    run->begin();
    return std::unique_ptr<Run>{std::move(run)};
}

}  // namespace inferometer
