// SPDX-License-Identifier: GPL-3.0-or-later
// A file of lines that only grows: what a line says is on the disk before anything is done about it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// Adds a line, in one piece among programs that write at once, and returns once it is on the disk: 0, else an errno. A
// line whose writer died in the middle of it is ended first, so that it swallows nothing. The file must be there; a
// symbolic link is refused. REQUIRES: no newline in `line`.
int appendLine(const std::string& path, std::string_view line);

// The lines of such a file, into its text; empty ones are none.
std::vector<std::string_view> linesOf(std::string_view text);

}  // namespace inferometer
