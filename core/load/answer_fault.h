// SPDX-License-Identifier: GPL-3.0-or-later
// The words for an answer that came with a good status and yet is none: what it was, what came first, what to do.
#pragma once

#include "core/api/dialect.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace inferometer {

// What was seen of it. Texts are free of secrets.
struct AnswerSeen
{
    int status = 0;
    std::string_view contentType;
    const Dialect* dialect = nullptr;
    bool understood = false;      // an event of it could be read
    std::string_view beginning;   // of its body; empty once understood
    std::string_view strayLines;  // EventSplitter::strayLines()
    std::string_view finishReason;
    std::uint32_t chunks = 0;
    std::int32_t inputTokens = -1;  // as the server counted
    bool isOver = false;            // it had an end mark
    bool isCut = false;             // it ended inside an event
};

// An answer that is no stream at all: a web page, one document, another framing, bytes that are no text. Empty: it may
// be one.
std::string noStreamText(const AnswerSeen& seen);

// A stream that ended in order without a token.
std::string emptyText(const AnswerSeen& seen);

// A stream that ended in order without an end mark.
std::string truncatedText(const AnswerSeen& seen);

// A stream whose connection closed before it was whole.
std::string closedText(const AnswerSeen& seen);

}  // namespace inferometer
