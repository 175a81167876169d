// SPDX-License-Identifier: GPL-3.0-or-later
// The deployments as pages share them: reads them from the disk, takes their steps off the UI thread, knows what of
// ours runs or bills. One works at one deployment at a time, at several at once.
#pragma once

#include "core/provision/machine_choice.h"
#include "ui/base/background_job.h"
#include "ui/base/text.h"
#include "ui/endpoints/secret_store.h"
#include "ui/provision/client_place.h"
#include "ui/provision/deployment_files.h"
#include "ui/provision/deployment_state.h"
#include "ui/provision/journey.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
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

    // Where the person's runs are, which a choice of a machine goes by.
    void findRunsIn(std::function<std::string()> resultsDir) { m_resultsDir = std::move(resultsDir); }

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

    // Which machine one that leaves it open has, or would have now, and why: `then` is told, unless another one is
    // asked for by then. Makes and writes nothing. REQUIRES: spec.choose.
    void chooseFor(const DeploymentSpec& spec, std::function<void(const Result<MachineChoice>& choice)> then);

    // Makes its endpoint reachable from here, as long as this program lives: reached() or unreached() follows.
    void reach(const std::string& name);
    // Where its load is sent from.
    ClientPlace clientOf(const std::string& name) const;
    void setFromHere(const std::string& name, bool fromHere);

    // Fetches what other machines still have of runs whose program died; fetched() or unfetched() follow for each.
    void fetchLeft();

    // The run with the facts of the deployment that it goes to, if it goes to one.
    RunSpec withFacts(RunSpec spec) const;
    // The same as it is sent from its place; as it is where it goes to no deployment that is reached.
    PlacedRun placed(RunSpec spec) const;

signals:
    // Another list, or anything of those in it.
    void changed();
    // A line of one's log.
    void logged(const QString& name, const QString& line);
    // What look() asked for is there.
    void looked();
    // Somebody wants to see that one; empty: any.
    void showWanted(const QString& name);
    void reached(const QString& name);
    void unreached(const QString& name, const inferometer::Error& error);
    // A run whose rest is in that folder now, or why it is not.
    void fetched(const QString& folder);
    void unfetched(const inferometer::Error& error);
    // What was begun with one has ended, well or not.
    void ended(const QString& name);

private:
    // One whose machine is reached; its ports stand as long as it does.
    struct Reached
    {
        std::shared_ptr<Deployment> deployment;
        ReachedLoad load;
    };
    // What a run is aimed at by its address; null: at none that is reached.
    const Reached* reachedBy(const RunSpec& spec) const;
    void applyReached();
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
    std::function<std::string()> m_resultsDir;
    const StandingLook m_look;
    std::vector<DeploymentState> m_all;
    QString m_trouble;
    QTimer m_pulse;  // while something comes up: what the ledger says by now
    QTimer m_round;  // while something stands: whether it still does
    bool m_again = false;
    std::map<std::string, Worker> m_workers;
    const Result<std::string> m_portable;  // the copy of this program that is sent to machines, for what is shown
    std::set<std::string> m_fromHere;
    std::map<std::string, Reached> m_reached;
    BackgroundJob m_choosing;
    BackgroundJob m_reaching;
    std::set<std::string> m_fetchingOf;  // whose runs
    BackgroundJob m_fetching;
    BackgroundJob m_pulsing;
    BackgroundJob m_looking;  // last: it ends before the rest goes
};

}  // namespace inferometer::ui
