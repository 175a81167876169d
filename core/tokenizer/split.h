// SPDX-License-Identifier: GPL-3.0-or-later
// What a text is cut into by matches, in the reference's five ways (SplitDelimiterBehavior).
#pragma once

#include "core/tokenizer/pattern.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace inferometer {

enum class SplitBehavior : std::uint8_t { Removed, Isolated, MergedWithPrevious, MergedWithNext, Contiguous };

// Takes the matches of one piece in their order; pieces without text are dropped.
class Splitter
{
public:
    Splitter(SplitBehavior behavior, bool invert, Span piece, std::vector<Span>& out)
        : m_behavior(behavior)
        , m_invert(invert)
        , m_piece(piece)
        , m_at(piece.begin)
        , m_out(out)
        , m_first(out.size())
    {}

    // Of a match that begins where or behind where the one before ended.
    void match(std::size_t begin, std::size_t end)
    {
        if (begin > m_at)
            part({m_at, begin}, m_invert);
        part({begin, end}, !m_invert);
        m_at = end;
    }
    // What is behind the last match. Call once, at the end.
    void finish()
    {
        if (m_at < m_piece.end)
            part({m_at, m_piece.end}, m_invert);
        if (m_held.end > m_held.begin)
            m_out.push_back(m_held);
    }

private:
    void push(Span span)
    {
        if (span.end > span.begin)
            m_out.push_back(span);
    }

    void part(Span span, bool isMatch)
    {
        switch (m_behavior) {
        case SplitBehavior::Removed:
            return isMatch ? void() : push(span);
        case SplitBehavior::Isolated:
            return push(span);
        case SplitBehavior::Contiguous:
            return pushOrExtend(span, isMatch, isMatch == m_previous);
        case SplitBehavior::MergedWithPrevious:
            return pushOrExtend(span, isMatch, isMatch && !m_previous);
        case SplitBehavior::MergedWithNext:
            return holdForNext(span, isMatch);
        }
    }

    void pushOrExtend(Span span, bool isMatch, bool extend)
    {
        if (extend && m_out.size() > m_first)
            m_out.back().end = span.end;
        else
            push(span);
        m_previous = isMatch;
    }

    void holdForNext(Span span, bool isMatch)
    {
        const bool held = m_held.end > m_held.begin;
        if (!isMatch) {
            push({held ? m_held.begin : span.begin, span.end});
            m_held = {};
            return;
        }
        push(m_held);
        m_held = span;
    }

    SplitBehavior m_behavior;
    bool m_invert;
    Span m_piece;
    std::size_t m_at;
    std::vector<Span>& m_out;
    std::size_t m_first;
    bool m_previous = false;
    Span m_held;
};

}  // namespace inferometer
