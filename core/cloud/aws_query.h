// SPDX-License-Identifier: GPL-3.0-or-later
// Calls of AWS's APIs over HTTP, signed (Signature Version 4) by libcurl: of the Query protocol, a form posted to "/"
// that is answered in XML, and of JSON 1.1.
#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/cloud/aws_xml.h"
#include "core/config/run_spec.h"
#include "core/http/fetch.h"

#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

namespace inferometer {

struct AwsCredentials
{
    Secret accessKey;
    Secret secretKey;
    Secret sessionToken;  // empty: they are not temporary
};

struct AwsPlace
{
    std::string region;
    std::string url{};  // where all of its services answer; empty: Amazon's own addresses
};

// Of a service: its name in addresses and signatures, and the version of its API.
struct AwsService
{
    std::string_view id;
    std::string_view version;
};
inline constexpr AwsService kEc2{"ec2", "2016-11-15"};
inline constexpr AwsService kSts{"sts", "2011-06-15"};

struct AwsCall
{
    std::string action;
    NamedValues parameters{};
    bool isRead = false;  // changes nothing, so it may be made again
    AwsService service = kEc2;
};

struct AwsAnswer
{
    int status = 0;
    std::string code{};   // AWS's word for what is wrong, wherever it stands; empty: none
    std::string words{};  // that come with it
    XmlNode xml{};
    double retryAfter = 0;  // s; 0: not given
};

// What is sent for the call.
FetchRequest awsRequest(const AwsPlace& place, const AwsCredentials& credentials, const AwsCall& call);
// Protocol: an answer of success that is no XML.
Result<AwsAnswer> readAwsAnswer(const AwsCall& call, const FetchResponse& response);

// One thread at a time. Each call blocks.
class AwsApi
{
public:
    AwsApi(AwsPlace place, AwsCredentials credentials);

    // Whatever AWS says; an error where no answer came. A read that AWS was too busy for, or failed at, is made again
    // up to three times, after the pause that AWS asks for; nothing else ever is.
    Result<AwsAnswer> ask(const AwsCall& call, const std::stop_token& stop = {});
    // What it answers to a call that it does not refuse.
    Result<XmlNode> query(const AwsCall& call, const std::stop_token& stop = {});
    // The id that stands at `path` of the answer to a create; in doubt where there is none.
    Result<std::string> make(const AwsCall& call, std::string_view path, const std::stop_token& stop = {});
    // Asks for the end of something. What is no more is no error.
    Status remove(const AwsCall& call, const std::stop_token& stop = {});
    // Every item of the list at `path` in all the pages of a read's answer, or an error.
    Status eachItem(AwsCall call, std::string_view path, const std::function<void(const XmlNode&)>& take,
                    const std::stop_token& stop = {});
    // The body of what AWS's price list, which one region holds for all, answers to GetProducts.
    Result<std::string> products(const std::string& json, const std::stop_token& stop = {});

    const AwsPlace& place() const { return m_place; }
    // The same account in another region. REQUIRES: isAwsRegion(region).
    AwsApi in(const std::string& region) const { return AwsApi{{region, m_place.url}, m_credentials}; }
    // "ec2.eu-west-1.amazonaws.com"
    std::string host() const;

private:
    AwsPlace m_place;
    AwsCredentials m_credentials;
    Fetcher m_fetcher;
};

}  // namespace inferometer
