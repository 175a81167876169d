// SPDX-License-Identifier: GPL-3.0-or-later
// The run that the live area shows: one that goes on, or one that is over, whole.
#pragma once

#include "core/config/run_spec.h"
#include "core/store/finished_run.h"
#include "ui/base/text.h"

#include <QString>

#include <memory>
#include <utility>
#include <variant>

namespace inferometer::ui {

class ShownRun
{
public:
    struct Live
    {
        SnapshotPtr snapshot;
        std::shared_ptr<const RunSpec> spec;      // null: not known
        std::shared_ptr<const RunHeader> header;  // null: not known
    };

    ShownRun() = default;
    // NOLINTBEGIN(google-explicit-constructor): each of them is what is shown
    ShownRun(Live live) : m_run{std::move(live)} {}
    ShownRun(SnapshotPtr snapshot) : m_run{Live{std::move(snapshot), nullptr, nullptr}} {}
    ShownRun(std::shared_ptr<const FinishedRun> run) : m_run{std::move(run)} {}
    // NOLINTEND(google-explicit-constructor)

    // Null: there is nothing to show.
    const SnapshotPtr& snapshot() const
    {
        const FinishedRun* const run = finished();
        return run ? run->snapshot : live().snapshot;
    }
    // Null while it goes on.
    const FinishedRun* finished() const
    {
        const auto* run = std::get_if<std::shared_ptr<const FinishedRun>>(&m_run);
        return run ? run->get() : nullptr;
    }
    // Null: not known.
    const RunSpec* spec() const { return finished() ? &finished()->header.spec : live().spec.get(); }
    // Null: not known.
    std::shared_ptr<const RunHeader> header() const
    {
        const auto* run = std::get_if<std::shared_ptr<const FinishedRun>>(&m_run);
        return run && *run ? std::shared_ptr<const RunHeader>{*run, &(*run)->header} : live().header;
    }
    QString runId() const { return header() ? toQt(header()->runId) : QString{}; }
    // REQUIRES: snapshot().
    const Verdict& verdict() const
    {
        const FinishedRun* const run = finished();
        return run ? run->facts.verdict : live().snapshot->verdict;
    }
    // Requests in flight that a closed loop holds; 0: it is none, or not known.
    std::int64_t concurrency() const
    {
        return spec() && !isOpenLoop(*spec()) ? spec()->arrivals.numConcurrentRequests : 0;
    }

private:
    const Live& live() const { return std::get<Live>(m_run); }

    std::variant<Live, std::shared_ptr<const FinishedRun>> m_run;
};

}  // namespace inferometer::ui
