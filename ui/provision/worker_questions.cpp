// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/provision/worker_questions.h"

#include "core/host/host.h"
#include "ui/base/text.h"

#include <QCoreApplication>
#include <QWidget>

#include <chrono>
#include <future>
#include <memory>
#include <optional>

namespace inferometer::ui {

namespace {

constexpr std::chrono::milliseconds kPatience{50};  // between two looks at the stop
constexpr std::size_t kMostText = 200;

class Words
{
    Q_DECLARE_TR_FUNCTIONS(provision)
};

// What `ask` answers on the UI thread, by calling what it is given; nullopt: it was stopped before, or nobody is left
// to ask. The UI thread may itself be waiting for the worker to stop, so that it is never waited for without end.
template <typename Answer, typename Ask>
std::optional<Answer> askedOn(QObject& ui, Ask ask, const std::stop_token& stop)
{
    auto promise = std::make_shared<std::promise<Answer>>();
    std::future<Answer> answer = promise->get_future();
    QMetaObject::invokeMethod(
        &ui, [ask = std::move(ask), promise] { ask([promise](const Answer& value) { promise->set_value(value); }); },
        Qt::QueuedConnection);
    promise.reset();
    while (answer.wait_for(kPatience) != std::future_status::ready)
        if (stop.stop_requested())
            return std::nullopt;
    try {
        return answer.get();
    } catch (const std::future_error&) {
        return std::nullopt;
    }
}

bool isConfirmed(const Dialogs& dialogs, QObject& ui, const QPointer<QWidget>& window, const Question& question,
                 const std::stop_token& stop)
{
    const auto ask = [&dialogs, window, question](const std::function<void(bool)>& answer) {
        answer(dialogs.confirm(window, question));
    };
    return askedOn<bool>(ui, ask, stop).value_or(false);
}

}  // namespace

SecretSource keyringFirst(SecretStore& store, QObject& ui, const std::stop_token& stop)
{
    return [&store, &ui, stop](std::string_view name) -> Result<Secret> {
        const std::string item{name};
        const auto kept = askedOn<Result<Secret>>(
            ui, [&store, &ui, item](const SecretStore::Found& found) { store.read(item, &ui, found); }, stop);
        if (stop.stop_requested())
            return stoppedMidway();
        // Without a keyring, or with one that does not hold it, the environment has the word.
        return kept && *kept ? *kept : environmentSecret(name);
    };
}

HostKeyTrust askForTrust(const Dialogs& dialogs, QObject& ui, QPointer<QWidget> window, const std::stop_token& stop)
{
    return [&dialogs, &ui, window = std::move(window), stop](const HostKeyQuestion& key) {
        return isConfirmed(
            dialogs, ui, window,
            {Words::tr("Trust %1?").arg(beginningOf(key.place, kMostText)),
             Words::tr(
                 "Nobody has been at %1 from here before. It shows the %2 key\n%3\nCompare it with what its owner "
                 "says. It is remembered; a host that shows another one later is refused.")
                 .arg(beginningOf(key.place, kMostText), beginningOf(key.type, kMostText),
                      beginningOf(key.fingerprint, kMostText)),
             Words::tr("Trust it"), Words::tr("Do not connect")},
            stop);
    };
}

PriceAgreement askForPrice(const Dialogs& dialogs, QObject& ui, QPointer<QWidget> window, const std::stop_token& stop)
{
    return [&dialogs, &ui, window = std::move(window), stop](const DeploymentPrice& price) {
        return isConfirmed(dialogs, ui, window,
                           {Words::tr("Make a machine that is billed?"), sentenceText(priceSentence(price)),
                            Words::tr("Make it"), Words::tr("Make none")},
                           stop);
    };
}

}  // namespace inferometer::ui
