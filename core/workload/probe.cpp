// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/probe.h"

#include "core/base/foreign_json.h"
#include "core/base/text.h"
#include "core/http/fetch.h"
#include "core/workload/answer_events.h"

#include <algorithm>
#include <initializer_list>

namespace inferometer {

namespace {

using Json = nlohmann::json;
using Answer = EndpointProbe::Answer;

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

// The first of the members that is a text.
std::string textIn(const Json& object, std::initializer_list<const char*> members)
{
    for (const char* member : members) {
        if (object.is_object() && object.contains(member) && object[member].is_string())
            return object[member].get<std::string>();
    }
    return {};
}

std::vector<std::string> namesInList(const Json& list)
{
    std::vector<std::string> names;
    for (const Json& model : list.is_array() ? list : Json::array()) {
        std::string name = model.is_string() ? model.get<std::string>() : textIn(model, {"id", "name", "model"});
        if (!name.empty())
            names.push_back(std::move(name));
    }
    return names;
}

// OpenAI has them as `data`, Ollama as `models`, llama.cpp as both, Together as a bare list.
std::vector<std::string> namesIn(const Json& page)
{
    std::vector<std::string> names = namesInList(page);
    for (const char* member : {"data", "models"}) {
        if (names.empty() && page.is_object() && page.contains(member))
            names = namesInList(page[member]);
    }
    return names;
}

// The query that asks for the page behind this one; empty: it is the last.
std::string nextPage(const Json& page)
{
    if (const std::string token = textIn(page, {"nextPageToken", "next_page_token"}); !token.empty())
        return "pageToken=" + percentEncoded(token);
    const bool more = page.is_object() && page.contains("has_more") && page["has_more"] == true;
    const std::string last = more ? percentEncoded(textIn(page, {"last_id"})) : std::string{};
    return last.empty() ? std::string{} : "after=" + last + "&after_id=" + last;
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

Url modelsPage(const EndpointAccess& access, const std::string& query = {})
{
    Url page = pageBeside(access, access.dialect->models);
    if (!query.empty())
        page.path.append(page.path.find('?') == std::string::npos ? "?" : "&").append(query);
    return page;
}

// What a 200 that is no stream of events is.
Answer::Kind kindOf(std::string_view body)
{
    const std::string_view text = trimmed(body);
    if (text.starts_with('<'))
        return Answer::Kind::Page;
    return text.starts_with('{') || text.starts_with('[') ? Answer::Kind::Document : Answer::Kind::Other;
}

std::string bodyOf(const Dialect& dialect, const EndpointProbe::Question& question)
{
    const BodyTemplate around = dialect.body(question.parts);
    std::string body = around.prefix;
    appendJsonEscaped(question.text, body);
    return body.append(around.suffix).append(question.image).append(around.tail);
}

bool isOwnedBy(std::initializer_list<std::string_view> engines, const Json& page)
{
    const Json data = page.is_object() && page.contains("data") ? page["data"] : Json::array();
    return data.is_array() && std::any_of(data.begin(), data.end(), [&engines](const Json& model) {
               return std::find(engines.begin(), engines.end(), textIn(model, {"owned_by"})) != engines.end();
           });
}

// Google lists a model as "models/NAME" and takes NAME.
void withoutFolder(std::string& name)
{
    constexpr std::string_view kFolder = "models/";
    if (name.starts_with(kFolder) && name.size() > kFolder.size())
        name.erase(0, kFolder.size());
}

// Adds what a page of the list says; where the next one is, empty behind the last.
std::string takePage(const FetchResponse& page, EndpointProbe::Models& found)
{
    found.status = page.status;
    found.location = page.location;
    if (found.status != 200 || kindOf(page.body) == EndpointProbe::Answer::Kind::Page)
        found.errorText = errorTextOf(page.body);
    const Json list = jsonOf(page);
    found.mayTellTokens = found.mayTellTokens || isOwnedBy({"vllm", "sglang"}, list);
    found.tellsProgress = found.tellsProgress || isOwnedBy({"llamacpp"}, list);
    std::vector<std::string> names = namesIn(list);
    std::for_each(names.begin(), names.end(), withoutFolder);
    found.names.insert(found.names.end(), names.begin(), names.end());
    return names.empty() ? std::string{} : nextPage(list);
}

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
        // No vocabulary makes more tokens of a text than it has bytes, but for some that stand around every text.
        constexpr std::size_t kAround = 16;
        const std::int64_t tokens = tokensIn(jsonOf(answer.value()));
        if (tokens >= 0 && static_cast<std::uint64_t>(tokens) <= text.size() + kAround)
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

Status EndpointProbe::checkScheme(const Result<FetchResponse>& first) const
{
    const EndpointAccess& access = m_state->access;
    // nginx tells by 400, others by a broken answer.
    const bool strange = first ? first.value().status == 400 : first.error().code == Errc::Protocol;
    if (!strange || access.url.tls || !speaksTls())
        return {};
    return Error{Errc::InvalidInput,
                 sentence("errors", "%1 speaks TLS; write https:// instead of http:// in %2.")
                     .with(placeOf(access), Figure::flag("base-url")),
                 "base-url"};
}

Result<EndpointProbe::Models> EndpointProbe::models()
{
    constexpr int kMostPages = 50;
    Models found;
    std::string query;
    for (int page = 0; page == 0 || (page < kMostPages && !query.empty()); ++page) {
        FetchRequest call = callTo(m_state->access, modelsPage(m_state->access, query), {});
        call.timeout = kListTimeout;
        const Result<FetchResponse> response = m_state->fetcher.fetch(call, m_state->stop);
        if (!response && isFatal(response.error()))
            return response.error();
        if (Status scheme = page == 0 ? checkScheme(response) : Status{}; !scheme)
            return scheme.error();
        if (!response || (page > 0 && response.value().status != 200))
            break;
        query = takePage(response.value(), found);
    }
    return found;
}

std::string EndpointProbe::modelsPath() const { return modelsPage(m_state->access).path; }

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

Result<Answer> EndpointProbe::ask(const Question& question)
{
    const Dialect& dialect = *m_state->access.dialect;
    AnswerEvents listening{dialect};
    FetchRequest call
        = callTo(m_state->access, pageOfModel(m_state->access, question.parts.model), bodyOf(dialect, question));
    call.timeout = question.patience;
    call.accept = acceptOf(dialect);
    call.isEnough = [&listening](std::string_view piece) { return listening.feed(piece), listening.isOver(); };
    Result<FetchResponse> response = m_state->fetcher.fetch(call, m_state->stop);
    if (!response)
        return isFatal(response.error()) ? Result<Answer>{response.error()} : Answer{};
    // Read once more: what was heard above may hold a secret.
    AnswerEvents events{dialect};
    events.feed(response.value().body);
    events.end();
    Answer answer;
    answer.status = response.value().status;
    answer.location = std::move(response.value().location);
    if (answer.status == 200 && events.error().empty() && events.heardEvent()) {
        answer.kind = Answer::Kind::Stream;
        answer.promptTokens = events.promptTokens();
        answer.isPadded = events.isPadded();
        answer.tellsTokens = events.tellsTokens();
        return answer;
    }
    if (answer.status != 200)
        answer.kind = Answer::Kind::Refused;
    else
        answer.kind = events.error().empty() ? kindOf(events.beginning()) : Answer::Kind::Failed;
    answer.body = events.error().empty() ? events.beginning() : events.error();
    answer.errorText = errorTextOf(answer.body);
    return answer;
}

Result<std::int64_t> EndpointProbe::countOfWhole(const Question& question)
{
    Json body = parseForeignJson(bodyOf(*m_state->access.dialect, question));
    if (!body.is_object())
        return 0;
    body["stream"] = false;
    body.erase("stream_options");  // refused by OpenAI without a stream
    FetchRequest call = callTo(m_state->access, pageOfModel(m_state->access, question.parts.model), dumped(body));
    call.timeout = question.patience;
    const Result<FetchResponse> response = m_state->fetcher.fetch(call, m_state->stop);
    if (!response)
        return isFatal(response.error()) ? Result<std::int64_t>{response.error()} : 0;
    const Json answer = jsonOf(response.value());
    const Json usage = answer.is_object() && answer.contains("usage") ? answer["usage"] : answer;
    const std::int64_t tokens
        = numberIn(usage, {"prompt_tokens", "prompt_eval_count", "prompt_tokens_count", "input_tokens"});
    return std::max<std::int64_t>(tokens, 0);
}

}  // namespace inferometer
