// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/ui_fixture.h"

#include "ui/base/theme.h"
#include "widgets/flat_style.h"

#include <QAccessible>
#include <QFont>
#include <QFontInfo>
#include <QLocale>
#include <QScrollBar>
#include <QSet>
#include <QTest>
#include <QWidget>

namespace inferometer::test {

namespace {

QStringList& caught()
{
    static QStringList list;
    return list;
}

void catchWarning(QtMsgType type, const QMessageLogContext& /*context*/, const QString& text)
{
    // The offscreen platform says so of size hints, popups and the like, whatever a program does.
    if (type != QtDebugMsg && type != QtInfoMsg && !text.startsWith(QLatin1String{"This plugin does not support"}))
        caught() << text;
}

}  // namespace

WarningWatch::WarningWatch()
{
    caught().clear();
    qInstallMessageHandler(catchWarning);
}

WarningWatch::~WarningWatch() { qInstallMessageHandler(nullptr); }

const QStringList& WarningWatch::warnings() { return caught(); }

void dress(bool dark)
{
    QApplication::setStyle(new widgets::FlatStyle);
    ui::setThemePalettes(dark);
    // Qt posts the news to the widgets.
    QApplication::processEvents();
    QApplication::processEvents();  // widgets hear of it from the event loop
}

QString useTestFont()
{
    QString family = qEnvironmentVariable("INFEROMETER_TEST_FONT", QStringLiteral("DejaVu Sans"));
    QFont font = QApplication::font();
    font.setFamily(family);
    QApplication::setFont(font);
    return family;
}

void ScreenTest::initTestCase()
{
    QLocale::setDefault(QLocale::c());
    // Widths are those of a known font, whatever this machine takes for its own.
    const QString family = useTestFont();
    QCOMPARE(QFontInfo{QApplication::font()}.family(), family);
}

void ScreenTest::init()
{
    dress(false);
    m_watch = std::make_unique<WarningWatch>();
}

void ScreenTest::cleanup()
{
    QCOMPARE(WarningWatch::warnings().join(QLatin1Char{'\n'}), QString{});
    m_watch.reset();
}

int colorsIn(const QImage& image, int most)
{
    QSet<QRgb> colors;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            colors.insert(image.pixel(x, y));
            if (colors.size() >= most)
                return most;
        }
    }
    return static_cast<int>(colors.size());
}

QStringList unnamedInputs(QWidget& root)
{
    QStringList unnamed;
    const auto widgets = root.findChildren<QWidget*>();
    for (QWidget* widget : widgets) {
        // What is hidden has no focus to give; a combo box's list is a window of its own.
        if (!widget->isVisibleTo(&root) || !(widget->focusPolicy() & Qt::TabFocus) || qobject_cast<QScrollBar*>(widget))
            continue;
        QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
        if (!face || face->text(QAccessible::Name).isEmpty())
            unnamed << QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char{' '} + widget->objectName();
    }
    return unnamed;
}

}  // namespace inferometer::test
