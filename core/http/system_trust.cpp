// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/system_trust.h"

#include <unistd.h>

#include <array>

namespace inferometer {

std::string systemCaFile()
{
    // As Go's crypto/x509 (root_linux.go) lists them: Debian and its like, Fedora, openSUSE, RHEL, Alpine.
    constexpr std::array kPlaces{"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
                                 "/etc/ssl/ca-bundle.pem", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
                                 "/etc/ssl/cert.pem"};
    for (const char* place : kPlaces)
        if (::access(place, R_OK) == 0)
            return place;
    return {};
}

}  // namespace inferometer
