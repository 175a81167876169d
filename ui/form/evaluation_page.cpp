// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/form/evaluation_page.h"

#include "core/config/run_yaml.h"
#include "ui/base/icons.h"
#include "ui/base/text.h"
#include "ui/endpoints/endpoint_status.h"
#include "ui/endpoints/saved_endpoints.h"
#include "ui/endpoints/simulated_endpoint.h"
#include "ui/form/endpoint_choice.h"
#include "ui/form/field_form.h"
#include "ui/form/preset_bar.h"
#include "ui/form/presets.h"
#include "ui/form/run_volume.h"
#include "ui/run/export_menu.h"
#include "ui/run/run_view.h"
#include "ui/settings/settings.h"
#include "widgets/copy_box.h"
#include "widgets/metrics.h"
#include "widgets/notice_bar.h"

#include <QDateTime>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace inferometer::ui {

namespace {

const QString kSplitter = QStringLiteral("synthetic-splitter");
const QString kAdvanced = QStringLiteral("synthetic-advanced-open");

constexpr int kTerminal = 0;
constexpr int kYaml = 1;

}  // namespace

EvaluationPage::EvaluationPage(Context& context, QWidget* parent)
    : Page{parent}
    , m_context{context}
    , m_splitter{new QSplitter{this}}
    , m_presets{new PresetBar{context, this}}
    , m_form{new FieldForm{this}}
    , m_endpoint{new EndpointChoice{context.endpoints, *m_form, this}}
    , m_volume{new QLabel{this}}
    , m_command{new widgets::CopyBox{{tr("In a terminal"), tr("As YAML")}, 4, this}}
    , m_run{new QPushButton{tr("&Run!"), this}}
    , m_stop{new QPushButton{tr("&Stop"), this}}
    , m_live{new RunView{this}}
    , m_export{&m_live->makeExportMenu(context.dialogs)}
{
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(makeFormColumn());
    m_splitter->addWidget(m_live);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    EvaluationPage::restoreLayout();
    m_splitter->restoreState(context.settings.layout(kSplitter));
    m_live->restore(context.settings);
    auto* layout = new QHBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);

    m_form->setObjectName(QStringLiteral("form"));
    connect(m_form, &FieldForm::changed, this, &EvaluationPage::specChanged);
    connect(m_live, &RunView::simulatorWanted, this, &EvaluationPage::runSimulator);
    connect(m_live, &RunView::endpointWanted, &context.endpoints, &SavedEndpoints::newWanted);
    connectRuns();
    showChoices();
    connect(m_export, &ExportMenu::runAgainWanted, this, &EvaluationPage::runAgain);
    connect(m_presets, &PresetBar::chosen, m_endpoint, &EndpointChoice::setSpec);
    connect(&context.settings, &Settings::resultsDirChanged, this,
            [this](const QString& folder) { m_form->set("results-dir", folder); });
    m_endpoint->setSpec(startSpec(context.settings));
    m_form->setAdvancedOpen(context.settings.flag(kAdvanced));
    // Once the window listens.
    QMetaObject::invokeMethod(this, &EvaluationPage::showStatus, Qt::QueuedConnection);
}

QWidget* EvaluationPage::makeHeading(QWidget* parent) const
{
    auto* heading = new QWidget{parent};
    auto* title = new QLabel{tr("Synthetic evaluation"), heading};
    title->setFont(widgets::scaledFont(font(), 1.35, QFont::Bold));
    auto* subtitle = new QLabel{tr("Prompts of an exact length, a fixed number of streams."), heading};
    subtitle->setForegroundRole(QPalette::PlaceholderText);
    subtitle->setFont(widgets::scaledFont(font(), 0.9));
    subtitle->setWordWrap(true);
    auto* layout = new QVBoxLayout{heading};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(widgets::rhythm(*this, 0.5));
    layout->addWidget(title);
    layout->addWidget(subtitle);
    return heading;
}

QWidget* EvaluationPage::makeFormColumn()
{
    auto* column = new QWidget{this};
    column->setMinimumWidth(widgets::rhythm(*this, 34));
    column->setMaximumWidth(widgets::rhythm(*this, 56));
    const int side = widgets::rhythm(*this, 2.25);
    auto* heading = makeHeading(column);
    heading->setContentsMargins(side, 0, side, 0);
    m_presets->setContentsMargins(side, 0, side, 0);
    auto* layout = new QVBoxLayout{column};
    layout->setContentsMargins(0, side, 0, side);
    layout->setSpacing(widgets::rhythm(*this, 1.5));
    layout->addWidget(heading);
    layout->addWidget(m_presets);
    layout->addWidget(makeScroll(column), 1);
    layout->addLayout(makeFoot());
    return column;
}

QWidget* EvaluationPage::makeScroll(QWidget* parent)
{
    const int side = widgets::rhythm(*this, 2.25);
    auto* inside = new QWidget;
    auto* insideLayout = new QVBoxLayout{inside};
    insideLayout->setContentsMargins(side, 0, side, side / 2);
    insideLayout->addWidget(m_endpoint);
    insideLayout->addWidget(m_form);
    auto* scroll = new QScrollArea{parent};
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(inside);
    scroll->viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);
    return scroll;
}

QLayout* EvaluationPage::makeFoot()
{
    m_volume->setObjectName(QStringLiteral("volume"));
    m_volume->setForegroundRole(QPalette::PlaceholderText);
    m_volume->setFont(widgets::scaledFont(font(), 0.9));
    m_volume->setWordWrap(true);
    m_command->setObjectName(QStringLiteral("command"));
    m_command->setCopyIcon(icon("copy"));
    m_run->setObjectName(QStringLiteral("run"));
    m_run->setDefault(true);
    m_run->setFont(widgets::scaledFont(font(), 1.0, QFont::Bold));
    m_stop->setObjectName(QStringLiteral("stop"));
    m_stop->setAutoDefault(false);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(widgets::rhythm(*this, 1));
    buttons->addWidget(m_run, 3);
    buttons->addWidget(m_stop, 1);
    const int side = widgets::rhythm(*this, 2.25);
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(side, 0, side, 0);
    foot->setSpacing(widgets::rhythm(*this, 1.25));
    foot->addWidget(m_command);
    foot->addWidget(m_volume);
    foot->addLayout(buttons);
    return foot;
}

void EvaluationPage::connectRuns()
{
    RunController& runs = m_context.runs;
    connect(m_run, &QPushButton::clicked, this, &EvaluationPage::start);
    connect(m_stop, &QPushButton::clicked, &runs, &RunController::stop);
    connect(&runs, &RunController::phaseChanged, this, &EvaluationPage::phaseChanged);
    connect(&runs, &RunController::snapshotChanged, this, &EvaluationPage::showSnapshot);
    connect(&runs, &RunController::progressChanged, m_live, &RunView::showBusy);
    connect(&runs, &RunController::runEnded, this, &EvaluationPage::showEnded);
    connect(m_live, &RunView::chosen, this, [this](int index) {
        emit openWanted(toQt(m_context.runs.ended().at(static_cast<std::size_t>(index)).folder));
    });
}

bool EvaluationPage::grant(const Wishes& wishes)
{
    // To look back at a run of this session is no reason to change what the form asks for.
    const bool isBack = wishes.opened && isOfThisSession(*wishes.opened);
    if (wishes.spec && !isBack)
        m_endpoint->setSpec(*wishes.spec);
    if (wishes.opened) {
        m_shownSpec = std::make_shared<const RunSpec>(wishes.opened->header.spec);
        showResult(wishes.opened);
    }
    const bool ready = !wishes.simulator || useSimulator();
    if (wishes.run && ready)
        run();
    return wishes.spec || wishes.opened || wishes.simulator || wishes.run;
}

void EvaluationPage::specChanged()
{
    const RunSpec spec = m_form->spec();
    m_command->setText(kTerminal, m_endpoint->command());
    m_command->setText(kYaml, toQt(toYaml(spec)));
    m_volume->setText(volumeText(spec));
    m_presets->follow(spec);
    updateActions();
}

void EvaluationPage::updateActions()
{
    const RunController& runs = m_context.runs;
    const bool active = runs.isActive();
    m_form->setEnabled(!active);
    m_endpoint->setEnabled(!active);
    m_presets->setEnabled(!active);
    m_run->setEnabled(!active && m_form->isValid());
    m_run->setToolTip(active                  ? tr("A run is under way.")
                          : m_form->isValid() ? tr("Start the run (Ctrl+R)")
                                              : m_form->problem());
    m_export->setBusy(active);
    m_stop->setEnabled(active && runs.phase() != RunPhase::Saving);
    m_stop->setToolTip(tr("No new requests; those in flight may end. Press twice to cut them too. (Esc)"));
    showStatus();
}

void EvaluationPage::showStatus()
{
    const RunSpec spec = m_endpoint->runSpec();
    const QString name = m_context.simulator.serves(spec) ? tr("Simulated endpoint") : toQt(m_form->spec().endpoint);
    emit statusChanged(endpointStatus(spec, name, m_context.runs));
}

void EvaluationPage::run() { m_run->click(); }

void EvaluationPage::start()
{
    if (m_context.runs.isActive() || !m_form->isValid())
        return;
    m_live->notice().hide();
    save();
    const RunSpec spec = m_endpoint->runSpec();
    m_context.endpoints.withKey(spec.target.apiKeyKeyring, this,
                                [this, spec](const Result<Secret>& key) { startRun(spec, key); });
}

// The keyring may answer late, when another run is under way.
void EvaluationPage::startRun(const RunSpec& spec, const Result<Secret>& key)
{
    if (!key)
        m_live->notice().tell(errorText(key.error()), widgets::Tone::Bad);
    else if (!m_context.runs.isActive())
        m_context.runs.start(spec, key.value());
}

bool EvaluationPage::useSimulator()
{
    const Status started = m_context.simulator.start();
    if (!started) {
        m_live->notice().tell(errorText(started.error()), widgets::Tone::Bad);
        return false;
    }
    m_endpoint->setSpec(m_context.simulator.demonstration(m_form->spec()));
    return true;
}

void EvaluationPage::runSimulator()
{
    if (useSimulator())
        start();
}

void EvaluationPage::phaseChanged(RunPhase phase)
{
    updateActions();
    switch (phase) {
    case RunPhase::Preparing:
        m_live->showBusy(m_context.runs.progressText());
        break;
    case RunPhase::Saving:
        m_live->showSaving();
        break;
    case RunPhase::Finished:
        m_run->setFocus();
        break;
    case RunPhase::Failed:
        showFailed();
        break;
    case RunPhase::Idle:
        m_live->showNotBusy();
        break;
    case RunPhase::Running:
        m_shownSpec = std::make_shared<const RunSpec>(m_context.runs.spec());
        m_stop->setFocus();
        break;
    }
}

void EvaluationPage::showSnapshot(const SnapshotPtr& snapshot)
{
    m_live->display(ShownRun::Live{snapshot, m_shownSpec, m_context.runs.runId()});
}

void EvaluationPage::showEnded()
{
    showChoices();
    showResult(m_context.runs.saved());
}

// Every result of this session stays at hand: of a run of several models, all but the last would else be gone.
void EvaluationPage::showChoices()
{
    QStringList runs;
    for (const RunCard& card : m_context.runs.ended())
        runs << tr("%1, %2 streams, %3")
                    .arg(toQt(card.header.model))
                    .arg(card.header.spec.arrivals.numConcurrentRequests)
                    .arg(QLocale{}.toString(
                        QDateTime::fromMSecsSinceEpoch(
                            std::chrono::floor<std::chrono::milliseconds>(card.facts.startUtc).count())
                            .time(),
                        QLocale::ShortFormat));
    m_live->setChoices(runs);
}

bool EvaluationPage::isOfThisSession(const FinishedRun& run) const
{
    const std::vector<RunCard>& ended = m_context.runs.ended();
    return std::any_of(ended.begin(), ended.end(),
                       [&run](const RunCard& card) { return card.header.runId == run.header.runId; });
}

void EvaluationPage::runAgain()
{
    m_endpoint->setSpec(*m_shownSpec);
    start();
}

void EvaluationPage::showResult(const std::shared_ptr<const FinishedRun>& run)
{
    m_live->display(run);
    const FinishedRun& saved = *run;
    const QString folder = QFileInfo{toQt(saved.folder)}.absoluteFilePath();
    const QString fault = toQt(saved.facts.localFault);
    const QString where = tr("Results are in %1").arg(folder);
    m_live->notice().tell(fault.isEmpty() ? where : fault + QLatin1Char{' '} + where,
                          fault.isEmpty() ? widgets::Tone::Good : widgets::Tone::Bad);
    m_live->notice().offer(tr("&Open folder"), [this, folder] { m_context.dialogs.openFolder(folder); });
}

void EvaluationPage::showFailed()
{
    const Error& error = m_context.runs.error();
    m_live->showNotBusy();
    m_live->notice().tell(errorText(error), widgets::Tone::Bad);
    m_form->mark(error);
}

bool EvaluationPage::save()
{
    RunSpec spec = m_form->spec();
    // The simulated endpoint's port is gone with this program.
    if (m_context.simulator.serves(spec)) {
        spec.target.baseUrl = RunSpec{}.target.baseUrl;
        spec.target.modelNames.clear();
    }
    m_context.settings.setLastSpec(spec);
    m_live->save(m_context.settings);
    m_context.settings.setLayout(kSplitter, m_splitter->saveState());
    m_context.settings.setFlag(kAdvanced, m_form->isAdvancedOpen());
    return true;
}

void EvaluationPage::restoreLayout()
{
    m_splitter->setSizes({widgets::rhythm(*this, 37.5), widgets::rhythm(*this, 100)});
    m_form->setAdvancedOpen(false);
    m_live->restoreDefaults();
}

void EvaluationPage::restoreValues() { m_endpoint->setSpec(m_context.settings.lastSpec()); }

void EvaluationPage::hideEvent(QHideEvent* event)
{
    // Other pages show what the form holds.
    save();
    Page::hideEvent(event);
}

}  // namespace inferometer::ui
