// SPDX-License-Identifier: GPL-3.0-or-later
// Whom a run asks: an endpoint made ready, so that a load thread has nothing to resolve and nothing to look up.
#pragma once

#include "core/api/dialect.h"
#include "core/base/secret.h"
#include "core/http/connection.h"

#include <vector>

namespace inferometer {

// Immutable once made.
struct Target : ConnectionTarget
{
    const Dialect* dialect = nullptr;
    Url url;  // of the request itself, path included
    Nanos dnsTime{0};
    Secret head;                  // request head up to the headers that vary (x-request-id, Content-Length)
    std::vector<Secret> secrets;  // never to be told, should the endpoint repeat them
};

}  // namespace inferometer
