// SPDX-License-Identifier: GPL-3.0-or-later
// A pattern of a tokenizer.json, compiled by PCRE2 to machine code where the machine allows it, and its matches in a
// text. Thread-safe: a pattern, yes; a PatternRoom serves one call at a time.
#pragma once

#include "core/base/result.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace inferometer {

// Begin and end in a text, in bytes.
struct Span
{
    std::size_t begin = 0;
    std::size_t end = 0;
};

// What a match needs of memory, and how long patterns may still take for the text at hand.
class PatternRoom
{
public:
    PatternRoom();
    ~PatternRoom();
    PatternRoom(const PatternRoom&) = delete;
    PatternRoom& operator=(const PatternRoom&) = delete;

    // Before a text: 2 s and 10 us a byte, some thousand times what a pattern needs.
    void startText(std::size_t bytes);

private:
    friend class Pattern;
    bool isLate();

    struct Parts;
    std::unique_ptr<Parts> m_parts;
    std::chrono::steady_clock::time_point m_deadline;
    unsigned m_matches = 0;
};

class Pattern
{
public:
    // In Oniguruma's syntax. The error tells what of the pattern is not understood, or that it takes too long.
    static Result<Pattern> compile(std::string_view oniguruma);
    ~Pattern();
    Pattern(Pattern&& other) noexcept;
    Pattern& operator=(Pattern&& other) noexcept;
    Pattern(const Pattern&) = delete;
    Pattern& operator=(const Pattern&) = delete;

    // Calls found(begin, end) for every match from left to right, as Oniguruma's Rust binding does: an empty one just
    // behind another is passed over. Ends early where the room is late. REQUIRES: valid UTF-8.
    template <typename Found>
    void forEach(std::string_view text, PatternRoom& room, Found found) const
    {
        Span match;
        std::size_t last = kNone;
        for (std::size_t from = 0; from <= text.size() && search(text, from, room, match);) {
            if (match.begin == match.end && match.end == last) {
                from += stepAt(text, from);
                continue;
            }
            from = last = match.end;
            found(match.begin, match.end);
        }
    }

private:
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    explicit Pattern(void* code) : m_code(code) {}
    bool search(std::string_view text, std::size_t from, PatternRoom& room, Span& match) const;
    static std::size_t stepAt(std::string_view text, std::size_t at);
    bool isPatient() const;

    void* m_code = nullptr;  // of PCRE2
    bool m_machineCode = false;
};

}  // namespace inferometer
