// SPDX-License-Identifier: GPL-3.0-or-later
// The limits under which a run measures: of this machine and of this program. Told as a sentence of a table and its
// figures, so that files keep what was said and the screen says it in the user's language.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

struct Cap
{
    std::string id;                    // of its CapSentence; empty: an older file, which has the text alone
    std::vector<std::string> figures;  // what stands in it
    std::string text;                  // the sentence with its figures

    bool operator==(const Cap&) const = default;
};

// %1, %2, ... are its figures. For translations.
struct CapSentence
{
    std::string_view id;  // stable: "descriptors", "local-ports", ...
    std::string_view pattern;
};
std::span<const CapSentence> capSentences();
const CapSentence* findCapSentence(std::string_view id);

// REQUIRES: there is a sentence of that id.
Cap capOf(std::string_view id, std::vector<std::string> figures);

}  // namespace inferometer
