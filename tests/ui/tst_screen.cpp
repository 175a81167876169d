// SPDX-License-Identifier: GPL-3.0-or-later
// The window on screens of several sizes, which INFEROMETER_TEST_SCREEN names: "1440x900".
#include "ui/base/text.h"
#include "ui/form/field_form.h"
#include "ui/run/run_heading.h"
#include "ui/run/run_view.h"
#include "widgets/figure_card.h"
#include "widgets/metrics.h"

#include <QScreen>

#include "tests/support/sample_snapshot.h"
#include "tests/ui/window_bench.h"

#include <algorithm>

using namespace inferometer;

class TestScreen : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void TheScreenIsTheOneAsked();
    void TheFirstWindowFitsTheScreen();
    void TheLoadIsInViewAtOnce();
    void NothingJumpsWhenThereIsMoreToScroll();
    void CardsShowTheirLabels();
    void WhatARunShowsEndsAtOneEdge();
    void AWindowLeftOnAScreenThatIsGoneComesBack();
    void AWindowIsMadeSmallBesideALongNotice();
};

namespace {

// As main() makes it: no size of its own.
std::unique_ptr<ui::MainWindow> firstWindow(test::WindowBench& bench)
{
    bench.window.reset();
    auto window = std::make_unique<ui::MainWindow>(bench.context);
    window->show();
    QApplication::processEvents();
    return window;
}

QRect room(const QWidget& window) { return window.screen()->availableGeometry(); }

bool fits(const QWidget& window) { return room(window).contains(window.frameGeometry()); }

QString placeOf(const QWidget& window)
{
    const QRect place = window.frameGeometry();
    return QStringLiteral("%1x%2 at %3,%4").arg(place.width()).arg(place.height()).arg(place.x()).arg(place.y());
}

}  // namespace

void TestScreen::TheScreenIsTheOneAsked()
{
    const QSize size = QGuiApplication::primaryScreen()->size();
    QCOMPARE(QStringLiteral("%1x%2").arg(size.width()).arg(size.height()),
             qEnvironmentVariable("INFEROMETER_TEST_SCREEN", QStringLiteral("800x800")));
}

void TestScreen::TheFirstWindowFitsTheScreen()
{
    test::WindowBench bench;
    const auto window = firstWindow(bench);
    QVERIFY2(fits(*window), qPrintable(placeOf(*window)));
    const int titleBar = widgets::rhythm(*window, 3);
    QVERIFY2(window->geometry().top() - titleBar >= room(*window).top(), "no room for the title bar");
    for (const char* button : {"run", "stop", "menu"}) {
        const auto* widget = window->findChild<QWidget*>(QString::fromLatin1(button));
        QVERIFY2(window->rect().contains(QRect{widget->mapTo(window.get(), QPoint{}), widget->size()}), button);
    }
}

void TestScreen::TheLoadIsInViewAtOnce()
{
    test::WindowBench bench;
    const auto window = firstWindow(bench);
    for (const RunField& field : runFields()) {
        if (field.place != FieldPlace::Main || field.group != "Load" || !field.isOf(Evaluation::Synthetic))
            continue;
        const QList<QWidget*> inputs = window->findChildren<QWidget*>(ui::toQt(field.key));  // one a page
        const auto shown
            = std::find_if(inputs.begin(), inputs.end(), [](const QWidget* one) { return one->isVisible(); });
        const auto* input = shown == inputs.end() ? inputs.front() : *shown;
        QVERIFY2(input->isVisible(), field.key.data());
        const int seen = input->visibleRegion().boundingRect().height();
        QVERIFY2(seen == input->height(),
                 qPrintable(input->objectName() + QStringLiteral(": %1 at %2").arg(seen).arg(placeOf(*window))));
    }
    const QList<QWidget*> choices = window->findChildren<QWidget*>(QStringLiteral("endpoint"));
    QVERIFY(std::any_of(choices.begin(), choices.end(), [](const QWidget* one) { return one->isVisible(); }));
}

void TestScreen::NothingJumpsWhenThereIsMoreToScroll()
{
    const test::WindowBench bench;
    auto& form = bench.find<ui::FieldForm>("form");
    const auto rightOf = [&bench](const QWidget& widget) {
        return widget.mapTo(bench.window.get(), QPoint{widget.width(), 0}).x();
    };
    form.setFolds({}, true);
    QApplication::processEvents();
    const int right = rightOf(form);
    QCOMPARE(right, rightOf(bench.find<QWidget>("command")));  // in line with what stands outside the scrolled part
    form.unfold();
    QApplication::processEvents();
    QVERIFY(form.height() > bench.window->height());
    QCOMPARE(rightOf(form), right);
}

void TestScreen::CardsShowTheirLabels()
{
    test::WindowBench bench;
    const auto window = firstWindow(bench);
    auto& view = *window->findChild<ui::RunView*>();
    view.display(test::finishedSnapshot(20));
    QApplication::processEvents();
    const auto cards = view.findChildren<widgets::FigureCard*>();
    QVERIFY(cards.size() > 5);
    for (const auto* card : cards)
        QVERIFY2(card->isVisible() && card->width() >= card->minimumSizeHint().width(), qPrintable(card->label()));
}

// Whether it scrolls or not.
void TestScreen::WhatARunShowsEndsAtOneEdge()
{
    test::WindowBench bench;
    const auto window = firstWindow(bench);
    auto& view = *window->findChild<ui::RunView*>();
    test::SampleShape shape;
    shape.failedShare = 0.5;
    view.display(test::finishedSnapshot(80, shape));
    const auto rightOf = [&view](const QWidget& widget) { return widget.mapTo(&view, QPoint{widget.width(), 0}).x(); };
    QApplication::processEvents();
    const int right = rightOf(*view.findChild<ui::RunHeading*>());
    QVERIFY(right > view.width() / 2);
    QCOMPARE(rightOf(*view.findChild<widgets::FigureCard*>(QStringLiteral("card-verdict"))), right);
    for (const auto tab : {ui::RunView::Overview, ui::RunView::Statistics, ui::RunView::Requests, ui::RunView::Errors,
                           ui::RunView::Definition})
    {
        view.openTab(tab);
        QApplication::processEvents();
        int most = 0;
        for (const auto* card : view.findChildren<widgets::Card*>())
            most = std::max(most, card->isVisible() ? rightOf(*card) : 0);
        QCOMPARE(most, right);
    }
}

void TestScreen::AWindowLeftOnAScreenThatIsGoneComesBack()
{
    test::WindowBench bench;
    QWidget far;
    far.setGeometry(5000, 4000, 3000, 2000);
    bench.settings.setLayout(QStringLiteral("window"), far.saveGeometry());
    const auto window = firstWindow(bench);
    QVERIFY2(fits(*window), qPrintable(placeOf(*window)));
}

void TestScreen::AWindowIsMadeSmallBesideALongNotice()
{
    const test::WindowBench bench;
    const QString path = QStringLiteral("/srv/") + QString{200, QLatin1Char{'x'}} + QStringLiteral("_stream");
    for (auto* notice : bench.window->findChildren<widgets::NoticeBar*>())
        notice->tell(QStringLiteral("Cannot open ") + path);
    bench.window->resize(1440, 900);
    QApplication::processEvents();
    bench.window->resize(1024, 668);
    QApplication::processEvents();
    QCOMPARE(bench.window->size(), QSize(1024, 668));
    const auto& notice = bench.find<widgets::NoticeBar>("window-notice");
    QVERIFY(notice.height() > 2 * notice.fontMetrics().height());  // all of it is shown
}

QTEST_MAIN(TestScreen)
#include "tst_screen.moc"
