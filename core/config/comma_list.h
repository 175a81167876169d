// SPDX-License-Identifier: GPL-3.0-or-later
// Several words in one value, with commas between.
#pragma once

#include "core/base/text.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// What stands between commas, trimmed, none of them empty.
inline std::vector<std::string> splitAtCommas(std::string_view text)
{
    std::vector<std::string> words;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        if (const std::string_view word = trimmed(text.substr(0, comma)); !word.empty())
            words.emplace_back(word);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return words;
}

}  // namespace inferometer
