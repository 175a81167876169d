// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/chat_text.h"

#include "core/base/visible_text.h"
#include "core/metrics/token_counts.h"
#include "ui/errors/error_catalog.h"

#include <QCoreApplication>

#include <cmath>

namespace inferometer::ui {

namespace {

QString chatText(const char* text) { return QCoreApplication::translate("chat", text); }

}  // namespace

Quantity turnQuantity(const TurnFigure& figure)
{
    switch (figure.unit) {
    case TurnUnit::Seconds:
        return durationQuantity(figure.value);
    case TurnUnit::Rate:
        return rateQuantity(figure.value, metricText("tok/s"));
    case TurnUnit::Tokens:
        return {countText(static_cast<std::uint64_t>(std::llround(std::max(0.0, figure.value)))), {}};
    case TurnUnit::Source:
        return {sentenceText(tokenSourceWords(sourceOf(figure))), {}};
    case TurnUnit::Plain:
        break;
    }
    return {threeDigits(figure.value), {}};
}

TranscriptFigures figuresOf(const Turn& turn)
{
    TranscriptFigures figures;
    for (const TurnFigure& figure : turn.figures)
        figures.emplace_back(sentenceText(figure.label), turnQuantity(figure).text());
    return figures;
}

QString phaseText(const AnswerNews& news)
{
    if (news.promptTotal > 0 && news.phase <= AnswerPhase::Prefill)
        return chatText(QT_TRANSLATE_NOOP("chat", "Prefill: %1 of %2 tokens"))
            .arg(countText(static_cast<std::uint64_t>(std::max(0, news.promptDone))),
                 countText(static_cast<std::uint64_t>(news.promptTotal)));
    switch (news.phase) {
    case AnswerPhase::None:
    case AnswerPhase::Connecting:
        return chatText(QT_TRANSLATE_NOOP("chat", "Connecting"));
    case AnswerPhase::Queued:
        return chatText(QT_TRANSLATE_NOOP("chat", "Queued"));
    case AnswerPhase::Prefill:
        return chatText(QT_TRANSLATE_NOOP("chat", "Prefill"));
    case AnswerPhase::Reasoning:
        return chatText(QT_TRANSLATE_NOOP("chat", "Reasoning"));
    case AnswerPhase::Answering:
        break;
    }
    return chatText(QT_TRANSLATE_NOOP("chat", "Answering"));
}

QString faultText(const Turn& turn)
{
    if (turn.state == TurnState::Stopped)
        return turn.answer.empty() ? chatText(QT_TRANSLATE_NOOP("chat", "Stopped before the first token."))
                                   : chatText(QT_TRANSLATE_NOOP("chat", "Stopped here."));
    const Outcome outcome = outcomeFromName(turn.fault);
    return outcomeName(outcome) == turn.fault ? outcomeText(outcome) : toQt(turn.fault);
}

widgets::Tone toneOf(const Turn& turn)
{
    return turn.state == TurnState::Stopped ? widgets::Tone::Neutral : widgets::Tone::Bad;
}

TranscriptMessage questionOf(const Turn& turn)
{
    TranscriptMessage message;
    message.text = toQt(turn.question.text);
    message.imageName = toQt(visibleText(turn.imageName));
    return message;
}

TranscriptMessage answerOf(const Turn& turn)
{
    TranscriptMessage message;
    message.isAnswer = true;
    message.text = toQt(turn.answer);
    message.reasoning = toQt(turn.reasoning);
    message.fault = faultText(turn);
    message.tone = toneOf(turn);
    message.figures = figuresOf(turn);
    return message;
}

QVector<TranscriptMessage> messagesOf(const Conversation& chat)
{
    QVector<TranscriptMessage> messages;
    for (const Turn& turn : chat.turns) {
        messages.push_back(questionOf(turn));
        if (turn.state != TurnState::Open)
            messages.push_back(answerOf(turn));
    }
    return messages;
}

}  // namespace inferometer::ui
