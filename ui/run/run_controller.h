// SPDX-License-Identifier: GPL-3.0-or-later
// The only object that holds a run: prepares it off the UI thread, starts it, polls its snapshots, saves its results.
#pragma once

#include "core/base/secret.h"
#include "core/config/run_spec.h"
#include "core/load/snapshot.h"
#include "core/store/recorded_run.h"
#include "core/store/run_card.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace inferometer::ui {

// Preparing: names, prompts, probes. Saving: the run is over, its files are being written.
enum class RunPhase : std::uint8_t { Idle, Preparing, Running, Saving, Finished, Failed };

class RunController : public QObject
{
    Q_OBJECT

public:
    // Endpoints that a run names are looked up in `endpointsFolder`.
    explicit RunController(std::string endpointsFolder = {}, QObject* parent = nullptr);
    // Cuts a run in flight and saves what was measured.
    ~RunController() override;

    // One run a model named in the spec, one after another. `key`: what the keyring gave for it. REQUIRES: !isActive().
    void start(const RunSpec& spec, const Secret& key = {});
    // While preparing: cancels. While running: no new requests; a second call cuts those in flight.
    void stop();
    // Ends the run as fast as its results can be kept.
    void cut();

    RunPhase phase() const { return m_phase; }
    bool isActive() const;
    const RunSpec& spec() const { return m_spec; }
    // Of the run at hand or the last one: the first part of its requests' ids.
    const QString& runId() const { return m_runId; }
    // Of the run at hand or the last one; null before the first.
    const SnapshotPtr& snapshot() const { return m_snapshot; }
    // The last run that ended; null before the first.
    const std::shared_ptr<const FinishedRun>& saved() const { return m_saved; }
    // Every run that ended since the program began, in that order, and where it is.
    const std::vector<RunCard>& ended() const { return m_ended; }
    // REQUIRES: phase() is Failed.
    const Error& error() const { return *m_error; }
    // What preparing does at the moment.
    const QString& progressText() const { return m_progress; }

signals:
    void phaseChanged(inferometer::ui::RunPhase phase);
    void progressChanged(const QString& text);
    void snapshotChanged(const inferometer::SnapshotPtr& snapshot);
    // A run has ended and its files are written; another model may follow. saved() is it.
    void runEnded();

private:
    void setPhase(RunPhase phase);
    void prepareNext();
    void prepared(const Result<std::shared_ptr<RecordedRun>>& started);
    void poll();
    void save();
    void savedAll(const Result<std::shared_ptr<const FinishedRun>>& result);
    void fail(const Error& error);

    const std::string m_endpointsFolder;
    RunPhase m_phase = RunPhase::Idle;
    RunSpec m_spec;
    Secret m_key;                     // while a run is being prepared
    std::vector<RunSpec> m_perModel;  // in turn; empty until the first is prepared
    std::size_t m_model = 0;
    bool m_cancelled = false;
    QString m_progress;
    QString m_runId;
    SnapshotPtr m_snapshot;
    std::shared_ptr<RecordedRun> m_run;
    std::shared_ptr<const FinishedRun> m_saved;
    std::vector<RunCard> m_ended;
    std::optional<Error> m_error;
    QTimer m_poll;
    std::jthread m_worker;  // last: joined before the rest goes
};

}  // namespace inferometer::ui
