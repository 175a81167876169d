// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/prompt_builder.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace inferometer {

namespace {

constexpr std::string_view kBlanks = " \t\r\n\f\v";

// The template without end: any number of its words with the blanks between them as they stand.
class EndlessText
{
public:
    explicit EndlessText(std::string_view text) : m_text(std::string{trimmed(text)} + " ")
    {
        for (std::size_t begin = 0; begin < m_text.size(); begin = m_text.find_first_not_of(kBlanks, m_ends.back())) {
            m_begins.push_back(begin);
            m_ends.push_back(m_text.find_first_of(kBlanks, begin));
        }
    }

    // REQUIRES: words > 0.
    std::string first(std::size_t words) const
    {
        std::string text;
        const std::size_t last = words - 1;
        text.reserve((last / m_ends.size() + 1) * m_text.size());
        for (std::size_t i = 0; i < last / m_ends.size(); ++i)
            text += m_text;
        return text.append(m_text, 0, m_ends[last % m_ends.size()]);
    }

    // Where the word of this index begins.
    std::size_t beginOf(std::size_t word) const
    {
        return word / m_begins.size() * m_text.size() + m_begins[word % m_begins.size()];
    }

private:
    std::string m_text;
    std::vector<std::size_t> m_begins;
    std::vector<std::size_t> m_ends;
};

// The longest beginning of the endless text that counts at most what is asked.
class Cutter
{
public:
    Cutter(const EndlessText& text, const PromptOrder& order, const TokenCounter& count)
        : m_text(text)
        , m_order(order)
        , m_count(count)
    {}

    PromptText cutAt(std::size_t words) const
    {
        const auto common = static_cast<std::size_t>(m_order.commonShare * static_cast<double>(words));
        PromptText prompt;
        prompt.text = m_text.first(words);
        prompt.saltAt = m_text.beginOf(std::clamp<std::size_t>(common, 1, words - 1));
        return prompt;
    }

    // Sets `tokens`.
    Status measure(PromptText& prompt) const
    {
        const Result<std::int64_t> counted = m_count(prompt.salted(m_order.salt));
        if (!counted)
            return counted.error();
        prompt.tokens = static_cast<std::int32_t>(counted.value());
        return {};
    }

    Result<PromptText> longest() const
    {
        Result<PromptText> best = measured(kFewestWords);
        if (!best)
            return best;
        if (best.value().tokens > m_order.tokens)
            return tooSmall(best.value().tokens);
        const Result<Point> high = tooMany();
        if (!high)
            return high.error();
        return search(std::move(best).value(), high.value());
    }

private:
    static constexpr std::size_t kFewestWords = 2;
    static constexpr std::size_t kMostWordsPerToken = 16;

    struct Point
    {
        std::size_t words = 0;
        std::int64_t tokens = 0;
    };

    // A word is at least one token to most tokenizers, so this many words are too many; else twice as many may be.
    Result<Point> tooMany() const
    {
        std::size_t words = static_cast<std::size_t>(m_order.tokens) + 2;
        for (const std::size_t most = words * kMostWordsPerToken; words <= most; words *= 2) {
            const Result<PromptText> prompt = measured(words);
            if (!prompt)
                return prompt.error();
            if (prompt.value().tokens > m_order.tokens)
                return Point{words, prompt.value().tokens};
        }
        return Error{
            Errc::Protocol,
            sentence("errors", "The endpoint's tokenizer counts long texts as short ones; it cannot be used.")};
    }

    Result<PromptText> search(PromptText best, Point high) const
    {
        std::size_t low = kFewestWords;
        for (int step = 0; high.words - low > 1 && best.tokens < m_order.tokens; ++step) {
            const std::size_t middle = between({low, best.tokens}, high, step);
            Result<PromptText> next = measured(middle);
            if (!next)
                return next;
            if (next.value().tokens > m_order.tokens) {
                high = {middle, next.value().tokens};
            } else {
                low = middle;
                best = std::move(next).value();
            }
        }
        return best;
    }

    Result<PromptText> measured(std::size_t words) const
    {
        PromptText prompt = cutAt(words);
        if (const Status status = measure(prompt); !status)
            return status.error();
        return prompt;
    }

    // Tokens grow evenly with words, so a straight line finds the cut in a few steps; every third halves, in case not.
    std::size_t between(Point low, Point high, int step) const
    {
        const double share = step % 3 == 2
            ? 0.5
            : static_cast<double>(m_order.tokens - low.tokens) / static_cast<double>(high.tokens - low.tokens);
        const auto words = low.words + static_cast<std::size_t>(share * static_cast<double>(high.words - low.words));
        return std::clamp(words, low.words + 1, high.words - 1);
    }

    Error tooSmall(std::int64_t tokens) const
    {
        return {Errc::InvalidInput,
                sentence("errors",
                         "%1 %2 is too small: the shortest prompt that can be told apart is %3 tokens with this "
                         "tokenizer; ask for at least that many.")
                    .with(Figure::setting("num-input-tokens"), m_order.tokens, tokens),
                "num-input-tokens"};
    }

    const EndlessText& m_text;
    const PromptOrder& m_order;
    const TokenCounter& m_count;
};

// Adds short words until the length is reached; what overshoots or adds nothing is passed over.
Status fill(PromptText& prompt, std::int64_t wanted, const Cutter& cutter)
{
    constexpr std::array<std::string_view, 8> kFillers{" a", " and", " the", ".", " is", " x", " 1", "!"};
    constexpr int kMostTries = 40;
    std::size_t filler = 0;
    std::size_t useless = 0;
    for (int tries = 0; prompt.tokens < wanted && useless < kFillers.size() && tries < kMostTries; ++tries) {
        PromptText longer = prompt;
        longer.text += kFillers[filler];
        if (Status status = cutter.measure(longer); !status)
            return status;
        if (longer.tokens > prompt.tokens && longer.tokens <= wanted) {
            prompt = std::move(longer);
            useless = 0;
            continue;
        }
        filler = (filler + 1) % kFillers.size();
        ++useless;
    }
    return {};
}

}  // namespace

std::string PromptText::salted(std::string_view salt) const
{
    std::string whole;
    whole.reserve(text.size() + salt.size());
    return whole.append(text, 0, saltAt).append(salt).append(text, saltAt);
}

Result<PromptText> buildPrompt(const PromptTemplate& from, const PromptOrder& order, const TokenCounter& count)
{
    const EndlessText text{from.text};
    const Cutter cutter{text, order, count};
    Result<PromptText> prompt = cutter.longest();
    if (!prompt)
        return prompt;
    if (const Status status = fill(prompt.value(), order.tokens, cutter); !status)
        return status.error();
    prompt.value().name = from.name;
    return prompt;
}

}  // namespace inferometer
