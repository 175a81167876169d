// SPDX-License-Identifier: GPL-3.0-or-later
// `run`: each model in turn is planned, measured, saved and reported.
#include "app/cli/commands.h"
#include "app/cli/interrupts.h"
#include "app/cli/json_report.h"
#include "app/cli/progress.h"
#include "app/cli/report.h"
#include "app/cli/run_options.h"
#include "app/cli/scratch_folder.h"
#include "app/cli/terminal.h"
#include "core/config/secret_names.h"
#include "core/store/recorded_run.h"
#include "core/store/recovery.h"
#include "core/store/result_files.h"
#include "core/workload/model_list.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace inferometer::cli {
namespace {

constexpr std::chrono::milliseconds kLook{20};  // how often a run is looked at: bounds the delay of Ctrl+C

ExitCode codeOf(const FinishedRun& saved)
{
    if (!saved.facts.localFault.empty())
        return ExitCode::LocalFault;
    if (saved.summary.ok == 0)
        return ExitCode::NoneSucceeded;
    return saved.summary.failed > 0 ? ExitCode::SomeFailed : ExitCode::Done;
}

// The graver of two: a local fault over none succeeded over some failed.
ExitCode graver(ExitCode a, ExitCode b) { return static_cast<int>(a) > static_cast<int>(b) ? a : b; }

// Told before the run began.
bool isKnown(const Plan& plan, const Cap& cap)
{
    const std::vector<Cap> known = capsOf(plan);
    return std::find(known.begin(), known.end(), cap) != known.end();
}

class RunCommand
{
public:
    explicit RunCommand(const RunOptions& options) : m_json(options.json) {}

    ExitCode run(const RunSpec& spec)
    {
        warn(spec);
        recover(spec.keep.resultsDir);
        ExitCode code = measureAll(spec);
        if (m_interrupts.count() > 0)
            code = m_interrupts.code();
        if (m_json)
            print(stdout, m_report.text(code) + "\n");
        return code;
    }

private:
    void warn(const RunSpec& spec)
    {
        if (spec.target.insecure)
            m_progress.note(
                "WARNING: --insecure: no certificate is checked. Anyone on the way can read the key and the "
                "prompts and answer in the endpoint's place.");
    }

    void recover(const std::string& resultsDir)
    {
        const RecoveredRuns recovered = recoverRuns(resultsDir);
        for (const RecoveredRun& run : recovered.runs)
            m_progress.note(run.said.text());
        for (const Error& failure : recovered.failures)
            m_progress.note("An interrupted run was not recovered: " + failure.message);
    }

    ExitCode refuse(const Error& error)
    {
        m_progress.clear();
        m_report.addError(error);
        return fail(error);
    }

    ExitCode measureAll(const RunSpec& spec)
    {
        const Result<std::vector<RunSpec>> specs = perModel(spec, m_tell, m_interrupts.token());
        if (!specs)
            return refuse(specs.error());
        ExitCode code = ExitCode::Done;
        for (std::size_t i = 0; i < specs.value().size() && m_interrupts.count() == 0; ++i)
            code = graver(code, measure(specs.value()[i], static_cast<int>(i)));
        return code;
    }

    ExitCode measure(const RunSpec& spec, int modelIndex)
    {
        const Result<std::shared_ptr<const Plan>> plan = makePlan(spec, m_tell, m_interrupts.token());
        if (!plan)
            return refuse(plan.error());
        for (const std::string& note : {plan.value()->countNote, plan.value()->outputNote}) {
            if (!note.empty())
                m_progress.note(note);
        }
        for (const Cap& cap : capsOf(*plan.value()))
            m_progress.note("Limit: " + cap.text);
        Result<std::unique_ptr<RecordedRun>> started = RecordedRun::start(plan.value(), modelIndex);
        if (!started)
            return refuse(started.error());
        const std::unique_ptr<RecordedRun> recorded = std::move(started).value();
        watch(recorded->run());
        const Result<std::shared_ptr<const FinishedRun>> saved = recorded->finish();
        m_progress.clear();
        if (!saved)
            return tellUnsaved(*plan.value(), *recorded, saved.error());
        return tell(*plan.value(), *saved.value());
    }

    // Follows the run to its end; signals ask it to stop, then to cut.
    void watch(Run& run)
    {
        int asked = 0;
        for (;;) {
            const SnapshotPtr snapshot = run.snapshot();
            if (snapshot->state == RunState::Finished)
                return;
            for (; asked < std::min(m_interrupts.count(), 2); ++asked) {
                m_progress.note(asked == 0
                                    ? "Stopping: requests in flight have their grace period. Once more to cut them."
                                    : "Cutting the requests in flight.");
                run.requestStop();
            }
            m_progress.show(*snapshot);
            std::this_thread::sleep_for(kLook);
        }
    }

    ExitCode tell(const Plan& plan, const FinishedRun& saved)
    {
        if (!saved.facts.localFault.empty())
            complain(saved.facts.localFault);
        for (const Cap& cap : saved.facts.caps)
            if (!isKnown(plan, cap))
                m_progress.note("Limit: " + cap.text);
        if (m_json)
            m_report.addRun(plan, saved);
        else
            print(stdout, reportText(plan, saved));
        return codeOf(saved);
    }

    // The run is over, its journal has what was measured, and what memory holds of it is still told.
    ExitCode tellUnsaved(const Plan& plan, RecordedRun& recorded, const Error& error)
    {
        refuse(Error::verbatim(
            error.code,
            error.message + " What was measured is in " + recorded.folder()
                + "/journal: once there is room, the next run with this results folder finishes its files.",
            error.field));
        const std::shared_ptr<const FinishedRun> run = recorded.unsaved();
        if (m_json) {
            const ScratchFolder scratch;
            const std::string path = scratch.path() + "/summary.json";
            const bool written = !scratch.path().empty() && writeSummaryFile(path, *run).ok();
            m_report.addRun(plan, *run, written ? path : std::string{"/dev/null"});
        } else {
            print(stdout, reportText(plan, *run));
        }
        return ExitCode::LocalFault;
    }

    const bool m_json;
    Interrupts m_interrupts;
    Progress m_progress;
    const PlanProgress m_tell = [this](const Sentence& step) { m_progress.note(step.text()); };
    JsonReport m_report;
};

Status checkMode(const RunOptions& options)
{
    if (findEvaluation(options.mode) != nullptr || (options.mode.empty() && !options.config.empty()))
        return {};
    std::string modes;
    for (const EvaluationRow& row : evaluations())
        modes.append(row.id).append(", ");
    const std::string named = looksLikeCredential(options.mode) ? "of that name" : options.mode;
    const std::string problem = options.mode.empty() ? "run needs to know what to do" : "There is no run " + named;
    return Error::verbatim(Errc::InvalidInput, problem + ": give " + modes + "or a file by --config FILE.yaml.",
                           "mode");
}

ExitCode refuseAll(const std::vector<Error>& errors, bool json)
{
    JsonReport report;
    for (const Error& error : errors) {
        fail(error);
        report.addError(error);
    }
    if (json)
        print(stdout, report.text(ExitCode::Usage) + "\n");
    return ExitCode::Usage;
}

}  // namespace

Action declareRun(CLI::App& app)
{
    auto options = std::make_shared<RunOptions>();
    addRunOptions(app, *options);
    return [options] {
        if (const Status known = checkMode(*options); !known)
            return refuseAll({known.error()}, options->json);
        const ReadRun read = readRun(*options);
        // What could not be read is told first: without it, rules would fail that were kept.
        const std::vector<Error> errors = read.errors.empty() ? validateAll(read.spec) : read.errors;
        return errors.empty() ? RunCommand{*options}.run(read.spec) : refuseAll(errors, options->json);
    };
}

}  // namespace inferometer::cli
