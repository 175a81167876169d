// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/markdown_lines.h"

#include <algorithm>

namespace inferometer::ui {

namespace {

bool endsMarker(QStringView text, qsizetype at) { return at == text.size() || isLineSpace(text[at]); }

}  // namespace

bool isLineSpace(QChar c) { return c == QLatin1Char{' '} || c == QLatin1Char{'\t'}; }

bool isBlank(QStringView text) { return std::all_of(text.begin(), text.end(), isLineSpace); }

qsizetype runOf(QStringView text, QChar mark)
{
    const auto* end = std::find_if(text.begin(), text.end(), [mark](QChar c) { return c != mark; });
    return end - text.begin();
}

qsizetype takeIndent(QStringView& text, qsizetype most)
{
    qsizetype columns = 0;
    while (!text.isEmpty() && isLineSpace(text.front()) && columns < most) {
        columns = text.front() == QLatin1Char{'\t'} ? (columns / kTabColumns + 1) * kTabColumns : columns + 1;
        text = text.sliced(1);
    }
    return columns;
}

bool isRule(QStringView text)
{
    const QChar mark = text.front();
    if (mark != QLatin1Char{'-'} && mark != QLatin1Char{'*'} && mark != QLatin1Char{'_'})
        return false;
    const bool onlyMarks
        = std::all_of(text.begin(), text.end(), [mark](QChar c) { return c == mark || isLineSpace(c); });
    return onlyMarks && std::count(text.begin(), text.end(), mark) >= 3;
}

std::optional<ListMarker> markerOf(QStringView text)
{
    constexpr QStringView kBullets = u"-+*";
    if (kBullets.contains(text.front()))
        return endsMarker(text, 1) ? std::optional{ListMarker{QString{QChar{0x2022}}, 1}} : std::nullopt;
    constexpr qsizetype kMostDigits = 9;
    const auto* end
        = std::find_if(text.begin(), text.end(), [](QChar c) { return c < QLatin1Char{'0'} || c > QLatin1Char{'9'}; });
    const qsizetype digits = end - text.begin();
    if (digits < 1 || digits > kMostDigits || digits == text.size())
        return std::nullopt;
    if ((*end != QLatin1Char{'.'} && *end != QLatin1Char{')'}) || !endsMarker(text, digits + 1))
        return std::nullopt;
    return ListMarker{text.first(digits + 1).toString(), digits + 1};
}

bool startsList(const ListMarker& marker)
{
    return marker.length == 1 || marker.shown.first(marker.length - 1) == QLatin1Char{'1'};
}

int headingLevel(QStringView text)
{
    const qsizetype marks = runOf(text, QLatin1Char{'#'});
    return marks >= 1 && marks <= 6 && endsMarker(text, marks) ? static_cast<int>(marks) : 0;
}

QStringView headingText(QStringView text)
{
    const QStringView words = text.trimmed();
    qsizetype end = words.size();
    while (end > 0 && words[end - 1] == QLatin1Char{'#'})
        --end;
    return end == 0 || isLineSpace(words[end - 1]) ? words.first(end).trimmed() : words;
}

qsizetype fenceOf(QStringView text)
{
    const QChar mark = text.front();
    if (mark != QLatin1Char{'`'} && mark != QLatin1Char{'~'})
        return 0;
    const qsizetype length = runOf(text, mark);
    const bool isCodeSpan = mark == QLatin1Char{'`'} && text.sliced(length).contains(mark);
    return length >= 3 && !isCodeSpan ? length : 0;
}

bool startsLeaf(QStringView text) { return headingLevel(text) > 0 || fenceOf(text) > 0 || isRule(text); }

void takeTask(QStringView& text, QString& marker)
{
    if (text.size() < 4 || text[0] != QLatin1Char{'['} || text[2] != QLatin1Char{']'} || !isLineSpace(text[3]))
        return;
    const QChar state = text[1].toLower();
    if (state != QLatin1Char{' '} && state != QLatin1Char{'x'})
        return;
    marker = QChar{state == QLatin1Char{'x'} ? 0x2611 : 0x2610};
    text = text.sliced(4);
}

QStringView withoutReturn(QStringView line) { return line.endsWith(QLatin1Char{'\r'}) ? line.chopped(1) : line; }

QVector<QString> tableCells(QStringView row)
{
    row = row.trimmed();
    if (row.startsWith(QLatin1Char{'|'}))
        row = row.sliced(1);
    QVector<QString> cells;
    QString cell;
    bool isOpen = true;
    for (qsizetype i = 0; i < row.size(); ++i) {
        isOpen = row[i] != QLatin1Char{'|'};
        if (!isOpen) {
            cells.push_back(cell.trimmed());
            cell.clear();
            continue;
        }
        const bool isBorder = row[i] == QLatin1Char{'\\'} && i + 1 < row.size() && row[i + 1] == QLatin1Char{'|'};
        cell += row[isBorder ? ++i : i];
    }
    if (isOpen)
        cells.push_back(cell.trimmed());
    return cells;
}

bool isTableRule(QStringView row)
{
    if (!row.contains(QLatin1Char{'-'}) || !row.contains(QLatin1Char{'|'}))
        return false;
    const QVector<QString> cells = tableCells(row);
    return std::all_of(cells.begin(), cells.end(), [](QStringView cell) {
        if (cell.startsWith(QLatin1Char{':'}))
            cell = cell.sliced(1);
        if (cell.endsWith(QLatin1Char{':'}))
            cell = cell.chopped(1);
        return !cell.isEmpty() && runOf(cell, QLatin1Char{'-'}) == cell.size();
    });
}

}  // namespace inferometer::ui
