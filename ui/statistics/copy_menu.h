// SPDX-License-Identifier: GPL-3.0-or-later
// What the tables of the Statistics tab have in their menus.
#pragma once

#include "ui/statistics/statistics_copy.h"

#include <functional>

class QMenu;

namespace inferometer::ui {

// Entries that copy a text, one a format: "Copy the table as %1", with the object names "copy-table-tsv", ... `text` is
// asked when one is chosen, and outlives the menu.
void addCopyEntries(QMenu& menu, const QString& words, const QString& name,
                    const std::function<QString(CopyFormat)>& text);

}  // namespace inferometer::ui
