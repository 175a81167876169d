// SPDX-License-Identifier: GPL-3.0-or-later
// The page of a chat: what was said, what is asked, how it is asked, and the chats that are kept.
#pragma once

#include "ui/base/page.h"
#include "ui/chat/chat_controller.h"
#include "ui/chat/kept_chats.h"
#include "ui/chat/previews.h"

#include <optional>

class QLabel;
class QToolButton;

namespace inferometer::widgets {
class NoticeBar;
class Section;
}  // namespace inferometer::widgets

namespace inferometer::ui {

class ChatInput;
class ChatSide;
class DropMark;
class Transcript;
class TurnChart;

class ChatPage : public Page
{
    Q_OBJECT

public:
    ChatPage(Context& context, QWidget* parent);
    ~ChatPage() override;

    bool save() override;
    void run() override;
    bool grant(const Wishes& wishes) override;
    FieldForm* form() override;
    void restoreLayout() override;
    void restoreValues() override;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* makeTalk();
    QLayout* makeHead();
    void connectChat();
    void connectList();

    void withKey(void (ChatPage::*then)(const Secret& key));
    void arm();
    void armWith(const Secret& key);
    void send();
    void sendWith(const Secret& key);
    void askAgain(int message);
    void edit(int message);
    void giveUpEdit();
    void reset();
    void offerBack(Conversation before, const QString& said);
    void warn(const Turn& question);
    void turnBegan();
    void turnEnded(bool isReplaced);
    void chatChanged();
    void update();
    void showVolume();
    void keep();
    void openChat(const std::string& id);
    void renameChat(const std::string& id);
    void removeChat(const std::string& id);
    void take(const Conversation& chat);
    void say(const QString& text, widgets::Tone tone);

    Context& m_context;
    ChatController m_chat;
    KeptChats m_kept;
    Previews m_previews;
    ChatSide* m_side;
    QLabel* m_title;
    QToolButton* m_more;
    widgets::NoticeBar* m_notice;
    Transcript* m_transcript;
    widgets::Section* m_turns;
    TurnChart* m_chart;
    ChatInput* m_input;
    DropMark* m_mark;
    std::optional<std::size_t> m_edited;  // the turn that the next question replaces
    bool m_wasStopped = false;            // the last answer
    bool m_isFilled = false;              // kept chats were asked for
};

}  // namespace inferometer::ui
