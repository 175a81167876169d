// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/close_guard.h"

#include "ui/run/run_controller.h"

namespace inferometer::ui {

CloseGuard::CloseGuard(Context& context, QWidget& window, const std::vector<Page*>& pages)
    : QObject{&window}
    , m_context{context}
    , m_window{window}
    , m_pages{pages}
{}

bool CloseGuard::mayClose() { return mayStopRun() && savePages(); }

bool CloseGuard::savePages()
{
    bool done = true;
    for (Page* page : m_pages) {
        if (page->save())
            continue;
        done = false;
        connect(
            page, &Page::saved, this,
            [this](bool saved) {
                if (saved)
                    m_window.close();
            },
            Qt::SingleShotConnection);
    }
    return done;
}

bool CloseGuard::mayStopRun()
{
    if (!m_context.runs.isActive())
        return true;
    if (m_closing)
        return false;
    const Question question{tr("A run is under way"), tr("Closing stops the run. What was measured so far is kept."),
                            tr("Stop and close"), tr("Go on measuring")};
    if (!m_context.dialogs.confirm(&m_window, question))
        return false;
    // It may have ended while the question stood there.
    if (!m_context.runs.isActive())
        return true;
    m_closing = true;
    connect(&m_context.runs, &RunController::phaseChanged, this, [this] {
        if (!m_context.runs.isActive())
            m_window.close();
    });
    m_context.runs.cut();
    return false;
}

}  // namespace inferometer::ui
