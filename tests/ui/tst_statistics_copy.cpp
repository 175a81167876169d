// SPDX-License-Identifier: GPL-3.0-or-later
// The table of statistics as text: by keys and menus, in every format.
#include "ui/statistics/statistics_copy.h"

#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableView>
#include <QTimer>

#include "tests/ui/statistics_fixture.h"
#include "tests/ui/ui_fixture.h"

#include <cmath>

using namespace inferometer;
using test::Column;
using test::cutShort;
using test::sixty;
using ui::CopyFormat;
using Shown = test::ShownStatistics;

namespace {

// Triggers an entry of the menu that the right mouse button opens.
void chooseInMenu(const Shown& shown, const char* name)
{
    QTimer::singleShot(0, &shown.table, [&, name] {
        auto* menu = shown.table.findChild<QMenu*>(QStringLiteral("statistics-menu"));
        menu->findChild<QAction*>(QString::fromLatin1(name))->trigger();
        menu->close();
    });
    QContextMenuEvent event{QContextMenuEvent::Mouse, {5, 5}, shown.table.viewport()->mapToGlobal(QPoint{5, 5})};
    QApplication::sendEvent(shown.table.viewport(), &event);
}

QString copied() { return QGuiApplication::clipboard()->text(); }

// The cells of a Markdown table, escapes undone; the rule under the heading left out.
std::vector<QStringList> markdownCells(const QString& text)
{
    std::vector<QStringList> rows;
    for (const QString& line : text.split(QLatin1Char{'\n'})) {
        if (!line.startsWith(QStringLiteral("| ")))
            continue;
        QStringList cells{QString{}};
        for (qsizetype i = 1; i + 1 < line.size(); ++i) {
            if (line[i] == QLatin1Char{'\\'})
                cells.back() += line[++i];
            else if (line[i] == QLatin1Char{'|'})
                cells << QString{};
            else
                cells.back() += line[i];
        }
        for (QString& cell : cells)
            cell = cell.trimmed();
        rows.push_back(cells);
    }
    return rows;
}

}  // namespace

class TestStatisticsCopy : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void KeysAndMenusCopyRows();
    void CopiedMarkdownReadsBack();
    void CopiedTsvHoldsBareFigures();
    void CopiedLatexIsATabular();
    void ForeignTextIsEscaped();
    void AnotherToolsFiguresAreCopiedToo();
};

void TestStatisticsCopy::KeysAndMenusCopyRows()
{
    Shown shown{sixty()};
    shown.click("e2e_s", Column::FirstFigure);
    QTest::keyClick(&shown.table, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(copied(), shown.table.selectedText(CopyFormat::Tsv));
    QCOMPARE(copied().count(QLatin1Char{'\n'}), 2);
    QVERIFY(copied().contains(QStringLiteral("\nEnd-to-end latency\ts\t60\t")));
    chooseInMenu(shown, "copy-rows-markdown");
    QCOMPARE(markdownCells(copied()).size(), 2U);
    chooseInMenu(shown, "copy-table-latex");
    QCOMPARE(copied(), shown.table.wholeText(CopyFormat::Latex));
    shown.table.selectAll();
    QTest::keyClick(&shown.table, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(copied().count(QLatin1Char{'\n'}), 1 + shown.model().rowCount());
    auto* button = shown.view.findChild<QPushButton*>(QStringLiteral("copy-statistics"));
    QTimer::singleShot(0, button, [button] {
        button->menu()->findChild<QAction*>(QStringLiteral("copy-table-markdown"))->trigger();
        button->menu()->close();
    });
    QTest::keyClick(button, Qt::Key_Space);
    QCOMPARE(copied(), shown.table.wholeText(CopyFormat::Markdown));
}

void TestStatisticsCopy::CopiedMarkdownReadsBack()
{
    for (const FinishedRun& run : {sixty(), cutShort()}) {
        const Shown shown{run};
        const auto rows = markdownCells(shown.table.wholeText(CopyFormat::Markdown));
        std::size_t place = 1;
        for (const MetricStatistics& metric : run.summary.metrics) {
            const Statistics& s = metric.statistics;
            if (s.n + s.censored == 0)
                continue;
            const QStringList& cells = rows.at(place++);
            QCOMPARE(cells.size(), 12);
            QCOMPARE(cells[0], ui::toQt(metric.metric->label));
            QCOMPARE(cells[1], ui::toQt(metric.metric->unit));
            QCOMPARE(cells[2].toULongLong(), s.n);
            const auto same = [](QString cell, double value, bool atLeast) {
                if (cell.startsWith(QStringLiteral(">= ")) != atLeast)
                    return false;
                cell.remove(QStringLiteral(">= ")).remove(QLatin1Char{'*'});
                return std::isfinite(value) ? std::abs(cell.toDouble() - value) <= std::abs(value) * 1e-3
                                            : cell == QString{QChar{0x2013}};
            };
            QVERIFY(same(cells[3], s.mean, s.meanCensored));
            QVERIFY(same(cells[4], s.valueAt(0.5), s.at(0.5)->censored));
            QVERIFY(same(cells[7], s.valueAt(0.99), s.at(0.99)->censored));
            QCOMPARE(cells[7].endsWith(QLatin1Char{'*'}), s.at(0.99)->unsupported && std::isfinite(s.valueAt(0.99)));
            QVERIFY(same(cells[8], s.max, s.maxCensored));
        }
        QCOMPARE(place, rows.size());
    }
}

void TestStatisticsCopy::CopiedTsvHoldsBareFigures()
{
    const FinishedRun run = cutShort();
    const Shown shown{run};
    const QStringList lines = shown.table.wholeText(CopyFormat::Tsv).split(QLatin1Char{'\n'}, Qt::SkipEmptyParts);
    const QStringList head = lines[0].split(QLatin1Char{'\t'});
    QCOMPARE(head.mid(0, 4).join(QLatin1Char{' '}), QStringLiteral("metric unit n mean"));
    const QStringList ttft = lines[1].split(QLatin1Char{'\t'});
    QCOMPARE(ttft.size(), head.size());
    QCOMPARE(ttft[3].toDouble(), run.summary.metrics[0].statistics.mean);
    // What is said with the figures has a column of its own.
    QVERIFY(ttft.back().contains(QStringLiteral(">= mean")));
    QVERIFY(ttft.back().contains(QStringLiteral("! 50 % +-0.00012")));
    for (qsizetype i = 2; i + 1 < ttft.size(); ++i) {
        bool isNumber = false;
        static_cast<void>(ttft[i].toDouble(&isNumber));
        QVERIFY2(isNumber || ttft[i].isEmpty(), qPrintable(ttft[i]));
    }
}

void TestStatisticsCopy::CopiedLatexIsATabular()
{
    const Shown shown{cutShort()};
    const QString text = shown.table.wholeText(CopyFormat::Latex);
    QVERIFY(text.startsWith(QStringLiteral("\\begin{tabular}{llrrrrrrrrrl}\n")));
    QVERIFY(text.contains(QStringLiteral("\\end{tabular}\n")));
    const QStringList lines = text.split(QLatin1Char{'\n'}).filter(QStringLiteral(" \\\\"));
    for (const QString& line : lines)
        QCOMPARE(line.count(QRegularExpression{QStringLiteral("(?<!\\\\)&")}), 11);
    QVERIFY(text.contains(QStringLiteral("\\textgreater{}= ")));
    QVERIFY(!text.contains(QRegularExpression{QStringLiteral("(?<!\\\\)%")}));
    // Pure ASCII: any engine sets it.
    QVERIFY(!text.contains(QRegularExpression{QStringLiteral("[^\\x00-\\x7f]")}));
}

void TestStatisticsCopy::ForeignTextIsEscaped()
{
    const QString hostile = QStringLiteral("a|b\tc\nd\\e_f&g%h$i#j{k}l~m^n<o>*p`q[r]");
    QCOMPARE(ui::escaped(hostile, CopyFormat::Tsv), QStringLiteral("a|b c d\\e_f&g%h$i#j{k}l~m^n<o>*p`q[r]"));
    QCOMPARE(ui::escaped(QStringLiteral("=HYPERLINK(1)"), CopyFormat::Tsv), QStringLiteral("'=HYPERLINK(1)"));
    QCOMPARE(ui::escaped(QStringLiteral("-1.5e-07"), CopyFormat::Tsv), QStringLiteral("-1.5e-07"));
    QCOMPARE(ui::escaped(hostile, CopyFormat::Markdown),
             QStringLiteral("a\\|b c d\\\\e\\_f\\&g%h$i\\#j\\{k\\}l\\~m^n\\<o>\\*p\\`q\\[r\\]"));
    const QString latex = ui::escaped(hostile, CopyFormat::Latex);
    QCOMPARE(latex,
             QStringLiteral("a\\textbar{}b c d\\textbackslash{}e\\_f\\&g\\%h\\$i\\#j\\{k\\}l\\textasciitilde{}m"
                            "\\textasciicircum{}n\\textless{}o\\textgreater{}{*}p`q{[}r{]}"));
}

void TestStatisticsCopy::AnotherToolsFiguresAreCopiedToo()
{
    const FinishedRun run = sixty();
    Shown shown{run};
    auto& choice = *shown.view.findChild<QComboBox*>(QStringLiteral("definitions"));
    auto& table = *shown.view.findChild<QTableView*>(QStringLiteral("defined-figures"));
    auto* button = shown.view.findChild<QPushButton*>(QStringLiteral("copy-statistics"));
    const Definition& vllm = *findDefinition("vllm");
    const auto figures = figuresBy(vllm, {run.blocks, {run.summary, run.facts}});
    choice.setCurrentIndex(choice.findData(QStringLiteral("vllm")));
    QVERIFY2(!button->isEnabled(), "they are being worked out");
    QTRY_VERIFY(button->isEnabled());
    button->menu()->findChild<QAction*>(QStringLiteral("copy-table-tsv"))->trigger();
    const QStringList lines = copied().split(QLatin1Char{'\n'}, Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), static_cast<qsizetype>(figures.size()) + 1);
    for (std::size_t i = 0; i < figures.size(); ++i) {
        const QStringList cells = lines[static_cast<qsizetype>(i) + 1].split(QLatin1Char{'\t'});
        QCOMPARE(cells.size(), 4);
        QCOMPARE(cells[0], ui::toQt(figures[i].label));
        QCOMPARE(cells[1], figures[i].value ? QString::number(*figures[i].value, 'g', 10) : QString{});
        QCOMPARE(cells[3], ui::toQt(figures[i].id));
    }
    button->menu()->findChild<QAction*>(QStringLiteral("copy-table-markdown"))->trigger();
    QCOMPARE(markdownCells(copied()).size(), figures.size() + 1);
    QVERIFY(copied().contains(QStringLiteral("|---|---:|---|---|\n")));
    QVERIFY(copied().contains(QStringLiteral("By the formulas of ")));
    button->menu()->findChild<QAction*>(QStringLiteral("copy-table-latex"))->trigger();
    QVERIFY(copied().startsWith(QStringLiteral("\\begin{tabular}{lrll}\n")));
    QGuiApplication::clipboard()->clear();
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
    QVERIFY2(copied().isEmpty(), "no row is selected");
    table.selectRow(2);
    QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(copied().count(QLatin1Char{'\n'}), 2);
    QVERIFY(copied().contains(ui::toQt(figures[2].id)));
}

QTEST_MAIN(TestStatisticsCopy)
#include "tst_statistics_copy.moc"
