// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/aws_query.h"

#include "core/cloud/aws_errors.h"
#include "core/http/address.h"
#include "core/workload/readiness.h"

#include <algorithm>
#include <cmath>

namespace inferometer {

namespace {

constexpr int kMostTries = 4;
constexpr double kFirstPause = 0.5;  // s, twice as long each time
constexpr double kLongestPause = 20;
constexpr int kMostPages = 200;
constexpr std::size_t kLargestAnswer = 32U << 20U;
constexpr std::string_view kPriceRegion = "us-east-1";  // one of the few in which the price list answers

std::string serviceUrl(const AwsPlace& place, std::string_view service)
{
    if (!place.url.empty())
        return place.url;
    const std::string_view suffix = place.region.starts_with("cn-") ? ".amazonaws.com.cn/" : ".amazonaws.com/";
    std::string url = "https://";
    return url.append(service).append(".").append(place.region).append(suffix);
}

FetchRequest signedRequest(const AwsPlace& place, const AwsCredentials& credentials, std::string_view service)
{
    FetchRequest request;
    request.awsScope = place.region;
    request.awsScope.append(":").append(service);
    request.awsKeys = Secret::composed(credentials.accessKey.reveal() + ":" + credentials.secretKey.reveal());
    request.secrets = {credentials.accessKey, credentials.secretKey};
    request.maxBody = kLargestAnswer;
    if (!credentials.sessionToken.empty()) {
        request.headers.emplace_back("x-amz-security-token", credentials.sessionToken.reveal());
        request.secrets.push_back(credentials.sessionToken);
    }
    return request;
}

// As Amazon's own library writes it, a blank as "+": moto writes the form anew before it checks what was signed.
std::string formWord(std::string_view text)
{
    constexpr std::string_view kBlank = "%20";
    std::string word = percentEncoded(text);
    for (std::size_t at = word.find(kBlank); at != std::string::npos; at = word.find(kBlank, at))
        word.replace(at, kBlank.size(), "+");
    return word;
}

std::string formOf(const AwsCall& call)
{
    std::string form = "Action=" + formWord(call.action) + "&Version=" + formWord(call.service.version);
    for (const auto& [name, value] : call.parameters)
        form.append("&").append(formWord(name)).append("=").append(formWord(value));
    return form;
}

bool mayPass(const AwsAnswer& answer) { return answer.status >= 500 || isAwsThrottle(answer.status, answer.code); }

Nanos pauseAfter(int tries, double asked)
{
    return fromSeconds(std::min(std::max(asked, kFirstPause * std::exp2(tries - 1)), kLongestPause));
}

Error stoppedCall(const std::string& action)
{
    return {Errc::Cancelled, sentence("errors", "The call %1 to AWS was stopped.").with(action)};
}

Error endlessList(const std::string& action)
{
    return {Errc::Protocol, sentence("errors", "AWS's list %1 does not end; check the site's api-url.").with(action),
            "site/api-url"};
}

}  // namespace

FetchRequest awsRequest(const AwsPlace& place, const AwsCredentials& credentials, const AwsCall& call)
{
    FetchRequest request = signedRequest(place, credentials, call.service.id);
    request.url = serviceUrl(place, call.service.id);
    request.accept = "text/xml";
    request.headers.emplace_back("content-type", "application/x-www-form-urlencoded; charset=utf-8");
    request.body = formOf(call);
    request.isOnce = !call.isRead;
    return request;
}

Result<AwsAnswer> readAwsAnswer(const AwsCall& call, const FetchResponse& response)
{
    AwsAnswer answer{.status = response.status, .retryAfter = response.retryAfter};
    const bool isSuccess = response.status / 100 == 2;
    std::optional<XmlNode> xml = parseXml(response.body);
    if (!xml && isSuccess)
        return Error{
            Errc::Protocol,
            sentence("errors", "What came as AWS's answer to %1 is none; check the site's api-url, and what is there.")
                .with(call.action),
            "site/api-url"};
    if (!xml)
        return answer;
    answer.xml = std::move(*xml);
    if (const XmlNode* fault = isSuccess ? nullptr : findParentOf(answer.xml, "Code"); fault != nullptr) {
        answer.code = fault->at("Code");
        answer.words = fault->at("Message");
    }
    return answer;
}

AwsApi::AwsApi(AwsPlace place, AwsCredentials credentials)
    : m_place{std::move(place)}
    , m_credentials{std::move(credentials)}
{}

std::string AwsApi::host() const
{
    const Result<Url> url = parseUrl(serviceUrl(m_place, kEc2.id));
    return url ? url.value().authority() : std::string{};
}

Result<AwsAnswer> AwsApi::ask(const AwsCall& call, const std::stop_token& stop)
{
    const FetchRequest request = awsRequest(m_place, m_credentials, call);
    for (int tries = 1;; ++tries) {
        const Result<FetchResponse> response = m_fetcher.fetch(request, stop);
        if (!response)
            return response.error().about("site/api-url");
        Result<AwsAnswer> answer = readAwsAnswer(call, response.value());
        if (!answer || !call.isRead || tries == kMostTries || !mayPass(answer.value()))
            return answer;
        if (!pauseFor(pauseAfter(tries, answer.value().retryAfter), stop))
            return stoppedCall(call.action);
    }
}

Result<XmlNode> AwsApi::query(const AwsCall& call, const std::stop_token& stop)
{
    Result<AwsAnswer> answer = ask(call, stop);
    if (!answer)
        return answer.error();
    AwsAnswer& said = answer.value();
    if (said.status / 100 != 2)
        return awsError({call.action, call.isRead, said.status, said.code, said.words});
    return std::move(said.xml);
}

Result<std::string> AwsApi::make(const AwsCall& call, std::string_view path, const std::stop_token& stop)
{
    const Result<XmlNode> answer = query(call, stop);
    if (!answer)
        return answer.error();
    std::string id{answer.value().at(path)};
    if (id.empty())
        return Error{Errc::Protocol,
                     sentence("errors", "AWS answered %1 without an id; look at what is there before trying again.")
                         .with(call.action)};
    return id;
}

Status AwsApi::remove(const AwsCall& call, const std::stop_token& stop)
{
    const Result<AwsAnswer> answer = ask(call, stop);
    if (!answer)
        return answer.error();
    const AwsAnswer& said = answer.value();
    if (said.status / 100 == 2 || isAwsNotFound(said.code))
        return {};
    return awsError({call.action, call.isRead, said.status, said.code, said.words});
}

Status AwsApi::eachItem(AwsCall call, std::string_view path, const std::function<void(const XmlNode&)>& take,
                        const std::stop_token& stop)
{
    call.isRead = true;
    const std::size_t own = call.parameters.size();
    for (int page = 0; page < kMostPages; ++page) {
        const Result<XmlNode> answer = query(call, stop);
        if (!answer)
            return answer.error();
        for (const XmlNode& item : answer.value().items(path))
            take(item);
        const std::string next{answer.value().at("nextToken")};
        if (next.empty())
            return {};
        call.parameters.resize(own);
        call.parameters.emplace_back("NextToken", next);
    }
    return endlessList(call.action);
}

Result<std::string> AwsApi::products(const std::string& json, const std::stop_token& stop)
{
    const AwsPlace place{std::string{kPriceRegion}, m_place.url};
    FetchRequest request = signedRequest(place, m_credentials, "pricing");
    request.url = m_place.url.empty() ? "https://api.pricing.us-east-1.amazonaws.com/" : m_place.url;
    request.headers.emplace_back("content-type", "application/x-amz-json-1.1");
    request.headers.emplace_back("x-amz-target", "AWSPriceListService.GetProducts");
    request.body = json;
    const Result<FetchResponse> response = m_fetcher.fetch(request, stop);
    if (!response)
        return response.error().about("site/api-url");
    if (response.value().status / 100 != 2)
        return awsError({"GetProducts", true, response.value().status, {}, {}});
    return response.value().body;
}

}  // namespace inferometer
