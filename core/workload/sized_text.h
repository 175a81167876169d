// SPDX-License-Identifier: GPL-3.0-or-later
// A template from which a prompt of any length is made when it is sent: some lengths are counted before the run, those
// between them follow by straight lines.
#pragma once

#include "core/workload/endless_text.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

class SizedText
{
public:
    // A prompt of so many words counts so many tokens, salt included.
    struct Counted
    {
        std::size_t words = 0;
        std::int64_t tokens = 0;
    };
    // A prompt: its words, those before the salt, and its tokens as far as they are known.
    struct Cut
    {
        std::size_t words = 0;
        std::size_t common = 1;
        std::int32_t tokens = 0;
    };

    // REQUIRES: at least one, ascending in words. `commonShare`: of the words that stand before the salt; 0: one word.
    SizedText(std::string name, const EndlessText& text, std::vector<Counted> counted, double commonShare);

    const std::string& name() const { return m_name; }
    std::int64_t shortest() const { return m_counted.front().tokens; }
    std::int64_t longest() const { return m_counted.back().tokens; }

    // The prompt whose tokens are nearest to those asked, between the shortest and the longest. Words are not cut, so a
    // token or two may be missing or too many.
    Cut cutFor(std::int64_t tokens) const;
    Cut cutOf(std::size_t words) const;

    // What stands before the salt and behind it, as the inside of a JSON string.
    void appendBefore(const Cut& cut, std::string& out) const;
    void appendBehind(const Cut& cut, std::string& out) const;
    // The whole prompt as it is read.
    std::string plain(const Cut& cut, std::string_view salt) const;

private:
    std::string m_name;
    EndlessText m_text;
    EndlessText m_escaped;
    std::vector<Counted> m_counted;
    double m_commonShare;
};

}  // namespace inferometer
