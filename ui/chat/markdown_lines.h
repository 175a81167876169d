// SPDX-License-Identifier: GPL-3.0-or-later
// What a line of Markdown is, looked at by itself; MarkdownBlocks puts them together. A line has no line feed.
#pragma once

#include <QString>
#include <QStringView>
#include <QVector>

#include <optional>

namespace inferometer::ui {

inline constexpr qsizetype kTabColumns = 4;

bool isLineSpace(QChar c);
bool isBlank(QStringView text);
QStringView withoutReturn(QStringView line);
// Takes up to `most` columns of spaces and tabs off the front; returns how many.
qsizetype takeIndent(QStringView& text, qsizetype most);

// Of the following, `text` is not empty and begins with no space.
bool isRule(QStringView text);
// 0: it is no heading.
int headingLevel(QStringView text);
// Length of the marks that open fenced code; 0: it opens none.
qsizetype fenceOf(QStringView text);
// One of these.
bool startsLeaf(QStringView text);

// Of a heading, without its marks.
QStringView headingText(QStringView text);
// How often `mark` stands at the front.
qsizetype runOf(QStringView text, QChar mark);

// Of a list's item.
struct ListMarker
{
    QString shown;
    qsizetype length = 0;  // without the space behind it
};
std::optional<ListMarker> markerOf(QStringView text);
// In the middle of a text: a year at the beginning of a line is no list.
bool startsList(const ListMarker& marker);
// Takes the box of a task, "[x] done", off the front, and makes it the marker.
void takeTask(QStringView& text, QString& marker);

// The cells of a row of a table, trimmed; `\|` is no border.
QVector<QString> tableCells(QStringView row);
// Whether it is the row under a table's head.
bool isTableRule(QStringView row);

}  // namespace inferometer::ui
