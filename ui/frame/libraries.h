// SPDX-License-Identifier: GPL-3.0-or-later
// The libraries this program is made with, their versions and licences.
#pragma once

#include <QString>

#include <span>

namespace inferometer::ui {

struct Library
{
    const char* name;
    QString (*version)();
    const char* licence;  // SPDX
    const char* home;
};

std::span<const Library> libraries();

}  // namespace inferometer::ui
