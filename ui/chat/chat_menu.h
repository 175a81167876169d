// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with a chat as a whole: exported, opened from a file, its result files looked at.
#pragma once

#include "core/chat/conversation.h"
#include "ui/base/dialogs.h"
#include "widgets/figure_card.h"

#include <QMenu>

namespace inferometer::ui {

class ChatController;
class KeptChats;

class ChatMenu : public QMenu
{
    Q_OBJECT

public:
    // All of them outlive the menu. Files are read and written on the thread of `kept`.
    ChatMenu(const Dialogs& dialogs, const ChatController& chat, KeptChats& kept, QWidget* parent);

signals:
    void opened(const inferometer::Conversation& chat);
    void told(const QString& text, inferometer::widgets::Tone tone);

private:
    void addExport(const QString& label, const QString& filter, const QString& suffix,
                   std::string (*text)(const Conversation& chat));
    void openFile();

    const Dialogs& m_dialogs;
    const ChatController& m_chat;
    KeptChats& m_kept;
};

}  // namespace inferometer::ui
