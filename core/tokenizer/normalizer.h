// SPDX-License-Identifier: GPL-3.0-or-later
// What a tokenizer.json does to a text before it looks at it. Thread-safe: yes, with a room for each call.
#pragma once

#include "core/tokenizer/normal_form.h"
#include "core/tokenizer/pattern.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace inferometer {

// A stretch of text between added tokens, on its way.
struct NormalizedText
{
    std::string text;
    bool fromStart = false;  // what it begins with is what the whole text begins with
};

class Normalizer
{
public:
    Normalizer() = default;
    virtual ~Normalizer() = default;
    Normalizer(const Normalizer&) = delete;
    Normalizer& operator=(const Normalizer&) = delete;

    virtual void apply(NormalizedText& text, PatternRoom& room) const = 0;
};

class NormalFormNormalizer : public Normalizer
{
public:
    explicit NormalFormNormalizer(NormalForm form) : m_form(form) {}
    void apply(NormalizedText& text, PatternRoom& /*room*/) const override { normalize(m_form, text.text); }

private:
    NormalForm m_form;
};

// Character by character, as Rust's char::to_lowercase: no context, U+0130 becomes two.
class LowercaseNormalizer : public Normalizer
{
public:
    void apply(NormalizedText& text, PatternRoom& room) const override;
};

class PrependNormalizer : public Normalizer
{
public:
    explicit PrependNormalizer(std::string what) : m_what(std::move(what)) {}
    void apply(NormalizedText& text, PatternRoom& room) const override;

private:
    std::string m_what;
};

class StripNormalizer : public Normalizer
{
public:
    StripNormalizer(bool left, bool right) : m_left(left), m_right(right) {}
    void apply(NormalizedText& text, PatternRoom& room) const override;

private:
    bool m_left;
    bool m_right;
};

// Every occurrence of a text, or every match of a pattern, becomes the content.
class ReplaceNormalizer : public Normalizer
{
public:
    ReplaceNormalizer(std::string what, std::string content) : m_what(std::move(what)), m_content(std::move(content)) {}
    ReplaceNormalizer(Pattern pattern, std::string content)
        : m_pattern(std::move(pattern))
        , m_content(std::move(content))
    {}
    void apply(NormalizedText& text, PatternRoom& room) const override;

private:
    void replaceText(NormalizedText& text) const;

    std::string m_what;
    std::optional<Pattern> m_pattern;
    std::string m_content;
};

class NormalizerSequence : public Normalizer
{
public:
    explicit NormalizerSequence(std::vector<std::unique_ptr<const Normalizer>> steps) : m_steps(std::move(steps)) {}
    void apply(NormalizedText& text, PatternRoom& room) const override
    {
        for (const auto& step : m_steps)
            step->apply(text, room);
    }

private:
    std::vector<std::unique_ptr<const Normalizer>> m_steps;
};

}  // namespace inferometer
