// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/chat_list.h"

#include "ui/base/icon_button.h"
#include "ui/base/text.h"
#include "widgets/metrics.h"
#include "widgets/plain_text.h"

#include <QAction>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace inferometer::ui {

namespace {

constexpr int kMostShown = 5;

}  // namespace

ChatList::ChatList(QWidget* parent)
    : QWidget{parent}
    , m_list{new QListWidget{this}}
    , m_new{iconButton("new-chat", "add", tr("A new chat"), this)}
    , m_rename{iconButton("rename-chat", "edit", tr("Rename the chat (F2)"), this)}
    , m_remove{iconButton("remove-chat", "delete", tr("Remove the chat (Del)"), this)}
{
    m_list->setObjectName(QStringLiteral("chats"));
    m_list->setAccessibleName(tr("Chats"));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* title = new QLabel{tr("Chats"), this};
    title->setFont(widgets::scaledFont(font(), 1.0, QFont::Bold));
    auto* head = new QHBoxLayout;
    head->setSpacing(0);
    head->addWidget(title);
    head->addStretch();
    for (QToolButton* button : {m_new, m_rename, m_remove})
        head->addWidget(button);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(widgets::rhythm(*this, 0.5));
    layout->addLayout(head);
    layout->addWidget(m_list);

    connect(m_list, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* item) {
        update();
        if (item != nullptr && !m_isFilling)
            emit openWanted(chosen());
    });
    connect(m_new, &QToolButton::clicked, this, &ChatList::newWanted);
    connect(m_rename, &QToolButton::clicked, this, [this] { emit renameWanted(chosen()); });
    connect(m_remove, &QToolButton::clicked, this, [this] { emit removeWanted(chosen()); });
    for (const auto& [key, button] : {std::pair{Qt::Key_F2, m_rename}, std::pair{Qt::Key_Delete, m_remove}}) {
        auto* action = new QAction{this};
        action->setShortcut(QKeySequence{key});
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, button, &QToolButton::click);
        m_list->addAction(action);
    }
    setCards({}, {});
}

int ChatList::rowHeight() const { return fontMetrics().lineSpacing() + widgets::rhythm(*this, 1); }

std::string ChatList::chosen() const
{
    const QListWidgetItem* item = m_list->currentItem();
    return item == nullptr ? std::string{} : toStd(item->data(Qt::UserRole).toString());
}

void ChatList::setCards(const std::vector<ChatCard>& cards, const std::string& current)
{
    m_isFilling = true;
    m_list->clear();
    for (const ChatCard& card : cards) {
        const QString title = card.title.empty() ? tr("Without a question") : toQt(card.title);
        auto* item = new QListWidgetItem{title, m_list};
        item->setData(Qt::UserRole, toQt(card.id));
        item->setSizeHint({0, rowHeight()});
        const QString when = whenText(QDateTime::fromSecsSinceEpoch(card.changed));
        item->setToolTip(widgets::plainTip(
            tr("%1\n%2, %Ln turn(s), %3", nullptr, static_cast<int>(card.turns)).arg(title, toQt(card.model), when)));
        if (card.id == current)
            m_list->setCurrentItem(item);
    }
    m_isFilling = false;
    // As high as its rows: what is under it takes the rest.
    m_list->setFixedHeight(std::min(m_list->count(), kMostShown) * rowHeight() + 2 * m_list->frameWidth());
    m_list->setVisible(!cards.empty());
    update();
}

void ChatList::setBusy(bool busy)
{
    m_isBusy = busy;
    m_list->setEnabled(!busy);
    update();
}

void ChatList::update()
{
    const bool isChosen = m_list->currentItem() != nullptr;
    m_new->setEnabled(!m_isBusy);
    m_rename->setEnabled(!m_isBusy && isChosen);
    m_remove->setEnabled(!m_isBusy && isChosen);
}

}  // namespace inferometer::ui
