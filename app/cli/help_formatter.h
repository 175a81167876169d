// SPDX-License-Identifier: GPL-3.0-or-later
// --help in two columns, 100 wide: options under their groups, with unit, range and default.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace CLI {  // NOLINT(readability-identifier-naming): the library's name
class FormatterBase;
}

namespace inferometer::cli {

std::shared_ptr<CLI::FormatterBase> makeHelpFormatter();

// `left` indented by two, `right` wrapped in its own column. Ends with a newline.
std::string twoColumns(std::string_view left, std::string_view right);

}  // namespace inferometer::cli
