// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/form/evaluation_page.h"

#include "core/config/run_yaml.h"
#include "core/config/user_folders.h"
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
#include "ui/settings/settings.h"
#include "widgets/copy_box.h"
#include "widgets/metrics.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace inferometer::ui {

namespace {

const QString kAdvanced = QStringLiteral("form-advanced-open");

constexpr int kTerminal = 0;
constexpr int kYaml = 1;

}  // namespace

EvaluationPage::EvaluationPage(const EvaluationFace& face, Context& context, QWidget* parent)
    : Page{parent}
    , m_face{face}
    , m_context{context}
    , m_presets{new PresetBar{context, this}}
    , m_form{new FieldForm{this, face.evaluation}}
    , m_endpoint{new EndpointChoice{context.endpoints, *m_form, this}}
    , m_volume{new QLabel{this}}
    , m_command{new widgets::CopyBox{{tr("In a terminal"), tr("As YAML")}, 4, this}}
    , m_run{new QPushButton{tr("&Run!"), this}}
    , m_stop{new QPushButton{tr("&Stop"), this}}
{
    m_form->setObjectName(QStringLiteral("form"));
    layOut();
    connect(m_form, &FieldForm::changed, this, &EvaluationPage::specChanged);
    connectRuns();
    connect(m_presets, &PresetBar::chosen, m_endpoint, &EndpointChoice::setSpec);
    if (auto* folder = m_form->findChild<QLineEdit*>(QStringLiteral("results-dir")))
        folder->setPlaceholderText(toQt(resultsFolder({})));
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
    auto* title = new QLabel{QCoreApplication::translate("pages", m_face.title), heading};
    title->setFont(widgets::scaledFont(font(), 1.35, QFont::Bold));
    auto* subtitle = new QLabel{QCoreApplication::translate("pages", m_face.subtitle), heading};
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

void EvaluationPage::layOut()
{
    setMinimumWidth(widgets::rhythm(*this, 34));
    setMaximumWidth(widgets::rhythm(*this, 56));
    const int side = widgets::rhythm(*this, 2.25);
    auto* heading = makeHeading(this);
    heading->setContentsMargins(side, 0, side, 0);
    m_presets->setContentsMargins(side, 0, side, 0);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, side, 0, side);
    layout->setSpacing(widgets::rhythm(*this, 1.5));
    layout->addWidget(heading);
    layout->addWidget(m_presets);
    layout->addWidget(makeScroll(this), 1);
    layout->addLayout(makeFoot());
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
    connect(&runs, &RunController::failed, this, [this] {
        if (isVisible())
            m_form->mark(m_context.runs.error());
    });
}

bool EvaluationPage::grant(const Wishes& wishes)
{
    if (wishes.spec && wishes.spec->evaluation != m_face.evaluation)
        return false;
    // To look back at a run of this session is no reason to change what the form asks for.
    const bool isBack = wishes.opened && isOfThisSession(*wishes.opened);
    if (wishes.spec && !isBack)
        m_endpoint->setSpec(*wishes.spec);
    const bool ready = !wishes.simulator || useSimulator();
    if (wishes.run && ready)
        run();
    return wishes.spec || wishes.simulator || wishes.run;
}

void EvaluationPage::specChanged()
{
    const RunSpec spec = m_form->spec();
    m_command->setText(kTerminal, m_endpoint->command());
    m_command->setText(kYaml, toQt(toYaml(spec)));
    // While a field is wrong the spec still has its last good value: that is nothing to copy or to count.
    m_command->setEnabled(m_form->isValid());
    m_volume->setText(m_form->isValid() ? volumeText(spec) : tr("Not known while a field is wrong."));
    m_presets->follow(spec);
    updateActions();
}

void EvaluationPage::updateActions()
{
    const RunController& runs = m_context.runs;
    const bool active = runs.isActive();
    m_run->setText(active ? tr("&Queue") : tr("&Run!"));
    m_run->setEnabled(m_form->isValid());
    m_run->setToolTip(!m_form->isValid() ? m_form->problem()
                          : active       ? tr("Runs when those before it have ended (Ctrl+R)")
                                         : tr("Start the run (Ctrl+R)"));
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
    if (!m_form->isValid())
        return;
    save();
    const RunSpec spec = m_endpoint->runSpec();
    m_context.endpoints.withKey(spec.target.apiKeyKeyring, this,
                                [this, spec](const Result<Secret>& key) { startRun(spec, key); });
}

void EvaluationPage::startRun(const RunSpec& spec, const Result<Secret>& key)
{
    if (!key)
        emit told(errorText(key.error()), widgets::Tone::Bad);
    else
        ask(spec, key.value());
}

// One that has to wait leaves in view what is there.
void EvaluationPage::ask(const RunSpec& spec, const Secret& key)
{
    if (!m_context.runs.isActive())
        emit followWanted();
    m_context.runs.start(spec, key);
}

bool EvaluationPage::useSimulator()
{
    const Status started = m_context.simulator.start();
    if (!started) {
        emit told(errorText(started.error()), widgets::Tone::Bad);
        return false;
    }
    m_endpoint->setSpec(m_context.simulator.demonstration(m_form->spec()));
    return true;
}

void EvaluationPage::phaseChanged(RunPhase phase)
{
    updateActions();
    if (!isVisible())
        return;
    if (phase == RunPhase::Running)
        m_stop->setFocus();
    else if (phase == RunPhase::Finished)
        m_run->setFocus();
}

bool EvaluationPage::isOfThisSession(const FinishedRun& run) const
{
    const std::vector<RunCard>& ended = m_context.runs.ended();
    return std::any_of(ended.begin(), ended.end(),
                       [&run](const RunCard& card) { return card.header.runId == run.header.runId; });
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
    if (const std::string absolute = m_context.settings.lastSpec().keep.resultsDir; !absolute.empty())
        m_form->set("results-dir", toQt(absolute));
    m_context.settings.setFlag(kAdvanced, m_form->isAdvancedOpen());
    return true;
}

void EvaluationPage::restoreLayout() { m_form->setAdvancedOpen(false); }

void EvaluationPage::restoreValues() { m_endpoint->setSpec(m_context.settings.lastSpec()); }

void EvaluationPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    if (m_context.formSpec) {
        RunSpec spec = *m_context.formSpec;
        spec.evaluation = m_face.evaluation;
        if (toYaml(spec) != toYaml(m_form->spec()))
            m_endpoint->setSpec(spec);
    }
    showStatus();
}

void EvaluationPage::hideEvent(QHideEvent* event)
{
    // Other pages show what the form holds.
    m_context.formSpec = m_form->spec();
    save();
    Page::hideEvent(event);
}

}  // namespace inferometer::ui
