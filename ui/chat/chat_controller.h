// SPDX-License-Identifier: GPL-3.0-or-later
// A chat under way: connects when a question needs it, follows the answer, and keeps what was said.
//
// Nothing here waits: the endpoint is asked, and result files are written, on other threads.
#pragma once

#include "core/base/secret.h"
#include "core/chat/chat_session.h"
#include "ui/base/background_job.h"
#include "widgets/figure_card.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inferometer::ui {

class ChatController : public QObject
{
    Q_OBJECT

public:
    explicit ChatController(QObject* parent = nullptr);
    // Cuts what is under way. Blocks: until all result files are written.
    ~ChatController() override;

    const Conversation& chat() const { return m_chat; }
    // A question is under way, or the endpoint is being reached.
    bool isBusy() const { return m_opening.isActive() || m_asked.has_value(); }
    bool isConnected() const { return m_session != nullptr; }
    // RESULTS_DIR/<stem> of the connection there is; empty: nothing was asked over it.
    std::string folder() const { return m_session ? m_session->folder() : std::string{}; }

    // Reaches the endpoint, unless it is. `spec` spells its target out. REQUIRES: !isBusy().
    void connectTo(const RunSpec& spec, const Secret& key);
    // Asks at the place of `turn`: what stood there and behind it is taken back. Connects first. `shown`: as the form
    // has the spec, to be kept. REQUIRES: !isBusy().
    void ask(const RunSpec& spec, const RunSpec& shown, const Secret& key, Turn question, std::size_t turn);
    // The answer, or reaching the endpoint.
    void stop();
    // Another chat takes the place; the one before is ended. REQUIRES: !isBusy().
    void setChat(Conversation chat);
    void rename(const std::string& name);

signals:
    void chatChanged();  // another, or turns were taken back
    void turnBegan();    // the last one
    void heard(const QString& text, bool isReasoning);
    void statusChanged(const QString& status);
    void turnEnded(bool isReplaced);  // its texts differ from what was heard
    void busyChanged();
    void connected();
    // The chat is worth keeping as it stands.
    void keepWanted();
    void told(const QString& text, inferometer::widgets::Tone tone);

private:
    // What a session was opened with.
    struct Access
    {
        std::string spec{};  // as YAML
        Secret key{};
        bool operator==(const Access&) const = default;
    };
    void opened(const std::shared_ptr<Result<std::unique_ptr<ChatSession>>>& session, const Access& access);
    void askNow();
    void look();
    void end(Turn turn);
    void fail(const QString& why);
    void close();

    Conversation m_chat;
    std::unique_ptr<ChatSession> m_session;
    Access m_access;                     // of the session
    std::optional<std::size_t> m_asked;  // the turn under way
    QElapsedTimer m_since;
    std::size_t m_heardBytes = 0;
    bool m_isOfQuestion = false;  // the endpoint is reached for a question
    QTimer m_timer;
    BackgroundJob m_opening;
    std::vector<std::unique_ptr<BackgroundJob>> m_closers;  // last: joined before the rest goes
};

}  // namespace inferometer::ui
