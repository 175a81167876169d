// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/numbered_body.h"

#include <cassert>
#include <numeric>
#include <utility>

namespace inferometer {

NumberedText::NumberedText(std::string_view one, std::string_view two)
{
    assert(one.size() == two.size());
    m_pieces.clear();
    const std::size_t digits = std::to_string(kOne).size();
    std::string piece;
    for (std::size_t i = 0; i < one.size(); ++i) {
        if (one[i] == two[i]) {
            piece += one[i];
            continue;
        }
        m_pieces.push_back(std::move(piece));
        piece.clear();
        i += digits - 1;
    }
    m_pieces.push_back(std::move(piece));
}

void NumberedText::append(std::int64_t number, std::string& out) const
{
    for (std::size_t i = 0; i < m_pieces.size(); ++i) {
        if (i > 0)
            out += std::to_string(number);
        out += m_pieces[i];
    }
}

std::size_t NumberedText::size() const
{
    return std::accumulate(m_pieces.begin(), m_pieces.end(), std::size_t{0},
                           [](std::size_t sum, const std::string& piece) { return sum + piece.size(); });
}

NumberedBody bodyOf(const BodyTemplate& body)
{
    return {NumberedText{body.prefix}, NumberedText{body.suffix}, NumberedText{body.tail}};
}

NumberedBody bodyOfAnyLength(const Dialect& dialect, BodyParts parts)
{
    parts.outputTokens = NumberedText::kOne;
    const BodyTemplate one = dialect.body(parts);
    parts.outputTokens = NumberedText::kTwo;
    const BodyTemplate two = dialect.body(parts);
    return {{one.prefix, two.prefix}, {one.suffix, two.suffix}, {one.tail, two.tail}};
}

}  // namespace inferometer
