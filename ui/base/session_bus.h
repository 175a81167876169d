// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop's message bus.
#pragma once

#include <QString>

namespace inferometer::ui {

// Without an address libdbus would try to launch a bus of its own.
bool hasSessionBus();

// Shows a message as the desktop shows those of its programs; it leads to the window. Does not wait; without a bus or a
// desktop that shows messages nothing happens. `text` holds no foreign words: some desktops read markup in it.
void tellDesktop(const QString& title, const QString& text);

}  // namespace inferometer::ui
