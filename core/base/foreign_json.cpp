// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/foreign_json.h"

#include <cstddef>

namespace inferometer {

namespace {

// Behind the string that begins at `open`; the end of the text when it does not end.
std::size_t behindString(std::string_view json, std::size_t open)
{
    for (std::size_t at = open + 1; at < json.size(); ++at) {
        if (json[at] == '\\')
            ++at;
        else if (json[at] == '"')
            return at + 1;
    }
    return json.size();
}

}  // namespace

bool nestsDeeperThan(std::string_view json, int limit)
{
    int depth = 0;
    for (std::size_t at = 0; (at = json.find_first_of("\"[]{}", at)) < json.size();) {
        if (json[at] == '"') {
            at = behindString(json, at);
            continue;
        }
        depth += json[at] == '[' || json[at] == '{' ? 1 : -1;
        if (depth > limit)
            return true;
        ++at;
    }
    return false;
}

}  // namespace inferometer
