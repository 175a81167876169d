// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/help_formatter.h"

#include "core/base/text.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace inferometer::cli {
namespace {

constexpr std::size_t kWidth = 100;
constexpr std::size_t kColumn = 34;

class HelpFormatter : public CLI::Formatter
{
public:
    std::string make_option(const CLI::Option* option, bool positional) const override
    {
        std::string left = option->get_name(positional, !positional);
        if (!option->get_type_name().empty())
            left += " " + option->get_type_name();
        return twoColumns(left, option->get_description());
    }

    std::string make_subcommand(const CLI::App* sub) const override
    {
        return twoColumns(sub->get_name(), sub->get_description());
    }
};

// "  --name a|b|c", broken behind a bar where it is too wide, the rest below the first choice.
std::string wrapped(std::string_view left)
{
    std::string out = "  ";
    std::size_t column = out.size();
    const std::size_t indent = out.size() + left.find(' ') + 1;
    while (!left.empty()) {
        const std::string_view piece = left.substr(0, std::min(left.find('|'), left.size() - 1) + 1);
        if (column > indent && column + piece.size() > kWidth) {
            out.append("\n").append(indent, ' ');
            column = indent;
        }
        out.append(piece);
        column += piece.size();
        left.remove_prefix(piece.size());
    }
    return out;
}

}  // namespace

std::string twoColumns(std::string_view left, std::string_view right)
{
    std::string out = wrapped(left);
    std::size_t column = out.size();
    if (column + 2 > kColumn && !right.empty()) {
        out += "\n";
        column = 0;
    }
    bool first = true;
    for (const std::string& word : splitWords(right)) {
        if (!first && column + 1 + word.size() > kWidth) {
            out += "\n";
            column = 0;
        }
        const std::size_t pad = column < kColumn ? kColumn - column : 1;
        out.append(pad, ' ').append(word);
        column += pad + word.size();
        first = false;
    }
    return out + "\n";
}

std::shared_ptr<CLI::FormatterBase> makeHelpFormatter() { return std::make_shared<HelpFormatter>(); }

}  // namespace inferometer::cli
