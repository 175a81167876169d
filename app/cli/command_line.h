// SPDX-License-Identifier: GPL-3.0-or-later
// From argv to an exit code: parses, chooses the command, words what is wrong.
#pragma once

namespace inferometer::cli {

int runCommandLine(int argc, char** argv);

}  // namespace inferometer::cli
