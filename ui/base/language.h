// SPDX-License-Identifier: GPL-3.0-or-later
// The language of the screen and of its numbers.
#pragma once

#include <QString>

class QCoreApplication;

namespace inferometer::ui {

// "system" follows the desktop; "en", "fr". What we have no translation for is English. Call it before the first widget
// is made.
void speak(QCoreApplication& application, const QString& language);

}  // namespace inferometer::ui
