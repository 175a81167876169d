// SPDX-License-Identifier: GPL-3.0-or-later
// How a dialect words an answer: whole events and bodies as bytes. What every event of an answer shares is made once,
// in `begin`; an event then is a few appends.
//
// To add a dialect: a SimDialect, a file that defines a `const Wording`, a row in wording.cpp.
#pragma once

#include "core/sim/generation.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace inferometer {

// The tokens of one event: `count` of them from the answer's token number `from`, all reasoning or none.
struct AnswerPiece
{
    std::int64_t from = 0;
    std::int64_t count = 0;  // 0: the event that ends an answer without output
    bool reasoning = false;
    bool last = false;
};

// What an answer says in which the engine fails.
inline constexpr std::string_view kEngineFailed = "The simulated engine failed in this answer.";

inline constexpr std::string_view kEventStream = "text/event-stream; charset=utf-8";
inline constexpr std::string_view kJsonLines = "application/x-ndjson";

// For what an API does not have.
void appendNothing(const Generation& generation, std::string& out);

struct Wording
{
    SimDialect dialect = SimDialect::OpenAiChat;
    std::string_view path;                        // where * stands for a model's name, and at the end for anything
    std::string_view query{};                     // that its requests have; empty: any
    std::string_view contentType = kEventStream;  // of a stream
    bool roleEvent = false;                       // a first event without payload
    bool reasoning = false;                       // tells reasoning from output

    void (*begin)(Generation& generation) = nullptr;
    void (*role)(const Generation& generation, std::string& out) = appendNothing;
    void (*piece)(const Generation& generation, const AnswerPiece& piece, std::string& out) = nullptr;
    void (*usage)(const Generation& generation, std::string& out) = appendNothing;  // an event of its own
    void (*done)(const Generation& generation, std::string& out) = appendNothing;
    void (*broken)(const Generation& generation, std::string& out) = nullptr;       // an event that is not JSON
    void (*streamError)(const Generation& generation, std::string& out) = nullptr;  // an error object, the stream's end
    void (*whole)(const Generation& generation, std::string& out) = nullptr;        // the body of an unstreamed answer
    std::string (*error)(int status, std::string_view message) = nullptr;           // the body of an error response
};

// Whether requests to this target are the wording's; the model that its path names, without escapes.
bool isAt(const Wording& wording, std::string_view target, std::string& model);

// In the order of SimDialect.
std::span<const Wording* const> wordings();
const Wording& wordingOf(SimDialect dialect);

// The place of an answer's token in the endless text: every answer begins elsewhere.
constexpr std::uint64_t wordOf(const Generation& generation, std::int64_t token)
{
    constexpr std::uint64_t kWordsApart = 7;
    return generation.index * kWordsApart + static_cast<std::uint64_t>(token);
}

// "Not Found" for 404; "Status" for one it has no phrase for.
std::string_view statusPhrase(int status);

}  // namespace inferometer
