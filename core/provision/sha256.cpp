// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/sha256.h"

#include <openssl/evp.h>

#include <array>

namespace inferometer {

struct Sha256::Context
{
    Context() { EVP_DigestInit_ex(digest, EVP_sha256(), nullptr); }
    ~Context() { EVP_MD_CTX_free(digest); }
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    EVP_MD_CTX* digest = EVP_MD_CTX_new();
};

Sha256::Sha256() : m_context{std::make_unique<Context>()} {}
Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) { EVP_DigestUpdate(m_context->digest, bytes.data(), bytes.size()); }

std::string Sha256::hex()
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned int size = 0;
    EVP_DigestFinal_ex(m_context->digest, bytes.data(), &size);
    std::string text;
    for (unsigned int i = 0; i < size; ++i) {
        text += kDigits[bytes.at(i) >> 4U];
        text += kDigits[bytes.at(i) & 0xFU];
    }
    return text;
}

}  // namespace inferometer
