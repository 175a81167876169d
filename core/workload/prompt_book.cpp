// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/prompt_book.h"

#include "core/base/random.h"

#include <algorithm>

namespace inferometer {

namespace {

// Streams of the seed: each request draws its prompt from one of its own, so that any thread may build any request.
constexpr std::uint64_t kPromptStreams = std::uint64_t{1} << 40U;
constexpr std::uint64_t kWarmupStreams = std::uint64_t{1} << 39U;  // behind them

bool isWarmup(const Slot& slot) { return slot.phase == Phase::Warmup; }

}  // namespace

PromptBook::PromptBook(std::uint64_t seed, PromptReuse reuse, std::int64_t outputTokens)
    : m_seed(seed)
    , m_reuse(reuse)
    , m_outputTokens(static_cast<std::int32_t>(outputTokens))
{}

void PromptBook::setPrompts(std::vector<PromptText> texts, const NumberedBody& body)
{
    m_prompts = std::move(texts);
    m_bodies.clear();
    m_sized.clear();
    for (const PromptText& prompt : m_prompts) {
        const std::string_view text = prompt.text;
        std::string before;
        std::string behind;
        appendJsonEscaped(text.substr(0, prompt.saltAt), before);
        appendJsonEscaped(text.substr(prompt.saltAt), behind);
        NumberedBody around = body;
        around.prefix.extend(before);
        around.suffix.precede(behind);
        m_bodies.push_back(std::move(around));
    }
}

void PromptBook::setPrompts(std::vector<SizedText> texts, NumberedBody body)
{
    m_sized = std::move(texts);
    m_bodies = {std::move(body)};
    m_prompts.clear();
    for (const SizedText& text : m_sized)
        m_prompts.push_back({text.name(), {}, 0, 0});
}

std::uint32_t PromptBook::promptOf(const Slot& slot) const
{
    if (m_prompts.size() < 2)
        return 0;
    Random random{m_seed, kPromptStreams + (isWarmup(slot) ? kWarmupStreams : 0) + slot.number};
    return static_cast<std::uint32_t>(random.below(m_prompts.size()));
}

void PromptBook::appendSalt(const Slot& slot, std::string& out) const
{
    if (!m_salts.words().empty())
        m_salts.append(saltNumber(slot), isWarmup(slot), out);
}

std::int32_t PromptBook::outputTokensOf(const Slot& slot) const
{
    return m_lengths ? m_lengths->output(slot.number, isWarmup(slot)).tokens : m_outputTokens;
}

SizedText::Cut PromptBook::cutOf(const Slot& slot, std::uint32_t prompt) const
{
    return m_sized[prompt].cutFor(m_lengths->input(slot.number, isWarmup(slot)).tokens);
}

std::int32_t PromptBook::appendText(const Slot& slot, std::uint32_t prompt, std::int32_t outputTokens,
                                    std::string& body) const
{
    const NumberedBody& around = m_bodies[m_sized.empty() ? prompt : 0];
    around.prefix.append(outputTokens, body);
    if (m_sized.empty()) {
        appendSalt(slot, body);
        around.suffix.append(outputTokens, body);
        return m_prompts[prompt].tokens;
    }
    const SizedText::Cut cut = cutOf(slot, prompt);
    m_sized[prompt].appendBefore(cut, body);
    appendSalt(slot, body);
    m_sized[prompt].appendBehind(cut, body);
    around.suffix.append(outputTokens, body);
    return cut.tokens;
}

Shape PromptBook::next(const Slot& slot, std::string& body)
{
    Shape shape;
    shape.prompt = promptOf(slot);
    shape.outputTokens = outputTokensOf(slot);
    shape.promptTokens = appendText(slot, shape.prompt, shape.outputTokens, body);
    const NumberedText& tail = m_bodies[m_sized.empty() ? shape.prompt : 0].tail;
    if (!m_images.empty()) {
        body.reserve(body.size() + m_images.size() + tail.size());
        m_images.append(saltNumber(slot), isWarmup(slot), body);
    }
    tail.append(shape.outputTokens, body);
    return shape;
}

// Of a sized text all that is read: the header has its name alone.
std::string PromptBook::salt(const Slot& slot) const
{
    std::string salt;
    appendSalt(slot, salt);
    if (m_sized.empty())
        return salt;
    const std::uint32_t prompt = promptOf(slot);
    return m_sized[prompt].plain(cutOf(slot, prompt), salt);
}

}  // namespace inferometer
