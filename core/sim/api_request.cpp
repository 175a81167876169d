// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/api_request.h"

#include "core/base/text.h"
#include "core/sim/tokens.h"

#include <simdjson.h>

#include <array>
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
    return Error::verbatim(Errc::InvalidInput, message, key);
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
    void addImages(std::size_t images) { m_images += static_cast<std::int64_t>(images); }

    std::int64_t tokens() const { return m_tokens; }
    std::int64_t images() const { return m_images; }
    std::int64_t cached() const { return m_reader ? m_reader->cachedTokens() : 0; }

private:
    std::optional<PrefixCache::Reader> m_reader;
    std::int64_t m_tokens = 0;
    std::int64_t m_images = 0;
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

template <typename OnMessage>
Result<std::int64_t> forEachMessage(const object& body, OnMessage&& onMessage)
{
    array messages;
    if (body["messages"].get(messages) || messages.size() == 0)
        return invalid("messages", "a list of at least one message");
    for (const element message : messages) {
        std::string_view role;
        if (message["role"].get(role))
            return invalid("messages", "objects with a role and a content");
        if (Status status = onMessage(message); !status)
            return status.error();
    }
    return static_cast<std::int64_t>(messages.size());
}

// An assistant's tool call has no content.
template <typename OnText>
Status forEachTextOf(const element& message, OnText&& onText)
{
    element content;
    return message["content"].get(content) ? Status{} : forEachText(content, onText);
}

// Images as OpenAI has them: parts {"type":"image_url","image_url":{"url":...}} of a content.
Status countParts(const element& message, PromptCounter& counter)
{
    array parts;
    if (message["content"].get(parts))
        return {};
    for (const element part : parts) {
        std::string_view url;
        std::string_view type;
        if (part["type"].get(type) || type != "image_url")
            continue;
        if (part["image_url"]["url"].get(url))
            return invalid("image_url", "an object with a url");
        counter.addImages(1);
    }
    return {};
}

// Images as Ollama has them: base64 texts in `images`.
template <typename Holder>
Status countImages(const Holder& holder, PromptCounter& counter)
{
    element value;
    array images;
    std::string_view text;
    if (holder["images"].get(value) || value.is_null())
        return {};
    if (value.get(images))
        return invalid("images", "a list of base64 texts");
    for (const element image : images) {
        if (image.get(text))
            return invalid("images", "a list of base64 texts");
    }
    counter.addImages(images.size());
    return {};
}

Status countChat(const object& body, PromptCounter& counter)
{
    const Result<std::int64_t> messages = forEachMessage(body, [&](const element& message) -> Status {
        if (Status status = forEachTextOf(message, [&](std::string_view text) { counter.add(text); }); !status)
            return status;
        if (Status status = countParts(message, counter); !status)
            return status;
        return countImages(message, counter);
    });
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
    if (Status status = countImages(body, counter); !status)
        return status;
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

Error invalidLimit(std::string_view key)
{
    return invalid(key, "a whole number from 1 to " + std::to_string(kMaxModelLength));
}

// A whole number under `key`; 0 when it is absent or null.
Result<std::int64_t> readLimit(const object& body, std::string_view key)
{
    element value;
    std::int64_t number = 0;
    if (body[key].get(value) || value.is_null())
        return std::int64_t{0};
    if (value.get(number) || number < 1 || number > kMaxModelLength)
        return invalidLimit(key);
    return number;
}

// How a dialect's body is read.
struct Form
{
    enum class Stream : std::uint8_t { WhenAsked, UnlessAsked, Always };

    SimDialect dialect = SimDialect::OpenAiChat;
    std::string_view prompt{};      // member; empty: `count` knows
    std::string_view system{};      // member; empty: none beside the prompt
    std::string_view settings{};    // object with the limit; empty: the body itself
    std::string_view limit;         // of the answer's tokens
    std::string_view otherLimit{};  // name of it that wins; empty: there is none
    bool mayBeEndless = false;      // a limit below 0: "without end", "fill the context"
    bool isTyped = false;           // settings are {"type": "int", "value": "8"}
    bool isChat = false;            // a template stands around the messages
    Stream stream = Stream::WhenAsked;
    Status (*count)(const object& body, PromptCounter& counter) = nullptr;  // null: countAny()
};

constexpr auto kWhenAsked = Form::Stream::WhenAsked;
constexpr auto kUnlessAsked = Form::Stream::UnlessAsked;
constexpr auto kAlways = Form::Stream::Always;

// Google's, as events and as an array.
constexpr Form geminiForm(SimDialect dialect)
{
    return {.dialect = dialect,
            .prompt = "contents",
            .system = "systemInstruction",
            .settings = "generationConfig",
            .limit = "maxOutputTokens",
            .isChat = true,
            .stream = kAlways};
}

// In the order of SimDialect.
constexpr std::array kForms{
    Form{.dialect = SimDialect::OpenAiChat,
         .limit = "max_tokens",
         .otherLimit = "max_completion_tokens",
         .isChat = true,
         .count = countChat},
    Form{.dialect = SimDialect::OpenAiCompletions, .limit = "max_tokens", .count = countPrompt},
    Form{.dialect = SimDialect::OllamaChat,
         .settings = "options",
         .limit = "num_predict",
         .mayBeEndless = true,
         .isChat = true,
         .stream = kUnlessAsked,
         .count = countChat},
    Form{.dialect = SimDialect::OllamaGenerate,
         .settings = "options",
         .limit = "num_predict",
         .mayBeEndless = true,
         .stream = kUnlessAsked,
         .count = countPrompt},
    Form{.dialect = SimDialect::AnthropicMessages,
         .prompt = "messages",
         .system = "system",
         .limit = "max_tokens",
         .isChat = true},
    Form{.dialect = SimDialect::OpenAiResponses,
         .prompt = "input",
         .system = "instructions",
         .limit = "max_output_tokens",
         .isChat = true},
    Form{.dialect = SimDialect::LlamaCppCompletion, .prompt = "prompt", .limit = "n_predict", .mayBeEndless = true},
    geminiForm(SimDialect::Gemini),
    geminiForm(SimDialect::GeminiArray),
    Form{.dialect = SimDialect::SglangGenerate,
         .prompt = "text",
         .settings = "sampling_params",
         .limit = "max_new_tokens"},
    Form{.dialect = SimDialect::TgiGenerate,
         .prompt = "inputs",
         .settings = "parameters",
         .limit = "max_new_tokens",
         .stream = kAlways},
    Form{.dialect = SimDialect::SambaStudioV1,
         .prompt = "instance",
         .settings = "params",
         .limit = "max_tokens_to_generate",
         .isTyped = true,
         .stream = kAlways},
    Form{.dialect = SimDialect::SambaStudioV2,
         .prompt = "items",
         .settings = "params",
         .limit = "max_tokens_to_generate",
         .stream = kAlways},
};

void addAny(const element& value, PromptCounter& counter, int depth);

bool isImage(const object& part)
{
    std::string_view type;
    return (!part["type"].get(type) && (type == "image" || type == "input_image")) || !part["inlineData"].error();
}

void addMembers(const object& part, PromptCounter& counter, int depth)
{
    counter.addImages(isImage(part) ? 1 : 0);
    for (const char* name : {"content", "parts", "text", "value"}) {
        if (element inner; !part[name].get(inner))
            addAny(inner, counter, depth);
    }
}

// The texts and images of a prompt, however its API nests them.
void addAny(const element& value, PromptCounter& counter, int depth)
{
    constexpr int kDeepest = 6;
    std::string_view text;
    array list;
    object part;
    if (!value.get(text))
        counter.add(text);
    if (depth == kDeepest)
        return;
    if (!value.get(part))
        addMembers(part, counter, depth + 1);
    if (value.get(list))
        return;
    for (const element each : list)
        addAny(each, counter, depth + 1);
}

Status countAny(const object& body, const Form& form, PromptCounter& counter)
{
    element prompt;
    element system;
    if (body[form.prompt].get(prompt) || prompt.is_null())
        return invalid(form.prompt, "given");
    const bool hasSystem = !form.system.empty() && !body[form.system].get(system);
    if (hasSystem)
        addAny(system, counter, 0);
    addAny(prompt, counter, 0);
    array messages;
    const auto count = prompt.get(messages) ? 1 : static_cast<std::int64_t>(messages.size());
    if (form.isChat)
        counter.addTokens((count + (hasSystem ? 1 : 0)) * kTokensPerMessage + kTokensPerReply);
    return {};
}

Result<std::int64_t> readTypedLimit(const element& setting, std::string_view key)
{
    std::string_view text;
    if (setting["value"].get(text))
        return invalid(key, "an object with type and value");
    const std::optional<std::int64_t> number = parseInteger(text);
    if (!number || *number < 1 || *number > kMaxModelLength)
        return invalidLimit(key);
    return *number;
}

Result<std::int64_t> readOutputTokens(const object& body, const Form& form)
{
    if (!form.otherLimit.empty()) {
        Result<std::int64_t> tokens = readLimit(body, form.otherLimit);
        if (!tokens || tokens.value() > 0)
            return tokens;
    }
    object settings = body;
    if (!form.settings.empty() && body[form.settings].get(settings))
        return std::int64_t{0};
    std::int64_t number = 0;
    if (form.mayBeEndless && !settings[form.limit].get(number) && number < 0)
        return std::int64_t{0};
    if (element typed; form.isTyped && !settings[form.limit].get(typed))
        return readTypedLimit(typed, form.limit);
    return readLimit(settings, form.limit);
}

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
            return Error::verbatim(Errc::InvalidInput, "The body must be a JSON object.");
        return Error::verbatim(Errc::InvalidInput,
                               std::string{"The body is not valid JSON: "} + simdjson::error_message(error));
    }
};

ApiReader::ApiReader(std::string model, bool prefixCache, std::int64_t imageTokens)
    : m_model(std::move(model))
    , m_useCache(prefixCache)
    , m_imageTokens(imageTokens)
    , m_parser(std::make_unique<Parser>())
{}

ApiReader::~ApiReader() = default;

Result<ApiRequest> ApiReader::read(SimDialect dialect, std::string_view body, std::string_view modelInUrl)
{
    const Form& form = kForms.at(static_cast<std::size_t>(dialect));
    const Result<object> parsed = m_parser->parse(body);
    if (!parsed)
        return parsed.error();
    const object& root = parsed.value();
    ApiRequest request;
    request.dialect = dialect;
    request.stream = form.stream != kWhenAsked;
    std::string_view model = modelInUrl.empty() ? m_model : modelInUrl;
    if (element value; !root["model"].get(value) && value.get(model))
        return invalid("model", "a text");
    if (!m_model.empty() && m_model != "any" && !model.empty() && model != m_model)
        return Error::verbatim(Errc::NotFound,
                               "The model \"" + std::string{model} + "\" does not exist; this is " + m_model + ".",
                               "model");
    request.model = model.empty() ? m_model : model;
    if (element value; form.stream != kAlways && !root["stream"].get(value) && value.get(request.stream))
        return invalid("stream", "true or false");
    const Result<std::int64_t> tokens = readOutputTokens(root, form);
    if (!tokens)
        return tokens.error();
    request.outputTokens = tokens.value();
    PromptCounter counter{m_useCache ? &m_cache : nullptr};
    const Status counted = form.count != nullptr ? form.count(root, counter) : countAny(root, form, counter);
    if (!counted)
        return counted.error();
    request.promptTokens = counter.tokens() + counter.images() * m_imageTokens;
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
    const Result<std::int64_t> messages = forEachMessage(root, [&](const element& message) {
        return forEachTextOf(message, [&](std::string_view part) {
            const std::vector<std::int64_t> ids = tokenIds(part);
            request.ids.insert(request.ids.end(), ids.begin(), ids.end());
        });
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
