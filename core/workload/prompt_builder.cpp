// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/prompt_builder.h"

#include "core/workload/endless_text.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>
#include <vector>

namespace inferometer {

namespace {

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
        m_text.append(0, std::clamp<std::size_t>(common, 1, words - 1), true, prompt.text);
        prompt.saltAt = prompt.text.size();
        m_text.append(std::clamp<std::size_t>(common, 1, words - 1), words, false, prompt.text);
        prompt.words = words;
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

    Result<PromptText> measured(std::size_t words) const
    {
        PromptText prompt = cutAt(words);
        if (const Status status = measure(prompt); !status)
            return status.error();
        return prompt;
    }

    static constexpr std::size_t kFewestWords = 2;

private:
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

// Tokens of prompts from the fewest words to the most, at even steps.
Result<std::vector<SizedText::Counted>> countedLengths(const Cutter& cutter, const PromptText& longest)
{
    constexpr std::size_t kSteps = 32;
    const std::size_t span = longest.words - Cutter::kFewestWords;
    std::vector<SizedText::Counted> counted;
    for (std::size_t step = 0; step <= kSteps; ++step) {
        const std::size_t words = Cutter::kFewestWords + span * step / kSteps;
        if (!counted.empty() && counted.back().words == words)
            continue;
        const Result<PromptText> prompt = cutter.measured(words);
        if (!prompt)
            return prompt.error();
        counted.push_back({words, prompt.value().tokens});
    }
    return counted;
}

// Of prompts between those that were counted.
Result<std::int64_t> mostOff(const SizedText& text, const Cutter& cutter, const PromptText& longest)
{
    std::int64_t most = 0;
    for (const double part : {0.047, 0.297, 0.641, 0.953}) {
        const auto words = Cutter::kFewestWords
            + static_cast<std::size_t>(part * static_cast<double>(longest.words - Cutter::kFewestWords));
        const Result<PromptText> prompt = cutter.measured(words);
        if (!prompt)
            return prompt.error();
        most = std::max<std::int64_t>(most, std::abs(prompt.value().tokens - text.cutOf(words).tokens));
    }
    return most;
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

Result<SizedPrompt> buildSizedPrompt(const PromptTemplate& from, const PromptOrder& order, const TokenCounter& count)
{
    const EndlessText text{from.text};
    const Cutter cutter{text, order, count};
    const Result<PromptText> longest = cutter.longest();
    if (!longest)
        return longest.error();
    Result<std::vector<SizedText::Counted>> counted = countedLengths(cutter, longest.value());
    if (!counted)
        return counted.error();
    SizedText sized{from.name, text, std::move(counted).value(), order.commonShare};
    const Result<std::int64_t> off = mostOff(sized, cutter, longest.value());
    if (!off)
        return off.error();
    return SizedPrompt{std::move(sized), off.value()};
}

std::string turned(std::string_view text)
{
    const std::size_t blank = text.find(' ', text.size() / 2);
    if (blank == std::string_view::npos)
        return std::string{text};
    return std::string{text.substr(blank + 1)}.append(" ").append(text.substr(0, blank));
}

}  // namespace inferometer
