// SPDX-License-Identifier: GPL-3.0-or-later
// What tests of the screen share: the application's look, a count of Qt's warnings, names of what has the focus.
#pragma once

#include <QApplication>
#include <QImage>
#include <QObject>
#include <QStringList>

#include <memory>

class QWidget;

namespace inferometer::test {

// Catches Qt's warnings from its making to its end.
class WarningWatch
{
public:
    WarningWatch();
    ~WarningWatch();
    WarningWatch(const WarningWatch&) = delete;
    WarningWatch& operator=(const WarningWatch&) = delete;

    static const QStringList& warnings();
};

// Our style with the light or dark palette, whatever the desktop says.
void dress(bool dark);

// DejaVu Sans, or the font that INFEROMETER_TEST_FONT names, for all widgets; returns its name.
QString useTestFont();

// A test of the screen: English in the C locale, a known font (DejaVu Sans, or what INFEROMETER_TEST_FONT names) and
// the light palette before each function, and no Qt warning after it.
class ScreenTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

private:
    std::unique_ptr<WarningWatch> m_watch;
};

// Distinct colours in a picture, up to `most`: 1 is blank.
int colorsIn(const QImage& image, int most = 64);

// Focusable widgets below `root`, shown or not, that a screen reader could not name.
QStringList unnamedInputs(QWidget& root);

}  // namespace inferometer::test
