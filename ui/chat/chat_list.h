// SPDX-License-Identifier: GPL-3.0-or-later
// The chats that are kept, to choose one of them.
#pragma once

#include "core/chat/conversation_file.h"

#include <QListWidget>
#include <QWidget>

#include <string>
#include <vector>

class QToolButton;

namespace inferometer::ui {

class ChatList : public QWidget
{
    Q_OBJECT

public:
    explicit ChatList(QWidget* parent = nullptr);

    // `current`: the chat in view, which may not be among them.
    void setCards(const std::vector<ChatCard>& cards, const std::string& current);
    void setBusy(bool busy);

signals:
    void newWanted();
    void openWanted(const std::string& id);
    void renameWanted(const std::string& id);
    void removeWanted(const std::string& id);

private:
    std::string chosen() const;
    int rowHeight() const;
    void update();

    QListWidget* m_list;
    QToolButton* m_new;
    QToolButton* m_rename;
    QToolButton* m_remove;
    bool m_isBusy = false;
    bool m_isFilling = false;
};

}  // namespace inferometer::ui
