// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/rest.h"

#include "core/api/dialect.h"
#include "core/base/foreign_json.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/cloud/site_json.h"
#include "core/host/host.h"
#include "core/workload/readiness.h"

#include <algorithm>
#include <utility>

namespace inferometer {

namespace {

constexpr int kTries = 4;
constexpr int kTooManyRequests = 429;
constexpr std::size_t kMostAnswer = 16U << 20U;

// One of the two: RunPod's is a text, Scaleway's an object.
std::string violation(const nlohmann::json& one)
{
    if (one.is_string())
        return one.get<std::string>();
    const std::string name = textOf(one, "argument_name");
    const std::string help = textOf(one, "help_message");
    return name + (name.empty() || help.empty() ? "" : " ") + help;
}

// What RFC 9457's extension "errors" (RunPod) and "details" (Scaleway) add to the sentence before them.
std::string violationsIn(std::string_view body)
{
    constexpr std::size_t kMost = 3;
    const nlohmann::json json = parseForeignJson(body);
    std::string all;
    for (const char* name : {"errors", "details"}) {
        const nlohmann::json& list = memberOf(json, name);
        for (std::size_t i = 0; list.is_array() && i < std::min(list.size(), kMost); ++i) {
            const std::string text = violation(list[i]);
            all.append(all.empty() || text.empty() ? "" : ", ").append(text);
        }
    }
    return all;
}

std::string wordsOf(const FetchResponse& response)
{
    constexpr std::size_t kMost = 300;
    const std::string text = errorTextOf(response.body);
    const std::string more = violationsIn(response.body);
    if (text.empty())
        return "it gave no reason";
    return visibleText(shownName(more.empty() ? text : text + " (" + more + ")", kMost));
}

RestMeaning meaningOf(int status)
{
    switch (status) {
    case 400:
    case 422:
        return {Errc::InvalidInput, sentence("errors", "%1 refused what was asked for (HTTP %2: %3); change it.")};
    case 401:
        return {Errc::Auth, sentence("errors", "%1 does not accept the key in %4 (HTTP %2: %3); check it.")};
    case 402:
        return {Errc::Unsupported, sentence("errors", "%1 asks for money first (HTTP %2: %3); add to the balance.")};
    case 403:
        return {Errc::Auth,
                sentence("errors", "%1 does not allow this to the key in %4 (HTTP %2: %3); use one that may.")};
    case 404:
    case 410:
        return {Errc::NotFound, sentence("errors", "%1 does not have what was asked for (HTTP %2: %3); check its id.")};
    case 405:
    case 409:
    case 411:
    case 412:
    case 413:
    case 414:
    case 415:
    case 423:
        return {Errc::Unsupported, sentence("errors", "%1 cannot do this now (HTTP %2: %3); try again later.")};
    case kTooManyRequests:
        return {Errc::RateLimited, sentence("errors", "%1 is asked too often (HTTP %2: %3); try again later.")};
    default:
        return {Errc::Protocol,
                status >= 500 ? sentence("errors", "%1 failed by itself (HTTP %2: %3); try again later.")
                              : sentence("errors", "%1 gave no answer of its API (HTTP %2: %3); check %5.")};
    }
}

bool isSuccess(int status) { return status >= 200 && status < 300; }

RestMeaning meaningIn(const RestSite& site, const FetchResponse& response)
{
    std::optional<RestMeaning> own = site.reading == nullptr ? std::nullopt : site.reading(response);
    return own ? std::move(*own) : meaningOf(response.status);
}

Error refusal(const RestSite& site, const FetchResponse& response)
{
    const RestMeaning meaning = meaningIn(site, response);
    return {meaning.code,
            meaning.said.with(site.label, response.status, wordsOf(response), site.secretName,
                              Figure::setting(site.urlKey)),
            meaning.code == Errc::Auth ? "site/" + site.secretKey : std::string{}};
}

bool mayPass(const RestSite& site, const Result<FetchResponse>& answer)
{
    if (answer)
        return answer.value().status >= 500 || meaningIn(site, answer.value()).code == Errc::RateLimited;
    const Errc code = answer.error().code;
    return code == Errc::Network || code == Errc::Timeout || code == Errc::Protocol;
}

bool isLoopbackName(std::string_view host)
{
    return host == "localhost" || host == "::1"
        || (host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string_view::npos);
}

}  // namespace

bool isSafeForKeys(const Url& url) { return url.tls || isLoopbackName(url.host); }

Result<std::string> checkedApiUrl(const SiteSpec& site)
{
    const std::string text = siteSetting(site, "api-url");
    const Result<Url> url = parseUrl(text);
    if (!url)
        return url.error().about("site/api-url");
    if (url.value().path.find_first_of("?#") != std::string::npos)
        return Error{Errc::InvalidInput, sentence("errors", "api-url may hold no ? or #; give the API's address."),
                     "site/api-url"};
    if (!isSafeForKeys(url.value()))
        return Error{Errc::InvalidInput,
                     sentence("errors", "A key would go to %1 for all to read; write https:// in api-url.")
                         .with(visibleText(url.value().host)),
                     "site/api-url"};
    std::string base = url.value().text();
    while (base.ends_with('/'))
        base.pop_back();
    return base;
}

Rest::Rest(RestSite site) : m_site(std::move(site)) {}

Status Rest::waitForRoom(const std::stop_token& stop)
{
    const auto forget = [this](Nanos now) {
        while (!m_calls.empty() && now - m_calls.front() >= m_site.window)
            m_calls.pop_front();
    };
    forget(monotonicNow());
    while (m_site.budget != 0 && m_calls.size() >= m_site.budget) {
        if (!pauseFor(m_calls.front() + m_site.window - monotonicNow(), stop))
            return stoppedMidway();
        forget(monotonicNow());
    }
    m_calls.push_back(monotonicNow());
    return {};
}

Result<FetchResponse> Rest::fetch(const RestCall& call, const std::stop_token& stop)
{
    if (const Status room = waitForRoom(stop); !room)
        return room.error();
    FetchRequest request = m_site.base;
    request.url = m_site.url + call.path;
    request.method = call.method;
    request.body = call.body;
    if (!m_site.header.empty())
        request.headers.emplace_back(m_site.header, m_site.before + m_site.secret.reveal());
    if (!call.body.empty())
        request.headers.emplace_back("Content-Type", call.contentType);
    request.secrets.push_back(m_site.secret);
    request.timeout = call.timeout;
    request.maxBody = kMostAnswer;
    // libcurl sends anew what an idle connection took and never answered: a second machine.
    Result<FetchResponse> response
        = call.method.empty() ? m_fetcher.fetch(request, stop) : Fetcher{}.fetch(request, stop);
    m_lastStatus = response ? response.value().status : 0;
    if (!response)
        return response.error().about(response.error().code == Errc::Cancelled ? "" : "site/" + m_site.urlKey);
    return response;
}

Result<std::string> Rest::send(const RestCall& call, const std::stop_token& stop)
{
    Result<FetchResponse> response = fetch(call, stop);
    if (!response)
        return response.error();
    if (!isSuccess(response.value().status))
        return refusal(m_site, response.value());
    return std::move(response.value().body);
}

Status Rest::remove(const std::string& path, const std::stop_token& stop)
{
    const Result<std::string> gone = send({.method = "DELETE", .path = path}, stop);
    return gone || gone.error().code == Errc::NotFound ? Status{} : Status{gone.error()};
}

Result<std::string> Rest::read(const std::string& path, const std::stop_token& stop)
{
    Nanos pause = m_site.pause;
    for (int tries = 1;; ++tries) {
        Result<FetchResponse> response = fetch({.method = "", .path = path}, stop);
        if (response && isSuccess(response.value().status))
            return std::move(response.value().body);
        // Rounded up by the site to whole seconds, so that a window may seem a second longer than it is.
        const Nanos asked = response ? fromSeconds(std::min(response.value().retryAfter, 1e6)) : Nanos{0};
        if (tries == kTries || !mayPass(m_site, response) || asked > m_site.window + std::chrono::seconds{1})
            return response ? refusal(m_site, response.value()) : response.error();
        if (!pauseFor(std::max(pause, asked), stop))
            return stoppedMidway();
        pause *= 2;
    }
}

std::string Rest::host() const
{
    const Result<Url> url = parseUrl(m_site.url);
    return url ? url.value().host : std::string{};
}

Result<RestSite> restSite(const SiteSpec& site, const SiteAccess& access, RestSite form)
{
    Result<std::string> url = checkedApiUrl(site);
    if (!url)
        return url.error();
    form.url = std::move(url).value();
    form.secretName = siteSetting(site, form.secretKey);
    const std::string field = "site/" + form.secretKey;
    Result<Secret> secret = access.secret(form.secretName);
    if (!secret)
        return secret.error().about(field);
    const auto isBlank = [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7F; };
    if (std::any_of(secret.value().reveal().begin(), secret.value().reveal().end(), isBlank))
        return Error{
            Errc::InvalidInput,
            sentence("errors", "The key in %1 holds blanks or control characters; set it anew.").with(form.secretName),
            field};
    form.secret = std::move(secret).value();
    return form;
}

bool isSiteId(std::string_view id)
{
    constexpr std::size_t kLongest = 128;
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    return !id.empty() && id.size() <= kLongest && id.front() != '-' && std::all_of(id.begin(), id.end(), fits);
}

}  // namespace inferometer
