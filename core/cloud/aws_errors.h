// SPDX-License-Identifier: GPL-3.0-or-later
// What AWS refuses, by the codes of its APIs (EC2 API Reference, "Error codes"), as errors of core/cloud/cloud.h.
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace inferometer {

struct AwsRefusal
{
    std::string_view action;  // "RunInstances"
    bool isRead = false;      // which changes nothing
    int status = 0;
    std::string_view code;   // empty: AWS gave none
    std::string_view words;  // its own
};

// NotFound: no capacity is free, or the thing is not there. Unsupported: the quota, or what AWS cannot do there.
// RateLimited: too many calls. Timeout: what is to be deleted is still in use; a later try helps. Protocol: AWS failed,
// and may have done it all the same.
Error awsError(const AwsRefusal& refusal);

// Of what is to be deleted: it is no more.
bool isAwsNotFound(std::string_view code);
// A later call may go through; nothing was done by this one.
bool isAwsThrottle(int status, std::string_view code);

}  // namespace inferometer
