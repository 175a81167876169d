// SPDX-License-Identifier: GPL-3.0-or-later
// How a tokenizer.json cuts a text into the words that its model sees, one by one. Thread-safe: yes, with a room each.
#pragma once

#include "core/tokenizer/pattern.h"
#include "core/tokenizer/split.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace inferometer {

// A text and where its words are. A step cuts the words further, or writes the text anew with what it puts in.
struct Words
{
    std::string text;
    std::vector<Span> spans;
    bool fromStart = false;  // the first word begins where the whole text begins

    std::vector<Span> nextSpans;  // room
    std::string nextText;
    std::string subject;

    std::string_view word(Span span) const { return std::string_view{text}.substr(span.begin, span.end - span.begin); }
};

class PreTokenizer
{
public:
    PreTokenizer() = default;
    virtual ~PreTokenizer() = default;
    PreTokenizer(const PreTokenizer&) = delete;
    PreTokenizer& operator=(const PreTokenizer&) = delete;

    virtual void apply(Words& words, PatternRoom& room) const = 0;
};

// Cut at the matches of a pattern or of a text.
class SplitPreTokenizer : public PreTokenizer
{
public:
    SplitPreTokenizer(Pattern pattern, SplitBehavior behavior, bool invert)
        : m_pattern(std::move(pattern))
        , m_behavior(behavior)
        , m_invert(invert)
    {}
    // REQUIRES: !text.empty().
    SplitPreTokenizer(std::string text, SplitBehavior behavior, bool invert)
        : m_text(std::move(text))
        , m_behavior(behavior)
        , m_invert(invert)
    {}
    void apply(Words& words, PatternRoom& room) const override;

private:
    void cut(std::string_view word, std::size_t offset, PatternRoom& room, Splitter& splitter) const;

    std::optional<Pattern> m_pattern;
    std::string m_text;
    SplitBehavior m_behavior;
    bool m_invert;
};

// Cut at characters of a class: Digits, Punctuation, WhitespaceSplit.
class ClassPreTokenizer : public PreTokenizer
{
public:
    using IsOne = bool (*)(std::uint32_t);
    ClassPreTokenizer(IsOne isOne, SplitBehavior behavior) : m_isOne(isOne), m_behavior(behavior) {}
    void apply(Words& words, PatternRoom& room) const override;

private:
    IsOne m_isOne;
    SplitBehavior m_behavior;
};

// Runs of word characters, and runs of what is neither these nor white space.
class WhitespacePreTokenizer : public PreTokenizer
{
public:
    void apply(Words& words, PatternRoom& room) const override;
};

// Blanks become the replacement, which also is put in front; then cut in front of every one.
class MetaspacePreTokenizer : public PreTokenizer
{
public:
    enum class Prepend : std::uint8_t { Always, First, Never };
    MetaspacePreTokenizer(std::string replacement, Prepend prepend, bool split)
        : m_replacement(std::move(replacement))
        , m_prepend(prepend)
        , m_split(split)
    {}
    void apply(Words& words, PatternRoom& room) const override;

private:
    std::string m_replacement;
    Prepend m_prepend;
    bool m_split;
};

// GPT-2's: a blank in front where wanted, its pattern where wanted, then a character for every byte. Where it is the
// last step the model works on the bytes instead, and `maps` is false.
class ByteLevelPreTokenizer : public PreTokenizer
{
public:
    ByteLevelPreTokenizer(bool addPrefixSpace, std::unique_ptr<const SplitPreTokenizer> split, bool maps)
        : m_addPrefixSpace(addPrefixSpace)
        , m_split(std::move(split))
        , m_maps(maps)
    {}
    void apply(Words& words, PatternRoom& room) const override;

private:
    static void map(Words& words);

    bool m_addPrefixSpace;
    std::unique_ptr<const SplitPreTokenizer> m_split;
    bool m_maps;
};

class PreTokenizerSequence : public PreTokenizer
{
public:
    explicit PreTokenizerSequence(std::vector<std::unique_ptr<const PreTokenizer>> steps) : m_steps(std::move(steps)) {}
    void apply(Words& words, PatternRoom& room) const override
    {
        for (const auto& step : m_steps)
            step->apply(words, room);
    }

private:
    std::vector<std::unique_ptr<const PreTokenizer>> m_steps;
};

}  // namespace inferometer
