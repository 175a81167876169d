// SPDX-License-Identifier: GPL-3.0-or-later
// Every command with its shortcut in a table; the chosen one's can be changed. A shortcut that is taken is refused, by
// the name of who has it.
#pragma once

#include <QWidget>

class QAction;
class QKeySequenceEdit;
class QLabel;
class QPushButton;
class QTableWidget;

namespace inferometer::ui {

class ActionSet;

class ShortcutEditor : public QWidget
{
    Q_OBJECT

public:
    ShortcutEditor(ActionSet& actions, QWidget* parent);

private:
    void makeTable();
    QWidget* makeEditRow();
    void fill();
    void choose();
    void take();
    void reset();
    QAction* chosen() const;

    ActionSet& m_actions;
    QTableWidget* m_table;
    QKeySequenceEdit* m_edit;
    QPushButton* m_reset;
    QLabel* m_clash;
};

}  // namespace inferometer::ui
