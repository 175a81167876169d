// SPDX-License-Identifier: GPL-3.0-or-later
// Messages as OpenTelemetry's GenAI conventions keep them, as OpenAI's API takes them.
#pragma once

#include "core/trace/trace_rows.h"

namespace inferometer {

// `messages`: a list of {role, parts: [{type: text | tool_call | tool_call_response, ...}]}. The error names what is no
// such thing.
Result<TraceJson> openAiMessages(const TraceJson& messages);

}  // namespace inferometer
