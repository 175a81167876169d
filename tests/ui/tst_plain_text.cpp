// SPDX-License-Identifier: GPL-3.0-or-later
// What an endpoint says is never run as HTML, wherever it is shown.
#include "ui/base/two_line_row.h"
#include "ui/requests/requests_model.h"
#include "widgets/choice_box.h"
#include "widgets/elided_label.h"
#include "widgets/figure_card.h"
#include "widgets/flat_style.h"
#include "widgets/notice_bar.h"
#include "widgets/plain_text.h"

#include <QAction>
#include <QHelpEvent>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QTest>
#include <QTextDocument>
#include <QToolTip>

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
    void LongNamesAreCutInTheirMiddle();
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

void TestPlainText::LongNamesAreCutInTheirMiddle()
{
    const QString name = QStringLiteral("org/") + QString{200, QLatin1Char{'x'}} + QStringLiteral("&-instruct");
    QMenu menu;
    const QAction& entry = widgets::addNamed(menu, name);
    QVERIFY2(entry.text().startsWith(QStringLiteral("org/x")), qPrintable(entry.text()));
    QVERIFY2(entry.text().endsWith(QStringLiteral("x&&-instruct")), qPrintable(entry.text()));
    QCOMPARE(shown(entry.toolTip()), name);
    QVERIFY(menu.toolTipsVisible());
    widgets::ChoiceBox box;
    box.addItem(name);
    box.addItem(QStringLiteral("short"));
    box.setToolTip(QStringLiteral("What it is."));
    box.resize(200, 30);
    box.show();
    QVERIFY2(box.shownText().startsWith(QStringLiteral("org/")) && box.shownText().endsWith(QStringLiteral("instruct")),
             qPrintable(box.shownText()));
    QHelpEvent asked{QEvent::ToolTip, {5, 5}, box.mapToGlobal(QPoint{5, 5})};
    QApplication::sendEvent(&box, &asked);
    QVERIFY(shown(QToolTip::text()).contains(name) && QToolTip::text().contains(QStringLiteral("What it is.")));
    box.setCurrentIndex(1);
    QCOMPARE(box.shownText(), QStringLiteral("short"));
    QListWidget list;
    list.setItemDelegate(new ui::TwoLineRow{&list});
    list.resize(200, 100);
    list.addItem(name);
    list.show();
    const QPoint at = list.visualItemRect(list.item(0)).center();
    QHelpEvent over{QEvent::ToolTip, at, list.viewport()->mapToGlobal(at)};
    QApplication::sendEvent(list.viewport(), &over);
    QVERIFY2(shown(QToolTip::text()).startsWith(name), qPrintable(QToolTip::text()));
    QToolTip::hideText();
}

QTEST_MAIN(TestPlainText)

#include "tst_plain_text.moc"
