// SPDX-License-Identifier: GPL-3.0-or-later
// A text under the hand of its writer, as a column of blocks. Only what is near the part in view has a document; the
// rest has a height that was measured or guessed. A closed block is made once while it stays near.
#pragma once

#include "ui/chat/block_document.h"
#include "ui/chat/markdown_blocks.h"

#include <QFontMetrics>
#include <QPainter>
#include <QRect>

#include <memory>
#include <tuple>
#include <vector>

namespace inferometer::ui {

// Work done, for tests and benchmarks.
struct BlockWork
{
    qint64 closedMade = 0;  // documents of closed blocks
    qint64 openMade = 0;    // of what was still open
    qint64 grown = 0;       // open code that was added to
    qint64 documents = 0;   // alive
};

class BlockColumn
{
public:
    struct Place
    {
        qsizetype block = 0;
        int position = 0;
        bool operator==(const Place&) const = default;
        bool operator<(const Place& other) const
        {
            return std::tie(block, position) < std::tie(other.block, other.position);
        }
    };
    struct CodeHead
    {
        qsizetype block = 0;
        QRect area{};
        QString language{};
    };

    // Counts its work in `work`, which outlives it.
    BlockColumn(MarkdownBlocks::Mode mode, BlockWork& work);
    ~BlockColumn();
    BlockColumn(const BlockColumn&) = delete;
    BlockColumn& operator=(const BlockColumn&) = delete;

    void setLook(const BlockLook& look);
    void setWidth(int width);
    // Takes what the text has more than the one before; not all at once of a long one: true when some is left. Once it
    // is whole, it stays as it is.
    bool take(const QString& text, bool isWhole);

    bool isEmpty() const { return m_pieces.empty(); }
    qsizetype count() const { return static_cast<qsizetype>(m_pieces.size()); }
    int height() const;
    // Makes what stands between, and drops what does not. True when that has changed the height of something.
    bool show(int top, int bottom);
    void paint(QPainter& painter, const QRect& clip) const;

    qsizetype blockAt(int y) const;
    int topOf(qsizetype block) const;
    std::vector<CodeHead> codeHeads() const;  // of those that are made
    // All of the code that begins in this block, as it came; its last line without a line feed.
    QString codeOf(qsizetype block) const;

    Place placeAt(const QPointF& point) const;
    QString linkAt(const QPointF& point) const;
    QStringList links() const;  // in what is made
    void select(const Place& anchor, const Place& cursor);
    void selectWord(const QPointF& point);
    void selectAll();
    bool hasSelection() const { return m_anchor != m_cursor; }
    const Place& anchor() const { return m_anchor; }
    QString selectedText() const;

private:
    struct Piece
    {
        MarkdownBlock block{};
        std::unique_ptr<QTextDocument> document{};
        int top = 0;
        int height = 0;
    };

    void setPiece(std::size_t index, const MarkdownBlock& block);
    void takeUpTo(QStringView text, qsizetype end);
    void setPieces();
    void make(std::size_t index);
    bool makeBetween(std::size_t first, int bottom);
    void drop(Piece& piece);
    void place(std::size_t from);
    int topAfter(std::size_t index) const;
    int gapBefore(std::size_t index) const;
    int headHeight(const Piece& piece) const;
    int steps(double count) const;  // of the rhythm (widgets/metrics.h)
    int codePadding() const;
    int leftOf(const Piece& piece) const;
    int roomOf(const Piece& piece) const;
    int guess(const Piece& piece) const;
    int measured(const Piece& piece) const;
    bool endsCode(std::size_t index) const;
    QPoint originOf(const Piece& piece) const;
    void paintPlate(QPainter& painter, std::size_t index) const;
    void paintMargin(QPainter& painter, std::size_t index) const;
    void paintText(QPainter& painter, std::size_t index, const QRect& clip) const;
    QString selectedIn(std::size_t index, const Place& from, const Place& to) const;

    BlockWork& m_work;
    MarkdownBlocks m_blocks;
    BlockLook m_look{};
    double m_step = 0;
    QFontMetrics m_textMetrics{QFont{}};
    QFontMetrics m_codeMetrics{QFont{}};
    std::vector<Piece> m_pieces;
    std::size_t m_closed = 0;  // pieces that never change again
    qsizetype m_taken = 0;
    bool m_isWhole = false;
    qsizetype m_left = 0;  // characters that are not shown
    int m_width = 0;
    std::size_t m_madeFrom = 0;  // documents are between these two
    std::size_t m_madeTo = 0;
    Place m_anchor{};
    Place m_cursor{};
};

}  // namespace inferometer::ui
