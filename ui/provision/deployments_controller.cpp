// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/provision/deployments_controller.h"

#include "core/provision/client_copy.h"
#include "core/provision/shared_machine.h"
#include "ui/base/text.h"
#include "ui/provision/deployment_words.h"
#include "ui/provision/journey.h"
#include "ui/provision/worker_questions.h"

#include <QDate>
#include <QLocale>
#include <QTime>

#include <algorithm>
#include <iterator>
#include <utility>

namespace inferometer::ui {

namespace {

constexpr qsizetype kMostLines = 5'000;
constexpr int kPulse = 1'000;   // ms
constexpr int kRound = 60'000;  // ms

// What a person did here, which no disk tells.
void keepSession(DeploymentState& fresh, const DeploymentState& known)
{
    fresh.log = known.log;
    if (known.text == fresh.text)
        fresh.failure = known.failure;
    fresh.isEnded = known.isEnded && !fresh.stands();
    fresh.began = known.began;
    // What this program saw says more than the disk, while both agree on what stands.
    if ((known.isJustDone || known.stands() == fresh.stands()) && known.text == fresh.text)
        fresh.marks = known.marks;
}

}  // namespace

DeploymentsController::DeploymentsController(const std::string& dataFolder, SecretStore& secrets, StandingLook look,
                                             QObject* parent)
    : QObject{parent}
    , m_folder{dataFolder.empty() ? std::string{} : dataFolder + "/deployments"}
    , m_secrets{secrets}
    , m_look{std::move(look)}
    , m_portable{findPortableClient()}
{
    m_pulse.setInterval(kPulse);
    connect(&m_pulse, &QTimer::timeout, this, &DeploymentsController::pulse);
    m_round.setInterval(kRound);
    connect(&m_round, &QTimer::timeout, this, [this] {
        if (!standing().empty())
            DeploymentsController::look();
    });
    m_round.start();
    DeploymentsController::look();
}

DeploymentsController::~DeploymentsController() = default;

DeploymentState* DeploymentsController::at(const std::string& name)
{
    const auto found
        = std::find_if(m_all.begin(), m_all.end(), [&name](const DeploymentState& one) { return one.name == name; });
    return found == m_all.end() ? nullptr : &*found;
}

const DeploymentState* DeploymentsController::find(const std::string& name) const
{
    return const_cast<DeploymentsController*>(this)->at(name);  // NOLINT(cppcoreguidelines-pro-type-const-cast)
}

std::vector<const DeploymentState*> DeploymentsController::standing() const
{
    std::vector<const DeploymentState*> found;
    for (const DeploymentState& state : m_all)
        if (state.stands() || state.work == Work::Up)
            found.push_back(&state);
    return found;
}

bool DeploymentsController::isBusy() const
{
    return std::any_of(m_all.begin(), m_all.end(), [](const DeploymentState& state) { return state.isBusy(); });
}

void DeploymentsController::look()
{
    if (m_folder.empty())
        return;
    // A look at the machines could take for gone what is just being started.
    if (m_looking.isActive() || isBusy()) {
        m_again = true;
        return;
    }
    m_again = false;
    m_looking.start(
        [this, folder = m_folder, look = m_look](const std::stop_token& stop, const BackgroundJob::Tell& /*tell*/) {
            return readDeployments(folder, look, {keyringFirst(m_secrets, *this, stop), {}}, stop);
        },
        [this](const ReadDeployments& read) {
            take(read);
            if (m_again)
                DeploymentsController::look();
        });
}

// What is being read was so before the files changed.
void DeploymentsController::lookAnew()
{
    m_looking.cancel();
    look();
}

void DeploymentsController::take(const ReadDeployments& read)
{
    std::vector<DeploymentState> fresh = read.all;
    for (DeploymentState& state : fresh)
        if (const DeploymentState* known = find(state.name))
            keepSession(state, *known);
    m_all = std::move(fresh);
    applyReached();
    m_trouble = read.trouble ? errorText(*read.trouble) : QString{};
    emit changed();
    emit looked();
}

void DeploymentsController::pulse()
{
    if (!m_pulsing.isActive())
        m_pulsing.start([folder = m_folder](const std::stop_token& /*stop*/,
                                            const BackgroundJob::Tell& /*tell*/) { return standingByLedger(folder); },
                        [this](const Result<std::vector<Standing>>& standing) {
                            if (standing)
                                takeLedger(standing.value());
                        });
}

void DeploymentsController::takeLedger(const std::vector<Standing>& standing)
{
    for (DeploymentState& state : m_all) {
        if (state.work != Work::Up)
            continue;
        state.standing.clear();
        std::copy_if(standing.begin(), standing.end(), std::back_inserter(state.standing),
                     [&state](const Standing& one) { return one.resource.deployment == state.name && !isKept(one); });
    }
    emit changed();
}

Status DeploymentsController::put(const std::string& name, const std::string& text)
{
    if (Status written = writeDeployment(m_folder, name, text); !written)
        return written;
    DeploymentState fresh = deploymentOfText(m_folder, name, text);
    if (DeploymentState* known = at(name)) {
        fresh.standing = known->standing;
        fresh.images = known->images;
        fresh.endpoint = known->endpoint;
        restoreMarks(fresh);
        keepSession(fresh, *known);
        *known = std::move(fresh);
    } else {
        restoreMarks(fresh);
        const auto place = std::find_if(m_all.begin(), m_all.end(), [&name](const DeploymentState& one) {
            return !one.hasFile || one.name > name;
        });
        m_all.insert(place, std::move(fresh));
    }
    emit changed();
    lookAnew();
    return {};
}

Status DeploymentsController::remove(const std::string& name)
{
    if (Status removed = removeDeployment(m_folder, name); !removed)
        return removed;
    std::erase_if(m_all, [&name](const DeploymentState& one) { return one.name == name; });
    emit changed();
    lookAnew();
    return {};
}

template <typename Task>
void DeploymentsController::begin(DeploymentState& state, Work work, Task task)
{
    state.work = work;
    state.isStopping = false;
    state.isEnded = false;
    state.failure.reset();
    state.waitsFor.clear();
    state.began = monotonicNow();
    if (work == Work::Up)
        state.marks = {};
    log(state,
        QLocale::c().toString(QDate::currentDate(), QStringLiteral("yyyy-MM-dd")) + QLatin1Char{' '}
            + stageText(state));
    m_looking.cancel();
    m_reached.erase(state.name);  // what it was reached by may go
    // So may what is fetched: notes of it stay.
    if (m_fetchingOf.count(state.name) > 0) {
        m_fetching.cancel();
        m_fetchingOf.clear();
    }
    Worker& worker = m_workers[state.name];
    worker.stop = std::stop_source{};
    if (!worker.job)
        worker.job = std::make_unique<BackgroundJob>();
    const std::string name = state.name;
    worker.job->start(
        [this, name, task = std::move(task), asked = worker.stop](const std::stop_token& stop,
                                                                  const BackgroundJob::Tell& tell) {
            const std::stop_callback forward{stop, [asked]() mutable { asked.request_stop(); }};
            JourneyNews news;
            news.step = [this, name, &tell](Step step, StepState came, const QString& said) {
                tell([this, name, step, came, said] { hear(name, step, came, said); });
            };
            news.waits = [this, name, &tell](const Sentence& said) {
                tell([this, name, said] {
                    if (DeploymentState* one = at(name)) {
                        one->waitsFor = sentenceText(said);
                        log(*one, one->waitsFor);
                        emit changed();
                    }
                });
            };
            return task(news, JourneyStops{asked.get_token(), stop});
        },
        [this, name](const Status& status) { finish(name, status); });
    m_pulse.start();
    emit changed();
}

JourneyTools DeploymentsController::toolsFor(const JourneyStops& stops)
{
    // What was begun is ended after a person's stop too, which takes the same secrets.
    JourneyTools tools{{keyringFirst(m_secrets, *this, stops.program), {}}, {}, {}};
    if (m_dialogs != nullptr) {
        tools.access.trust = askForTrust(*m_dialogs, *this, m_window, stops.work);
        tools.agrees = askForPrice(*m_dialogs, *this, m_window, stops.work);
    }
    return tools;
}

void DeploymentsController::up(const std::string& name)
{
    DeploymentState* state = at(name);
    if (!state || state->isBusy() || !state->hasFile || !state->problem.isEmpty())
        return;
    begin(*state, Work::Up,
          [this, spec = state->spec, folder = m_folder, results = m_resultsDir ? m_resultsDir() : std::string{}](
              const JourneyNews& news, const JourneyStops& stops) {
              JourneyTools tools = toolsFor(stops);
              tools.resultsDir = results;
              return bringUp(spec, folder, tools, news, stops);
          });
}

void DeploymentsController::chooseFor(const DeploymentSpec& spec,
                                      std::function<void(const Result<MachineChoice>& choice)> then)
{
    m_choosing.start(
        [this, spec, kept = m_folder + "/" + spec.name + "/choice.json",
         results = m_resultsDir ? m_resultsDir() : std::string{}](const std::stop_token& stop,
                                                                  const BackgroundJob::Tell& /*tell*/) {
            if (std::optional<MachineChoice> choice = keptChoice(spec, kept))
                return Result<MachineChoice>{std::move(*choice)};
            return chooseNow(spec, toolsFor({stop, stop}).access, results, stop);
        },
        std::move(then));
}

void DeploymentsController::destroy(const std::string& name)
{
    DeploymentState* state = at(name);
    if (!state || state->isBusy() || !isPlainName(name))
        return;
    begin(*state, Work::Destroy,
          [this, state = *state, folder = m_folder](const JourneyNews& news, const JourneyStops& stops) {
              return takeDown(state, folder, toolsFor(stops).access, news, stops);
          });
}

void DeploymentsController::cancel(const std::string& name)
{
    DeploymentState* state = at(name);
    if (!state || !state->isBusy())
        return;
    state->isStopping = true;
    m_workers[name].stop.request_stop();
    emit changed();
}

void DeploymentsController::end(const std::string& name)
{
    const DeploymentState* state = find(name);
    if (state && state->work == Work::Up)
        cancel(name);
    else
        destroy(name);
}

void DeploymentsController::hear(const std::string& name, Step step, StepState news, const QString& said)
{
    DeploymentState* state = at(name);
    if (!state)
        return;
    StepMark& mark = state->mark(step);
    if (news == StepState::Working)
        mark.since = monotonicNow();
    else if (mark.state == StepState::Working)
        mark.seconds = seconds(monotonicNow() - mark.since);
    mark.state = news;
    mark.said = said;
    if (news != StepState::Working) {
        QStringList words{stepLabel(step), stepDetail(mark, monotonicNow())};
        if (!said.isEmpty())
            words << said;
        log(*state, words.join(QStringLiteral(" · ")));
    }
    emit changed();
}

void DeploymentsController::log(DeploymentState& state, const QString& line)
{
    const QString stamped = QTime::currentTime().toString(QStringLiteral("HH:mm:ss")) + QStringLiteral("  +")
        + spanText(seconds(monotonicNow() - state.began)) + QStringLiteral("  ") + line;
    if (state.log.size() >= kMostLines)
        state.log.removeFirst();
    state.log << stamped;
    keepLine(m_folder, state.name, stamped);
    emit logged(toQt(state.name), stamped);
}

void DeploymentsController::finish(const std::string& name, const Status& status)
{
    DeploymentState& state = *at(name);
    state.work = Work::None;
    state.isStopping = false;
    state.isJustDone = true;
    state.waitsFor.clear();
    state.isEnded = state.mark(Step::Destroy).state == StepState::Done;
    if (state.isEnded)
        state.standing.clear();
    // One that was stopped and is gone has not failed.
    if (!status && !(state.isEnded && status.error().code == Errc::Cancelled))
        state.failure = status.error();
    // A step that failed has said so.
    const bool isTold = std::any_of(state.marks.begin(), state.marks.end(),
                                    [](const StepMark& mark) { return mark.state == StepState::Failed; });
    if (const QString said = stageAdvice(state); !said.isEmpty() && (state.isEnded || !isTold))
        log(state, said);
    if (!isBusy())
        m_pulse.stop();
    emit changed();
    emit ended(toQt(name));
    look();
}

RunSpec DeploymentsController::withFacts(RunSpec spec) const
{
    NamedValues& metadata = spec.keep.metadata;
    DeployedEndpoint every;  // all that can be told of one
    every.warnings = {"any"};
    every.gpu = every.choice = "any";
    every.pricePerHour = 0;
    const NamedValues names = withClientAt(aimedAt({}, every, "any"), LoadPlace::Here).keep.metadata;
    // Of another deployment, and nobody's own: nobody else writes a command down.
    const auto has = [&metadata](const std::string& name) {
        return std::any_of(metadata.begin(), metadata.end(), [&name](const auto& pair) { return pair.first == name; });
    };
    if (has("deployment_command"))
        std::erase_if(metadata, [&names](const auto& pair) {
            return std::any_of(names.begin(), names.end(), [&](const auto& one) { return one.first == pair.first; });
        });
    for (const DeploymentState& state : m_all) {
        const DeployedEndpoint* endpoint = state.ready();
        if (!endpoint || endpoint->baseUrl != spec.target.baseUrl)
            continue;
        for (const auto& fact : aimedAt({}, *endpoint, state.name).keep.metadata)
            if (!has(fact.first))
                metadata.push_back(fact);
    }
    return spec;
}

}  // namespace inferometer::ui
