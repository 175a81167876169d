// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/probe.h"

#include "core/base/foreign_json.h"
#include "core/base/text.h"
#include "core/http/fetch.h"

#include <algorithm>
#include <array>

namespace inferometer {

namespace {

using Json = nlohmann::json;

constexpr std::chrono::milliseconds kListTimeout{10'000};
constexpr std::chrono::milliseconds kAnswerTimeout{120'000};
constexpr std::chrono::milliseconds kTlsTimeout{3'000};

// Not reached, or not to be asked further: the run would fare the same.
bool isFatal(const Error& error)
{
    return error.code == Errc::Network || error.code == Errc::Cancelled || error.code == Errc::InvalidInput;
}

Json jsonOf(const FetchResponse& response)
{
    return response.status == 200 ? parseForeignJson(response.body) : Json(Json::value_t::discarded);
}

// OpenAI: {"data":[{"id"}]}. Ollama: {"models":[{"name"}]}. llama.cpp gives both.
std::vector<std::string> namesIn(const Json& page)
{
    constexpr std::array<std::pair<const char*, const char*>, 2> kShapes{{{"data", "id"}, {"models", "name"}}};
    std::vector<std::string> names;
    for (const auto& [list, member] : kShapes) {
        if (!names.empty() || !page.is_object() || !page.contains(list) || !page[list].is_array())
            continue;
        for (const Json& model : page[list]) {
            if (model.is_object() && model.contains(member) && model[member].is_string())
                names.push_back(model[member].get<std::string>());
        }
    }
    return names;
}

// vLLM and SGLang: {"count":n}. llama.cpp: {"tokens":[...]}. -1: neither.
std::int64_t tokensIn(const Json& page)
{
    if (!page.is_object())
        return -1;
    if (const auto count = page.find("count"); count != page.end() && count->is_number_integer())
        return count->get<std::int64_t>();
    const auto tokens = page.find("tokens");
    return tokens != page.end() && tokens->is_array() ? static_cast<std::int64_t>(tokens->size()) : -1;
}

// The first of the names that is a whole number in the object; -1: none.
std::int64_t numberIn(const Json& object, std::initializer_list<const char*> names)
{
    for (const char* name : names) {
        if (object.is_object() && object.contains(name) && object[name].is_number_integer())
            return object[name].get<std::int64_t>();
    }
    return -1;
}

std::string dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

// The two ways to ask for tokens.
enum class TokenizeShape : std::uint8_t { Content, Prompt };

std::string tokenizeBody(TokenizeShape shape, const std::string& model, std::string_view text)
{
    if (shape == TokenizeShape::Content)
        return dumped({{"content", text}, {"add_special", false}});
    return dumped({{"model", model}, {"prompt", text}, {"add_special_tokens", false}});
}

struct TokenizePage
{
    Url url;
    TokenizeShape shape = TokenizeShape::Content;
    std::string model;
};

FetchRequest tokenizeCall(const EndpointAccess& access, const TokenizePage& page, std::string_view text)
{
    FetchRequest call = callTo(access, page.url, tokenizeBody(page.shape, page.model, text));
    call.timeout = kAnswerTimeout;
    return call;
}

std::vector<TokenizePage> tokenizePages(const EndpointAccess& access, const std::string& model)
{
    std::vector<TokenizePage> pages;
    for (const Url& url : {pageAbove(access, "/tokenize"), pageBeside(access, "/tokenize")}) {
        pages.push_back({url, TokenizeShape::Content, model});
        pages.push_back({url, TokenizeShape::Prompt, model});
    }
    return pages;
}

Url modelsPage(const EndpointAccess& access)
{
    return pageBeside(access, access.dialect->path.starts_with("/api/") ? "/tags" : "/models");
}

std::string placeOf(const EndpointAccess& access) { return access.url.host + ":" + std::to_string(access.url.port); }

}  // namespace

struct EndpointProbe::State
{
    EndpointAccess access;
    std::stop_token stop;
    Fetcher fetcher;

    // Protocol, when the page gave no count.
    Result<std::int64_t> tokens(const TokenizePage& page, std::string_view text)
    {
        const Result<FetchResponse> answer = fetcher.fetch(tokenizeCall(access, page, text), stop);
        if (!answer)
            return answer.error();
        const std::int64_t tokens = tokensIn(jsonOf(answer.value()));
        if (tokens >= 0)
            return tokens;
        return Error{Errc::Protocol,
                     sentence("errors", "%1 answered %2 with HTTP %3 and no token count.")
                         .with(placeOf(access), page.url.path, answer.value().status)};
    }
};

EndpointProbe::EndpointProbe(EndpointAccess access, std::stop_token stop) : m_state(std::make_shared<State>())
{
    m_state->access = std::move(access);
    m_state->stop = std::move(stop);
}

const EndpointAccess& EndpointProbe::access() const { return m_state->access; }

// Carries no key: nobody has vouched for who answers.
bool EndpointProbe::speaksTls() const
{
    FetchRequest call;
    Url url = m_state->access.url;
    url.tls = true;
    call.url = url.text();
    call.proxy = m_state->access.proxy ? m_state->access.proxy->text() : std::string{};
    call.insecure = true;
    call.timeout = kTlsTimeout;
    return Fetcher{}.fetch(call, m_state->stop).ok();
}

Result<EndpointProbe::Models> EndpointProbe::models()
{
    const EndpointAccess& access = m_state->access;
    FetchRequest call = callTo(access, modelsPage(access), {});
    call.timeout = kListTimeout;
    const Result<FetchResponse> response = m_state->fetcher.fetch(call, m_state->stop);
    if (!response && isFatal(response.error()))
        return response.error();
    // nginx tells by 400, others by a broken answer.
    const bool strange = response ? response.value().status == 400 : response.error().code == Errc::Protocol;
    if (strange && !access.url.tls && speaksTls())
        return Error{Errc::InvalidInput,
                     sentence("errors", "%1 speaks TLS; write https:// instead of http:// in %2.")
                         .with(placeOf(access), Figure::flag("base-url")),
                     "base-url"};
    if (!response)
        return Models{};
    return Models{namesIn(jsonOf(response.value())), response.value().status, response.value().location};
}

Result<std::optional<TokenCounter>> EndpointProbe::tokenizer(const std::string& model)
{
    for (const TokenizePage& page : tokenizePages(m_state->access, model)) {
        const Result<std::int64_t> counted = m_state->tokens(page, "Hello world");
        if (!counted && isFatal(counted.error()))
            return counted.error();
        // llama.cpp answers the other shape with no tokens at all.
        if (counted && counted.value() > 0)
            return std::optional<TokenCounter>{
                [state = m_state, page](std::string_view text) { return state->tokens(page, text); }};
    }
    return std::optional<TokenCounter>{};
}

Result<EndpointProbe::Answer> EndpointProbe::ask(const BodyParts& parts, std::string_view text,
                                                 std::chrono::milliseconds patience, std::string_view image)
{
    const BodyTemplate around = m_state->access.dialect->body(parts);
    std::string whole = around.prefix;
    appendJsonEscaped(text, whole);
    whole.append(around.suffix).append(image).append(around.tail);
    Json body = Json::parse(whole, nullptr, false);
    if (!body.is_object())
        return Answer{};
    body["stream"] = false;
    body.erase("stream_options");  // refused by OpenAI without a stream
    FetchRequest call = callTo(m_state->access, m_state->access.url, dumped(body));
    call.timeout = patience;
    Result<FetchResponse> response = m_state->fetcher.fetch(call, m_state->stop);
    if (!response)
        return isFatal(response.error()) ? Result<Answer>{response.error()} : Answer{};
    const Json answer = jsonOf(response.value());
    const Json usage = answer.is_object() && answer.contains("usage") ? answer["usage"] : answer;
    const std::int64_t tokens = numberIn(usage, {"prompt_tokens", "prompt_eval_count", "prompt_tokens_count"});
    return Answer{response.value().status, errorTextOf(response.value().body), std::move(response.value().location),
                  std::max<std::int64_t>(tokens, 0)};
}

Error noModels(const EndpointAccess& access, const EndpointProbe::Models& models)
{
    const std::string place = placeOf(access);
    if (models.status == 401 || models.status == 403) {
        return {
            Errc::Auth,
            sentence("errors", "%1 refused the list of models (HTTP %2); name the variable that holds the key with %3.")
                .with(place, models.status, Figure::flag("api-key-env")),
            "api-key-env"};
    }
    Sentence answered = models.location.empty() ? sentence("errors", "HTTP %1 at %2")
                                                : sentence("errors", "HTTP %1 at %2, which points to %3");
    if (models.status == 0)
        answered = sentence("errors", "no whole answer");
    return {Errc::NotFound,
            sentence("errors", "%1 lists no models (%2); check %3 and %4, or give the name with %5.")
                .with(place, answered.with(models.status, modelsPage(access).path, models.location),
                      Figure::flag("base-url"), Figure::flag("llm-api"), Figure::flag("model-names")),
            "base-url"};
}

Result<std::vector<std::string>> listModels(const RunSpec& spec, std::stop_token stop, const Secret& key)
{
    Result<EndpointAccess> access = accessOf(spec, key);
    if (!access)
        return access.error();
    EndpointProbe probe{std::move(access).value(), std::move(stop)};
    Result<EndpointProbe::Models> models = probe.models();
    if (!models)
        return models.error();
    if (!models.value().names.empty())
        return std::move(models).value().names;
    return noModels(probe.access(), models.value());
}

namespace {

bool serves(const std::vector<std::string>& listed, const std::string& model)
{
    // Ollama lists "llama3:latest" and serves "llama3".
    return std::any_of(listed.begin(), listed.end(),
                       [&](const std::string& name) { return name == model || name == model + ":latest"; });
}

Figure namesText(const std::vector<std::string>& names)
{
    constexpr std::size_t kShown = 8;
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), kShown); ++i)
        text.append(i == 0 ? "" : ", ").append(names[i]);
    if (names.size() > kShown)
        return sentence("errors", "%1 and %2 more").with(text, names.size() - kShown);
    return text;
}

Sentence notServed(const std::string& asked, const std::vector<std::string>& listed, const std::string& endpoint)
{
    const auto nearest = nearestWord(asked, {listed.begin(), listed.end()});
    if (nearest)
        return sentence("errors", R"(%1 does not serve the model "%2"; did you mean "%3"? It lists %4.)")
            .with(endpoint, asked, *nearest, namesText(listed));
    return sentence("errors", "%1 does not serve the model \"%2\"; it lists %3.")
        .with(endpoint, asked, namesText(listed));
}

}  // namespace

Result<std::string> chooseModel(const std::string& asked, const std::vector<std::string>& listed,
                                const std::string& endpoint)
{
    const auto refused = [](const Sentence& said) { return Error{Errc::InvalidInput, said, "model-names"}; };
    const Figure flag = Figure::flag("model-names");
    if (asked.empty() && listed.empty())
        return refused(
            sentence("errors", "%1 does not list its models; name the one to measure with %2.").with(endpoint, flag));
    if (asked.empty() && listed.size() > 1)
        return refused(sentence("errors", "%1 serves several models; choose with %2 from %3.")
                           .with(endpoint, flag, namesText(listed)));
    if (asked.empty())
        return listed.front();
    if (listed.empty() || serves(listed, asked))
        return asked;
    return refused(notServed(asked, listed, endpoint));
}

}  // namespace inferometer
