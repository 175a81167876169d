// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/otel_messages.h"

#include "core/base/visible_text.h"

namespace inferometer {

namespace {

std::string textOf(const TraceJson& value)
{
    return value.is_string() ? value.get<std::string>() : value.is_null() ? std::string{} : value.dump();
}

TraceJson toolCall(const TraceJson& part)
{
    return {
        {"id", textOf(memberOf(part, "id"))},
        {"type", "function"},
        {"function", {{"name", textOf(memberOf(part, "name"))}, {"arguments", textOf(memberOf(part, "arguments"))}}}};
}

// A message's texts, joined; what it calls; and a message of its own for what each tool answered.
Status addMessage(const TraceJson& message, TraceJson& out)
{
    const TraceJson& parts = memberOf(message, "parts");
    if (!message.is_object() || !memberOf(message, "role").is_string() || !parts.is_array())
        return traceFault(sentence("errors", "a message must be an object with a \"role\" and a list \"parts\"."));
    std::string text;
    TraceJson calls = TraceJson::array();
    TraceJson answers = TraceJson::array();
    for (const TraceJson& part : parts) {
        const std::string type = textOf(memberOf(part, "type"));
        if (type == "text") {
            text += textOf(memberOf(part, "content"));
        } else if (type == "tool_call") {
            calls.push_back(toolCall(part));
        } else if (type == "tool_call_response") {
            const TraceJson& result = memberOf(part, part.contains("response") ? "response" : "result");
            answers.push_back(
                {{"role", "tool"}, {"tool_call_id", textOf(memberOf(part, "id"))}, {"content", textOf(result)}});
        } else {
            return traceFault(sentence("errors", "a message has a part of the type \"%1\", which is not sent.")
                                  .with(shownName(type)));
        }
    }
    for (TraceJson& answer : answers)
        out.push_back(std::move(answer));
    if (text.empty() && calls.empty())
        return {};
    TraceJson made{{"role", memberOf(message, "role")}, {"content", text}};
    if (!calls.empty())
        made["tool_calls"] = std::move(calls);
    out.push_back(std::move(made));
    return {};
}

}  // namespace

Result<TraceJson> openAiMessages(const TraceJson& messages)
{
    TraceJson made = TraceJson::array();
    if (!messages.is_array())
        return traceFault(sentence("errors", "\"gen_ai.input.messages\" must be a list of messages."));
    for (const TraceJson& message : messages)
        if (const Status added = addMessage(message, made); !added)
            return added.error();
    return made;
}

}  // namespace inferometer
