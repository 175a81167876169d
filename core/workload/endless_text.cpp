// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/endless_text.h"

#include "core/api/dialect.h"
#include "core/base/text.h"

#include <algorithm>

namespace inferometer {

namespace {

constexpr std::string_view kBlanks = " \t\r\n\f\v";

}  // namespace

EndlessText::EndlessText(std::string_view text) : m_text(std::string{trimmed(text)} + " ")
{
    for (std::size_t begin = 0; begin < m_text.size(); begin = m_text.find_first_not_of(kBlanks, m_ends.back())) {
        m_begins.push_back(begin);
        m_ends.push_back(m_text.find_first_of(kBlanks, begin));
    }
}

EndlessText EndlessText::escaped() const
{
    EndlessText text;
    for (std::size_t word = 0; word < m_begins.size(); ++word) {
        const std::string_view plain{m_text};
        text.m_begins.push_back(text.m_text.size());
        appendJsonEscaped(plain.substr(m_begins[word], m_ends[word] - m_begins[word]), text.m_text);
        text.m_ends.push_back(text.m_text.size());
        const std::size_t next = word + 1 < m_begins.size() ? m_begins[word + 1] : m_text.size();
        appendJsonEscaped(plain.substr(m_ends[word], next - m_ends[word]), text.m_text);
    }
    return text;
}

std::size_t EndlessText::beginOf(std::size_t word) const
{
    return word / m_begins.size() * m_text.size() + m_begins[word % m_begins.size()];
}

std::size_t EndlessText::endOf(std::size_t word) const
{
    return word / m_ends.size() * m_text.size() + m_ends[word % m_ends.size()];
}

void EndlessText::append(std::size_t begin, std::size_t end, bool withBlanks, std::string& out) const
{
    if (begin == end)
        return;
    const std::size_t until = withBlanks ? beginOf(end) : endOf(end - 1);
    std::size_t at = beginOf(begin);
    out.reserve(out.size() + until - at);
    while (at < until) {
        const std::size_t inside = at % m_text.size();
        const std::size_t length = std::min(m_text.size() - inside, until - at);
        out.append(m_text, inside, length);
        at += length;
    }
}

}  // namespace inferometer
