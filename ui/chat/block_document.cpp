// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/block_document.h"

#include "core/base/visible_text.h"
#include "ui/base/text.h"
#include "ui/chat/markdown_inline.h"
#include "ui/chat/markdown_lines.h"
#include "widgets/metrics.h"

#include <QFontDatabase>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextTable>
#include <QWidget>

#include <algorithm>
#include <array>

namespace inferometer::ui {

namespace {

using Kind = MarkdownBlock::Kind;

class BareDocument final : public QTextDocument
{
protected:
    QVariant loadResource(int /*type*/, const QUrl& /*name*/) override { return {}; }
};

void spellControls(std::uint32_t code, std::string& out)
{
    const auto letter = static_cast<char32_t>(code);
    if (code == '\n' || code == '\t')
        out += static_cast<char>(code);
    else
        out += visibleText(toStd(QString::fromUcs4(&letter, 1)));
}

QString visible(const QString& text) { return toQt(visibleBy(toStd(text), spellControls)); }

// Code and plain text as they are drawn: the last line needs no line feed.
QString shownText(const MarkdownBlock& block)
{
    return block.text.endsWith(QLatin1Char{'\n'}) ? block.text.chopped(1) : block.text;
}

bool isVerbatim(const MarkdownBlock& block) { return block.kind == Kind::Code || block.kind == Kind::Plain; }

QTextCharFormat formatOf(const InlineRun& run, const BlockLook& look, const QFont& base)
{
    QTextCharFormat format;
    QFont font = base;
    if (run.role == InlineRun::Role::Code) {
        font = look.code;
        font.setPointSizeF(QFontInfo{base}.pointSizeF() * 0.95);
        QColor back = look.palette.color(QPalette::Mid);
        back.setAlphaF(0.6F);
        format.setBackground(back);
    }
    font.setBold(base.bold() || run.isBold);
    font.setItalic(run.isItalic || run.role == InlineRun::Role::Picture);
    font.setStrikeOut(run.isStruck);
    format.setFont(font);
    format.setForeground(run.role == InlineRun::Role::Picture ? look.palette.color(QPalette::PlaceholderText)
                                                              : look.textColor());
    if (run.address.isEmpty())
        return format;
    format.setAnchor(true);
    format.setAnchorHref(run.address);
    format.setForeground(look.palette.color(QPalette::Link));
    format.setFontUnderline(true);
    return format;
}

void insertInline(QTextCursor& cursor, QStringView markdown, const BlockLook& look, const QFont& base)
{
    for (const InlineRun& run : inlineRuns(markdown))
        cursor.insertText(visible(run.text).replace(QLatin1Char{'\n'}, QChar::LineSeparator),
                          formatOf(run, look, base));
}

QVector<QStringView> linesOf(const QString& text)
{
    return QStringView{text}.split(QLatin1Char{'\n'}, Qt::SkipEmptyParts);
}

Qt::Alignment alignmentOf(const QString& rule)
{
    if (!rule.endsWith(QLatin1Char{':'}))
        return Qt::AlignLeft;
    return rule.startsWith(QLatin1Char{':'}) ? Qt::AlignHCenter : Qt::AlignRight;
}

struct TableText
{
    QVector<QVector<QString>> rows{};
    QVector<Qt::Alignment> alignments{};
    bool hasHead = false;
};

TableText tableOf(const MarkdownBlock& block)
{
    TableText table{.hasHead = !block.continues};
    for (const QStringView line : linesOf(block.text)) {
        const bool isRule = table.hasHead && table.rows.size() == 1 && table.alignments.isEmpty();
        const QVector<QString> cells = tableCells(line);
        if (!isRule)
            table.rows.push_back(cells);
        else
            std::transform(cells.begin(), cells.end(), std::back_inserter(table.alignments), alignmentOf);
    }
    return table;
}

// As many as the head has; of a block that goes on, as its widest row has.
qsizetype columnsOf(const TableText& table)
{
    if (table.hasHead)
        return table.alignments.size();
    qsizetype columns = 1;
    for (const auto& row : table.rows)
        columns = std::max(columns, row.size());
    return std::min<qsizetype>(columns, MarkdownBlocks::kMostCells);
}

QTextTableFormat tableFormat(const BlockLook& look)
{
    QTextTableFormat format;
    format.setBorderCollapse(true);
    format.setBorder(1);
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorderBrush(look.palette.color(QPalette::Mid));
    format.setCellPadding(widgets::rhythm(look.text, 0.5));
    format.setCellSpacing(0);
    return format;
}

void insertTable(QTextCursor& cursor, const MarkdownBlock& block, const BlockLook& look)
{
    const TableText table = tableOf(block);
    const qsizetype columns = columnsOf(table);
    if (table.rows.isEmpty() || columns < 1)
        return;
    QTextTable* grid
        = cursor.insertTable(static_cast<int>(table.rows.size()), static_cast<int>(columns), tableFormat(look));
    for (qsizetype row = 0; row < table.rows.size(); ++row) {
        QFont font = look.text;
        font.setBold(row == 0 && table.hasHead);
        for (qsizetype column = 0; column < std::min(columns, table.rows[row].size()); ++column) {
            QTextCursor cell = grid->cellAt(static_cast<int>(row), static_cast<int>(column)).firstCursorPosition();
            QTextBlockFormat format;
            format.setAlignment(table.alignments.value(column, Qt::AlignLeft));
            cell.setBlockFormat(format);
            insertInline(cell, table.rows[row][column], look, font);
        }
    }
}

void insertVerbatim(QTextCursor& cursor, const QString& text, const MarkdownBlock& block, const BlockLook& look)
{
    QTextCharFormat format;
    format.setFont(block.kind == Kind::Code ? look.code : look.text);
    format.setForeground(look.textColor());
    cursor.insertText(visible(text), format);
}

}  // namespace

BlockLook BlockLook::of(const QWidget& widget, bool isMuted)
{
    BlockLook look{.text = widget.font(), .palette = widget.palette(), .isMuted = isMuted};
    look.code = widgets::scaledFont(QFontDatabase::systemFont(QFontDatabase::FixedFont), 1);
    const double size = QFontInfo{look.text}.pointSizeF();
    look.code.setPointSizeF(size * 0.95);
    return look;
}

QColor BlockLook::textColor() const { return palette.color(isMuted ? QPalette::PlaceholderText : QPalette::Text); }

QFont BlockLook::headingFont(int level) const
{
    constexpr std::array kFactors{1.4, 1.25, 1.12, 1.0, 1.0, 1.0};
    return widgets::scaledFont(text, kFactors.at(static_cast<std::size_t>(std::clamp(level, 1, 6)) - 1), QFont::Bold);
}

std::unique_ptr<QTextDocument> blockDocument(const MarkdownBlock& block, const BlockLook& look)
{
    auto document = std::make_unique<BareDocument>();
    document->setUndoRedoEnabled(false);
    document->setDocumentMargin(0);
    const QFont base = block.kind == Kind::Heading ? look.headingFont(block.level)
        : block.kind == Kind::Code                 ? look.code
                                                   : look.text;
    document->setDefaultFont(base);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTabStopDistance(QFontMetricsF{base}.horizontalAdvance(QLatin1Char{' '}) * 4);
    document->setDefaultTextOption(option);
    QTextCursor cursor{document.get()};
    if (block.kind == Kind::Paragraph || block.kind == Kind::Plain) {
        QTextBlockFormat format;
        format.setLineHeight(kLineHeight, QTextBlockFormat::ProportionalHeight);
        cursor.setBlockFormat(format);
    }
    if (isVerbatim(block))
        insertVerbatim(cursor, shownText(block), block, look);
    else if (block.kind == Kind::Table)
        insertTable(cursor, block, look);
    else if (block.kind != Kind::Rule)
        insertInline(cursor, block.text, look, base);
    return document;
}

bool growDocument(QTextDocument& document, const MarkdownBlock& before, const MarkdownBlock& after,
                  const BlockLook& look)
{
    const QString old = shownText(before);
    const QString now = shownText(after);
    MarkdownBlock same = before;
    same.text = after.text;
    if (!isVerbatim(before) || same != after || !now.startsWith(old) || (!old.isEmpty() && old.back().isSurrogate()))
        return false;
    QTextCursor cursor{&document};
    cursor.movePosition(QTextCursor::End);
    insertVerbatim(cursor, now.sliced(old.size()), after, look);
    return true;
}

QString blockText(const MarkdownBlock& block)
{
    if (isVerbatim(block))
        return visible(shownText(block));
    QString text;
    if (block.kind == Kind::Table) {
        QStringList rows;
        for (const auto& row : tableOf(block).rows) {
            QStringList cells;
            for (const QString& cell : row)
                cells << blockText({.text = cell});
            rows << cells.join(QLatin1Char{'\t'});
        }
        return rows.join(QLatin1Char{'\n'});
    }
    for (const InlineRun& run : inlineRuns(block.text))
        text += visible(run.text);
    return text;
}

QStringList linksIn(const QTextDocument& document)
{
    QStringList links;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
        for (auto part = block.begin(); !part.atEnd(); ++part)
            if (const QString link = part.fragment().charFormat().anchorHref(); !link.isEmpty())
                links << link;
    links.removeDuplicates();
    return links;
}

QString visibleLine(const QString& text) { return toQt(visibleText(toStd(text))); }

}  // namespace inferometer::ui
