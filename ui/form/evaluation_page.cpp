// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/form/evaluation_page.h"

#include "core/config/run_yaml.h"
#include "core/store/user_prompts.h"
#include "ui/base/text.h"
#include "ui/charts/drop_mark.h"
#include "ui/endpoints/endpoint_status.h"
#include "ui/endpoints/saved_endpoints.h"
#include "ui/endpoints/simulated_endpoint.h"
#include "ui/exchange/exchange_window.h"
#include "ui/form/endpoint_choice.h"
#include "ui/form/field_form.h"
#include "ui/form/form_parts.h"
#include "ui/form/preset_bar.h"
#include "ui/form/presets.h"
#include "ui/form/run_volume.h"
#include "ui/form/source_panel.h"
#include "ui/provision/deployments_controller.h"
#include "ui/settings/settings.h"
#include "widgets/copy_box.h"
#include "widgets/metrics.h"
#include "widgets/plain_text.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QResizeEvent>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace inferometer::ui {

namespace {

const QString kFolds = QStringLiteral("form-folds");
const QString kCommandFold = QStringLiteral("form-command");
const QByteArray kFolded = "folded";

// Heights of the page, in steps of the rhythm, from which the terminal's box, and the endpoint's fields, leave room for
// the load's.
constexpr double kRoomForCommand = 114;
constexpr double kRoomForEndpoint = 91.5;

// Of this machine; empty: none.
QString fileOf(const QDropEvent& drop)
{
    const QList<QUrl> urls = drop.mimeData()->urls();
    return urls.size() == 1 && urls.front().isLocalFile() ? urls.front().toLocalFile() : QString{};
}

}  // namespace

EvaluationPage::EvaluationPage(const EvaluationFace& face, Context& context, QWidget* parent)
    : Page{parent}
    , m_face{face}
    , m_context{context}
    , m_presets{new PresetBar{context, face.evaluation, this}}
    , m_form{new FieldForm{this, face.evaluation}}
    , m_endpoint{new EndpointChoice{context.endpoints, *m_form, this}}
    , m_volume{new QLabel{this}}
    , m_command{makeCommandBox(this)}
    , m_run{new QPushButton{tr("&Run!"), this}}
    , m_stop{new QPushButton{tr("&Stop"), this}}
    , m_one{new QPushButton{tr("Send &one request"), this}}
{
    m_form->setObjectName(QStringLiteral("form"));
    makeSource();
    layOut();
    if (m_source)
        orderTabs();
    connect(m_form, &FieldForm::changed, this, &EvaluationPage::specChanged);
    connectRuns();
    connect(m_presets, &PresetBar::chosen, m_endpoint, &EndpointChoice::setSpec);
    sayUsualValues(*m_form);
    connect(&context.settings, &Settings::resultsDirChanged, this, [this](const QString& folder) {
        m_form->set("results-dir", folder);
        m_context.shared.set("results-dir", toStd(folder));
    });
    m_form->askThrough(context.dialogs);
    m_endpoint->setSpec(startSpec(context.settings, face.evaluation));
    fold();
    connect(m_form, &FieldForm::folded, this, [this] { m_context.settings.setLayout(kFolds, m_form->folds()); });
    connect(m_command, &widgets::CopyBox::foldChosen, this, [this] {
        m_context.settings.setLayout(kCommandFold, m_command->isFolded() ? kFolded : QByteArray{"open"});
    });
    // Once the window listens.
    QMetaObject::invokeMethod(this, &EvaluationPage::showStatus, Qt::QueuedConnection);
}

void EvaluationPage::makeSource()
{
    if (!m_face.makeSource)
        return;
    m_source = m_face.makeSource(*m_form, m_context, this);
    connect(m_source, &SourcePanel::changed, this, &EvaluationPage::specChanged);
    m_mark = new DropMark{*this};
    setAcceptDrops(true);
}

// The source stands above the form, which was made before it.
void EvaluationPage::orderTabs()
{
    QWidget* before = nullptr;
    // The list of a choice is a window of its own.
    const auto isStop = [this](const QWidget* widget) {
        return (widget->focusPolicy() & Qt::TabFocus) != 0 && widget->window() == window();
    };
    for (QWidget* widget : m_presets->findChildren<QWidget*>())
        before = isStop(widget) ? widget : before;
    for (QWidget* widget : m_source->findChildren<QWidget*>()) {
        if (!isStop(widget))
            continue;
        if (before)
            setTabOrder(before, widget);
        before = widget;
    }
}

void EvaluationPage::layOut()
{
    setMinimumWidth(widgets::rhythm(*this, 34));
    setMaximumWidth(widgets::rhythm(*this, 56));
    const int side = formMargin(*this);
    auto* heading = makeFormHeading(QCoreApplication::translate("pages", m_face.title),
                                    QCoreApplication::translate("pages", m_face.subtitle), this);
    heading->setContentsMargins(side, 0, side, 0);
    m_presets->setContentsMargins(side, 0, side, 0);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, side, 0, side);
    layout->setSpacing(widgets::rhythm(*this, 1.5));
    layout->addWidget(heading);
    layout->addWidget(m_presets);
    layout->addWidget(makeFormScroll(*m_form, *m_endpoint, m_source, this), 1);
    layout->addLayout(makeFoot());
}

QLayout* EvaluationPage::makeFoot()
{
    m_run->setObjectName(QStringLiteral("run"));
    m_run->setDefault(true);
    m_run->setFont(widgets::scaledFont(font(), 1.0, QFont::Bold));
    m_stop->setObjectName(QStringLiteral("stop"));
    m_stop->setAutoDefault(false);
    m_one->setObjectName(QStringLiteral("send-one-request"));
    m_one->setAutoDefault(false);
    m_one->setFlat(true);
    m_one->setFont(widgets::scaledFont(font(), 0.9));
    m_one->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Preferred);  // as high as its neighbours
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_run, 3);
    buttons->addWidget(m_stop, 1);
    buttons->addWidget(m_one);
    return makeFormFoot(*m_command, *m_volume, *buttons, *this);
}

void EvaluationPage::connectRuns()
{
    RunController& runs = m_context.runs;
    connect(m_run, &QPushButton::clicked, this, &EvaluationPage::start);
    connect(m_stop, &QPushButton::clicked, &runs, &RunController::stop);
    connect(m_one, &QPushButton::clicked, this, &EvaluationPage::askOne);
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
    // Without a spec any evaluation can run that lacks nothing but an endpoint.
    if (!wishes.spec && m_source && !problem().isEmpty())
        return false;
    // To look back at a run of this session is no reason to change what the form asks for.
    const bool isBack = wishes.opened && isOfThisSession(*wishes.opened);
    if (wishes.spec && !isBack) {
        m_presets->forgetChoice();
        m_endpoint->setSpec(*wishes.spec);
    }
    const bool ready = !wishes.simulator || useSimulator();
    if (wishes.run && ready)
        run();
    const bool isOurs = wishes.spec || wishes.simulator || wishes.run;
    m_isGiven = isOurs && !isVisible();
    return isOurs;
}

void EvaluationPage::specChanged()
{
    const RunSpec spec = m_form->spec();
    showCommand(*m_command, *m_form, *m_endpoint);
    m_volume->setText(!m_form->isValid() ? tr("The load is not known while a field is wrong.")
                          : m_source     ? m_source->volume(spec)
                                         : volumeText(spec));
    m_presets->follow(spec);
    updateActions();
}

// Why nothing can be sent; empty: it can.
QString EvaluationPage::problem() const
{
    if (!m_form->isValid())
        return m_form->problem();
    return m_source ? m_source->problem() : QString{};
}

void EvaluationPage::updateActions()
{
    const RunController& runs = m_context.runs;
    const bool active = runs.isActive();
    const QString wrong = problem();
    m_run->setText(active ? tr("&Queue") : tr("&Run!"));
    m_run->setEnabled(wrong.isEmpty());
    m_run->setToolTip(!wrong.isEmpty() ? widgets::plainTip(wrong)
                          : active     ? tr("Runs when those before it have ended (Ctrl+R)")
                                       : tr("Start the run (Ctrl+R)"));
    m_stop->setEnabled(runs.canStop());
    m_stop->setToolTip(runs.phase() == RunPhase::Saving
                           ? tr("Leaves the answers uncounted: a chunk is then taken for a token. (Esc)")
                           : tr("No new requests; those in flight may end. Press twice to cut them too. (Esc)"));
    m_one->setEnabled(wrong.isEmpty() && !active);
    m_one->setToolTip(!wrong.isEmpty() ? widgets::plainTip(wrong)
                          : active     ? tr("Not while a run is under way: it would disturb its figures")
                                       : tr("Shows one request and its answer whole, before any load"));
    showStatus();
}

// Of the page shown last, even while none of them is in view.
void EvaluationPage::showStatus()
{
    if (m_context.shared.last().value_or(Evaluation::Synthetic) != m_face.evaluation)
        return;
    const RunSpec spec = m_endpoint->runSpec();
    const QString name = m_context.simulator.serves(spec) ? tr("Simulated endpoint") : toQt(m_form->spec().endpoint);
    emit statusChanged(endpointStatus(spec, name, m_context.runs));
}

void EvaluationPage::run() { m_run->click(); }

// A double click means one run.
bool EvaluationPage::isRepeated(const RunSpec& spec)
{
    const bool soon = m_sinceStart.isValid() && m_sinceStart.elapsed() < QApplication::doubleClickInterval();
    m_sinceStart.start();
    const std::string before = std::exchange(m_asked, toYaml(spec));
    return soon && before == m_asked;
}

void EvaluationPage::start()
{
    if (!problem().isEmpty() || isRepeated(m_form->spec()))
        return;
    save();
    const RunSpec spec = askedSpec();
    m_context.endpoints.withKey(spec.target.apiKeyKeyring, this,
                                [this, spec](const Result<Secret>& key) { startRun(spec, key); });
}

void EvaluationPage::sendOne() { m_one->click(); }

// With what the user keeps elsewhere put in.
RunSpec EvaluationPage::askedSpec() const
{
    return m_context.deployments->withFacts(resolvePrompts(m_endpoint->runSpec(), m_context.dataFolder));
}

void EvaluationPage::sayPrompts()
{
    auto* file = m_form->findChild<QLineEdit*>(QStringLiteral("prompts-file"));
    if (!file)
        return;
    const RunSpec asked = resolvePrompts(defaultSpec(m_face.evaluation), m_context.dataFolder);
    file->setPlaceholderText(asked.prompts.promptsFile.empty() ? tr("The built-in texts")
                                                               : tr("Your own, of the Prompts page"));
}

void EvaluationPage::askOne()
{
    const RunSpec spec = askedSpec();
    m_context.endpoints.withKey(spec.target.apiKeyKeyring, this, [this, spec](const Result<Secret>& key) {
        if (!key) {
            emit told(errorText(key.error()), widgets::Tone::Bad);
            return;
        }
        if (m_context.runs.isActive())
            return;
        if (!m_exchange)
            m_exchange = new ExchangeWindow{window()};
        m_exchange->ask(spec, key.value());
    });
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
    const PlacedRun placed = m_context.deployments->placed(spec);
    if (placed.sender)
        m_context.runs.startBeside(placed);
    else
        m_context.runs.start(placed.run, key);
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
    if (m_exchange && m_context.runs.isActive())
        m_exchange->cut();
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
    // A page that was left has saved then, and may hold what was changed elsewhere since.
    if (m_context.shared.last().value_or(m_face.evaluation) != m_face.evaluation)
        return true;
    RunSpec spec = m_form->spec();
    // The simulated endpoint's port is gone with this program.
    if (m_context.simulator.serves(spec)) {
        spec.target.baseUrl = RunSpec{}.target.baseUrl;
        spec.target.modelNames.clear();
    }
    m_context.settings.setLastSpec(spec);
    if (const std::string absolute = m_context.settings.lastSpec().keep.resultsDir; !absolute.empty())
        m_form->set("results-dir", toQt(absolute));
    return true;
}

void EvaluationPage::restoreLayout()
{
    m_shortOf.reset();
    fold();
}

// As it was left, and until then so that the load's fields are in view.
void EvaluationPage::fold()
{
    const Shortage now{height() < widgets::rhythm(*this, kRoomForCommand),
                       height() < widgets::rhythm(*this, kRoomForEndpoint)};
    if (std::exchange(m_shortOf, now) == now)
        return;
    const Settings& settings = m_context.settings;
    const QByteArray command = settings.layout(kCommandFold);
    m_command->setFolded(command.isEmpty() ? now.forCommand : command == kFolded);
    m_form->setFolds(settings.layout(kFolds), now.forEndpoint);
}

void EvaluationPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    fold();
}

// What is not of the page is the window's.
void EvaluationPage::dragEnterEvent(QDragEnterEvent* event)
{
    const QString file = fileOf(*event);
    const bool isOurs = m_source && !file.isEmpty() && m_source->takes(file);
    event->setAccepted(isOurs);
    if (!isOurs)
        return;
    event->acceptProposedAction();
    m_mark->markAt(this, tr("Use %1 as the dataset").arg(QFileInfo{file}.fileName()));
}

void EvaluationPage::dragLeaveEvent(QDragLeaveEvent* event)
{
    if (m_mark)
        m_mark->markAt(nullptr);
    Page::dragLeaveEvent(event);
}

void EvaluationPage::dropEvent(QDropEvent* event)
{
    m_mark->markAt(nullptr);
    event->acceptProposedAction();
    m_source->take(fileOf(*event));
}

void EvaluationPage::restoreValues()
{
    m_context.shared.forget();
    m_endpoint->setSpec(m_context.settings.lastSpec(m_face.evaluation));
}

void EvaluationPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    // What it was given while it was not in view is newer than what the others hold.
    if (!std::exchange(m_isGiven, false)) {
        const RunSpec spec = m_context.shared.over(m_form->spec());
        if (toYaml(spec) != toYaml(m_form->spec()))
            m_endpoint->setSpec(spec);
    }
    m_context.shared.take(m_form->spec());
    sayPrompts();
    showStatus();
}

void EvaluationPage::hideEvent(QHideEvent* event)
{
    m_context.shared.take(m_form->spec());
    save();
    Page::hideEvent(event);
}

}  // namespace inferometer::ui
