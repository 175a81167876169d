// SPDX-License-Identifier: GPL-3.0-or-later
// The saved endpoints: the list at the left, the editor of the chosen one, and a test of its connection.
#pragma once

#include "core/config/endpoints.h"
#include "ui/base/page.h"

#include <string>
#include <vector>

class QBoxLayout;
class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;

namespace inferometer::widgets {
class NoticeBar;
}

namespace inferometer::ui {

class ConnectionCard;
class EndpointForm;
class EndpointStarts;
class SavedEndpoints;

class EndpointsPage : public Page
{
    Q_OBJECT

public:
    EndpointsPage(Context& context, QWidget* parent);

    // Keeps what was changed, if it will do; a typed key goes into the keyring first.
    bool save() override;

protected:
    void showEvent(QShowEvent* event) override;

private:
    QBoxLayout& makeList();
    QWidget* makeEditor();
    QWidget* makeEmptyState();
    QPushButton* addButton(const char* name, const QString& text, void (EndpointsPage::*pressed)());
    void connectParts();

    void fillList();
    void markChosen();
    void rowChosen(int row);
    void edit(const std::string& name);
    void beginNew();
    void beginWith(const EndpointEntry& entry);
    void add(EndpointEntry entry);
    std::vector<std::string> takenNames() const;
    void duplicate();
    void remove();
    void forgetRemoved();
    void saveEntry();
    void keepEntry(const EndpointEntry& entry, const std::string& replaced);
    void discard();
    void test();
    void updateActions();
    void tellError(const Error& error);
    std::vector<EndpointEntry> othersThan(const std::string& name) const;
    void offerLost();

    Context& m_context;
    SavedEndpoints& m_endpoints;
    QListWidget* m_list;
    QStackedWidget* m_stack;
    EndpointStarts* m_starts;
    EndpointForm* m_form;
    ConnectionCard* m_connection;
    widgets::NoticeBar* m_notice;
    QLabel* m_title;
    QLabel* m_emptyTitle;
    QLabel* m_emptyText;
    QPushButton* m_duplicate;
    QPushButton* m_remove;
    QPushButton* m_save;
    QPushButton* m_discard;
    std::string m_name;        // of the entry in the editor; empty: a new one
    bool m_editing = false;    // an entry is in the editor
    bool m_held = false;       // a close waits for the keyring, or did so in vain: it holds up no second one
    std::string m_removedKey;  // of the last entry removed: kept until there is no way back
};

}  // namespace inferometer::ui
