// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/run_controller.h"

#include "ui/base/text.h"
#include "ui/run/run_labels.h"

#include <utility>

namespace inferometer::ui {

namespace {

Error besideAtHand()
{
    return {Errc::InvalidInput,
            sentence("errors",
                     "A run beside the server has nobody before it and nobody behind it: start it again once "
                     "the run at hand has ended.")};
}

}  // namespace

RunController::RunController(std::string endpointsFolder, QObject* parent)
    : QObject{parent}
    , m_suite{{std::move(endpointsFolder), false,
               [this] { QMetaObject::invokeMethod(this, &RunController::takeChanges, Qt::QueuedConnection); }}}
{
    m_poll.setInterval(100);
    connect(&m_poll, &QTimer::timeout, this, &RunController::poll);
    followBeside();
}

RunController::~RunController() = default;

bool RunController::isActive() const
{
    return m_phase == RunPhase::Preparing || m_phase == RunPhase::Running || m_phase == RunPhase::Saving;
}

bool RunController::canStop() const { return isActive() && (m_phase != RunPhase::Saving || m_isCounting); }

void RunController::setPhase(RunPhase phase)
{
    m_phase = phase;
    emit phaseChanged(phase);
}

void RunController::start(const RunSpec& spec, const Secret& key)
{
    if (m_beside.isActive())
        return refuse(besideAtHand());
    const bool isFirst = !isActive();
    if (const Result<MemberId> added = m_suite.add(spec, key); !added) {
        m_error = added.error();
        emit failed();
        if (isFirst) {
            m_spec = spec;
            setPhase(RunPhase::Failed);
        }
        return;
    }
    if (!isFirst)
        return;
    // Its turn comes at once; till the suite says so it is shown as if it had.
    m_spec = spec;
    m_progress = tr("Preparing the run");
    setPhase(RunPhase::Preparing);
}

void RunController::startBeside(const PlacedRun& placed)
{
    if (m_beside.isActive() || isActive())
        return refuse(besideAtHand());
    m_spec = placed.run;
    m_progress = tr("Preparing the run");
    m_header.reset();
    m_beside.start(placed);
    setPhase(RunPhase::Preparing);
}

void RunController::refuse(const Error& error)
{
    m_error = error;
    emit failed();
}

void RunController::followBeside()
{
    connect(&m_beside, &BesideRun::progressed, this, [this](const QString& text) {
        m_progress = text;
        emit progressChanged(m_progress);
    });
    connect(&m_beside, &BesideRun::grew, this,
            [this](const std::shared_ptr<const RunHeader>& header, const SnapshotPtr& snapshot) {
                if (m_phase == RunPhase::Preparing) {
                    m_spec = header->spec;
                    m_header = header;
                    setPhase(RunPhase::Running);
                }
                m_snapshot = snapshot;
                emit snapshotChanged(m_snapshot);
            });
    connect(&m_beside, &BesideRun::ended, this, [this](const BesideRun::Ended& ended) {
        m_saved = ended.run;
        m_snapshot = m_saved->snapshot;
        m_header = std::shared_ptr<const RunHeader>{m_saved, &m_saved->header};
        m_ended.push_back(ended.card);
        emit runEnded();
        rest(RunPhase::Finished);
    });
    connect(&m_beside, &BesideRun::failed, this, &RunController::fail);
}

void RunController::takeChanges()
{
    for (const MemberPtr& member : m_suite.takeChanges())
        take(*member);
    emit queueChanged();
}

void RunController::take(const Member& member)
{
    switch (member.state) {
    case MemberState::Waiting:
        break;
    case MemberState::Preparing:
        prepare(member);
        break;
    case MemberState::Running:
        begin(member);
        break;
    case MemberState::Saving:
        save(member);
        break;
    case MemberState::Ended:
        keep(member);
        rest(RunPhase::Finished);
        break;
    case MemberState::Failed:
        fail(*member.error);
        break;
    case MemberState::Cancelled:
        if (member.id == m_atHand || (m_atHand == 0 && m_phase == RunPhase::Preparing))
            rest(RunPhase::Idle);
        break;
    }
}

void RunController::prepare(const Member& member)
{
    m_spec = member.spec;
    m_progress = member.steps > 0 ? sentenceText(member.step) : tr("Preparing the run");
    if (m_phase != RunPhase::Preparing)
        setPhase(RunPhase::Preparing);
    m_atHand = member.id;
    emit progressChanged(m_progress);
}

void RunController::begin(const Member& member)
{
    m_spec = member.spec;
    m_header = member.header;
    m_snapshot.reset();
    setPhase(RunPhase::Running);
    m_poll.start();
    poll();
}

void RunController::save(const Member& member)
{
    m_poll.stop();
    m_isCounting = !member.step.pattern.empty();
    m_progress = m_isCounting ? sentenceText(member.step) : tr("Saving the results");
    setPhase(RunPhase::Saving);
}

void RunController::poll()
{
    const SnapshotPtr snapshot = m_suite.atHand().snapshot;
    if (!snapshot || (m_snapshot && snapshot->revision == m_snapshot->revision))
        return;
    m_snapshot = snapshot;
    emit snapshotChanged(m_snapshot);
}

void RunController::keep(const Member& member)
{
    m_saved = member.run;
    m_snapshot = m_saved->snapshot;
    m_ended.push_back(*member.card);
    emit runEnded();
}

void RunController::relabel(const QString& folder, const RunLabel& label)
{
    for (RunCard& card : m_ended)
        if (isSameFolder(toQt(card.folder), folder))
            card.label = label;
}

// The one at hand is over; while others wait, the next one's turn is told instead.
void RunController::rest(RunPhase phase)
{
    m_atHand = 0;
    if (!m_suite.isBusy())
        setPhase(phase);
}

void RunController::fail(const Error& error)
{
    m_poll.stop();
    m_error = error;
    emit failed();
    rest(RunPhase::Failed);
}

std::vector<MemberPtr> RunController::waiting() const
{
    std::vector<MemberPtr> waiting;
    for (const MemberPtr& member : m_suite.members())
        if (member->state == MemberState::Waiting)
            waiting.push_back(member);
    return waiting;
}

void RunController::cancel(MemberId id) { m_suite.cancel(id); }

void RunController::moveUp(MemberId id) { m_suite.moveUp(id); }

void RunController::moveDown(MemberId id) { m_suite.moveDown(id); }

void RunController::stop()
{
    if (m_beside.isActive()) {
        m_beside.stop();
        m_progress = tr("Stopping on the machine of the server");
        emit progressChanged(m_progress);
        return;
    }
    const bool hasBegun = m_suite.atHand().member != nullptr;
    if (m_phase == RunPhase::Saving)
        m_suite.stop();  // nothing of the run is given up: its order goes on
    else
        m_suite.stopOrder();
    // It was asked for and its turn has not come yet.
    if (const std::vector<MemberPtr> all = waiting(); !hasBegun && m_phase == RunPhase::Preparing && !all.empty())
        m_suite.cancel(all.front()->id);
    if (m_phase == RunPhase::Preparing) {
        m_progress = tr("Cancelling");
        emit progressChanged(m_progress);
    }
}

void RunController::cut()
{
    m_beside.cut();
    m_suite.stopAll();
    m_suite.cut();
}

}  // namespace inferometer::ui
