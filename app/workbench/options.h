// SPDX-License-Identifier: GPL-3.0-or-later
// The workbench's command line.
#pragma once

#include "core/base/result.h"
#include "ui/base/theme.h"
#include "ui/frame/pages.h"

#include <QString>

#include <optional>
#include <vector>

class QCoreApplication;

namespace inferometer::workbench {

struct Options
{
    QString path;         // to open; empty: nothing
    bool shared = false;  // nothing else is asked for: a workbench that runs already can do it
    bool newWindow = false;
    std::optional<ui::Appearance> appearance;
    QString settingsPath;
    ui::Wishes wishes;
    QString resultToRender;  // not empty: no window, only pictures
    QString outputFolder;
    std::vector<QString> formats;
    QString screenshot;
    double screenshotAfter = 3;  // s
};

// Whether it is only asked for words, which need no display: --help or --version.
bool asksForWords(int argc, char** argv);

// An error when there is nowhere to open a window.
Status checkDisplay(int argc, char** argv);

// Answers --help and --version by itself and then ends the program. Errors name the option.
Result<Options> parseOptions(const QCoreApplication& application);

// Reads what is to be opened into the wishes. Blocks: for the disk.
Status load(Options& options);

}  // namespace inferometer::workbench
