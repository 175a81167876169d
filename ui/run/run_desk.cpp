// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/run_desk.h"

#include "ui/base/text.h"
#include "ui/endpoints/saved_endpoints.h"
#include "ui/run/end_notice.h"
#include "ui/run/export_menu.h"
#include "ui/run/run_heading.h"
#include "ui/run/run_labels.h"
#include "ui/run/run_name.h"
#include "ui/run/run_view.h"
#include "ui/runs/stored_runs.h"
#include "ui/settings/settings.h"
#include "widgets/metrics.h"
#include "widgets/notice_bar.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QSplitter>
#include <QStackedWidget>

#include <utility>

namespace inferometer::ui {

namespace {

const QString kSplitter = QStringLiteral("desk-splitter");
const QString kExplained = QStringLiteral("charts-explained");

bool standsIn(const ShownRun& run, const QString& folder)
{
    return run.finished() && run.finished()->archive.empty() && isSameFolder(toQt(run.finished()->folder), folder);
}

}  // namespace

RunDesk::RunDesk(Context& context, QWidget* parent)
    : QWidget{parent}
    , m_context{context}
    , m_splitter{new QSplitter{this}}
    , m_columns{new QStackedWidget{this}}
    , m_view{new RunView{this}}
    , m_export{&m_view->makeExportMenu(context.dialogs)}
    , m_labels{new RunLabels{this}}
{
    context.stored = new StoredRuns{context.settings, context.runs, this};
    new EndNotice{context, *this};
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_columns);
    m_splitter->addWidget(m_view);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    RunDesk::restoreLayout();
    m_splitter->restoreState(context.settings.layout(kSplitter));
    m_view->restore(context.settings);
    auto* layout = new QHBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    connectView();
    connectRuns();
    connectLabels();
    showChoices();
}

void RunDesk::addColumn(Page& page) { m_columns->addWidget(&page); }

void RunDesk::showColumn(Page& page) { m_columns->setCurrentWidget(&page); }

void RunDesk::connectView()
{
    connect(m_view, &RunView::simulatorWanted, this, [this] {
        Wishes first;
        first.simulator = first.run = true;
        emit wanted(first);
        m_isFirst = m_context.runs.isActive() && !m_context.settings.flag(kExplained);
    });
    connect(m_view, &RunView::endpointWanted, &m_context.endpoints, &SavedEndpoints::newWanted);
    connect(m_view, &RunView::serversWanted, &m_context.endpoints, &SavedEndpoints::searchWanted);
    connect(m_view, &RunView::displayed, this, &RunDesk::runShown);
    connect(m_view, &RunView::chosen, this, [this](int index) {
        emit openWanted(toQt(m_context.runs.ended().at(static_cast<std::size_t>(index)).folder));
    });
    connect(m_export, &ExportMenu::runAgainWanted, this, [this] {
        Wishes again;
        again.spec = *m_view->shown().spec();
        again.run = true;
        emit wanted(again);
    });
}

void RunDesk::connectRuns()
{
    RunController& runs = m_context.runs;
    connect(&runs, &RunController::phaseChanged, this, &RunDesk::phaseChanged);
    connect(&runs, &RunController::snapshotChanged, this, &RunDesk::showSnapshot);
    connect(&runs, &RunController::progressChanged, this, [this](const QString& text) {
        if (m_following)
            m_view->showBusy(text);
    });
    connect(&runs, &RunController::failed, this,
            [this] { tell(errorText(m_context.runs.error()), widgets::Tone::Bad); });
    connect(&runs, &RunController::runEnded, this, &RunDesk::showEnded);
}

void RunDesk::connectLabels()
{
    RunHeading& heading = m_view->heading();
    const auto folder = [this] { return toQt(m_view->shown().finished()->folder); };
    connect(&heading, &RunHeading::nameWanted, this,
            [this, folder](const QString& name) { m_labels->rename(folder(), name); });
    connect(&heading, &RunHeading::noteWanted, this,
            [this, folder](const QString& note) { m_labels->note(folder(), note); });
    connect(&heading, &RunHeading::folderWanted, m_export, &ExportMenu::openFolder);
    connect(m_labels, &RunLabels::kept, this, &RunDesk::relabel);
    connect(m_labels, &RunLabels::failed, this,
            [this](const Error& error) { tell(errorText(error), widgets::Tone::Bad); });
}

void RunDesk::open(const std::shared_ptr<const FinishedRun>& run)
{
    m_following = false;
    m_view->display(run);
    // What it says is of the run before.
    m_view->notice().hide();
}

void RunDesk::follow()
{
    m_following = true;
    m_view->notice().hide();
    const RunPhase phase = m_context.runs.phase();
    if (phase == RunPhase::Preparing)
        m_view->showBusy(m_context.runs.progressText());
    else if (phase == RunPhase::Running || phase == RunPhase::Saving)
        showSnapshot();
}

bool RunDesk::hasRun() const { return m_view->shown().snapshot() != nullptr; }

void RunDesk::tell(const QString& text, widgets::Tone tone) { m_view->notice().tell(text, tone); }

void RunDesk::phaseChanged(RunPhase phase)
{
    if (phase == RunPhase::Preparing)
        m_view->stopExplaining();
    m_isFirst = m_isFirst && phase != RunPhase::Failed;
    if (phase == RunPhase::Running)
        m_asked = std::make_shared<const RunSpec>(m_context.runs.spec());
    if (!m_following)
        return;
    if (phase == RunPhase::Preparing)
        m_view->showBusy(m_context.runs.progressText());
    else if (phase == RunPhase::Saving)
        m_view->showSaving(m_context.runs.progressText());
    else if (phase == RunPhase::Failed || phase == RunPhase::Idle)
        m_view->showNotBusy();
}

void RunDesk::showSnapshot()
{
    const RunController& runs = m_context.runs;
    if (m_following && runs.snapshot())
        m_view->display(ShownRun::Live{runs.snapshot(), m_asked, runs.header()});
}

void RunDesk::showEnded()
{
    showChoices();
    const bool isFirst = std::exchange(m_isFirst, false);
    if (!m_following)
        return;
    m_view->display(m_context.runs.saved());
    if (isFirst && m_view->explainCharts())
        m_context.settings.setFlag(kExplained, true);
}

void RunDesk::explainCharts()
{
    emit shownWanted();
    m_view->openTab(RunView::Overview);
    if (m_view->explainCharts())
        m_context.settings.setFlag(kExplained, true);
    else
        tell(tr("There is no run in view to explain: start one, or open a result."), widgets::Tone::Neutral);
}

// Every result of this session stays at hand: of a run of several models, all but the last would else be gone.
void RunDesk::showChoices()
{
    QStringList runs;
    for (const RunCard& card : m_context.runs.ended())
        runs << runName(card);
    m_view->setChoices(runs);
}

void RunDesk::rename() { m_view->heading().rename(); }

void RunDesk::relabel(const QString& folder, const RunLabel& label)
{
    m_context.runs.relabel(folder, label);
    m_context.stored->relabel(folder, label);
    showChoices();
    if (standsIn(m_view->shown(), folder))
        m_view->relabel(label);
}

void RunDesk::save()
{
    m_view->save(m_context.settings);
    m_context.settings.setLayout(kSplitter, m_splitter->saveState());
}

void RunDesk::restoreLayout()
{
    m_splitter->setSizes({widgets::rhythm(*this, 37.5), widgets::rhythm(*this, 100)});
    m_view->restoreDefaults();
}

}  // namespace inferometer::ui
