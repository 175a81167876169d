// SPDX-License-Identifier: GPL-3.0-or-later
// Asks once before a window closes during a run, then lets the run end with what was measured and closes it.
#pragma once

#include "ui/pages.h"

#include <QObject>

namespace inferometer::ui {

class CloseGuard : public QObject
{
    Q_OBJECT

public:
    CloseGuard(Context& context, QWidget& window);

    // Whether the window may close now; if not and the answer was yes, it is closed as soon as the run has ended.
    bool mayClose();

private:
    Context& m_context;
    QWidget& m_window;
    bool m_closing = false;
};

}  // namespace inferometer::ui
