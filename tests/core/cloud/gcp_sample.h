// SPDX-License-Identifier: GPL-3.0-or-later
// A service account for tests, with a key that is made once for each program.
#pragma once

#include <openssl/evp.h>

#include <string>

namespace inferometer {

// RSA of 2048 bits.
EVP_PKEY* sampleRsa();
std::string pemOf(EVP_PKEY* key);
// A key file as Google makes them; `tokenUrl` is where tokens are had.
std::string sampleKeyFile(const std::string& tokenUrl, const std::string& pem = pemOf(sampleRsa()));

}  // namespace inferometer
