// SPDX-License-Identifier: GPL-3.0-or-later
// Shapes of load by name: everything a run asks but the endpoint and where results go. Some are built in, a user's own
// are in the settings.
//
// To add one: a row in presets.cpp.
#pragma once

#include "core/config/run_spec.h"

#include <QString>

#include <optional>
#include <vector>

namespace inferometer::ui {

class Settings;

struct Preset
{
    QString name;
    bool builtIn = false;
    NamedValues values;  // by key; what is not here is at its default
};

// The built-in ones first, then the user's in the order of their names: of one evaluation, or all of them.
std::vector<Preset> presets(const Settings& settings, std::optional<Evaluation> evaluation = std::nullopt);

// `spec` with the preset's shape, as far as its evaluation has the settings; endpoint and results stay.
RunSpec withPreset(const RunSpec& spec, const Preset& preset);
bool matches(const RunSpec& spec, const Preset& preset);

// What a new window's form holds: its last values, in the shape of the preset that was chosen for the start, if that is
// of the evaluation.
RunSpec startSpec(const Settings& settings, Evaluation evaluation = Evaluation::Synthetic);

// Keeps the shape of `spec` under a name, in place of what had it.
void savePreset(Settings& settings, const QString& name, const RunSpec& spec);

}  // namespace inferometer::ui
