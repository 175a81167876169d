// SPDX-License-Identifier: GPL-3.0-or-later
// A chat as a text to be read.
#pragma once

#include "core/chat/conversation.h"

#include <string>

namespace inferometer {

// Markdown: each question as a quotation, each answer as it came, its figures below as a list.
std::string chatMarkdown(const Conversation& chat);

// As the SambaNova AI Starter Kit's page shows it: question, answer, and the three sentences of its "Performance
// metrics", rounded to four places; 0 for a throughput that is not known.
std::string kitView(const Conversation& chat);

// The three sentences alone, a line each; none where the turn has no figures.
std::string kitFigures(const Turn& turn);

}  // namespace inferometer
