// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/chat_source.h"

#include "core/base/time.h"

#include <utility>

namespace inferometer {

namespace {

constexpr std::string_view kPromptName = "chat";
constexpr Nanos kNotSoon = std::chrono::hours{24};

}  // namespace

class ChatArrivals : public Arrivals
{
public:
    explicit ChatArrivals(ChatSource& source) : m_source(source) {}

    Due next(Nanos now, Nanos /*freeSince*/) override
    {
        const std::lock_guard lock{m_source.m_mutex};
        if (m_source.m_taken == m_source.m_next)
            return Due::at(now + kNotSoon);
        const Nanos waited = monotonicNow() - m_source.m_asked.at(m_source.m_taken).at;
        ++m_source.m_taken;
        return Due::now(std::max(Nanos{0}, now - waited));
    }

    Planned progress() const override
    {
        const std::lock_guard lock{m_source.m_mutex};
        return {m_source.m_next, 0};
    }

    Nanos loadEnd() const override { return kUnset; }

private:
    ChatSource& m_source;
};

ChatSource::ChatSource(RunSpec spec, EndpointAccess access, std::string model, Agreed agreed)
    : m_spec(std::move(spec))
    , m_access(std::move(access))
    , m_model(std::move(model))
    , m_agreed(std::move(agreed))
    , m_prompts{PromptText{std::string{kPromptName}, {}, 0, 0}}
{}

std::string ChatSource::bodyOf(const ChatQuestion& question) const
{
    BodyParts parts = bodyParts(m_spec, m_access, m_model, m_agreed);
    parts.history = question.history;
    parts.isStored = m_spec.prompts.serverHistory;
    parts.previousResponse = question.previousResponse;
    parts.image = !question.message.image.empty();
    if (parts.image)
        parts.imageType = question.message.imageType;
    const BodyTemplate around = m_access.dialect->body(parts);
    std::string body = around.prefix;
    appendJsonEscaped(question.message.text, body);
    return body.append(around.suffix).append(question.message.image).append(around.tail);
}

std::uint64_t ChatSource::nextSequence() const
{
    const std::lock_guard lock{m_mutex};
    return m_next;
}

std::uint64_t ChatSource::ask(ChatQuestion question)
{
    std::string body = bodyOf(question);
    const std::lock_guard lock{m_mutex};
    m_asked.emplace(m_next, Asked{std::move(question.message.text), std::move(body), monotonicNow(), question.turn});
    return m_next++;
}

bool ChatSource::takeBack()
{
    const std::lock_guard lock{m_mutex};
    const bool wasAny = m_next > m_taken;
    m_asked.erase(m_asked.lower_bound(m_taken), m_asked.end());
    m_next = m_taken;
    return wasAny;
}

std::unique_ptr<Arrivals> ChatSource::arrivals() { return std::make_unique<ChatArrivals>(*this); }

Shape ChatSource::next(const Slot& slot, std::string& body)
{
    const std::lock_guard lock{m_mutex};
    const Asked& asked = m_asked.at(slot.sequence);
    body += asked.body;
    Shape shape;
    shape.outputTokens = static_cast<std::int32_t>(m_spec.prompts.numOutputTokens);
    shape.conversation = 1;
    shape.turn = asked.turn;
    return shape;
}

void ChatSource::ended(const Slot& slot, const RequestRecord& /*record*/, std::string_view /*answer*/)
{
    const std::lock_guard lock{m_mutex};
    m_asked.erase(slot.sequence);
}

std::string ChatSource::salt(const Slot& slot) const
{
    const std::lock_guard lock{m_mutex};
    const auto asked = m_asked.find(slot.sequence);
    return asked == m_asked.end() ? std::string{} : asked->second.text;
}

}  // namespace inferometer
