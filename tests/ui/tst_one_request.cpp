// SPDX-License-Identifier: GPL-3.0-or-later
// "Send one request", by clicks and keys: the exchange whole, whatever the endpoint answers, and nothing else
// disturbed.
#include "ui/exchange/exchange_window.h"
#include "widgets/copy_box.h"
#include "widgets/fact_list.h"
#include "widgets/wrapped_text.h"

#include <QClipboard>
#include <QPlainTextEdit>

#include "tests/support/loopback_server.h"
#include "tests/ui/window_bench.h"

using namespace inferometer;
using Step = ServerStep;

class TestOneRequest : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void TheExchangeIsShownWhole();
    void AllOfItIsCopied();
    void ARefusalIsShownWithAWayOut();
    void ADeadPortIsTold();
    void AWrongSettingSendsNothing();
    void AHostileAnswerIsOnlyText();
    void ItIsCutByAButton();
    void EscapeCloses();
    void ItIsOffWhileARunGoesOn();
    void ARunCutsIt();
    void WhatIsInViewStays();
    void TheCommandSendsOne();
    void NoTwoButtonsShareAKey();
    void EveryInputHasAName();
};

namespace {

struct Bench : test::WindowBench
{
    Bench()
    {
        if (!simulator.start().ok())
            qFatal("no simulator to test with");
        aim(6, 2, 5);
    }
    void aimAt(const LoopbackServer& server) const
    {
        type("base-url", QStringLiteral("http://127.0.0.1:%1").arg(server.port()));
    }
    void send() const { click("send-one-request"); }
    bool isSent() const
    {
        return QTest::qWaitFor([this] { return !exchange().isBusy(); }, 20'000);
    }
    ui::ExchangeWindow& exchange() const { return find<ui::ExchangeWindow>("exchange"); }
    QString title() const { return text("exchange-title"); }
    QString words() const { return find<widgets::WrappedText>("exchange-words").toPlainText(); }
    // Empty: there is no such part.
    QString part(const char* id) const
    {
        const auto* box = exchange().findChild<widgets::CopyBox*>(QLatin1String{"exchange-"} + QLatin1String{id});
        return box ? box->text() : QString{};
    }
    QString fact(const char* label) const
    {
        for (const widgets::Fact& fact : exchange().findChild<widgets::FactList*>()->facts())
            if (fact.label == QLatin1String{label})
                return fact.value;
        return {};
    }
};

std::vector<ServerStep> answering(const std::string& answer)
{
    return {Step::expectRequest(), Step::send(answer), Step::close()};
}

std::string stream(const std::string& events)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + events;
}

}  // namespace

void TestOneRequest::TheExchangeIsShownWhole()
{
    const Bench bench;
    bench.send();
    QVERIFY(bench.exchange().isVisible());
    QVERIFY(bench.isSent());
    QCOMPARE(bench.title(), QStringLiteral("Answered · HTTP 200"));
    QVERIFY(bench.part("request").startsWith(QStringLiteral("POST /v1/chat/completions HTTP/1.1\n")));
    QVERIFY(bench.part("body").contains(QStringLiteral("\n  \"model\": \"simulated\"")));
    QVERIFY(bench.part("response").startsWith(QStringLiteral("HTTP/1.1 200")));
    QVERIFY(bench.part("events").contains(QStringLiteral(" ms  data: {")));
    QVERIFY(!bench.part("answer").isEmpty());
    QVERIFY(bench.fact("TTFT").endsWith(QStringLiteral("ms")));
    QCOMPARE(bench.fact("Output tokens, reported"), QStringLiteral("5"));
    QCOMPARE(bench.fact("Finish reason"), QStringLiteral("length"));
    // No run, no file.
    QVERIFY(bench.runs.ended().empty());
    QVERIFY(!QDir{bench.folder.filePath(QStringLiteral("results"))}.exists());
}

void TestOneRequest::AllOfItIsCopied()
{
    const Bench bench;
    bench.send();
    QVERIFY(bench.isSent());
    bench.click("exchange-copy");
    const QString copied = QGuiApplication::clipboard()->text();
    for (const char* id : {"request", "body", "response", "events", "answer"})
        QVERIFY2(copied.contains(bench.part(id)), id);
    QVERIFY(copied.contains(QStringLiteral("TTFT: ")));
    QVERIFY(copied.startsWith(bench.title()));
}

void TestOneRequest::ARefusalIsShownWithAWayOut()
{
    const Bench bench;
    const LoopbackServer server{answering("HTTP/1.1 401 No\r\nWWW-Authenticate: Bearer\r\nContent-Length: 35\r\n\r\n"
                                          "{\"error\":{\"message\":\"who are you\"}}")};
    bench.aimAt(server);
    bench.send();
    QVERIFY(bench.isSent());
    QCOMPARE(bench.title(), QStringLiteral("401 Unauthorized"));
    QVERIFY(bench.words().contains(QStringLiteral("who are you")));
    QVERIFY(bench.words().contains(QStringLiteral("Check the endpoint's key")));
    QVERIFY(bench.part("response").contains(QStringLiteral("WWW-Authenticate: Bearer")));
    QVERIFY(bench.part("answer").isEmpty());
}

void TestOneRequest::ADeadPortIsTold()
{
    const Bench bench;
    bench.type("base-url", QStringLiteral("http://127.0.0.1:1"));
    bench.send();
    QVERIFY(bench.isSent());
    QCOMPARE(bench.title(), QStringLiteral("Connection refused"));
    QVERIFY(bench.words().contains(QStringLiteral("Start the endpoint or correct Base URL.")));
    QVERIFY(!bench.part("request").isEmpty());
}

void TestOneRequest::AWrongSettingSendsNothing()
{
    const Bench bench;
    bench.type("base-url", QStringLiteral("nonsense"));
    auto& button = bench.find<QPushButton>("send-one-request");
    QVERIFY(!button.isEnabled());
    QVERIFY(!button.toolTip().isEmpty());
    bench.aim(6, 2, 5);
    QVERIFY(button.isEnabled());
}

void TestOneRequest::AHostileAnswerIsOnlyText()
{
    const Bench bench;
    std::string events;
    for (const std::string& text :
         {std::string{"<b>bold</b>\\u001b[31m"}, std::string{"\\u202e%1 %2"}, std::string(3'000'000, 'x')})
        events += R"(data: {"choices":[{"index":0,"delta":{"content":")" + text + "\"}}]}\n\n";
    events += "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"<i>stop</i>\"}]}\n\ndata: [DONE]\n\n";
    const LoopbackServer server{answering(stream(events))};
    bench.aimAt(server);
    bench.send();
    QVERIFY(bench.isSent());
    const QString answer = bench.part("answer");
    QVERIFY(answer.startsWith(QStringLiteral("<b>bold</b>\\x1b[31m\\u202e%1 %2xxx")));
    QVERIFY2(answer.size() < 250'000, "a box shows the beginning");
    QVERIFY(answer.endsWith(QStringLiteral("more characters are not shown]")));
    QVERIFY(bench.exchange().allText().count(QLatin1Char{'x'}) >= 3'000'000);
    QVERIFY(bench.exchange().allText().contains(QStringLiteral("%1 %2")));
    QVERIFY(bench.part("events").contains(QStringLiteral("[the rest of this answer was not kept]"))
            || bench.part("events").endsWith(QStringLiteral("more characters are not shown]")));
}

void TestOneRequest::ItIsCutByAButton()
{
    const Bench bench;
    const LoopbackServer server{ServerScript{Step::expectRequest(), Step::stall()}};
    bench.aimAt(server);
    bench.send();
    QVERIFY(bench.exchange().isBusy());
    QCOMPARE(bench.title(), QStringLiteral("Sending one request"));
    QTRY_VERIFY(bench.words().contains(QStringLiteral("Waiting for the answer")));
    QTRY_VERIFY(!server.requests().empty());  // cut before it is sent, there is nothing to show
    bench.click("exchange-cut");
    QVERIFY(bench.isSent());
    QCOMPARE(bench.title(), QStringLiteral("Cancelled"));
    QVERIFY(!bench.part("body").isEmpty());
    QVERIFY(!bench.find<QPushButton>("exchange-cut").isEnabled());
}

void TestOneRequest::EscapeCloses()
{
    const Bench bench;
    const LoopbackServer server{ServerScript{Step::expectRequest(), Step::stall()}};
    bench.aimAt(server);
    bench.send();
    QTest::keyClick(&bench.exchange(), Qt::Key_Escape);
    QVERIFY(!bench.exchange().isVisible());
    QVERIFY(!bench.exchange().isBusy());
    bench.aim(6, 2, 5);
    bench.send();
    QVERIFY(bench.exchange().isVisible());
    QVERIFY(bench.isSent());
    QCOMPARE(bench.title(), QStringLiteral("Answered · HTTP 200"));
}

void TestOneRequest::ItIsOffWhileARunGoesOn()
{
    const Bench bench;
    const LoopbackServer server{ServerScript{Step::expectRequest(), Step::stall()}};
    bench.aimAt(server);
    auto& button = bench.find<QPushButton>("send-one-request");
    bench.click("run");
    QVERIFY(!button.isEnabled());
    QVERIFY(button.toolTip().contains(QStringLiteral("disturb")));
    QVERIFY(!bench.find<QAction>("send-one").isEnabled());
    bench.click("stop");
    bench.click("stop");
    QVERIFY(QTest::qWaitFor([&bench] { return !bench.runs.isActive(); }, 20'000));
    QVERIFY(button.isEnabled());
    QVERIFY(bench.find<QAction>("send-one").isEnabled());
}

void TestOneRequest::ARunCutsIt()
{
    const Bench bench;
    const LoopbackServer server{ServerScript{Step::expectRequest(), Step::stall()}};
    bench.aimAt(server);
    bench.send();
    QTRY_VERIFY(bench.words().contains(QStringLiteral("Waiting for the answer")));
    bench.aim(4, 2, 5);
    bench.click("run");
    QVERIFY(bench.isSent());
    QCOMPARE(bench.title(), QStringLiteral("Cancelled"));
    QVERIFY(QTest::qWaitFor([&bench] { return bench.isPhase(ui::RunPhase::Finished); }, 20'000));
}

// B2 and B3 of old: the figures of the run that is looked at must not change.
void TestOneRequest::WhatIsInViewStays()
{
    const Bench bench;
    bench.click("run");
    QVERIFY(QTest::qWaitFor([&bench] { return bench.isPhase(ui::RunPhase::Finished); }, 20'000));
    const QStringList before = bench.allShown();
    bench.send();
    QVERIFY(bench.isSent());
    QCOMPARE(bench.allShown(), before);
    bench.type("base-url", QStringLiteral("http://127.0.0.1:1"));
    bench.send();
    QVERIFY(bench.isSent());
    QCOMPARE(bench.allShown(), before);
    QCOMPARE(bench.runs.ended().size(), 1U);
}

void TestOneRequest::TheCommandSendsOne()
{
    const Bench bench;
    bench.press(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(bench.exchange().isVisible());
    QVERIFY(bench.isSent());
    QCOMPARE(bench.title(), QStringLiteral("Answered · HTTP 200"));
    bench.exchange().close();
    bench.click("page-endpoints");
    QVERIFY(!bench.find<QAction>("send-one").isEnabled());
}

void TestOneRequest::NoTwoButtonsShareAKey()
{
    const ui::ExchangeWindow exchange{nullptr};
    QSet<QString> keys;
    for (const auto* button : exchange.findChildren<QPushButton*>()) {
        const QString key = QKeySequence::mnemonic(button->text()).toString();
        QVERIFY2(!key.isEmpty() && !keys.contains(key), qPrintable(button->text()));
        keys.insert(key);
    }
}

void TestOneRequest::EveryInputHasAName()
{
    const Bench bench;
    bench.send();
    QVERIFY(bench.isSent());
    QCOMPARE(test::unnamedInputs(bench.exchange()), QStringList{});
}

QTEST_MAIN(TestOneRequest)
#include "tst_one_request.moc"
