// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/chat_controller.h"

#include "core/config/run_yaml.h"
#include "ui/base/text.h"
#include "ui/chat/chat_text.h"

#include <utility>

namespace inferometer::ui {

namespace {

constexpr int kLookMs = 25;
constexpr double kTellAfter = 1;  // s: a wait that is worth a figure

using Opened = Result<std::unique_ptr<ChatSession>>;

}  // namespace

ChatController::ChatController(QObject* parent) : QObject{parent}
{
    m_chat.id = uuidV7();
    m_chat.spec = defaultSpec(Evaluation::Chat);
    m_timer.setInterval(kLookMs);
    connect(&m_timer, &QTimer::timeout, this, &ChatController::look);
}

ChatController::~ChatController() = default;

void ChatController::connectTo(const RunSpec& spec, const Secret& key)
{
    // A key that changed is another endpoint's, as far as anyone can tell.
    const Access wanted{toYaml(spec), key};
    if (m_session && m_access == wanted) {
        emit connected();
        return;
    }
    close();
    m_opening.start(
        [spec, key, this](const std::stop_token& stop, const BackgroundJob::Tell& tell) {
            const auto say = [&tell, this](const Sentence& step) {
                tell([this, step] { emit statusChanged(sentenceText(step)); });
            };
            return std::make_shared<Opened>(ChatSession::open(spec, say, stop, key));
        },
        [this, wanted](const std::shared_ptr<Opened>& session) { opened(session, wanted); });
    emit busyChanged();
}

void ChatController::opened(const std::shared_ptr<Opened>& session, const Access& access)
{
    const bool isOfQuestion = std::exchange(m_isOfQuestion, false);
    if (!*session) {
        const QString why = errorText(session->error());
        if (isOfQuestion)
            fail(why);
        else
            emit told(why, widgets::Tone::Bad);
        emit busyChanged();
        return;
    }
    m_session = std::move(*session).value();
    m_access = access;
    m_chat.model = m_session->model();
    if (!m_session->note().empty())
        emit told(toQt(m_session->note()), widgets::Tone::Warning);
    emit connected();
    if (isOfQuestion)
        askNow();
    emit busyChanged();
}

void ChatController::ask(const RunSpec& spec, const RunSpec& shown, const Secret& key, Turn question, std::size_t turn)
{
    const bool isTakenBack = turn < m_chat.turns.size();
    m_chat.turns.resize(std::min(turn, m_chat.turns.size()));
    if (isTakenBack)
        emit chatChanged();
    m_chat.turns.push_back(std::move(question));
    m_chat.spec = shown;
    m_asked = m_chat.turns.size() - 1;
    m_since.start();
    emit turnBegan();
    m_isOfQuestion = true;
    connectTo(spec, key);
    if (!m_opening.isActive()) {
        m_isOfQuestion = false;
        askNow();
    }
    emit busyChanged();
}

void ChatController::askNow()
{
    m_heardBytes = 0;
    m_since.start();
    if (const Status asked = m_session->ask(m_chat, *m_asked); !asked)
        fail(errorText(asked.error()));
    else
        m_timer.start();
}

void ChatController::stop()
{
    if (m_opening.isActive()) {
        m_opening.cancel();
        if (std::exchange(m_isOfQuestion, false)) {
            Turn turn = m_chat.turns.back();
            turn.state = TurnState::Stopped;
            end(std::move(turn));
        }
        emit busyChanged();
    } else if (m_session) {
        m_session->stop();
    }
}

void ChatController::look()
{
    AnswerNews news = m_session->look();
    m_heardBytes += news.answer.size() + news.reasoning.size();
    if (!news.reasoning.empty())
        emit heard(toQt(news.reasoning), true);
    if (!news.answer.empty())
        emit heard(toQt(news.answer), false);
    if (news.end) {
        end(std::move(*news.end));
        return;
    }
    const double waited = static_cast<double>(m_since.elapsed()) / 1e3;
    emit statusChanged(waited < kTellAfter
                           ? phaseText(news)
                           : phaseText(news) + QStringLiteral(" \u00b7 ") + durationQuantity(waited).text());
}

void ChatController::fail(const QString& why)
{
    Turn turn = m_chat.turns.back();
    turn.state = TurnState::Failed;
    turn.fault = toStd(why);
    end(std::move(turn));
}

void ChatController::end(Turn turn)
{
    m_timer.stop();
    const bool isReplaced = turn.answer.size() + turn.reasoning.size() != m_heardBytes;
    m_chat.turns.at(*m_asked) = std::move(turn);
    m_asked.reset();
    m_heardBytes = 0;
    emit turnEnded(isReplaced);
    emit busyChanged();
    emit keepWanted();
}

void ChatController::setChat(Conversation chat)
{
    close();
    m_chat = std::move(chat);
    emit chatChanged();
}

void ChatController::rename(const std::string& name)
{
    m_chat.name = name;
    emit keepWanted();
}

// On a thread of its own: files are written.
void ChatController::close()
{
    if (!m_session)
        return;
    auto* closer = m_closers.emplace_back(std::make_unique<BackgroundJob>()).get();
    using Closed = Result<std::shared_ptr<const FinishedRun>>;
    closer->start([session = std::shared_ptr<ChatSession>{std::move(m_session)}](
                      const std::stop_token& /*stop*/,
                      const BackgroundJob::Tell& /*tell*/) { return std::make_shared<Closed>(session->close()); },
                  [this](const std::shared_ptr<Closed>& done) {
                      if (!*done)
                          emit told(errorText(done->error()), widgets::Tone::Bad);
                  });
}

}  // namespace inferometer::ui
