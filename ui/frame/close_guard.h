// SPDX-License-Identifier: GPL-3.0-or-later
// Asks once before a window closes during a run, then lets the run end with what was measured; asks what is to become
// of deployments that still run or bill; has the pages save what they hold, and closes it.
#pragma once

#include "ui/base/page.h"

#include <QObject>

#include <vector>

namespace inferometer::ui {

class CloseGuard : public QObject
{
    Q_OBJECT

public:
    // `pages` outlive this object.
    CloseGuard(Context& context, QWidget& window, const std::vector<Page*>& pages);

    // Whether the window may close now; if not and the answer was yes, it is closed as soon as the run has ended and
    // the pages have saved.
    bool mayClose();

private:
    bool mayStopRun();
    bool mayLeaveDeployments();
    void lookBeforeTheEnd();
    void destroyAll();
    bool savePages();

    Context& m_context;
    QWidget& m_window;
    const std::vector<Page*>& m_pages;
    bool m_closing = false;
    QObject* m_look = nullptr;  // at what runs, which a close waits for
    bool m_wasLooked = false;
    bool m_isKept = false;  // what runs is to go on
};

}  // namespace inferometer::ui
