// SPDX-License-Identifier: GPL-3.0-or-later
// A page of things that are kept: their list in a column at the left, the editor of the chosen one beside it.
#pragma once

#include <functional>
#include <initializer_list>

class QAbstractButton;
class QBoxLayout;
class QLabel;
class QListWidget;
class QListWidgetItem;
class QPushButton;
class QString;
class QWidget;

namespace inferometer::widgets {
class NoticeBar;
}

namespace inferometer::ui {

// Rows of two lines (two_line_row.h). `title`: what a screen reader calls the list.
void makeTwoLineList(QListWidget& list, const char* name, const QString& title);
// What a row says; a screen reader says both lines.
void writeRow(QListWidgetItem& item, const QString& title, const QString& detail);
// Marks the row as chosen, -1 for none; who listens to the list is told nothing.
void markRow(QListWidget& list, int row);
// Del in the list presses the button.
void removeByKey(QListWidget& list, QAbstractButton& remove);

// A heading with the list under it; more is to come behind them. The column is the parent of the layout that is
// returned.
QBoxLayout& makeListColumn(QWidget& page, const QString& title, QListWidget& list);

// The column that makeListColumn() made, and beside it a sentence above the editor.
void layOutListPage(QWidget& page, QBoxLayout& column, widgets::NoticeBar& notice, QWidget& editor);

// What a page shows that has nothing to show: the title large, the sentences under it, then the buttons, in the middle.
QWidget* makeEmptyPage(QWidget& page, QLabel& title, std::initializer_list<QLabel*> sentences,
                       std::initializer_list<QPushButton*> buttons = {});

QPushButton* namedButton(const char* name, const QString& text, QWidget& page, const std::function<void()>& pressed);

}  // namespace inferometer::ui
