// SPDX-License-Identifier: GPL-3.0-or-later
// Messages of a chat as tests and benchmarks show them.
#pragma once

#include "ui/chat/transcript_message.h"

namespace inferometer::test {

// Markdown of about so many characters: headings, paragraphs, lists, a table, code in fences.
inline QString sampleAnswer(qsizetype length, int seed = 0)
{
    QString text;
    for (int part = seed; text.size() < length; ++part) {
        text += QStringLiteral("## Part %1\n\nA **bold** word, some `code` and *more* of what stands here, with a "
                               "[link](https://example.org/%1) in a paragraph that is long enough to wrap.\n\n")
                    .arg(part);
        text += QStringLiteral("1. first\n2. second\n   - nested, with `x = %1`\n\n").arg(part);
        text += QStringLiteral("```python\n");
        for (int line = 0; line < 12; ++line)
            text += QStringLiteral("def function_%1_%2(argument):\n    return argument * %2  # %1\n")
                        .arg(part)
                        .arg(line);
        text += QStringLiteral("```\n\n| name | value |\n|:-----|------:|\n| a | %1 |\n| b | 2 |\n\n").arg(part);
    }
    return text.first(length);
}

inline ui::TranscriptMessage question(const QString& text) { return {.text = text}; }

inline ui::TranscriptMessage answer(const QString& text)
{
    return {.isAnswer = true,
            .text = text,
            .figures = {{QStringLiteral("Latency"), QStringLiteral("1.24 s")},
                        {QStringLiteral("TTFT"), QStringLiteral("212 ms")},
                        {QStringLiteral("Throughput"), QStringLiteral("48.2 tok/s")},
                        {QStringLiteral("Tokens in"), QStringLiteral("1,204")}}};
}

inline ui::TranscriptMessage underWay() { return {.isAnswer = true, .status = QStringLiteral("Connecting")}; }

inline QVector<ui::TranscriptMessage> longChat(int turns, qsizetype length)
{
    QVector<ui::TranscriptMessage> messages;
    for (int turn = 0; turn < turns; ++turn)
        messages << question(QStringLiteral("Question %1?").arg(turn)) << answer(sampleAnswer(length, turn * 100));
    return messages;
}

}  // namespace inferometer::test
