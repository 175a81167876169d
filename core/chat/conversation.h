// SPDX-License-Identifier: GPL-3.0-or-later
// What was said in a chat. A value; not thread-safe.
#pragma once

#include "core/api/dialect.h"
#include "core/base/result.h"
#include "core/chat/turn_figures.h"
#include "core/config/run_spec.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

inline constexpr std::size_t kMostChatImageBytes = 200'000'000;  // as the SambaNova AI Starter Kit's page takes

// Between: not yet asked, or under way. Stopped: a person cut the answer. Failed: see `fault`.
enum class TurnState : std::uint8_t { Open, Answered, Stopped, Failed };

// A question and its answer.
struct Turn
{
    Message question;
    std::string imageName;   // of the question's image, to be shown
    std::string answer;      // Markdown, without secrets
    std::string reasoning;   // the same, what was thought aloud before it
    std::string responseId;  // of an API that keeps conversations
    TurnState state = TurnState::Open;
    std::string fault;                // one sentence, in English; empty: none
    std::vector<TurnFigure> figures;  // of its record; empty: none was made
    std::string runId;                // of the run that its record is in; with `sequence` its request's id
    std::uint64_t sequence = 0;
};

struct Conversation
{
    std::string id;    // UUIDv7
    std::string name;  // as a person called it; empty: its first question says it
    std::string model;
    RunSpec spec;  // how it is asked
    std::vector<Turn> turns;
};

// What goes with a question at the place of `turn`: every earlier question that has an answer, and the answer. What
// failed without a word of an answer was never said.
std::vector<Message> historyBefore(const Conversation& chat, std::size_t turn);
// The answer that the server goes on behind, and how many turns it knows; empty: it knows none of them.
std::string previousResponse(const Conversation& chat, std::size_t turn);

// Whether the turn is part of what later questions are sent with.
bool isPartOfHistory(const Turn& turn);

// Its name, else the beginning of its first question on one line, else empty. What is no text to be read is spelled
// out.
std::string titleOf(const Conversation& chat);

// An image file as a message takes it: a PNG, JPEG or WebP of at most kMostChatImageBytes, told by its first bytes. The
// error is one sentence with the name.
Result<Message> withImage(Message message, std::string_view bytes, std::string_view name);

// The same of a file. Blocks: reads the disk.
Result<Message> withImageFile(Message message, const std::string& path);

// The sentences of the SambaNova AI Starter Kit that apply, each whole; none: nothing to warn of.
std::vector<Sentence> chatWarnings(const RunSpec& spec, bool wasStopped, bool hasImage);

}  // namespace inferometer
