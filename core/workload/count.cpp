// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/count.h"

#include "core/base/text.h"
#include "core/workload/prompt_builder.h"
#include "core/workload/salt.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>

namespace inferometer {

namespace {

using std::to_string;
using Milliseconds = std::chrono::milliseconds;

// The chat template is told apart with texts of this length, once and twice.
constexpr std::int64_t kShortest = 64;
constexpr std::int64_t kLongest = 1000;

// One of middling length, so that it counts as most do.
std::string typicalSalt()
{
    constexpr std::uint64_t kLooked = 31;
    const auto candidates = saltCandidates();
    const SaltBook book{{candidates.begin(), candidates.end()}, 1};
    std::vector<std::string> salts;
    for (std::uint64_t number = 1; number <= kLooked; ++number)
        salts.push_back(book.text(book.capacity() - number, true));
    const auto middle = salts.begin() + static_cast<std::ptrdiff_t>(salts.size() / 2);
    std::nth_element(salts.begin(), middle, salts.end(),
                     [](const std::string& a, const std::string& b) { return a.size() < b.size(); });
    return *middle;
}

// A prompt as the load's but for its order, with the salt of no request.
Result<std::string> textOf(const PromptTemplate& from, std::int64_t tokens, const TokenCounter& count)
{
    const std::string salt = typicalSalt();
    const Result<PromptText> prompt = buildPrompt(from, {tokens, 0, salt}, count);
    if (!prompt)
        return prompt.error();
    return turned(prompt.value().salted(salt));
}

// For texts shorter than any prompt may be.
std::string beginning(const PromptTemplate& from, std::int64_t tokens)
{
    const std::string turn = turned(from.text);
    std::string text = "Calibration.";
    while (estimateTokens(text) < tokens)
        text.append(" ").append(turn);
    std::size_t cut = text.size();
    while (cut != std::string::npos && cut > 0 && estimateTokens(std::string_view{text}.substr(0, cut)) > tokens)
        cut = text.rfind(' ', cut - 1);
    return cut == std::string::npos || cut == 0 ? text : text.substr(0, cut);
}

std::string twice(const std::string& text) { return text + " " + text; }

TokenCounter scaledBy(double scale)
{
    return [scale](std::string_view text) -> Result<std::int64_t> {
        return static_cast<std::int64_t>(std::llround(scale * static_cast<double>(estimateTokens(text))));
    };
}

Counter estimated(const std::string& why, std::string text)
{
    return {CountMethod::Estimate,
            [](std::string_view prompt) -> Result<std::int64_t> { return estimateTokens(prompt); },
            why + ": prompt lengths are estimated from the text and may be off by a third.", std::move(text), 0};
}

// How the endpoint counts, as told by its prompt_tokens.
struct Usage
{
    double scale = 1;             // tokens for each that is estimated
    std::int64_t around = 0;      // chat template and system prompt
    std::string text;             // the last one asked
    std::int64_t textTokens = 0;  // of it, all included
};

class UsageCount
{
public:
    UsageCount(const RunSpec& spec, const PromptTemplate& from, Rehearsal& rehearsal, Readiness& readiness)
        : m_spec(spec)
        , m_from(from)
        , m_rehearsal(rehearsal)
        , m_readiness(readiness)
    {}

    Result<Counter> find();

private:
    struct First
    {
        std::string half;  // asked twice in a row, as one text
        Rehearsal::Heard heard;
    };
    Result<First> firstAnswer();
    Result<std::optional<Usage>> twoLengths(const First& first);
    Result<Counter> atTheLength(Usage usage);
    Result<Counter> onlyEstimated(const std::string& why);
    Result<Rehearsal::Heard> ask(std::string_view text) { return m_rehearsal.ask(text, kLongPatience); }

    const RunSpec& m_spec;
    const PromptTemplate& m_from;
    Rehearsal& m_rehearsal;
    Readiness& m_readiness;
};

// Halved while the endpoint finds it too long: its size is only guessed.
Result<UsageCount::First> UsageCount::firstAnswer()
{
    constexpr std::int64_t kFewest = 8;
    std::int64_t tokens = std::clamp(m_spec.prompts.numInputTokens, kShortest, kLongest) / 2;
    for (;; tokens /= 2) {
        First first{beginning(m_from, tokens), {}};
        Result<Rehearsal::Heard> heard = ask(twice(first.half));
        if (heard) {
            first.heard = std::move(heard).value();
            return first;
        }
        if (heard.error().field != "num-input-tokens" || tokens / 2 < kFewest)
            return heard.error();
        m_readiness.say(sentence("errors", "The first question was too long; asking with half of it"));
    }
}

// Of a text and the same twice in a row, what is around them is counted once each: whatever the vocabulary, the two
// tell how much that is.
Result<std::optional<Usage>> UsageCount::twoLengths(const First& first)
{
    const Result<Rehearsal::Heard> heard = ask(first.half);
    if (!heard)
        return heard.error();
    const std::int64_t once = first.heard.promptTokens - heard.value().promptTokens;
    const double scale = static_cast<double>(once) / static_cast<double>(estimateTokens(first.half));
    if (!mayBeVocabulary(scale))
        return std::optional<Usage>{};
    return std::optional{Usage{scale, std::max<std::int64_t>(0, heard.value().promptTokens - once), {}, 0}};
}

// Asks at the length of the run, corrects the scale and asks once more.
Result<Counter> UsageCount::atTheLength(Usage usage)
{
    const std::int64_t wanted = m_spec.prompts.numInputTokens;
    std::int64_t counted = 0;
    for (int round = 0; round < 2 && std::abs(counted - wanted) > wanted / 200; ++round) {
        if (counted > 0)
            usage.scale *= static_cast<double>(counted) / static_cast<double>(wanted);
        Result<std::string> text = textOf(m_from, wanted, scaledBy(usage.scale));
        if (!text)
            return text.error();
        const Result<Rehearsal::Heard> heard = ask(text.value());
        if (!heard)
            return heard.error();
        if (heard.value().promptTokens <= usage.around)
            return onlyEstimated("The endpoint's token counts do not follow the length of the text");
        counted = heard.value().promptTokens - usage.around;
        usage.text = std::move(text).value();
        usage.textTokens = heard.value().promptTokens;
    }
    const std::string note = "The endpoint has no tokenizer page: prompts are sized by the prompt_tokens of "
        + to_string(m_rehearsal.asked()) + " probe requests, without the " + to_string(usage.around)
        + " tokens of chat template and system prompt. One for " + to_string(wanted) + " tokens counted "
        + to_string(counted) + "; others differ from it by their unique words"
        + (m_spec.prompts.useMultiplePrompts ? " and their texts." : ".");
    return Counter{CountMethod::Usage, scaledBy(usage.scale), note, std::move(usage.text), usage.textTokens};
}

// What the endpoint says to the length is known all the same.
Result<Counter> UsageCount::onlyEstimated(const std::string& why)
{
    Counter counter = estimated(why, {});
    Result<std::string> text = textOf(m_from, m_spec.prompts.numInputTokens, counter.count);
    if (!text)
        return text.error();
    const Result<Rehearsal::Heard> heard = ask(text.value());
    if (!heard)
        return heard.error();
    counter.text = std::move(text).value();
    counter.textTokens = heard.value().promptTokens;
    return counter;
}

Result<Counter> UsageCount::find()
{
    Result<First> first = firstAnswer();
    if (!first)
        return first.error();
    const Rehearsal::Heard& heard = first.value().heard;
    if (!heard.answered())
        return estimated("WARNING: " + heard.without.text() + ", so it could not tell token counts",
                         twice(first.value().half));
    if (heard.promptTokens == 0)
        return onlyEstimated("The endpoint tells no token counts");
    Result<std::optional<Usage>> usage = twoLengths(first.value());
    if (!usage)
        return usage.error();
    if (!usage.value())
        return onlyEstimated("The endpoint's token counts do not follow the length of the text");
    return atTheLength(*std::move(usage).value());
}

std::string tokenizerNote(const std::string& by, const Rehearsal::Heard& heard, std::int64_t wanted)
{
    const std::string note = "Prompts are counted by " + by + ", without chat template";
    if (!heard.answered())
        return note + ". WARNING: " + heard.without.text() + ".";
    if (heard.promptTokens <= wanted)
        return note + ".";
    return note + " and system prompt, which are " + to_string(heard.promptTokens - wanted) + " tokens more.";
}

// Nothing: the tokenizer fails on texts of this length and is as good as none.
Result<std::optional<Counter>> countByTokenizer(const RunSpec& spec, const PromptTemplate& from, const TextCounter& by,
                                                Rehearsal& rehearsal)
{
    Result<std::string> text = textOf(from, spec.prompts.numInputTokens, by.count);
    if (!text && (text.error().code == Errc::Protocol || text.error().code == Errc::Timeout))
        return std::optional<Counter>{};
    if (!text)
        return text.error();
    const Result<Rehearsal::Heard> heard = rehearsal.ask(text.value(), kShortPatience);
    if (!heard)
        return heard.error();
    Counter counter{by.method, by.count, tokenizerNote(by.said, heard.value(), spec.prompts.numInputTokens),
                    std::move(text).value(), heard.value().promptTokens};
    if (by.method != CountMethod::Local)
        return std::optional{std::move(counter)};
    const Result<double> more = countedMore(by.count, counter.text, counter.textTokens, rehearsal);
    if (!more)
        return more.error();
    counter.countedMore = more.value();
    counter.note += countedMoreNote(more.value());
    return std::optional{std::move(counter)};
}

}  // namespace

Counter unaskedCounter(const LocalTokenizer& given)
{
    if (!given.tokenizer)
        return estimated("The endpoint was not asked", {});
    return Counter{CountMethod::Local,
                   given.counter(),
                   "The endpoint was not asked: prompts are counted by " + given.said + ", without chat template.",
                   {}};
}

Result<std::optional<TextCounter>> textCounter(const Asking& by)
{
    if (by.tokenizer.tokenizer)
        return std::optional{TextCounter{CountMethod::Local, by.tokenizer.counter(), by.tokenizer.said}};
    by.readiness.say(sentence("errors", "Looking for the endpoint's tokenizer"));
    Result<std::optional<TokenCounter>> own = by.probe.tokenizer(by.rehearsal.model());
    if (!own)
        return own.error();
    if (!own.value())
        return std::optional<TextCounter>{};
    return std::optional{TextCounter{CountMethod::Tokenize, *std::move(own).value(), "the endpoint's own tokenizer"}};
}

Result<Counter> count(const RunSpec& spec, const PromptTemplate& from, const Asking& by)
{
    const Result<std::optional<TextCounter>> tokenizer = textCounter(by);
    if (!tokenizer)
        return tokenizer.error();
    by.readiness.say(sentence("errors", "Asking %1 for a first answer").with(placeOf(by.probe.access())));
    if (tokenizer.value()) {
        Result<std::optional<Counter>> counter = countByTokenizer(spec, from, *tokenizer.value(), by.rehearsal);
        if (!counter)
            return counter.error();
        if (counter.value())
            return *std::move(counter).value();
    }
    return countWithoutTokenizer(spec, from, by.rehearsal, by.readiness);
}

Result<Counter> countWithoutTokenizer(const RunSpec& spec, const PromptTemplate& from, Rehearsal& rehearsal,
                                      Readiness& readiness)
{
    return UsageCount{spec, from, rehearsal, readiness}.find();
}

}  // namespace inferometer
