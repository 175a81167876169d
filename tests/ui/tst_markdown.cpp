// SPDX-License-Identifier: GPL-3.0-or-later
// Streamed Markdown: blocks that close once, whatever comes and wherever it is cut.
#include "ui/chat/block_document.h"
#include "ui/chat/markdown_blocks.h"
#include "ui/chat/markdown_inline.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>
#include <QTextBlock>

#include "tests/ui/ui_fixture.h"

using namespace inferometer;
using ui::MarkdownBlock;
using ui::MarkdownBlocks;
using Kind = MarkdownBlock::Kind;

namespace {

const QString kDocument = QStringLiteral(R"(# Title #

A *first* paragraph
of two lines with `code`.

Under a line
---

1. one
   more of it

   second paragraph
2. two
   - nested
     - deeper
   ```py
   def f():

       return 1
   ```
10) ten
- [x] done
- [ ] open

> quoted
lazily
> > twice

| a | b \| c |
|:--|-----:|
| 1 | 2 |
| `3` |

~~~~ cpp extra
```
~~~
int x;	// tab
~~~~
* * *
    indented

    code

<script>alert(1)</script>
***
Last **line** 😀 without an end)");

QVector<MarkdownBlock> blocksOf(const QString& text)
{
    MarkdownBlocks blocks;
    blocks.append(text);
    blocks.finish();
    return blocks.closed();
}

// "Paragraph 1 . text": kind, lists and quotes around, marker, the lines.
QString summary(const MarkdownBlock& block)
{
    constexpr std::array kKinds{"P", "H", "C", "T", "R", "V"};
    QString text = block.text;
    return QStringLiteral("%1%2 i%3 q%4 %5%6%7|%8")
        .arg(QString::fromLatin1(kKinds.at(static_cast<std::size_t>(block.kind))))
        .arg(block.level)
        .arg(block.indent)
        .arg(block.quote)
        .arg(block.marker, block.language, block.continues ? QStringLiteral("+") : QString{},
             text.replace(QLatin1Char{'\n'}, QLatin1Char{'$'}));
}

QStringList summaries(const QString& text)
{
    QStringList lines;
    for (const MarkdownBlock& block : blocksOf(text))
        lines << summary(block);
    return lines;
}

// "b:bold" "c:code" "->address": the look of each run and its text.
QString looks(const QString& markdown)
{
    QStringList runs;
    for (const ui::InlineRun& run : ui::inlineRuns(markdown)) {
        QString look;
        look += run.isBold ? QStringLiteral("b") : QString{};
        look += run.isItalic ? QStringLiteral("i") : QString{};
        look += run.isStruck ? QStringLiteral("s") : QString{};
        look += run.role == ui::InlineRun::Role::Code ? QStringLiteral("c") : QString{};
        look += run.role == ui::InlineRun::Role::Picture ? QStringLiteral("p") : QString{};
        look += run.address.isEmpty() ? QString{} : QStringLiteral("<%1>").arg(run.address);
        runs << look + QLatin1Char{':'} + run.text;
    }
    return runs.join(QLatin1Char{'|'});
}

struct Hostile
{
    const char* name;
    QString text;
};

std::vector<Hostile> hostileTexts()
{
    const auto many = [](const char* part, int times) { return QString::fromLatin1(part).repeated(times); };
    return {
        {"no line end", many("x", 50'000)},
        {"words without a line end", many("word ", 10'000)},
        {"backticks", many("`", 50'000)},
        {"backticks of many lengths", many("`a``b```c````d", 4'000)},
        {"quotes", many(">", 50'000)},
        {"quotes with spaces", many("> ", 25'000)},
        {"bullets on a line", many("- ", 25'000)},
        {"brackets", many("[", 50'000)},
        {"links", many("[](", 17'000)},
        {"pictures in pictures", many("![", 25'000)},
        {"stars", many("*a_", 17'000)},
        {"stars and spaces", many("* a **b ", 6'000)},
        {"fence that never closes", QStringLiteral("```\n") + many("code line\n", 5'000)},
        {"fences", many("```\n~~~\n", 6'000)},
        {"table rows", QStringLiteral("|a|b|\n|-|-|\n") + many("|1|2|\n", 8'000)},
        {"wide table", many("|a", 5'000) + u'\n' + many("|-", 5'000) + u'\n' + many("|1", 5'000)},
        {"empty lines", many("\n", 50'000)},
        {"tabs", many("\t", 50'000)},
        {"spaces of other kinds", QStringLiteral("a\n\u00a0\n\r\n\v\n\u2028\n|\f|\n").repeated(5'000)},
    };
}

}  // namespace

class TestMarkdown : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void BlocksAreToldApart();
    void ListsKeepTheirDepthAndNumbers();
    void FencesCloseByTheirOwnMarks();
    void CodeKeepsEveryCharacter();
    void WhereItIsCutMakesNoDifference();
    void ChanceMakesNoDifferenceEither();
    void ClosedBlocksNeverChange();
    void LongBlocksGoOnInOthers();
    void HostileTextIsBounded_data();
    void HostileTextIsBounded();
    void InlineLooks_data();
    void InlineLooks();
    void PicturesAndHtmlAreText();
    void OnlySafeAddressesOpen();
    void ControlsAreSpelledOut();
    void OpenCodeGrows();
};

void TestMarkdown::BlocksAreToldApart()
{
    QCOMPARE(summaries(QStringLiteral("# A #\ntext\nmore\n\n***\nHead\n===\n> q\n> r\n\nend")),
             (QStringList{QStringLiteral("H1 i0 q0 |A"), QStringLiteral("P0 i0 q0 |text$more$"),
                          QStringLiteral("R0 i0 q0 |"), QStringLiteral("H1 i0 q0 |Head$"),
                          QStringLiteral("P0 i0 q1 |q$r$"), QStringLiteral("P0 i0 q0 |end$")}));
    QCOMPARE(
        summaries(QStringLiteral("|a|b|\n|-|-|\n|1|2|\n\nx | y\nno table\n")),
        (QStringList{QStringLiteral("T0 i0 q0 ||a|b|$|-|-|$|1|2|$"), QStringLiteral("P0 i0 q0 |x | y$no table$")}));
    QCOMPARE(summaries(QStringLiteral("text\r\n\r\n    a\r\n\r\n    b\r\n\r\n#5 is no heading\r\n")),
             (QStringList{QStringLiteral("P0 i0 q0 |text$"), QStringLiteral("C0 i0 q0 |a$$b$"),
                          QStringLiteral("P0 i0 q0 |#5 is no heading$")}));
}

void TestMarkdown::ListsKeepTheirDepthAndNumbers()
{
    const auto marked = [](int depth, char16_t marker, const char* text) {
        return QStringLiteral("P0 i%1 q0 %2|%3$").arg(depth).arg(QChar{marker}).arg(QString::fromLatin1(text));
    };
    constexpr char16_t kBullet = 0x2022;
    QCOMPARE(summaries(QStringLiteral("3. three\n   more\n\n   apart\n   - in\n     - deep\n4. four\nlazy\n\nout\n")),
             (QStringList{QStringLiteral("P0 i1 q0 3.|three$more$"), QStringLiteral("P0 i1 q0 |apart$"),
                          marked(2, kBullet, "in"), marked(3, kBullet, "deep"),
                          QStringLiteral("P0 i1 q0 4.|four$lazy$"), QStringLiteral("P0 i0 q0 |out$")}));
    QCOMPARE(summaries(QStringLiteral("in 1998\n1999. was no list\n")),
             (QStringList{QStringLiteral("P0 i0 q0 |in 1998$1999. was no list$")}));
    QCOMPARE(summaries(QStringLiteral("- [x] a\n- [ ] b\n")),
             (QStringList{marked(1, 0x2611, "a"), marked(1, 0x2610, "b")}));
    const QVector<MarkdownBlock> deep = blocksOf(QStringLiteral("- ").repeated(500) + QStringLiteral("x"));
    QVERIFY(std::all_of(deep.begin(), deep.end(),
                        [](const MarkdownBlock& block) { return block.indent <= MarkdownBlocks::kDeepest; }));
}

void TestMarkdown::FencesCloseByTheirOwnMarks()
{
    QCOMPARE(summaries(QStringLiteral("````md\n```\n~~~~~\n````` \nafter")),
             (QStringList{QStringLiteral("C0 i0 q0 md|```$~~~~~$"), QStringLiteral("P0 i0 q0 |after$")}));
    QCOMPARE(summaries(QStringLiteral("~~~\na\n```\n~~~ no\n~~~\n")),
             (QStringList{QStringLiteral("C0 i0 q0 |a$```$~~~ no$")}));
    QCOMPARE(summaries(QStringLiteral("```never\nclosed\n\n# no heading\n")),
             (QStringList{QStringLiteral("C0 i0 q0 never|closed$$# no heading$")}));
    QCOMPARE(summaries(QStringLiteral("```code span``` here\n")),
             (QStringList{QStringLiteral("P0 i0 q0 |```code span``` here$")}));
    QCOMPARE(summaries(QStringLiteral("> ```\n> in\nout\n")),
             (QStringList{QStringLiteral("C0 i0 q1 |in$"), QStringLiteral("P0 i0 q0 |out$")}));
    QCOMPARE(summaries(QStringLiteral("1. a\n   ```sh\n   ls\n     x\n   ```\n2. b\n")),
             (QStringList{QStringLiteral("P0 i1 q0 1.|a$"), QStringLiteral("C0 i1 q0 sh|ls$  x$"),
                          QStringLiteral("P0 i1 q0 2.|b$")}));
}

void TestMarkdown::CodeKeepsEveryCharacter()
{
    const QString code = QStringLiteral("\tif (a < b && c)\n\n  x = \"<b>&amp;\\*\" ;  \n\u202e\u0007é😀");
    const QVector<MarkdownBlock> blocks = blocksOf(QStringLiteral("```c\n%1\n```").arg(code));
    QCOMPARE(blocks.size(), 1);
    QCOMPARE(blocks.front().text, code + u'\n');
    QCOMPARE(blocks.front().language, QStringLiteral("c"));
}

void TestMarkdown::WhereItIsCutMakesNoDifference()
{
    const QStringList whole = summaries(kDocument);
    QVERIFY(whole.size() > 20);
    for (qsizetype cut = 0; cut <= kDocument.size(); ++cut) {
        MarkdownBlocks blocks;
        blocks.append(QStringView{kDocument}.first(cut));
        blocks.append(QStringView{kDocument}.sliced(cut));
        blocks.finish();
        QCOMPARE(blocks.closed(), blocksOf(kDocument));
    }
    // So that a line too long to wait for would be cut inside of a character.
    const QString longLine
        = QStringLiteral("ab") + QStringLiteral("word 😀 ").repeated(2'000) + QStringLiteral("\nnext");
    MarkdownBlocks letters;
    for (const QChar letter : longLine)
        letters.append(QStringView{&letter, 1});
    letters.finish();
    QCOMPARE(letters.closed(), blocksOf(longLine));
    for (const MarkdownBlock& block : letters.closed())
        QVERIFY(block.text.isValidUtf16());
}

// Whatever follows on whatever: the same blocks from one piece and from single letters, and each can be drawn.
void TestMarkdown::ChanceMakesNoDifferenceEither()
{
    const QStringList parts{QStringLiteral("\n"),
                            QStringLiteral("\n"),
                            QStringLiteral("\n\n"),
                            QStringLiteral("> "),
                            QStringLiteral("- "),
                            QStringLiteral("12. "),
                            QStringLiteral("    "),
                            QStringLiteral("\t"),
                            QStringLiteral("```"),
                            QStringLiteral("~~~~"),
                            QStringLiteral("|"),
                            QStringLiteral("|-|-|"),
                            QStringLiteral("# "),
                            QStringLiteral("---"),
                            QStringLiteral("==="),
                            QStringLiteral("**"),
                            QStringLiteral("_"),
                            QStringLiteral("["),
                            QStringLiteral("]("),
                            QStringLiteral(")"),
                            QStringLiteral("!["),
                            QStringLiteral("\\"),
                            QStringLiteral("\r"),
                            QStringLiteral("\u00a0"),
                            QStringLiteral("`"),
                            QStringLiteral("[x] "),
                            QStringLiteral("word"),
                            QStringLiteral("\u202e"),
                            QStringLiteral("<b>"),
                            QStringLiteral("http://a.example"),
                            QChar{0},
                            QStringLiteral("😀")};
    QRandomGenerator chance{7};
    for (int round = 0; round < 400; ++round) {
        QString text;
        for (int i = 0; i < 60; ++i)
            text += parts[chance.bounded(static_cast<int>(parts.size()))];
        MarkdownBlocks letters;
        for (const QChar letter : text)
            letters.append(QStringView{&letter, 1});
        letters.finish();
        QCOMPARE(letters.closed(), blocksOf(text));
        for (const MarkdownBlock& block : letters.closed()) {
            const QString drawn = ui::blockDocument(block, {})->toPlainText();
            // Qt gives a space for one that does not break.
            const QString said = ui::blockText(block).replace(QChar{QChar::Nbsp}, QLatin1Char{' '});
            QVERIFY2(block.kind == Kind::Table || drawn == said, qPrintable(text));
        }
    }
}

void TestMarkdown::ClosedBlocksNeverChange()
{
    const QVector<MarkdownBlock> whole = blocksOf(kDocument);
    MarkdownBlocks blocks;
    for (const QChar letter : kDocument) {
        blocks.append(QStringView{&letter, 1});
        QCOMPARE(blocks.closed(), whole.first(blocks.closed().size()));
    }
    const QVector<MarkdownBlock> open = blocks.open();
    const qsizetype closed = blocks.closed().size();
    blocks.finish();
    QCOMPARE(blocks.closed().sliced(closed), open);
}

void TestMarkdown::LongBlocksGoOnInOthers()
{
    const QString code = QStringLiteral("a line of code\n").repeated(2'000);
    QString joined;
    const QVector<MarkdownBlock> blocks = blocksOf(QStringLiteral("```\n") + code);
    for (qsizetype i = 0; i < blocks.size(); ++i) {
        QVERIFY(blocks[i].text.size() <= MarkdownBlocks::kMostText + 1);
        QCOMPARE(blocks[i].continues, i > 0);
        joined += blocks[i].text;
    }
    QVERIFY(blocks.size() > 5);
    QCOMPARE(joined, code);
}

void TestMarkdown::HostileTextIsBounded_data()
{
    QTest::addColumn<QString>("text");
    for (const Hostile& hostile : hostileTexts())
        QTest::newRow(hostile.name) << hostile.text;
}

// A minute is beyond any machine's noise; what grows with the square takes longer.
void TestMarkdown::HostileTextIsBounded()
{
    QFETCH(const QString, text);
    QElapsedTimer clock;
    clock.start();
    const QVector<MarkdownBlock> blocks = blocksOf(text);
    const ui::BlockLook look;
    for (const MarkdownBlock& block : blocks) {
        QVERIFY(block.text.size() <= 2 * MarkdownBlocks::kMostText + 2);
        QVERIFY(block.indent <= MarkdownBlocks::kDeepest && block.quote <= MarkdownBlocks::kDeepest);
    }
    for (qsizetype i = 0; i < std::min<qsizetype>(blocks.size(), 50); ++i) {
        const auto document = ui::blockDocument(blocks[i], look);
        document->setTextWidth(700);
        QVERIFY(document->size().height() >= 0);
    }
    QVERIFY(clock.elapsed() < 60'000);
}

void TestMarkdown::InlineLooks_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* markdown, const char* expected) {
        QTest::newRow(markdown) << QString::fromUtf8(markdown) << QString::fromUtf8(expected);
    };
    row("plain", ":plain");
    row("a **b** c", ":a |b:b|: c");
    row("*i* and ***both***", "i:i|: and |bi:both");
    row("**open", ":**open");
    row("2 * 3 * 4", ":2 * 3 * 4");
    row("snake_case_name _x_", ":snake_case_name |i:x");
    row("~~gone~~ ~5", "s:gone|: ~5");
    row("`a*b*` ``c`d``", "c:a*b*|: |c:c`d");
    row("`open", ":`open");
    row("\\*no\\* &lt;b&gt; &amp;", ":*no* <b> &");
    row("[text](https://a.example/x_y_z)", "<https://a.example/x_y_z>:text");
    row("[**b**](http://a.example \"t\")", "b<http://a.example>:b");
    row("see https://a.example/p(1), ok", ":see |<https://a.example/p(1>:https://a.example/p(1|:), ok");
    row("<https://a.example>", "<https://a.example>:https://a.example");
    row("[x](javascript:alert(1))", ":x (javascript:alert(1))");
    row("[x](file:///etc/passwd)", ":x (file:///etc/passwd)");
    row("[x] (no link)", ":[x] (no link)");
    row("a  \nb", ":a\nb");
}

void TestMarkdown::InlineLooks()
{
    QFETCH(const QString, markdown);
    QFETCH(const QString, expected);
    QCOMPARE(looks(markdown), expected);
}

void TestMarkdown::PicturesAndHtmlAreText()
{
    for (const char* address : {"http://pictures.example/a.png", "file:///usr/share/pixmaps/x.png", ":/icons/copy.svg"})
    {
        const QString markdown = QStringLiteral("![a *cat*](%1)").arg(QString::fromLatin1(address));
        const auto document = ui::blockDocument({.text = markdown}, {});
        QVERIFY2(document->toPlainText().contains(QString::fromLatin1(address)), address);
        QVERIFY(document->toPlainText().contains(QStringLiteral("a *cat*")));
        for (QTextBlock block = document->begin(); block.isValid(); block = block.next())
            for (auto part = block.begin(); !part.atEnd(); ++part)
                QVERIFY(!part.fragment().charFormat().isImageFormat());
        QVERIFY(document->resource(QTextDocument::ImageResource, QUrl{QString::fromLatin1(address)}).isNull());
    }
    const QString html = QStringLiteral("<img src=\"http://a.example/x.png\"><b>bold</b><!-- no -->");
    const auto document = ui::blockDocument({.text = html}, {});
    QVERIFY2(document->toPlainText().startsWith(QStringLiteral("<img src=\"")), qPrintable(document->toPlainText()));
    QVERIFY(document->toPlainText().endsWith(QStringLiteral("<b>bold</b><!-- no -->")));
}

void TestMarkdown::OnlySafeAddressesOpen()
{
    for (const char* good : {"http://a.example", "https://a.example/?q=1#x", "mailto:a@b.example"})
        QVERIFY2(!ui::openableUrl(QString::fromLatin1(good)).isEmpty(), good);
    for (const char* bad : {"", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "http:///x", "ftp://a",
                            "//a.example", "a.html", "qrc:/x", "mailto:", "smb://a/b", "https://a.example/ x"})
        QVERIFY2(ui::openableUrl(QString::fromLatin1(bad)).isEmpty(), bad);
}

void TestMarkdown::ControlsAreSpelledOut()
{
    const QString foreign = QStringLiteral("a\x1b[31m %1%2b").arg(QChar{0x202e}).arg(QChar{0});
    const QString spelled = QStringLiteral("a\\x1b[31m \\u202e\\x00b");
    QCOMPARE(ui::blockDocument({.text = foreign}, {})->toPlainText(), spelled);
    QCOMPARE(ui::blockDocument({.kind = Kind::Code, .text = foreign}, {})->toPlainText(), spelled);
    QCOMPARE(ui::blockText({.kind = Kind::Plain, .text = foreign}), spelled);
}

void TestMarkdown::OpenCodeGrows()
{
    MarkdownBlock block{.kind = Kind::Code, .text = QStringLiteral("a\n")};
    const auto document = ui::blockDocument(block, {});
    MarkdownBlock next = block;
    next.text = QStringLiteral("abc\n\td\x1b\n");
    QVERIFY(ui::growDocument(*document, block, next, {}));
    QCOMPARE(document->toPlainText(), QStringLiteral("abc\n\td\\x1b"));
    MarkdownBlock other = next;
    other.text = QStringLiteral("x\n");
    QVERIFY(!ui::growDocument(*document, next, other, {}));
}

QTEST_MAIN(TestMarkdown)

#include "tst_markdown.moc"
