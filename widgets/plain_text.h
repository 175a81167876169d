// SPDX-License-Identifier: GPL-3.0-or-later
// Text from outside is shown letter by letter, never as HTML. Labels see to it by the style (flat_style.h); tool tips,
// which have no format to set, need their text prepared.
#pragma once

#include <QString>

class QAction;
class QLabel;
class QMenu;

namespace inferometer::widgets {

// A tool tip that shows exactly this text.
QString plainTip(const QString& text);

// A label that was given no format of its own, and would guess one from its text, takes every text as plain.
void showPlainly(QLabel& label);

// An entry of a menu by a name from outside: an ampersand is no shortcut, a long name is cut in its middle and stands
// whole in the tool tip.
QAction& addNamed(QMenu& menu, const QString& name);

}  // namespace inferometer::widgets
