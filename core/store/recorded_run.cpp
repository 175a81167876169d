// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/recorded_run.h"

#include "core/store/run_recorder.h"

#include <algorithm>

namespace inferometer {

namespace {

class KeptRun : public RecordedRun
{
public:
    KeptRun(std::shared_ptr<const Plan> plan, std::unique_ptr<RunRecorder> recorder, std::unique_ptr<Run> run)
        : m_plan(std::move(plan))
        , m_recorder(std::move(recorder))
        , m_run(std::move(run))
    {}

    Run& run() override { return *m_run; }
    const std::string& folder() const override { return m_recorder->folder(); }

    Result<SavedRun> finish() override
    {
        m_run->wait();
        Result<LoadedRun> kept = m_recorder->finish(m_run->facts(), [this](const RequestRecord& record) {
            return m_plan->source->sentText(m_run->slotOf(record.sequence));
        });
        if (!kept)
            return kept.error();
        LoadedRun& run = kept.value();
        return SavedRun{m_recorder->folder(), run.header.stem, std::move(run.summary), std::move(run.facts)};
    }

private:
    std::shared_ptr<const Plan> m_plan;
    std::unique_ptr<RunRecorder> m_recorder;
    std::unique_ptr<Run> m_run;  // ends before the recorder that it writes to
};

}  // namespace

Result<std::unique_ptr<RecordedRun>> RecordedRun::start(std::shared_ptr<const Plan> plan, int modelIndex)
{
    RunHeader header = headerOf(*plan, modelIndex);
    header.startMonotonic = monotonicNow();
    header.startUtc = realtimeNow();
    auto recorder = RunRecorder::create(std::move(header));
    if (!recorder)
        return recorder.error();
    const auto keep = [keeper = recorder.value().get()](const std::shared_ptr<const RecordBlock>& block) {
        return keeper->keep(block);
    };
    auto run = Run::start(plan, keep);
    if (!run) {
        recorder.value()->discard();
        return run.error();
    }
    return std::unique_ptr<RecordedRun>{
        std::make_unique<KeptRun>(std::move(plan), std::move(recorder).value(), std::move(run).value())};
}

}  // namespace inferometer
