// SPDX-License-Identifier: GPL-3.0-or-later
// What the word says with which a server ends an answer (finish_reason, done_reason).
#pragma once

#include <cstdint>
#include <string_view>

namespace inferometer {

// Good: the model or a limit ended the answer, so it is whole. Bad: something broke it off. Unknown: a word of neither
// kind; the answer is taken for whole and the word is told.
enum class FinishKind : std::uint8_t { None, Good, Bad, Unknown };

// Whose words beside those that all share.
enum class FinishWords : std::uint8_t { OpenAi, Ollama };

// Case does not count, and '-' and ' ' are '_'. Empty: None. Sources: the API references of OpenAI, Anthropic, Google,
// Mistral, DeepSeek, Zhipu, Cohere and Ollama; FinishReason of vLLM, SGLang, TGI and llama.cpp; stop reasons of
// SambaStudio.
FinishKind finishKindOf(std::string_view word, FinishWords words);

}  // namespace inferometer
