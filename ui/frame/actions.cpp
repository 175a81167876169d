// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/actions.h"

#include "ui/base/icons.h"
#include "ui/frame/pages.h"
#include "ui/settings/settings.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>

#include <algorithm>
#include <array>
#include <utility>

namespace inferometer::ui {

namespace {

constexpr const char* kDefault = "defaultShortcut";

constexpr std::array kEntries{
    ActionEntry{"run", QT_TRANSLATE_NOOP("actions", "Run"), "run", "Ctrl+R", false, [](Commands& c) { c.run(); }},
    ActionEntry{"stop", QT_TRANSLATE_NOOP("actions", "Stop the run"), "stop", "Esc", false,
                [](Commands& c) { c.stop(); }},
    ActionEntry{"send-one", QT_TRANSLATE_NOOP("actions", "Send one request"), "send", "Ctrl+Shift+R", false,
                [](Commands& c) { c.sendOne(); }},
    ActionEntry{"rename", QT_TRANSLATE_NOOP("actions", "Rename the run"), "edit", "F2", false,
                [](Commands& c) { c.renameRun(); }},
    ActionEntry{"open", QT_TRANSLATE_NOOP("actions", "Open a result…"), "open", "Ctrl+O", true,
                [](Commands& c) { c.openResult(); }},
    ActionEntry{"palette", QT_TRANSLATE_NOOP("actions", "Find a command, field or result…"), "search", "Ctrl+K", false,
                [](Commands& c) { c.showPalette(); }},
    ActionEntry{"explain", QT_TRANSLATE_NOOP("actions", "Explain the focused field"), "help", "F1", false,
                [](Commands& c) { c.explainFocus(); }},
    ActionEntry{"explain-charts", QT_TRANSLATE_NOOP("actions", "Explain the charts"), "help", "", false,
                [](Commands& c) { c.explainCharts(); }},
    ActionEntry{"settings", QT_TRANSLATE_NOOP("actions", "Settings"), "settings", "Ctrl+,", true,
                [](Commands& c) { c.showPage("settings"); }},
    ActionEntry{"about", QT_TRANSLATE_NOOP("actions", "About Inferometer"), "about", "", false,
                [](Commands& c) { c.showPage("about"); }},
    ActionEntry{"quit", QT_TRANSLATE_NOOP("actions", "Quit"), "quit", "Ctrl+Q", true, [](Commands& c) { c.quit(); }},
};

bool isTextField(const QObject* object)
{
    return qobject_cast<const QLineEdit*>(object) || qobject_cast<const QPlainTextEdit*>(object);
}

// A key that whoever has the focus needs more than the window does.
bool isNeededBy(const QObject* focus, int key)
{
    if (key == Qt::Key_Escape)
        return isTextField(focus);
    const auto* view = qobject_cast<const QAbstractItemView*>(focus);
    return key == Qt::Key_F2 && view && view->currentIndex().flags().testFlag(Qt::ItemIsEditable);
}

}  // namespace

std::span<const ActionEntry> actionEntries() { return kEntries; }

ActionSet::ActionSet(QWidget& window, Commands& commands, Settings& settings)
    : QObject{&window}
    , m_window{window}
    , m_commands{commands}
    , m_settings{settings}
{
    for (const ActionEntry& entry : kEntries) {
        QAction* action
            = add(QString::fromLatin1(entry.id), QCoreApplication::translate("actions", entry.text), entry.icon,
                  QKeySequence{QString::fromLatin1(entry.shortcut), QKeySequence::PortableText});
        connect(action, &QAction::triggered, this, [this, act = entry.act] { act(m_commands); });
    }
    m_rows = m_actions.size();
    addPages();
    qApp->installEventFilter(this);
}

void ActionSet::addPages()
{
    int number = 1;
    for (const PageEntry& page : pages()) {
        if (!page.group)
            continue;
        const QKeySequence keys = number <= 9 ? QKeySequence{Qt::CTRL | Qt::Key(Qt::Key_0 + number)} : QKeySequence{};
        QAction* action = add(QStringLiteral("page-") + QString::fromLatin1(page.id), pageLabel(page), page.icon, keys);
        connect(action, &QAction::triggered, this, [this, id = page.id] { m_commands.showPage(id); });
        ++number;
    }
}

QAction* ActionSet::add(const QString& id, const QString& text, const char* icon, const QKeySequence& keys)
{
    auto* action = new QAction{ui::icon(icon), text, this};
    action->setObjectName(id);
    action->setAutoRepeat(false);
    action->setProperty(kDefault, keys.toString());
    action->setShortcut(m_settings.shortcut(id).value_or(keys));
    m_window.addAction(action);
    m_actions.push_back(action);
    return action;
}

QAction* ActionSet::find(const QString& id) const
{
    const auto found
        = std::find_if(m_actions.begin(), m_actions.end(), [&](const QAction* one) { return one->objectName() == id; });
    return found == m_actions.end() ? nullptr : *found;
}

void ActionSet::allow(const char* id, bool allowed, const QString& why) const
{
    QAction* const action = find(QString::fromLatin1(id));
    action->setEnabled(allowed);
    action->setStatusTip(allowed ? QString{} : why);
}

void ActionSet::fill(QMenu& menu) const
{
    bool pagesStand = false;
    for (std::size_t i = 0; i < m_rows; ++i) {
        if (kEntries.at(i).startsGroup && !std::exchange(pagesStand, true)) {
            menu.addSeparator();
            for (std::size_t page = m_rows; page < m_actions.size(); ++page)
                menu.addAction(m_actions[page]);
        }
        if (kEntries.at(i).startsGroup)
            menu.addSeparator();
        menu.addAction(m_actions[i]);
    }
}

QKeySequence ActionSet::defaultShortcut(const QAction& action) const
{
    return QKeySequence{action.property(kDefault).toString()};
}

QAction* ActionSet::holder(const QKeySequence& keys) const
{
    const auto found
        = std::find_if(m_actions.begin(), m_actions.end(), [&](const QAction* one) { return one->shortcut() == keys; });
    return keys.isEmpty() || found == m_actions.end() ? nullptr : *found;
}

void ActionSet::setShortcut(QAction& action, const QKeySequence& keys)
{
    action.setShortcut(keys);
    if (keys == defaultShortcut(action))
        m_settings.forgetShortcut(action.objectName());
    else
        m_settings.setShortcut(action.objectName(), keys);
    emit shortcutsChanged();
}

void ActionSet::resetShortcuts()
{
    for (QAction* action : m_actions)
        setShortcut(*action, defaultShortcut(*action));
}

bool ActionSet::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::ShortcutOverride)
        return false;
    const auto* key = static_cast<const QKeyEvent*>(event);
    if (key->modifiers() != Qt::NoModifier || !isNeededBy(watched, key->key()))
        return false;
    event->accept();
    return true;
}

}  // namespace inferometer::ui
