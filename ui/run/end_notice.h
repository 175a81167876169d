// SPDX-License-Identifier: GPL-3.0-or-later
// Tells the desktop when a long run has ended while another window is in front, unless the settings forbid it.
#pragma once

#include "ui/base/page.h"

#include <QObject>

namespace inferometer::ui {

class EndNotice : public QObject
{
    Q_OBJECT

public:
    // `context` outlives it; `view` lies in the window and owns it.
    EndNotice(const Context& context, QWidget& view);

    void runEnded(const FinishedRun& run) const;

private:
    const Context& m_context;
    const QWidget& m_view;
};

}  // namespace inferometer::ui
