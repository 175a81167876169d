// SPDX-License-Identifier: GPL-3.0-or-later
// The one place that writes to standard output and standard error. Whatever is no text to be read is spelled out
// (visible_text.h): names, errors and answers come from outside, and a terminal does what it is told.
#pragma once

#include <cstdio>
#include <string_view>

namespace inferometer::cli {

// A text of whole lines as it stands; line feeds in what stands within a line are the caller's to keep out.
void print(std::FILE* file, std::string_view text);

// One line and its end; line feeds in it are spelled out.
void printLine(std::FILE* file, std::string_view line);

// Writes `line` over the last one, which was `width` columns wide, and stays on it; 0 for none. Standard error.
void printOver(std::string_view line, std::size_t width);

// "inferometer: message" on standard error.
void complain(std::string_view message);

}  // namespace inferometer::cli
