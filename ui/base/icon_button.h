// SPDX-License-Identifier: GPL-3.0-or-later
// A flat button with an icon of ours and no text.
#pragma once

class QString;
class QToolButton;
class QWidget;

namespace inferometer::ui {

// `name` is its object name, `what` its tooltip and what a screen reader says. It takes the focus by Tab and by a
// click.
QToolButton* iconButton(const char* name, const char* iconName, const QString& what, QWidget* parent);

}  // namespace inferometer::ui
