// SPDX-License-Identifier: GPL-3.0-or-later
// The command line as man page and as shell completion, read off the parser: each command, option, type and help.
#pragma once

#include <string>

namespace CLI {  // NOLINT(readability-identifier-naming): the library's name
class App;
}

namespace inferometer::cli {

// man(7) source of inferometer(1).
std::string manPage(const CLI::App& root);

std::string bashCompletion(const CLI::App& root);
std::string fishCompletion(const CLI::App& root);

}  // namespace inferometer::cli
