// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/statistics_copy.h"

#include "plots/plot_text.h"

#include <QMap>

#include <array>
#include <cmath>
#include <utility>

namespace inferometer::ui {

namespace {

constexpr int kTsvDigits = 10;
constexpr int kDigits = 4;

struct TextTable
{
    QStringList head;
    QString columns;  // 'l' a column of words, 'r' one of figures
    std::vector<QStringList> rows;
    QStringList notes;  // under the table; TSV has none
};

QString number(double value, int digits)
{
    return std::isfinite(value) ? QString::number(value, 'g', digits) : QString{};
}

QString orDash(const QString& text) { return text.isEmpty() ? QStringLiteral("–") : text; }

MetricMarks marksOf(std::span<const StatisticsRow> rows)
{
    MetricMarks marks = 0;
    for (const StatisticsRow& row : rows)
        marks |= row.marks;
    return marks;
}

QString heading(const QString& what, const std::optional<TimeRange>& range)
{
    return range ? what + QStringLiteral(", range ") + plots::rangeText(*range, QLocale::c()) : what;
}

QStringList headings(const std::optional<TimeRange>& range)
{
    QStringList cells{heading(QStringLiteral("metric"), range), QStringLiteral("unit"), QStringLiteral("n")};
    for (const StatisticsFigure& figure : statisticsFigures())
        cells << QString::fromLatin1(figure.id);
    return cells << QStringLiteral("p50 from") << QStringLiteral("p50 to") << QStringLiteral("marks");
}

// The names of the figures that have a mark: "p95 p99".
QString marked(const StatisticsRow& row, MetricMark mark)
{
    QStringList names;
    for (const StatisticsFigure& figure : statisticsFigures())
        if (figureOf(row, figure).has(mark))
            names << QString::fromLatin1(figure.id);
    return names.join(QLatin1Char{' '});
}

// What is said of the whole row; `all`: of its figures too.
QString marksText(const StatisticsRow& row, bool all)
{
    QStringList parts;
    for (const MarkWords& mark : markWords()) {
        if ((row.marks & mark.mark) == 0)
            continue;
        const QString sign = QString::fromLatin1(mark.plain);
        const bool ofFigures = mark.mark == AtLeast || mark.mark == Unsupported;
        if (mark.mark == Inexact)
            parts << QStringLiteral("%1 %2 % +-%3")
                         .arg(sign, number(100 * row.inexactShare(), 3), number(row.data.arrivalErrorMax, kDigits));
        else if (!ofFigures)
            parts << sign;
        else if (all)
            parts << sign + QLatin1Char{' '} + marked(row, mark.mark);
    }
    return parts.join(QStringLiteral("; "));
}

QString figureCell(const MetricFigure& figure, bool plain)
{
    if (plain)
        return number(figure.value, kTsvDigits);
    return (figure.has(AtLeast) ? QStringLiteral(">= ") : QString{}) + orDash(number(figure.value, kDigits))
        + (figure.has(Unsupported) ? QStringLiteral("*") : QString{});
}

QStringList cellsOf(const StatisticsRow& row, bool plain)
{
    QStringList cells{toQt(row.subject->label), toQt(row.subject->unit),
                      row.isTold ? QString::number(row.data.statistics.n) : QString{}};
    for (const StatisticsFigure& figure : statisticsFigures())
        cells << figureCell(figureOf(row, figure), plain);
    const auto interval = medianInterval(row);
    for (const double end : {interval ? interval->low : std::nan(""), interval ? interval->high : std::nan("")})
        cells << (plain ? number(end, kTsvDigits) : orDash(number(end, kDigits)));
    return cells << marksText(row, plain);
}

// A line: its cells escaped, between what the format puts around them.
QString lineOf(QStringList cells, CopyFormat format)
{
    for (QString& cell : cells)
        cell = escaped(cell, format);
    switch (format) {
    case CopyFormat::Tsv:
        return cells.join(QLatin1Char{'\t'}) + QLatin1Char{'\n'};
    case CopyFormat::Markdown:
        return QStringLiteral("| %1 |\n").arg(cells.join(QStringLiteral(" | ")));
    case CopyFormat::Latex:
        break;
    }
    return QStringLiteral("  %1 \\\\\n").arg(cells.join(QStringLiteral(" & ")));
}

// Escapes by a table of characters; line ends and other controls become blanks.
QString replaced(const QString& text, const QMap<QChar, QString>& with)
{
    QString out;
    for (const QChar letter : text)
        out += letter.category() == QChar::Other_Control ? QStringLiteral(" ") : with.value(letter, letter);
    return out;
}

const QMap<QChar, QString>& latexLetters()
{
    static const QMap<QChar, QString> kLetters{{u'\\', QStringLiteral("\\textbackslash{}")},
                                               {u'{', QStringLiteral("\\{")},
                                               {u'}', QStringLiteral("\\}")},
                                               {u'&', QStringLiteral("\\&")},
                                               {u'%', QStringLiteral("\\%")},
                                               {u'$', QStringLiteral("\\$")},
                                               {u'#', QStringLiteral("\\#")},
                                               {u'_', QStringLiteral("\\_")},
                                               {u'^', QStringLiteral("\\textasciicircum{}")},
                                               {u'~', QStringLiteral("\\textasciitilde{}")},
                                               {u'<', QStringLiteral("\\textless{}")},
                                               {u'>', QStringLiteral("\\textgreater{}")},
                                               {u'|', QStringLiteral("\\textbar{}")},
                                               {u'[', QStringLiteral("{[}")},
                                               {u']', QStringLiteral("{]}")},
                                               {u'*', QStringLiteral("{*}")},
                                               {u'–', QStringLiteral("--")}};
    return kLetters;
}

const QMap<QChar, QString>& markdownLetters()
{
    static const QMap<QChar, QString> kLetters = [] {
        QMap<QChar, QString> letters;
        for (const QChar letter : QStringLiteral("\\`*_{}[]<#|~!&"))
            letters.insert(letter, QLatin1Char{'\\'} + QString{letter});
        return letters;
    }();
    return kLetters;
}

// What a spreadsheet would take for a formula is put behind a quote.
QString tsvCell(const QString& text)
{
    const QString cell = replaced(text, {});
    bool isNumber = false;
    static_cast<void>(cell.toDouble(&isNumber));
    const bool isFormula = !isNumber && !cell.isEmpty() && QStringLiteral("=+-@").contains(cell.front());
    return isFormula ? QLatin1Char{'\''} + cell : cell;
}

QString ruleOf(const QString& columns)
{
    QString rule{QLatin1Char{'|'}};
    for (const QChar column : columns)
        rule += column == QLatin1Char{'r'} ? QStringLiteral("---:|") : QStringLiteral("---|");
    return rule + QLatin1Char{'\n'};
}

QString textOf(TextTable table, CopyFormat format)
{
    QString text = lineOf(table.head, format);
    if (format == CopyFormat::Markdown)
        text += ruleOf(table.columns);
    if (format == CopyFormat::Latex)
        text = QStringLiteral("\\begin{tabular}{%1}\n  \\hline\n").arg(table.columns) + text
            + QStringLiteral("  \\hline\n");
    for (const QStringList& row : table.rows)
        text += lineOf(row, format);
    if (format == CopyFormat::Tsv)
        return text;
    for (QString& note : table.notes)
        note = escaped(note, format);
    if (format == CopyFormat::Latex)
        return text + QStringLiteral("  \\hline\n\\end{tabular}\n")
            + (table.notes.isEmpty()
                   ? QString{}
                   : QStringLiteral("\\par\\footnotesize %1\n").arg(table.notes.join(QStringLiteral(". "))));
    return text
        + (table.notes.isEmpty() ? QString{} : QStringLiteral("\n%1\n").arg(table.notes.join(QStringLiteral("  \n"))));
}

}  // namespace

QString escaped(const QString& text, CopyFormat format)
{
    switch (format) {
    case CopyFormat::Tsv:
        return tsvCell(text);
    case CopyFormat::Markdown:
        return replaced(text, markdownLetters());
    case CopyFormat::Latex:
        break;
    }
    return replaced(text, latexLetters());
}

QStringList plainNotes(std::span<const StatisticsRow> rows, std::uint64_t timeouts)
{
    QStringList notes;
    for (const MarkWords& mark : markWords())
        if ((marksOf(rows) & mark.mark) != 0)
            notes << QString::fromLatin1(mark.plain) + QLatin1Char{' '} + QString::fromUtf8(mark.words);
    if (timeouts > 0)
        notes << QStringLiteral("latencies are of the requests that kept their time limit; %1 did not").arg(timeouts);
    return notes;
}

QString statisticsText(std::span<const StatisticsRow> rows, std::uint64_t timeouts, CopyFormat format,
                       const std::optional<TimeRange>& range)
{
    TextTable table{headings(range), {}, {}, plainNotes(rows, timeouts)};
    table.columns = QStringLiteral("ll%1l").arg(QString{table.head.size() - 3, QLatin1Char{'r'}});
    for (const StatisticsRow& row : rows)
        table.rows.push_back(cellsOf(row, format == CopyFormat::Tsv));
    return textOf(std::move(table), format);
}

QString definedText(std::span<const DefinedFigure> figures, const Definition& definition, CopyFormat format,
                    const std::optional<TimeRange>& range)
{
    const bool isPlain = format == CopyFormat::Tsv;
    TextTable table{{heading(toQt(definition.label), range), QStringLiteral("value"), QStringLiteral("unit"),
                     QStringLiteral("name in its files")},
                    QStringLiteral("lrll"),
                    {},
                    {QStringLiteral("By the formulas of %1").arg(toQt(definition.source))}};
    for (const DefinedFigure& figure : figures) {
        const QString value = figure.value ? number(*figure.value, isPlain ? kTsvDigits : kDigits) : QString{};
        table.rows.push_back({toQt(figure.label), isPlain ? value : orDash(value), toQt(figure.unit), toQt(figure.id)});
    }
    return textOf(std::move(table), format);
}

}  // namespace inferometer::ui
