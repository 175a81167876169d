// SPDX-License-Identifier: GPL-3.0-or-later
// Measured figures that core gives as text, in the user's language.
#pragma once

#include <QString>

#include <string>

namespace inferometer::ui {

// "54.6 ms" with the language's decimal mark and on one line; any other text as it is. A number without a unit
// may be a setting, which is typed with a point.
QString measuredText(const std::string& text);

}  // namespace inferometer::ui
