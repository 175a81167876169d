// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/recorded_run.h"

#include <algorithm>

namespace inferometer {

RecordedRun::RecordedRun(std::unique_ptr<RunRecorder> recorder, std::unique_ptr<Run> run,
                         std::shared_ptr<const Tokenizer> tokenizer)
    : m_tokenizer(std::move(tokenizer))
    , m_recorder(std::move(recorder))
    , m_run(std::move(run))
{}

Result<std::shared_ptr<const FinishedRun>> RecordedRun::finish(const CountWatch& watch)
{
    m_run->wait();
    Result<FinishedRun> kept = m_recorder->finish(m_run->facts(), m_run->snapshot(), m_tokenizer.get(), watch);
    if (!kept)
        return kept.error();
    return std::shared_ptr<const FinishedRun>{std::make_shared<FinishedRun>(std::move(kept).value())};
}

std::shared_ptr<const FinishedRun> RecordedRun::unsaved() const
{
    auto run = std::make_shared<FinishedRun>(finishedRun(m_recorder->header(), m_run->facts(), m_run->snapshot()));
    run->folder = m_recorder->folder();
    return run;
}

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
    auto tokenizer = plan->tokenizer;
    auto run = Run::start(std::move(plan), keep);
    if (!run) {
        recorder.value()->discard();
        return run.error();
    }
    return std::unique_ptr<RecordedRun>{
        new RecordedRun{std::move(recorder).value(), std::move(run).value(), std::move(tokenizer)}};
}

}  // namespace inferometer
