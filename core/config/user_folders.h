// SPDX-License-Identifier: GPL-3.0-or-later
// The user's own folders by the XDG rule: the one place of core that looks for a folder in the environment. A relative
// variable is ignored, as the rule says.
#pragma once

#include "core/config/run_spec.h"

#include <string>

namespace inferometer {

// $XDG_CONFIG_HOME/inferometer, or ~/.config/inferometer. Empty when neither variable is set.
std::string configFolder();

// $XDG_DATA_HOME/inferometer, or ~/.local/share/inferometer. Empty when neither variable is set.
std::string dataFolder();

// Where the results of runs go: the folder that was given, as it was given, else DATA/results; "results" where the user
// has no home.
std::string resultsFolder(const KeepSpec& keep);

// "~/x" as the user's own folder has it; any other path as it is.
std::string expandedHome(std::string path);

}  // namespace inferometer
