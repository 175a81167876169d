// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/run_desk.h"

#include "core/store/run_end.h"
#include "ui/base/text.h"
#include "ui/endpoints/saved_endpoints.h"
#include "ui/run/export_menu.h"
#include "ui/run/run_name.h"
#include "ui/run/run_view.h"
#include "ui/settings/settings.h"
#include "widgets/metrics.h"
#include "widgets/notice_bar.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QSplitter>
#include <QStackedWidget>

namespace inferometer::ui {

namespace {

const QString kSplitter = QStringLiteral("desk-splitter");

// A sentence and a blank, or nothing of a run that is whole.
QString howItEnded(const RunEnd& end, const QString& fault)
{
    if (!fault.isEmpty())
        return fault + QLatin1Char{' '};
    if (end.kind == RunEnd::Kind::Whole)
        return {};
    QString said = sentenceText(end.said);
    said.replace(0, 1, said.left(1).toUpper());
    return said + QStringLiteral(". ");
}

widgets::Tone endTone(RunEnd::Kind kind)
{
    switch (kind) {
    case RunEnd::Kind::Whole:
        return widgets::Tone::Good;
    case RunEnd::Kind::Cut:
    case RunEnd::Kind::SomeFailed:
        return widgets::Tone::Warning;
    case RunEnd::Kind::AllFailed:
    case RunEnd::Kind::Broken:
        break;
    }
    return widgets::Tone::Bad;
}

}  // namespace

RunDesk::RunDesk(Context& context, QWidget* parent)
    : QWidget{parent}
    , m_context{context}
    , m_splitter{new QSplitter{this}}
    , m_columns{new QStackedWidget{this}}
    , m_view{new RunView{this}}
    , m_export{&m_view->makeExportMenu(context.dialogs)}
{
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
    });
    connect(m_view, &RunView::endpointWanted, &m_context.endpoints, &SavedEndpoints::newWanted);
    connect(m_view, &RunView::serversWanted, &m_context.endpoints, &SavedEndpoints::searchWanted);
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

void RunDesk::open(const std::shared_ptr<const FinishedRun>& run)
{
    m_following = false;
    m_view->display(run);
    const bool stands = run->archive.empty();
    const QString folder = QFileInfo{toQt(run->folder)}.absoluteFilePath();
    const QString where
        = stands ? tr("Results are in %1").arg(folder) : tr("This run was read from %1").arg(toQt(run->archive));
    const RunEnd end = endOf(*run);
    m_view->notice().tell(howItEnded(end, toQt(run->facts.localFault)) + where, endTone(end.kind));
    if (stands)
        m_view->notice().offer(tr("&Open folder"), [this, folder] { m_context.dialogs.openFolder(folder); });
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

void RunDesk::tell(const QString& text, widgets::Tone tone) { m_view->notice().tell(text, tone); }

void RunDesk::phaseChanged(RunPhase phase)
{
    if (phase == RunPhase::Running)
        m_asked = std::make_shared<const RunSpec>(m_context.runs.spec());
    if (!m_following)
        return;
    if (phase == RunPhase::Preparing)
        m_view->showBusy(m_context.runs.progressText());
    else if (phase == RunPhase::Saving)
        m_view->showSaving();
    else if (phase == RunPhase::Failed || phase == RunPhase::Idle)
        m_view->showNotBusy();
}

void RunDesk::showSnapshot()
{
    const RunController& runs = m_context.runs;
    if (m_following)
        m_view->display(ShownRun::Live{runs.snapshot(), m_asked, runs.runId()});
}

void RunDesk::showEnded()
{
    showChoices();
    if (!m_following)
        return;
    open(m_context.runs.saved());
    m_following = true;
}

// Every result of this session stays at hand: of a run of several models, all but the last would else be gone.
void RunDesk::showChoices()
{
    QStringList runs;
    for (const RunCard& card : m_context.runs.ended())
        runs << runName(card);
    m_view->setChoices(runs);
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
