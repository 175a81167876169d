// SPDX-License-Identifier: GPL-3.0-or-later
// The deployments as pages share them: reads them from the disk, takes their steps off the UI thread, knows what of
// ours runs or bills. One works at one deployment at a time, at several at once.
#pragma once

#include "ui/base/background_job.h"
#include "ui/endpoints/secret_store.h"
#include "ui/provision/deployment_files.h"
#include "ui/provision/deployment_state.h"
#include "ui/provision/journey.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace inferometer::ui {

class DeploymentsController : public QObject
{
    Q_OBJECT

public:
    // `dataFolder`: the user's own; empty: there is none, and nothing can be kept. Without `look` nobody asks machines.
    // `secrets` outlive it.
    DeploymentsController(const std::string& dataFolder, SecretStore& secrets, StandingLook look,
                          QObject* parent = nullptr);
    // Stops what is under way and waits for it; what runs goes on, as the ledger says.
    ~DeploymentsController() override;

    // Who is asked what a journey has to ask, by dialogs over `window`; both outlive it. Nobody: no unknown machine is
    // trusted, and nothing that is billed is made.
    void askBy(const Dialogs& dialogs, QWidget& window)
    {
        m_dialogs = &dialogs;
        m_window = &window;
    }

    // Where they are kept; empty: nowhere.
    const std::string& folder() const { return m_folder; }
    // With a file first, by their names.
    const std::vector<DeploymentState>& all() const { return m_all; }
    const DeploymentState* find(const std::string& name) const;
    // Why not all that runs may be known; empty: it is.
    const QString& trouble() const { return m_trouble; }
    // Of what runs or bills; one that comes up is among them.
    std::vector<const DeploymentState*> standing() const;
    bool isBusy() const;

    // Looks again at the disk and the machines, once nothing is worked at; looked() follows.
    void look();

    // Writes the file of a deployment and reads it; up() can follow at once.
    Status put(const std::string& name, const std::string& text);
    // Takes its file away. REQUIRES: nothing of it stands.
    Status remove(const std::string& name);

    // One that is worked at already goes on.
    void up(const std::string& name);
    void destroy(const std::string& name);
    // Of what comes up: it is ended. Of an end: it stays as it is, and is told.
    void cancel(const std::string& name);
    // Whatever is at hand with it: nothing of it is to be left.
    void end(const std::string& name);

    // The run with the facts of the deployment that it goes to, if it goes to one.
    RunSpec withFacts(RunSpec spec) const;

signals:
    // Another list, or anything of those in it.
    void changed();
    // A line of one's log.
    void logged(const QString& name, const QString& line);
    // What look() asked for is there.
    void looked();
    // Somebody wants to see that one; empty: any.
    void showWanted(const QString& name);
    // What was begun with one has ended, well or not.
    void ended(const QString& name);

private:
    struct Worker
    {
        std::unique_ptr<BackgroundJob> job;
        std::stop_source stop;
    };

    DeploymentState* at(const std::string& name);
    void lookAnew();
    void take(const ReadDeployments& read);
    void pulse();
    JourneyTools toolsFor(const JourneyStops& stops);
    void takeLedger(const std::vector<Standing>& standing);
    template <typename Task>
    void begin(DeploymentState& state, Work work, Task task);
    void finish(const std::string& name, const Status& status);
    void hear(const std::string& name, Step step, StepState news, const QString& said);
    void log(DeploymentState& state, const QString& line);

    const std::string m_folder;
    SecretStore& m_secrets;
    const Dialogs* m_dialogs = nullptr;
    QPointer<QWidget> m_window;
    const StandingLook m_look;
    std::vector<DeploymentState> m_all;
    QString m_trouble;
    QTimer m_pulse;  // while something comes up: what the ledger says by now
    QTimer m_round;  // while something stands: whether it still does
    bool m_again = false;
    std::map<std::string, Worker> m_workers;
    BackgroundJob m_pulsing;
    BackgroundJob m_looking;  // last: it ends before the rest goes
};

}  // namespace inferometer::ui
