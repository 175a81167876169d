// SPDX-License-Identifier: GPL-3.0-or-later
// What there is to see of the workbench: every page and state, with sample data.
#pragma once

#include "ui/endpoints/saved_endpoints.h"
#include "ui/endpoints/simulated_endpoint.h"
#include "ui/form/field_form.h"
#include "ui/frame/main_window.h"
#include "ui/run/run_controller.h"
#include "ui/run/run_view.h"

#include <QAbstractButton>
#include <QApplication>
#include <QTemporaryDir>

#include <algorithm>
#include <span>

namespace inferometer::test {

struct Scene
{
    ui::MainWindow& window;
    ui::RunView& live;
    ui::FieldForm& form;
    ui::SavedEndpoints& endpoints;
    ui::SimulatedEndpoint& simulator;
    ui::RunController& runs;
    const QTemporaryDir& home;
    const ui::Dialogs& dialogs;
};

// The one of that name that is in view: several pages have one.
template <typename Part>
Part* inView(const Scene& scene, const char* name)
{
    const QList<Part*> parts = scene.window.findChildren<Part*>(QString::fromLatin1(name));
    const auto shown = std::find_if(parts.begin(), parts.end(), [](const Part* part) { return part->isVisible(); });
    return shown == parts.end() ? parts.value(0) : *shown;
}

inline void press(const Scene& scene, const char* button)
{
    inView<QAbstractButton>(scene, button)->click();
    QApplication::processEvents();
}

struct State
{
    const char* name;
    void (*show)(const Scene& scene);
};

// In the order in which a person meets them.
std::span<const State> screenStates();

}  // namespace inferometer::test
