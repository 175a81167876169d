// SPDX-License-Identifier: GPL-3.0-or-later
// What the command palette finds: commands; behind ">" the fields of the form; behind "@" saved runs, newest first.
#pragma once

#include "widgets/command_palette.h"

#include <functional>

namespace inferometer::ui {

class ActionSet;
class FieldForm;

widgets::PaletteList commandList(const ActionSet& actions);

// `form`: of the page at hand; `reveal` shows that page first.
widgets::PaletteList fieldList(std::function<FieldForm*()> form, std::function<void()> reveal);

// Result folders directly under `folder()`.
widgets::PaletteList resultList(std::function<QString()> folder, std::function<void(const QString& path)> open);

}  // namespace inferometer::ui
