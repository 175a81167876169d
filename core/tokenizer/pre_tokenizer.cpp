// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/pre_tokenizer.h"

#include "core/tokenizer/utf8.h"
#include "core/tokenizer/young_characters.h"

#include <array>

namespace inferometer {

namespace {

// Cuts every word by cut(word, splitter).
template <typename Cut>
void cutWords(Words& words, SplitBehavior behavior, bool invert, Cut cut)
{
    words.nextSpans.clear();
    for (const Span span : words.spans) {
        Splitter splitter{behavior, invert, span, words.nextSpans};
        cut(span, splitter);
        splitter.finish();
    }
    words.fromStart = words.fromStart && !words.nextSpans.empty() && words.nextSpans.front().begin == 0;
    words.spans.swap(words.nextSpans);
}

// Writes every word anew by write(word, is the first of all, out).
template <typename Write>
void writeWords(Words& words, Write write)
{
    words.nextText.clear();
    for (std::size_t i = 0; i < words.spans.size(); ++i) {
        const std::size_t begin = words.nextText.size();
        write(words.word(words.spans[i]), i == 0 && words.fromStart, words.nextText);
        words.spans[i] = {begin, words.nextText.size()};
    }
    words.text.swap(words.nextText);
}

// The text to look for characters in: of each young one, one that is known here stands there.
std::string_view subjectOf(Words& words)
{
    if (!hasYoungCharacters(words.text))
        return words.text;
    words.subject = words.text;
    replaceYoungCharacters(words.subject);
    return words.subject;
}

// Where the run of word characters, of white space or of neither ends that begins a span. REQUIRES: no empty one.
std::size_t endOfKind(std::string_view text, Span span)
{
    const auto kindOf = [](std::uint32_t value) { return isWordCharacter(value) ? 2 : isWhiteSpace(value) ? 0 : 1; };
    const int kind = kindOf(codePointAt(text, span.begin).value);
    std::size_t end = span.begin;
    while (end < span.end && kindOf(codePointAt(text, end).value) == kind)
        end += codePointAt(text, end).length;
    return end;
}

// What a byte-level vocabulary has for each byte, as UTF-8.
const std::array<std::string, 256>& textOfBytes()
{
    static const std::array<std::string, 256> kTexts = [] {
        std::array<std::string, 256> texts;
        for (std::size_t byte = 0; byte < texts.size(); ++byte)
            appendUtf8(characterOfByte(static_cast<std::uint8_t>(byte)), texts.at(byte));
        return texts;
    }();
    return kTexts;
}

}  // namespace

void SplitPreTokenizer::apply(Words& words, PatternRoom& room) const
{
    const std::string_view subject = m_pattern ? subjectOf(words) : std::string_view{words.text};
    cutWords(words, m_behavior, m_invert, [&](Span span, Splitter& splitter) {
        cut(subject.substr(span.begin, span.end - span.begin), span.begin, room, splitter);
    });
}

void SplitPreTokenizer::cut(std::string_view word, std::size_t offset, PatternRoom& room, Splitter& splitter) const
{
    if (m_pattern)
        return m_pattern->forEach(
            word, room, [&](std::size_t begin, std::size_t end) { splitter.match(offset + begin, offset + end); });
    for (std::size_t at = 0; (at = word.find(m_text, at)) != std::string_view::npos; at += m_text.size())
        splitter.match(offset + at, offset + at + m_text.size());
}

void ClassPreTokenizer::apply(Words& words, PatternRoom& /*room*/) const
{
    const std::string_view subject = m_isOne == isPunctuation ? std::string_view{words.text} : subjectOf(words);
    cutWords(words, m_behavior, false, [&](Span span, Splitter& splitter) {
        for (std::size_t at = span.begin; at < span.end;) {
            const CodePoint c = codePointAt(subject, at);
            if (m_isOne(c.value))
                splitter.match(at, at + c.length);
            at += c.length;
        }
    });
}

void WhitespacePreTokenizer::apply(Words& words, PatternRoom& /*room*/) const
{
    const std::string_view subject = subjectOf(words);
    cutWords(words, SplitBehavior::Removed, true, [&](Span span, Splitter& splitter) {
        for (std::size_t at = span.begin; at < span.end;) {
            const std::size_t end = endOfKind(subject, {at, span.end});
            if (!isWhiteSpace(codePointAt(subject, at).value))
                splitter.match(at, end);
            at = end;
        }
    });
}

void MetaspacePreTokenizer::apply(Words& words, PatternRoom& /*room*/) const
{
    writeWords(words, [this](std::string_view word, bool first, std::string& out) {
        const bool wanted = m_prepend == Prepend::Always || (m_prepend == Prepend::First && first);
        const bool has = word.substr(0, 1) == " " || word.substr(0, m_replacement.size()) == m_replacement;
        if (wanted && !has)
            out += m_replacement;
        for (const char c : word)
            c == ' ' ? void(out += m_replacement) : out.push_back(c);
    });
    if (!m_split)
        return;
    cutWords(words, SplitBehavior::MergedWithNext, false, [&](Span span, Splitter& splitter) {
        const std::string_view word = words.word(span);
        for (std::size_t at = 0; (at = word.find(m_replacement, at)) != std::string_view::npos;
             at += m_replacement.size())
            splitter.match(span.begin + at, span.begin + at + m_replacement.size());
    });
}

void ByteLevelPreTokenizer::apply(Words& words, PatternRoom& room) const
{
    if (m_addPrefixSpace)
        writeWords(words, [](std::string_view word, bool /*first*/, std::string& out) {
            if (word.substr(0, 1) != " ")
                out += ' ';
            out += word;
        });
    if (m_split)
        m_split->apply(words, room);
    if (m_maps)
        map(words);
}

void ByteLevelPreTokenizer::map(Words& words)
{
    writeWords(words, [](std::string_view word, bool /*first*/, std::string& out) {
        for (const char c : word)
            out += textOfBytes()[static_cast<unsigned char>(c)];
    });
}

}  // namespace inferometer
