// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/aws_errors.h"

#include "core/base/visible_text.h"

#include <algorithm>
#include <array>
#include <vector>

namespace inferometer {

namespace {

// An unauthorized call's words end in a long encoded message.
constexpr std::size_t kMostWords = 300;

// With the places %1: the action, %2: AWS's words, %3: its code.
struct Row
{
    std::vector<std::string_view> codes;  // '*' first or last: the end or the beginning of one
    Errc code;
    Sentence said;
    std::string_view field;
};

bool matches(std::string_view pattern, std::string_view code)
{
    if (pattern.starts_with('*'))
        return code.ends_with(pattern.substr(1));
    if (pattern.ends_with('*'))
        return code.starts_with(pattern.substr(0, pattern.size() - 1));
    return code == pattern;
}

const Row& throttleRow()
{
    static const Row kRow{{"RequestLimitExceeded", "RequestThrottled*", "Throttling*", "TooManyRequests*",
                           "ProvisionedThroughputExceeded*", "SlowDown", "EC2ThrottledException",
                           "BandwidthLimitExceeded"},
                          Errc::RateLimited,
                          sentence("errors", "AWS asks for fewer calls (%1: %2); try again in a minute."),
                          "site/region"};
    return kRow;
}

const Row& failureRow()
{
    static const Row kRow{{"Internal*", "ServiceUnavailable*", "Unavailable", "RequestTimeout*",
                           "IdempotentParameterMismatch", "ServerInternal"},
                          Errc::Protocol,
                          sentence("errors",
                                   "AWS failed at %1 and may have done it all the same (%3: %2); look at what is there "
                                   "before trying again."),
                          "site/region"};
    return kRow;
}

const Sentence& failedRead()
{
    static const Sentence kSaid = sentence("errors", "AWS failed at %1 (%3: %2); try again in a minute.");
    return kSaid;
}

const Row& refusalRow()
{
    static const Row kRow{{},
                          Errc::InvalidInput,
                          sentence("errors", "AWS refused %1 (%3: %2); check the settings of the site."),
                          "site/region"};
    return kRow;
}

// The first that matches counts.
const std::array<Row, 11>& rows()
{
    static const std::array<Row, 11> kRows{{
        throttleRow(),
        {{"InsufficientInstanceCapacity", "InsufficientHostCapacity", "InsufficientCapacity*"},
         Errc::NotFound,
         sentence("errors",
                  "AWS has no such machine free now (%2); set another zone or instance of the site, or try later."),
         "site/zone"},
        {{"*LimitExceeded", "*CountExceeded"},
         Errc::Unsupported,
         sentence("errors",
                  "The quota of the AWS account does not allow %1 (%2); raise it in AWS's Service Quotas (vCPUs of the "
                  "instance's family), or set a smaller instance."),
         "site/instance"},
        {{"AuthFailure", "SignatureDoesNotMatch", "InvalidClientTokenId", "UnrecognizedClientException",
          "InvalidAccessKeyId", "IncompleteSignature*", "MissingAuthenticationToken*", "InvalidSignatureException"},
         Errc::Auth,
         sentence("errors",
                  "AWS does not accept the credentials (%3: %2); check the access key and its secret, and this "
                  "machine's clock."),
         "site/access-key-env"},
        {{"ExpiredToken*", "RequestExpired", "TokenRefreshRequired"},
         Errc::Auth,
         sentence("errors",
                  "AWS says that the credentials have expired (%2); get new ones with their session token, and check "
                  "this machine's clock."),
         "site/session-token-env"},
        {{"UnauthorizedOperation", "AccessDenied*", "NotAuthorized*", "OperationNotPermitted"},
         Errc::Auth,
         sentence("errors", "The AWS credentials may not call %1 (%2); let the policy of their user allow it."),
         "site/access-key-env"},
        {{"OptInRequired", "PendingVerification", "Blocked"},
         Errc::Auth,
         sentence("errors",
                  "The AWS account may not use this service or region yet (%2); finish its sign-up, or turn the region "
                  "on in the account's settings."),
         "site/region"},
        {{"*.NotFound", "*.Unavailable", "*NotFoundException"},
         Errc::NotFound,
         sentence("errors", "AWS does not know what %1 names (%2); check the settings of the site and its region."),
         "site/region"},
        {{"DependencyViolation", "VolumeInUse", "IncorrectState", "IncorrectInstanceState", "*.InUse"},
         Errc::Timeout,
         sentence("errors", "AWS still uses what %1 is to remove (%2); try again in a minute."),
         {}},
        {{"Unsupported", "UnsupportedOperation"},
         Errc::Unsupported,
         sentence("errors", "AWS cannot do %1 there (%2); set another zone or instance of the site."),
         "site/zone"},
        failureRow(),
    }};
    return kRows;
}

const Row& rowOf(const AwsRefusal& refusal)
{
    if (isAwsThrottle(refusal.status, refusal.code))
        return throttleRow();
    const auto& all = rows();
    const auto* const found = std::find_if(all.begin(), all.end(), [&refusal](const Row& row) {
        return std::any_of(row.codes.begin(), row.codes.end(),
                           [&refusal](std::string_view pattern) { return matches(pattern, refusal.code); });
    });
    if (found != all.end())
        return *found;
    // A gateway's page without a code tells nothing of what became of the call behind it.
    return refusal.status >= 500 || refusal.code.empty() ? failureRow() : refusalRow();
}

}  // namespace

Error awsError(const AwsRefusal& refusal)
{
    const Row& row = rowOf(refusal);
    const Sentence& said = refusal.isRead && row.code == Errc::Protocol ? failedRead() : row.said;
    const std::string code
        = refusal.code.empty() ? "HTTP " + std::to_string(refusal.status) : shownName(refusal.code, 80);
    const std::string words = refusal.words.empty() ? "no reason given" : shownName(refusal.words, kMostWords);
    return {row.code, said.with(refusal.action, Figure::cause(visibleText(words)), visibleText(code)), row.field};
}

bool isAwsNotFound(std::string_view code) { return matches("*.NotFound", code); }

bool isAwsThrottle(int status, std::string_view code)
{
    const std::vector<std::string_view>& codes = throttleRow().codes;
    return (status == 429 && code.empty())
        || std::any_of(codes.begin(), codes.end(), [code](std::string_view pattern) { return matches(pattern, code); });
}

}  // namespace inferometer
