// SPDX-License-Identifier: GPL-3.0-or-later
// A question or an answer as the transcript of a chat shows it.
#pragma once

#include "widgets/figure_card.h"

#include <QImage>
#include <QString>
#include <QVector>

#include <utility>

namespace inferometer::ui {

using TranscriptFigures = QVector<std::pair<QString, QString>>;  // label, value

struct TranscriptMessage
{
    bool isAnswer = false;
    QString text{};                           // Markdown of an answer, plain text of a question
    QString reasoning{};                      // of an answer
    QString imageName{};                      // of a question that carries one; empty: none
    QImage image{};                           // its preview, may be null
    QString status{};                         // while it is waited for: "Queued", "Prefill 40 %"; empty: it has ended
    QString fault{};                          // one sentence, when it failed or was stopped
    widgets::Tone tone = widgets::Tone::Bad;  // of that
    TranscriptFigures figures{};              // the first three stand in the line under the answer, all of them unfold
};

}  // namespace inferometer::ui
