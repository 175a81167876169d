// SPDX-License-Identifier: GPL-3.0-or-later
// What an endpoint says is never run as HTML, wherever it is shown.
#include "ui/requests/requests_model.h"
#include "widgets/elided_label.h"
#include "widgets/figure_card.h"
#include "widgets/flat_style.h"
#include "widgets/notice_bar.h"
#include "widgets/plain_text.h"

#include <QLabel>
#include <QMessageBox>
#include <QTest>
#include <QTextDocument>

#include "tests/ui/record_feed.h"
#include "tests/ui/ui_fixture.h"

using namespace inferometer;

namespace {

const QString kForeign = QStringLiteral("<img src=x><b>bold</b> & more\nsecond");

// What a tool tip shows.
QString shown(const QString& tip)
{
    if (!Qt::mightBeRichText(tip))
        return tip;
    QTextDocument document;
    document.setHtml(tip);
    return document.toPlainText();
}

}  // namespace

class TestPlainText : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void LabelsTakeTextAsItIs();
    void LabelsWithAFormatOfTheirOwnKeepIt();
    void MessageBoxesTakeTextAsItIs();
    void ToolTipsShowTextAsItIs();
    void OurWidgetsDoSoToo();
};

void TestPlainText::LabelsTakeTextAsItIs()
{
    QLabel label{kForeign};
    QCOMPARE(label.textFormat(), Qt::AutoText);
    label.ensurePolished();
    QCOMPARE(label.textFormat(), Qt::PlainText);
    widgets::NoticeBar bar;
    bar.ensurePolished();
    for (QLabel* inside : bar.findChildren<QLabel*>()) {
        inside->ensurePolished();
        QCOMPARE(inside->textFormat(), Qt::PlainText);
    }
}

void TestPlainText::LabelsWithAFormatOfTheirOwnKeepIt()
{
    QLabel label;
    label.setTextFormat(Qt::RichText);
    label.ensurePolished();
    QCOMPARE(label.textFormat(), Qt::RichText);
}

void TestPlainText::MessageBoxesTakeTextAsItIs()
{
    QMessageBox box{QMessageBox::Question, QStringLiteral("title"), kForeign};
    box.setInformativeText(kForeign);
    int labels = 0;
    for (QLabel* label : box.findChildren<QLabel*>()) {
        if (label->text() != kForeign)
            continue;
        ++labels;
        label->ensurePolished();
        QCOMPARE(label->textFormat(), Qt::PlainText);
    }
    QCOMPARE(labels, 2);
}

void TestPlainText::ToolTipsShowTextAsItIs()
{
    QVERIFY(!widgets::plainTip(kForeign).contains(QStringLiteral("<img")));
    QCOMPARE(shown(widgets::plainTip(kForeign)), kForeign);
    QCOMPARE(widgets::plainTip(QStringLiteral("plain\ntext")), QStringLiteral("plain\ntext"));
}

void TestPlainText::OurWidgetsDoSoToo()
{
    widgets::ElidedLabel elided;
    elided.setText(kForeign);
    elided.resize(10, 20);
    elided.grab();
    QCOMPARE(shown(elided.toolTip()), kForeign);
    widgets::FigureCard card{QStringLiteral("Figure")};
    card.setFigure({.number = QStringLiteral("1"), .note = kForeign});
    QCOMPARE(shown(card.toolTip()), kForeign);
    test::RecordFeed feed;
    feed.addFailed(Outcome::StreamError, 200, kForeign.toStdString());
    ui::RequestsModel model;
    model.display(feed.snapshot());
    int tips = 0;
    for (int column = 0; column < model.columnCount(); ++column) {
        const QString tip = model.index(0, column).data(Qt::ToolTipRole).toString();
        QVERIFY(!tip.contains(QStringLiteral("<img")));
        tips += shown(tip).contains(QStringLiteral("<img src=x><b>bold</b>")) ? 1 : 0;
    }
    QVERIFY(tips >= 1);
}

QTEST_MAIN(TestPlainText)

#include "tst_plain_text.moc"
