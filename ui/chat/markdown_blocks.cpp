// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/markdown_blocks.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace inferometer::ui {

namespace {

using Kind = MarkdownBlock::Kind;

constexpr qsizetype kTab = 4;
constexpr qsizetype kMostColumns = 20;
constexpr qsizetype kMostLanguage = 40;

bool isSpace(QChar c) { return c == QLatin1Char{' '} || c == QLatin1Char{'\t'}; }

bool isBlank(QStringView text) { return std::all_of(text.begin(), text.end(), isSpace); }

qsizetype runOf(QStringView text, QChar mark)
{
    const auto* end = std::find_if(text.begin(), text.end(), [mark](QChar c) { return c != mark; });
    return end - text.begin();
}

// Takes up to `most` columns of spaces and tabs off the front; returns how many.
qsizetype takeIndent(QStringView& text, qsizetype most)
{
    qsizetype columns = 0;
    while (!text.isEmpty() && isSpace(text.front()) && columns < most) {
        columns = text.front() == QLatin1Char{'\t'} ? (columns / kTab + 1) * kTab : columns + 1;
        text = text.sliced(1);
    }
    return columns;
}

bool isRule(QStringView text)
{
    const QChar mark = text.front();
    if (mark != QLatin1Char{'-'} && mark != QLatin1Char{'*'} && mark != QLatin1Char{'_'})
        return false;
    const bool onlyMarks = std::all_of(text.begin(), text.end(), [mark](QChar c) { return c == mark || isSpace(c); });
    return onlyMarks && std::count(text.begin(), text.end(), mark) >= 3;
}

struct Marker
{
    QString shown;
    qsizetype length = 0;  // without the space behind it
};

bool endsMarker(QStringView text, qsizetype at) { return at == text.size() || isSpace(text[at]); }

std::optional<Marker> markerOf(QStringView text)
{
    constexpr QStringView kBullets = u"-+*";
    if (kBullets.contains(text.front()))
        return endsMarker(text, 1) ? std::optional{Marker{QString{QChar{0x2022}}, 1}} : std::nullopt;
    constexpr qsizetype kMostDigits = 9;
    const auto* end
        = std::find_if(text.begin(), text.end(), [](QChar c) { return c < QLatin1Char{'0'} || c > QLatin1Char{'9'}; });
    const qsizetype digits = end - text.begin();
    if (digits < 1 || digits > kMostDigits || digits == text.size())
        return std::nullopt;
    if ((*end != QLatin1Char{'.'} && *end != QLatin1Char{')'}) || !endsMarker(text, digits + 1))
        return std::nullopt;
    return Marker{text.first(digits + 1).toString(), digits + 1};
}

// In the middle of a text: a year at the beginning of a line is no list.
bool startsList(const Marker& marker)
{
    return marker.length == 1 || marker.shown.first(marker.length - 1) == QLatin1Char{'1'};
}

// 0: none.
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
    return end == 0 || isSpace(words[end - 1]) ? words.first(end).trimmed() : words;
}

// Length of the marks that open fenced code; 0: none.
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

// A task of a list: "[x] done".
void takeTask(QStringView& text, QString& marker)
{
    if (text.size() < 4 || text[0] != QLatin1Char{'['} || text[2] != QLatin1Char{']'} || !isSpace(text[3]))
        return;
    const QChar state = text[1].toLower();
    if (state != QLatin1Char{' '} && state != QLatin1Char{'x'})
        return;
    marker = QChar{state == QLatin1Char{'x'} ? 0x2611 : 0x2610};
    text = text.sliced(4);
}

QStringView withoutReturn(QStringView line) { return line.endsWith(QLatin1Char{'\r'}) ? line.chopped(1) : line; }

}  // namespace

MarkdownBlocks::MarkdownBlocks(Mode mode) { m_state.isPlain = mode == Mode::Plain; }

void MarkdownBlocks::append(QStringView text)
{
    while (!text.isEmpty()) {
        const qsizetype room = kMostText - m_pending.size();
        const qsizetype feed = text.first(std::min(room, text.size())).indexOf(QLatin1Char{'\n'});
        const qsizetype taken = feed >= 0 ? feed : std::min(room, text.size());
        m_pending.append(text.first(taken));
        text = text.sliced(feed >= 0 ? taken + 1 : taken);
        if (feed >= 0) {
            takeRest(m_state, withoutReturn(m_pending), true, m_closed);
            m_pending.clear();
        } else if (m_pending.size() >= kMostText) {
            const bool isTorn = m_pending.back().isHighSurrogate();
            const qsizetype whole = m_pending.size() - (isTorn ? 1 : 0);
            takeRest(m_state, QStringView{m_pending}.first(whole), false, m_closed);
            m_pending.remove(0, whole);
        }
    }
}

void MarkdownBlocks::finish()
{
    m_closed += open();
    const bool isPlain = m_state.isPlain;
    m_state = {};
    m_state.isPlain = isPlain;
    m_pending.clear();
}

QVector<MarkdownBlock> MarkdownBlocks::open() const
{
    Blocks out;
    State state = m_state;
    if (!m_pending.isEmpty())
        takeRest(state, withoutReturn(m_pending), true, out);
    close(state, out);
    return out;
}

// A line, or what comes behind the beginning of one that was too long to wait for.
void MarkdownBlocks::takeRest(State& state, QStringView text, bool isEnd, Blocks& out)
{
    if (!state.inLine && isEnd) {
        takeLine(state, text, out);
        return;
    }
    if (!state.inLine)
        takeLine(state, text, out);
    if (state.isOpen && !state.inLine && state.block.text.endsWith(QLatin1Char{'\n'}))
        state.block.text.chop(1);
    else if (state.inLine && !state.isOpen) {
        start(state, Kind::Paragraph, out);
        state.block.continues = true;
    }
    if (state.inLine)
        add(state, text, isEnd, out);
    state.inLine = !isEnd;
}

void MarkdownBlocks::takeLine(State& state, QStringView text, Blocks& out)
{
    if (state.isPlain) {
        if (!state.isOpen)
            start(state, Kind::Plain, out);
        add(state, text, true, out);
        return;
    }
    if (!state.fence.mark.isNull() && takeFenced(state, text, out))
        return;
    const Line line = lineOf(text);
    if (!line.text.isEmpty()) {
        takeText(state, line, out);
        return;
    }
    const bool isIndentedCode = state.isOpen && state.block.kind == Kind::Code;
    if (isIndentedCode)
        add(state, {}, true, out);
    else
        close(state, out);
}

MarkdownBlocks::Line MarkdownBlocks::lineOf(QStringView text)
{
    Line line{.text = text, .whole = text};
    for (;;) {
        QStringView rest = line.text;
        line.indent = takeIndent(rest, kTab);
        if (line.indent >= kTab || rest.isEmpty() || rest.front() != QLatin1Char{'>'})
            break;
        rest = rest.sliced(1);
        takeIndent(rest, 1);
        line.text = rest;
        line.quote = std::min(line.quote + 1, kDeepest);
    }
    line.whole = line.text;
    line.indent = takeIndent(line.text, line.text.size() * kTab);
    return line;
}

// False: the line ends the quote that the code stands in, and is not of it.
bool MarkdownBlocks::takeFenced(State& state, QStringView text, Blocks& out)
{
    for (int i = 0; i < state.block.quote; ++i) {
        QStringView rest = text;
        takeIndent(rest, kTab - 1);
        if (rest.isEmpty() || rest.front() != QLatin1Char{'>'}) {
            close(state, out);
            return false;
        }
        text = rest.sliced(1);
        takeIndent(text, 1);
    }
    QStringView words = text;
    const qsizetype indent = takeIndent(words, state.fence.indent + kTab);
    const qsizetype marks = runOf(words, state.fence.mark);
    if (indent < state.fence.indent + kTab && marks >= state.fence.length && isBlank(words.sliced(marks))) {
        close(state, out);
        return true;
    }
    takeIndent(text, state.fence.indent);
    add(state, text, true, out);
    return true;
}

bool MarkdownBlocks::isLazy(const State& state, const Line& line)
{
    return state.isOpen && state.block.kind == Kind::Paragraph && !startsLeaf(line.text) && !markerOf(line.text)
        && (line.quote == 0 || line.quote == state.quote);
}

// Those that the line is not indented enough for.
void MarkdownBlocks::leaveLists(State& state, const Line& line)
{
    while (!state.lists.isEmpty() && line.indent < state.lists.back())
        state.lists.pop_back();
}

void MarkdownBlocks::takeText(State& state, Line line, Blocks& out)
{
    if (line.quote != state.quote && !isLazy(state, line)) {
        close(state, out);
        state.lists.clear();
        state.quote = line.quote;
    }
    if (takeUnderline(state, line, out) || takeRow(state, line, out))
        return;
    if (isLazy(state, line)) {
        add(state, line.text, true, out);
        return;
    }
    leaveLists(state, line);
    if (takeMarkers(state, line, out) && line.text.isEmpty())
        return;
    takeLeaf(state, line, line.indent - (state.lists.isEmpty() ? 0 : state.lists.back()), out);
}

// Of the items of lists that the line begins.
bool MarkdownBlocks::takeMarkers(State& state, Line& line, Blocks& out)
{
    int items = 0;
    while (items < kDeepest && !line.text.isEmpty() && takeMarker(state, line, out))
        ++items;
    if (items > 0 && line.text.isEmpty())
        start(state, Kind::Paragraph, out);
    return items > 0;
}

bool MarkdownBlocks::takeMarker(State& state, Line& line, Blocks& out)
{
    const qsizetype within = line.indent - (state.lists.isEmpty() ? 0 : state.lists.back());
    const std::optional<Marker> marker = markerOf(line.text);
    const bool isInText = state.isOpen && state.block.kind == Kind::Paragraph && state.block.indent == 0;
    if (!marker || within >= kTab || isRule(line.text) || (isInText && !startsList(*marker)))
        return false;
    close(state, out);
    QStringView rest = line.text.sliced(marker->length);
    QStringView words = rest;
    qsizetype gap = takeIndent(words, words.size() * kTab);
    if (gap > kTab || words.isEmpty())
        gap = std::min<qsizetype>(1, gap);
    takeIndent(rest, gap);
    if (state.lists.size() == kDeepest)
        state.lists.pop_back();
    state.lists.push_back(line.indent + marker->length + std::max<qsizetype>(1, gap));
    state.marker = marker->shown;
    takeTask(rest, state.marker);
    line.whole = rest;
    line.text = rest;
    line.indent = state.lists.back() + takeIndent(line.text, line.text.size() * kTab);
    return true;
}

void MarkdownBlocks::takeLeaf(State& state, const Line& line, qsizetype within, Blocks& out)
{
    const bool isCode = state.isOpen && state.block.kind == Kind::Code;
    if (within >= kTab && (!state.isOpen || isCode)) {
        if (!isCode)
            start(state, Kind::Code, out);
        QStringView code = line.whole;
        takeIndent(code, line.indent - within + kTab);
        add(state, code, true, out);
        return;
    }
    if (isCode)
        close(state, out);
    if (openFence(state, line, out) || takeWhole(state, line.text, out))
        return;
    if (!state.isOpen)
        start(state, Kind::Paragraph, out);
    add(state, line.text, true, out);
}

bool MarkdownBlocks::openFence(State& state, const Line& line, Blocks& out)
{
    const qsizetype length = fenceOf(line.text);
    if (length == 0)
        return false;
    start(state, Kind::Code, out);
    state.fence = {line.text.front(), length, line.indent};
    state.block.isFenced = true;
    const QStringView info = line.text.sliced(length).trimmed();
    const auto* end = std::find_if(info.begin(), info.end(), isSpace);
    state.block.language = info.first(std::min<qsizetype>(end - info.begin(), kMostLanguage)).toString();
    return true;
}

// Blocks of one line.
bool MarkdownBlocks::takeWhole(State& state, QStringView text, Blocks& out)
{
    const int level = headingLevel(text);
    if (level == 0 && !isRule(text))
        return false;
    start(state, level > 0 ? Kind::Heading : Kind::Rule, out);
    state.block.level = level;
    if (level > 0)
        state.block.text = headingText(text.sliced(level)).toString();
    close(state, out);
    return true;
}

// The line under a heading.
bool MarkdownBlocks::takeUnderline(State& state, const Line& line, Blocks& out)
{
    if (!state.isOpen || state.block.kind != Kind::Paragraph || state.block.text.isEmpty())
        return false;
    if (line.quote != state.quote || (!state.lists.isEmpty() && line.indent < state.lists.back()))
        return false;
    const QStringView marks = line.text.trimmed();
    if (marks.isEmpty())
        return false;
    const QChar mark = marks.front();
    if ((mark != QLatin1Char{'='} && mark != QLatin1Char{'-'}) || runOf(marks, mark) != marks.size())
        return false;
    if (mark == QLatin1Char{'-'} && marks.size() < 2)
        return false;
    state.block.kind = Kind::Heading;
    state.block.level = mark == QLatin1Char{'='} ? 1 : 2;
    close(state, out);
    return true;
}

bool MarkdownBlocks::startsTable(State& state, QStringView text)
{
    const bool isHead = state.isOpen && state.block.kind == Kind::Paragraph && !state.block.continues
        && state.block.text.contains(QLatin1Char{'|'}) && state.block.text.count(QLatin1Char{'\n'}) == 1;
    if (!isHead || !isTableRule(text))
        return false;
    const qsizetype columns = tableCells(state.block.text).size();
    if (columns != tableCells(text).size() || columns > kMostColumns)
        return false;
    state.block.kind = Kind::Table;
    state.columns = columns;
    state.rows = 0;
    return true;
}

bool MarkdownBlocks::takeRow(State& state, const Line& line, Blocks& out)
{
    if (startsTable(state, line.text)) {
        add(state, line.text, true, out);
        return true;
    }
    if (!state.isOpen || state.block.kind != Kind::Table)
        return false;
    if (startsLeaf(line.text) || (markerOf(line.text) && !line.text.contains(QLatin1Char{'|'}))) {
        close(state, out);
        return false;
    }
    if (++state.rows * state.columns > kMostCells) {
        start(state, Kind::Table, out);
        state.block.continues = true;
        state.rows = 1;
    }
    add(state, line.text, true, out);
    return true;
}

void MarkdownBlocks::start(State& state, Kind kind, Blocks& out)
{
    close(state, out);
    state.isOpen = true;
    state.block = {};
    state.block.kind = kind;
    state.block.indent = static_cast<int>(state.lists.size());
    state.block.quote = state.quote;
    std::swap(state.block.marker, state.marker);
}

void MarkdownBlocks::add(State& state, QStringView text, bool isEnd, Blocks& out)
{
    if (state.block.text.size() + text.size() > kMostText && !state.block.text.isEmpty()) {
        MarkdownBlock next = state.block;
        out.push_back(state.block);
        next.text.clear();
        next.marker.clear();
        next.continues = true;
        state.block = next;
        state.rows = 1;
    }
    state.block.text.append(text);
    if (isEnd)
        state.block.text.append(QLatin1Char{'\n'});
}

void MarkdownBlocks::close(State& state, Blocks& out)
{
    state.fence = {};
    if (!std::exchange(state.isOpen, false))
        return;
    // Blank lines behind indented code are not of it.
    if (state.block.kind == Kind::Code && !state.block.isFenced)
        while (state.block.text.endsWith(QLatin1String{"\n\n"}))
            state.block.text.chop(1);
    out.push_back(std::exchange(state.block, {}));
}

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
