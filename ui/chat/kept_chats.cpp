// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/kept_chats.h"

#include "core/store/atomic_file.h"
#include "ui/base/text.h"

#include <memory>
#include <utility>

namespace inferometer::ui {

KeptChats::KeptChats(std::string folder, QObject* parent) : QObject{parent}, m_folder{std::move(folder)}
{
    m_pool.setMaxThreadCount(1);
}

KeptChats::~KeptChats() { m_pool.waitForDone(); }

// Then the list anew.
void KeptChats::work(std::function<Status()> what)
{
    m_pool.start([this, what = std::move(what)] {
        const Status done = what();
        const std::vector<ChatCard> cards = keptChats(m_folder);
        QMetaObject::invokeMethod(
            this,
            [this, done, cards] {
                if (!done)
                    emit failed(errorText(done.error()));
                if (std::exchange(m_cards, cards) != cards)
                    emit changed();
            },
            Qt::QueuedConnection);
    });
}

void KeptChats::reload()
{
    work([] { return Status{}; });
}

void KeptChats::write(const Conversation& chat)
{
    work([folder = m_folder, chat] { return writeChat(folder, chat); });
}

void KeptChats::remove(const std::string& id)
{
    work([folder = m_folder, id] { return removeChat(folder, id); });
}

template <typename What, typename Then>
void KeptChats::ask(What what, Then then)
{
    m_pool.start([this, what = std::move(what), then = std::move(then)] {
        auto answer = std::make_shared<const decltype(what())>(what());
        QMetaObject::invokeMethod(
            this, [answer, then] { then(*answer); }, Qt::QueuedConnection);
    });
}

void KeptChats::read(const std::string& id, Read then)
{
    ask([folder = m_folder, id] { return readChat(folder, id); }, std::move(then));
}

void KeptChats::readFile(const std::string& path, Read then)
{
    ask([path] { return readChatFile(path); }, std::move(then));
}

void KeptChats::exportTo(const std::string& path, const Conversation& chat,
                         std::string (*text)(const Conversation& chat), Written then)
{
    ask(
        [path, chat, text] {
            AtomicFile file{path};
            file.write(text(chat));
            return file.commit();
        },
        std::move(then));
}

}  // namespace inferometer::ui
