// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/nice_range.h"
#include "plots/plot_text.h"
#include "ui/base/text.h"
#include "ui/chat/chat_text.h"
#include "ui/run/progress_text.h"
#include "ui/run/verdict_text.h"

#include <QLocale>
#include <QTest>

#include <limits>

using namespace inferometer;

class TestText : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void ThreeDigitsAtEverySize();
    void DurationsScale();
    void RatesScale();
    void AFaultWithoutWordsIsTheOutcomes();
    void MomentsHaveTheTimeOfDayOfNames();
    void ShellLinesBreakOutsideQuotesOnly();
    void ProgressSaysWhatIsLeft();
    void NothingIsLeftOfADrainingRun();
    void AxesGrowInNiceStepsAndNeverShrink();
    void AVerdictIsBriefWhereThereIsNoRoom();
};

void TestText::ThreeDigitsAtEverySize()
{
    QCOMPARE(ui::threeDigits(0), QStringLiteral("0"));
    QCOMPARE(ui::threeDigits(0.0456), QStringLiteral("0.0456"));
    QCOMPARE(ui::threeDigits(-0.00123), plots::threeDigits(-0.00123));
    QCOMPARE(ui::threeDigits(1), QStringLiteral("1.00"));
    QCOMPARE(ui::threeDigits(9.994), QStringLiteral("9.99"));
    QCOMPARE(ui::threeDigits(9.996), QStringLiteral("10.0"));
    QCOMPARE(ui::threeDigits(418.4), QStringLiteral("418"));
    QCOMPARE(ui::threeDigits(std::numeric_limits<double>::quiet_NaN()), QString{QChar{0x2013}});
}

void TestText::DurationsScale()
{
    QCOMPARE(ui::durationQuantity(0.342).text(), QStringLiteral("342\u00a0ms"));
    QCOMPARE(ui::durationQuantity(0.0189).text(), QStringLiteral("18.9\u00a0ms"));
    QCOMPARE(ui::durationQuantity(0.99996).text(), QStringLiteral("1.00\u00a0s"));
    QCOMPARE(ui::durationQuantity(0.00004).text(), QStringLiteral("40.0\u00a0\u00b5s"));
    QCOMPARE(ui::durationQuantity(90).text(), QStringLiteral("1.50\u00a0min"));
    QCOMPARE(ui::durationQuantity(0).text(), QStringLiteral("0\u00a0s"));
}

void TestText::MomentsHaveTheTimeOfDayOfNames()
{
    const QDateTime moment{QDate{2026, 11, 22}, QTime{15, 4, 5}};
    QLocale::setDefault(QLocale{QLocale::English, QLocale::UnitedStates});
    QCOMPARE(ui::whenText(moment), QStringLiteral("11/22/26 15:04"));
    QLocale::setDefault(QLocale::c());
}

void TestText::AFaultWithoutWordsIsTheOutcomes()
{
    Turn turn;
    turn.state = TurnState::Failed;
    turn.fault = "stream_error";
    QCOMPARE(ui::faultText(turn), QStringLiteral("Error inside the stream"));
    turn.fault = "HTTP 500: no room";
    QCOMPARE(ui::faultText(turn), QStringLiteral("HTTP 500: no room"));
}

void TestText::RatesScale()
{
    QCOMPARE(ui::rateQuantity(418, QStringLiteral("tok/s")).text(), QStringLiteral("418\u00a0tok/s"));
    QCOMPARE(ui::rateQuantity(20345, QStringLiteral("tok/s")).text(), QStringLiteral("20.3\u00a0k tok/s"));
}

void TestText::ShellLinesBreakOutsideQuotesOnly()
{
    QCOMPARE(ui::shellLines(QStringLiteral("inferometer run --a 1 --b 'x --c'")),
             QStringLiteral("inferometer run \\\n  --a 1 \\\n  --b 'x --c'"));
}

void TestText::ProgressSaysWhatIsLeft()
{
    Snapshot snapshot;
    snapshot.asked = 80;
    snapshot.finished = 46;
    snapshot.inFlight.resize(8);
    snapshot.elapsed = fromSeconds(12.4);
    QCOMPARE(ui::doneText(snapshot), QStringLiteral("46 of 80 request(s)"));
    QCOMPARE(ui::timeText(snapshot), QStringLiteral("12.4 s elapsed · about 7 s left"));
    snapshot.finished = 38;
    snapshot.elapsed = fromSeconds(11.3);
    QCOMPARE(ui::timeText(snapshot), QStringLiteral("11.3 s elapsed · about 10 s left"));
    snapshot.finished = 3;
    QVERIFY(!ui::secondsLeft(snapshot));
}

void TestText::NothingIsLeftOfADrainingRun()
{
    Snapshot snapshot;
    snapshot.state = RunState::Draining;
    snapshot.asked = 80;
    snapshot.finished = 46;
    snapshot.inFlight.resize(2);
    snapshot.elapsed = fromSeconds(75);
    QCOMPARE(ui::timeText(snapshot), QStringLiteral("1:15 min elapsed · stopping, 2 in flight"));
}

void TestText::AxesGrowInNiceStepsAndNeverShrink()
{
    QCOMPARE(plots::niceCeiling(3), 3.0);
    QCOMPARE(plots::niceCeiling(3.1), 4.0);
    QCOMPARE(plots::niceCeiling(0.0101), 0.015);
    QCOMPARE(plots::niceCeiling(99), 100.0);
    QCOMPARE(plots::niceCeiling(0.3, plots::kCountSteps), 0.5);
    QCOMPARE(plots::niceCeiling(0.8, plots::kCountSteps), 1.0);
    QCOMPARE(plots::niceCeiling(1.2, plots::kCountSteps), 2.0);
    plots::NiceRange range{10};
    QVERIFY(!range.include(7));
    QVERIFY(range.include(411));
    QCOMPARE(range.end(), 500.0);
    QVERIFY(!range.include(100));
    QCOMPARE(range.end(), 500.0);
    QVERIFY(!range.include(std::numeric_limits<double>::quiet_NaN()));
    range.reset();
    QCOMPARE(range.end(), 10.0);
}

void TestText::AVerdictIsBriefWhereThereIsNoRoom()
{
    Verdict verdict;
    QCOMPARE(ui::verdictBrief(verdict), QString{});
    for (const char* id : {"steal", "journal-bytes", "journal-tail", "of another version"})
        verdict.reasons.push_back({VerdictLevel::Suspect, id, {}, "A sentence."});
    QCOMPARE(ui::verdictBrief(verdict), QStringLiteral("CPU time stolen · damaged journal"));
}

QTEST_GUILESS_MAIN(TestText)
#include "tst_text.moc"
