// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/synthetic_page.h"

#include "ui/endpoint_choice.h"
#include "ui/field_form.h"
#include "ui/icons.h"
#include "ui/live_view.h"
#include "ui/saved_endpoints.h"
#include "ui/settings.h"
#include "ui/simulated_endpoint.h"
#include "ui/text.h"
#include "widgets/copy_box.h"
#include "widgets/metrics.h"
#include "widgets/notice_bar.h"

#include <QApplication>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

namespace inferometer::ui {

namespace {

const QString kSplitter = QStringLiteral("synthetic-splitter");
const QString kAdvanced = QStringLiteral("synthetic-advanced-open");

bool isEditingText()
{
    const QWidget* focus = QApplication::focusWidget();
    return qobject_cast<const QLineEdit*>(focus) || qobject_cast<const QPlainTextEdit*>(focus);
}

}  // namespace

SyntheticPage::SyntheticPage(Context& context, QWidget* parent)
    : Page{parent}
    , m_context{context}
    , m_splitter{new QSplitter{this}}
    , m_form{new FieldForm{this}}
    , m_endpoint{new EndpointChoice{context.endpoints, *m_form, this}}
    , m_command{new widgets::CopyBox{tr("Same run in a terminal"), 4, this}}
    , m_run{new QPushButton{tr("&Run!"), this}}
    , m_stop{new QPushButton{tr("&Stop"), this}}
    , m_live{new LiveView{this}}
{
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(makeFormColumn());
    m_splitter->addWidget(m_live);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({widgets::rhythm(*this, 37.5), widgets::rhythm(*this, 100)});
    m_splitter->restoreState(context.settings.layout(kSplitter));
    auto* layout = new QHBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);

    connect(m_form, &FieldForm::changed, this, &SyntheticPage::specChanged);
    connect(m_live, &LiveView::simulatorWanted, this, &SyntheticPage::runSimulator);
    connect(m_live, &LiveView::endpointWanted, &context.endpoints, &SavedEndpoints::newWanted);
    connectRuns();
    addShortcuts();
    m_endpoint->setSpec(context.settings.lastSpec());
    m_form->setAdvancedOpen(context.settings.flag(kAdvanced));
    // Once the window that will show the outcome is up.
    QMetaObject::invokeMethod(this, &SyntheticPage::grantWishes, Qt::QueuedConnection);
}

QWidget* SyntheticPage::makeHeading(QWidget* parent) const
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

QWidget* SyntheticPage::makeFormColumn()
{
    auto* column = new QWidget{this};
    column->setMinimumWidth(widgets::rhythm(*this, 34));
    column->setMaximumWidth(widgets::rhythm(*this, 56));
    const int side = widgets::rhythm(*this, 2.25);

    auto* inside = new QWidget;
    auto* insideLayout = new QVBoxLayout{inside};
    insideLayout->setContentsMargins(side, 0, side, side / 2);
    insideLayout->addWidget(m_endpoint);
    insideLayout->addWidget(m_form);
    auto* scroll = new QScrollArea{column};
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(inside);
    scroll->viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);

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
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(side, 0, side, 0);
    foot->setSpacing(widgets::rhythm(*this, 1.25));
    foot->addWidget(m_command);
    foot->addLayout(buttons);

    auto* heading = makeHeading(column);
    heading->setContentsMargins(side, 0, side, 0);
    auto* layout = new QVBoxLayout{column};
    layout->setContentsMargins(0, side, 0, side);
    layout->setSpacing(widgets::rhythm(*this, 1.5));
    layout->addWidget(heading);
    layout->addWidget(scroll, 1);
    layout->addLayout(foot);
    return column;
}

void SyntheticPage::connectRuns()
{
    RunController& runs = m_context.runs;
    connect(m_run, &QPushButton::clicked, this, &SyntheticPage::run);
    connect(m_stop, &QPushButton::clicked, &runs, &RunController::stop);
    connect(&runs, &RunController::phaseChanged, this, &SyntheticPage::phaseChanged);
    connect(&runs, &RunController::snapshotChanged, this, &SyntheticPage::showSnapshot);
    connect(&runs, &RunController::progressChanged, m_live, &LiveView::showBusy);
}

void SyntheticPage::addShortcuts()
{
    auto* start = new QShortcut{QKeySequence{Qt::CTRL | Qt::Key_R}, this};
    connect(start, &QShortcut::activated, m_run, &QPushButton::click);
    auto* stop = new QShortcut{QKeySequence{Qt::Key_Escape}, this};
    connect(stop, &QShortcut::activated, this, [this] {
        if (!isEditingText() && !QApplication::activePopupWidget() && !QApplication::activeModalWidget())
            m_stop->click();
    });
}

void SyntheticPage::grantWishes()
{
    const Wishes wishes = std::exchange(m_context.wishes, {});
    if (wishes.spec)
        m_endpoint->setSpec(*wishes.spec);
    if (wishes.opened)
        showResult(wishes.opened->snapshot, wishes.opened->saved);
    if (wishes.simulator && !useSimulator())
        return;
    if (wishes.run)
        m_run->click();
}

void SyntheticPage::specChanged()
{
    m_command->setText(m_endpoint->command());
    updateActions();
}

void SyntheticPage::updateActions()
{
    const RunController& runs = m_context.runs;
    const bool active = runs.isActive();
    m_form->setEnabled(!active);
    m_endpoint->setEnabled(!active);
    m_run->setEnabled(!active && m_form->isValid());
    m_run->setToolTip(active                  ? tr("A run is under way.")
                          : m_form->isValid() ? tr("Start the run (Ctrl+R)")
                                              : m_form->problem());
    m_stop->setEnabled(active && runs.phase() != RunPhase::Saving);
    m_stop->setToolTip(tr("No new requests; those in flight may end. Press twice to cut them too. (Esc)"));
}

void SyntheticPage::run()
{
    if (m_context.runs.isActive() || !m_form->isValid())
        return;
    m_live->notice().hide();
    save();
    const RunSpec spec = m_endpoint->runSpec();
    m_context.endpoints.withKey(spec.apiKeyKeyring, this,
                                [this, spec](const Result<Secret>& key) { startRun(spec, key); });
}

// The keyring may answer late, when another run is under way.
void SyntheticPage::startRun(const RunSpec& spec, const Result<Secret>& key)
{
    if (!key)
        m_live->notice().tell(toQt(key.error().message), widgets::Tone::Bad);
    else if (!m_context.runs.isActive())
        m_context.runs.start(spec, key.value());
}

bool SyntheticPage::useSimulator()
{
    const Status started = m_context.simulator.start();
    if (!started) {
        m_live->notice().tell(toQt(started.error().message), widgets::Tone::Bad);
        return false;
    }
    m_endpoint->setSpec(m_context.simulator.demonstration(m_form->spec()));
    emit statusChanged(tr("Simulated endpoint ready"));
    return true;
}

void SyntheticPage::runSimulator()
{
    if (useSimulator())
        run();
}

void SyntheticPage::phaseChanged(RunPhase phase)
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
        showFinished();
        break;
    case RunPhase::Failed:
        showFailed();
        break;
    case RunPhase::Idle:
        m_live->showWelcome();
        break;
    case RunPhase::Running:
        m_stop->setFocus();
        break;
    }
}

void SyntheticPage::showSnapshot(const SnapshotPtr& snapshot) { m_live->display(snapshot); }

void SyntheticPage::showFinished()
{
    showResult(m_context.runs.snapshot(), *m_context.runs.saved());
    m_run->setFocus();
}

void SyntheticPage::showResult(const SnapshotPtr& snapshot, const SavedRun& saved)
{
    m_live->display(snapshot, &saved);
    const QString folder = QFileInfo{toQt(saved.folder)}.absoluteFilePath();
    const QString fault = toQt(saved.facts.localFault);
    const QString where = tr("Results are in %1").arg(folder);
    m_live->notice().tell(fault.isEmpty() ? where : fault + QLatin1Char{' '} + where,
                          fault.isEmpty() ? widgets::Tone::Good : widgets::Tone::Bad);
    m_live->notice().offer(tr("&Open folder"), [this, folder] { m_context.dialogs.openFolder(folder); });
}

void SyntheticPage::showFailed()
{
    const Error& error = m_context.runs.error();
    if (m_context.runs.snapshot())
        m_live->display(m_context.runs.snapshot());
    else
        m_live->showWelcome();
    m_live->notice().tell(toQt(error.message), widgets::Tone::Bad);
    m_form->mark(error);
}

void SyntheticPage::save()
{
    RunSpec spec = m_form->spec();
    // The simulated endpoint's port is gone with this program.
    if (m_context.simulator.serves(spec)) {
        spec.baseUrl = RunSpec{}.baseUrl;
        spec.modelNames.clear();
    }
    m_context.settings.setLastSpec(spec);
    m_context.settings.setLayout(kSplitter, m_splitter->saveState());
    m_context.settings.setFlag(kAdvanced, m_form->isAdvancedOpen());
}

}  // namespace inferometer::ui
