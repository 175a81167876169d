// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/time.h"
#include "core/cloud/aws_query.h"

#include "tests/support/loopback_server.h"
#include <gtest/gtest.h>

#include <thread>

namespace inferometer {
namespace {

constexpr std::string_view kSecret = "s3cr3t/s3cr3t+0123456789";

AwsCredentials credentials()
{
    return {Secret{"AKIA0000000000000000"}, Secret{std::string{kSecret}}, Secret{"t0ken-t0ken"}};
}

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

FetchResponse faultOf(int status, std::string_view code)
{
    return {status,
            "<Response><Errors><Error><Code>" + std::string{code}
                + "</Code><Message>because</Message></Error></Errors></Response>",
            {},
            0};
}

std::string httpAnswer(const std::string& status, const std::string& body, const std::string& headers = {})
{
    return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n"
        + body;
}

ServerScript saying(const std::vector<std::string>& answers)
{
    ServerScript script;
    for (const std::string& answer : answers) {
        script.push_back(ServerStep::expectRequest());
        script.push_back(ServerStep::send(answer));
    }
    return script;
}

TEST(AwsQuery, SendsAFormToTheRegionsAddress)
{
    const AwsCall call{.action = "DescribeImages", .parameters = {{"Filter.1.Value.1", "A (b) *&c=d"}}};
    const FetchRequest request = awsRequest({"eu-west-1"}, credentials(), call);
    EXPECT_EQ(request.url, "https://ec2.eu-west-1.amazonaws.com/");
    EXPECT_EQ(request.body, "Action=DescribeImages&Version=2016-11-15&Filter.1.Value.1=A+%28b%29+%2A%26c%3Dd");
    EXPECT_EQ(request.awsScope, "eu-west-1:ec2");
    EXPECT_EQ(awsRequest({"cn-north-1"}, credentials(), call).url, "https://ec2.cn-north-1.amazonaws.com.cn/");
    EXPECT_EQ(awsRequest({"x", "https://gate/"}, credentials(), call).url, "https://gate/");
    EXPECT_EQ(awsRequest({"x"}, credentials(), {.action = "GetCallerIdentity", .service = kSts}).url,
              "https://sts.x.amazonaws.com/");
}

TEST(AwsQuery, KeepsTheSecretOutOfAllButTheSignature)
{
    const FetchRequest request = awsRequest({"eu-west-1"}, credentials(), {.action = "A"});
    EXPECT_FALSE(has(request.url + request.body, kSecret));
    for (const auto& [name, value] : request.headers)
        EXPECT_FALSE(has(value, kSecret)) << name;
    EXPECT_EQ(request.secrets.size(), 3U);

    const LoopbackServer server{
        saying({httpAnswer("403 Forbidden", faultOf(403, "AuthFailure").body + std::string{kSecret})})};
    AwsApi api{{"eu-west-1", server.url()}, credentials()};
    EXPECT_FALSE(has(api.query({.action = "A"}).error().message, kSecret));
    EXPECT_FALSE(has(server.requests().at(0), kSecret));
    EXPECT_TRUE(has(server.requests().at(0), "x-amz-security-token: t0ken-t0ken\r\n"));
    EXPECT_TRUE(has(server.requests().at(0), ";x-amz-security-token, Signature="));
}

TEST(AwsQuery, BlotsOutWhatAnErrorRepeats)
{
    const std::string body = "<R><Code>SignatureDoesNotMatch</Code><Message>" + std::string{kSecret} + "</Message></R>";
    const LoopbackServer server{saying({httpAnswer("403 Forbidden", body)})};
    AwsApi api{{"eu-west-1", server.url()}, credentials()};
    const Error error = api.query({.action = "A"}).error();
    EXPECT_FALSE(has(error.message, kSecret));
    EXPECT_TRUE(has(error.message, "[secret]")) << error.message;
}

TEST(AwsQuery, FindsTheCodeWhereverItStands)
{
    for (const char* body :
         {"<Response><Errors><Error><Code>C</Code><Message>m</Message></Error></Errors></Response>",
          "<ErrorResponse><Error><Type>Sender</Type><Code>C</Code><Message>m</Message></Error></ErrorResponse>",
          "<ErrorResponse><Errors><Error><Code>C</Code><Message>m</Message></Error></Errors></ErrorResponse>"})
    {
        const AwsAnswer answer = readAwsAnswer({.action = "A"}, {400, body, {}, 0}).value();
        EXPECT_EQ(answer.code, "C") << body;
        EXPECT_EQ(answer.words, "m") << body;
    }
    // Not in an answer of success, where an instance's state has a code.
    EXPECT_EQ(readAwsAnswer({.action = "A"}, {200, "<R><Code>C</Code></R>", {}, 0}).value().code, "");
    EXPECT_EQ(readAwsAnswer({.action = "A"}, {200, "<html>", {}, 0}).error().code, Errc::Protocol);
    EXPECT_EQ(readAwsAnswer({.action = "A"}, {502, "<html>", {}, 0}).value().status, 502);
}

TEST(AwsQuery, FollowsPagesToTheirEnd)
{
    const LoopbackServer server{
        saying({httpAnswer("200 OK", "<R><set><item><id>1</id></item></set><nextToken>a+b</nextToken></R>"),
                httpAnswer("200 OK", "<R><set><item><id>2</id></item></set></R>")})};
    AwsApi api{{"eu-west-1", server.url()}, credentials()};
    std::string ids;
    ASSERT_TRUE(api.eachItem({.action = "D"}, "set", [&ids](const XmlNode& item) { ids += item.at("id"); }));
    EXPECT_EQ(ids, "12");
    EXPECT_TRUE(has(server.requests().at(1), "&NextToken=a%2Bb"));
    const LoopbackServer endless{
        {ServerStep::expectRequest(),
         ServerStep::send(httpAnswer("200 OK", "<R><nextToken>a</nextToken></R>", "Connection: close\r\n"))}};
    AwsApi other{{"eu-west-1", endless.url()}, credentials()};
    EXPECT_EQ(other.eachItem({.action = "D"}, "set", [](const XmlNode&) {}).error().code, Errc::Protocol);
    EXPECT_EQ(endless.requests().size(), 200U);
}

TEST(AwsQuery, MakesOnlyReadsAgain)
{
    const std::string busy = httpAnswer("503 Busy", faultOf(503, "RequestLimitExceeded").body);
    const std::string good = httpAnswer("200 OK", "<R/>");
    const LoopbackServer reads{saying({busy, good})};
    AwsApi reader{{"eu-west-1", reads.url()}, credentials()};
    EXPECT_TRUE(reader.query({.action = "DescribeInstances", .isRead = true}));
    EXPECT_EQ(reads.requests().size(), 2U);

    const LoopbackServer creates{saying({busy, good})};
    AwsApi maker{{"eu-west-1", creates.url()}, credentials()};
    EXPECT_EQ(maker.query({.action = "RunInstances"}).error().code, Errc::RateLimited);
    EXPECT_EQ(creates.requests().size(), 1U);
}

TEST(AwsQuery, StopsInAPause)
{
    const LoopbackServer server{saying({httpAnswer("503 Busy", "", "Retry-After: 20\r\n")})};
    AwsApi api{{"eu-west-1", server.url()}, credentials()};
    std::stop_source stop;
    const std::jthread later{[&] {
        while (server.requests().empty())
            std::this_thread::sleep_for(std::chrono::milliseconds{1});
        stop.request_stop();
    }};
    const Nanos start = monotonicNow();
    EXPECT_EQ(api.query({.action = "DescribeInstances", .isRead = true}, stop.get_token()).error().code,
              Errc::Cancelled);
    EXPECT_LT(seconds(monotonicNow() - start), 10);
}

}  // namespace
}  // namespace inferometer
