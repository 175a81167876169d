// SPDX-License-Identifier: GPL-3.0-or-later
// The transcript of a chat: what streams into it, what a reader does with it, and how little of it is alive.
#include "ui/chat/markdown_blocks.h"
#include "ui/chat/message_foot.h"
#include "ui/chat/transcript.h"
#include "widgets/fact_list.h"
#include "widgets/metrics.h"
#include "widgets/word_button.h"
#include "widgets/wrapped_text.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QToolTip>

#include "tests/ui/chat_fixture.h"
#include "tests/ui/ui_fixture.h"

using namespace inferometer;

namespace {

// Shown, as wide as its place in a window of 1024.
struct Shown
{
    ui::Transcript transcript;
    Shown()
    {
        transcript.resize(720, 600);
        transcript.show();
    }
    QScrollBar& bar() const { return *transcript.verticalScrollBar(); }
    template <typename Widget>
    Widget* last(const char* name) const
    {
        QList<Widget*> found;
        for (Widget* widget : transcript.findChildren<Widget*>(QString::fromLatin1(name)))
            if (widget->isVisible())
                found << widget;
        std::sort(found.begin(), found.end(), [this](const QWidget* a, const QWidget* b) {
            return a->mapTo(&transcript, QPoint{}).y() < b->mapTo(&transcript, QPoint{}).y();
        });
        return found.isEmpty() ? nullptr : found.back();
    }
    void settle()
    {
        QTest::qWait(60);
        QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
};

qsizetype blocksIn(const QString& markdown)
{
    ui::MarkdownBlocks blocks;
    blocks.append(markdown);
    blocks.finish();
    return blocks.closed().size();
}

class Browser : public QObject
{
    Q_OBJECT

public:
    Browser() { QDesktopServices::setUrlHandler(QStringLiteral("https"), this, "open"); }
    ~Browser() override { QDesktopServices::unsetUrlHandler(QStringLiteral("https")); }
    QList<QUrl> opened;

public slots:
    void open(const QUrl& url) { opened << url; }
};

}  // namespace

class TestTranscript : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void AnAnswerStreamsIn();
    void AFailedAnswerSaysWhy();
    void FiguresUnfold();
    void ReasoningIsFoldedAway();
    void CodeIsCopiedExactly();
    void ALongCodeIsCopiedWhole();
    void MessagesAreCopiedWhole();
    void ASelectionIsCopied();
    void QuestionsAreEditedAndAnswersRegenerated();
    void LinksSayTheirAddressAndOpenByAClick();
    void ClosedBlocksAreMadeOnce();
    void ABurstIsDrawnOnce();
    void FewMessagesOfManyAreAlive();
    void TheEndStaysInViewUntilTheReaderLeavesIt();
    void WhatIsReadStaysWhereItIs();
    void MessagesCanBeTakenBack();
    void AnEmptyOneSaysSo();
    void EverythingHasANameAndIsReachedByTab();
    void FollowsTheTheme();
    void LongWordsStayInside();
};

void TestTranscript::AnAnswerStreamsIn()
{
    Shown shown;
    shown.transcript.add(test::question(QStringLiteral("Why?")));
    shown.transcript.add(test::underWay());
    QCOMPARE(shown.last<QLabel>("message-status")->text(), QStringLiteral("Connecting"));
    shown.transcript.setStatus(QStringLiteral("Prefill 40 %"));
    shown.transcript.append(QStringLiteral("Because **of"), false);
    shown.transcript.append(QStringLiteral("** it.\n\nAnd"), false);
    QTRY_COMPARE(shown.last<QLabel>("message-status")->text(), QStringLiteral("Prefill 40 %"));
    QVERIFY(!shown.last<QToolButton>("message-regenerate"));
    shown.transcript.finish(test::answer({}).figures, {});
    QCOMPARE(shown.transcript.plainText(1), QStringLiteral("Because **of** it.\n\nAnd"));
    QCOMPARE(shown.last<QLabel>("message-status")->text(), QString{});
    QCOMPARE(shown.last<widgets::WordButton>("message-figures")->words(),
             QStringLiteral("Latency 1.24 s · TTFT 212 ms · Throughput 48.2 tok/s"));
    QVERIFY(shown.last<QToolButton>("message-regenerate"));
    QCOMPARE(shown.transcript.count(), 2);
    // Where room is short, TTFT stays and the unit of the rate says what it is.
    const int whole = shown.last<widgets::WordButton>("message-figures")->sizeHint().width();
    shown.transcript.resize(whole + widgets::rhythm(shown.transcript, 6), shown.transcript.height());
    QTRY_COMPARE(shown.last<widgets::WordButton>("message-figures")->words(),
                 QStringLiteral("Latency 1.24 s · TTFT 212 ms · 48.2 tok/s"));
}

void TestTranscript::AFailedAnswerSaysWhy()
{
    Shown shown;
    shown.transcript.add(test::question(QStringLiteral("Why?")));
    shown.transcript.add(test::underWay());
    shown.transcript.finish({}, QStringLiteral("The endpoint <b>closed</b> the connection."));
    auto* fault = shown.last<widgets::WrappedText>("message-fault");
    QVERIFY(fault);
    QCOMPARE(fault->toPlainText(), QStringLiteral("The endpoint <b>closed</b> the connection."));
    QVERIFY(fault->geometry().bottom() < fault->parentWidget()->height());
    QVERIFY(!shown.last<widgets::WordButton>("message-figures"));
    const auto& of = shown.transcript.palette();
    QCOMPARE(fault->palette().color(QPalette::Text), of.color(QPalette::BrightText));
    // Who stops an answer has nothing to mend.
    shown.transcript.add(test::underWay());
    shown.transcript.finish({}, QStringLiteral("Stopped here."), widgets::Tone::Neutral);
    QCOMPARE(shown.last<widgets::WrappedText>("message-fault")->palette().color(QPalette::Text),
             of.color(QPalette::PlaceholderText));
}

void TestTranscript::FiguresUnfold()
{
    Shown shown;
    shown.transcript.setMessages({test::question(QStringLiteral("?")), test::answer(QStringLiteral("Yes."))});
    QVERIFY(!shown.last<widgets::FactList>("message-facts"));
    QTest::mouseClick(shown.last<widgets::WordButton>("message-figures"), Qt::LeftButton);
    auto* facts = shown.last<widgets::FactList>("message-facts");
    QVERIFY(facts);
    QCOMPARE(facts->facts().size(), std::size_t{4});
    QCOMPARE(facts->facts().back().label, QStringLiteral("Tokens in"));
    QVERIFY(facts->mapTo(&shown.transcript, facts->rect().bottomLeft()).y() < shown.transcript.height());
    QTest::keyClick(shown.last<widgets::WordButton>("message-figures"), Qt::Key_Space);
    QVERIFY(!shown.last<widgets::FactList>("message-facts"));
}

void TestTranscript::ReasoningIsFoldedAway()
{
    Shown shown;
    shown.transcript.add(test::underWay());
    shown.transcript.append(QStringLiteral("x").repeated(1'234), true);
    shown.transcript.finish({}, {});
    auto* button = shown.last<widgets::WordButton>("message-reasoning");
    QCOMPARE(button->words(), QStringLiteral("Reasoning (1234 characters)"));
    const int folded = button->parentWidget()->height();
    QCOMPARE(shown.transcript.work().documents, 0);
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(button->parentWidget()->height() > folded);
    QCOMPARE(shown.transcript.work().documents, 1);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(button->parentWidget()->height(), folded);
    QCOMPARE(shown.transcript.work().documents, 0);
}

void TestTranscript::CodeIsCopiedExactly()
{
    Shown shown;
    const QString code = QStringLiteral("\tif (a < b &&\n\n  c)  \n    \"&amp; \\* **\" \u202e\n\n");
    shown.transcript.setMessages({test::answer(QStringLiteral("1. Do:\n\n~~~~c\n%1\n~~~~\nDone.").arg(code))});
    auto* copy = shown.last<QToolButton>("copy-code");
    QVERIFY(copy);
    QCOMPARE(copy->accessibleName(), QStringLiteral("Copy this code (c)"));
    QTest::mouseClick(copy, Qt::LeftButton);
    QCOMPARE(QApplication::clipboard()->text(), code);
    QApplication::clipboard()->clear();
    copy->setFocus();
    QTest::keyClick(copy, Qt::Key_Space);
    QCOMPARE(QApplication::clipboard()->text(), code);
}

void TestTranscript::ALongCodeIsCopiedWhole()
{
    Shown shown;
    QString code;
    for (int line = 0; line < 3'000; ++line)
        code += QStringLiteral("line %1\n").arg(line);
    code += QStringLiteral("x").repeated(9'000);
    shown.transcript.setMessages({test::answer(QStringLiteral("```\n%1\n```\n\n```\nother\n```").arg(code))});
    shown.bar().setValue(0);
    shown.settle();
    const QList<QToolButton*> buttons = shown.transcript.findChildren<QToolButton*>(QStringLiteral("copy-code"));
    QCOMPARE(buttons.size(), 1);
    QTest::mouseClick(buttons.front(), Qt::LeftButton);
    QCOMPARE(QApplication::clipboard()->text(), code);
}

void TestTranscript::MessagesAreCopiedWhole()
{
    Shown shown;
    const QString markdown = QStringLiteral("# Title\n\n- *item*\n");
    shown.transcript.setMessages({test::question(QStringLiteral("A\n**question**")), test::answer(markdown)});
    QTest::mouseClick(shown.last<QToolButton>("message-copy"), Qt::LeftButton);
    QCOMPARE(QApplication::clipboard()->text(), markdown);
}

void TestTranscript::ASelectionIsCopied()
{
    Shown shown;
    shown.transcript.setMessages(
        {test::question(QStringLiteral("**One** line")),
         test::answer(QStringLiteral("# Title\n\n- *item* `code`\n- two\n\n|a|b|\n|-|-|\n|1|2|"))});
    auto* answer = shown.last<QWidget>("answer");
    answer->setFocus();
    QTest::keyClick(answer, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(answer, Qt::Key_C, Qt::ControlModifier);
    const QString bullet{QChar{0x2022}};
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("Title\n%1 item code\n%1 two\na\tb\n1\t2").arg(bullet));
    auto* asked = shown.last<QWidget>("question");
    const int y = asked->fontMetrics().height();
    QTest::mouseDClick(asked, Qt::LeftButton, {}, {asked->width() / 8 + 3 * y, y + y / 2});
    QTest::keyClick(asked, Qt::Key_C, Qt::ControlModifier);
    QVERIFY2(QStringLiteral("**One** line").contains(QApplication::clipboard()->text()),
             qPrintable(QApplication::clipboard()->text()));
    QVERIFY(QApplication::clipboard()->text().size() >= 2);
}

void TestTranscript::QuestionsAreEditedAndAnswersRegenerated()
{
    Shown shown;
    shown.transcript.setMessages(test::longChat(2, 60));
    QSignalSpy edits{&shown.transcript, &ui::Transcript::editAsked};
    QSignalSpy again{&shown.transcript, &ui::Transcript::regenerateAsked};
    QTest::mouseClick(shown.last<QToolButton>("message-edit"), Qt::LeftButton);
    QTest::mouseClick(shown.last<QToolButton>("message-regenerate"), Qt::LeftButton);
    QCOMPARE(edits.value(0).value(0).toInt(), 2);
    QCOMPARE(again.value(0).value(0).toInt(), 3);
    shown.transcript.setEditable(false);
    QVERIFY(!shown.last<QToolButton>("message-edit")->isEnabled());
    QVERIFY(!shown.last<QToolButton>("message-regenerate")->isEnabled());
    QVERIFY(shown.last<QToolButton>("message-copy")->isEnabled());
    // The page takes the answer away while it is told.
    shown.transcript.setEditable(true);
    connect(&shown.transcript, &ui::Transcript::regenerateAsked, &shown.transcript, &ui::Transcript::removeFrom);
    QTest::mouseClick(shown.last<QToolButton>("message-regenerate"), Qt::LeftButton);
    QCOMPARE(shown.transcript.count(), 3);
}

void TestTranscript::LinksSayTheirAddressAndOpenByAClick()
{
    Browser browser;
    Shown shown;
    shown.transcript.setMessages({test::answer(QStringLiteral("[harmless words](https://example.org/a%20b)"))});
    auto* answer = shown.last<QWidget>("answer");
    const QPoint at{answer->fontMetrics().height() * 2, answer->fontMetrics().height() / 2};
    QTest::mouseMove(answer, at);
    QMouseEvent over{QEvent::MouseMove, at, answer->mapToGlobal(at), Qt::NoButton, Qt::NoButton, {}};
    QApplication::sendEvent(answer, &over);
    QCOMPARE(QToolTip::text(), QStringLiteral("https://example.org/a%20b"));
    QVERIFY(browser.opened.isEmpty());
    QTest::mouseClick(answer, Qt::LeftButton, {}, at);
    QCOMPARE(browser.opened, QList{QUrl{QStringLiteral("https://example.org/a%20b")}});
    QTest::mouseClick(answer, Qt::LeftButton, {}, {answer->width() - 5, at.y()});
    QCOMPARE(browser.opened.size(), 1);
    QToolTip::hideText();
    // By the keyboard from the menu.
    QContextMenuEvent asked{QContextMenuEvent::Keyboard, {}, answer->mapToGlobal(QPoint{})};
    QApplication::sendEvent(answer, &asked);
    auto* menu = answer->findChild<QMenu*>(QStringLiteral("message-menu"));
    QVERIFY(menu);
    QCOMPARE(menu->actions().back()->text(), QStringLiteral("Open https://example.org/a%20b"));
    menu->actions().back()->trigger();
    QCOMPARE(browser.opened.size(), 2);
    menu->close();
}

void TestTranscript::ClosedBlocksAreMadeOnce()
{
    Shown shown;
    const QString text = test::sampleAnswer(20'000);
    shown.transcript.add(test::underWay());
    for (qsizetype i = 0; i < text.size(); i += 200) {
        shown.transcript.append(text.mid(i, 200), false);
        QTest::qWait(i % 1'000 == 0 ? 55 : 0);
    }
    shown.transcript.finish({}, {});
    const ui::BlockWork& work = shown.transcript.work();
    const QString figures = QStringLiteral("%1 blocks: %2 made closed, %3 open, %4 grown")
                                .arg(blocksIn(text))
                                .arg(work.closedMade)
                                .arg(work.openMade)
                                .arg(work.grown);
    QVERIFY2(work.closedMade <= blocksIn(text), qPrintable(figures));
    QVERIFY2(work.closedMade > 0 && work.openMade > 0, qPrintable(figures));
    QVERIFY(work.grown > 0);
}

void TestTranscript::ABurstIsDrawnOnce()
{
    Shown shown;
    shown.transcript.add(test::underWay());
    for (int i = 0; i < 1'000; ++i)
        shown.transcript.append(QStringLiteral("word "), false);
    QCOMPARE(shown.transcript.work().openMade, 0);
    QTRY_VERIFY(shown.transcript.work().openMade >= 1);
    QVERIFY2(shown.transcript.work().openMade <= 4, "a paragraph of 5,000 characters is two blocks");
}

void TestTranscript::FewMessagesOfManyAreAlive()
{
    Shown shown;
    shown.transcript.setMessages(test::longChat(200, 50'000));
    qint64 mostDocuments = 0;
    int mostMessages = 0;
    const auto look = [&] {
        QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        mostDocuments = std::max(mostDocuments, shown.transcript.work().documents);
        mostMessages = std::max(mostMessages, shown.transcript.liveMessages());
        return static_cast<int>(shown.transcript.findChildren<ui::MessageView*>().size());
    };
    QCOMPARE(look(), shown.transcript.liveMessages());
    QVERIFY(shown.bar().maximum() > 200 * shown.transcript.height());
    const qint64 before = shown.transcript.work().closedMade;
    for (int step = 0; step <= 40; ++step) {
        shown.bar().setValue(shown.bar().maximum() / 40 * step);
        look();
    }
    QVERIFY2(mostMessages <= 6, qPrintable(QString::number(mostMessages)));
    QVERIFY2(mostDocuments <= 150, qPrintable(QString::number(mostDocuments)));
    const qint64 made = shown.transcript.work().closedMade - before;
    shown.transcript.resize(500, 600);
    QVERIFY2(shown.transcript.work().closedMade - before <= made + 150, "a resize makes no more than what is near");
}

void TestTranscript::TheEndStaysInViewUntilTheReaderLeavesIt()
{
    Shown shown;
    shown.transcript.setMessages(test::longChat(3, 3'000));
    QCOMPARE(shown.bar().value(), shown.bar().maximum());
    QVERIFY(!shown.last<QPushButton>("transcript-jump"));
    shown.transcript.add(test::underWay());
    for (int i = 0; i < 5; ++i) {
        shown.transcript.append(QStringLiteral("A line.\n\n").repeated(10), false);
        shown.settle();
        QCOMPARE(shown.bar().value(), shown.bar().maximum());
    }
    shown.bar().setValue(shown.bar().maximum() - 400);
    const int left = shown.bar().value();
    shown.transcript.append(QStringLiteral("A line.\n\n").repeated(10), false);
    QTRY_VERIFY(shown.bar().maximum() > left + 400);
    QCOMPARE(shown.bar().value(), left);
    auto* jump = shown.last<QPushButton>("transcript-jump");
    QVERIFY(jump);
    QTest::keyClick(shown.last<QWidget>("answer"), Qt::Key_Home);
    QCOMPARE(shown.bar().value(), 0);
    QTest::mouseClick(jump, Qt::LeftButton);
    QCOMPARE(shown.bar().value(), shown.bar().maximum());
    QVERIFY(!jump->isVisible());
    shown.transcript.append(QStringLiteral("A line.\n\n").repeated(10), false);
    shown.settle();
    QCOMPARE(shown.bar().value(), shown.bar().maximum());
}

// Heights above are guessed until they are near; what the reader looks at must not move when they are known.
void TestTranscript::WhatIsReadStaysWhereItIs()
{
    Shown shown;
    shown.transcript.setMessages(test::longChat(20, 20'000));
    shown.bar().setValue(shown.bar().maximum() / 2);
    const auto firstButton = [&] {
        QToolButton* first = nullptr;
        for (QToolButton* button : shown.transcript.findChildren<QToolButton*>(QStringLiteral("copy-code"))) {
            const int y = button->mapTo(&shown.transcript, QPoint{}).y();
            if (button->isVisible() && y > 0 && (!first || y < first->mapTo(&shown.transcript, QPoint{}).y()))
                first = button;
        }
        return first;
    };
    for (int i = 0; i < 30; ++i) {
        QToolButton* watched = firstButton();
        QVERIFY(watched);
        const int y = watched->mapTo(&shown.transcript, QPoint{}).y();
        const int step = std::min(100, shown.bar().value());
        shown.bar().setValue(shown.bar().value() - step);
        QCOMPARE(watched->mapTo(&shown.transcript, QPoint{}).y(), y + step);
    }
}

void TestTranscript::MessagesCanBeTakenBack()
{
    Shown shown;
    shown.transcript.setMessages(test::longChat(3, 500));
    shown.transcript.removeFrom(3);
    QCOMPARE(shown.transcript.count(), 3);
    QCOMPARE(shown.transcript.plainText(2), QStringLiteral("Question 1?"));
    QCOMPARE(shown.transcript.plainText(3), QString{});
    shown.transcript.removeFrom(7);
    QCOMPARE(shown.transcript.count(), 3);
    shown.transcript.setMessages({});
    shown.settle();
    QCOMPARE(shown.transcript.count(), 0);
    QCOMPARE(shown.transcript.work().documents, 0);
    QCOMPARE(shown.bar().maximum(), 0);
    shown.transcript.append(QStringLiteral("nobody asked"), false);
    shown.transcript.finish({}, {});
}

void TestTranscript::AnEmptyOneSaysSo()
{
    Shown shown;
    shown.transcript.setEmptyText(QStringLiteral("Ask something."));
    QCOMPARE(shown.last<QLabel>("transcript-empty")->text(), QStringLiteral("Ask something."));
    shown.transcript.add(test::question(QStringLiteral("?")));
    QVERIFY(!shown.last<QLabel>("transcript-empty"));
    shown.transcript.removeFrom(0);
    QVERIFY(shown.last<QLabel>("transcript-empty"));
}

void TestTranscript::EverythingHasANameAndIsReachedByTab()
{
    Shown shown;
    shown.transcript.setMessages({test::question(QStringLiteral("One?")),
                                  test::answer(QStringLiteral("```sh\nls\n```\n\n```\ncd\n```\n")),
                                  test::question(QStringLiteral("Two?")), test::answer(QStringLiteral("Two."))});
    QCOMPARE(test::unnamedInputs(shown.transcript).join(QLatin1Char{','}), QString{});
    shown.transcript.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&shown.transcript));
    shown.transcript.setFocus();
    QStringList reached;
    for (int i = 0; i < 16; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        reached << QApplication::focusWidget()->objectName();
    }
    const QString order = reached.join(QLatin1Char{' '});
    QVERIFY2(order.startsWith(QStringLiteral("question message-edit message-copy answer copy-code copy-code "
                                             "message-figures message-regenerate message-copy question message-edit "
                                             "message-copy answer message-figures message-regenerate message-copy")),
             qPrintable(order));
}

void TestTranscript::FollowsTheTheme()
{
    Shown shown;
    shown.transcript.setMessages(test::longChat(2, 2'000));
    const QImage light = shown.transcript.grab().toImage();
    test::dress(true);
    QApplication::processEvents();
    QVERIFY(shown.transcript.work().documents > 0);
    const QImage dark = shown.transcript.grab().toImage();
    QVERIFY(test::colorsIn(light) > 5);
    QVERIFY(test::colorsIn(dark) > 5);
    QVERIFY(light != dark);
    test::dress(false);
}

void TestTranscript::LongWordsStayInside()
{
    Shown shown;
    const QString word = QStringLiteral("anticonstitutionnellement").repeated(30);
    shown.transcript.setMessages(
        {{.text = word, .imageName = word + QStringLiteral(".png"), .image = QImage{4'000, 300, QImage::Format_RGB32}},
         {.isAnswer = true,
          .text = QStringLiteral("# %1\n\n- %1\n\n|%1|%1|\n|-|-|\n|%1|`%1`|\n\n```%1\n%1\n```").arg(word),
          .fault = word,
          .figures = {{word, word}}}});
    shown.transcript.resize(360, 500);
    for (const QWidget* child : shown.transcript.viewport()->findChildren<QWidget*>())
        if (child->isVisible()) {
            const QRect at{child->mapTo(shown.transcript.viewport(), QPoint{}), child->size()};
            QVERIFY2(at.left() >= 0 && at.right() < shown.transcript.viewport()->width(),
                     qPrintable(child->objectName()));
        }
    QCOMPARE(shown.transcript.horizontalScrollBar()->maximum(), 0);
}

QTEST_MAIN(TestTranscript)

#include "tst_transcript.moc"
