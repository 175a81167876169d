// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/aws_errors.h"

#include <gtest/gtest.h>

#include <tuple>
#include <vector>

namespace inferometer {
namespace {

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

Error errorOf(int status, std::string_view code) { return awsError({"RunInstances", false, status, code, "because"}); }

TEST(AwsErrors, HaveTheirKind)
{
    const std::vector<std::tuple<int, std::string_view, Errc, std::string_view>> kExpected{
        {500, "InsufficientInstanceCapacity", Errc::NotFound, "site/zone"},
        {400, "VcpuLimitExceeded", Errc::Unsupported, "site/instance"},
        {400, "InstanceLimitExceeded", Errc::Unsupported, "site/instance"},
        {400, "MaxSpotInstanceCountExceeded", Errc::Unsupported, "site/instance"},
        {400, "Unsupported", Errc::Unsupported, "site/zone"},
        {503, "RequestLimitExceeded", Errc::RateLimited, "site/region"},
        {400, "Throttling", Errc::RateLimited, "site/region"},
        {429, "", Errc::RateLimited, "site/region"},
        {401, "AuthFailure", Errc::Auth, "site/access-key-env"},
        {403, "SignatureDoesNotMatch", Errc::Auth, "site/access-key-env"},
        {403, "UnauthorizedOperation", Errc::Auth, "site/access-key-env"},
        {400, "ExpiredTokenException", Errc::Auth, "site/session-token-env"},
        {401, "OptInRequired", Errc::Auth, "site/region"},
        {400, "InvalidAMIID.NotFound", Errc::NotFound, "site/region"},
        {400, "DependencyViolation", Errc::Timeout, ""},
        {400, "VolumeInUse", Errc::Timeout, ""},
        {400, "InvalidKeyPair.Duplicate", Errc::InvalidInput, "site/region"},
        {400, "InvalidParameterValue", Errc::InvalidInput, "site/region"},
        {400, "IdempotentParameterMismatch", Errc::Protocol, "site/region"},
        {500, "InternalError", Errc::Protocol, "site/region"},
        {503, "Unavailable", Errc::Protocol, "site/region"},
        {502, "", Errc::Protocol, "site/region"},
        {403, "", Errc::Protocol, "site/region"}};
    for (const auto& [status, code, kind, field] : kExpected) {
        const Error error = errorOf(status, code);
        EXPECT_EQ(error.code, kind) << status << " " << code;
        EXPECT_EQ(error.field, field) << code;
        EXPECT_TRUE(has(error.message, "because")) << error.message;
    }
    EXPECT_TRUE(has(errorOf(403, "UnauthorizedOperation").message, "RunInstances"));
}

TEST(AwsErrors, ShowForeignWordsHarmlessAndCut)
{
    const std::string words = "\x1b[2J" + std::string(10'000, 'x');
    const std::string message = awsError({"RunInstances", false, 400, "Bad\nCode", words}).message;
    EXPECT_FALSE(has(message, "\x1b"));
    EXPECT_FALSE(has(message, "\n"));
    EXPECT_LT(message.size(), 600U);
}

TEST(AwsErrors, DoNotDoubtAReadThatFailed)
{
    EXPECT_EQ(awsError({"DescribeVolumes", true, 500, "InternalError", "x"}).message,
              "AWS failed at DescribeVolumes (InternalError: x); try again in a minute.");
}

}  // namespace
}  // namespace inferometer
