// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/markdown_blocks.h"

#include "ui/chat/markdown_lines.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace inferometer::ui {

namespace {

using Kind = MarkdownBlock::Kind;

constexpr qsizetype kMostColumns = 20;
constexpr qsizetype kMostLanguage = 40;

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
        line.indent = takeIndent(rest, kTabColumns);
        if (line.indent >= kTabColumns || rest.isEmpty() || rest.front() != QLatin1Char{'>'})
            break;
        rest = rest.sliced(1);
        takeIndent(rest, 1);
        line.text = rest;
        line.quote = std::min(line.quote + 1, kDeepest);
    }
    line.whole = line.text;
    line.indent = takeIndent(line.text, line.text.size() * kTabColumns);
    return line;
}

// False: the line ends the quote that the code stands in, and is not of it.
bool MarkdownBlocks::takeFenced(State& state, QStringView text, Blocks& out)
{
    for (int i = 0; i < state.block.quote; ++i) {
        QStringView rest = text;
        takeIndent(rest, kTabColumns - 1);
        if (rest.isEmpty() || rest.front() != QLatin1Char{'>'}) {
            close(state, out);
            return false;
        }
        text = rest.sliced(1);
        takeIndent(text, 1);
    }
    QStringView words = text;
    const qsizetype indent = takeIndent(words, state.fence.indent + kTabColumns);
    const qsizetype marks = runOf(words, state.fence.mark);
    if (indent < state.fence.indent + kTabColumns && marks >= state.fence.length && isBlank(words.sliced(marks))) {
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
    const std::optional<ListMarker> marker = markerOf(line.text);
    const bool isInText = state.isOpen && state.block.kind == Kind::Paragraph && state.block.indent == 0;
    if (!marker || within >= kTabColumns || isRule(line.text) || (isInText && !startsList(*marker)))
        return false;
    close(state, out);
    QStringView rest = line.text.sliced(marker->length);
    QStringView words = rest;
    qsizetype gap = takeIndent(words, words.size() * kTabColumns);
    if (gap > kTabColumns || words.isEmpty())
        gap = std::min<qsizetype>(1, gap);
    takeIndent(rest, gap);
    if (state.lists.size() == kDeepest)
        state.lists.pop_back();
    state.lists.push_back(line.indent + marker->length + std::max<qsizetype>(1, gap));
    state.marker = marker->shown;
    takeTask(rest, state.marker);
    line.whole = rest;
    line.text = rest;
    line.indent = state.lists.back() + takeIndent(line.text, line.text.size() * kTabColumns);
    return true;
}

void MarkdownBlocks::takeLeaf(State& state, const Line& line, qsizetype within, Blocks& out)
{
    const bool isCode = state.isOpen && state.block.kind == Kind::Code;
    if (within >= kTabColumns && (!state.isOpen || isCode)) {
        if (!isCode)
            start(state, Kind::Code, out);
        QStringView code = line.whole;
        takeIndent(code, line.indent - within + kTabColumns);
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
    const auto* end = std::find_if(info.begin(), info.end(), isLineSpace);
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

}  // namespace inferometer::ui
