// SPDX-License-Identifier: GPL-3.0-or-later
// Streamed Markdown as a flat row of small blocks: each is closed once, what is still open is looked at apart.
//
// Lists and quotes are no tree: a block says how many it stands in, up to kDeepest. No block is longer than about
// kMostText characters; what is longer goes on in blocks that say so. Cost is linear in the text, whatever it holds.
// Where the text was cut on its way makes no difference.
#pragma once

#include <QString>
#include <QStringView>
#include <QVector>

namespace inferometer::ui {

struct MarkdownBlock
{
    enum class Kind : std::uint8_t { Paragraph, Heading, Code, Table, Rule, Plain };

    Kind kind = Kind::Paragraph;
    int level = 0;           // of a heading: 1 to 6
    int indent = 0;          // lists around it
    int quote = 0;           // quotes around it
    QString marker{};        // of a list's item: a bullet or its number; only its first block has it
    QString language{};      // of fenced code
    QString text{};          // each line with its line feed: inline Markdown, rows of a table, or code as it is
    bool isFenced = false;   // code between marks, not by its indentation
    bool continues = false;  // the block before goes on in it

    bool operator==(const MarkdownBlock&) const = default;
};

class MarkdownBlocks
{
public:
    enum class Mode : std::uint8_t { Markdown, Plain };
    static constexpr int kDeepest = 6;
    static constexpr qsizetype kMostText = 4'000;
    static constexpr qsizetype kMostCells = 200;  // of a table's block

    explicit MarkdownBlocks(Mode mode = Mode::Markdown);

    void append(QStringView text);
    // The text is whole: what was open is closed.
    void finish();

    const QVector<MarkdownBlock>& closed() const { return m_closed; }
    // What finish() would close.
    QVector<MarkdownBlock> open() const;

private:
    struct Fence
    {
        QChar mark{};  // null: none is open
        qsizetype length = 0;
        qsizetype indent = 0;
    };
    struct Line
    {
        QStringView text;  // without quotes and indentation
        QStringView whole;
        qsizetype indent = 0;  // columns, behind the quotes
        int quote = 0;
    };
    struct State
    {
        bool isPlain = false;
        bool isOpen = false;
        MarkdownBlock block{};
        Fence fence{};
        QVector<qsizetype> lists{};  // column where the text of each item begins
        QString marker{};            // of an item whose text has not begun
        int quote = 0;
        bool inLine = false;  // a line too long to wait for has begun
        qsizetype rows = 0;   // of an open table's block
        qsizetype columns = 0;
    };
    using Blocks = QVector<MarkdownBlock>;

    static Line lineOf(QStringView text);
    static void takeLine(State& state, QStringView text, Blocks& out);
    static void takeRest(State& state, QStringView text, bool isEnd, Blocks& out);
    static void takeText(State& state, Line line, Blocks& out);
    static void takeLeaf(State& state, const Line& line, qsizetype within, Blocks& out);
    static bool takeFenced(State& state, QStringView text, Blocks& out);
    static bool takeRow(State& state, const Line& line, Blocks& out);
    static bool takeMarkers(State& state, Line& line, Blocks& out);
    static bool takeMarker(State& state, Line& line, Blocks& out);
    static bool takeUnderline(State& state, const Line& line, Blocks& out);
    static bool takeWhole(State& state, QStringView text, Blocks& out);
    static bool openFence(State& state, const Line& line, Blocks& out);
    static bool startsTable(State& state, QStringView text);
    static bool isLazy(const State& state, const Line& line);
    static void leaveLists(State& state, const Line& line);
    static void start(State& state, MarkdownBlock::Kind kind, Blocks& out);
    static void add(State& state, QStringView text, bool isEnd, Blocks& out);
    static void close(State& state, Blocks& out);

    State m_state{};
    QString m_pending;  // of a line that has not ended
    Blocks m_closed;
};

}  // namespace inferometer::ui
