// SPDX-License-Identifier: GPL-3.0-or-later
// The user's chats on the disk, read and written on a thread of their own, one after the other.
#pragma once

#include "core/chat/conversation_file.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <string>
#include <vector>

namespace inferometer::ui {

class KeptChats : public QObject
{
    Q_OBJECT

public:
    explicit KeptChats(std::string folder, QObject* parent = nullptr);
    // Waits for what is being written.
    ~KeptChats() override;

    // The newest first, as last read.
    const std::vector<ChatCard>& cards() const { return m_cards; }

    void reload();
    void write(const Conversation& chat);
    void remove(const std::string& id);
    using Read = std::function<void(const Result<Conversation>& chat)>;
    void read(const std::string& id, Read then);
    // Of a file of any name.
    void readFile(const std::string& path, Read then);
    using Written = std::function<void(const Status& done)>;
    void exportTo(const std::string& path, const Conversation& chat, std::string (*text)(const Conversation& chat),
                  Written then);

signals:
    void changed();
    void failed(const QString& said);

private:
    void work(std::function<Status()> what);
    // `what` on the thread, then `then` with its result on this one.
    template <typename What, typename Then>
    void ask(What what, Then then);

    const std::string m_folder;
    std::vector<ChatCard> m_cards;
    QThreadPool m_pool;  // last: it ends before the rest goes
};

}  // namespace inferometer::ui
