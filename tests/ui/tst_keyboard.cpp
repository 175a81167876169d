// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that takes the focus has a name and is reached by Tab, on every page and every tab of a run.
#include "ui/base/language.h"
#include "ui/charts/plot_grid.h"
#include "ui/frame/pages.h"
#include "ui/run/run_view.h"

#include <QAbstractButton>
#include <QKeySequence>
#include <QLabel>
#include <QMap>
#include <QScrollBar>
#include <QSet>

#include "tests/support/sample_snapshot.h"
#include "tests/ui/window_bench.h"

using namespace inferometer;

namespace {

// What has the focus to act on: one of several buttons stands for those that the arrows go through, and a text takes
// the focus by a click alone, so that what is selected in it can be copied.
QList<QWidget*> inputsOf(const QWidget& root)
{
    QList<QWidget*> inputs;
    const auto widgets = root.findChildren<QWidget*>();
    for (QWidget* widget : widgets) {
        const auto* button = qobject_cast<QAbstractButton*>(widget);
        const bool oneOfSeveral = button && button->autoExclusive() && !button->isChecked();
        if (widget->isVisible() && widget->isEnabled() && widget->focusPolicy() != Qt::NoFocus && !widget->focusProxy()
            && !oneOfSeveral && !qobject_cast<QScrollBar*>(widget) && !qobject_cast<QLabel*>(widget))
            inputs << widget;
    }
    return inputs;
}

QSet<QWidget*> reachedByTab(const test::WindowBench& bench)
{
    QSet<QWidget*> reached;
    for (int i = 0; i < 500; ++i) {
        bench.press(Qt::Key_Tab);
        QWidget* focus = bench.window->focusWidget();
        if (focus)
            reached.insert(focus);
    }
    return reached;
}

QString nameOf(const QWidget& widget)
{
    return QString::fromLatin1(widget.metaObject()->className()) + QLatin1Char{' '} + widget.objectName();
}

QStringList unreached(const test::WindowBench& bench)
{
    const QSet<QWidget*> reached = reachedByTab(bench);
    QStringList missing;
    for (QWidget* input : inputsOf(*bench.window)) {
        if (!reached.contains(input))
            missing << nameOf(*input);
    }
    return missing;
}

// Letters that Alt takes to more than one of what is in view, and to which.
QStringList sharedLetters(const QWidget& window)
{
    QMap<QString, QStringList> holders;
    const auto widgets = window.findChildren<QWidget*>();
    for (const QWidget* widget : widgets) {
        const auto* label = qobject_cast<const QLabel*>(widget);
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const QString text = label && label->buddy() ? label->text() : button ? button->text() : QString{};
        if (const QKeySequence letter = QKeySequence::mnemonic(text); widget->isVisible() && !letter.isEmpty())
            holders[letter.toString()] << text;
    }
    QStringList shared;
    for (auto holder = holders.cbegin(); holder != holders.cend(); ++holder)
        if (holder->size() > 1)
            shared << holder.key() + QStringLiteral(": ") + holder->join(QStringLiteral(", "));
    return shared;
}

// With a form to fill in where the page has one.
void openPage(const test::WindowBench& bench, const ui::PageEntry& page)
{
    bench.click(QByteArray{"page-"}.append(page.id).constData());
    QApplication::processEvents();
    if (qstrcmp(page.id, "endpoints") == 0)
        bench.click("add-endpoint");
    if (qstrcmp(page.id, "prompts") == 0)
        bench.click("add-prompt");
    if (qstrcmp(page.id, "provisioning") == 0)
        bench.click("new-deployment");
}

// With a secret that is named, and something to keep.
void openSiteForm(const test::WindowBench& bench)
{
    bench.click("page-provisioning");
    bench.click("add-site");
    auto& box = bench.find<QComboBox>("named-site-provider");
    box.setCurrentIndex(box.findData(QStringLiteral("runpod")));
    bench.type("named-name", QStringLiteral("pods"));
    bench.type("named-site-gpu", QStringLiteral("NVIDIA L4"));
    bench.type("site-secret-RUNPOD_API_KEY", QStringLiteral("rpa"));
    QVERIFY(bench.find<QWidget>("save-site").isEnabled() && bench.find<QWidget>("site-secret-keep").isEnabled());
}

}  // namespace

class TestKeyboard : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void EveryInputOfAPageIsReachedByTab();
    void EveryInputOfARunIsReachedByTab();
    void AnAltLetterIsOfOneInputOfAPage_data();
    void AnAltLetterIsOfOneInputOfAPage();
};

void TestKeyboard::EveryInputOfAPageIsReachedByTab()
{
    const test::WindowBench bench;
    for (const ui::PageEntry& page : ui::pages()) {
        openPage(bench, page);
        QVERIFY(!inputsOf(*bench.window).isEmpty());
        QCOMPARE(unreached(bench).join(QLatin1Char{','}), QString{});
    }
    openSiteForm(bench);
    QCOMPARE(unreached(bench).join(QLatin1Char{','}), QString{});
}

void TestKeyboard::EveryInputOfARunIsReachedByTab()
{
    const test::WindowBench bench;
    auto& live = *bench.window->findChild<ui::RunView*>();
    live.display(test::finishedSnapshot(20));
    emit live.findChild<ui::PlotGrid*>()->rangeWanted(TimeRange{Nanos{0}, fromSeconds(3)});
    QVERIFY(bench.find<QWidget>("range-bar").isVisible());
    for (const auto tab : {ui::RunView::Overview, ui::RunView::Requests, ui::RunView::Errors, ui::RunView::Definition})
    {
        live.openTab(tab);
        QApplication::processEvents();
        QCOMPARE(unreached(bench).join(QLatin1Char{','}), QString{});
        QCOMPARE(test::unnamedInputs(*bench.window).join(QLatin1Char{','}), QString{});
    }
}

void TestKeyboard::AnAltLetterIsOfOneInputOfAPage_data()
{
    QTest::addColumn<QString>("language");
    for (const char* language : {"en", "fr"})
        QTest::newRow(language) << QString::fromLatin1(language);
}

void TestKeyboard::AnAltLetterIsOfOneInputOfAPage()
{
    QFETCH(QString, language);
    ui::speak(*qApp, language);
    const test::WindowBench bench;
    for (const ui::PageEntry& page : ui::pages()) {
        openPage(bench, page);
        QCOMPARE(sharedLetters(*bench.window).join(QStringLiteral("; ")), QString{});
    }
    openSiteForm(bench);
    QCOMPARE(sharedLetters(*bench.window).join(QStringLiteral("; ")), QString{});
}

QTEST_MAIN(TestKeyboard)
#include "tst_keyboard.moc"
