// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_place.h"

#include "app/cli/terminal.h"
#include "core/store/finished_run.h"

#include <cstdio>

namespace inferometer::cli {

Result<std::string> runAt(const std::string& path)
{
    Result<std::string> run = findRun(path);
    if (run && run.value() != path)
        printLine(stderr, "Taking the newest run in " + path + ": " + run.value());
    return run;
}

}  // namespace inferometer::cli
