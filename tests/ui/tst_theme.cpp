// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTest>
#include <QTextBrowser>

#include "tests/ui/ui_fixture.h"

using namespace inferometer;

class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void TextIsLegibleOnEverySurface_data();
    void TextIsLegibleOnEverySurface();
    void SelectedTextStandsOut_data();
    void SelectedTextStandsOut();
    void WhatIsOffLooksSo();
    void PaletteCarriesTheTable();
    void ContrastIsThatOfTheStandard();
    void AppearanceOverridesTheDesktop();
    void NamesAreReadBack();
};

void TestTheme::TextIsLegibleOnEverySurface_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestTheme::TextIsLegibleOnEverySurface()
{
    QFETCH(bool, dark);
    const ui::ThemeColors& colors = ui::themeColors(dark);
    for (const QColor& text : {colors.text, colors.muted, colors.accent, colors.good, colors.warning, colors.bad}) {
        for (const QColor& behind : {colors.window, colors.surface}) {
            const double ratio = ui::contrastRatio(text, behind);
            QVERIFY2(ratio >= 4.5,
                     qPrintable(QStringLiteral("%1 on %2: %3").arg(text.name(), behind.name()).arg(ratio)));
        }
    }
    QVERIFY(ui::contrastRatio(colors.text, colors.selection) >= 4.5);
    // The label of a button filled with the accent is written in the surface's colour.
    QVERIFY(ui::contrastRatio(colors.surface, colors.accent) >= 4.5);
}

void TestTheme::SelectedTextStandsOut_data() { TextIsLegibleOnEverySurface_data(); }

void TestTheme::SelectedTextStandsOut()
{
    QFETCH(bool, dark);
    ui::setThemePalettes(dark);
    QApplication::processEvents();
    const QLineEdit line;
    const QPlainTextEdit box;
    const QTextBrowser text;
    const QLabel label;
    for (const QWidget* widget : std::initializer_list<const QWidget*>{&line, &box, &text, &label}) {
        widget->ensurePolished();
        for (const QPalette::ColorGroup group : {QPalette::Active, QPalette::Inactive}) {
            const QColor selection = widget->palette().color(group, QPalette::Highlight);
            const QColor written = widget->palette().color(group, QPalette::HighlightedText);
            const char* const name = widget->metaObject()->className();
            for (const QPalette::ColorRole ground : {QPalette::Base, QPalette::Window})
                QVERIFY2(ui::contrastRatio(selection, widget->palette().color(group, ground)) >= 3, name);
            QVERIFY2(ui::contrastRatio(written, selection) >= 4.5, name);
        }
    }
}

// The chevron of a choice that is off stands out less.
void TestTheme::WhatIsOffLooksSo()
{
    const ui::Theme theme{ui::Appearance::Dark};
    QComboBox box;
    box.resize(120, 30);
    const auto brightest = [&box] {
        const QImage arrow = box.grab(QRect{box.width() - 24, 4, 20, box.height() - 8}).toImage();
        int most = 0;
        for (int y = 0; y < arrow.height(); ++y)
            for (int x = 0; x < arrow.width(); ++x)
                most = std::max(most, arrow.pixelColor(x, y).lightness());
        return most;
    };
    const int on = brightest();
    box.setEnabled(false);
    QVERIFY2(brightest() + 30 < on, qPrintable(QString::number(brightest())));
}

void TestTheme::PaletteCarriesTheTable()
{
    for (const bool dark : {false, true}) {
        const QPalette palette = ui::themePalette(dark);
        const ui::ThemeColors& colors = ui::themeColors(dark);
        QCOMPARE(palette.color(QPalette::Window), colors.window);
        QCOMPARE(palette.color(QPalette::Base), colors.surface);
        QCOMPARE(palette.color(QPalette::Mid), colors.border);
        QCOMPARE(palette.color(QPalette::PlaceholderText), colors.muted);
        QCOMPARE(palette.color(QPalette::Link), colors.accent);
        QCOMPARE(palette.color(QPalette::Midlight), colors.warning);
        QCOMPARE(palette.color(QPalette::BrightText), colors.bad);
        QCOMPARE(palette.color(QPalette::Disabled, QPalette::Text), colors.muted);
        QCOMPARE(palette.color(QPalette::Window).lightness() < 128, dark);
    }
}

void TestTheme::ContrastIsThatOfTheStandard()
{
    QCOMPARE(qRound(ui::contrastRatio(Qt::black, Qt::white) * 100), 2100);
    QCOMPARE(qRound(ui::contrastRatio(QColor{0x77, 0x77, 0x77}, Qt::white) * 100), 448);
    QCOMPARE(ui::contrastRatio(Qt::red, Qt::red), 1.0);
}

void TestTheme::AppearanceOverridesTheDesktop()
{
    ui::Theme theme{ui::Appearance::Dark};
    QVERIFY(theme.isDark());
    QLabel label;
    QCOMPARE(label.palette().color(QPalette::Window), ui::themeColors(true).window);
    theme.setAppearance(ui::Appearance::Light);
    QApplication::processEvents();
    QVERIFY(!theme.isDark());
    QApplication::processEvents();
    QCOMPARE(label.palette().color(QPalette::Window), ui::themeColors(false).window);
}

void TestTheme::NamesAreReadBack()
{
    QCOMPARE(ui::appearanceFromName(QStringLiteral("dark")), ui::Appearance::Dark);
    QCOMPARE(ui::appearanceFromName(QStringLiteral("system")), ui::Appearance::System);
    QVERIFY(!ui::appearanceFromName(QStringLiteral("Dark")));
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
