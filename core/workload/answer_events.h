// SPDX-License-Identifier: GPL-3.0-or-later
// A streamed answer as a probe hears it, outside any run and without times: does it speak, does it fail, what does it
// count?
#pragma once

#include "core/api/dialect.h"
#include "core/api/event_splitter.h"
#include "core/api/padded_buffer.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace inferometer {

// Not thread-safe.
class AnswerEvents
{
public:
    explicit AnswerEvents(const Dialect& dialect);

    // The next bytes of the body; they need no padding.
    void feed(std::string_view bytes);
    // The body is whole.
    void end();

    bool heardPayload() const { return m_payload; }
    bool heardEvent() const { return m_event; }  // one that the dialect can read, be it without text
    // Nothing that counts can follow: an error, the end mark, or the end of the text and its usage.
    bool isOver() const { return m_over || (m_finished && m_usage); }
    bool isPadded() const { return m_padded; }                    // EventFacts::isPadded, of any event
    bool tellsTokens() const { return m_tellsTokens; }            // how many there are in a chunk
    std::int64_t promptTokens() const { return m_promptTokens; }  // 0: not told
    const std::string& error() const { return m_error; }          // what told of an error; empty: nothing did
    const std::string& beginning() const { return m_beginning; }  // of the body, 4 KiB at most

private:
    void take(std::string_view event, bool isError);

    EventSplitter m_splitter;
    std::unique_ptr<EventDecoder> m_decoder;
    PaddedBuffer m_bytes;
    std::string m_beginning;
    std::string m_error;
    std::int64_t m_promptTokens = 0;
    bool m_payload = false;
    bool m_event = false;
    bool m_padded = false;
    bool m_tellsTokens = false;
    bool m_finished = false;
    bool m_usage = false;
    bool m_over = false;
};

}  // namespace inferometer
