// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/run_controller.h"

#include "core/config/endpoints.h"
#include "core/workload/model_list.h"
#include "core/workload/plan.h"
#include "ui/base/text.h"

#include <utility>

namespace inferometer::ui {

namespace {

using Started = Result<std::shared_ptr<RecordedRun>>;

struct Order
{
    std::vector<RunSpec> specs;  // of each model, once the first run was prepared; till then one for all
    bool perModel = false;
    Secret key;
    std::size_t model = 0;
};

// Leaves the specs of all models in the order.
Started prepare(Order& order, const PlanProgress& progress, const std::stop_token& stop, QString& runId)
{
    if (!order.perModel) {
        Result<std::vector<RunSpec>> specs = perModel(order.specs.front(), progress, stop, order.key);
        if (!specs)
            return specs.error();
        order.specs = std::move(specs).value();
    }
    Result<std::shared_ptr<const Plan>> plan = makePlan(order.specs[order.model], progress, stop, order.key);
    if (!plan)
        return plan.error();
    if (stop.stop_requested())
        return Error{Errc::Cancelled, sentence("errors", "Preparing was cancelled.")};
    runId = toQt(plan.value()->runId);
    Result<std::unique_ptr<RecordedRun>> run
        = RecordedRun::start(std::move(plan).value(), static_cast<int>(order.model));
    if (!run)
        return run.error();
    return std::shared_ptr<RecordedRun>{std::move(run).value()};
}

// Runs `task` on the object's thread.
template <typename Task>
void post(QObject* object, Task task)
{
    QMetaObject::invokeMethod(object, std::move(task), Qt::QueuedConnection);
}

}  // namespace

RunController::RunController(std::string endpointsFolder, QObject* parent)
    : QObject{parent}
    , m_endpointsFolder{std::move(endpointsFolder)}
{
    m_poll.setInterval(100);
    connect(&m_poll, &QTimer::timeout, this, &RunController::poll);
}

RunController::~RunController()
{
    m_worker.request_stop();
    if (m_worker.joinable())
        m_worker.join();
    if (m_run && m_phase == RunPhase::Running) {
        m_run->run().requestStop();
        m_run->run().requestStop();
        // Its error has nobody left to read it; the journal stays, and the next start finishes from it.
        static_cast<void>(m_run->finish().ok());
    }
}

bool RunController::isActive() const
{
    return m_phase == RunPhase::Preparing || m_phase == RunPhase::Running || m_phase == RunPhase::Saving;
}

void RunController::setPhase(RunPhase phase)
{
    m_phase = phase;
    if (!isActive())
        m_key = {};
    emit phaseChanged(phase);
}

void RunController::start(const RunSpec& spec, const Secret& key)
{
    Q_ASSERT(!isActive());
    m_cancelled = false;
    m_spec = spec;
    m_key = key;
    Result<RunSpec> resolved = resolveEndpoint(spec, m_endpointsFolder);
    if (!resolved)
        return fail(resolved.error());
    m_spec = std::move(resolved).value();
    m_perModel.clear();
    m_model = 0;
    prepareNext();
}

void RunController::prepareNext()
{
    m_progress = tr("Preparing the run");
    setPhase(RunPhase::Preparing);
    const bool known = !m_perModel.empty();
    Order order{known ? m_perModel : std::vector<RunSpec>{m_spec}, known, m_key, m_model};
    m_worker = std::jthread{[this, order = std::move(order)](const std::stop_token& stop) mutable {
        const PlanProgress progress = [this](const Sentence& step) {
            post(this, [this, text = sentenceText(step)] {
                m_progress = text;
                emit progressChanged(m_progress);
            });
        };
        QString runId;
        const auto started = std::make_shared<const Started>(prepare(order, progress, stop, runId));
        post(this, [this, started, runId, specs = std::move(order.specs)] {
            m_runId = runId;
            m_perModel = specs;
            prepared(*started);
        });
    }};
}

void RunController::prepared(const Started& started)
{
    if (started && m_cancelled)
        started.value()->run().requestStop();
    if (!started) {
        if (m_cancelled)
            setPhase(RunPhase::Idle);
        else
            fail(started.error());
        return;
    }
    m_run = started.value();
    m_snapshot.reset();
    setPhase(RunPhase::Running);
    m_poll.start();
    poll();
}

void RunController::poll()
{
    const SnapshotPtr snapshot = m_run->run().snapshot();
    if (m_snapshot && snapshot->revision == m_snapshot->revision)
        return;
    m_snapshot = snapshot;
    emit snapshotChanged(m_snapshot);
    if (m_snapshot->state == RunState::Finished)
        save();
}

void RunController::save()
{
    m_poll.stop();
    setPhase(RunPhase::Saving);
    m_worker = std::jthread{[this, run = m_run] {
        const auto result = std::make_shared<const Result<std::shared_ptr<const FinishedRun>>>(run->finish());
        post(this, [this, result] { savedAll(*result); });
    }};
}

void RunController::savedAll(const Result<std::shared_ptr<const FinishedRun>>& result)
{
    m_run.reset();
    if (!result)
        return fail(result.error());
    m_saved = result.value();
    m_ended.push_back(cardOf(*m_saved));
    emit runEnded();
    ++m_model;
    if (m_model < m_perModel.size() && !m_cancelled)
        prepareNext();
    else
        setPhase(RunPhase::Finished);
}

void RunController::fail(const Error& error)
{
    m_poll.stop();
    m_run.reset();
    m_error = error;
    setPhase(RunPhase::Failed);
}

void RunController::stop()
{
    m_cancelled = true;
    if (m_phase == RunPhase::Preparing) {
        m_worker.request_stop();
        m_progress = tr("Cancelling");
        emit progressChanged(m_progress);
    } else if (m_phase == RunPhase::Running) {
        m_run->run().requestStop();
    }
}

void RunController::cut()
{
    stop();
    if (m_phase == RunPhase::Running)
        m_run->run().requestStop();
}

}  // namespace inferometer::ui
