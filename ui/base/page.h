// SPDX-License-Identifier: GPL-3.0-or-later
// A page of the window, and what all of them share.
#pragma once

#include "core/config/run_spec.h"
#include "core/provision/standing.h"
#include "core/store/finished_run.h"
#include "ui/base/dialogs.h"
#include "ui/base/shared_values.h"
#include "widgets/figure_card.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace inferometer::ui {

class ActionSet;
class DeploymentsController;
class FieldForm;
class RunController;
class SavedEndpoints;
class Settings;
class SimulatedEndpoint;
class StoredRuns;

// What was asked for on the command line.
struct Wishes
{
    std::optional<RunSpec> spec;                // fill the form with this
    std::shared_ptr<const FinishedRun> opened;  // show this
    bool simulator = false;                     // start the simulated endpoint and point the form at it
    bool run = false;                           // start at once
};

// What pages share; owned by main(), outlives the window.
struct Context
{
    Settings& settings;
    RunController& runs;
    SimulatedEndpoint& simulator;
    SavedEndpoints& endpoints;
    Dialogs dialogs;
    Wishes wishes;
    ActionSet* actions = nullptr;  // the window's
    StoredRuns* stored = nullptr;  // the window's
    SharedValues shared{};         // of the evaluations' forms
    std::string dataFolder{};      // the user's own, where prompts and deployments are kept; empty: none
    // What of ours runs or bills, by a look at the machines; empty: nobody looks, the ledger is believed.
    std::function<Result<StandingNow>(const Ledger& ledger, const SiteAccess& access, const std::stop_token& stop)>
        standing{};
    DeploymentsController* deployments = nullptr;  // the window's
};

class Page : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    // Remembers what the next start should find. Called before the window closes. False: that takes a moment; then
    // saved() follows.
    virtual bool save() { return true; }

    // What Ctrl+R does here, exactly as the page's own button would.
    virtual void run() {}
    // The same for one request by itself.
    virtual void sendOne() {}
    // Takes what was asked for; false if it is not for this page.
    virtual bool grant(const Wishes& /*wishes*/) { return false; }
    // Whose fields the palette finds; null if the page has none.
    virtual FieldForm* form() { return nullptr; }

    virtual void restoreLayout() {}
    // The settings were forgotten: shows the defaults.
    virtual void restoreValues() {}

signals:
    // What save() began is done, or could not be, which the page shows.
    void saved(bool done);
    // One line for the foot of the sidebar.
    void statusChanged(const QString& text);
    // The page asks to be the one in view.
    void shownWanted();
    // The run in that folder is to be read and shown.
    void openWanted(const QString& folder);
    // One sentence above the run in view.
    void told(const QString& text, inferometer::widgets::Tone tone);
    // The run that was just asked for is to be in view as soon as it begins.
    void followWanted();
    // Another page is to take this, and to be the one in view.
    void wanted(const inferometer::ui::Wishes& wishes);
    // Layout back to the defaults, or layout and all settings.
    void restoreWanted(bool everything);
};

}  // namespace inferometer::ui
