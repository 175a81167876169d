// SPDX-License-Identifier: GPL-3.0-or-later
// The catalog of commands: menu, shortcuts, command palette and shortcuts editor are made from it.
//
// To add a command: a method of Commands, a row in actions.cpp, an icon in resources/icons.
#pragma once

#include <QKeySequence>
#include <QObject>

#include <span>
#include <vector>

class QAction;
class QMenu;
class QWidget;

namespace inferometer::ui {

class Settings;

// What the rows ask for; the window does it.
class Commands
{
public:
    virtual ~Commands() = default;
    virtual void run() = 0;
    virtual void sendOne() = 0;
    virtual void stop() = 0;
    virtual void renameRun() = 0;
    virtual void openResult() = 0;
    virtual void showPalette() = 0;
    virtual void explainFocus() = 0;
    virtual void explainCharts() = 0;
    virtual void showPage(const char* id) = 0;
    virtual void quit() = 0;
};

struct ActionEntry
{
    const char* id;
    const char* text;      // context "actions"
    const char* icon;      // file in resources/icons
    const char* shortcut;  // the default, as QKeySequence::PortableText; empty for none
    bool startsGroup;      // a line above it in the menu
    void (*act)(Commands& commands);
};

// In the order of the menu, where the pages stand behind the first group.
std::span<const ActionEntry> actionEntries();

// One QAction a row, and one a page of the sidebar (Ctrl+1 to Ctrl+9), with the user's own shortcuts.
class ActionSet : public QObject
{
    Q_OBJECT

public:
    // The actions become the window's. `commands` and `settings` outlive this.
    ActionSet(QWidget& window, Commands& commands, Settings& settings);

    // In the order of the catalog; objectName() is the id.
    const std::vector<QAction*>& all() const { return m_actions; }
    QAction* find(const QString& id) const;
    // `why`: what the palette tells where it is not allowed.
    void allow(const char* id, bool allowed, const QString& why = {}) const;
    void fill(QMenu& menu) const;

    QKeySequence defaultShortcut(const QAction& action) const;
    // Whose shortcut this is; null when it is free.
    QAction* holder(const QKeySequence& keys) const;
    // Kept in the settings only when it is not the default. An empty one takes the shortcut away.
    void setShortcut(QAction& action, const QKeySequence& keys);
    void resetShortcuts();

signals:
    void shortcutsChanged();

protected:
    // Leaves Esc to a text field that has the focus, F2 to a table or list that is edited in place.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QAction* add(const QString& id, const QString& text, const char* icon, const QKeySequence& keys);
    void addPages();

    QWidget& m_window;
    Commands& m_commands;
    Settings& m_settings;
    std::vector<QAction*> m_actions;
    std::size_t m_rows = 0;  // the catalog's; the pages' come behind
};

}  // namespace inferometer::ui
