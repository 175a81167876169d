// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/load/raw_answer.h"

#include "core/api/event_splitter.h"
#include "core/metrics/request_record.h"

#include <algorithm>

namespace inferometer {

namespace {

constexpr std::size_t kBytesOfToken = 512;  // of an event
constexpr std::size_t kBytesBeside = std::size_t{64} << 10U;
constexpr std::size_t kReadsBeside = 64;
constexpr std::size_t kBytesOfHead = 8;  // of an event, as a rule

bool isWithinCharacter(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// Where the character begins that goes on at `at`; `at` itself when that is no UTF-8.
std::size_t characterAt(std::string_view text, std::size_t at)
{
    constexpr std::size_t kLongest = 4;
    std::size_t begin = at;
    while (begin > 0 && begin < text.size() && at - begin < kLongest && isWithinCharacter(text[begin]))
        --begin;
    return at - begin < kLongest ? begin : at;
}

}  // namespace

void RawAnswer::reserve(std::size_t tokens)
{
    m_bytes.reserve(std::min(kRawAnswers.ofOne, tokens * kBytesOfToken + kBytesBeside));
    m_reads.reserve(m_bytes.capacity() / kBytesOfToken * 2 + kReadsBeside);
}

void RawAnswer::clear()
{
    m_bytes.clear();
    m_reads.clear();
    m_isCut = false;
}

void RawAnswer::add(Nanos at, std::string_view bytes)
{
    if (m_isCut || bytes.empty())
        return;
    const bool isNext = m_reads.empty() || m_reads.back().at != at;
    const bool hasPlace = !isNext || m_reads.size() < m_reads.capacity();
    const std::string_view fits = bytes.substr(0, hasPlace ? m_bytes.capacity() - m_bytes.size() : 0);
    m_isCut = fits.size() < bytes.size();
    if (fits.empty())
        return;
    if (isNext)
        m_reads.push_back({at, m_bytes.size()});
    m_bytes.append(fits);
}

std::string RawAnswer::kept(Nanos sent, std::span<const Secret> secrets) const
{
    std::vector<std::size_t> begins;
    begins.reserve(m_reads.size() + 1);
    for (const Read& read : m_reads)
        begins.push_back(read.begin);
    const std::string clean = withoutSecrets(m_bytes, secrets, begins);
    for (std::size_t& begin : begins)
        begin = characterAt(clean, begin);
    begins.push_back(clean.size());
    std::string kept;
    kept.reserve(clean.size() + m_reads.size() * kBytesOfHead + kCutMark.size() + kBytesOfHead);
    Nanos before = sent;
    for (std::size_t i = 0; i < m_reads.size(); ++i) {
        const auto bytes = std::string_view{clean}.substr(begins[i], begins[i + 1] - begins[i]);
        if (bytes.empty())
            continue;
        appendRawEvent({m_reads[i].at, bytes}, before, kept);
        before = m_reads[i].at;
    }
    if (m_isCut)
        appendRawEvent({before, kCutMark.substr(1)}, before, kept);
    return kept;
}

void readEvents(const std::string& body, Framing framing, EventDecoder& decoder,
                const std::function<void(const EventFacts&)>& take)
{
    EventFacts facts;
    AnswerSoFar said;
    const auto onEvent = [&](std::string_view event, bool /*isError*/) {
        if (decoder.decode(event, facts) == DecodeStatus::Malformed)
            return;
        said.take(facts);
        take(facts);
    };
    const std::string padded = body + std::string(kEventPadding, '\0');
    EventSplitter splitter{framing};
    splitter.feed(std::string_view{padded}.substr(0, body.size()), onEvent);
    splitter.finish(onEvent);
}

bool spellsSecret(const std::string& body, Framing framing, EventDecoder& decoder, std::span<const Secret> secrets)
{
    if (secrets.empty())
        return false;
    std::string text;
    readEvents(body, framing, decoder, [&text](const EventFacts& facts) {
        if (facts.payload)
            text.append(facts.text);
    });
    return withoutSecrets(text, secrets) != text;
}

}  // namespace inferometer
