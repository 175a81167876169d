// SPDX-License-Identifier: GPL-3.0-or-later
// What this program is: version, licence with its text, the libraries it stands on.
#pragma once

#include "ui/base/page.h"

namespace inferometer::ui {

class AboutPage : public Page
{
    Q_OBJECT

public:
    explicit AboutPage(QWidget* parent);

private:
    QWidget* makeProgram();
    QWidget* makeLibraries();
    QWidget* makeLicence();
};

}  // namespace inferometer::ui
