// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/chat_menu.h"

#include "core/chat/conversation_text.h"
#include "ui/base/text.h"
#include "ui/chat/chat_controller.h"
#include "ui/chat/kept_chats.h"

namespace inferometer::ui {

ChatMenu::ChatMenu(const Dialogs& dialogs, const ChatController& chat, KeptChats& kept, QWidget* parent)
    : QMenu{parent}
    , m_dialogs{dialogs}
    , m_chat{chat}
    , m_kept{kept}
{
    addExport(tr("Export as JSON…"), tr("Chat (*.json)"), QStringLiteral(".json"), chatJson);
    addExport(tr("Export as Markdown…"), tr("Markdown (*.md)"), QStringLiteral(".md"), chatMarkdown);
    addExport(tr("Export as the SambaNova kit shows it…"), tr("Text (*.txt)"), QStringLiteral(".txt"), kitView);
    addSeparator();
    addAction(tr("Open a chat from a file…"), this, &ChatMenu::openFile);
    QAction* folder
        = addAction(tr("Show the result files"), this, [this] { m_dialogs.openFolder(toQt(m_chat.folder())); });
    connect(this, &QMenu::aboutToShow, folder, [this, folder] { folder->setEnabled(!m_chat.folder().empty()); });
}

void ChatMenu::addExport(const QString& label, const QString& filter, const QString& suffix,
                         std::string (*text)(const Conversation& chat))
{
    addAction(label, this, [this, filter, suffix, text] {
        const QString path
            = m_dialogs.saveFile(parentWidget(), {tr("Export the chat"), QStringLiteral("chat") + suffix, filter});
        if (path.isEmpty())
            return;
        m_kept.exportTo(toStd(path), m_chat.chat(), text, [this, path](const Status& written) {
            if (!written)
                emit told(errorText(written.error()), widgets::Tone::Bad);
            else
                emit told(tr("The chat is in %1.").arg(path), widgets::Tone::Good);
        });
    });
}

void ChatMenu::openFile()
{
    const QString path = m_dialogs.chooseFile(parentWidget(), tr("Open a chat"), {});
    if (path.isEmpty())
        return;
    m_kept.readFile(toStd(path), [this](const Result<Conversation>& chat) {
        if (chat)
            emit opened(chat.value());
        else
            emit told(errorText(chat.error()), widgets::Tone::Bad);
    });
}

}  // namespace inferometer::ui
