// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/shortcut_editor.h"

#include "ui/frame/actions.h"
#include "widgets/metrics.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace inferometer::ui {

ShortcutEditor::ShortcutEditor(ActionSet& actions, QWidget* parent)
    : QWidget{parent}
    , m_actions{actions}
    , m_table{new QTableWidget{this}}
    , m_edit{new QKeySequenceEdit{this}}
    , m_reset{new QPushButton{tr("Reset"), this}}
    , m_clash{new QLabel{this}}
{
    m_clash->setObjectName(QStringLiteral("shortcut-clash"));
    m_clash->setForegroundRole(QPalette::BrightText);
    m_clash->setWordWrap(true);
    m_clash->hide();
    makeTable();
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(widgets::rhythm(*this, 1));
    layout->addWidget(m_table);
    layout->addWidget(makeEditRow());
    layout->addWidget(m_clash);
    connect(&actions, &ActionSet::shortcutsChanged, this, &ShortcutEditor::fill);
    fill();
    m_table->selectRow(0);
}

void ShortcutEditor::makeTable()
{
    m_table->setObjectName(QStringLiteral("shortcuts"));
    m_table->setAccessibleName(tr("Shortcuts"));
    m_table->setColumnCount(2);
    m_table->setRowCount(static_cast<int>(m_actions.all().size()));
    m_table->setHorizontalHeaderLabels({tr("Command"), tr("Shortcut")});
    m_table->horizontalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(widgets::rhythm(*this, 3.5));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    // Whole: the page scrolls already.
    m_table->setFixedHeight(m_table->rowCount() * widgets::rhythm(*this, 3.5));
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &ShortcutEditor::choose);
}

QWidget* ShortcutEditor::makeEditRow()
{
    auto* row = new QWidget{this};
    auto* label = new QLabel{tr("Shortcut of the chosen command"), row};
    label->setForegroundRole(QPalette::PlaceholderText);
    m_edit->setObjectName(QStringLiteral("shortcut"));
    m_edit->setAccessibleName(label->text());
    m_edit->setToolTip(tr("Press the keys; the Backspace key takes the shortcut away."));
    // The line inside has the focus.
    auto* line = m_edit->findChild<QLineEdit*>();
    line->setAccessibleName(label->text());
    line->setPlaceholderText(tr("Press the keys"));
    auto* all = new QPushButton{tr("Reset all"), row};
    m_reset->setObjectName(QStringLiteral("reset-shortcut"));
    all->setObjectName(QStringLiteral("reset-shortcuts"));
    auto* layout = new QHBoxLayout{row};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(widgets::rhythm(*this, 1));
    layout->addWidget(label);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_reset);
    layout->addWidget(all);
    connect(m_edit, &QKeySequenceEdit::editingFinished, this, &ShortcutEditor::take);
    connect(m_reset, &QPushButton::clicked, this, &ShortcutEditor::reset);
    connect(all, &QPushButton::clicked, &m_actions, &ActionSet::resetShortcuts);
    return row;
}

void ShortcutEditor::fill()
{
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const QAction& action = *m_actions.all().at(static_cast<std::size_t>(row));
        m_table->setItem(row, 0, new QTableWidgetItem{action.icon(), action.text()});
        m_table->setItem(row, 1, new QTableWidgetItem{action.shortcut().toString(QKeySequence::NativeText)});
    }
    choose();
}

QAction* ShortcutEditor::chosen() const
{
    const int row = m_table->currentRow();
    return row < 0 ? nullptr : m_actions.all().at(static_cast<std::size_t>(row));
}

void ShortcutEditor::choose()
{
    m_clash->hide();
    const QAction* action = chosen();
    if (!action)
        return;
    m_edit->setKeySequence(action->shortcut());
    m_reset->setEnabled(action->shortcut() != m_actions.defaultShortcut(*action));
}

void ShortcutEditor::take()
{
    QAction* action = chosen();
    if (!action)
        return;
    QKeySequence keys = m_edit->keySequence();
    if (keys == QKeySequence{Qt::Key_Backspace})
        keys = {};
    const QAction* holder = m_actions.holder(keys);
    if (holder && holder != action) {
        choose();
        m_clash->setText(tr("%1 belongs to “%2”; take it away there first.")
                             .arg(keys.toString(QKeySequence::NativeText), holder->text()));
        m_clash->show();
        return;
    }
    m_actions.setShortcut(*action, keys);
}

void ShortcutEditor::reset()
{
    QAction* action = chosen();
    if (!action)
        return;
    m_edit->setKeySequence(m_actions.defaultShortcut(*action));
    take();
}

}  // namespace inferometer::ui
