// SPDX-License-Identifier: GPL-3.0-or-later
// Our own icons, by the name of their file in resources/icons.
#pragma once

#include <QIcon>

namespace inferometer::ui {

// In the muted text colour of the moment.
QIcon icon(const char* name);

// The program's own, in its colours.
QIcon programIcon();

}  // namespace inferometer::ui
