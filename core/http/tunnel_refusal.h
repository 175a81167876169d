// SPDX-License-Identifier: GPL-3.0-or-later
// What the status of an answer to CONNECT says.
#pragma once

#include <cstdint>

namespace inferometer {

// Unreachable: the proxy tried and met a fault beyond it. NoProxy: what answered does not know CONNECT. Login: it wants
// credentials. Rules: it may not or will not.
enum class TunnelRefusal : std::uint8_t { Unreachable, NoProxy, Login, Rules };

// REQUIRES: `status` is none of success.
constexpr TunnelRefusal tunnelRefusal(int status)
{
    switch (status) {
    case 502:
    case 503:
    case 504:
        return TunnelRefusal::Unreachable;
    case 400:
    case 404:
    case 405:
    case 501:
        return TunnelRefusal::NoProxy;
    case 407:
        return TunnelRefusal::Login;
    default:
        return TunnelRefusal::Rules;
    }
}

}  // namespace inferometer
