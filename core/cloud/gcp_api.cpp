// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/gcp_api.h"

#include "core/api/dialect.h"
#include "core/base/foreign_json.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/cloud/site_json.h"
#include "core/host/host.h"
#include "core/workload/readiness.h"

#include <algorithm>
#include <array>
#include <utility>

namespace inferometer {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kLongestToken = 8192;
constexpr std::size_t kLargestAnswer = 64U << 10U;

// A code of an operation (QUOTA_EXCEEDED) or a reason of an answer (quotaExceeded) holds the part.
struct Reason
{
    std::string_view part;
    RestMeaning meaning;
};

const std::array<Reason, 8>& reasons()
{
    static const std::array<Reason, 8> all{
        Reason{"resourcepoolexhausted",
               {Errc::Unsupported,
                sentence("errors", "%1 has no such machine free now (%2: %3); take another zone, or try later.")}},
        Reason{"ratelimit",
               {Errc::RateLimited, sentence("errors", "%1 is asked too often (%2: %3); try again in a minute.")}},
        Reason{"quota",
               {Errc::Unsupported,
                sentence("errors", "A quota of the project at %1 does not allow this (%2: %3); ask for more of it.")}},
        Reason{"alreadyexists",
               {Errc::Protocol, sentence("errors", "%1 has something of this name already (%2: %3); look at it.")}},
        Reason{"inuse", {Errc::Unsupported, sentence("errors", "%1 still uses it (%2: %3); try again later.")}},
        Reason{"notready",
               {Errc::Unsupported, sentence("errors", "%1 is not that far yet (%2: %3); try again later.")}},
        Reason{
            "accessnotconfigured",
            {Errc::Auth, sentence("errors", "The project at %1 has no Compute Engine API (%2: %3); enable it there.")}},
        Reason{"servicedisabled",
               {Errc::Auth,
                sentence("errors", "The project at %1 has no Compute Engine API (%2: %3); enable it there.")}}};
    return all;
}

const RestMeaning* meaningOfReason(std::string_view reason)
{
    std::string word = lowered(reason);
    std::erase(word, '_');
    const auto found = std::find_if(reasons().begin(), reasons().end(),
                                    [&word](const Reason& row) { return word.find(row.part) != std::string::npos; });
    return found == reasons().end() ? nullptr : &found->meaning;
}

// The first of the list at `name`; a null where there is none.
const Json& firstOf(const Json& object, const char* name)
{
    static const Json none;
    const Json& list = memberOf(object, name);
    return list.is_array() && !list.empty() ? list.front() : none;
}

std::string shownWords(const std::string& text)
{
    constexpr std::size_t kMost = 300;
    return text.empty() ? "it gave no reason" : visibleText(shownName(text, kMost));
}

// Whatever the error says, what was asked for may be there.
Error inDoubt(const Error& error)
{
    return isDoubtful(error)
        ? error
        : Error{Errc::Protocol, sentence("errors", "Google took the order, but then: %1").with(error.said),
                error.field};
}

Error withoutToken(const Error& error)
{
    return isDoubtful(error) && error.code != Errc::Cancelled
        ? Error{Errc::Unsupported, sentence("errors", "Nothing was asked of Google: %1").with(error.said), error.field}
        : error;
}

bool isToken(std::string_view text)
{
    return !text.empty() && text.size() <= kLongestToken
        && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

Error tokenRefusal(const GcpKey& key, const FetchResponse& response)
{
    constexpr int kTooManyRequests = 429;
    const std::string words = shownWords(errorTextOf(response.body));
    if (response.status == kTooManyRequests)
        return {Errc::RateLimited,
                sentence("errors", "%1 is asked for tokens too often (HTTP %2: %3); try again later.")
                    .with(kGcpLabel, response.status, words)};
    if (response.status < 400 || response.status >= 500)
        return {Errc::Protocol,
                sentence("errors", "%1 gave no token (HTTP %2: %3); try again later.")
                    .with(kGcpLabel, response.status, words)};
    return {Errc::Auth,
            sentence("errors",
                     "%1 gives no token for the key in %4 (HTTP %2: %3); check the key, and the clock of this machine.")
                .with(kGcpLabel, response.status, words, key.place),
            "site/key-file"};
}

}  // namespace

std::optional<RestMeaning> gcpMeaning(const FetchResponse& response)
{
    const Json body = parseForeignJson(response.body);
    const Json& error = memberOf(body, "error");
    for (const char* list : {"errors", "details"})
        if (const RestMeaning* meaning = meaningOfReason(textOf(firstOf(error, list), "reason")); meaning != nullptr)
            return RestMeaning{meaning->code, meaning->said};
    return std::nullopt;
}

Status gcpOutcome(const Json& operation)
{
    const Json& error = memberOf(operation, "error");
    if (error.is_null())
        return {};
    const Json& first = firstOf(error, "errors");
    const std::string code = textOf(first, "code");
    const std::string words = shownWords(textOf(first, "message"));
    const std::string shownCode = code.empty() ? "no code" : visibleText(shownName(code));
    if (const RestMeaning* meaning = meaningOfReason(code); meaning != nullptr)
        return Error{meaning->code, meaning->said.with(kGcpLabel, shownCode, words)};
    const double status = numberOf(operation, "httpErrorStatusCode");
    if (status >= 400 && status < 500)
        return Error{
            Errc::InvalidInput,
            sentence("errors", "%1 refused what was asked for (%2: %3); change it.").with(kGcpLabel, shownCode, words)};
    return Error{
        Errc::Protocol,
        sentence("errors", "%1 failed by itself (%2: %3); try again later.").with(kGcpLabel, shownCode, words)};
}

GcpApi::GcpApi(RestSite site, GcpKey key, const std::string& project)
    : m_key(std::move(key))
    , m_base("/compute/v1/projects/" + project)
    , m_rest(std::move(site))
{}

Status GcpApi::takeToken(const std::string& body)
{
    constexpr double kLongest = 3600;
    constexpr double kReserve = 120;  // s; a call with it may take its time
    const Json answer = parseForeignJson(body);
    const std::string token = textOf(answer, "access_token");
    const double life = numberOf(answer, "expires_in");
    if (!isToken(token) || !(life > 0))
        return unreadableAnswer(kGcpLabel, "no token with an end");
    m_rest.useSecret(Secret{token});
    m_end = monotonicNow() + fromSeconds(std::min(life, kLongest) - kReserve);
    return {};
}

Status GcpApi::ensureToken(const std::stop_token& stop)
{
    if (monotonicNow() < m_end)
        return {};
    const Result<Secret> assertion = gcpAssertion(m_key, realtimeNow());
    if (!assertion)
        return assertion.error();
    FetchRequest request;
    request.url = m_key.tokenUrl;
    request.body = "grant_type=" + percentEncoded("urn:ietf:params:oauth:grant-type:jwt-bearer")
        + "&assertion=" + assertion.value().reveal();
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    request.secrets = {assertion.value()};
    request.maxBody = kLargestAnswer;
    const Result<FetchResponse> response = m_fetcher.fetch(request, stop);
    if (!response)
        return response.error();
    return response.value().status == 200 ? takeToken(response.value().body)
                                          : Status{tokenRefusal(m_key, response.value())};
}

template <typename Call>
Result<std::string> GcpApi::withToken(bool isRead, const std::stop_token& stop, const Call& call)
{
    constexpr int kUnauthorized = 401;
    for (bool isAgain = false;; isAgain = true) {
        if (const Status ready = ensureToken(stop); !ready)
            return isRead ? ready.error() : withoutToken(ready.error());
        Result<std::string> answer = call();
        if (answer || isAgain || m_rest.lastStatus() != kUnauthorized)
            return answer;
        m_end = {};
    }
}

Result<std::string> GcpApi::read(const std::string& path, const std::stop_token& stop)
{
    return withToken(true, stop, [&] { return m_rest.read(m_base + path, stop); });
}

Result<std::string> GcpApi::readElsewhere(const std::string& path, const std::stop_token& stop)
{
    return withToken(true, stop, [&] { return m_rest.read("/compute/v1/" + path, stop); });
}

Result<std::string> GcpApi::send(RestCall call, const std::stop_token& stop)
{
    call.path = m_base + call.path;
    return withToken(false, stop, [&] { return m_rest.send(call, stop); });
}

Status GcpApi::finish(const std::string& body, const std::string& zone, const std::stop_token& stop)
{
    constexpr Nanos kPatience = std::chrono::minutes{15};
    constexpr Nanos kLongestPause = std::chrono::seconds{3};
    const Nanos until = monotonicNow() + kPatience;
    Nanos pause = std::chrono::milliseconds{250};
    const std::string operations = "/zones/" + zone + "/operations/";
    Json operation = parseForeignJson(body);
    while (textOf(operation, "status") != "DONE") {
        const std::string name = textOf(operation, "name");
        if (!isSiteId(name))
            return unreadableAnswer(kGcpLabel, "an operation without a name");
        if (monotonicNow() > until)
            return Error{
                Errc::Timeout,
                sentence("errors", "Google has not done %1 in a quarter of an hour; look at its console.").with(name)};
        if (!pauseFor(std::exchange(pause, std::min(pause * 2, kLongestPause)), stop))
            return stoppedMidway();
        const Result<std::string> now = read(operations + name, stop);
        if (!now)
            return inDoubt(now.error());
        operation = parseForeignJson(now.value());
    }
    return gcpOutcome(operation);
}

}  // namespace inferometer
