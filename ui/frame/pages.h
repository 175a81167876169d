// SPDX-License-Identifier: GPL-3.0-or-later
// The catalog of pages: each row is an entry of the sidebar. Only what works is listed.
//
// To add a page: a class derived from Page, a maker and a row in pages.cpp, an icon in resources/icons.
#pragma once

#include "core/config/run_spec.h"
#include "core/store/finished_run.h"
#include "ui/base/dialogs.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <span>

namespace inferometer::ui {

class ActionSet;
class FieldForm;
class RunController;
class SavedEndpoints;
class Settings;
class SimulatedEndpoint;

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
    // Shows what was opened or asked for; false if it is not for this page.
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
    // Layout back to the defaults, or layout and all settings.
    void restoreWanted(bool everything);
};

struct PageEntry
{
    const char* id;
    const char* label;  // context "pages"
    const char* group;  // null: at the foot of the sidebar
    const char* icon;   // file in resources/icons
    Page* (*make)(Context& context, QWidget* parent);
};

// In the order of the sidebar.
std::span<const PageEntry> pages();

QString pageLabel(const PageEntry& entry);
QString pageGroup(const PageEntry& entry);

}  // namespace inferometer::ui
