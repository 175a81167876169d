// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminal.h"

#include "core/base/visible_text.h"

#include <string>

namespace inferometer::cli {

void print(std::FILE* file, std::string_view text)
{
    const std::string shown = visibleLines(text);
    std::fwrite(shown.data(), 1, shown.size(), file);
}

void printLine(std::FILE* file, std::string_view line)
{
    const std::string shown = visibleText(line) + "\n";
    std::fwrite(shown.data(), 1, shown.size(), file);
}

void printOver(std::string_view line, std::size_t width)
{
    const std::string shown = visibleText(line);
    const std::string blank(width > shown.size() ? width - shown.size() : 0, ' ');
    std::fprintf(stderr, "\r%s%s%s", shown.c_str(), blank.c_str(), shown.empty() ? "\r" : "");
}

void complain(std::string_view message) { printLine(stderr, std::string{"inferometer: "}.append(message)); }

}  // namespace inferometer::cli
