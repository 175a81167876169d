// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/sized_text.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace inferometer {

namespace {

// On the straight line through two points; nothing is beyond its ends.
double between(double x, double x0, double x1, double y0, double y1)
{
    if (x1 <= x0)
        return y0;
    return y0 + std::clamp((x - x0) / (x1 - x0), 0.0, 1.0) * (y1 - y0);
}

}  // namespace

SizedText::SizedText(std::string name, const EndlessText& text, std::vector<Counted> counted, double commonShare)
    : m_name(std::move(name))
    , m_text(text)
    , m_escaped(text.escaped())
    , m_counted(std::move(counted))
    , m_commonShare(commonShare)
{
    // More words never count less: else a length would have two places.
    for (std::size_t i = 1; i < m_counted.size(); ++i)
        m_counted[i].tokens = std::max(m_counted[i].tokens, m_counted[i - 1].tokens);
}

SizedText::Cut SizedText::cutFor(std::int64_t tokens) const
{
    const auto above = std::find_if(m_counted.begin(), m_counted.end(),
                                    [tokens](const Counted& one) { return one.tokens >= tokens; });
    if (above == m_counted.begin() || above == m_counted.end())
        return cutOf(above == m_counted.end() ? m_counted.back().words : above->words);
    const Counted& low = *std::prev(above);
    const double words
        = between(static_cast<double>(tokens), static_cast<double>(low.tokens), static_cast<double>(above->tokens),
                  static_cast<double>(low.words), static_cast<double>(above->words));
    return cutOf(static_cast<std::size_t>(std::llround(words)));
}

SizedText::Cut SizedText::cutOf(std::size_t words) const
{
    const auto above = std::find_if(m_counted.begin(), std::prev(m_counted.end()),
                                    [words](const Counted& one) { return one.words >= words; });
    const Counted& low = above == m_counted.begin() ? *above : *std::prev(above);
    const double tokens
        = between(static_cast<double>(words), static_cast<double>(low.words), static_cast<double>(above->words),
                  static_cast<double>(low.tokens), static_cast<double>(above->tokens));
    const auto common = static_cast<std::size_t>(m_commonShare * static_cast<double>(words));
    return {words, std::clamp<std::size_t>(common, 1, std::max<std::size_t>(words, 2) - 1),
            static_cast<std::int32_t>(std::lround(tokens))};
}

void SizedText::appendBefore(const Cut& cut, std::string& out) const { m_escaped.append(0, cut.common, true, out); }

void SizedText::appendBehind(const Cut& cut, std::string& out) const
{
    m_escaped.append(cut.common, cut.words, false, out);
}

std::string SizedText::plain(const Cut& cut, std::string_view salt) const
{
    std::string text;
    m_text.append(0, cut.common, true, text);
    text += salt;
    m_text.append(cut.common, cut.words, false, text);
    return text;
}

}  // namespace inferometer
