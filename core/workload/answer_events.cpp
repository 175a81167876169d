// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/answer_events.h"

#include <algorithm>

namespace inferometer {

namespace {

constexpr std::size_t kBeginning = 4096;

}  // namespace

AnswerEvents::AnswerEvents(const Dialect& dialect) : m_splitter(dialect.framing), m_decoder(dialect.makeDecoder())
{
    m_splitter.reset(dialect.framing);
}

void AnswerEvents::feed(std::string_view bytes)
{
    m_beginning.append(bytes.substr(0, kBeginning - std::min(kBeginning, m_beginning.size())));
    m_bytes.clear();
    m_bytes.append(bytes);
    if (!m_splitter.feed(m_bytes.view(), [this](std::string_view event, bool isError) { take(event, isError); }))
        m_over = true;
}

void AnswerEvents::end()
{
    m_splitter.finish([this](std::string_view event, bool isError) { take(event, isError); });
}

void AnswerEvents::take(std::string_view event, bool isError)
{
    EventFacts facts;
    const DecodeStatus status = m_decoder->decode(event, facts);
    if (isError || (status == DecodeStatus::Ok && facts.error)) {
        m_error = isError || facts.errorText.empty() ? event : facts.errorText;
        m_over = true;
    }
    if (status != DecodeStatus::Ok)
        return;
    m_event = true;
    m_payload = m_payload || facts.payload;
    m_padded = m_padded || facts.isPadded;
    m_tellsTokens = m_tellsTokens || (facts.payload && (facts.chunkTokens > 0 || facts.tokensSoFar > 0));
    m_finished = m_finished || facts.finished;
    m_usage = m_usage || facts.usage;
    m_promptTokens = std::max<std::int64_t>(m_promptTokens, facts.inputTokens);
    m_over = m_over || facts.endMark;
}

}  // namespace inferometer
