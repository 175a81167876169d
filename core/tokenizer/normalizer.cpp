// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/normalizer.h"

#include "core/tokenizer/utf8.h"

#include <utf8proc.h>

namespace inferometer {

void LowercaseNormalizer::apply(NormalizedText& text, PatternRoom& /*room*/) const
{
    std::string out;
    out.reserve(text.text.size());
    for (std::size_t at = 0; at < text.text.size();) {
        const CodePoint c = codePointAt(text.text, at);
        at += c.length;
        appendUtf8(c.value == 0x130
                       ? 'i'
                       : static_cast<std::uint32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c.value))),
                   out);
        if (c.value == 0x130)
            out += "\xCC\x87";
    }
    text.text = std::move(out);
}

void PrependNormalizer::apply(NormalizedText& text, PatternRoom& /*room*/) const
{
    if (!text.text.empty())
        text.text.insert(0, m_what);
}

void StripNormalizer::apply(NormalizedText& text, PatternRoom& /*room*/) const
{
    const std::size_t front = m_left ? whiteSpaceInFront(text.text) : 0;
    text.fromStart = text.fromStart && front == 0;
    text.text.erase(0, front);
    if (m_right)
        text.text.resize(text.text.size() - whiteSpaceBehind(text.text));
}

void ReplaceNormalizer::replaceText(NormalizedText& text) const
{
    std::size_t at = text.text.find(m_what);
    if (at == std::string::npos)
        return;
    std::string out;
    out.reserve(text.text.size() + text.text.size() / 4);
    std::size_t done = 0;
    for (; at != std::string::npos; at = text.text.find(m_what, done)) {
        out.append(text.text, done, at - done).append(m_content);
        done = at + m_what.size();
    }
    text.text = std::move(out.append(text.text, done));
}

void ReplaceNormalizer::apply(NormalizedText& text, PatternRoom& room) const
{
    if (text.text.empty())
        return;
    if (m_content.empty()) {
        const std::string_view first{text.text};
        bool starts = !m_pattern && first.substr(0, m_what.size()) == m_what;
        if (m_pattern)
            m_pattern->forEach(first, room,
                               [&](std::size_t begin, std::size_t end) { starts = starts || (begin == 0 && end > 0); });
        text.fromStart = text.fromStart && !starts;
    }
    if (!m_pattern)
        return replaceText(text);
    std::string out;
    std::size_t done = 0;
    m_pattern->forEach(text.text, room, [&](std::size_t begin, std::size_t end) {
        out.append(text.text, done, begin - done).append(m_content);
        done = end;
    });
    text.text = std::move(out.append(text.text, done));
}

}  // namespace inferometer
