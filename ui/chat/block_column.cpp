// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/block_column.h"

#include "ui/base/text.h"
#include "widgets/metrics.h"

#include <QAbstractTextDocumentLayout>
#include <QCoreApplication>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocumentFragment>

#include <algorithm>
#include <cmath>
#include <utility>

namespace inferometer::ui {

namespace {

using Kind = MarkdownBlock::Kind;

constexpr qsizetype kMostAtOnce = 100'000;
constexpr qsizetype kMostBlocksAtOnce = 1'000;
constexpr qsizetype kSlice = 4'000;
constexpr int kManySteps = 64;
constexpr qsizetype kMostShown = 400'000;

bool isCode(const MarkdownBlock& block) { return block.kind == Kind::Code; }

}  // namespace

BlockColumn::BlockColumn(MarkdownBlocks::Mode mode, BlockWork& work) : m_work{work}, m_blocks{mode} {}

BlockColumn::~BlockColumn()
{
    for (Piece& piece : m_pieces)
        drop(piece);
}

void BlockColumn::setLook(const BlockLook& look)
{
    m_look = look;
    m_step = widgets::rhythm(look.text, kManySteps) / double{kManySteps};
    m_textMetrics = QFontMetrics{look.text};
    m_codeMetrics = QFontMetrics{look.code};
    for (Piece& piece : m_pieces) {
        drop(piece);
        piece.height = guess(piece);
    }
    m_madeFrom = m_madeTo = 0;
    place(0);
}

void BlockColumn::setWidth(int width)
{
    if (std::exchange(m_width, width) == width)
        return;
    for (Piece& piece : m_pieces) {
        if (piece.document)
            piece.document->setTextWidth(roomOf(piece));
        piece.height = piece.document ? measured(piece) : guess(piece);
    }
    place(0);
}

bool BlockColumn::take(const QString& text, bool isWhole)
{
    if (m_isWhole || (!isWhole && text.size() == m_taken + m_left))
        return false;
    const qsizetype all = std::min(text.size(), kMostShown);
    takeUpTo(text, std::min(all, m_taken + kMostAtOnce));
    const bool isAll = m_taken == all;
    m_left = isAll ? text.size() - all : 0;
    m_isWhole = isWhole && isAll;
    if (m_isWhole)
        m_blocks.finish();
    setPieces();
    return !isAll;
}

// Or less, where the text is many small blocks.
void BlockColumn::takeUpTo(QStringView text, qsizetype end)
{
    const qsizetype most = m_blocks.closed().size() + kMostBlocksAtOnce;
    while (m_taken < end && m_blocks.closed().size() < most) {
        const qsizetype slice = std::min(kSlice, end - m_taken);
        m_blocks.append(text.sliced(m_taken, slice));
        m_taken += slice;
    }
}

void BlockColumn::setPieces()
{
    const QVector<MarkdownBlock>& closed = m_blocks.closed();
    const std::size_t from = m_closed;
    std::size_t index = from;
    for (auto i = static_cast<qsizetype>(from); i < closed.size(); ++i)
        setPiece(index++, closed[i]);
    m_closed = index;
    for (const MarkdownBlock& block : m_blocks.open())
        setPiece(index++, block);
    if (m_left > 0)
        setPiece(index++,
                 {.kind = Kind::Plain,
                  .text = QCoreApplication::translate("details", "[%1 more characters are not shown]")
                              .arg(countText(static_cast<std::uint64_t>(m_left)))});
    for (std::size_t i = index; i < m_pieces.size(); ++i)
        drop(m_pieces[i]);
    m_pieces.resize(index);
    m_madeTo = std::min(m_madeTo, index);
    m_madeFrom = std::min(m_madeFrom, m_madeTo);
    place(from);
}

void BlockColumn::setPiece(std::size_t index, const MarkdownBlock& block)
{
    if (index == m_pieces.size())
        m_pieces.emplace_back();
    Piece& piece = m_pieces[index];
    if (piece.block == block && piece.height > 0)
        return;
    const MarkdownBlock before = std::exchange(piece.block, block);
    if (piece.document && growDocument(*piece.document, before, block, m_look)) {
        ++m_work.grown;
        piece.height = measured(piece);
        return;
    }
    drop(piece);
    piece.height = guess(piece);
}

void BlockColumn::drop(Piece& piece)
{
    if (piece.document)
        --m_work.documents;
    piece.document.reset();
}

void BlockColumn::make(std::size_t index)
{
    Piece& piece = m_pieces[index];
    piece.document = blockDocument(piece.block, m_look);
    piece.document->setTextWidth(roomOf(piece));
    piece.height = measured(piece);
    ++m_work.documents;
    ++(index < m_closed ? m_work.closedMade : m_work.openMade);
}

// Where each block stands, from this one on.
void BlockColumn::place(std::size_t from)
{
    for (std::size_t i = from; i < m_pieces.size(); ++i)
        m_pieces[i].top = topAfter(i);
}

// Of this block, by the one before it.
int BlockColumn::topAfter(std::size_t index) const
{
    if (index == 0)
        return 0;
    const Piece& above = m_pieces[index - 1];
    return above.top + above.height + gapBefore(index);
}

int BlockColumn::height() const
{
    if (m_pieces.empty())
        return 0;
    const Piece& last = m_pieces.back();
    return last.top + last.height + (isCode(last.block) ? codePadding() : 0);
}

// What has just gone out of sight is kept for a while: it may be back with the next line.
bool BlockColumn::show(int top, int bottom)
{
    const bool isNone = m_pieces.empty() || bottom <= 0 || top >= height() || top >= bottom;
    const auto first = isNone ? 0 : static_cast<std::size_t>(blockAt(top));
    const bool changed = !isNone && makeBetween(first, bottom);
    const int kept = (bottom - top) / 2;
    const auto from = isNone ? 0 : static_cast<std::size_t>(blockAt(top - kept));
    const auto end = isNone ? 0 : static_cast<std::size_t>(blockAt(bottom + kept)) + 1;
    for (std::size_t i = m_madeFrom; i < m_madeTo; ++i)
        if (i < from || i >= end)
            drop(m_pieces[i]);
    m_madeFrom = from;
    m_madeTo = end;
    return changed;
}

bool BlockColumn::makeBetween(std::size_t first, int bottom)
{
    bool changed = false;
    std::size_t i = first;
    for (; i < m_pieces.size(); ++i) {
        Piece& piece = m_pieces[i];
        if (changed)
            piece.top = topAfter(i);
        if (piece.top >= bottom)
            break;
        if (piece.document)
            continue;
        const int guessed = piece.height;
        make(i);
        changed = changed || piece.height != guessed;
    }
    if (changed)
        place(i);
    return changed;
}

qsizetype BlockColumn::blockAt(int y) const
{
    const auto after = std::upper_bound(m_pieces.begin(), m_pieces.end(), y,
                                        [](int at, const Piece& piece) { return at < piece.top; });
    return std::max<qsizetype>(0, after - m_pieces.begin() - 1);
}

int BlockColumn::topOf(qsizetype block) const
{
    return m_pieces.empty() ? 0 : m_pieces[static_cast<std::size_t>(std::clamp<qsizetype>(block, 0, count() - 1))].top;
}

int BlockColumn::steps(double count) const { return qRound(count * m_step); }

int BlockColumn::codePadding() const { return steps(1); }

bool BlockColumn::endsCode(std::size_t index) const
{
    return index + 1 == m_pieces.size() || !m_pieces[index + 1].block.continues || !isCode(m_pieces[index + 1].block);
}

int BlockColumn::gapBefore(std::size_t index) const
{
    const MarkdownBlock& block = m_pieces[index].block;
    const MarkdownBlock& above = m_pieces[index - 1].block;
    if (block.continues && block.kind == above.kind)
        return 0;
    const int under = isCode(above) ? codePadding() : 0;
    if (block.kind == Kind::Heading)
        return under + steps(block.level <= 2 ? 2 : 1.5);
    const bool isList = block.indent > 0 && above.indent > 0 && !isCode(block) && !isCode(above);
    return under + steps(isList ? 0.5 : 1.25);
}

int BlockColumn::headHeight(const Piece& piece) const
{
    return isCode(piece.block) && !piece.block.continues ? steps(3.5) : 0;
}

int BlockColumn::leftOf(const Piece& piece) const
{
    int left = piece.block.quote * steps(2);
    left += piece.block.indent * steps(3);
    if (isCode(piece.block))
        left += codePadding();
    if (piece.block.marker.isEmpty())
        return left;
    // A number of many digits takes the room it needs.
    return std::max(left, m_textMetrics.horizontalAdvance(piece.block.marker) + steps(1));
}

int BlockColumn::roomOf(const Piece& piece) const
{
    const int room = m_width - leftOf(piece) - (isCode(piece.block) ? codePadding() : 0);
    return std::max(room, steps(8));
}

int BlockColumn::guess(const Piece& piece) const
{
    const MarkdownBlock& block = piece.block;
    if (block.kind == Kind::Rule)
        return steps(1);
    const QFontMetrics& metrics = isCode(block) ? m_codeMetrics : m_textMetrics;
    const int letters = std::max(1, roomOf(piece) / std::max(1, metrics.averageCharWidth()));
    const auto lines = std::max<qsizetype>(1, block.text.count(QLatin1Char{'\n'})) + block.text.size() / letters;
    const int line = metrics.lineSpacing() * (isCode(block) ? 100 : kLineHeight) / 100
        + (block.kind == Kind::Table ? steps(1) : 0);
    return headHeight(piece) + static_cast<int>(lines) * line;
}

int BlockColumn::measured(const Piece& piece) const
{
    if (piece.block.kind == Kind::Rule)
        return steps(1);
    return headHeight(piece) + static_cast<int>(std::ceil(piece.document->size().height()));
}

QPoint BlockColumn::originOf(const Piece& piece) const { return {leftOf(piece), piece.top + headHeight(piece)}; }

void BlockColumn::paint(QPainter& painter, const QRect& clip) const
{
    if (m_pieces.empty())
        return;
    for (auto i = static_cast<std::size_t>(blockAt(clip.top())); i < m_madeTo && m_pieces[i].top <= clip.bottom(); ++i)
    {
        const Piece& piece = m_pieces[i];
        if (!piece.document)
            continue;
        if (isCode(piece.block))
            paintPlate(painter, i);
        paintMargin(painter, i);
        paintText(painter, i, clip);
    }
}

void BlockColumn::paintPlate(QPainter& painter, std::size_t index) const
{
    const Piece& piece = m_pieces[index];
    const double radius = steps(1);
    const int left = leftOf(piece) - codePadding();
    const QRectF area{double(left), double(piece.top), double(m_width - left),
                      double(piece.height + (endsCode(index) ? codePadding() : 0))};
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(area.adjusted(-1, 0, 1, 0), Qt::IntersectClip);
    painter.setPen(m_look.palette.color(QPalette::Mid));
    painter.setBrush(m_look.palette.base());
    painter.drawRoundedRect(
        area.adjusted(0.5, piece.block.continues ? -2 * radius : 0.5, -0.5, endsCode(index) ? -0.5 : 2 * radius),
        radius, radius);
    painter.restore();
    if (piece.block.continues || piece.block.language.isEmpty())
        return;
    painter.setFont(widgets::scaledFont(m_look.text, 0.85));
    painter.setPen(m_look.palette.color(QPalette::PlaceholderText));
    painter.drawText(QRectF{area.left() + codePadding(), area.top(), area.width() / 2, double(headHeight(piece))},
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, visibleLine(piece.block.language));
}

// The bars of quotes, the marker of an item, the line of a rule.
void BlockColumn::paintMargin(QPainter& painter, std::size_t index) const
{
    const Piece& piece = m_pieces[index];
    const int thick = std::max(2, steps(0.375));
    for (int i = 0; i < piece.block.quote; ++i) {
        // One bar for all blocks of a quote.
        const bool goesOn = index > 0 && m_pieces[index - 1].block.quote > i;
        const int top = goesOn ? m_pieces[index - 1].top + m_pieces[index - 1].height : piece.top;
        painter.fillRect(QRect{i * steps(2), top, thick, piece.top + piece.height - top},
                         m_look.palette.color(QPalette::Mid));
    }
    if (piece.block.kind == Kind::Rule)
        painter.fillRect(QRect{leftOf(piece), piece.top + piece.height / 2, m_width - leftOf(piece), 1},
                         m_look.palette.color(QPalette::Mid));
    if (piece.block.marker.isEmpty())
        return;
    const int right = originOf(piece).x() - steps(1);
    painter.setFont(m_look.text);
    painter.setPen(m_look.palette.color(QPalette::PlaceholderText));
    painter.drawText(QRect{0, piece.top, right, m_textMetrics.height()},
                     Qt::AlignRight | Qt::AlignTop | Qt::TextDontClip, piece.block.marker);
}

void BlockColumn::paintText(QPainter& painter, std::size_t index, const QRect& clip) const
{
    const Piece& piece = m_pieces[index];
    const QPoint origin = originOf(piece);
    QAbstractTextDocumentLayout::PaintContext context;
    context.palette = m_look.palette;
    context.palette.setColor(QPalette::Text, m_look.textColor());
    context.clip = QRectF{clip.translated(-origin)};
    const auto [from, to] = std::minmax({m_anchor, m_cursor});
    const auto block = static_cast<qsizetype>(index);
    if (hasSelection() && block >= from.block && block <= to.block) {
        QTextCursor cursor{piece.document.get()};
        cursor.movePosition(QTextCursor::End);
        const int end = cursor.position();
        cursor.setPosition(block == from.block ? std::min(from.position, end) : 0);
        cursor.setPosition(block == to.block ? std::min(to.position, end) : end, QTextCursor::KeepAnchor);
        QTextCharFormat format;
        // As in fields.
        format.setBackground(m_look.palette.color(QPalette::Link));
        format.setForeground(m_look.palette.color(QPalette::Base));
        context.selections.push_back({cursor, format});
    }
    painter.save();
    painter.translate(origin);
    piece.document->documentLayout()->draw(&painter, context);
    painter.restore();
}

std::vector<BlockColumn::CodeHead> BlockColumn::codeHeads() const
{
    std::vector<CodeHead> heads;
    for (std::size_t i = m_madeFrom; i < m_madeTo; ++i) {
        const Piece& piece = m_pieces[i];
        if (!piece.document || !isCode(piece.block) || piece.block.continues)
            continue;
        const int left = leftOf(piece) - codePadding();
        heads.push_back({static_cast<qsizetype>(i), QRect{left, piece.top, m_width - left, headHeight(piece)},
                         piece.block.language});
    }
    return heads;
}

QString BlockColumn::codeOf(qsizetype block) const
{
    QString code;
    for (auto i = static_cast<std::size_t>(block); i < m_pieces.size(); ++i) {
        if (i > static_cast<std::size_t>(block) && endsCode(i - 1))
            break;
        code += m_pieces[i].block.text;
    }
    return code.endsWith(QLatin1Char{'\n'}) ? code.chopped(1) : code;
}

BlockColumn::Place BlockColumn::placeAt(const QPointF& point) const
{
    if (m_pieces.empty())
        return {};
    const qsizetype block = blockAt(static_cast<int>(point.y()));
    const Piece& piece = m_pieces[static_cast<std::size_t>(block)];
    if (!piece.document)
        return {block, 0};
    return {block, std::max(0, piece.document->documentLayout()->hitTest(point - originOf(piece), Qt::FuzzyHit))};
}

QString BlockColumn::linkAt(const QPointF& point) const
{
    if (m_pieces.empty() || point.y() < 0 || point.y() >= height())
        return {};
    const Piece& piece = m_pieces[static_cast<std::size_t>(blockAt(static_cast<int>(point.y())))];
    return piece.document ? piece.document->documentLayout()->anchorAt(point - originOf(piece)) : QString{};
}

QStringList BlockColumn::links() const
{
    QStringList links;
    for (std::size_t i = m_madeFrom; i < m_madeTo; ++i)
        if (m_pieces[i].document)
            links += linksIn(*m_pieces[i].document);
    links.removeDuplicates();
    return links;
}

void BlockColumn::select(const Place& anchor, const Place& cursor)
{
    m_anchor = anchor;
    m_cursor = cursor;
}

void BlockColumn::selectWord(const QPointF& point)
{
    const Place place = placeAt(point);
    if (m_pieces.empty() || !m_pieces[static_cast<std::size_t>(place.block)].document)
        return;
    QTextCursor cursor{m_pieces[static_cast<std::size_t>(place.block)].document.get()};
    cursor.setPosition(place.position);
    cursor.select(QTextCursor::WordUnderCursor);
    select({place.block, cursor.selectionStart()}, {place.block, cursor.selectionEnd()});
}

void BlockColumn::selectAll()
{
    if (m_pieces.empty())
        return;
    const auto last = m_pieces.size() - 1;
    const int end = static_cast<int>(m_pieces[last].block.text.size()) * 8;  // beyond what the document can hold
    select({}, {static_cast<qsizetype>(last), std::max(1, end)});
}

QString BlockColumn::selectedText() const
{
    if (!hasSelection() || m_pieces.empty())
        return {};
    const auto [from, to] = std::minmax({m_anchor, m_cursor});
    QStringList texts;
    const auto end = std::min(static_cast<std::size_t>(to.block), m_pieces.size() - 1);
    for (auto i = static_cast<std::size_t>(from.block); i <= end; ++i)
        texts << selectedIn(i, from, to);
    return texts.join(QLatin1Char{'\n'});
}

QString BlockColumn::selectedIn(std::size_t index, const Place& from, const Place& to) const
{
    const Piece& piece = m_pieces[index];
    const auto block = static_cast<qsizetype>(index);
    const QString whole = blockText(piece.block);
    const bool fromStart = block > from.block || from.position == 0;
    const QString marker = piece.block.marker.isEmpty() || !fromStart ? QString{} : piece.block.marker + u' ';
    const bool toEnd = block < to.block || to.position >= whole.size();
    if (fromStart && toEnd)
        return marker + whole;
    const std::unique_ptr<QTextDocument> own = piece.document ? nullptr : blockDocument(piece.block, m_look);
    QTextCursor cursor{own ? own.get() : piece.document.get()};
    cursor.movePosition(QTextCursor::End);
    const int last = cursor.position();
    cursor.setPosition(block == from.block ? std::min(from.position, last) : 0);
    cursor.setPosition(block == to.block ? std::min(to.position, last) : last, QTextCursor::KeepAnchor);
    return marker + cursor.selection().toPlainText();
}

}  // namespace inferometer::ui
