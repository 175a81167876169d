// SPDX-License-Identifier: GPL-3.0-or-later
// The window's face of the one loop over runs (core/suite): what is asked for waits its turn, the run at hand is
// followed by its phases and snapshots, and what ended stays at hand.
#pragma once

#include "core/suite/suite.h"
#include "ui/base/text.h"
#include "ui/run/beside_run.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inferometer::ui {

// Of the run at hand; once none is and none waits, how the last one ended. Preparing: names, prompts, probes. Saving:
// the run is over, its answers are counted where nobody did, its files are being written.
enum class RunPhase : std::uint8_t { Idle, Preparing, Running, Saving, Finished, Failed };

class RunController : public QObject
{
    Q_OBJECT

public:
    // Endpoints that a run names are looked up in `endpointsFolder`.
    explicit RunController(std::string endpointsFolder = {}, QObject* parent = nullptr);
    // Cuts a run in flight and saves what was measured.
    ~RunController() override;

    // One run a model named in the spec, behind all that wait. `key`: what the keyring gave for it. An error that can
    // be told at once leaves the run at hand alone.
    void start(const RunSpec& spec, const Secret& key = {});
    // One run of one model that the other machine measures beside its server. None waits for it or with it: an error
    // while there is a run at hand. REQUIRES: as runBeside().
    void startBeside(const PlacedRun& placed);
    // Of the run at hand: while preparing, cancels; while running, no new requests; a second call cuts those in flight;
    // while answers are counted, leaves them uncounted. The other models of its spec do not follow.
    void stop();
    // Whether there is something that stop() would stop.
    bool canStop() const;
    // Ends the run at hand as fast as its results can be kept; none follows.
    void cut();

    // Those that wait, in their order; a spec of several models is one until its turn.
    std::vector<MemberPtr> waiting() const;
    void cancel(MemberId id);
    void moveUp(MemberId id);
    void moveDown(MemberId id);

    RunPhase phase() const { return m_phase; }
    bool isActive() const;
    const RunSpec& spec() const { return m_spec; }
    // Of the run at hand or the last one: the first part of its requests' ids.
    QString runId() const { return m_header ? toQt(m_header->runId) : QString{}; }
    // Of the run at hand or the last one; null before the first.
    const std::shared_ptr<const RunHeader>& header() const { return m_header; }
    // Of the run at hand or the last one; null before the first.
    const SnapshotPtr& snapshot() const { return m_snapshot; }
    // The last run that ended; null before the first.
    const std::shared_ptr<const FinishedRun>& saved() const { return m_saved; }
    // Every run that ended since the program began, in that order, and where it is.
    const std::vector<RunCard>& ended() const { return m_ended; }
    // A person called the one in that folder otherwise, or noted something; it is kept already.
    void relabel(const QString& folder, const RunLabel& label);
    // REQUIRES: failed() was told.
    const Error& error() const { return *m_error; }
    // What preparing or saving does at the moment.
    const QString& progressText() const { return m_progress; }

signals:
    void phaseChanged(inferometer::ui::RunPhase phase);
    void progressChanged(const QString& text);
    void snapshotChanged(const inferometer::SnapshotPtr& snapshot);
    // A run has ended and its files are written; another may follow. saved() is it.
    void runEnded();
    // One came to nothing; another may be at hand. error() says why.
    void failed();
    // What waits is another.
    void queueChanged();

private:
    void setPhase(RunPhase phase);
    void takeChanges();
    void take(const Member& member);
    void prepare(const Member& member);
    void begin(const Member& member);
    void save(const Member& member);
    void keep(const Member& member);
    void rest(RunPhase phase);
    void poll();
    void fail(const Error& error);
    void refuse(const Error& error);
    void followBeside();

    RunPhase m_phase = RunPhase::Idle;
    RunSpec m_spec;
    MemberId m_atHand = 0;
    bool m_isCounting = false;
    QString m_progress;
    std::shared_ptr<const RunHeader> m_header;
    SnapshotPtr m_snapshot;
    std::shared_ptr<const FinishedRun> m_saved;
    std::vector<RunCard> m_ended;
    std::optional<Error> m_error;
    QTimer m_poll;
    BesideRun m_beside;
    Suite m_suite;  // last: it ends before what it tells of goes
};

}  // namespace inferometer::ui
