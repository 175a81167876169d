// SPDX-License-Identifier: GPL-3.0-or-later
// A piece of a request body in which the number of output tokens may be another one in each request.
#pragma once

#include "core/api/dialect.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

class NumberedText
{
public:
    NumberedText() = default;
    explicit NumberedText(const std::string& text) : m_pieces{text} {}
    // The same text with two numbers, kOne and kTwo: it is cut wherever the one stands in place of the other.
    NumberedText(std::string_view one, std::string_view two);
    // The same of the text that `with` gives for a number.
    template <typename With>
    static NumberedText of(const With& with)
    {
        return {std::string_view{with(kOne)}, std::string_view{with(kTwo)}};
    }

    static constexpr std::int64_t kOne = 1111111;
    static constexpr std::int64_t kTwo = 2222222;  // no digit alike, and as long

    void append(std::int64_t number, std::string& out) const;
    // More behind it, or before it, that holds no number.
    void extend(std::string_view more) { m_pieces.back() += more; }
    void precede(std::string_view more) { m_pieces.front().insert(0, more); }

    bool hasPlace() const { return m_pieces.size() > 1; }

    // Without its numbers.
    std::size_t size() const;

private:
    std::vector<std::string> m_pieces{std::string{}};  // the number stands between them
};

// A body as BodyTemplate cuts it.
struct NumberedBody
{
    NumberedText prefix;
    NumberedText suffix;
    NumberedText tail;
};

// The body of every request, with the number that `parts` have.
NumberedBody bodyOf(const BodyTemplate& body);
// The same with a number of its own in each; `parts.outputTokens` counts for nothing.
NumberedBody bodyOfAnyLength(const Dialect& dialect, BodyParts parts);

}  // namespace inferometer
