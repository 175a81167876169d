// SPDX-License-Identifier: GPL-3.0-or-later
// A template without end: any number of its words, with the blanks between them as they stand.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

class EndlessText
{
public:
    // REQUIRES: not blank.
    explicit EndlessText(std::string_view text);

    // The same as the inside of a JSON string; words stay words.
    EndlessText escaped() const;

    // Appends the words from `begin` to before `end`; each but the last with the blanks behind it, and that one as well
    // where `withBlanks`. REQUIRES: begin <= end.
    void append(std::size_t begin, std::size_t end, bool withBlanks, std::string& out) const;

private:
    EndlessText() = default;
    // Where a word begins, and ends, in the text without end.
    std::size_t beginOf(std::size_t word) const;
    std::size_t endOf(std::size_t word) const;

    std::string m_text;  // with a blank behind it
    std::vector<std::size_t> m_begins;
    std::vector<std::size_t> m_ends;
};

}  // namespace inferometer
