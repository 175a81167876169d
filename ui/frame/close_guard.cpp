// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/close_guard.h"

#include "ui/provision/deployments_controller.h"
#include "ui/run/run_controller.h"

#include <QTimer>

namespace inferometer::ui {

CloseGuard::CloseGuard(Context& context, QWidget& window, const std::vector<Page*>& pages)
    : QObject{&window}
    , m_context{context}
    , m_window{window}
    , m_pages{pages}
{}

bool CloseGuard::mayClose() { return mayStopRun() && mayLeaveDeployments() && savePages(); }

// What nobody knows of here may run too: where nothing seems to, there is one more look, which may take a while where a
// machine is far.
bool CloseGuard::mayLeaveDeployments()
{
    DeploymentsController& deployments = *m_context.deployments;
    if (m_isKept || deployments.all().empty())
        return true;
    if (deployments.standing().empty() && !deployments.isBusy() && !m_wasLooked) {
        lookBeforeTheEnd();
        return false;
    }
    m_wasLooked = false;
    const auto standing = deployments.standing();
    if (standing.empty() && !deployments.isBusy())
        return true;
    QStringList names;
    for (const DeploymentState* state : standing)
        names << toQt(state->name);
    const ThreeWayQuestion question{
        {tr("Deployments still run"),
         tr("Still running, or billed: %1. Kept ones go on without this program, until their own end.")
             .arg(names.join(QStringLiteral(", "))),
         tr("Destroy and close"), tr("Keep and close")},
        tr("Cancel")};
    const Decision decision = m_context.dialogs.decide(&m_window, question);
    m_isKept = decision == Decision::No;
    if (decision == Decision::Yes)
        destroyAll();
    return m_isKept;
}

void CloseGuard::lookBeforeTheEnd()
{
    constexpr int kPatience = 3'000;  // ms
    if (m_look)
        return;
    m_look = new QObject{this};
    const auto goOn = [this] {
        m_look->deleteLater();
        m_look = nullptr;
        m_wasLooked = true;
        m_window.close();
    };
    connect(m_context.deployments, &DeploymentsController::looked, m_look, goOn, Qt::QueuedConnection);
    QTimer::singleShot(kPatience, m_look, goOn);
    m_context.deployments->look();
}

void CloseGuard::destroyAll()
{
    DeploymentsController& deployments = *m_context.deployments;
    std::vector<std::string> names;
    for (const DeploymentState* state : deployments.standing())
        names.push_back(state->name);
    for (const std::string& name : names)
        deployments.end(name);
    // Closes once all is gone; what is not is told on its page, and asked of again.
    auto* waiting = new QObject{this};
    connect(&deployments, &DeploymentsController::looked, waiting, [this, waiting, &deployments] {
        if (deployments.isBusy())
            return;
        waiting->deleteLater();
        if (deployments.standing().empty())
            m_window.close();
        else
            emit deployments.showWanted({});
    });
}

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
