// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/api_request.h"

#include "core/sim/tokens.h"

#include <simdjson.h>

#include <optional>
#include <utility>

namespace inferometer {

namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

Error invalid(std::string_view key, std::string_view wanted)
{
    std::string message{key};
    message.append(" must be ").append(wanted).append(".");
    return Error{Errc::InvalidInput, message, std::string{key}};
}

// Counts a prompt's texts, and how much of their beginning was cached.
class PromptCounter
{
public:
    explicit PromptCounter(PrefixCache* cache)
    {
        if (cache != nullptr)
            m_reader.emplace(*cache);
    }

    void add(std::string_view text)
    {
        m_tokens += countTokens(text);
        if (m_reader)
            m_reader->read(text);
    }
    void addTokens(std::int64_t tokens) { m_tokens += tokens; }

    std::int64_t tokens() const { return m_tokens; }
    std::int64_t cached() const { return m_reader ? m_reader->cachedTokens() : 0; }

private:
    std::optional<PrefixCache::Reader> m_reader;
    std::int64_t m_tokens = 0;
};

// Calls onText for the text of a message: a string, null, or parts of which those with text count.
template <typename OnText>
Status forEachText(const element& content, OnText&& onText)
{
    std::string_view text;
    array parts;
    if (!content.get(text)) {
        onText(text);
        return {};
    }
    if (content.is_null())
        return {};
    if (content.get(parts))
        return invalid("content", "a text or a list of parts");
    for (const element part : parts) {
        if (!part["text"].get(text))
            onText(text);
    }
    return {};
}

template <typename OnText>
Result<std::int64_t> forEachMessage(const object& body, OnText&& onText)
{
    array messages;
    if (body["messages"].get(messages) || messages.size() == 0)
        return invalid("messages", "a list of at least one message");
    for (const element message : messages) {
        std::string_view role;
        element content;
        if (message["role"].get(role))
            return invalid("messages", "objects with a role and a content");
        if (message["content"].get(content))
            continue;  // an assistant's tool call has none
        if (Status status = forEachText(content, onText); !status)
            return status.error();
    }
    return static_cast<std::int64_t>(messages.size());
}

Status countChat(const object& body, PromptCounter& counter)
{
    const Result<std::int64_t> messages = forEachMessage(body, [&](std::string_view text) { counter.add(text); });
    if (!messages)
        return messages.error();
    counter.addTokens(messages.value() * kTokensPerMessage + kTokensPerReply);
    return {};
}

Status countPrompt(const object& body, PromptCounter& counter)
{
    element prompt;
    std::string_view text;
    array parts;
    if (body["prompt"].get(prompt))
        return invalid("prompt", "a text");
    if (!body["system"].get(text))
        counter.add(text);
    if (!prompt.get(text)) {
        counter.add(text);
        return {};
    }
    if (prompt.get(parts) || parts.size() == 0)
        return invalid("prompt", "a text, a list with one text, or a list of token ids");
    if (parts.at(0).is_int64()) {
        counter.addTokens(static_cast<std::int64_t>(parts.size()));
        return {};
    }
    if (parts.size() != 1 || parts.at(0).get(text))
        return invalid("prompt", "a text, a list with one text, or a list of token ids");
    counter.add(text);
    return {};
}

// A whole number under `key`; 0 when it is absent or null.
Result<std::int64_t> readLimit(const object& body, std::string_view key)
{
    element value;
    std::int64_t number = 0;
    if (body[key].get(value) || value.is_null())
        return std::int64_t{0};
    if (value.get(number) || number < 1 || number > kMaxModelLength)
        return invalid(key, "a whole number from 1 to " + std::to_string(kMaxModelLength));
    return number;
}

Result<std::int64_t> readOutputTokens(const object& body, SimDialect dialect)
{
    if (dialect == SimDialect::OpenAiCompletions)
        return readLimit(body, "max_tokens");
    if (dialect == SimDialect::OpenAiChat) {
        Result<std::int64_t> tokens = readLimit(body, "max_completion_tokens");
        return tokens && tokens.value() == 0 ? readLimit(body, "max_tokens") : tokens;
    }
    object options;
    std::int64_t number = 0;
    if (body["options"].get(options))
        return std::int64_t{0};
    if (!options["num_predict"].get(number) && number < 0)
        return std::int64_t{0};  // Ollama's "without end" and "fill the context"
    return readLimit(options, "num_predict");
}

bool isOllama(SimDialect dialect) { return dialect == SimDialect::OllamaChat || dialect == SimDialect::OllamaGenerate; }

bool isChat(SimDialect dialect) { return dialect == SimDialect::OpenAiChat || dialect == SimDialect::OllamaChat; }

}  // namespace

struct ApiReader::Parser
{
    simdjson::dom::parser json;

    Result<object> parse(std::string_view body)
    {
        object root;
        const simdjson::error_code error = json.parse(body.data(), body.size()).get(root);
        if (error == simdjson::SUCCESS)
            return root;
        if (error == simdjson::INCORRECT_TYPE)
            return Error{Errc::InvalidInput, "The body must be a JSON object.", ""};
        return Error{Errc::InvalidInput, std::string{"The body is not valid JSON: "} + simdjson::error_message(error),
                     ""};
    }
};

ApiReader::ApiReader(std::string model, bool prefixCache)
    : m_model(std::move(model))
    , m_useCache(prefixCache)
    , m_parser(std::make_unique<Parser>())
{}

ApiReader::~ApiReader() = default;

Result<ApiRequest> ApiReader::read(SimDialect dialect, std::string_view body)
{
    const Result<object> parsed = m_parser->parse(body);
    if (!parsed)
        return parsed.error();
    const object& root = parsed.value();
    ApiRequest request;
    request.dialect = dialect;
    request.stream = isOllama(dialect);
    std::string_view model = m_model;
    if (element value; !root["model"].get(value) && value.get(model))
        return invalid("model", "a text");
    if (!m_model.empty() && m_model != "any" && !model.empty() && model != m_model)
        return Error{Errc::NotFound,
                     "The model \"" + std::string{model} + "\" does not exist; this is " + m_model + ".", "model"};
    request.model = model.empty() ? m_model : model;
    if (element value; !root["stream"].get(value) && value.get(request.stream))
        return invalid("stream", "true or false");
    const Result<std::int64_t> tokens = readOutputTokens(root, dialect);
    if (!tokens)
        return tokens.error();
    request.outputTokens = tokens.value();
    PromptCounter counter{m_useCache ? &m_cache : nullptr};
    if (Status status = isChat(dialect) ? countChat(root, counter) : countPrompt(root, counter); !status)
        return status.error();
    request.promptTokens = counter.tokens();
    request.cachedTokens = counter.cached();
    return request;
}

Result<TokenizeRequest> ApiReader::readTokenize(std::string_view body)
{
    const Result<object> parsed = m_parser->parse(body);
    if (!parsed)
        return parsed.error();
    const object& root = parsed.value();
    TokenizeRequest request;
    std::string_view text;
    request.llamaStyle = !root["content"].get(text);
    if (request.llamaStyle || !root["prompt"].get(text)) {
        request.ids = tokenIds(text);
        return request;
    }
    const Result<std::int64_t> messages = forEachMessage(root, [&](std::string_view part) {
        const std::vector<std::int64_t> ids = tokenIds(part);
        request.ids.insert(request.ids.end(), ids.begin(), ids.end());
    });
    if (!messages)
        return invalid("prompt", "a text (or content, as llama.cpp has it, or messages)");
    // The template's own tokens, with ids that no text has.
    const std::int64_t overhead = messages.value() * kTokensPerMessage + kTokensPerReply;
    for (std::int64_t i = 0; i < overhead; ++i)
        request.ids.push_back(kVocabulary + i % kTokensPerMessage);
    return request;
}

}  // namespace inferometer
