// SPDX-License-Identifier: GPL-3.0-or-later
// The key of a service account at Google, and the assertion that it signs to ask for a token: a JWT by RS256 (RFC 7519,
// RFC 7515; https://developers.google.com/identity/protocols/oauth2/service-account).
#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/base/time.h"
#include "core/cloud/provider.h"

#include <string>
#include <string_view>

namespace inferometer {

struct GcpKey
{
    std::string email;
    std::string keyId;
    std::string project;   // that the account is of; empty: the file does not tell
    std::string tokenUrl;  // by https, or on this machine
    Secret privateKey;     // RSA, as PEM
    std::string place;     // where the key is from, for a sentence: a path or a variable
};

// By the settings "key-file" and "key-env". NotFound names what is missing.
Result<GcpKey> gcpKey(const SiteSpec& site, const SiteAccess& access);

// Of the text of a key file, as Google hands it out. Errors are Auth, about `field`.
Result<GcpKey> gcpKeyOf(std::string_view text, std::string_view place, std::string_view field);

// Good for an hour from `now` (since the Unix epoch), for the token URL alone, where it gets a token for Compute
// Engine.
Result<Secret> gcpAssertion(const GcpKey& key, Nanos now);

}  // namespace inferometer
