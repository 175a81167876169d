// SPDX-License-Identifier: GPL-3.0-or-later
// Which colours the pictures of charts get, as a menu to choose from: light ones, whatever the screen has, until a
// person chooses otherwise. A paper is light.
#pragma once

#include "plots/plot_export.h"

#include <QMenu>

namespace inferometer::ui {

class ExportColors : public QMenu
{
    Q_OBJECT

public:
    explicit ExportColors(QWidget* parent = nullptr);

    // Of a picture in the chosen colours.
    plots::ExportSpec spec() const;

private:
    void add(const QString& text, const char* name, bool dark, bool transparent);

    bool m_dark = false;
    bool m_transparent = false;
};

}  // namespace inferometer::ui
