// SPDX-License-Identifier: GPL-3.0-or-later
// The window's frame at its smallest, and where it shows the focus.
#include "plots/plot.h"
#include "ui/run/run_view.h"
#include "widgets/even_grid.h"
#include "widgets/figure_card.h"
#include "widgets/nav_button.h"

#include <QScrollBar>

#include "tests/support/sample_snapshot.h"
#include "tests/ui/window_bench.h"

using namespace inferometer;

class TestFrame : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void TheLastItemOfAGridTakesWhatItsRowHasLeft();
    void ASmallWindowHasNoHolesAndNoSlivers();
    void TheSidebarShowsFocusOnlyToTheKeyboard();
};

void TestFrame::TheLastItemOfAGridTakesWhatItsRowHasLeft()
{
    QWidget owner;
    auto* grid = new widgets::EvenGrid{100, 7};
    owner.setLayout(grid);
    grid->setSpacing(10);
    std::vector<QWidget*> items;
    for (int i = 0; i < 7; ++i) {
        items.push_back(new QWidget{&owner});
        items.back()->setMinimumHeight(20);
        grid->addWidget(items.back());
    }
    owner.resize(430, 100);
    owner.show();
    QApplication::processEvents();
    QCOMPARE(grid->columnsFor(430), 4);
    QCOMPARE(items[5]->width(), items[1]->width());
    QCOMPARE(items[6]->geometry().left(), items[2]->geometry().left());
    QCOMPARE(items[6]->geometry().right(), items[3]->geometry().right());
}

void TestFrame::ASmallWindowHasNoHolesAndNoSlivers()
{
    const test::WindowBench bench;
    bench.window->resize(1024, 700);
    auto& live = *bench.window->findChild<ui::RunView*>();
    live.display(test::finishedSnapshot(80));
    QApplication::processEvents();
    QApplication::processEvents();
    QCOMPARE(bench.window->size(), QSize(1024, 700));
    int right = 0;
    for (const auto* card : live.findChildren<widgets::FigureCard*>())
        right = std::max(right, card->geometry().right());
    QCOMPARE(bench.find<QWidget>("card-verdict").geometry().right(), right);
    for (const auto* plot : live.findChildren<plots::Plot*>()) {
        if (!plot->isVisible())  // it has nothing to say of this run
            continue;
        QVERIFY2(plot->height() >= plot->minimumSizeHint().height(), qPrintable(plot->objectName()));
        QVERIFY2(plot->width() >= plot->minimumSizeHint().width(), qPrintable(plot->objectName()));
    }
}

void TestFrame::TheSidebarShowsFocusOnlyToTheKeyboard()
{
    const test::WindowBench bench;
    auto& entry = bench.find<widgets::NavButton>("page-synthetic");
    const QImage plain = entry.grab().toImage();
    entry.setFocus();
    QVERIFY(entry.hasFocus());
    QVERIFY(entry.grab().toImage() == plain);
    bench.press(Qt::Key_Tab);
    bench.press(Qt::Key_Backtab);
    QVERIFY(entry.hasFocus());
    QVERIFY(entry.grab().toImage() != plain);
}

QTEST_MAIN(TestFrame)
#include "tst_frame.moc"
