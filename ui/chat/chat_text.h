// SPDX-License-Identifier: GPL-3.0-or-later
// What the chat page says of turns, phases and figures.
#pragma once

#include "core/chat/chat_session.h"
#include "ui/base/text.h"
#include "ui/chat/transcript_message.h"

#include <QVector>

namespace inferometer::ui {

// As everywhere on the screen: "1.24 s", "48.2 tok/s", "1,234".
Quantity turnQuantity(const TurnFigure& figure);
TranscriptFigures figuresOf(const Turn& turn);

// "Queued", "Prefill: 1,024 of 4,096 tokens".
QString phaseText(const AnswerNews& news);

// Why the turn has no whole answer; empty: it has, or is under way.
QString faultText(const Turn& turn);
// Of that: who stops an answer has nothing to mend.
widgets::Tone toneOf(const Turn& turn);

// Of a turn its question, without the preview of its image (previews.h), and its answer where there is any.
QVector<TranscriptMessage> messagesOf(const Conversation& chat);
TranscriptMessage questionOf(const Turn& turn);
TranscriptMessage answerOf(const Turn& turn);

}  // namespace inferometer::ui
