// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/list_page.h"

#include "ui/base/icons.h"
#include "ui/base/two_line_row.h"
#include "widgets/metrics.h"
#include "widgets/notice_bar.h"

#include <QBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QShortcut>
#include <QSignalBlocker>

namespace inferometer::ui {

void makeTwoLineList(QListWidget& list, const char* name, const QString& title)
{
    list.setObjectName(QString::fromLatin1(name));
    list.setAccessibleName(title);
    list.setItemDelegate(new TwoLineRow{&list});
    list.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list.viewport()->setAutoFillBackground(false);  // the style fills what is inside the border
}

void writeRow(QListWidgetItem& item, const QString& title, const QString& detail)
{
    item.setText(title);
    item.setData(TwoLineRow::kDetailRole, detail);
    item.setData(Qt::AccessibleTextRole, QStringLiteral("%1, %2").arg(title, detail));
}

void markRow(QListWidget& list, int row)
{
    const QSignalBlocker quiet{&list};
    list.setCurrentRow(row);
}

void removeByKey(QListWidget& list, QAbstractButton& remove)
{
    auto* key = new QShortcut{QKeySequence::Delete, &list};
    key->setContext(Qt::WidgetShortcut);
    QObject::connect(key, &QShortcut::activated, &remove, &QAbstractButton::click);
}

QBoxLayout& makeListColumn(QWidget& page, const QString& title, QListWidget& list)
{
    auto* column = new QWidget{&page};
    column->setFixedWidth(widgets::rhythm(page, 32));
    auto* heading = new QLabel{title, column};
    heading->setFont(widgets::scaledFont(page.font(), 1.35, QFont::Bold));
    auto* layout = new QVBoxLayout{column};
    const int side = widgets::rhythm(page, 2);
    layout->setContentsMargins(side, side, 0, side);
    layout->setSpacing(side / 2);
    layout->addWidget(heading);
    layout->addWidget(&list, 1);
    return *layout;
}

void layOutListPage(QWidget& page, QBoxLayout& column, widgets::NoticeBar& notice, QWidget& editor)
{
    notice.setCloseIcon(icon("close"));
    const int side = widgets::rhythm(page, 2);
    auto* right = new QVBoxLayout;
    right->setContentsMargins(side, side, side, side);
    right->setSpacing(side * 3 / 4);
    right->addWidget(&notice);
    right->addWidget(&editor, 1);
    auto* layout = new QHBoxLayout{&page};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(column.parentWidget());
    layout->addLayout(right, 1);
}

QWidget* makeEmptyPage(QWidget& page, QLabel& title, std::initializer_list<QLabel*> sentences,
                       std::initializer_list<QPushButton*> buttons)
{
    auto* whole = new QWidget{&page};
    auto* column = new QWidget{whole};
    column->setMaximumWidth(widgets::rhythm(page, 62));
    title.setFont(widgets::scaledFont(page.font(), 1.4, QFont::Bold));
    title.setWordWrap(true);
    auto* inner = new QVBoxLayout{column};
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(widgets::rhythm(page, 1.5));
    inner->addWidget(&title);
    for (QLabel* sentence : sentences) {
        sentence->setWordWrap(true);
        sentence->setForegroundRole(QPalette::PlaceholderText);
        inner->addWidget(sentence);
    }
    for (QPushButton* button : buttons)
        inner->addWidget(button, 0, Qt::AlignLeft);
    auto* across = new QHBoxLayout;
    across->addStretch(1);
    across->addWidget(column, 8);
    across->addStretch(1);
    auto* layout = new QVBoxLayout{whole};
    layout->addStretch(2);
    layout->addLayout(across);
    layout->addStretch(3);
    return whole;
}

QPushButton* namedButton(const char* name, const QString& text, QWidget& page, const std::function<void()>& pressed)
{
    auto* button = new QPushButton{text, &page};
    button->setObjectName(QString::fromLatin1(name));
    QObject::connect(button, &QPushButton::clicked, &page, pressed);
    return button;
}

}  // namespace inferometer::ui
