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

void PromptBook::setPrompts(std::vector<PromptText> texts, const BodyTemplate& body)
{
    m_prompts = std::move(texts);
    m_bodies.clear();
    for (const PromptText& prompt : m_prompts) {
        const std::string_view text = prompt.text;
        BodyTemplate around{body.prefix, {}, body.tail};
        appendJsonEscaped(text.substr(0, prompt.saltAt), around.prefix);
        appendJsonEscaped(text.substr(prompt.saltAt), around.suffix);
        around.suffix += body.suffix;
        m_bodies.push_back(std::move(around));
    }
}

std::uint32_t PromptBook::promptOf(const Slot& slot) const
{
    if (m_bodies.size() < 2)
        return 0;
    Random random{m_seed, kPromptStreams + (isWarmup(slot) ? kWarmupStreams : 0) + slot.number};
    return static_cast<std::uint32_t>(random.below(m_bodies.size()));
}

Shape PromptBook::next(const Slot& slot, std::string& body)
{
    const std::uint32_t prompt = promptOf(slot);
    const BodyTemplate& around = m_bodies[prompt];
    body += around.prefix;
    if (!m_salts.words().empty())
        m_salts.append(saltOf(slot), isWarmup(slot), body);
    body += around.suffix;
    if (!m_images.empty()) {
        body.reserve(body.size() + m_images.size() + around.tail.size());
        m_images.append(saltOf(slot), isWarmup(slot), body);
    }
    body += around.tail;
    Shape shape;
    shape.outputTokens = m_outputTokens;
    shape.promptTokens = m_prompts[prompt].tokens;
    shape.prompt = prompt;
    return shape;
}

std::string PromptBook::sentText(const Slot& slot) const
{
    const PromptText& prompt = m_prompts[promptOf(slot)];
    return prompt.salted(m_salts.words().empty() ? std::string{} : m_salts.text(saltOf(slot), isWarmup(slot)));
}

}  // namespace inferometer
