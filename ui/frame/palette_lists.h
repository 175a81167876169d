// SPDX-License-Identifier: GPL-3.0-or-later
// What the command palette finds: commands, the fields of the form, saved runs, newest first. Alone: fields behind ">",
// runs behind "@".
#pragma once

#include "widgets/command_palette.h"

#include <functional>

namespace inferometer::ui {

class ActionSet;
class FieldForm;
class StoredRuns;

widgets::PaletteList commandList(const ActionSet& actions);

// `form`: of the page at hand; `reveal` shows that page first.
widgets::PaletteList fieldList(std::function<FieldForm*()> form, std::function<void()> reveal);

// Result folders directly under `folder()`, by the names of their runs once these are read.
widgets::PaletteList resultList(std::function<QString()> folder, const StoredRuns& stored,
                                std::function<void(const QString& path)> open);

}  // namespace inferometer::ui
