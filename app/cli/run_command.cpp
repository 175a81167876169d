// SPDX-License-Identifier: GPL-3.0-or-later
// `run`: each model in turn is planned, measured, saved and reported.
#include "app/cli/run_command.h"

#include "app/cli/commands.h"
#include "app/cli/defined_report.h"
#include "app/cli/interrupts.h"
#include "app/cli/json_report.h"
#include "app/cli/progress.h"
#include "app/cli/report.h"
#include "app/cli/run_options.h"
#include "app/cli/terminal.h"
#include "core/config/secret_names.h"
#include "core/config/user_folders.h"
#include "core/store/recovery.h"
#include "core/suite/suite.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
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
bool isKnown(const RunHeader& header, const Cap& cap)
{
    return std::find(header.caps.begin(), header.caps.end(), cap) != header.caps.end();
}

class RunCommand
{
public:
    RunCommand(bool json, const Definition* definition) : m_json(json), m_definition(definition) {}

    ExitCode run(const RunSpec& spec)
    {
        warn(spec);
        recover(resultsFolder(spec.keep));
        measure(spec);
        if (m_interrupts.count() > 0)
            m_code = m_interrupts.code();
        if (m_json)
            print(stdout, m_report.text(m_code) + "\n");
        return m_code;
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
        const auto show = [this](const Sentence& step) {
            if (step.pattern.empty())
                m_progress.clear();
            else
                m_progress.show(step);
        };
        const RecoveredRuns recovered = recoverRuns(resultsDir, {show, m_interrupts.token()});
        for (const RecoveredRun& run : recovered.runs)
            m_progress.note(run.said.text());
        for (const Error& failure : recovered.failures)
            m_progress.note("An interrupted run was not recovered: " + failure.message);
    }

    // Follows the suite to its end; signals ask it to stop, then to cut.
    void measure(const RunSpec& spec)
    {
        Suite suite;
        if (const Result<MemberId> added = suite.add(spec); !added)
            return grow(refuse(added.error()));
        int asked = 0;
        for (bool isBusy = true; isBusy;) {
            isBusy = suite.isBusy();  // before the changes are taken: the last one follows
            for (const MemberPtr& member : suite.takeChanges())
                follow(*member);
            for (; asked < std::min(m_interrupts.count(), 2); ++asked)
                tellStopping(suite.stopAll());
            if (const SnapshotPtr snapshot = suite.atHand().snapshot; snapshot && snapshot->state != RunState::Finished)
                m_progress.show(*snapshot);
            if (isBusy)
                suite.waitForChange(kLook);
        }
    }

    void tellStopping(Stopping did)
    {
        if (did == Stopping::Draining)
            m_progress.note("Stopping: requests in flight have their grace period. Once more to cut them.");
        if (did == Stopping::Cutting)
            m_progress.note("Cutting the requests in flight.");
    }

    void follow(const Member& member)
    {
        if (member.state == MemberState::Waiting)
            return;
        if (member.state == MemberState::Preparing && member.header)
            tellPlan(*member.header);
        else if (member.steps > m_steps)
            m_progress.note(member.step.text());
        m_steps = member.steps;
        if (member.state == MemberState::Saving && !member.step.pattern.empty())
            m_progress.show(member.step);
        if (!isOver(member.state))
            return;
        m_progress.clear();
        m_steps = 0;
        if (member.run)
            grow(member.error ? tellUnsaved(*member.run, *member.error) : tell(*member.run));
        else if (member.error)
            grow(refuse(*member.error));
    }

    void tellPlan(const RunHeader& header)
    {
        for (const std::string& note : {header.countNote, header.outputNote, header.scheduleNote}) {
            if (!note.empty())
                m_progress.note(note);
        }
        for (const Cap& cap : header.caps)
            m_progress.note("Limit: " + cap.text);
    }

    void grow(ExitCode code) { m_code = graver(m_code, code); }

    ExitCode refuse(const Error& error)
    {
        m_progress.clear();
        m_report.addError(error);
        return fail(error);
    }

    ExitCode tell(const FinishedRun& saved)
    {
        if (!saved.facts.localFault.empty())
            complain(saved.facts.localFault.text());
        for (const Cap& cap : saved.facts.caps)
            if (!isKnown(saved.header, cap))
                m_progress.note("Limit: " + cap.text);
        tellFigures(saved);
        return codeOf(saved);
    }

    void tellFigures(const FinishedRun& run)
    {
        if (m_json)
            m_report.addRun(run, m_definition);
        else
            print(stdout, reportText(run, runFigures(), m_definition));
    }

    // The run is over, its journal has what was measured, and what memory holds of it is still told.
    ExitCode tellUnsaved(const FinishedRun& run, const Error& error)
    {
        refuse(Error::verbatim(
            error.code,
            error.message + " What was measured is in " + run.folder
                + "/journal: once there is room, the next run with this results folder finishes its files.",
            error.field));
        tellFigures(run);
        return ExitCode::LocalFault;
    }

    const bool m_json;
    const Definition* const m_definition;  // nullptr: none was asked for
    Interrupts m_interrupts;
    Progress m_progress;
    int m_steps = 0;  // of preparing, told so far
    ExitCode m_code = ExitCode::Done;
    JsonReport m_report;
};

Status checkMode(const RunOptions& options)
{
    const EvaluationRow* const mode = findEvaluation(options.mode);
    if ((mode != nullptr && !mode->byHand) || (options.mode.empty() && !options.config.empty()))
        return {};
    std::string modes;
    for (const EvaluationRow& row : evaluations())
        if (!row.byHand)
            modes.append(row.id).append(", ");
    if (mode != nullptr)
        return Error::verbatim(
            Errc::InvalidInput,
            "A " + options.mode + " has nothing to run: have it by inferometer " + options.mode + ".", "mode");
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

ExitCode measure(const RunSpec& spec) { return RunCommand{false, nullptr}.run(spec); }

ExitCode tellMeasured(const FinishedRun& run)
{
    if (!run.facts.localFault.empty())
        complain(run.facts.localFault.text());
    print(stdout, reportText(run));
    return codeOf(run);
}

Action declareRun(CLI::App& app)
{
    auto options = std::make_shared<RunOptions>();
    addRunOptions(app, *options);
    return [options] {
        if (const Status known = checkMode(*options); !known)
            return refuseAll({known.error()}, options->json);
        Result<const Definition*> definition = nullptr;
        if (!options->definitions.empty())
            definition = definitionNamed(options->definitions);
        if (!definition)
            return refuseAll({definition.error()}, options->json);
        const ReadRun read = readRun(*options);
        // What could not be read is told first: without it, rules would fail that were kept.
        const std::vector<Error> errors = read.errors.empty() ? validateAll(read.spec) : read.errors;
        return errors.empty() ? RunCommand{options->json, definition.value()}.run(read.spec)
                              : refuseAll(errors, options->json);
    };
}

}  // namespace inferometer::cli
