// SPDX-License-Identifier: GPL-3.0-or-later
// A fault of this machine that ended a run: the sentence that was said of it, as its pattern and what stands in it, so
// that files keep it and the screen says it in the user's language.
#pragma once

#include "core/base/sentence.h"

#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

struct LocalFault
{
    std::string pattern;               // in English, of the context "errors"; empty: there was no fault
    std::vector<std::string> figures;  // what stands at %1, %2, ..., in English

    LocalFault() = default;
    explicit LocalFault(const Sentence& said) : pattern(said.pattern)
    {
        for (const Figure& figure : said.figures)
            figures.push_back(figure.text);
    }
    // Of a file that has the text alone.
    explicit LocalFault(std::string_view text) : LocalFault(text.empty() ? Sentence{} : Sentence::plain(text)) {}

    bool empty() const { return pattern.empty(); }
    // In English.
    std::string text() const { return filled(pattern, figures); }
    bool operator==(const LocalFault&) const = default;
};

}  // namespace inferometer
